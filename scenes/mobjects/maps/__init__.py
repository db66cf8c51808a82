"""The plane and space as a matrix moves them."""
