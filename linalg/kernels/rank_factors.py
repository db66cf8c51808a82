"""A = LU on the independent rows and columns of a float matrix, and all that is read off it.

Rank, null space, solutions, inverse, determinant, reduced form and subspaces come from one
`NumericalRank`, so that they agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.linalg
from scipy.linalg import lapack

from linalg.errors import LinalgError
from linalg.immutable import Immutable, read_only
from linalg.kernels.equilibration import (
    NOTHING,
    Equilibrated,
    IntArray,
    largest,
    ldexp,
    spacing,
)
from linalg.numbers.matrices import EPS, FloatArray

REALMIN = float(np.finfo(float).tiny)
LEAST_EXPONENT, MOST_EXPONENT = -1021, 1024
"""Of floats with all their digits, as `math.frexp` counts."""

CAUTION = 4.0
"""How many times max(m, n)·eps a residual may be, in units of the numbers it is made of."""


@dataclass(frozen=True, eq=False, kw_only=True)
class NumericalRank(Immutable):
    """Independent columns and rows of D₁AD₂, with A = LU on them.

    The rank is the number of singular values of D₁AD₂ above max(m, n)·eps·σ₁, where D₁ and D₂ are
    powers of 2 that bring rows and columns to one size. `getrf`'s U would not tell it: [0 1; 0 1]
    leaves two non-zero rows there.

    Attributes
    ----------
    scaled : Equilibrated
        D₁AD₂ and the exponents.
    eps : float
        The relative rounding of the entries of A: 2⁻⁵² of floats, 2⁻²³ of float32.
    singular_values : array
        Of D₁AD₂, the largest first.
    tolerance : float
        Singular values up to this count as zero.
    columns : tuple of int
        As many independent columns, the leftmost where they carry the rank.
    leftmost : bool
        Whether they are.
    gap : float
        How far another column of D₁AD₂ may be from the span of these: rounding.
    order : array of int
        The rows; those of `getrf`'s pivots in the columns first, which are independent.
    packed : (m, rank) array
        L and U of the rows in this order and the columns.
    """

    scaled: Equilibrated
    eps: float
    singular_values: FloatArray
    tolerance: float
    columns: tuple[int, ...]
    leftmost: bool
    gap: float
    order: list[int]
    packed: FloatArray

    @property
    def rank(self) -> int:
        """The number of independent columns."""
        return len(self.columns)

    @property
    def free_columns(self) -> tuple[int, ...]:
        """The columns that are combinations of the independent ones."""
        taken = set(self.columns)
        return tuple(j for j in range(self.scaled.matrix.shape[1]) if j not in taken)

    @cached_property
    def weights(self) -> FloatArray:
        """W, (m - r) × r: each row after the first r in `order` as a combination of those."""
        r = self.rank
        if 0 in (r, len(self.packed) - r):
            return np.zeros((len(self.packed) - r, r))
        L = self.packed[:r]
        return scipy.linalg.solve_triangular(  # type: ignore[no-any-return]
            L.T, self.packed[r:].T, lower=False, unit_diagonal=True
        ).T

    @cached_property
    def coefficients(self) -> FloatArray:
        """X, r × (n - r): each free column of D₁AD₂ as a combination of the independent ones."""
        free = np.array(self.free_columns, dtype=int)
        X = np.zeros((self.rank, len(free)))
        # Where the leftmost columns carry the rank, a column is a combination of those before it.
        before = np.searchsorted(self.columns, free) if self.leftmost else 0 * free + self.rank
        for k in set(before.tolist()):
            same = before == k
            X[:k, same] = self._in_columns(self.scaled.matrix[:, free[same]], k)
        return X

    @cached_property
    def reduced(self) -> FloatArray:
        """R of A, (m, n), the reduced echelon form."""
        R = np.zeros(self.scaled.matrix.shape)
        columns, free = list(self.columns), list(self.free_columns)
        exponents = self.scaled.columns
        R[: self.rank, free] = ldexp(
            self.coefficients, exponents[columns][:, None] - exponents[free]
        )
        if not np.isfinite(R).all():
            raise LinalgError("the reduced form is beyond the range of floats; scale the columns")
        R[np.arange(self.rank), columns] = 1.0
        return read_only(R)

    @cached_property
    def null_vectors(self) -> tuple[FloatArray, ...]:
        """The special solutions of Ax = 0, each (n, 1), read off R."""
        vectors = []
        for column in self.free_columns:
            x = np.zeros((self.scaled.matrix.shape[1], 1))
            x[list(self.columns), 0] = 0.0 - self.reduced[: self.rank, column]
            x[column] = 1.0
            vectors.append(read_only(x))
        return tuple(vectors)

    @cached_property
    def left_null_vectors(self) -> tuple[FloatArray, ...]:
        """A basis of the y with yᵀA = 0, each (m, 1): a row less the combination that it is."""
        return tuple(self._difference(k) for k in range(len(self.packed) - self.rank))

    def solve(self, b: FloatArray) -> tuple[FloatArray, FloatArray | None, float]:
        """Return x with Ax = b and 0 for free unknowns, and the reason if there is no such x.

        Parameters
        ----------
        b : (m, k) array

        Returns
        -------
        x : (n, k) array
        evidence : (m, 1) array or None
            If a residual is larger than rounding: y with yᵀA = 0 although yᵀb ≠ 0.
        limit : float
            What yᵀb may be and still count as zero.
        """
        if not b.any():
            return np.zeros((self.scaled.matrix.shape[1], b.shape[1])), None, self.tolerance
        for k, i in enumerate(self.order[self.rank :]):
            if b[i].any() and not self.scaled.matrix[i].any():  # 0 = 1, whatever the scale
                return np.zeros((self.scaled.matrix.shape[1], b.shape[1])), self._difference(k), 0.0
        rows, columns = self.scaled.rows[:, None], list(self.columns)
        common = -_exponents(b, rows)
        d = ldexp(b, rows + common)
        y = self._in_columns(d)
        x = np.zeros((self.scaled.matrix.shape[1], b.shape[1]))
        x[columns] = ldexp(y, self.scaled.columns[columns][:, None] - common)
        if not np.isfinite(x).all():
            raise LinalgError("the solution is beyond the range of floats; scale the system")
        others = self.order[self.rank :]
        residual = np.abs(d - self.scaled.matrix[:, columns] @ y)[others]
        limits = self._limits(y, d)[others]
        if (residual > limits).any():
            with np.errstate(divide="ignore", invalid="ignore"):
                excess = np.where(residual > limits, residual / limits, 0.0)
            worst, column = map(int, np.unravel_index(int(excess.argmax()), excess.shape))
            y = self._difference(worst)
            shift = int(np.frexp(y[others[worst], 0])[1]) - 1
            limit = ldexp(limits[worst, column], shift - rows[others[worst], 0] - common[column])
            return x, y, float(limit)
        return x, None, self.tolerance

    def contradicts(self, y: FloatArray, b: FloatArray, limit: float) -> bool:
        """Say whether yᵀb is more than the limit, for one of the right-hand sides.

        Parameters
        ----------
        y : (m, 1) array
        b : (m, k) array
        limit : float
            As `solve` returned it.
        """
        taken = y[:, 0] != 0
        rows, y, b = self.scaled.rows[taken, None], y[taken], b[taken]
        of_y, of_b = -_exponents(y, -rows), -_exponents(b, rows)
        yb = np.abs(ldexp(y, of_y - rows).T @ ldexp(b, of_b + rows))
        return bool((yb > ldexp(np.asarray(limit), of_y + of_b)).any())

    def residual(self, x: FloatArray, b: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return |Ax - b| and how large it may be, entry by entry, where x comes from this.

        Both with the rows of A and b scaled as in D₁A, and each column of x and b by a power of 2
        that brings its largest number to 1: no size of entry is then beyond the range of floats.
        With y = D₂⁻¹x and |L||U| for the size of the numbers on the way: a solution by A = LU
        has |D₁(Ax - b)| ≤ γ|L||U||y| in the rows solved; the other rows are combinations of those.

        Source: N. Higham, Accuracy and Stability of Numerical Algorithms, theorem 9.4.

        Parameters
        ----------
        x : (n, k) array
        b : (m, k) array
        """
        unknowns, right = -self.scaled.columns[:, None], self.scaled.rows[:, None]
        common = -np.maximum(_exponents(x, unknowns), _exponents(b, right))
        y, d = ldexp(x, unknowns + common), ldexp(b, right + common)
        lost = spacing(unknowns + common)
        return self._residual(y, d, lost)

    def residual_of_inverse(self, X: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return |AX - I| and |XA - I| and how large they may be, (2, n, n), where X solved AX = I.

        Both with the rows and columns of I scaled like those of A. Each column of X solves a
        system, which bounds E = AX - I entry by entry, |E| ≤ B. Of the other side,
        XA - I = A⁻¹EA with A⁻¹ = X(I + E)⁻¹, so that |XA - I| ≤ |X|(I - B)⁻¹B|A| as long as I - B
        has a non-negative inverse; where it has none, nothing is known.

        Parameters
        ----------
        X : (n, n) array
        """
        A, n = self.scaled.matrix, len(X)
        shifts = -self.scaled.columns[:, None] - self.scaled.rows
        X, lost = ldexp(X, shifts), spacing(shifts)
        E, B = self._residual(X, np.eye(n), lost)
        with np.errstate(over="ignore", invalid="ignore"):
            series = np.linalg.solve(np.eye(n) - B, B @ np.abs(A)) if n else B
            bound = np.abs(X) @ np.abs(series) + 2 * n * EPS * (np.abs(X) @ np.abs(A))
            bound += lost @ np.abs(A) + n * REALMIN
            return (
                np.stack([E, np.abs(X @ A - np.eye(n))]),
                np.stack([B, np.where(series < 0, np.inf, bound)]),
            )

    def _residual(
        self, y: FloatArray, d: FloatArray, lost: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """Return |D₁AD₂y - d| and its bound, where y was rounded to multiples of `lost`."""
        columns, free = list(self.columns), list(self.free_columns)
        A = self.scaled.matrix
        with np.errstate(over="ignore", invalid="ignore"):
            sizes = np.abs(y) + lost
            sizes = sizes[columns] + np.abs(self.coefficients) @ sizes[free]
            bound = self._limits(sizes, d) + np.abs(A) @ lost + sum(A.shape) * REALMIN
            return np.abs(A @ y - d), bound

    def combination(self, y: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return |yᵀA| and how large it may be, (1, n), where y comes from this.

        Both with the columns of A scaled as in AD₂, and y by a power of 2 that brings D₁⁻¹y to 1.

        Parameters
        ----------
        y : (m, 1) array
        """
        r, order, A = self.rank, self.order, self.scaled.matrix
        shifts = -self.scaled.rows[:, None]
        shifts = shifts - _exponents(y, shifts)
        w, lost = ldexp(y, shifts), spacing(shifts)
        M, columns = np.abs(A), list(self.columns)
        L, U = self._sizes()
        M[np.ix_(order, columns)] += L @ U
        M[:, list(self.free_columns)] += M[:, columns] @ np.abs(self.coefficients)
        unit = CAUTION * max(*M.shape, 1) * (EPS if r == M.shape[1] else self.eps)
        with np.errstate(over="ignore", invalid="ignore"):
            bound: FloatArray = unit * (np.abs(w).T @ M) + lost.T @ np.abs(A)
            bound[:, list(self.free_columns)] += self.gap * np.abs(w).sum()
            return np.abs(w.T @ A), bound + sum(A.shape) * REALMIN

    def _sizes(self) -> tuple[FloatArray, FloatArray]:
        """Return |L|, (m, r), and |U|, (r, r), of the rows in order and the columns."""
        L, U = np.abs(np.tril(self.packed, -1)), np.abs(np.triu(self.packed[: self.rank]))
        L[np.diag_indices(self.rank)] = 1.0
        return L, U

    @cached_property
    def _inverse_sizes(self) -> FloatArray:
        """|L⁻¹| of the independent rows, (r, r)."""
        L = np.tril(self.packed[: self.rank], -1) + np.eye(self.rank)
        inverse: FloatArray = scipy.linalg.solve_triangular(L, np.eye(self.rank), lower=True)
        return np.abs(inverse)

    def _limits(self, y: FloatArray, b: FloatArray) -> FloatArray:
        """Return the residuals of D₁AD₂y = D₁b that are rounding, of coefficients y."""
        r, order = self.rank, self.order
        L, U = self._sizes()
        full = r == self.scaled.matrix.shape[0] == self.scaled.matrix.shape[1]
        unit = CAUTION * max(*self.scaled.matrix.shape, 1) * (EPS if full else self.eps)
        limits = L @ (U @ (unit * np.abs(y))) + unit * np.abs(b[order])
        W = np.abs(self.weights)
        limits[r:] += W @ limits[:r]
        if self.free_columns:
            missed = 1 + (L @ self._inverse_sizes).sum(axis=1)
            missed *= self.scaled.matrix[order].any(axis=1)  # a row of zeros is exact
            limits += self.gap * missed[:, None] * np.abs(y).sum(axis=0)
        return np.asarray(limits)[np.argsort(order)]

    def _in_columns(self, b: FloatArray, k: int | None = None) -> FloatArray:
        """Return the coefficients of b in the first k independent columns, by as many rows."""
        k = self.rank if k is None else k
        if 0 in (k, b.shape[1]):
            return np.zeros((k, b.shape[1]))
        solution, _ = lapack.dgetrs(self.packed[:k, :k], np.arange(k), b[self.order[:k]])
        return np.asarray(solution, dtype=float)

    def _difference(self, k: int) -> FloatArray:
        """Return the k-th dependent row less the combination that it is, as an (m, 1) y."""
        rows, chosen = self.scaled.rows, self.order[: self.rank]
        i = self.order[self.rank + k]
        weights = self.weights[k]
        exponents = np.frexp(weights)[1] + rows[chosen] - rows[i]
        exponents = exponents[weights != 0].astype(np.int64)
        low, high = int(exponents.min(initial=1)), int(exponents.max(initial=1))
        shift = 0  # row i itself is taken once, unless floats do not reach as far
        if low < LEAST_EXPONENT or high > MOST_EXPONENT:
            shift = (LEAST_EXPONENT + MOST_EXPONENT - low - high) // 2
        if high - low > MOST_EXPONENT - LEAST_EXPONENT:
            raise LinalgError("the combination is beyond the range of floats; scale the rows")
        y = np.zeros((len(self.order), 1))
        y[chosen, 0] = 0.0 - ldexp(weights, rows[chosen] - rows[i] + shift)
        y[i] = float(np.ldexp(1.0, shift))
        return read_only(y)


def _exponents(x: FloatArray, shifts: IntArray) -> IntArray:
    """Return for each column of x, times 2 to the `shifts`, the exponent of its largest entry."""
    sizes = np.where(x != 0, np.frexp(x)[1] + shifts, NOTHING)
    return largest(sizes, 0)
