"""Verdicts on factors: PA = LU and its relatives."""
