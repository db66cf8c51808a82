"""Derivatives, differences and Taylor polynomials."""
