"""The row picture and the column picture of a linear system.

Source: G. Strang, MIT 18.06, lecture 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import sympy as sp

from linalg.check import Check
from linalg.elimination.cases import cases_data
from linalg.elimination.solving import Solution, rank, solve
from linalg.errors import ShapeError
from linalg.geometry.figures import draw_columns, draw_rows
from linalg.geometry.hyperplanes import Hyperplane, floats
from linalg.numbers.matrices import FloatArray, Matrix, described, symbols_in
from linalg.record import Record

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Arrangement = Literal[
    "point",
    "line",
    "plane",
    "space",
    "contradiction",
    "parallel",
    "triangle",
    "prism",
    "tetrahedron",
]


@dataclass(frozen=True, eq=False)
class Crossing:
    """The intersection of two of the hyperplanes.

    Attributes
    ----------
    first, second : int
        Which two, from 0.
    solution : Solution
        Of these two equations alone: a point of the plane, a line in space.
    """

    first: int
    second: int
    solution: Solution


@dataclass(frozen=True, eq=False)
class RowPicture(Record):
    """Every equation a line in the plane, or a plane in space; the solutions lie on all of them.

    Made by `row_picture`.

    Attributes
    ----------
    solution : Solution
    """

    solution: Solution

    @property
    def dimension(self) -> int:
        """The number of unknowns: 2 for lines, 3 for planes."""
        return int(self.solution.A.shape[1])

    @property
    def symbols(self) -> frozenset[sp.Symbol]:
        """The symbols in A and b: with any, what is said holds for most of their values."""
        return _symbols(self.solution)

    @cached_property
    def hyperplanes(self) -> tuple[Hyperplane, ...]:
        """The equations, one line or plane each."""
        return tuple(Hyperplane(tuple(row), offset) for *row, offset in self._equations)

    @cached_property
    def directions(self) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """The equations in groups that are parallel, and in each in groups that coincide.

        ``(((0, 2), (1,)),)`` says: all are parallel, the first and the third are the same. An
        equation with a zero normal is in none of them.
        """
        proper = [i for i, h in enumerate(self.hyperplanes) if not h.is_degenerate]
        parallel = _grouped(proper, self._are_parallel)
        return tuple(tuple(map(tuple, _grouped(group, self._coincide))) for group in parallel)

    @cached_property
    def crossings(self) -> tuple[Crossing, ...]:
        """The intersections of each two that are not parallel."""
        places = {i: d for d, groups in enumerate(self.directions) for g in groups for i in g}
        return tuple(
            Crossing(i, j, self._common([i, j]))
            for i, j in combinations(sorted(places), 2)
            if places[i] != places[j]
        )

    @cached_property
    def arrangement(self) -> Arrangement:
        """The arrangement of the hyperplanes.

        With solutions, what they have in common: "point", "line", "plane" or (no proper equation)
        "space". Without: "contradiction" (an equation says 0 = non-zero), "parallel" (two are
        parallel and distinct), or no two are and still all miss: "triangle" (lines), "prism"
        (planes whose common lines are parallel) or "tetrahedron" (four or more planes).
        """
        A_rank = self.solution.elimination.rank
        if self.solution.kind in ("unique", "family"):
            dimensions: tuple[Arrangement, ...] = ("point", "line", "plane", "space")
            return dimensions[self.dimension - A_rank]
        if any(h.is_degenerate and h.offset != 0 for h in self.hyperplanes):
            return "contradiction"
        if any(len(groups) > 1 for groups in self.directions):
            return "parallel"
        if A_rank == self.dimension:
            return "triangle" if self.dimension == 2 else "tetrahedron"
        return "prism"

    def box(self) -> tuple[FloatArray, FloatArray]:
        """Return two corners of a cube that shows the origin, the crossings and all equations."""
        points = [np.zeros(self.dimension)]
        points += [h.nearest for h in self.hyperplanes if not h.is_degenerate]
        points += [_nearest_point(crossing.solution) for crossing in self.crossings]
        low, high = np.min(points, axis=0), np.max(points, axis=0)
        half = max(1.0, 0.7 * float((high - low).max()))
        return (low + high) / 2 - half, (low + high) / 2 + half

    def check(self) -> Check:
        """Say whether the common points solve the system, or the evidence against any holds."""
        return self.solution.check()

    def to_dict(self) -> dict[str, Any]:
        """Return the solution, and of symbols the cases, as data that `json.dumps` takes."""
        return {**super().to_dict(), **cases_data(self.solution.A, self.solution.b)}

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the lines, or the planes in axes with ``projection="3d"``, and what they share."""
        _refuse_symbols(self.symbols)
        shared = [crossing.solution for crossing in self.crossings if self.dimension == 3]
        lines = [(_column(solution.x), _column(solution.N)) for solution in shared]
        point = _column(self.solution.x) if self.arrangement == "point" else None
        return draw_rows(self.hyperplanes, self.box(), lines, point, ax)

    @cached_property
    def _equations(self) -> list[list[Any]]:
        """The rows of [A b]."""
        A, b = self.solution.A.tolist(), self.solution.b.tolist()
        return [[*row, *right] for row, right in zip(A, b, strict=True)]

    def _common(self, chosen: list[int]) -> Solution:
        equations = [self._equations[i] for i in chosen]
        return solve([row[:-1] for row in equations], [row[-1] for row in equations])

    def _are_parallel(self, i: int, j: int) -> bool:
        return rank([self._equations[i][:-1], self._equations[j][:-1]]) == 1

    def _coincide(self, i: int, j: int) -> bool:
        return rank([self._equations[i], self._equations[j]]) == 1

    def _brief(self) -> str:
        noun = "lines" if self.dimension == 2 else "planes"
        return f"{described(self.solution.A)}: Ax = b as {noun}"


@dataclass(frozen=True, eq=False)
class ColumnPicture(Record):
    """The columns of A as arrows, and the combination of them that reaches b.

    Made by `column_picture`.

    Attributes
    ----------
    solution : Solution
        Its particular x holds the coefficients; with free unknowns other combinations reach b too.
    """

    solution: Solution

    @property
    def A(self) -> Matrix:
        """The matrix, m × n."""
        return self.solution.A

    @property
    def b(self) -> Matrix:
        """The right-hand side, m × 1."""
        return self.solution.b

    @property
    def symbols(self) -> frozenset[sp.Symbol]:
        """The symbols in A and b: with any, what is said holds for most of their values."""
        return _symbols(self.solution)

    @property
    def reaches(self) -> bool:
        """True if a combination of the columns is b; with symbols, for most of their values."""
        return self.solution.kind in ("unique", "family")

    @property
    def span(self) -> int:
        """The dimension of all combinations of the columns."""
        return self.solution.elimination.rank

    @cached_property
    def partial_sums(self) -> tuple[Matrix, ...]:
        """The points 0, x₁a₁, x₁a₁ + x₂a₂, …, b as m × 1 matrices; none if b is out of reach."""
        if not self.reaches:
            return ()
        A, x = self.A, self.solution.particular
        sums = [0 * self.b]
        for j in range(A.shape[1]):
            sums.append(sums[-1] + x[j, 0] * A[:, [j]])
        return tuple(sums)

    @cached_property
    def nearest(self) -> FloatArray:
        """The combination of the columns nearest to b, shape (m,), as floats."""
        A, b = floats(self.A), floats(self.b)[:, 0]
        return np.asarray(A @ np.linalg.lstsq(A, b, rcond=None)[0])

    def check(self) -> Check:
        """Say whether the combination is b, or the evidence against any holds."""
        return self.solution.check()

    def to_dict(self) -> dict[str, Any]:
        """Return the solution, and of symbols the cases, as data that `json.dumps` takes."""
        return {**super().to_dict(), **cases_data(self.solution.A, self.solution.b)}

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the columns and how they add up to b; in axes with ``projection="3d"`` for m = 3."""
        _refuse_symbols(self.symbols)
        sums = [_column(partial) for partial in self.partial_sums]
        return draw_columns(floats(self.A), _column(self.b), sums, self.nearest, self.span, ax)

    def _brief(self) -> str:
        return f"{described(self.A)}: b from the columns of A"


def row_picture(A: object, b: object | None = None) -> RowPicture:
    """Return the row picture of Ax = b: m lines in the plane or m planes in space.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (m, 2) or (m, 3)
        Text may carry b after a bar.
    b : shape (m,), optional

    Raises
    ------
    ShapeError
        If there are not two or three unknowns, or several right-hand sides.

    Examples
    --------
    >>> picture = row_picture("2 -1; -1 2", "0 3")
    >>> picture.arrangement, picture.solution.x
    ('point', Matrix([
    [1],
    [2]]))
    >>> row_picture("1 1 0; 0 1 1; 1 2 1", "1 1 3").arrangement
    'prism'
    """
    solution = _solved(A, b)
    if solution.A.shape[1] not in (2, 3):
        raise ShapeError(
            f"A has {solution.A.shape[1]} columns; lines take 2 unknowns, planes take 3"
        )
    return RowPicture(solution)


def column_picture(A: object, b: object | None = None) -> ColumnPicture:
    """Return the column picture of Ax = b: n arrows in the plane or in space.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (2, n) or (3, n)
        Text may carry b after a bar.
    b : shape (m,), optional

    Raises
    ------
    ShapeError
        If the columns have not two or three entries, or there are several right-hand sides.

    Examples
    --------
    >>> [tuple(point) for point in column_picture("2 -1; -1 2", "0 3").partial_sums]
    [(0, 0), (2, -1), (0, 3)]
    """
    solution = _solved(A, b)
    if solution.A.shape[0] not in (2, 3):
        raise ShapeError(f"columns of {solution.A.shape[0]} entries; only 2 or 3 can be drawn")
    return ColumnPicture(solution)


def _solved(A: object, b: object | None) -> Solution:
    solution = solve(A, b)
    if solution.b.shape[1] != 1:
        raise ShapeError(f"{solution.b.shape[1]} right-hand sides; a picture shows one")
    return solution


def _symbols(solution: Solution) -> frozenset[sp.Symbol]:
    return symbols_in(solution.A, solution.b)


def _column(matrix: Matrix) -> FloatArray:
    """Return the first column as floats."""
    return np.asarray(floats(matrix)[:, 0])


def _refuse_symbols(symbols: frozenset[sp.Symbol]) -> None:
    if symbols:
        raise TypeError("a figure needs numbers: put values in for the symbols")


def _grouped(items: list[int], alike: Callable[[int, int], bool]) -> list[list[int]]:
    """Put each item into the first group whose first item is like it."""
    groups: list[list[int]] = []
    for item in items:
        home = next((group for group in groups if alike(group[0], item)), None)
        if home is None:
            groups.append([item])
        else:
            home.append(item)
    return groups


def _nearest_point(solution: Solution) -> FloatArray:
    """Return the solution of least size, shape (n,)."""
    A, b = floats(solution.A), floats(solution.b)[:, 0]
    return np.asarray(np.linalg.lstsq(A, b, rcond=None)[0])
