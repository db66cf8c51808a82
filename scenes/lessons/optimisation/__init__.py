"""Lessons on optimisation and regularisation."""
