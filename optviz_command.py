"""The script ``optviz``, which uses its own packages whatever else has their names.

A project of films may well have a folder or module called ``scenes`` or ``linalg``, and it may come
first on the path. So this module has a name of its own, and finds the packages beside itself.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

__all__ = ["PACKAGES", "PLACE", "OwnPackages", "main"]

PACKAGES = ("linalg", "optviz", "scenes")

PLACE = Path(__file__).parent
"""Where the packages lie."""


class OwnPackages(MetaPathFinder):
    """Finds the packages beside this file, before the path is asked."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in PACKAGES:
            return None
        found = PathFinder.find_spec(fullname, [str(PLACE)])
        if found is not None:  # a list stays as it is, when the path gets other places
            found.submodule_search_locations = list(found.submodule_search_locations or ())
        return found

    @classmethod
    def come_first(cls) -> None:
        """From now on, these packages are imported under their names."""
        sys.meta_path.insert(0, cls())

    @classmethod
    def step_back(cls) -> None:
        """From now on, what comes first on the path is imported again."""
        sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, cls)]


def main() -> None:
    """Run the command line."""
    OwnPackages.come_first()
    import_module("scenes.command_line.cli").main()
