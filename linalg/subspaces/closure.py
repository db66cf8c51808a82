"""Is a set a subspace? Closed under addition and scaling, or here is a counterexample.

Source: G. Strang, MIT 18.06, lecture 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import sympy as sp

from linalg.check import Check
from linalg.elimination.solving import null_space, rank
from linalg.errors import ShapeError
from linalg.geometry.hyperplanes import floats
from linalg.language import say
from linalg.numbers.matrices import FloatArray
from linalg.numbers.record_matrix import RecordMatrix
from linalg.record import Record
from linalg.subspaces.constraints import Constraint, read_constraints
from linalg.subspaces.counterexamples import (
    Counterexample,
    escape,
    is_inside,
    missing_zero,
    search,
    seen_from,
)
from linalg.subspaces.figures import Escape, draw_closure
from linalg.subspaces.linear_cases import linear_cases
from linalg.subspaces.subspaces import Subspace

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Verdict = Literal["subspace", "not a subspace", "undecided"]


@dataclass(frozen=True, eq=False)
class Closure(Record):
    """A set given by equations and inequalities, tested for being a subspace.

    Made by `is_subspace`.

    Attributes
    ----------
    variables : tuple of symbols
        The coordinates.
    constraints : tuple of Constraint
        The set is where all of them hold.
    verdict : {"subspace", "not a subspace", "undecided"}
    subspace : Subspace or None
        If it is one.
    counterexamples : tuple of Counterexample
        If it is none: at most one for each law.
    """

    variables: tuple[sp.Symbol, ...]
    constraints: tuple[Constraint, ...]
    verdict: Verdict
    subspace: Subspace | None = None
    counterexamples: tuple[Counterexample, ...] = ()

    def contains(self, point: Sequence[Any]) -> bool | None:
        """Say whether a point is in the set; None where that is not decided."""
        return is_inside(self.constraints, tuple(map(sp.sympify, point)))

    def check(self) -> Check:
        """Say whether each counterexample is one, or a basis lies in the set with its negative.

        False where nothing is decided.
        """
        if self.subspace is not None:
            vectors = [sign * vector for vector in self.subspace.basis for sign in (1, -1)]
            return Check("±basis in the set", all(self.contains(tuple(v)) for v in vectors))
        if self.verdict == "undecided":
            return Check("decided", False)
        holds = all(
            all(map(self.contains, example.vectors)) and self.contains(example.result) is False
            for example in self.counterexamples
        )
        return Check("vectors in the set, result outside", holds)

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw a set of the plane with its counterexamples.

        Raises
        ------
        ShapeError
            If it is no subspace and does not lie in the plane.
        """
        if self.subspace is not None:
            return self.subspace.plot(ax)
        if len(self.variables) != 2:
            raise ShapeError("a set of space is not drawn; only one of the plane")
        curves = [_coefficients(c.polynomial) for c in self.constraints if c.relation == "="]
        bounds = [_coefficients(c.polynomial) for c in self.constraints if c.relation in ("≥", ">")]
        escapes = [_escape(example) for example in self.counterexamples]
        return draw_closure([v.name for v in self.variables], curves, bounds, escapes, ax)

    def _brief(self) -> str:
        return f"in {', '.join(v.name for v in self.variables)}: {self.verdict}"


def is_subspace(text: str, variables: Iterable[str] | None = None) -> Closure:
    """Decide whether the points that satisfy some constraints form a subspace.

    Parameters
    ----------
    text : str
        Equations and inequalities between polynomials, as
        `linalg.subspaces.constraints.read_constraints` reads them.
    variables : iterable of str, optional
        The coordinates in order. Unless given: x, y; and z if it occurs; or where one letter has
        indices, as x1 and x3, all from 1 to the largest.

    Returns
    -------
    Closure

    Notes
    -----
    Linear constraints are decided exactly, by linear programming over the rationals, and so are
    those that are linear in disguise, such as x² + y² ≤ 0, or become so when the linear equations
    are substituted, or case by case where a product is zero: a union of finitely many subspaces is
    one only if one of them holds the others. For other sets a counterexample is searched for among
    small points; without one the verdict is "undecided".

    Examples
    --------
    >>> is_subspace("x + 2*y = 0").subspace.basis
    (Matrix([
    [-2],
    [ 1]]),)
    >>> is_subspace("x + y = 0, x*y = 0").subspace.dimension
    0
    >>> quadrant = is_subspace("x >= 0, y >= 0")
    >>> [(example.law, example.vectors, example.scalar) for example in quadrant.counterexamples]
    [('scaling', ((1, 0),), -1)]
    >>> (example,) = is_subspace("x*y >= 0").counterexamples
    >>> example.law, example.vectors, example.result
    ('addition', ((1, 0), (0, -1)), (1, -1))
    """
    symbols, constraints = read_constraints(text, variables)
    zero = missing_zero(constraints, len(symbols))
    if zero is not None:
        return Closure(symbols, constraints, "not a subspace", None, (zero,))
    cases = linear_cases(constraints, symbols) or []
    ways_out = [escape(linear, symbols) for linear in cases] if _hold_zero(cases) else []
    if ways_out and not any(ways_out):
        largest = _largest([_solutions(linear, len(symbols)) for linear in cases])
        if largest is not None:
            return Closure(symbols, constraints, "subspace", largest)
    examples = tuple(search(constraints, symbols))
    if not examples and len(ways_out) == 1 and (way_out := ways_out[0]) is not None:
        examples = (seen_from(constraints, way_out),)
    verdict: Verdict = "not a subspace" if examples else "undecided"
    return Closure(symbols, constraints, verdict, None, examples)


def _hold_zero(cases: Iterable[Sequence[Constraint]]) -> bool:
    """Say whether the zero vector is in the set of every case."""
    return all(
        rule.holds((sp.S.Zero,) * len(rule.variables)) for linear in cases for rule in linear
    )


def _largest(subspaces: Sequence[Subspace]) -> Subspace | None:
    """Return the subspace that holds all others; None if none does: their union is no subspace."""
    largest = max(subspaces, key=lambda subspace: subspace.dimension)
    vectors = [vector for subspace in subspaces for vector in subspace.basis]
    if not vectors:
        return largest
    spanned = sp.Matrix.hstack(*(sp.Matrix(vector) for vector in (*largest.basis, *vectors)))
    return largest if rank(spanned) == largest.dimension else None


def _solutions(linear: Iterable[Constraint], dimension: int) -> Subspace:
    """Return the solutions of the constraints, every one of them taken as an equation."""
    rows = [constraint.normal for constraint in linear]
    basis = null_space(RecordMatrix(len(rows), dimension, [a for row in rows for a in row]))
    return Subspace(
        ambient=dimension,
        basis=basis,
        kind="rational",
        name="set",
        origin="the special solutions of its equations",
    )


def _coefficients(polynomial: sp.Poly) -> FloatArray:
    """Return those of xⁱyʲ as entries (i, j)."""
    coefficients = np.zeros([degree + 1 for degree in polynomial.degree_list()])
    for powers, coefficient in polynomial.terms():
        coefficients[powers] = float(coefficient)
    return coefficients


def _escape(example: Counterexample) -> Escape:
    labels = {
        "zero": "zero",
        "scaling": say("{scalar} times it", scalar=str(example.scalar)),
        "addition": "sum",
    }
    vectors = [floats(vector) for vector in example.vectors]
    return Escape(labels[example.law], vectors, floats(example.result))
