"""Matrices in files of every form."""
