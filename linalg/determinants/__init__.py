"""Determinants in three ways."""
