"""``%load_ext optviz``."""

from __future__ import annotations

from typing import Any

from linalg.notebook import film_maker

__all__ = ["load_ipython_extension"]


def load_ipython_extension(ipython: Any) -> None:
    """Make ``%%optviz`` known in a notebook: what ``%load_ext optviz`` calls."""
    film_maker().load_ipython_extension(ipython)
