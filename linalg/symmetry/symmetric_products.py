"""Products of a matrix and its transpose, RᵀR and RRᵀ, always symmetric; the symmetric part.

Source: G. Strang, MIT 18.06, lecture 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from linalg.check import Check
from linalg.figures import new_axes
from linalg.numbers.matrices import Matrix, described, grid, handed_out
from linalg.products.figures import view_size
from linalg.record import Record, as_json
from linalg.symmetry.figures import draw_gram, draw_lengths
from linalg.symmetry.symmetry import is_symmetric

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def gram(R: object) -> Matrix:
    """Return RᵀR, (n, n), always symmetric: the inner products of the columns.

    Parameters
    ----------
    R : str, nested sequences, numpy.ndarray, sympy matrix; shape (m, n)

    Examples
    --------
    >>> gram("1 2 4; 3 3 1")
    Matrix([
    [10, 11,  7],
    [11, 13, 11],
    [ 7, 11, 17]])
    """
    M = handed_out(grid(R))
    return M.T @ M


@dataclass(frozen=True, eq=False)
class SymmetricProducts(Record):
    """The symmetric matrices that come from R.

    Attributes
    ----------
    R : (m, n) matrix
    """

    R: Matrix

    @property
    def transpose(self) -> Matrix:
        """Rᵀ, n × m."""
        return self.R.T

    @cached_property
    def columns(self) -> Matrix:
        """RᵀR, n × n: the inner products of the columns."""
        return self.R.T @ self.R

    @cached_property
    def rows(self) -> Matrix:
        """RRᵀ, m × m: the inner products of the rows."""
        return self.R @ self.R.T

    @cached_property
    def symmetric_part(self) -> Matrix | None:
        """(R + Rᵀ)/2, or None where R is not square."""
        m, n = self.R.shape
        return (self.R + self.R.T) / 2 if m == n else None

    def check(self) -> Check:
        """Say whether all of them are symmetric."""
        made = [M for M in (self.columns, self.rows, self.symmetric_part) if M is not None]
        return Check("S = Sᵀ", all(map(is_symmetric, made)))

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw Rᵀ beside RᵀR and R above it: each entry is the inner product of two columns.

        Raises
        ------
        ShapeError
            If R is empty or has more than 8 rows or columns.
        """
        m, n = self.R.shape
        ax = new_axes(ax, view_size(n, m, n))
        draw_gram(ax, self.R, self.columns)
        return ax

    def plot_columns(self, ax: Axes | None = None) -> Axes:
        """Draw two columns in the plane that they span, or all in R², with lengths and angle.

        Raises
        ------
        ShapeError
            If there are more columns, of more entries.
        LinalgError
            If R holds symbols.
        """
        ax = new_axes(ax)
        draw_lengths(ax, self.R)
        return ax

    def to_dict(self) -> dict[str, Any]:
        """Return the matrix, both products and the symmetric part as data."""
        names = ["transpose", "columns", "rows", "symmetric_part"]
        return super().to_dict() | {name: as_json(getattr(self, name)) for name in names}

    def _brief(self) -> str:
        return f"{described(self.R)}: RᵀR, RRᵀ"


def symmetric_products(R: object) -> SymmetricProducts:
    """Multiply R, (m, n), with its transpose from both sides.

    Parameters
    ----------
    R : str, nested sequences, numpy.ndarray, sympy matrix

    Raises
    ------
    LinalgError
        For input that is no matrix.

    Examples
    --------
    >>> record = symmetric_products("1 3; 2 3; 4 1")
    >>> record.rows
    Matrix([
    [10, 11,  7],
    [11, 13, 11],
    [ 7, 11, 17]])
    >>> print(record.check())
    S = Sᵀ holds exactly
    """
    return SymmetricProducts(handed_out(grid(R)))
