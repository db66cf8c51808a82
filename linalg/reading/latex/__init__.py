"""LaTeX as it is typed."""
