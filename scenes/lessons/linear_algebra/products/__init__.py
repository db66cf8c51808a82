"""One product of two matrices in five groupings."""
