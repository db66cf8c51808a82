"""Penalised least squares in the plane of two weights."""
