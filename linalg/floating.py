"""Elimination in floating point: LAPACK's `getrf`, and the states it does not keep.

A pivot counts as zero below ``max(m, n) · eps · max|A|``, never by comparison with 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.linalg
from scipy.linalg import lapack

from linalg.errors import LinalgError, ZeroPivotError
from linalg.exchanges import order_after, places_after, sign
from linalg.immutable import Immutable, read_only
from linalg.matrices import FloatArray

EPS = float(np.finfo(np.float64).eps)
UNIT_ROUNDOFF = EPS / 2
REALMIN = float(np.finfo(np.float64).tiny)


@dataclass(frozen=True, eq=False)
class FloatFactors(Immutable):
    """L and U in one array, as LAPACK packs them, with the exchanges in order.

    Attributes
    ----------
    array : (m, n + r) array
        The matrix that was factored, right-hand sides after its n columns.
    packed : (m, n) array
        U on and above the diagonal, the multipliers below.
    exchanges : tuple
        For each column the row it was exchanged with, or None.
    tolerance : float
        Below it a pivot counts as zero.
    """

    array: FloatArray
    packed: FloatArray
    exchanges: tuple[int | None, ...]
    tolerance: float

    @cached_property
    def pivots(self) -> tuple[tuple[int, int], ...]:
        """The diagonal places whose entry does not count as zero."""
        diagonal = np.abs(np.diagonal(self.packed))
        return tuple((int(k), int(k)) for k in np.flatnonzero(diagonal > self.tolerance))

    @property
    def sources(self) -> tuple[int, ...]:
        """The rows whose multiples are subtracted, one for each of the `exchanges`."""
        return tuple(range(len(self.exchanges)))

    @cached_property
    def L(self) -> FloatArray:
        """The multipliers, (m, m), unit lower triangular."""
        m, n = self.packed.shape
        L = np.zeros((m, m), order="F")
        # LAPACK's arrays lie column by column: the transposes are worked on in order of memory.
        L.T[: min(m, n)] = np.triu(self.packed[:, :m].T, 1)
        np.fill_diagonal(L, 1.0)
        return read_only(L)

    @cached_property
    def U(self) -> FloatArray:
        """`getrf`'s U, (m, n), upper triangular and not always an echelon form."""
        return read_only(np.tril(self.packed.T).T)

    @cached_property
    def c(self) -> FloatArray:
        """The right-hand sides after elimination, (m, r): L⁻¹Pb."""
        order = order_after(self.exchanges, len(self.packed))
        return read_only(_forward(self.L, self.array[order, self.packed.shape[1] :]))

    def multiplier(self, i: int, k: int) -> float | None:
        """Return the multiplier in L's place (i, k), or None where it is zero."""
        return float(self.packed[i, k]) or None

    def determinant(self) -> float:
        """Return the determinant of a square A."""
        return float(sign(self.exchanges) * np.prod(np.diagonal(self.packed)))

    def backward_error(self) -> tuple[FloatArray, FloatArray]:
        """Return |PA - LU| and the bound on it, entry by entry."""
        m, n = self.packed.shape
        k = min(m, n)
        PA = self.array[order_after(self.exchanges, m), :n]
        roundings = (2 * k + 2) * UNIT_ROUNDOFF
        gamma = roundings / (1 - roundings)
        bound = gamma * (np.abs(self.L) @ np.abs(self.U)) + k * REALMIN
        return np.abs(PA - self.L @ self.U), bound

    def after_columns(self, k: int) -> FloatArray:
        """Return [A b] after elimination in its first `k` columns.

        Its trailing block is ``(PA)[k:, k:] - L[k:, :k] @ U[:k, k:]`` with the later exchanges
        undone; nothing was stored on the way.
        """
        m, n = self.packed.shape
        result = self.array[order_after(self.exchanges[:k], m)]
        result[:k, :n] = self.U[:k]
        result[:k, n:] = _forward(self.L[:k, :k], result[:k, n:])
        later = places_after(self.exchanges[k:], m, first=k)[k:]
        result[k:, k:] -= self.packed[later, :k] @ result[:k, k:]
        result[k:, :k] = 0
        return read_only(result)


def factor(array: FloatArray, width: int, pivoting: str) -> FloatFactors:
    """Factor the first `width` columns; ``"max"`` is `getrf`, the others go column by column."""
    A = array[:, :width]
    m, n = A.shape
    largest = float(max(A.max(initial=0.0), -A.min(initial=0.0)))
    tolerance = max(m, n) * EPS * largest
    exchanges: list[int | None]
    if pivoting != "max":
        packed, exchanges = _column_by_column(A, pivoting, tolerance)
    elif m == 0 or n == 0:
        packed, exchanges = A.copy(), []
    else:
        packed, rows, _ = lapack.dgetrf(A)
        exchanges = [int(i) if i != k else None for k, i in enumerate(rows)]
    if not np.isfinite(packed).all():
        raise LinalgError("the numbers overflow a float on the way; scale the matrix down")
    return FloatFactors(array, packed, tuple(exchanges), tolerance)


def rank(A: FloatArray) -> tuple[int, float]:
    """Return the numerical rank and the tolerance on the singular values that decides it."""
    if 0 in A.shape:
        return 0, 0.0
    values = scipy.linalg.svdvals(A)
    tolerance = max(A.shape) * EPS * float(values[0])
    return int(np.count_nonzero(values > tolerance)), tolerance


def _forward(L: FloatArray, b: FloatArray) -> FloatArray:
    """Solve Lc = b for unit lower triangular L."""
    if 0 in b.shape:
        return b.copy()
    solution: FloatArray = scipy.linalg.solve_triangular(L, b, lower=True, unit_diagonal=True)
    return solution


def _column_by_column(
    A: FloatArray, pivoting: str, tolerance: float
) -> tuple[FloatArray, list[int | None]]:
    """Take the first row whose entry does not count as zero; the largest where all do."""
    packed = A.copy()
    m, n = packed.shape
    exchanges: list[int | None] = []
    for k in range(min(m, n)):
        sizes = np.abs(packed[k:, k])
        usable = np.flatnonzero(sizes > tolerance)
        i = k + int(usable[0] if usable.size else sizes.argmax())
        if i != k:
            if pivoting == "none":
                raise ZeroPivotError(k, k, exchange_with=i, entry=float(packed[k, k]))
            packed[[k, i]] = packed[[i, k]]
        exchanges.append(i if i != k else None)
        if packed[k, k]:
            packed[k + 1 :, k] /= packed[k, k]
            packed[k + 1 :, k + 1 :] -= np.outer(packed[k + 1 :, k], packed[k, k + 1 :])
    return packed, exchanges
