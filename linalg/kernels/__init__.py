"""Elimination on bare entries: without fractions, and in floating point."""
