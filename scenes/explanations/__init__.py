"""Explanations in writing, and their parameters."""
