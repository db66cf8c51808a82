"""Triangular factors, the inverse, what they cost, and exercises."""
