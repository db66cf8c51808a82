"""Moulds: what a mobject is copied from again and again, gone through once.

A deep copy asks of each attribute what it is and whether it was met before. Here the answers are
kept, so that another copy is only made of its parts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

import numpy as np
from manim import Mobject

from scenes.rendering.engine.shapes.copying import SHARED, copy_into, copy_of_mobject, special_names

__all__ = ["Mould"]

_Mobject = TypeVar("_Mobject", bound=Mobject)


class _NotKnownError(Exception):
    """Something that only a deep copy can tell how to copy."""


class Mould(Generic[_Mobject]):
    """Makes copies of a mobject as ``Mobject.copy`` does, as it is now.

    Parameters
    ----------
    original : Mobject
        Must not be changed from now on.
    """

    def __init__(self, original: _Mobject) -> None:
        self.original = original
        self._places: dict[int, int] = {}
        self._arrays: list[np.ndarray] = []
        self._kinds: list[Callable[[], Any]] = []
        self._mobjects: list[tuple[int, dict[str, Any], list[tuple[Any, int]]]] = []
        self._lists: list[tuple[int, list[Any], list[tuple[Any, int]]]] = []
        self._dictionaries: list[tuple[int, dict[Any, Any], list[tuple[Any, int]]]] = []
        self._whole = True
        try:
            self._find_arrays(original, set())
            self._place(original)
        except _NotKnownError:
            self._whole = False

    def fill(self, mobject: Mobject) -> None:
        """Give a new mobject of the same class copies of all that the original has."""
        if not self._whole:
            copy_into(mobject, self.original, {})
            return
        made: list[Any] = [array.copy("K") for array in self._arrays]
        made.append(mobject)
        made += [kind() for kind in self._kinds[1:]]
        for place, attributes, own in self._mobjects:
            values = made[place].__dict__
            values.update(attributes)
            for name, where in own:
                values[name] = made[where]
        for place, items, own in self._lists:
            made[place] += items
            for index, where in own:
                made[place][index] = made[where]
        for place, entries, own in self._dictionaries:
            made[place].update(entries)
            for key, where in own:
                made[place][key] = made[where]

    def copy(self) -> _Mobject:
        """Return a copy."""
        kind = type(self.original)
        result = kind.__new__(kind)
        self.fill(result)
        result.original_id = str(id(self.original))
        return result

    def _find_arrays(self, value: Any, met: set[int]) -> None:
        """Give all arrays their places, before everything else."""
        if type(value) in SHARED or id(value) in met:
            return
        met.add(id(value))
        if type(value) is np.ndarray:
            self._places[id(value)] = len(self._arrays)
            self._arrays.append(value)
            return
        for part in _parts(value):
            self._find_arrays(part, met)

    def _place(self, value: Any) -> int:
        """Return the place of a value among what is made; put it and its parts there if new."""
        if id(value) in self._places:
            return self._places[id(value)]
        place = self._places[id(value)] = len(self._arrays) + len(self._kinds)
        kind: Any = type(value)
        if kind is list:
            self._kinds.append(list)
            self._lists.append((place, value, self._own(enumerate(value))))
        elif kind is dict:
            self._kinds.append(dict)
            self._dictionaries.append((place, value, self._own(value.items())))
        else:
            self._kinds.append(lambda: kind.__new__(kind))
            attributes = value.__dict__.copy()
            if value is not self.original:
                attributes["original_id"] = str(id(value))
            self._mobjects.append((place, attributes, self._own(attributes.items())))
        return place

    def _own(self, parts: Any) -> list[tuple[Any, int]]:
        return [(name, self._place(part)) for name, part in parts if type(part) not in SHARED]


def _parts(value: Any) -> list[Any]:
    """Return what a list, a dictionary or a mobject consists of."""
    kind = type(value)
    if kind is list:
        items: list[Any] = value
        return items
    if kind is dict and all(type(key) in SHARED for key in value):
        return list(value.values())
    if (
        isinstance(value, Mobject)
        and kind.__deepcopy__ is copy_of_mobject
        and (special := special_names(kind)) is not None
        and special.isdisjoint(value.__dict__)
    ):
        return list(value.__dict__.values())
    raise _NotKnownError(kind)
