"""Gaussian elimination: the one computation that everything else here reads its answer off.

Source: G. Strang, MIT 18.06, lectures 2 and 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import sympy as sp

from linalg.check import Check
from linalg.elimination.assumptions import Assumption, assumptions_of
from linalg.elimination.back_substitution import Unknown, back_substitute
from linalg.elimination.cases import cases_data
from linalg.elimination.states import States
from linalg.elimination.steps import Scale, Step, Subtract, Swap
from linalg.errors import LinalgError
from linalg.immutable import read_only
from linalg.kernels import floating, fraction_free
from linalg.kernels.exact_factors import ExactFactors
from linalg.kernels.exchanges import order_after, places_after, sign
from linalg.kernels.floating import FloatFactors
from linalg.numbers.matrices import (
    Grid,
    Kind,
    Matrix,
    described,
    handed_out,
    is_float,
    sympy_matrix,
    system,
)
from linalg.options import word
from linalg.record import Record, as_json
from linalg.rings.rings import exact_matrix

Pivoting = Literal["none", "nonzero", "max"]
Form = Literal["echelon", "reduced"]


@dataclass(frozen=True, eq=False, kw_only=True)
class Elimination(Record):
    """The elimination of A: PA = LU and every step on the way.

    Made by `eliminate`. Rows and columns are counted from 0.

    Attributes
    ----------
    kind : {"rational", "symbolic", "float"}
        The kind of number; the first two are exact.
    pivoting : {"none", "nonzero", "max"}
    form : {"echelon", "reduced"}
    factors : ExactFactors or FloatFactors
        The compact result from which all the rest is rebuilt.
    """

    given: Grid
    given_right: Grid | None
    kind: Kind
    pivoting: Pivoting
    form: Form
    factors: ExactFactors | FloatFactors

    def __getstate__(self) -> dict[str, Any]:
        """Factors with symbols or roots stay behind, since SymPy's rings do not pickle."""
        state = super().__getstate__()
        if isinstance(self.factors, ExactFactors) and not self.factors.matrix.ring.is_ZZ:
            del state["factors"]
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        if "factors" not in state:
            whole, right = self.given, self.given_right
            whole = whole if right is None else whole.beside(right)
            factors = fraction_free.factor(exact_matrix(whole), self.shape[1], self.pivoting)
            object.__setattr__(self, "factors", factors)

    @property
    def shape(self) -> tuple[int, int]:
        """The shape (m, n) of A."""
        return self.given.shape

    @cached_property
    def A(self) -> Matrix:
        """The matrix as it was given, m × n."""
        return handed_out(self.given)

    @cached_property
    def b(self) -> Matrix | None:
        """The right-hand sides as they were given, m × r, or None."""
        return None if self.given_right is None else handed_out(self.given_right)

    @property
    def p(self) -> tuple[int, ...]:
        """Row i of PA is row ``p[i]`` of A."""
        return tuple(order_after(self.factors.exchanges, self.shape[0]))

    @property
    def sign(self) -> int:
        """The determinant of P: -1 for an odd number of exchanges."""
        return sign(self.factors.exchanges)

    @property
    def relation(self) -> str:
        """``"A = LU"``, or ``"PA = LU"`` where rows were exchanged."""
        return "A = LU" if self.p == tuple(range(self.shape[0])) else "PA = LU"

    @cached_property
    def P(self) -> Matrix:
        """The permutation matrix, m × m."""
        m = self.shape[0]
        if self.kind == "float":
            P = np.zeros((m, m))
            P[np.arange(m), self.p] = 1.0
            return read_only(P)
        rows = [[sp.ZZ.one if j == i else sp.ZZ.zero for j in range(m)] for i in self.p]
        return sympy_matrix(rows, (m, m), sp.ZZ)

    @property
    def L(self) -> Matrix:
        """The multipliers, m × m, unit lower triangular."""
        return self.factors.L

    @property
    def U(self) -> Matrix:
        """The upper factor, m × n: `getrf`'s U of floats, else an echelon form.

        Without exchanges it is upper triangular, and an echelon form where one is reached so.
        """
        return self.factors.U

    @property
    def c(self) -> Matrix | None:
        """The eliminated right-hand sides, m × r, or None."""
        return None if self.given_right is None else self.factors.c

    @property
    def right_hand_sides(self) -> tuple[Matrix, Matrix]:
        """As given and as eliminated: b and c, where there are any.

        Raises
        ------
        LinalgError
            If A was eliminated by itself.
        """
        if (b := self.b) is None or (c := self.c) is None:
            raise LinalgError("the matrix was eliminated without a right-hand side")
        return b, c

    @cached_property
    def R(self) -> Matrix:
        """The reduced echelon form of A, m × n; only for ``form="reduced"``."""
        return self._reduced[:, : self.shape[1]]

    @cached_property
    def d(self) -> Matrix | None:
        """The right-hand sides beside R, m × r, or None; only for ``form="reduced"``."""
        return None if self.given_right is None else self._reduced[:, self.shape[1] :]

    @property
    def pivots(self) -> tuple[tuple[int, int], ...]:
        """The pivot places (row, column); of floats, those that do not count as zero."""
        return self.factors.pivots

    @property
    def pivot_columns(self) -> tuple[int, ...]:
        """The columns with a pivot."""
        return tuple(sorted(c for _, c in self.pivots))

    @property
    def free_columns(self) -> tuple[int, ...]:
        """The columns without one."""
        taken = set(self.pivot_columns)
        return tuple(c for c in range(self.shape[1]) if c not in taken)

    @cached_property
    def rank(self) -> int:
        """The rank: the number of pivots; of floats, of singular values above the tolerance."""
        if isinstance(self.factors, ExactFactors):
            return len(self.pivots)
        return self.factors.numerical_rank.rank

    @property
    def eps(self) -> float | None:
        """Floats: the relative rounding of the entries as given; None if exact."""
        return self.factors.eps if isinstance(self.factors, FloatFactors) else None

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        """The expressions that must not be zero for these pivots; empty for numbers."""
        if isinstance(self.factors, FloatFactors):
            return ()
        return assumptions_of(self.factors)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The row operations in the order of a lecture; multiplier 0 is no step."""
        forward = (step for group in self.steps_by_pivot for step in group)
        return (*forward, *self._upward)

    @cached_property
    def steps_by_pivot(self) -> tuple[tuple[Step, ...], ...]:
        """The steps that lead down to U, one group for each pivot."""
        exchanges, m = self.factors.exchanges, self.shape[0]
        multiplier = self.factors.multiplier
        groups: list[tuple[Step, ...]] = []
        for k, (r, exchange) in enumerate(zip(self.factors.sources, exchanges, strict=True)):
            group: list[Step] = [] if exchange is None else [Swap(r, exchange)]
            places = places_after(exchanges[k + 1 :], m, first=r + 1)
            group.extend(
                Subtract(target, r, ell)
                for target in range(r + 1, m)
                if (ell := multiplier(places[target], r)) is not None
            )
            groups.append(tuple(group))
        return tuple(groups)

    @cached_property
    def states(self) -> States:
        """The matrices [A b] before, between and after the steps, rebuilt when asked for."""
        return States(self.factors, self.steps_by_pivot, self._upward)

    @cached_property
    def determinant(self) -> Any:
        """The determinant of a square A: the product of the pivots, with the sign of P."""
        m, n = self.shape
        if m != n:
            raise LinalgError(f"a {m} × {n} matrix has no determinant; it must be square")
        return self.factors.determinant()

    def check(self) -> Check:
        """Say whether PA = LU.

        Exact kinds: equality. Floats: |PA - LU| ≤ γ|L||U| + k·realmin in every entry, where
        k = min(m, n) and γ = (2k + 2)u / (1 - (2k + 2)u), its own rounding included.

        Source: N. Higham, Accuracy and Stability of Numerical Algorithms, theorem 9.3.
        """
        if isinstance(self.factors, ExactFactors):
            return Check("PA = LU", self.factors.holds())
        residual, bound = self.factors.backward_error()
        return Check("PA = LU", bool((residual <= bound).all()), residual, bound)

    def back_substitution(self, column: int = 0) -> tuple[Unknown, ...]:
        """Return how Ux = c is solved, the last unknown first, with 0 for free unknowns.

        Parameters
        ----------
        column : int
            Which right-hand side.
        """
        _, c = self.right_hand_sides
        return back_substitute(self.U, c[:, column : column + 1], self.pivots)

    def to_dict(self) -> dict[str, Any]:
        """Return the factors, the steps and the check as data that `json.dumps` takes."""
        names = ["kind", "pivoting", "form", "A", "b", "P", "p", "sign", "L", "U", "c", "pivots"]
        names += ["free_columns", "rank", "steps", "assumptions"]
        names += ["R", "d"] if self.form == "reduced" else []
        names += ["eps"] if self.kind == "float" else []
        data = {name: as_json(getattr(self, name)) for name in names}
        data |= cases_data(self.A, self.b)
        return {"record": "Elimination", **data, "check": as_json(self.check())}

    @cached_property
    def _reduced(self) -> Matrix:
        if self.form != "reduced":
            raise LinalgError('R is there after eliminate(…, form="reduced")')
        if isinstance(self.factors, ExactFactors):
            return self.factors.handed_out(self.factors.reduced, self.factors.matrix.shape[1])
        return self.states[len(self.steps)]

    @cached_property
    def _upward(self) -> tuple[Step, ...]:
        """For R: clear above the pivots, the last first, then divide each row by its pivot."""
        if self.form != "reduced":
            return ()
        U, pivots = self.U, self.pivots
        clearing = (
            Subtract(i, r, U[i, c] / U[r, c])
            for r, c in reversed(pivots)
            for i in reversed(range(r))
            if U[i, c] != 0
        )
        dividing = (Scale(r, 1 / U[r, c]) for r, c in pivots if U[r, c] != 1)
        return (*clearing, *dividing)

    def _brief(self) -> str:
        return f"{described(self.A)}: {self.relation}"


def eliminate(
    A: object,
    b: object | None = None,
    *,
    pivoting: Pivoting | None = None,
    form: Form = "echelon",
) -> Elimination:
    """Eliminate below each pivot and record it.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (m, n)
        Text may carry the right-hand side after a bar: ``"1 2 | 3; 4 5 | 6"``.
    b : optional, shape (m,) or (m, r)
        One or several right-hand sides.
    pivoting : {"none", "nonzero", "max"}, optional
        ``"none"`` never exchanges rows; ``"nonzero"`` takes the first row with a non-zero entry,
        as by hand (default for exact entries); ``"max"`` takes the largest (default for floats).
    form : {"echelon", "reduced"}
        Stop at U, or go on to the reduced echelon form R (Gauss-Jordan).

    Returns
    -------
    Elimination

    Raises
    ------
    ZeroPivotError
        With ``pivoting="none"``, where A = LU does not exist, or an echelon form is wanted and
        needs an exchange of rows.
    UndecidedZeroError
        Where nobody can say whether a pivot is zero.
    LimitError
        Where symbolic entries grow without bound.

    Notes
    -----
    MIT 18.06, lecture 2.

    Examples
    --------
    >>> record = eliminate("1 2 1; 3 8 1; 0 4 1", "2 12 2")
    >>> record.U
    Matrix([
    [1, 2,  1],
    [0, 2, -2],
    [0, 0,  5]])
    >>> [step.multiplier for step in record.steps]
    [3, 2]
    >>> bool(record.check())
    True
    """
    if pivoting is not None:
        word("pivoting", pivoting, Pivoting)
    word("form", form, Form)
    left, right = system(A, b)
    augmented, width, eps = left, left.shape[1], left.eps
    if right is not None:
        augmented = left.beside(right)
        left, right = augmented.split(width)
    factors: ExactFactors | FloatFactors
    if is_float(augmented.entries):
        pivoting = pivoting or "max"
        factors = floating.factor(augmented.entries, width, pivoting, eps)
        if form == "reduced" and len(factors.pivots) < min(left.shape):
            raise LinalgError(
                "the float matrix is singular within rounding and has no reliable reduced form; "
                "use rref, which decides by singular values, or exact numbers"
            )
    else:
        pivoting = pivoting or "nonzero"
        factors = fraction_free.factor(exact_matrix(augmented), width, pivoting)
        if form == "reduced":
            factors.require_echelon()
    return Elimination(
        given=left,
        given_right=right,
        kind=augmented.kind,
        pivoting=pivoting,
        form=form,
        factors=factors,
    )
