"""The independent rows and columns of a float matrix, decided once for every answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.linalg
from scipy.linalg import lapack

from linalg.kernels.equilibration import (
    Equilibrated,
    equilibrate,
)
from linalg.kernels.rank_factors import NumericalRank
from linalg.numbers.matrices import EPS, FloatArray


def numerical_rank(A: FloatArray, eps: float = EPS) -> NumericalRank:
    """Decide which columns and rows are independent.

    Parameters
    ----------
    A : (m, n) array
    eps : float
        The relative rounding of its entries.

    Examples
    --------
    >>> numerical_rank(np.array([[0.0, 1.0], [0.0, 1.0]])).columns
    (1,)
    >>> numerical_rank(np.array([[1e10, 0.0], [0.0, 1e-8]])).rank
    2
    """
    found = _judged(equilibrate(A), eps)
    sizes = np.abs(found.scaled.matrix)
    if ((sizes > 0) & (sizes < EPS)).any():  # very small entries may have spoilt the scaling
        found = max(found, _judged(equilibrate(A, closest=False), eps), key=_Judged.merit)
    r, scaled, values, tolerance = found.rank, found.scaled, found.values, found.tolerance
    M = scaled.matrix
    columns, leftmost, gap = _independent_columns(M, r, tolerance)
    order, packed = list(range(len(M))), np.zeros((len(M), 0))
    if r:
        packed, exchanges, _ = lapack.dgetrf(M[:, list(columns)])
        for k, i in enumerate(exchanges):
            order[k], order[i] = order[i], order[k]
    return NumericalRank(
        scaled=scaled,
        eps=eps,
        singular_values=values,
        tolerance=tolerance,
        columns=columns,
        leftmost=leftmost,
        gap=gap,
        order=order,
        packed=packed,
    )


@dataclass(frozen=True, eq=False)
class _Judged:
    """The rank in one scaling: what is independent in any is so."""

    rank: int
    scaled: Equilibrated
    values: FloatArray
    tolerance: float

    def merit(self) -> tuple[int, float]:
        """The rank, then how far its smallest singular value is from 0."""
        return self.rank, float(self.values[self.rank - 1] / self.values[0]) if self.rank else 0.0


def _judged(scaled: Equilibrated, eps: float) -> _Judged:
    M = scaled.matrix
    values = scipy.linalg.svdvals(M) if M.size else np.zeros(0)
    tolerance = max(*M.shape, 1) * eps * float(values.max(initial=0.0))
    return _Judged(int(np.count_nonzero(values > tolerance)), scaled, values, tolerance)


def numpy_rank(A: FloatArray, eps: float = EPS) -> int | None:
    """Return what `numpy.linalg.matrix_rank` says of A as given; of float16 it says nothing.

    Parameters
    ----------
    A : (m, n) array
    eps : float
        The relative rounding of the entries, which tells their type.
    """
    if not A.size:
        return 0
    for kind in (np.float64, np.float32):
        if float(np.finfo(kind).eps) == eps:
            return int(np.linalg.matrix_rank(A.astype(kind)))
    return None


def _independent_columns(
    M: FloatArray, r: int, tolerance: float
) -> tuple[tuple[int, ...], bool, float]:
    """Return r independent columns, whether leftmost, and how far the others are at most."""
    if r == M.shape[1]:
        return tuple(range(r)), True, 0.0
    threshold, leftmost = tolerance, _leftmost(M, tolerance)
    while len(leftmost) > r:  # each is missed by more than the tolerance, all together by less
        threshold *= 2
        leftmost = _leftmost(M, threshold)
    if len(leftmost) == r:
        return tuple(leftmost), True, threshold
    R, order = scipy.linalg.qr(M, mode="r", pivoting=True)
    gap = float(np.abs(R[r:]).sum(axis=0).max(initial=0.0))
    return tuple(sorted(map(int, order[:r]))), False, gap


def _leftmost(M: FloatArray, tolerance: float) -> list[int]:
    """Take each column that the columns before it leave more than the tolerance of."""
    m, n = M.shape
    basis: FloatArray = np.zeros((m, min(m, n)), order="F")
    columns: list[int] = []
    for j in range(n):
        rest, Q = M[:, j].copy(), basis[:, : len(columns)]
        for _ in range(2):  # once more, since one projection loses digits
            rest -= Q @ (Q.T @ rest)
        size = float(np.sqrt(rest @ rest))
        if size > tolerance:
            if len(columns) == min(m, n):
                return [*columns, j]  # more than there can be: the tolerance does not separate
            basis[:, len(columns)] = rest / size
            columns.append(j)
    return columns
