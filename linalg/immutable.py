"""Immutable records: arrays that nobody writes to, in memory and after pickling."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any, TypeVar

import numpy as np

from linalg.equality import digest_of_state, same, state_of

T = TypeVar("T")
Made = TypeVar("Made", bound=Callable[[Any], Any])


class Immutable:
    """The base of everything that records are made of.

    Its arrays cannot be written to, nor can those in its tuples and mappings, nor those that a
    `cached_property` makes of them. It pickles, and so copies and goes to other processes, without
    what such a property has stored: that is made anew where it is asked for.

    Two of a class are equal if all they hold is (`linalg.equality.same`): arrays bit for bit,
    expressions in their structure. A dataclass is given no equality of its own.

    A dataclass calls `__post_init__` by itself; one that has its own ends with ``super()``'s.

    Examples
    --------
    >>> import pickle
    >>> from linalg import inverse
    >>> record = inverse([[2.0, 1.0], [1.0, 1.0]])
    >>> record.matrix[0, 0] = 99
    Traceback (most recent call last):
    ValueError: assignment destination is read-only
    >>> other = pickle.loads(pickle.dumps(record))
    >>> other == record, hash(other) == hash(record), bool(other.check())
    (True, True, True)
    """

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        for attribute in vars(cls).values():
            if isinstance(attribute, cached_property):
                attribute.func = _sealed(attribute.func)
        for name in ("__eq__", "__hash__"):  # where a class has none, a dataclass writes its own
            if name not in vars(cls):
                setattr(cls, name, getattr(cls, name))

    def __post_init__(self) -> None:
        self._seal()

    def _seal(self) -> None:
        """Make everything that was set read-only."""
        for name, value in vars(self).items():
            object.__setattr__(self, name, read_only(value))

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self is other or same(state_of(self), state_of(other))

    def __hash__(self) -> int:
        return hash((type(self), digest_of_state(state_of(self))))

    def __getstate__(self) -> dict[str, Any]:
        kind = type(self)
        return {
            name: value
            for name, value in vars(self).items()
            if not isinstance(getattr(kind, name, None), cached_property)
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._seal()  # NumPy forgets in a pickle that an array is read-only


def read_only(value: T) -> T:
    """Return a value whose arrays cannot be written to.

    An array comes back as a view, so whoever made it may still write to it; tuples and
    dictionaries are gone through; what has a `read_only` of its own is asked for it.

    Examples
    --------
    >>> read_only({"m": np.zeros(2)})["m"].flags.writeable
    False
    """
    return _read_only(value)  # type: ignore[no-any-return]


def _read_only(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        if not value.flags.writeable:
            return value
        view = value.view()
        view.flags.writeable = False
        return view
    if isinstance(value, tuple):
        parts = [_read_only(part) for part in value]
        if all(part is own for part, own in zip(parts, value, strict=True)):
            return value
        return value._make(parts) if hasattr(value, "_make") else tuple(parts)
    if type(value) is dict:
        return {name: _read_only(part) for name, part in value.items()}
    return value.read_only() if hasattr(value, "read_only") else value


def _sealed(make: Made) -> Made:
    """The same function, its arrays read-only."""

    @wraps(make)
    def made(self: Any) -> Any:
        return read_only(make(self))

    return made  # type: ignore[return-value]
