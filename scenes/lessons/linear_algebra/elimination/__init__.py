"""Gaussian elimination on a system of linear equations."""
