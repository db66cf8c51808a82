"""Elimination in floating point: LAPACK's `getrf`, and the states it does not keep.

A pivot counts as zero not by comparison with 0, but where it is below max(m, n)·eps once the
largest entries of rows and columns are brought to 1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.linalg
from scipy.linalg import lapack

from linalg.errors import LinalgError, ZeroPivotError
from linalg.immutable import Immutable, read_only
from linalg.kernels.equilibration import (
    NOTHING,
    SMALLEST,
    IntArray,
    largest,
    largest_to_one,
    ldexp,
    spacing,
)
from linalg.kernels.exchanges import order_after, places_after, sign
from linalg.kernels.numerical_rank import numerical_rank
from linalg.kernels.rank_factors import NumericalRank
from linalg.numbers.matrices import EPS, FloatArray

UNIT_ROUNDOFF = EPS / 2
REALMIN = float(np.finfo(np.float64).tiny)

BEYOND = "the determinant is beyond the range of floats; scale A, or compute exactly"


@dataclass(frozen=True, eq=False, kw_only=True)
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
    eps : float
        The relative rounding of the entries.
    places : tuple of (row, column), optional
        The pivots, if they do not all stand on the diagonal.
    zeroed : (m, n) array, optional
        What was taken for zero was at most so large.
    """

    array: FloatArray
    packed: FloatArray
    exchanges: tuple[int | None, ...]
    eps: float = EPS
    places: tuple[tuple[int, int], ...] | None = None
    zeroed: FloatArray | None = None

    @cached_property
    def numerical_rank(self) -> NumericalRank:
        """The numerical rank of A, with its independent rows and columns."""
        return numerical_rank(self.array[:, : self.packed.shape[1]], self.eps)

    @cached_property
    def pivots(self) -> tuple[tuple[int, int], ...]:
        """The places of pivots that do not count as zero; all on the diagonal of full rank."""
        if self.places is not None:
            return self.places
        diagonal, (m, n) = np.abs(np.diagonal(self.packed)), self.packed.shape
        if self.numerical_rank.rank == m == n:
            return tuple((k, k) for k in range(n))
        order = order_after(self.exchanges, m)[: len(diagonal)]
        tolerances = zero_tolerances(self.array[:, :n], self.eps)
        usable = diagonal > tolerances[order, range(len(diagonal))]
        return tuple((int(k), int(k)) for k in np.flatnonzero(usable))

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
        """Return the determinant of a square A, which is 0 where A is singular within rounding."""
        if self.numerical_rank.rank < len(self.packed):
            return 0.0
        determinant = self.product_of_pivots()
        if not determinant:
            raise LinalgError(BEYOND)
        return determinant

    def product_of_pivots(self) -> float:
        """Multiply the diagonal of U, with the sign of the exchanges.

        Raises
        ------
        LinalgError
            If the product is too large for a float; one too small is 0.
        """
        mantissas, exponents = np.frexp(np.diagonal(self.packed))
        product, exponent = float(sign(self.exchanges)), int(exponents.sum())
        for mantissa in mantissas:
            product, shift = math.frexp(product * float(mantissa))
            exponent += shift
        try:
            return math.ldexp(product, exponent)
        except OverflowError:
            raise LinalgError(BEYOND) from None

    def backward_error(self) -> tuple[FloatArray, FloatArray]:
        """Return |PA - LU| and the bound on it, entry by entry.

        Both with the rows and columns scaled by the powers of 2 in `scales`.
        """
        return self.residual_of(self.U)

    def residual_of(
        self, product: FloatArray, lost: FloatArray | float = 0.0, roundings: int = 0
    ) -> tuple[FloatArray, FloatArray]:
        """Return |PA - L·product| and the bound on it, where the product was to be U.

        Parameters
        ----------
        product : (m, n) array
        lost : array, optional
            What entries of it may have lost next to 0.
        roundings : int
            How many more each entry of it may have than those of U.
        """
        m, n = self.packed.shape
        k, order = min(m, n), order_after(self.exchanges, m)
        rows, inner, columns = self.scales
        rows, inner = rows[:, None], inner[:, None]
        L, U = ldexp(self.L, rows - inner.T), ldexp(self.U, inner + columns)
        L[:, ~self.U.any(axis=1)] = 0
        PA = ldexp(self.array[order, :n], rows + columns)
        roundings += 2 * k + 2
        gamma = roundings * UNIT_ROUNDOFF / (1 - roundings * UNIT_ROUNDOFF)
        # A number next to 0 has lost digits, times what it is multiplied by.
        # The factors are at most 2 in size, so that it may be as large as floats nearly are.
        lost_of_L = spacing(rows - inner.T, most=1000)
        lost_of_U = spacing(inner + columns, SMALLEST + lost, most=1000)
        with np.errstate(over="ignore", invalid="ignore"):
            bound = gamma * (np.abs(L) @ np.abs(U)) + k * (
                REALMIN + spacing(rows + columns, most=1000)
            )
            bound += k * (lost_of_L @ np.abs(U) + np.abs(L) @ lost_of_U)
            if self.zeroed is not None:
                bound += ldexp(self.zeroed[order], rows + columns)
            return np.abs(PA - L @ ldexp(product, inner + columns)), bound

    @cached_property
    def scales(self) -> tuple[IntArray, IntArray, IntArray]:
        """Exponents for the rows of PA, those of U and the columns.

        The largest entries of L and U are 1 with them, and no product is beyond the range.
        """
        columns = largest_to_one(self.array[:, : self.packed.shape[1]])[1]
        U = np.where(self.U != 0, np.frexp(self.U)[1] - 1 + columns, NOTHING)
        inner = -largest(U, 1)
        L = np.where((self.L != 0) & self.U.any(axis=1), np.frexp(self.L)[1] - 1 - inner, NOTHING)
        return -largest(L, 1), inner, columns

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
        for r, c in self.places or ():
            if r < k:
                result[k:, c] = 0
        return read_only(result)


def factor(array: FloatArray, width: int, pivoting: str, eps: float = EPS) -> FloatFactors:
    """Factor the first `width` columns; ``"max"`` is `getrf`, the others go column by column."""
    A = array[:, :width]
    m, n = A.shape
    exchanges: list[int | None]
    if pivoting == "none":
        return without_exchanges(array, width, eps)
    if pivoting == "nonzero":
        packed, exchanges = _by_columns(A, zero_tolerances(A, eps))
    elif m == 0 or n == 0:
        packed, exchanges = A.copy(), []
    else:
        packed, rows, _ = lapack.dgetrf(A)
        exchanges = [int(i) if i != k else None for k, i in enumerate(rows)]
        tiny = (np.abs(np.diagonal(packed)) < REALMIN).any()
        if tiny and not _holds(
            FloatFactors(array=array, packed=packed, exchanges=tuple(exchanges), eps=eps)
        ):
            # OpenBLAS 0.3.31 neither exchanges nor divides where a pivot is below this, and not 0.
            packed, exchanges = _by_columns(A, np.full(A.shape, np.inf))
            if not _holds(
                FloatFactors(
                    array=array, packed=_finite(packed), exchanges=tuple(exchanges), eps=eps
                )
            ):
                raise LinalgError("the numbers are beyond the range of floats; scale the matrix")
    return FloatFactors(array=array, packed=_finite(packed), exchanges=tuple(exchanges), eps=eps)


def _holds(factors: FloatFactors) -> bool:
    residual, bound = factors.backward_error()
    return bool((residual <= bound).all())


def without_exchanges(array: FloatArray, width: int, eps: float = EPS) -> FloatFactors:
    """Factor A = LU as it stands, if that is possible within rounding.

    The pivot of a row is its first entry that is not zero. An entry counts as zero where it is
    within max(m, n)·eps of the numbers that it was made of, and is then set to 0; a pivot with
    something below it counts as zero by `zero_tolerances`. A symmetric matrix stays symmetric.

    Raises
    ------
    ZeroPivotError
        Where the rows would have to change places.
    """
    W = array[:, :width].copy()
    m, n = W.shape
    k, unit = min(m, n), max(m, n, 1) * eps
    L, sizes, zeroed = np.zeros((m, n)), np.abs(W), np.zeros((m, n))
    tolerances = zero_tolerances(W, eps)
    symmetric = m == n and np.array_equal(W, W.T)
    places = []
    for r in range(k):
        entry, below = float(W[r, r]), slice(r + 1, m)
        small = np.abs(W[r:, r:]) <= unit * sizes[r:, r:]
        found = np.flatnonzero(~small[0])
        c = r + int(found[0]) if found.size else n
        _take_for_zero(W, zeroed, slice(r, r + 1), slice(r, c), unit * sizes)
        if c > r:
            blocked = np.abs(W[below, r]) > unit * sizes[below, r]
            if blocked.any():
                other = int(np.where(blocked, np.abs(W[below, r]), 0).argmax())
                raise ZeroPivotError(r, r, r + 1 + other, entry=entry)
            _take_for_zero(W, zeroed, below, slice(r, r + 1), unit * sizes)
        if c < n:
            places.append((r, c))
            to_clear = ~small[1:, c - r]
            if to_clear.any() and abs(W[r, c]) <= tolerances[r, c]:
                column = np.where(to_clear, np.abs(W[below, c]), 0.0)
                raise ZeroPivotError(r, c, r + 1 + int(column.argmax()), entry=float(W[r, c]))
            with np.errstate(over="ignore"):
                L[below, r] = np.where(to_clear, W[below, c] / W[r, c], 0.0)
            zeroed[below, c] = np.where(to_clear, 0.0, unit * sizes[below, c])
            with np.errstate(over="ignore", invalid="ignore"):
                W[below, r:] -= np.outer(L[below, r], W[r, r:])
                sizes[below, r:] += np.outer(np.abs(L[below, r]), np.abs(W[r, r:]))
            W[below, c] = 0.0
            if symmetric:
                for M in (W, sizes):
                    M[below, below] = np.triu(M[below, below]) + np.triu(M[below, below], 1).T
    packed = _finite(np.asfortranarray(np.triu(W) + np.tril(L, -1)))
    _finite(sizes)
    return FloatFactors(
        array=array,
        packed=packed,
        exchanges=(None,) * k,
        eps=eps,
        places=tuple(places),
        zeroed=zeroed,
    )


def _take_for_zero(
    W: FloatArray, zeroed: FloatArray, rows: slice, columns: slice, limits: FloatArray
) -> None:
    zeroed[rows, columns] = limits[rows, columns]
    W[rows, columns] = 0.0


def _finite(packed: FloatArray) -> FloatArray:
    if not np.isfinite(packed).all():
        raise LinalgError("the numbers overflow a float on the way; scale the matrix down")
    return packed


def zero_tolerances(A: FloatArray, eps: float) -> FloatArray:
    """Return for each place of A the size up to which a pivot counts as zero, (m, n)."""
    rows, columns = largest_to_one(A)
    unit = max(*A.shape, 1) * eps
    tolerances: FloatArray = np.ldexp(unit, -rows[:, None] - columns)
    return tolerances


def _forward(L: FloatArray, b: FloatArray) -> FloatArray:
    """Solve Lc = b for unit lower triangular L."""
    if 0 in b.shape:
        return b.copy()
    solution: FloatArray = scipy.linalg.solve_triangular(L, b, lower=True, unit_diagonal=True)
    return solution


def _by_columns(A: FloatArray, tolerances: FloatArray) -> tuple[FloatArray, list[int | None]]:
    """Take the first row whose entry is above its tolerance; the largest where none is."""
    packed, tolerances = A.copy(), tolerances.copy()
    m, n = packed.shape
    exchanges: list[int | None] = []
    for k in range(min(m, n)):
        sizes = np.abs(packed[k:, k])
        usable = np.flatnonzero(sizes > tolerances[k:, k])
        i = k + int(usable[0] if usable.size else sizes.argmax())
        if i != k:
            packed[[k, i]] = packed[[i, k]]
            tolerances[[k, i]] = tolerances[[i, k]]
        exchanges.append(i if i != k else None)
        if packed[k, k]:
            with np.errstate(over="ignore", invalid="ignore"):
                packed[k + 1 :, k] /= packed[k, k]
                packed[k + 1 :, k + 1 :] -= np.outer(packed[k + 1 :, k], packed[k, k + 1 :])
    return packed, exchanges
