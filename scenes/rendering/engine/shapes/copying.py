"""Copies of mobjects that do not copy what never changes.

Stands in for ``Mobject.__deepcopy__`` (manim/mobject/mobject.py), which goes through everything a
mobject refers to. Every glyph keeps the svgelements path it was made from, some hundred objects
that nobody looks at again; colours and numbers are immutable. They are shared.
"""

from __future__ import annotations

import copy
import pathlib
from types import BuiltinFunctionType, FunctionType
from typing import Any

import numpy as np
from manim import CapStyleType, LineJointType, ManimColor, Mobject
from manim.mobject.opengl.opengl_compatibility import ConvertToOpenGL
from svgelements import Path

__all__ = ["SHARED", "copy_into", "copy_of_mobject", "special_names"]

SHARED = frozenset(
    {type(None), bool, int, float, str, bytes, type, FunctionType, BuiltinFunctionType}
    | {ManimColor, Path, np.float64, CapStyleType, LineJointType, ConvertToOpenGL}
    | {type(pathlib.Path())}
)

_stored: dict[type[Mobject], frozenset[str] | None] = {}


def copy_of_mobject(self: Mobject, memo: dict[int, Any]) -> Mobject:
    """Return a deep copy of a mobject; in place of ``Mobject.__deepcopy__``."""
    kind = type(self)
    result = kind.__new__(kind)
    copy_into(result, self, memo)
    result.original_id = str(id(self))
    return result


def copy_into(result: Mobject, original: Mobject, memo: dict[int, Any]) -> None:
    """Give a new mobject copies of all that another of its kind has."""
    memo[id(original)] = result
    attributes = original.__dict__.copy()
    for name, value in attributes.items():
        if type(value) not in SHARED:
            attributes[name] = _copy(value, memo)
    special = special_names(type(original))
    if special is not None and special.isdisjoint(attributes):
        result.__dict__.update(attributes)
    else:
        for name, value in attributes.items():
            setattr(result, name, value)


def special_names(kind: type[Mobject]) -> frozenset[str] | None:
    """Return the names that are not simply stored when they are set; None means any may be."""
    if kind not in _stored:
        _stored[kind] = (
            frozenset(
                name
                for base in kind.__mro__
                for name, value in vars(base).items()
                if hasattr(type(value), "__set__")
            )
            if kind.__setattr__ is object.__setattr__
            else None
        )
    return _stored[kind]


def _copy(value: Any, memo: dict[int, Any]) -> Any:
    kind = type(value)
    if kind in SHARED:
        return value
    known = memo.get(id(value))
    if known is not None:
        return known
    if kind is np.ndarray and not value.dtype.hasobject:
        memo[id(value)] = array = value.copy(order="K")
        return array
    if kind is list:
        memo[id(value)] = items = []
        items += [_copy(item, memo) for item in value]
        return items
    if kind is dict:
        memo[id(value)] = entries = {}
        for key, item in value.items():
            entries[_copy(key, memo)] = _copy(item, memo)
        return entries
    if isinstance(value, Mobject) and kind.__deepcopy__ is copy_of_mobject:
        return copy_of_mobject(value, memo)
    return copy.deepcopy(value, memo)
