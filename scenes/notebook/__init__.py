"""Notebooks: the film of a record, and ``%%optviz``; `linalg.notebook` finds this by its name."""

from scenes.notebook.films import film_of
from scenes.notebook.magic import load_ipython_extension, run

__all__ = ["film_of", "load_ipython_extension", "run"]
