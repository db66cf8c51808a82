"""Equality by value of records and of everything that they are made of.

Two values are the same if a pickle of one could be one of the other: the types agree, arrays agree
in shape, type and every bit, expressions in their structure, and parts part by part. Of arrays
this is not `==`, whose answer is an array; and so no record has an equality of its own.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cached_property
from numbers import Rational
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

import numpy as np
import sympy as sp

_BY_IDENTITY = (FunctionType, BuiltinFunctionType, ModuleType, type)
_ENTRIES_HASHED = 64
"""Of an array. The others make no difference that the first do not nearly always make."""


def same(a: Any, b: Any) -> bool:
    """Say whether two values are the same; never raises for arrays.

    Whole numbers and fractions compare by value, floats by their bits: what is not a number is the
    same as itself, 0.0 is not -0.0. Functions are the same if they are one.

    Examples
    --------
    >>> same({"x": np.array([1.0, np.nan])}, {"x": np.array([1.0, np.nan])})
    True
    >>> same(np.array([0.0]), np.array([-0.0])), same(np.zeros(2), np.zeros((2, 1)))
    (False, False)
    """
    if a is b:
        return True
    if isinstance(a, float) and isinstance(b, float):
        return float(a).hex() == float(b).hex()
    if _is_rational(a) and _is_rational(b):
        return bool(a == b)
    if isinstance(a, np.ndarray | np.generic) and isinstance(b, np.ndarray | np.generic):
        return _same_arrays(np.asarray(a), np.asarray(b))
    if type(a) is not type(b) or isinstance(a, _BY_IDENTITY):
        return False
    if isinstance(a, tuple | list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, Mapping):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if dataclasses.is_dataclass(a):
        return same(state_of(a), state_of(b))
    kind: Any = type(a)
    if kind.__eq__ is not object.__eq__:
        return (a == b) is True
    return same(_parts(a), _parts(b))


def digest(value: Any) -> int:
    """Return a hash that is equal for values that are the same.

    Examples
    --------
    >>> digest((1.5, np.eye(2))) == digest((1.5, np.eye(2)))
    True
    """
    if isinstance(value, float):
        return hash(float(value).hex())
    if _is_rational(value):
        return hash((int(value.numerator), int(value.denominator)))
    if isinstance(value, np.ndarray | np.generic):
        array = np.asarray(value)
        first = b"" if array.dtype.hasobject else array.ravel()[:_ENTRIES_HASHED].tobytes()
        return hash((array.shape, array.dtype.str, first))
    if value is None or isinstance(value, str | bytes | bool | sp.Basic):
        return hash(value)
    if isinstance(value, tuple | list):
        return hash(tuple(map(digest, value)))
    if isinstance(value, Mapping):
        return hash(frozenset(map(digest, value)))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return hash((type(value), digest_of_state(state_of(value))))
    return hash(type(value))


def digest_of_state(state: Any) -> int:
    """Return the hash of what `state_of` gives, the values with their names."""
    if not isinstance(state, dict):
        return digest(state)
    return hash(frozenset((name, digest(part)) for name, part in state.items()))


def state_of(instance: Any) -> Any:
    """Return what an object is: what its pickle holds, without what is only stored for later.

    Fields of a dataclass that do not compare are left out.
    """
    state = instance.__getstate__()
    if not isinstance(state, dict):
        return state
    kind = type(instance)
    fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
    ignored = {each.name for each in fields if not each.compare}
    return {
        name: value
        for name, value in state.items()
        if name not in ignored and not isinstance(getattr(kind, name, None), cached_property)
    }


def _is_rational(x: Any) -> bool:
    return isinstance(x, Rational) and not isinstance(x, bool)


def _same_arrays(a: np.ndarray[Any, Any], b: np.ndarray[Any, Any]) -> bool:
    if a.shape != b.shape or a.dtype != b.dtype:
        return False
    return same(a.tolist(), b.tolist()) if a.dtype.hasobject else a.tobytes() == b.tobytes()


def _parts(value: Any) -> Any:
    """Return what an object of any other class is made of, as a pickle would hold it."""
    kind: Any = type(value)
    if (kind.__reduce_ex__, kind.__reduce__) == (object.__reduce_ex__, object.__reduce__):
        return state_of(value)
    try:
        make, arguments, *rest = value.__reduce_ex__(4)
    except TypeError:  # of what no pickle holds
        return (object(),)
    return [
        make,
        arguments,
        *(part if part is None or index == 0 else list(part) for index, part in enumerate(rest)),
    ]
