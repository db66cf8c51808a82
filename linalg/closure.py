"""Is a set a subspace? Closed under addition and scaling, or here is a counterexample.

Source: G. Strang, MIT 18.06, lecture 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import sympy as sp

from linalg.check import Check
from linalg.constraints import Constraint, linear_parts, read_constraints
from linalg.counterexamples import Counterexample, escape, is_inside, missing_zero, search
from linalg.record import Record
from linalg.solving import null_space
from linalg.subspaces import Subspace

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from linalg.page import Page

Verdict = Literal["subspace", "not a subspace", "undecided"]


@dataclass(frozen=True, eq=False)
class Closure(Record):
    """Whether a set given by equations and inequalities is a subspace.

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

    def page(self) -> Page:
        """Return the page: the set, the verdict with its reason, and a figure in the plane."""
        from linalg.closure_page import closure_page

        return closure_page(self)

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw a set of the plane with its counterexamples."""
        from linalg.closure_figure import draw_closure

        return draw_closure(self, ax)


def is_subspace(text: str, variables: Iterable[str] | None = None) -> Closure:
    """Decide whether the points that satisfy some constraints form a subspace.

    Parameters
    ----------
    text : str
        Equations and inequalities between polynomials, as `linalg.constraints.read_constraints`
        reads them.
    variables : iterable of str, optional
        The coordinates in order. Unless given: x, y; and z if it occurs.

    Returns
    -------
    Closure

    Notes
    -----
    Linear constraints are decided exactly, by linear programming over the rationals, and so are
    those that are linear in disguise, such as x² + y² ≤ 0. For others a counterexample is searched
    for among small points; without one the verdict is "undecided".

    Examples
    --------
    >>> is_subspace("x + 2*y = 0").subspace.basis
    (Matrix([
    [-2],
    [ 1]]),)
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
    linear = _linear(constraints)
    way_out = escape(linear, symbols) if linear is not None else None
    if linear is not None and way_out is None:
        return Closure(symbols, constraints, "subspace", _solutions(linear, len(symbols)))
    examples = tuple(search(constraints, symbols))
    if way_out is not None and not examples:
        examples = (way_out,)
    verdict: Verdict = "not a subspace" if examples else "undecided"
    return Closure(symbols, constraints, verdict, None, examples)


def _linear(constraints: Iterable[Constraint]) -> list[Constraint] | None:
    """Return linear constraints that say the same as all of these; None if there are none."""
    linear: list[Constraint] = []
    for constraint in constraints:
        parts = linear_parts(constraint)
        if parts is None:
            return None
        linear += parts
    return linear


def _solutions(linear: Iterable[Constraint], dimension: int) -> Subspace:
    """Return the solutions of the constraints, every one of them taken as an equation."""
    rows = [constraint.normal for constraint in linear]
    basis = null_space(sp.ImmutableMatrix(len(rows), dimension, [a for row in rows for a in row]))
    return Subspace(dimension, basis, "rational", "set", "the special solutions of its equations")
