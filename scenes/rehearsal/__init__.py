"""Lessons played through without a frame, and the rules held against them."""
