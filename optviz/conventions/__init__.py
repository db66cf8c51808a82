"""Differences of libraries, as data."""
