"""Products of matrices, in five ways."""
