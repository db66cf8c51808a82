"""The base of every record: it shows itself as a page, in each target, and as data.

A record is a frozen dataclass that derives from `Record`. What its page holds stands above it, in a
function registered with `page_of`:

>>> from dataclasses import dataclass
>>> from linalg.page import Equation
>>> @dataclass(frozen=True)
... class Halving(Record):
...     start: Fraction
>>> @page_of.register
... def halving_page(record: Halving) -> Page:
...     return Page("Halving", [Equation("x_1", "=", record.start / 2)])
>>> record = Halving(Fraction(3))
>>> record
Halving with start 3
>>> print(record)
Halving
=======
<BLANKLINE>
    x₁ = 3/2
>>> record.to_dict()
{'record': 'Halving', 'start': '3'}
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from fractions import Fraction
from functools import singledispatch
from typing import Any

import numpy as np
import sympy

from linalg import notation
from linalg.immutable import Immutable
from linalg.notebook import film_maker
from linalg.page import Page, to_html, to_latex, to_markdown, to_text, to_typst

_WIDEST = 100
"""Of a `repr`, in characters."""


@singledispatch
def page_of(record: Any) -> Page:
    """Return the page of notes that shows a record.

    A module of pages registers one function for each class of records (``@page_of.register``); a
    subclass without one of its own gets its parent's page. Pages thus stand above records, which
    import none.

    Raises
    ------
    TypeError
        If no function is registered for the record's class or a parent of it.
    """
    kind = type(record).__name__
    raise TypeError(
        f"{kind} has no page: register a function of a {kind} that returns one with "
        "linalg.record.page_of, or give the class a page()"
    )


class Record(Immutable):
    """An immutable account of a computation, with its faces.

    `repr` is a line, `print` the page.
    """

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "__repr__" not in vars(cls):  # where a class has none, a dataclass writes its own
            cls.__repr__ = cls.__repr__  # type: ignore[method-assign]

    def page(self) -> Page:
        """Return the page of notes that shows this record: what `page_of` knows for its class."""
        return page_of(self)

    def to_text(self, width: int = 80) -> str:
        """Return the page as plain text, at most `width` columns wide where it can be."""
        return to_text(self.page(), width=width)

    def to_latex(self, *, standalone: bool = True) -> str:
        """Return the page as LaTeX: a whole document, or only its body."""
        return to_latex(self.page(), standalone=standalone)

    def to_markdown(self) -> str:
        """Return the page as Markdown with math between dollar signs."""
        return to_markdown(self.page())

    def to_typst(self) -> str:
        """Return the page as a Typst document."""
        return to_typst(self.page())

    def to_html(self, *, standalone: bool = True) -> str:
        """Return the page as HTML: a whole document, or a fragment for a notebook."""
        return to_html(self.page(), standalone=standalone)

    def film(self, **presentation: str) -> Any:
        """Return the film that shows this record, for a notebook to display.

        A film that was made in this session before is not rendered again; ``.save("lu.mp4")``
        writes it to a file.

        Parameters
        ----------
        **presentation : str
            ``language`` ("en" or "ko"), ``theme`` ("dark" or "light"), ``pace`` ("slow", "normal"
            or "fast"), ``captions`` ("burned" or "none"), ``quality`` ("low", "medium" or "high").

        Raises
        ------
        LinalgError
            If no lesson shows this record, or what films need is not installed.
        """
        return film_maker().film_of(self, **presentation)

    def to_dict(self) -> dict[str, Any]:
        """Return the record as data that `json.dumps` takes (see `as_json`)."""
        return _fields(self) if dataclasses.is_dataclass(self) else {"record": type(self).__name__}

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        said = f"{type(self).__name__} {self._brief()}".rstrip()
        return said if len(said) <= _WIDEST else f"{said[: _WIDEST - 1]}…"

    def _brief(self) -> str:
        """Say in few words what is held, computing nothing: sizes, kinds, the relation.

        Unless a class says it better: its fields.
        """
        if not dataclasses.is_dataclass(self):
            return ""
        names = [f.name for f in dataclasses.fields(self) if not f.name.startswith("_")]
        fields = [_briefly(name, getattr(self, name)) for name in names]
        return f"with {', '.join(filter(None, fields))}" if any(fields) else ""

    def _repr_html_(self) -> str:
        return self.to_html(standalone=False)

    def _repr_latex_(self) -> str:
        return self.to_latex(standalone=False)


def as_json(value: Any) -> Any:
    """Turn a value into what JSON holds.

    Exact numbers and expressions become strings (``"3/2"``, ``"a^2 + 1"``), so that nothing is
    rounded; Python's own integers (a rank, an index) and finite floats stay numbers; infinity and
    not-a-number become strings; a matrix becomes the list of its rows; a dataclass a mapping.

    Raises
    ------
    TypeError
        For anything else.

    Examples
    --------
    >>> as_json({"rank": 2, "x": [Fraction(3, 2), sympy.sqrt(2)], "A": np.eye(2)})
    {'rank': 2, 'x': ['3/2', 'sqrt(2)'], 'A': [[1.0, 0.0], [0.0, 1.0]]}
    """
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return float(value) if math.isfinite(value) else str(float(value))
        case np.generic() | np.ndarray():
            return as_json(value.tolist())
        case sympy.MatrixBase():
            return [[as_json(value[i, j]) for j in range(value.cols)] for i in range(value.rows)]
        case Fraction() | sympy.Basic():
            return notation.to_text(value)
        case Record():
            return value.to_dict()
        case list() | tuple():
            return [as_json(item) for item in value]
        case Mapping():
            return {str(key): as_json(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value):
        return _fields(value)
    raise TypeError(f"a {type(value).__name__} has no JSON form")


def _briefly(name: str, value: Any) -> str:
    """Say in few words what a field holds; nothing of what is empty."""
    match value:
        case None:
            return ""
        case type():
            return f"{name} {value.__name__}"
        case bool():
            return name if value else f"not {name}"
        case float():
            return f"{name} {value:.6g}"
        case str():
            return f"{name} {value}" if value else ""
        case int() | Fraction():
            return f"{name} {value}"
        case np.ndarray() | sympy.MatrixBase():
            return f"{name} {' × '.join(map(str, value.shape)) or value}"
        case list() | tuple() | Mapping():
            return f"{name} ({len(value)})"
    return f"{name} {type(value).__name__}"


def _fields(instance: Any) -> dict[str, Any]:
    """The public fields of a dataclass, after the name of its class."""
    names = [f.name for f in dataclasses.fields(instance) if not f.name.startswith("_")]
    values = {name: as_json(getattr(instance, name)) for name in names}
    return {"record": type(instance).__name__, **values}
