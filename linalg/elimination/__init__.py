"""Elimination with its steps, and what is read off it: solutions and cases."""
