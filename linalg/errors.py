"""Errors, said so that a reader knows where and what to do.

Every error is a :class:`LinalgError`, itself a ``ValueError``. The attributes count rows and
columns from 0, as Python does; the messages count from 1, as a lecture does. ``args`` holds the
arguments of the constructor, so that an error survives pickling and crosses process borders.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

__all__ = [
    "LimitError",
    "LinalgError",
    "ParseError",
    "ShapeError",
    "SingularError",
    "UndecidedZeroError",
    "ZeroPivotError",
]

SystemKind = Literal["none", "family"]

_SHOWN_ENTRIES = 8
_SHOWN_CHARACTERS = 60


class LinalgError(ValueError):
    """The base of every error that this package raises on purpose."""


class ShapeError(LinalgError):
    """Shapes that do not fit: ragged rows, a matrix that should be square, lengths that differ.

    Examples
    --------
    >>> raise ShapeError("row 2 has 3 entries, row 1 has 2")
    Traceback (most recent call last):
    linalg.errors.ShapeError: row 2 has 3 entries, row 1 has 2
    """


class ZeroPivotError(LinalgError):
    """Zero stands in the pivot place: a row exchange cures it, or what follows is said.

    Parameters
    ----------
    row, column : int
        The pivot place, from 0.
    exchange_with : int, optional
        A row below whose entry in that column is not zero, from 0.
    entry : float, optional
        Of floats, what stands there: small enough to count as zero.
    consequence : str, optional
        What follows, where an exchange of these rows is no remedy.

    Notes
    -----
    MIT 18.06, lecture 2: "temporary" failure, against the permanent one of :class:`SingularError`.

    Examples
    --------
    >>> print(ZeroPivotError(1, 1, exchange_with=2))
    zero in the pivot place of row 2, column 2: exchange row 2 with row 3, as PA = LU allows
    """

    def __init__(
        self,
        row: int,
        column: int,
        exchange_with: int | None = None,
        entry: float | None = None,
        consequence: str | None = None,
    ) -> None:
        super().__init__(row, column, exchange_with, entry, consequence)
        self.row = row
        self.column = column
        self.exchange_with = exchange_with
        self.entry = entry
        self.consequence = consequence

    def __str__(self) -> str:
        zero = f"{self.entry:.3g}, zero within rounding," if self.entry else "zero"
        row, column = self.row + 1, self.column + 1
        place = f"{zero} in the pivot place of row {row}, column {column}"
        if self.consequence is not None:
            return f"{place}: {self.consequence}"
        if self.exchange_with is None:
            return place
        other = self.exchange_with + 1
        return f"{place}: exchange row {row} with row {other}, as PA = LU allows"


class SingularError(LinalgError):
    """A permanent failure: no exchange helps, because some x ≠ 0 has Ax = 0.

    Parameters
    ----------
    null_vector : iterable of n entries
        An x ≠ 0 with Ax = 0, the evidence.
    kind : {"none", "family"}, optional
        With a right-hand side: Ax = b has no solution, or a family of them.

    Examples
    --------
    >>> print(SingularError((3, -1)))
    the matrix is singular: x = (3, -1) is not zero and Ax = 0
    >>> print(SingularError((3, -1), kind="none"))
    the matrix is singular: x = (3, -1) is not zero and Ax = 0; Ax = b has no solution
    """

    def __init__(self, null_vector: Iterable[object], kind: SystemKind | None = None) -> None:
        super().__init__(null_vector, kind)
        self.null_vector = null_vector
        self.kind = kind

    def __str__(self) -> str:
        entries = tuple(self.null_vector)
        message = f"the matrix is singular: x = {_vector(entries)} is not zero and Ax = 0"
        if any(isinstance(entry, float) for entry in entries):
            message += " within rounding"
        if self.kind == "none":
            return message + "; Ax = b has no solution"
        if self.kind == "family":
            return message + "; Ax = b has infinitely many solutions"
        return message


class UndecidedZeroError(LinalgError):
    """Neither proved zero nor proved non-zero, so nobody may divide by it.

    Parameters
    ----------
    expression : object
        The expression in question.
    row, column : int, optional
        Where it stands, from 0, when it stands in a matrix.

    Examples
    --------
    >>> print(UndecidedZeroError("f(x) - g(x)", 0, 2))
    cannot decide whether f(x) - g(x) (row 1, column 3) is zero: simplify it, or put in numbers
    """

    def __init__(
        self, expression: object, row: int | None = None, column: int | None = None
    ) -> None:
        super().__init__(expression, row, column)
        self.expression = expression
        self.row = row
        self.column = column

    def __str__(self) -> str:
        place = ""
        if self.row is not None and self.column is not None:
            place = f" (row {self.row + 1}, column {self.column + 1})"
        return (
            f"cannot decide whether {_shortened(str(self.expression))}{place} is zero: "
            "simplify it, or put in numbers"
        )


class ParseError(LinalgError):
    """Text that is not a number, an expression or a matrix as this package reads them.

    Parameters
    ----------
    reason : str
        What is wrong, in a few words.
    text : str
        The text as it was typed.
    position : int
        The index into `text` where the trouble starts.
    hint : str, optional
        What to write instead.

    Examples
    --------
    >>> error = ParseError("a product needs a sign", "1 2x", 3, hint="write 2*x")
    >>> print(error)
    character 4: a product needs a sign: write 2*x
    >>> error.text[error.position]
    'x'
    """

    def __init__(self, reason: str, text: str, position: int, hint: str | None = None) -> None:
        super().__init__(reason, text, position, hint)
        self.reason = reason
        self.text = text
        self.position = position
        self.hint = hint

    def __str__(self) -> str:
        before = self.text[: self.position]
        place = f"character {self.position - (before.rfind(chr(10)) + 1) + 1}"
        if "\n" in self.text:
            place = f"line {before.count(chr(10)) + 1}, {place}"
        return f"{place}: {self.reason}" + (f": {self.hint}" if self.hint else "")


class LimitError(LinalgError):
    """The input, or the work it would make, is larger than the stated bound.

    Examples
    --------
    >>> raise LimitError("65 rows; a matrix typed as text has at most 64")
    Traceback (most recent call last):
    linalg.errors.LimitError: 65 rows; a matrix typed as text has at most 64
    """


def _vector(entries: Iterable[object]) -> str:
    """Print (x₁, …, xₙ), the middle of a long one left out."""
    shown = [f"{entry:.6g}" if isinstance(entry, float) else str(entry) for entry in entries]
    if len(shown) > _SHOWN_ENTRIES:
        shown = [*shown[: _SHOWN_ENTRIES - 1], "…", shown[-1]]
    return "(" + ", ".join(_shortened(entry) for entry in shown) + ")"


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 1] + "…"
