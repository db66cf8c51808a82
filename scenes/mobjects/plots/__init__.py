"""Planes, curves and races, drawn."""
