"""A = LDLᵀ of a symmetric matrix, which is a sum of squares of its quadratic form.

Source: G. Strang, MIT 18.06, lecture 5.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from linalg.check import Check
from linalg.elimination.elimination import eliminate
from linalg.elimination.steps import lowest_terms
from linalg.errors import LinalgError, ShapeError, ZeroPivotError
from linalg.factorisations.factorisations import LDU, require_square, without_remedy
from linalg.factorisations.figures import draw_factors, draw_form
from linalg.figures import new_axes, numbers
from linalg.numbers.matrices import (
    Grid,
    Matrix,
    grid,
    handed_out,
    is_float,
    symbols_in,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class LDLT(LDU):
    """A = LDLᵀ of a symmetric matrix; unpacks to (L, D)."""

    names: ClassVar[tuple[str, ...]] = ("L", "D")
    relation: ClassVar[str] = "A = LDLᵀ"

    @property
    def signs(self) -> list[int]:
        """Those of the pivots, of a matrix of numbers: 1, 0 or -1."""
        diagonal = (self.D[i, i] for i in range(self.D.shape[0]))
        return [0 if pivot == 0 else 1 if pivot > 0 else -1 for pivot in diagonal]

    def __iter__(self) -> Iterator[Matrix]:
        return iter((self.L, self.D))

    @property
    def squares(self) -> tuple[tuple[Any, tuple[Any, ...]], ...]:
        """The quadratic form as a sum of squares, xᵀAx = Σ d (l · x)².

        Each pivot d with its vector l, a column of L, n entries.
        """
        n = self.A.shape[0]
        return tuple((self.D[i, i], tuple(self.L[k, i] for k in range(n))) for i in range(n))

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw L D Lᵀ = A with the pivots boxed.

        Raises
        ------
        ShapeError
            If A is empty or has more than 8 rows.
        """
        n = self.A.shape[0]
        ax = new_axes(ax, (max(5.6, 2.0 * n), max(2.0, 0.5 * n)))
        draw_factors(ax, self.L, self.D, self.A)
        return ax

    def plot_form(self, ax: Axes | None = None) -> Axes:
        """Draw the level sets of xᵀAx for two unknowns, and where each square is 0.

        Raises
        ------
        ShapeError
            If A is not 2 × 2.
        LinalgError
            If A holds symbols.
        """
        A, L = numbers(self.A), numbers(self.L)
        if A.shape != (2, 2):
            raise ShapeError(f"level sets are drawn for 2 unknowns, not {len(A)}")
        ax = new_axes(ax)
        draw_form(ax, A, self.signs, [tuple(L[:, i]) for i in range(2) if self.signs[i]])
        return ax

    def check(self) -> Check:
        """Say whether A = LDLᵀ: A = LDU, and U is the transpose of L."""
        if is_float(self.A):
            return self._check_floats(self.L.T)
        check = super().check()
        same = all(lowest_terms(x) == 0 for x in self.U - self.L.T)
        return Check(self.relation, check.holds and same)


def ldlt(A: object) -> LDLT:
    """Factor a symmetric A = LDLᵀ without exchanging rows.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (n, n)

    Raises
    ------
    LinalgError
        If A is not symmetric.
    ZeroPivotError
        If A = LDLᵀ does not exist: A is then indefinite.

    Notes
    -----
    MIT 18.06, lecture 5.

    Examples
    --------
    >>> L, D = ldlt("2 1; 1 3")
    >>> D
    Matrix([
    [2,   0],
    [0, 5/2]])
    """
    entries = grid(A)
    require_square(entries.shape, "A = LDLᵀ")
    require_symmetric(handed_out(entries))
    try:
        return LDLT(eliminate(entries, pivoting="none"))
    except ZeroPivotError as error:
        raise without_remedy(error, _why_no_ldlt(entries, error)) from None


def _why_no_ldlt(entries: Grid, error: ZeroPivotError) -> str:
    """Say what a zero on the diagonal with something beside it means for a symmetric matrix.

    Of what elimination leaves, the minor of rows and columns i and j is then [0 x; x y], with the
    determinant -x² < 0.
    """
    reason = "not all that stands beside it is zero"
    if entries.kind == "symbolic" and symbols_in(handed_out(entries)):
        return f"{reason}, so A = LDLᵀ does not exist as long as the pivots above are not zero"
    verdict = "" if error.entry else ", and A is indefinite"
    return (
        f"{reason}, so A = LDLᵀ does not exist{verdict}; no exchange of rows helps, since it "
        "would not leave A symmetric"
    )


def require_symmetric(A: Matrix) -> None:
    """Raise `LinalgError` unless A = Aᵀ, naming the first entries that differ."""
    for i in range(A.shape[0]):
        for j in range(i):
            if A[i, j] != A[j, i] and lowest_terms(A[i, j] - A[j, i]) != 0:
                raise LinalgError(
                    f"A = LDLᵀ needs a symmetric matrix; entry ({i + 1}, {j + 1}) is {A[i, j]} "
                    f"but ({j + 1}, {i + 1}) is {A[j, i]}"
                )
