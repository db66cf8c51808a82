"""Conditions on symbols: where polynomials vanish, and the cases they make."""
