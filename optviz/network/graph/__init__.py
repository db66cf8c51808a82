"""Computational graphs: one tape, one backward pass."""
