"""Processes that draw a film together, and their folder."""
