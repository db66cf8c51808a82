"""Matrix multiplication in five ways, which are one: block multiplication, cut in five ways.

Source: G. Strang, MIT 18.06, lecture 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from linalg.check import Check
from linalg.errors import ShapeError
from linalg.immutable import read_only
from linalg.numbers.matrices import Matrix, described, grid, handed_out, is_float, symbols_in
from linalg.products.block_multiplication import Partition, View
from linalg.products.figures import five_axes
from linalg.record import Record, as_json

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Views(NamedTuple):
    """The five ways to see one product."""

    entry: View
    """Each entry is a row times a column."""
    column: View
    """Each column is a combination of the columns of A."""
    row: View
    """Each row is a combination of the rows of B."""
    column_row: View
    """The whole is a sum of columns times rows, matrices of rank 1."""
    block: View
    """Blocks multiply as entries do."""


@dataclass(frozen=True, eq=False)
class Product(Record):
    """The product of two matrices, in five ways.

    Attributes
    ----------
    A, B : (m, p) and (p, n) matrix
    partition : Partition
        Of the block view.
    """

    A: Matrix
    B: Matrix
    partition: Partition

    @cached_property
    def AB(self) -> Matrix:
        """The product, (m, n)."""
        AB = self.A @ self.B
        return read_only(AB) if is_float(AB) else AB

    @cached_property
    def views(self) -> Views:
        """The five ways, each a record of partial results."""
        (m, p), n = self.A.shape, self.B.shape[1]
        whole_rows, whole_columns = _sizes(m, 1), _sizes(n, 1)
        rows, inner, columns = (1,) * m, (1,) * p, (1,) * n
        return Views(
            View("entry", self.A, self.B, Partition(rows, inner, columns)),
            View("column", self.A, self.B, Partition(whole_rows, inner, columns)),
            View("row", self.A, self.B, Partition(rows, inner, whole_columns)),
            View("column × row", self.A, self.B, Partition(whole_rows, inner, whole_columns)),
            View("block", self.A, self.B, self.partition),
        )

    def check(self) -> Check:
        """Say whether all five views make up the same product."""
        checks = [view.check() for view in self.views]
        worst = max(checks, key=lambda check: (not check.holds, check.worst_ratio or 0.0))
        relation = "AB = the parts of each view"
        return Check(relation, all(checks), worst.residual, worst.bound)

    def to_dict(self) -> dict[str, Any]:
        """Return the factors, the product and the five views as data that `json.dumps` takes."""
        views = {view.name: view.to_dict()["parts"] for view in self.views}
        return {**super().to_dict(), "AB": as_json(self.AB), "views": views}

    def plot(self, axes: Sequence[Axes] | None = None) -> tuple[Axes, ...]:
        """Draw the five views, each in axes of its own: five given ones, or those of a new figure.

        Raises
        ------
        ShapeError
            If a matrix is empty or has more than 8 rows or columns.
        """
        (m, p), n = self.A.shape, self.B.shape[1]
        places = tuple(five_axes(m, p, n) if axes is None else axes)
        for view, ax in zip(self.views, places, strict=True):
            view.plot(ax).set_title(view.title)
        return places

    def _brief(self) -> str:
        return f"{described(self.A)}, times {described(self.B)}: AB in five ways"


def multiply(A: object, B: object, *, partition: Partition | None = None) -> Product:
    """Multiply two matrices, with every partial result on record.

    Parameters
    ----------
    A : (m, p) matrix
        Text, lists, NumPy or SymPy, as `eliminate` takes.
    B : (p, n) matrix
    partition : Partition, optional
        The blocks of the block view; each dimension in two halves by default.

    Returns
    -------
    Product

    Raises
    ------
    ShapeError
        If the inner dimensions differ or the partition does not fit.
    TypeError
        If one matrix has floats and the other symbols.

    Examples
    --------
    MIT 18.06, lecture 3: columns times rows.

    >>> record = multiply("2 7; 3 8; 4 9", "1 6; 0 0")
    >>> record.AB
    Matrix([
    [2, 12],
    [3, 18],
    [4, 24]])
    >>> [term.product for term in record.views.column_row.parts[0].terms]
    [Matrix([
    [2, 12],
    [3, 18],
    [4, 24]]), Matrix([
    [0, 0],
    [0, 0],
    [0, 0]])]
    >>> print(record.check())
    AB = the parts of each view holds exactly
    """
    M, N = conformable(A, B)
    shape = (M.shape[0], M.shape[1], N.shape[1])
    if partition is None:
        partition = Partition(*(_sizes(size, 2) for size in shape))
    for sizes, total, name in zip(
        (partition.rows, partition.inner, partition.columns),
        shape,
        ("rows of A", "inner indices", "columns of B"),
        strict=True,
    ):
        if sum(sizes) != total or any(size < 1 for size in sizes):
            raise ShapeError(f"blocks of {sizes} do not make up the {total} {name}")
    return Product(M, N, partition)


def conformable(A: object, B: object) -> tuple[Matrix, Matrix]:
    """Read two matrices that can be multiplied, both exact or both of floats.

    Raises
    ------
    ShapeError
        If B has not as many rows as A has columns.
    TypeError
        If one has floats and the other symbols.
    """
    M, N = handed_out(grid(A, "A")), handed_out(grid(B, "B"))
    if M.shape[1] != N.shape[0]:
        raise ShapeError(
            f"AB needs as many rows in B as columns in A; A is {M.shape[0]} × {M.shape[1]}, "
            f"B is {N.shape[0]} × {N.shape[1]}"
        )
    if is_float(M) == is_float(N):
        return M, N
    if symbols_in(M, N):
        raise TypeError("one matrix has floats and the other symbols; make the floats fractions")
    M, N = (read_only(np.array(side, dtype=float)) for side in (M, N))
    return M, N


def _sizes(total: int, count: int) -> tuple[int, ...]:
    """Cut a dimension into `count` nearly equal sizes, or fewer where it is shorter."""
    count = min(count, total)
    return tuple(total // count + (i < total % count) for i in range(count))
