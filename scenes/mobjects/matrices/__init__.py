"""Matrices and equations, drawn."""
