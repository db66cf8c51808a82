"""An import answered by who asks, where a person's project has modules called as ours.

Python knows one module of a name, so their ``linalg`` and ours would meet in the process that
renders their file. Here they do not: our modules are given ours, and everybody else what Python
finds on the path, where the folder of the file comes first.
"""

from __future__ import annotations

import builtins
import importlib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pkgutil import extend_path
from types import ModuleType
from typing import Any

from optviz_command import PACKAGES, PLACE, OwnPackages
from scenes.rendering.files.shadowed import names_above, shadowing

__all__ = ["answer_by_who_asks"]

_OURS = tuple(f"{PLACE / package}{os.sep}" for package in PACKAGES)


def answer_by_who_asks() -> None:
    """From now on, an import by a module of ours finds ours, and any other what is on the path."""
    if isinstance(getattr(builtins.__import__, "__self__", None), _Answers):
        return
    OwnPackages.step_back()
    answers = _Answers()
    builtins.__import__ = answers.to_statement
    importlib.import_module = answers.to_function


class _Answers:
    """Two sets of modules under the same names, of which one is in ``sys.modules`` at a time."""

    def __init__(self) -> None:
        self._statement, self._function = builtins.__import__, importlib.import_module
        self._path: list[str] = []  # as it was when it was looked at
        self._shadowed: set[str] = set()
        self._hidden: dict[str, ModuleType] = {}
        self._ours = True  # are in sys.modules

    def to_statement(
        self,
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> Any:
        """Stand for ``builtins.__import__``."""
        asking = globals or {}
        module = (asking.get("__package__") or "") if level else name
        if module.partition(".")[0] not in PACKAGES:
            return self._statement(name, globals, locals, fromlist, level)
        with self._shown_to(asking):
            return self._statement(name, globals, locals, fromlist, level)

    def to_function(self, name: str, package: str | None = None) -> ModuleType:
        """Stand for ``importlib.import_module``."""
        with self._shown_to(sys._getframe(1).f_globals):
            return self._function(name, package)

    @contextmanager
    def _shown_to(self, asking: Mapping[str, Any]) -> Iterator[None]:
        before = self._ours
        ours = str(asking.get("__file__", "")).startswith(_OURS)
        if not ours and self._path != sys.path:
            self._show(ours=True)
            self._look_again()
        self._show(ours=ours)
        try:
            yield
        finally:
            self._show(ours=before)

    def _show(self, *, ours: bool) -> None:
        if ours == self._ours:
            return
        shown = {name: sys.modules[name] for name in [*sys.modules] if self._is_twice(name)}
        for name in shown:
            del sys.modules[name]
        sys.modules.update(self._hidden)
        self._hidden, self._ours = shown, ours

    def _is_twice(self, name: str) -> bool:
        if name.partition(".")[0] not in PACKAGES or not _have(name):
            return False
        holds = any(shadowed.startswith(f"{name}.") for shadowed in self._shadowed)
        return holds or not self._shadowed.isdisjoint(names_above(name))

    def _look_again(self) -> None:
        """See what the path holds now; and load ours while nothing comes before them."""
        self._path = sys.path.copy()
        self._shadowed |= shadowing(sys.path).keys()
        OwnPackages.come_first()
        for name in self._shadowed:
            self._function(name.partition(".")[0])
        OwnPackages.step_back()
        for package in PACKAGES:
            if module := sys.modules.get(package):  # folders without __init__.py lie beside it
                module.__path__ = extend_path([*module.__path__], package)


@cache
def _have(name: str) -> bool:
    """Say whether a module of this name is one of ours."""
    place = PLACE.joinpath(*name.split("."))
    return place.is_dir() or place.with_suffix(".py").is_file()
