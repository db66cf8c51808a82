"""Vectors up to a factor: the same line in other numbers."""
