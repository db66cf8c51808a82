"""Copies of mobjects that do not copy what never changes.

Stands in for ``Mobject.__deepcopy__`` (manim/mobject/mobject.py), which goes through everything a
mobject refers to. Every glyph keeps the svgelements path it was made from, some hundred objects
that nobody looks at again; colours and numbers are immutable. They are shared.
"""

from __future__ import annotations

import copy
from enum import Enum
from types import BuiltinFunctionType, FunctionType
from typing import Any

import numpy as np
from manim import ManimColor, Mobject
from svgelements import Path

__all__ = ["copy_of_mobject"]

_SHARED = frozenset(
    {type(None), bool, int, float, str, bytes, type, FunctionType, BuiltinFunctionType}
    | {ManimColor, Path, np.float64}
)


def copy_of_mobject(self: Mobject, memo: dict[int, Any]) -> Mobject:
    """Return a deep copy of a mobject; in place of ``Mobject.__deepcopy__``."""
    result = type(self).__new__(type(self))
    memo[id(self)] = result
    for name, value in self.__dict__.items():
        setattr(result, name, _copy(value, memo))
    result.original_id = str(id(self))
    return result


def _copy(value: Any, memo: dict[int, Any]) -> Any:
    kind = type(value)
    if kind in _SHARED or isinstance(value, Enum):
        return value
    if (kind is list or kind is dict) and not value:
        return memo.setdefault(id(value), kind())
    if kind is np.ndarray and value.dtype != object:
        if id(value) not in memo:
            memo[id(value)] = value.copy(order="K")
        return memo[id(value)]
    return copy.deepcopy(value, memo)
