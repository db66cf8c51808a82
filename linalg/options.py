"""Options that a caller gives: a word from a list, a number within a range.

The types say which: a `Literal` its words, `within` the range of a dataclass's field.

>>> from dataclasses import dataclass
>>> @dataclass(frozen=True)
... class Blur:
...     size: int = within(3, low=1, whole=True)
...     edge: Literal["wrap", "zero"] = "zero"
...
...     def __post_init__(self) -> None:
...         check_options(self)
>>> Blur(5, edge="mirror")
Traceback (most recent call last):
linalg.errors.LinalgError: Blur: edge is "wrap" or "zero", not 'mirror'
>>> Blur(0)
Traceback (most recent call last):
linalg.errors.LinalgError: Blur: size must be at least 1, got 0
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import MISSING, field, fields
from numbers import Integral, Real
from typing import Any, Literal, get_args, get_origin, get_type_hints

from linalg.errors import LinalgError

__all__ = ["check_options", "counts", "number", "within", "word"]


def word(name: str, value: object, words: Any) -> None:
    """Refuse a word that is none of the Literal `words`, and list them.

    Examples
    --------
    >>> word("mode", "training", Literal["test", "train"])
    Traceback (most recent call last):
    linalg.errors.LinalgError: mode is "test" or "train", not 'training'
    """
    known = get_args(words)
    if not (isinstance(value, str) and value in known):
        *others, last = (f'"{each}"' for each in known)
        listed = f"{', '.join(others)} or {last}" if others else last
        raise LinalgError(f"{name} is {listed}, not {value!r}")


def number(
    name: str,
    value: Any,
    *,
    low: float = -math.inf,
    high: float = math.inf,
    above: float = -math.inf,
    below: float = math.inf,
    whole: bool = False,
) -> None:
    """Refuse what is no finite number with low ≤ value ≤ high and above < value < below.

    Raises
    ------
    TypeError
        For what is no number, or not a whole one where one is needed.
    LinalgError
        For a number out of range.

    Examples
    --------
    >>> number("rate", 1.5, low=0, below=1)
    Traceback (most recent call last):
    linalg.errors.LinalgError: rate must be at least 0 and below 1, got 1.5
    >>> number("points", 2.5, low=1, whole=True)
    Traceback (most recent call last):
    TypeError: points must be a whole number, got 2.5
    """
    if isinstance(value, bool) or not isinstance(value, Integral if whole else Real):
        raise TypeError(f"{name} must be a {'whole ' * whole}number, got {value!r}")
    size = float(value)
    if low <= size <= high and above < size < below and math.isfinite(size):
        return
    limits = [
        (low, -math.inf, "at least"),
        (above, -math.inf, "above"),
        (high, math.inf, "at most"),
        (below, math.inf, "below"),
    ]
    said = [f"{what} {limit:g}" for limit, none, what in limits if limit != none] or ["finite"]
    raise LinalgError(f"{name} must be {' and '.join(said)}, got {value}")


def counts(**values: Any) -> None:
    """Refuse what is not a whole number from 1 on; of a sequence, which must not be empty, each.

    Examples
    --------
    >>> counts(epochs=3, hidden=[8, 0])
    Traceback (most recent call last):
    linalg.errors.LinalgError: hidden must be at least 1, got 0
    """
    for name, value in values.items():
        many = isinstance(value, Sequence) and not isinstance(value, str)
        if many and not value:
            raise LinalgError(f"{name} is empty: give at least one")
        for each in value if many else (value,):
            number(name, each, low=1, whole=True)


def within(default: Any = MISSING, **limits: Any) -> Any:
    """Return a dataclass's field whose numbers keep to the limits that `number` takes."""
    return field(default=default, metadata={"limits": limits})


def check_options(instance: Any) -> None:
    """Check every field of a dataclass: its Literal's words, and what `within` says.

    A pair is checked number by number; None passes where it is the default.
    """
    kind, hints = type(instance).__name__, get_type_hints(type(instance))
    for each in fields(instance):
        value, name = getattr(instance, each.name), f"{kind}: {each.name}"
        words = hints.get(each.name)
        if get_origin(words) is Literal:
            word(name, value, words)
        if "limits" in each.metadata and not (value is None and each.default is None):
            for part in value if isinstance(value, tuple) else (value,):
                number(name, part, **each.metadata["limits"])
