"""Permutation matrices."""
