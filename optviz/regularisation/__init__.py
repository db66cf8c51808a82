"""Penalties, and least squares with them in n dimensions."""
