"""The door to what notebooks show of a record beyond its page: films, made by a package above.

Records stand below the lessons that show them, and need neither those nor Manim. So the package is
found by its name when somebody asks for a film, and nowhere else.
"""

from __future__ import annotations

import importlib
from types import ModuleType

from linalg.errors import LinalgError

__all__ = ["MAKER", "MissingFilmsError", "film_maker"]

MAKER = "scenes.notebook"
"""The package that makes films of records."""


class MissingFilmsError(LinalgError, ImportError):
    """Something that films need is not installed."""


def film_maker() -> ModuleType:
    """Return the package that makes films of records, imported now if it was not.

    Raises
    ------
    MissingFilmsError
        If it, or something that it needs, is not installed.
    """
    try:
        return importlib.import_module(MAKER)
    except ModuleNotFoundError as error:
        raise MissingFilmsError(
            f"films are made by {MAKER}, which needs {error.name}: install optviz with all that it "
            "needs, or look at the record's page"
        ) from error
