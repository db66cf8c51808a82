"""Explanations of optimisation and regularisation."""
