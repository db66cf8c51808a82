"""Vectors that somebody names, whose sum or multiple leaves a set: it is no subspace.

Source: G. Strang, MIT 18.06, lecture 5.
"""

from __future__ import annotations

from collections.abc import Sequence

import sympy as sp

from linalg.errors import LinalgError
from linalg.subspaces.closure import Closure
from linalg.subspaces.constraints import read_constraints
from linalg.subspaces.counterexamples import Counterexample, is_inside

__all__ = ["leaving"]


def leaving(text: str, *vectors: Sequence[int], scalar: int | None = None) -> Closure:
    """Return the proof that a set is no subspace, from the vectors that show it.

    Parameters
    ----------
    text : str
        The set, as `linalg.subspaces.closure.is_subspace` reads it.
    *vectors : sequences of numbers
        Two of the set whose sum is outside, or one of which a multiple is.
    scalar : int, optional
        That of the multiple.

    Raises
    ------
    LinalgError
        If the result is not proved to be outside, or a vector not to be inside.

    Examples
    --------
    >>> line = leaving("x + y = 2", (-1, 3), (2, 0))
    >>> line.counterexamples[0].result, bool(line.check())
    ((1, 3), True)
    >>> leaving("x >= 0, y >= 0", (2, 1), (1, 2))
    Traceback (most recent call last):
    linalg.errors.LinalgError: (3, 3) is not outside
    """
    symbols, constraints = read_constraints(text)
    points = [tuple(map(sp.Integer, vector)) for vector in vectors]
    for point in points:
        if not is_inside(constraints, point):
            raise LinalgError(f"{point} is not inside")
    factor = sp.Integer(1 if scalar is None else scalar)
    result = tuple(factor * sum(entries) for entries in zip(*points, strict=True))
    broken = next((rule for rule in constraints if rule.holds(result) is False), None)
    if broken is None:
        raise LinalgError(f"{result} is not outside")
    example = Counterexample(
        "addition" if scalar is None else "scaling", tuple(points), scalar, result, broken
    )
    return Closure(symbols, constraints, "not a subspace", None, (example,))
