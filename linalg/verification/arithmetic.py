"""The arithmetic in which a claim is tested: of fractions, of functions, or of floats.

Matrices are arrays: of fractions, of elements of the field of fractions of the smallest ring that
holds all the matrices of a claim, or of floats.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from linalg.check import Check
from linalg.errors import LinalgError
from linalg.numbers.matrices import FloatArray, Grid
from linalg.rings.rings import ExactMatrix, exact_matrix

Array: TypeAlias = npt.NDArray[Any]
"""Of two dimensions, of floats or of exact objects."""

DECIDED_EXACTLY = 16
"""Up to so many products in an entry the residual of floats is computed without rounding."""
MOST_ADDED_UP = 5000
"""Above so many entries the whole of |L||U| is multiplied out."""
REALMIN = float(np.finfo(np.float64).tiny)


class Arithmetic(ABC):
    """Sums and products of entries, and when a difference counts as nothing."""

    @abstractmethod
    def compared(self, relation: str, target: Array, *factors: Array) -> Check:
        """Compare a matrix with a product of others, entry by entry."""

    @abstractmethod
    def nothing(self, residual: Array, sizes: Array) -> npt.NDArray[np.bool_]:
        """Say of which entries of a residual it is proved, or within rounding, that they are 0."""

    @abstractmethod
    def shown(self, x: Any) -> Any:
        """Return an entry as it is handed out."""

    def is_nothing(self, x: Any, size: float = 0.0) -> bool:
        """Say whether one number is 0; a float within the rounding of numbers of a size."""
        single = np.empty((1, 1), dtype=object if self.is_exact else float)
        single[0, 0] = x
        return bool(self.nothing(single, np.full((1, 1), size))[0, 0])

    def is_doubtful(self, x: Any) -> bool:
        """Say whether nobody can tell of a number if it is 0."""
        return False

    def same(self, x: Any, y: Any) -> bool:
        """Say whether two numbers are the same, floats as far as a reader could tell."""
        return self.is_nothing(x - y)

    @property
    def is_exact(self) -> bool:
        """True unless floats take part."""
        return True

    def product(self, *factors: Array) -> Array:
        """Multiply matrices."""
        result = factors[0]
        for factor in factors[1:]:
            result = result @ factor
        return result

    def sizes(self, *factors: Array) -> Array:
        """Return the size of what was added up in each entry of a product; 0 of exact numbers."""
        return np.zeros((factors[0].shape[0], factors[-1].shape[1]))

    def agree(self, target: Array, *factors: Array) -> bool:
        """Say whether a matrix is a product of others, with nobody's doubt."""
        return bool(self.differing(target, *factors).size == 0)

    def differing(self, target: Array, *factors: Array) -> npt.NDArray[np.intp]:
        """Return the places (row, column) where a matrix is not the product of others."""
        residual = target - self.product(*factors)
        return np.argwhere(~self.nothing(residual, self.sizes(*factors)))


@dataclass(frozen=True)
class RationalArithmetic(Arithmetic):
    """Fractions."""

    def compared(self, relation: str, target: Array, *factors: Array) -> Check:
        return Check(relation, self.agree(target, *factors))

    def nothing(self, residual: Array, sizes: Array) -> npt.NDArray[np.bool_]:
        return np.asarray(residual == 0, dtype=bool)

    def shown(self, x: Any) -> Any:
        return int(x) if x.denominator == 1 else Fraction(x)


@dataclass(frozen=True)
class FunctionArithmetic(Arithmetic):
    """Elements of a field of fractions, equal as functions.

    Attributes
    ----------
    ring : ExactMatrix
        All matrices in one, for its ring and its zero test.
    """

    ring: ExactMatrix

    def compared(self, relation: str, target: Array, *factors: Array) -> Check:
        residual = target - self.product(*factors)
        return Check.exact(relation, *{self._vanishes(x) for x in residual.flat})

    def nothing(self, residual: Array, sizes: Array) -> npt.NDArray[np.bool_]:
        flat = [self._vanishes(x) is True for x in residual.flat]
        return np.array(flat, dtype=bool).reshape(residual.shape)

    def is_doubtful(self, x: Any) -> bool:
        return self._vanishes(x) is None

    def _vanishes(self, x: Any) -> bool | None:
        """Say whether an element is zero; None if that is not decided."""
        return self.ring.vanishes(getattr(x, "numer", x) if self._has_fractions else x)

    @property
    def _has_fractions(self) -> bool:
        return self.ring.relations is not None

    def shown(self, x: Any) -> Any:
        if not self._has_fractions:
            return self.ring.ring.to_sympy(x)
        field = self.ring.ring.get_field()
        lowest = self.ring.fraction(x.numer, x.denom)
        return field.to_sympy(lowest)


@dataclass(frozen=True)
class FloatArithmetic(Arithmetic):
    """Floats, with Higham's bound on what rounding may leave.

    Attributes
    ----------
    unit : float
        The unit roundoff of the coarsest floats that take part.
    roundings : int
        How many roundings an entry may have.
    """

    unit: float
    roundings: int

    @property
    def is_exact(self) -> bool:
        return False

    def gamma(self, roundings: int, unit: float | None = None) -> float:
        """Return γ = ku / (1 - ku) for k roundings; infinite where they may be everything."""
        share = roundings * (self.unit if unit is None else unit)
        return share / (1 - share) if share < 1 else float("inf")

    def compared(self, relation: str, target: Array, *factors: Array) -> Check:
        residual, bound, holds = self._judged(target, *factors)
        return Check(relation, bool(holds.all()), np.abs(residual), bound)

    def surely(self, target: Array, L: Array, U: Array) -> bool:
        """Say whether target = LU is seen within half the bound without all of |L||U|.

        Of the sum |L||U| its largest known parts are enough for most entries: |LU|, and the term
        with the pivot. For the few others it is added up.

        Parameters
        ----------
        target, L, U : (m, n), (m, k) and (k, n) arrays
            L lower and U upper triangular.
        """
        k = L.shape[1]
        if k <= DECIDED_EXACTLY:
            return False
        half = self.gamma(self.roundings) / 2
        with np.errstate(over="ignore", invalid="ignore"):
            residual = L @ U
            parts = np.abs(residual)
            np.subtract(target, residual, out=residual)
            np.abs(residual, out=residual)
            parts *= half
            if not np.isfinite(parts).all():
                return False
            rows, columns = np.nonzero(~(residual <= parts))
        pivots = np.minimum(rows, columns)
        seen = pivots < k
        terms = np.zeros(len(rows))
        terms[seen] = np.abs(L[rows[seen], pivots[seen]] * U[pivots[seen], columns[seen]])
        left = residual[rows, columns] > half * terms
        if left.sum() > MOST_ADDED_UP:
            return False
        return all(
            residual[i, j] <= half * float(np.abs(L[i]) @ np.abs(U[:, j]))
            for i, j in zip(rows[left], columns[left], strict=True)
        )

    def nothing(self, residual: Array, sizes: Array) -> npt.NDArray[np.bool_]:
        allowed = self.gamma(2 * self.roundings + 2) * sizes + self.roundings * REALMIN
        return np.asarray(np.abs(residual) <= np.where(sizes == 0, 0.0, allowed))

    def sizes(self, *factors: Array) -> Array:
        with np.errstate(over="ignore"):
            return self.product(*map(np.abs, factors))

    def differing(self, target: Array, *factors: Array) -> npt.NDArray[np.intp]:
        return np.argwhere(~self._judged(target, *factors)[2])

    def same(self, x: Any, y: Any) -> bool:
        return math.isclose(x, y, rel_tol=1e-9)

    def shown(self, x: Any) -> Any:
        return float(x)

    def agree(self, target: Array, *factors: Array) -> bool:
        residual, bound = self._with_bound(target, *factors)
        if self._surely_off(residual, bound).any():
            return False
        return bool(self._judged(target, *factors)[2].all())

    def _with_bound(self, target: Array, *factors: Array) -> tuple[FloatArray, FloatArray]:
        """Return the residual as floats give it, and Higham's bound."""
        with np.errstate(over="ignore", invalid="ignore"):
            residual = target - self.product(*factors)
            bound = self.gamma(self.roundings) * self.sizes(*factors)
        if not (np.isfinite(residual).all() and np.isfinite(bound).all()):
            raise LinalgError(
                "the product is beyond the range of floats, or has more roundings than these "
                "floats have digits; scale the matrices, or give exact numbers"
            )
        return residual, bound

    def _surely_off(self, residual: FloatArray, bound: FloatArray) -> npt.NDArray[np.bool_]:
        """Say where a residual is above its bound, whatever its own rounding was."""
        own = self.gamma(self.roundings + 2, 2.0**-53) / self.gamma(self.roundings)
        off: npt.NDArray[np.bool_] = np.abs(residual) > (
            (1.5 + own) * bound + self.roundings * REALMIN
        )
        return off

    def _judged(
        self, target: Array, *factors: Array
    ) -> tuple[FloatArray, FloatArray, npt.NDArray[np.bool_]]:
        """Return the residual, its bound, and where it is within.

        The residual has roundings of its own; where they could decide, it is computed exactly.
        """
        residual, bound = self._with_bound(target, *factors)
        sure = np.abs(residual) <= bound / 2
        doubtful = ~sure & ~self._surely_off(residual, bound)
        holds = sure
        if max((f.shape[0] for f in factors[1:]), default=1) <= DECIDED_EXACTLY:
            doubtful = np.ones_like(sure)
        for i, j in np.argwhere(doubtful):
            residual[i, j], bound[i, j], holds[i, j] = self._exactly(target, factors, i, j)
        return residual, bound, holds

    def _exactly(
        self, target: Array, factors: Sequence[Array], i: int, j: int
    ) -> tuple[float, float, bool]:
        """Compute one entry of the residual and of the bound in fractions."""
        if len(factors) == 1:
            left = target[i, j] - factors[0][i, j]
            return left, 0.0, left == 0
        row = [Fraction(x) for x in factors[0][i]]
        size = [abs(x) for x in row]
        for factor in factors[1:-1]:
            columns = [[Fraction(x) for x in column] for column in factor.T]
            row = [_dot(row, column) for column in columns]
            size = [_dot(size, list(map(abs, column))) for column in columns]
        last = [Fraction(x) for x in factors[-1][:, j]]
        residual = Fraction(target[i, j]) - _dot(row, last)
        share = self.roundings * Fraction(self.unit)
        bound = share / (1 - share) * _dot(size, list(map(abs, last)))
        bound += self.roundings * Fraction(np.finfo(float).smallest_subnormal)
        return float(residual), float(bound), abs(residual) <= bound


def _dot(x: Sequence[Fraction], y: Sequence[Fraction]) -> Fraction:
    return sum((a * b for a, b in zip(x, y, strict=True) if a and b), Fraction(0))


def arithmetic_of(grids: Mapping[str, Grid], roundings: int) -> tuple[Arithmetic, dict[str, Array]]:
    """Return the arithmetic that matrices need together, and the matrices in it.

    Parameters
    ----------
    grids : mapping of names to Grid
    roundings : int
        Of floats: how many roundings an entry of the product may have, the n of γₙ.

    Raises
    ------
    TypeError
        If one holds floats and another one symbols.
    """
    kinds = {grid.kind for grid in grids.values()}
    if "float" in kinds:
        unit = max(grid.eps for grid in grids.values() if grid.kind == "float") / 2
        floats = {name: grid.as_floats(name) for name, grid in grids.items()}
        return FloatArithmetic(unit, roundings), floats
    if kinds == {"rational"}:
        exact = {name: _objects(_fractions(grid), grid.shape) for name, grid in grids.items()}
        return RationalArithmetic(), exact
    whole = exact_matrix(Grid(list(chain.from_iterable(g.rows for g in grids.values())), (0, 0)))
    scaled = iter(zip(whole.rows, whole.scale, strict=True))
    arrays = {}
    for name, grid in grids.items():
        rows = [[whole.fraction(x, s) for x in row] for row, s in _take(scaled, grid.shape[0])]
        arrays[name] = _objects(rows, grid.shape)
    return FunctionArithmetic(whole), arrays


def _take(items: Any, count: int) -> list[Any]:
    return [next(items) for _ in range(count)]


def _fractions(grid: Grid) -> list[list[Fraction]]:
    return [[Fraction(x) for x in row] for row in grid.rows]


def _objects(rows: Sequence[Sequence[Any]], shape: tuple[int, int]) -> Array:
    array = np.empty(shape, dtype=object)
    for i, row in enumerate(rows):
        for j, x in enumerate(row):
            array[i, j] = x
    return array


def identity_like(array: Array, n: int) -> Array:
    """Return the identity matrix in the arithmetic of an array."""
    if array.dtype != object:
        return np.eye(n)
    zero = array.flat[0] - array.flat[0]
    result = np.empty((n, n), dtype=object)
    result.fill(zero)
    for i in range(n):
        result[i, i] = zero + 1
    return result
