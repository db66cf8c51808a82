"""Libraries that Manim imports at its start and few scenes use: they come when they are used.

SciPy's rotations and NetworkX take half of the time of ``import manim``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

__all__ = ["deferred_imports"]

DEFERRED = ("networkx", "scipy.spatial.transform")


class _Deferred:
    """Something in a module that is not imported yet, to be called or looked into."""

    def __init__(self, module: str, path: tuple[str, ...]) -> None:
        self._module, self._path = module, path

    def __getattr__(self, name: str) -> _Deferred:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Deferred(self._module, (*self._path, name))

    def __call__(self, *values: Any, **keywords: Any) -> Any:
        found: Any = import_module(self._module)
        for name in self._path:
            found = getattr(found, name)
        return found(*values, **keywords)

    def __or__(self, other: object) -> _Deferred:
        """Stand for a union of types in an annotation."""
        return self


class _Stand(ModuleType):
    """Stands for a module until Manim is imported, and hands on to it from then on."""

    until_then = True

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self.until_then:
            return _Deferred(self.__name__, (name,))
        return getattr(import_module(self.__name__), name)


@contextmanager
def deferred_imports() -> Iterator[None]:
    """Within this context, in which Manim is imported, some libraries are only promised.

    Afterwards they can be imported as ever, by anybody.
    """
    stands = {name: _Stand(name) for name in DEFERRED if name not in sys.modules}
    sys.modules.update(stands)
    try:
        yield
    finally:
        for name, stand in stands.items():
            stand.until_then = False
            del sys.modules[name]
            parent, _, last = name.rpartition(".")
            if getattr(sys.modules.get(parent), last, None) is stand:
                setattr(sys.modules[parent], last, import_module(name))
