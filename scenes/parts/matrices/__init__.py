"""The stage of lessons on a matrix, and acts on it."""
