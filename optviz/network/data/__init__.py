"""Data to learn from, and what is done to them first."""
