"""Experiments of the lectures."""
