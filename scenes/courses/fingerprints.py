"""Fingerprints: what an item is made from, so that it is made again when any of it changes."""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import asdict
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from scenes.courses.course_file import Item
from scenes.lessons.catalogue import lesson

__all__ = ["fingerprint"]

_PACKAGES = ("linalg", "optviz", "scenes")
_LIBRARIES = (
    "manim", "numpy", "scipy", "sympy", "matplotlib", "av", "pycairo", "manimpango", "typst",
    "contourpy", "pillow", "networkx", "svgelements", "python-pptx", "koreanize-matplotlib",
)  # fmt: skip


def fingerprint(item: Item) -> str:
    """Return a fingerprint of an item's own values, the sources, and the versions of libraries.

    Where the item stands in its file does not count, nor the order of its parameters.
    """
    own = {name: value for name, value in asdict(item).items() if name != "line"}
    text = json.dumps([own, _surroundings(), *_from_outside(item)], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _from_outside(item: Item) -> tuple[str, ...]:
    """The sources of a lesson that another package brings."""
    if item.kind in ("handout", "figure"):
        return ()
    entry = lesson(item.of)
    return (_digest(entry.sources),) if entry.outside else ()


@cache
def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(str(path.relative_to(folder)).encode() + b"\0")
            digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


@cache
def _surroundings() -> tuple[str, ...]:
    """The sources of this project, the libraries it draws with, and Python."""
    root = Path(__file__).parents[2]
    digest = hashlib.sha256()
    for package in _PACKAGES:
        for path in sorted((root / package).rglob("*")):
            if path.suffix in (".py", ".mo", ".js", ".css", ".npz", ".csv"):
                digest.update(str(path.relative_to(root)).encode() + b"\0")
                digest.update(path.read_bytes() + b"\0")
    return (digest.hexdigest(), sys.version, sys.platform, *map(_version, _LIBRARIES))


def _version(library: str) -> str:
    try:
        return f"{library} {version(library)}"
    except PackageNotFoundError:
        return f"{library} is not there"
