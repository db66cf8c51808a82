"""Kinks and jumps: places at which functions have no derivative."""
