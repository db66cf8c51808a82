"""Gauss-Jordan elimination to the inverse."""
