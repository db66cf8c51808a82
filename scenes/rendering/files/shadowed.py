"""Modules that have the name of one of ours, such as a person's own ``scenes`` or ``linalg``."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from itertools import accumulate
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from optviz_command import PACKAGES, PLACE

__all__ = ["names_above", "remark_on", "shadowing"]

_OURS = tuple((PLACE / package).resolve() for package in PACKAGES)


def shadowing(path: Sequence[str]) -> dict[str, Path]:
    """Return the modules on a path that come before ours of the same name, with their places.

    A folder without ``__init__.py`` does not come before a package of ours, but lies beside it.
    """
    found: dict[str, Path] = {}
    for package in PACKAGES:
        spec = PathFinder.find_spec(package, path)
        candidates = {package: spec}
        if spec is not None and spec.origin is None:
            places = list(spec.submodule_search_locations or ())
            parts = [f"{package}.{part.name}" for part in iter_modules([str(PLACE / package)])]
            candidates = {part: PathFinder.find_spec(part, places) for part in parts}
        places_of = {name: _place(spec) for name, spec in candidates.items() if spec is not None}
        found |= {name: place for name, place in places_of.items() if not _is_ours(place)}
    return found


def names_above(name: str) -> list[str]:
    """Return the packages that a module is in, from the top, and itself.

    Examples
    --------
    >>> names_above("scenes.rendering.options")
    ['scenes', 'scenes.rendering', 'scenes.rendering.options']
    """
    return list(accumulate(name.split("."), "{}.{}".format))


def remark_on(error: BaseException) -> str | None:
    """Say which module hides another of its name, if that is why something was not found in it."""
    if isinstance(error, ImportError):
        name = error.name or ""
        sought = re.match(r"cannot import name '(\w+)'", str(error))
        wanted = sought and sought[1]
    elif isinstance(error, AttributeError) and isinstance(error.obj, ModuleType):
        name, wanted = error.obj.__name__, error.name
    else:
        return None
    above, hiding = names_above(name), shadowing(sys.path)
    if above[0] not in PACKAGES:
        return None
    theirs = next((name for name in above if name in hiding), None)
    if theirs is not None:
        place, hidden = hiding[theirs], _find(above, [str(PLACE)])
        remedy = (
            "the folder another name, or remove its __init__.py"
            if place.name == "__init__.py"
            else "it another name to import both"
        )
        remark = f"{theirs} is {_shown(place)} here and hides optviz's own {name}: give {remedy}"
    else:
        hidden = _find(above, [place for place in sys.path if Path(place).resolve() != PLACE])
        ours = next(
            (name for name in reversed(above) if _find(names_above(name), [str(PLACE)])), ""
        )
        remedy = "give the folder another name, or an __init__.py"
        remark = f"{ours} is optviz's own here and hides {hidden and _shown(hidden)}: {remedy}"
    return remark if hidden is not None and (wanted is None or _holds(hidden, wanted)) else None


def _find(above: Sequence[str], path: Sequence[str]) -> Path | None:
    """Return where the last of these modules is, each found in the one before."""
    spec = None
    for name in above:
        spec = PathFinder.find_spec(name, path)
        if spec is None:
            return None
        path = list(spec.submodule_search_locations or ())
    return None if spec is None else _place(spec)


def _place(spec: ModuleSpec) -> Path:
    return Path(spec.origin or next(iter(spec.submodule_search_locations or ("",))))


def _is_ours(place: Path) -> bool:
    return any(place.resolve().is_relative_to(ours) for ours in _OURS)


def _holds(place: Path, name: str) -> bool:
    """Say whether a module speaks of a name, or a package has a part of this name."""
    if place.is_file() and re.search(rf"\b{name}\b", place.read_text("utf-8", "replace")):
        return True
    folder = place.parent if place.name == "__init__.py" else place
    return any((folder / part).exists() for part in (name, f"{name}.py"))


def _shown(place: Path) -> str:
    here = Path.cwd()
    return os.fspath(place.relative_to(here) if place.is_relative_to(here) else place)
