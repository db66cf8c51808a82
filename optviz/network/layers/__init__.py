"""Layers, their parameters, and how these start."""
