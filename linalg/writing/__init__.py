"""Matrices of records for other systems, with the line that checks them there."""
