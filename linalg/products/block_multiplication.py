"""Block multiplication: AB from blocks of A and B, and each way to see it a choice of blocks.

Cut the rows of A, the inner dimension and the columns of B; block (I, J) of AB is the sum over K of
A_IK B_KJ. Single rows, inner indices and columns give the entry view, and so on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise, product
from operator import add
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from linalg.check import Check
from linalg.elimination.steps import lowest_terms
from linalg.figures import new_axes
from linalg.immutable import Immutable, read_only
from linalg.numbers.matrices import EPS, Matrix, described, is_float
from linalg.numbers.record_matrix import RecordMatrix
from linalg.products.figures import draw_product, view_size
from linalg.record import Record, as_json

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ViewName = Literal["entry", "column", "row", "column × row", "block"]

_TITLES: dict[ViewName, str] = {
    "entry": "Row times column",
    "column": "Combinations of columns",
    "row": "Combinations of rows",
    "column × row": "Column times row",
    "block": "Blocks",
}
_RELATIONS: dict[ViewName, str] = {
    "entry": "rows times columns",
    "column": "combinations of the columns of A",
    "row": "combinations of the rows of B",
    "column × row": "columns times rows, added up",
    "block": "blocks times blocks, added up",
}


@dataclass(frozen=True)
class Partition:
    """Sizes of the blocks: of the m rows of A, the p inner indices and the n columns of B."""

    rows: tuple[int, ...]
    inner: tuple[int, ...]
    columns: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Term(Immutable):
    """One product of blocks, A_IK B_KJ.

    Attributes
    ----------
    left, right, product : matrix
    """

    left: Matrix
    right: Matrix
    product: Matrix


@dataclass(frozen=True, eq=False)
class Part(Immutable):
    """The part of AB at some rows and columns, as the terms that add up to it.

    Attributes
    ----------
    rows, columns : range
    terms : tuple of Term
    value : matrix
        The sum.
    """

    rows: range
    columns: range
    terms: tuple[Term, ...]
    value: Matrix

    @property
    def sums(self) -> tuple[Matrix, ...]:
        """The sums of the first terms: of one, of two, at last of all.

        Examples
        --------
        >>> from linalg import multiply
        >>> (part,) = multiply("1 2; 3 4", "1 0; 1 1").views.column_row.parts
        >>> [total.tolist() for total in part.sums]
        [[[1, 0], [3, 0]], [[3, 2], [7, 4]]]
        """
        return tuple(accumulate((term.product for term in self.terms), add))


@dataclass(frozen=True, eq=False)
class View(Record):
    """One way to see AB: the partial results and what they add up to.

    Attributes
    ----------
    name : {"entry", "column", "row", "column × row", "block"}
    A, B : (m, p) and (p, n) matrix
    partition : Partition
    """

    name: ViewName
    A: Matrix
    B: Matrix
    partition: Partition

    @property
    def title(self) -> str:
        """The title on a page and a figure."""
        return _TITLES[self.name]

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The parts of AB, row by row."""
        rows, columns = _ranges(self.partition.rows), _ranges(self.partition.columns)
        return tuple(self._part(*place) for place in product(rows, columns))

    def _part(self, rows: range, columns: range) -> Part:
        terms = tuple(self._terms(rows, columns))
        value = _zeros(self.A, len(rows), len(columns))
        for term in terms:
            value = value + term.product
        return Part(rows, columns, terms, value)

    def _terms(self, rows: range, columns: range) -> Iterator[Term]:
        for inner in _ranges(self.partition.inner):
            left = self.A[rows.start : rows.stop, inner.start : inner.stop]
            right = self.B[inner.start : inner.stop, columns.start : columns.stop]
            yield Term(left, right, left @ right)

    @cached_property
    def total(self) -> Matrix:
        """AB, (m, n), put together from the parts."""
        entries = np.zeros((self.A.shape[0], self.B.shape[1]), dtype=object)
        for part in self.parts:
            rows, columns = part.rows, part.columns
            place = slice(rows.start, rows.stop), slice(columns.start, columns.stop)
            entries[place] = np.array(part.value.tolist(), dtype=object).reshape(part.value.shape)
        if is_float(self.A):
            return read_only(entries.astype(float))
        return RecordMatrix(*entries.shape, entries.ravel().tolist())

    def check(self) -> Check:
        """Say whether the parts make up AB: exactly, or within the rounding of both sums."""
        relation = f"AB = {_RELATIONS[self.name]}"
        difference = self.total - self.A @ self.B
        if not is_float(self.A):
            return Check(relation, all(lowest_terms(x) == 0 for x in difference))
        residual = np.abs(difference)
        p, smallest = self.A.shape[1], float(np.finfo(float).tiny)
        bound = (p + 1) * (EPS * (np.abs(self.A) @ np.abs(self.B)) + smallest)
        return Check(relation, bool((residual <= bound).all()), residual, bound)

    def to_dict(self) -> dict[str, Any]:
        """Return the factors, the partition and the parts as data that `json.dumps` takes."""
        parts = [
            {
                "rows": [part.rows.start, part.rows.stop],
                "columns": [part.columns.start, part.columns.stop],
                "terms": [as_json(term) for term in part.terms],
                "value": as_json(part.value),
            }
            for part in self.parts
        ]
        return {**super().to_dict(), "parts": parts}

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw A beside AB and B above it, cut into the groups of this view.

        What belongs to one inner index has one colour and one kind of dashes.

        Raises
        ------
        ShapeError
            If a matrix is empty or has more than 8 rows or columns.
        """
        ax = new_axes(ax, view_size(self.A.shape[0], *self.B.shape))
        sizes = self.partition
        cuts = {"rows": sizes.rows, "inner": sizes.inner, "columns": sizes.columns}
        layers = [term.product for term in self.parts[0].terms] if len(self.parts) == 1 else []
        draw_product(ax, self.name, self.A, self.B, self.total, cuts, layers)
        return ax

    def _brief(self) -> str:
        return f"{described(self.A)}, times {described(self.B)}: AB by {self.name}"


def _ranges(sizes: Sequence[int]) -> list[range]:
    return [range(start, stop) for start, stop in pairwise(accumulate(sizes, initial=0))]


def _zeros(like: Matrix, m: int, n: int) -> Matrix:
    return np.zeros((m, n)) if is_float(like) else RecordMatrix.zeros(m, n)
