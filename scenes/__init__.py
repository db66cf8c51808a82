"""Lessons drawn with Manim from the records of `linalg` and `optviz`, and the command line."""
