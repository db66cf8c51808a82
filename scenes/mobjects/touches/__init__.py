"""Balls of penalties, ellipses of losses, and where they touch."""
