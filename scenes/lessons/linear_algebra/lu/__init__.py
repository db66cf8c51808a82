"""A = LU and A = LDU."""
