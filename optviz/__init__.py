"""Objectives, optimisers, regularisation, search and networks that record every step."""
