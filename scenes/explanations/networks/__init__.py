"""Explanations of networks."""
