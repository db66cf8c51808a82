"""Transposes, symmetric matrices and their definiteness."""
