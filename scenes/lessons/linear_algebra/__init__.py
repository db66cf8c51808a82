"""Lessons on linear algebra."""
