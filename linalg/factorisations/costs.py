"""The cost of elimination, counted on the record and in closed form.

Two conventions are in use, and both are named here: *multiply-subtracts* alone,
Σ (n - k)² = (n - 1)n(2n - 1)/6, and multiply-subtracts *with the divisions* that find the
multipliers, (n³ - n)/3. Both are about n³/3.

Source: G. Strang, MIT 18.06, lecture 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linalg.check import Check
from linalg.elimination.elimination import Elimination, eliminate
from linalg.factorisations.figures import draw_cost
from linalg.record import Record

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class ColumnCost:
    """The operations that eliminate one column of A (its right-hand sides are counted apart).

    Attributes
    ----------
    column : int
        From 0.
    divisions, multiply_subtracts : int
        With every entry counted, as a program does that does not look for zeros.
    divisions_skipping, multiply_subtracts_skipping : int
        Rows whose multiplier is 0 and zeros of the pivot row left out.
    """

    column: int
    divisions: int
    multiply_subtracts: int
    divisions_skipping: int
    multiply_subtracts_skipping: int


@dataclass(frozen=True)
class Cost(Record):
    """The operations of one elimination.

    Attributes
    ----------
    shape : tuple
        Of A.
    columns : tuple of ColumnCost
        Where the work goes, column by column.
    for_one_right_hand_side : int
        Multiply-subtracts and divisions for one b, forward and back, zeros not skipped: n² for a
        square A with n pivots.
    """

    shape: tuple[int, int]
    columns: tuple[ColumnCost, ...]
    for_one_right_hand_side: int

    @property
    def multiply_subtracts(self) -> int:
        """Multiply-subtracts on A, every entry counted: (n - 1)n(2n - 1)/6 for n pivots."""
        return sum(column.multiply_subtracts for column in self.columns)

    @property
    def with_divisions(self) -> int:
        """Multiply-subtracts and divisions on A, every entry counted: (n³ - n)/3."""
        return self.multiply_subtracts + sum(column.divisions for column in self.columns)

    @property
    def multiply_subtracts_skipping(self) -> int:
        """Multiply-subtracts on A that really change something."""
        return sum(column.multiply_subtracts_skipping for column in self.columns)

    @property
    def with_divisions_skipping(self) -> int:
        """Multiply-subtracts and divisions on A, zeros skipped."""
        skipped = sum(column.divisions_skipping for column in self.columns)
        return self.multiply_subtracts_skipping + skipped

    def check(self) -> Check:
        """Say whether the counts are the closed forms, with as many pivots as rows and columns.

        For any other A, whether skipping zeros never takes more operations.
        """
        m, n = self.shape
        if m == n == len(self.columns):
            counted = (self.multiply_subtracts, self.with_divisions, self.for_one_right_hand_side)
            closed = (elimination_multiply_subtracts(n), elimination_with_divisions(n), n**2)
            return Check("the counts = their closed forms", counted == closed)
        fewer = self.with_divisions_skipping <= self.with_divisions
        return Check("operations with zeros skipped ≤ all operations", fewer)

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the multiply-subtracts of each column, dense and with zeros skipped."""
        return draw_cost(
            [column.column for column in self.columns],
            [column.multiply_subtracts for column in self.columns],
            [column.multiply_subtracts_skipping for column in self.columns],
            ax,
        )

    def _brief(self) -> str:
        m, n = self.shape
        return f"{m} × {n}: {self.multiply_subtracts:,} multiply-subtracts"


def cost(A: object | Elimination) -> Cost:
    """Count the operations of an elimination.

    Parameters
    ----------
    A : Elimination, or a matrix in any form that `eliminate` takes
        Of shape (m, n).

    Raises
    ------
    LinalgError
        For what is no matrix, or one that `eliminate` refuses.

    Examples
    --------
    >>> record = cost("1 2 1; 3 8 1; 0 4 1")
    >>> record.multiply_subtracts, record.with_divisions, record.multiply_subtracts_skipping
    (5, 8, 3)
    >>> print(record.check())
    the counts = their closed forms holds exactly
    """
    record = A if isinstance(A, Elimination) else eliminate(A)
    m, n = record.shape
    pivots = record.pivots
    columns = tuple(_column_cost(record, r, c) for r, c in pivots)
    forward = sum(m - 1 - r for r, _ in pivots)
    back = sum(len(pivots) - r for r in range(len(pivots)))
    return Cost((m, n), columns, forward + back)


def elimination_multiply_subtracts(n: int) -> int:
    """Return Σ (n - k)² = (n - 1)n(2n - 1)/6: multiply-subtracts for an n × n matrix.

    Examples
    --------
    >>> elimination_multiply_subtracts(100)
    328350
    """
    return (n - 1) * n * (2 * n - 1) // 6


def elimination_with_divisions(n: int) -> int:
    """Return (n³ - n)/3: multiply-subtracts and divisions for an n × n matrix.

    Examples
    --------
    >>> elimination_with_divisions(100)
    333300
    """
    return (n**3 - n) // 3


def right_hand_side(n: int) -> int:
    """Return n²: multiply-subtracts and divisions, forward and back, for one right-hand side.

    Examples
    --------
    >>> right_hand_side(100)
    10000
    """
    return n**2


def inverse(n: int) -> int:
    """Return n³: multiplications and divisions of Gauss-Jordan, the zeros of I skipped.

    For each of n pivots the n entries of its row that are not known are divided, and as many
    in each of the n - 1 other rows are changed: n · (n + (n - 1)n) = n³.

    Examples
    --------
    >>> inverse(100)
    1000000
    """
    return n**3


def _column_cost(record: Elimination, r: int, c: int) -> ColumnCost:
    m, n = record.shape
    multiplier: Any = record.factors.multiplier
    rows = sum(multiplier(i, r) is not None for i in range(r + 1, m))
    entries = sum(record.U[r, j] != 0 for j in range(c + 1, n))
    below, right = m - 1 - r, n - 1 - c
    return ColumnCost(c, below, below * right, rows, rows * entries)
