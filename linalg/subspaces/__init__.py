"""Subspaces, the rank, and sets that are none."""
