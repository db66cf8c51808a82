"""A permutation typed as the list of its rows, or as its cycles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linalg.errors import LimitError, ParseError
from linalg.reading.frames import undressed
from linalg.reading.lexing.bounds import MATRIX_ROWS
from linalg.reading.lexing.characters import plain_characters
from linalg.reading.matrices import ReadMatrix, read_matrix

_CYCLES = re.compile(r"\s*(?:\(\s*[0-9]+(?:[\s,]+[0-9]+)*\s*\)\s*)+")
_NUMBER = re.compile(r"[0-9]+")
_LONGEST = 8 * MATRIX_ROWS
_FROM_ONE = "the rows are counted from 1, each stands there once"


def read_permutation(text: str) -> tuple[int, ...] | ReadMatrix:
    """Read a permutation that a person typed.

    Parameters
    ----------
    text : str
        The list ``2 3 1``, where row i of PA is row pᵢ of A; or cycles, ``(1 3 2)`` with 1 → 3 → 2
        → 1, or ``(1 2)(3)``, of as many rows as the largest number says; or a matrix. Rows are
        counted from 1, of a list with a 0 from 0.

    Returns
    -------
    tuple of n ints, or ReadMatrix
        The list, counted from 0; or the matrix, which may be no permutation.

    Raises
    ------
    ParseError
        If a row is missing or stands there twice, or ``(2, 3, 1)`` may be a list or a cycle.
    LimitError
        If there are too many rows.

    Examples
    --------
    >>> read_permutation("2 3 1") == read_permutation("(1 2 3)") == (1, 2, 0)
    True
    """
    plain = undressed(plain_characters(text))
    if "(" in plain and len(plain) < _LONGEST and _CYCLES.fullmatch(plain):
        return _from_cycles(text, plain)
    read = read_matrix(text)
    if len(read.rows) != 1 or len(read.rows[0]) == 1 or read.right_hand_side is not None:
        return read
    p, n = read.rows[0], len(read.rows[0])
    for first in (1, 0):
        if sorted(map(str, p)) == sorted(map(str, range(first, n + first))):
            return tuple(int(i) - first for i in p)
    raise ParseError(f"this is no order of the rows 1 to {n}", text, 0, _FROM_ONE)


def _from_cycles(text: str, plain: str) -> tuple[int, ...]:
    if "," in plain and plain.count("(") == 1:
        inside = " ".join(_NUMBER.findall(plain))
        hint = f"write {inside} for the rows in order, ({inside}) for the cycle"
        raise ParseError("this may be a list or a cycle", text, plain.index("("), hint)
    places = list(_NUMBER.finditer(plain))
    largest = max(int(place.group()[:6]) for place in places)
    if largest > MATRIX_ROWS:
        raise LimitError(f"more than {MATRIX_ROWS} rows, the most that a text may have")
    seen: set[int] = set()
    for place in places:
        row = int(place.group())
        if row == 0 or row in seen:
            reason = "there is no row 0" if row == 0 else f"{row} stands there twice"
            raise ParseError(reason, text, place.start(), _FROM_ONE)
        seen.add(row)
    p = list(range(largest))
    for cycle in plain.split("("):
        _turn(p, [int(row) - 1 for row in _NUMBER.findall(cycle)])
    return tuple(p)


def _turn(p: list[int], cycle: Sequence[int]) -> None:
    for row, following in zip(cycle, [*cycle[1:], *cycle[:1]], strict=True):
        p[row] = following
