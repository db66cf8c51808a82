"""PA = LU."""
