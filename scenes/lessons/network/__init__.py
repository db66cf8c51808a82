"""Lessons on networks."""
