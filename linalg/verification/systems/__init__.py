"""Verdicts on solutions, inverses and row operations."""
