"""Functions to minimise, and how they are looked at."""
