"""Matrices by their kind of number, and the zero test of their entries."""
