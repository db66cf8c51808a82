"""Jacobians that keep their structure: small to store, multiplied without ever being written out.

The Jacobian of a ReLU layer on 4096 inputs is a 4096 × 4096 matrix that is diagonal, with zeros and
ones on the diagonal (CS231n, lecture 4). Back-propagation never forms it: it needs only the product
of a row vector with it. Each class here stores what the structure leaves free and multiplies from
both sides in time proportional to that; :meth:`StructuredMatrix.dense` writes the matrix out when
somebody asks and it fits in a stated amount of memory.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.calculus.figures import draw_pattern
from linalg.check import Check
from linalg.errors import LimitError, ShapeError
from linalg.record import Record

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "DENSE_LIMIT",
    "BlockDiagonal",
    "Dense",
    "Diagonal",
    "Kronecker",
    "LowRankPlusDiagonal",
    "Permutation",
    "StructuredMatrix",
]

Array = NDArray[Any]

DENSE_LIMIT = 2**28
"""The most bytes that :meth:`StructuredMatrix.dense` writes unless told otherwise: 256 MiB."""
DRAWN = 512
"""Up to so many rows and columns the pattern is drawn."""


class StructuredMatrix(Record, ABC):
    """An m × n matrix known through its structure.

    ``J @ v`` takes v of shape (n,) or (n, k), ``u @ J`` takes u of shape (m,) or (k, m). Both run
    without the dense matrix.
    """

    __array_ufunc__ = None  # so that NumPy leaves `array @ J` to __rmatmul__

    @property
    @abstractmethod
    def shape(self) -> tuple[int, int]:
        """Rows and columns, (m, n)."""

    @property
    @abstractmethod
    def dtype(self) -> np.dtype[Any]:
        """The type of an entry."""

    @property
    @abstractmethod
    def T(self) -> StructuredMatrix:
        """The transpose, with the same structure."""

    @abstractmethod
    def __abs__(self) -> StructuredMatrix:
        """A matrix of the same structure, no entry smaller than this one's in magnitude."""

    @abstractmethod
    def _times(self, v: Array) -> Array:
        """J v for v of shape (n, k)."""

    def __matmul__(self, v: ArrayLike) -> Array:
        v = np.asarray(v)
        if v.ndim not in (1, 2) or v.shape[0] != self.shape[1]:
            m, n = self.shape
            raise ShapeError(f"{m} × {n} times {v.shape}: the first axis must have length {n}")
        return self._times(v) if v.ndim == 2 else self._times(v[:, None])[:, 0]

    def __rmatmul__(self, u: ArrayLike) -> Array:
        return (self.T @ np.asarray(u).T).T

    @property
    def nbytes(self) -> int:
        """The bytes that are stored."""
        return _nbytes(tuple(vars(self).values()))

    @property
    def dense_nbytes(self) -> int:
        """The bytes that the dense matrix would take."""
        return prod(self.shape) * self.dtype.itemsize

    def dense(self, limit: int = DENSE_LIMIT) -> Array:
        """The matrix written out, shape (m, n).

        Parameters
        ----------
        limit : int
            The most bytes to spend.

        Raises
        ------
        LimitError
            When the dense matrix would take more than `limit` bytes.
        """
        if self.dense_nbytes > limit:
            m, n = self.shape
            raise LimitError(
                f"{m} × {n} dense takes {self.dense_nbytes:,} bytes, the limit is {limit:,} "
                f"(this structure stores {self.nbytes:,}): multiply with @, or raise the limit"
            )
        return self._dense()

    def _dense(self) -> Array:
        return self._times(np.eye(self.shape[1], dtype=self.dtype))

    def check(self, seed: int = 0) -> Check:
        """Say whether both products are of one matrix: u(Jv) = (uJ)v for random u and v."""
        rng, (m, n) = np.random.default_rng(seed), self.shape
        real = np.result_type(self.dtype, np.float32)
        u, v = rng.normal(size=m).astype(real), rng.normal(size=n).astype(real)
        residual = np.abs(u @ (self @ v) - (u @ self) @ v)
        bound = 2 * (m + n) * float(np.finfo(real).eps) * (np.abs(u) @ (abs(self) @ np.abs(v)))
        return Check("u(Jv) = (uJ)v", bool(residual <= bound), residual, bound)

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw where the entries are that are not zero.

        Raises
        ------
        LimitError
            For more than `DRAWN` rows or columns.
        """
        if max(self.shape) > DRAWN:
            raise LimitError(
                f"a pattern is drawn for at most {DRAWN} rows and columns, not {self.shape}"
            )
        return draw_pattern(self.dense(), ax)

    def _brief(self) -> str:
        m, n = self.shape
        return f"{m} × {n}: {self.nbytes:,} of {self.dense_nbytes:,} bytes"


@dataclass(frozen=True, eq=False)
class Diagonal(StructuredMatrix):
    """A diagonal matrix: the Jacobian of an elementwise function.

    Parameters
    ----------
    d : array of shape (n,)
        The diagonal.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.array([-1.0, 2.0, 3.0])
    >>> relu = Diagonal((x > 0).astype(float))
    >>> np.array([5.0, 6.0, 7.0]) @ relu
    array([0., 6., 7.])
    """

    d: Array

    def __post_init__(self) -> None:
        _require(self.d.ndim == 1, f"a diagonal is one vector, not of shape {self.d.shape}")
        super().__post_init__()

    @property
    def shape(self) -> tuple[int, int]:
        return self.d.size, self.d.size

    @property
    def dtype(self) -> np.dtype[Any]:
        return self.d.dtype

    @property
    def T(self) -> Diagonal:
        return self

    def __abs__(self) -> Diagonal:
        return Diagonal(np.abs(self.d))

    def __matmul__(self, v: ArrayLike) -> Array:
        v = np.asarray(v)
        return self.d * v if v.shape == self.d.shape else super().__matmul__(v)

    def _times(self, v: Array) -> Array:
        return self.d[:, None] * v

    def _dense(self) -> Array:
        return np.diag(self.d)


@dataclass(frozen=True, eq=False)
class Dense(StructuredMatrix):
    """A matrix without structure, shape (m, n): the Jacobian W of y = W x."""

    A: Array

    def __post_init__(self) -> None:
        _require(self.A.ndim == 2, f"a matrix has two axes, not the shape {self.A.shape}")
        super().__post_init__()

    @property
    def shape(self) -> tuple[int, int]:
        m, n = self.A.shape
        return m, n

    @property
    def dtype(self) -> np.dtype[Any]:
        return self.A.dtype

    @property
    def T(self) -> Dense:
        return Dense(self.A.T)

    def __abs__(self) -> Dense:
        return Dense(np.abs(self.A))

    def _times(self, v: Array) -> Array:
        return self.A @ v

    def _dense(self) -> Array:
        return self.A


@dataclass(frozen=True, eq=False)
class Permutation(StructuredMatrix):
    """A permutation matrix, (P x)[i] = x[p[i]]: the Jacobian of a reordering such as a flip.

    Parameters
    ----------
    p : integer array of shape (n,)
        Each of 0 … n - 1 once.

    Examples
    --------
    >>> import numpy as np
    >>> Permutation(np.array([2, 0, 1])) @ np.array([10, 20, 30])
    array([30, 10, 20])
    """

    p: NDArray[np.intp]

    def __post_init__(self) -> None:
        whole = self.p.ndim == 1 and np.array_equal(np.sort(self.p), np.arange(self.p.size))
        _require(whole, f"a permutation of n things holds each of 0 … n - 1 once, not {self.p}")
        super().__post_init__()

    @property
    def shape(self) -> tuple[int, int]:
        return self.p.size, self.p.size

    @property
    def dtype(self) -> np.dtype[Any]:
        return np.dtype(np.float64)

    @property
    def T(self) -> Permutation:
        return Permutation(np.argsort(self.p))

    def __abs__(self) -> Permutation:
        return self

    def _times(self, v: Array) -> Array:
        return v[self.p]


@dataclass(frozen=True, eq=False)
class Kronecker(StructuredMatrix):
    """The Kronecker product A ⊗ B: the Jacobian of a linear layer over a mini-batch is I ⊗ W.

    Parameters
    ----------
    A, B : structured matrices
        Of shapes (p, q) and (r, s); the product has the shape (pr, qs).

    Examples
    --------
    >>> import numpy as np
    >>> W = np.array([[1.0, 2.0]])
    >>> batch = Kronecker(Diagonal(np.ones(3)), Dense(W))
    >>> batch.shape
    (3, 6)
    >>> batch @ np.arange(6.0)
    array([ 2.,  8., 14.])
    """

    A: StructuredMatrix
    B: StructuredMatrix

    @property
    def shape(self) -> tuple[int, int]:
        return self.A.shape[0] * self.B.shape[0], self.A.shape[1] * self.B.shape[1]

    @property
    def dtype(self) -> np.dtype[Any]:
        return np.result_type(self.A.dtype, self.B.dtype)

    @property
    def T(self) -> Kronecker:
        return Kronecker(self.A.T, self.B.T)

    def __abs__(self) -> Kronecker:
        return Kronecker(abs(self.A), abs(self.B))

    def _times(self, v: Array) -> Array:
        # (A ⊗ B) vec(V) with vec row by row: A V Bᵀ, for each of the k columns at once.
        q, s, k = self.A.shape[1], self.B.shape[1], v.shape[1]
        p, r = self.A.shape[0], self.B.shape[0]
        right = self.B @ v.reshape(q, s, k).transpose(1, 0, 2).reshape(s, q * k)
        left = self.A @ right.reshape(r, q, k).transpose(1, 0, 2).reshape(q, r * k)
        return left.reshape(p * r, k)


@dataclass(frozen=True, eq=False)
class BlockDiagonal(StructuredMatrix):
    """Blocks along the diagonal: the Jacobian of a layer that treats each example by itself.

    Parameters
    ----------
    blocks : tuple of structured matrices
        At least one; they need not be square.
    """

    blocks: tuple[StructuredMatrix, ...]

    def __post_init__(self) -> None:
        _require(bool(self.blocks), "a block-diagonal matrix has at least one block")
        super().__post_init__()

    @property
    def shape(self) -> tuple[int, int]:
        return sum(B.shape[0] for B in self.blocks), sum(B.shape[1] for B in self.blocks)

    @property
    def dtype(self) -> np.dtype[Any]:
        return np.result_type(*(B.dtype for B in self.blocks))

    @property
    def T(self) -> BlockDiagonal:
        return BlockDiagonal(tuple(B.T for B in self.blocks))

    def __abs__(self) -> BlockDiagonal:
        return BlockDiagonal(tuple(map(abs, self.blocks)))

    def _times(self, v: Array) -> Array:
        ends = np.cumsum([B.shape[1] for B in self.blocks])[:-1]
        parts = np.split(v, ends)
        return np.concatenate([B @ part for B, part in zip(self.blocks, parts, strict=True)])


@dataclass(frozen=True, eq=False)
class LowRankPlusDiagonal(StructuredMatrix):
    """diag(d) + U Vᵀ: the softmax's Jacobian is diag(p) - p pᵀ, a diagonal plus rank one.

    Parameters
    ----------
    d : array of shape (n,)
        The diagonal.
    U, V : arrays of shape (n, k)
        The factors of the low-rank part; k is small.

    Examples
    --------
    >>> import numpy as np
    >>> p = np.array([0.2, 0.3, 0.5])
    >>> softmax = LowRankPlusDiagonal(p, -p[:, None], p[:, None])
    >>> (softmax @ np.ones(3)).round(12) + 0.0  # a shift of all scores changes nothing
    array([0., 0., 0.])
    """

    d: Array
    U: Array
    V: Array

    def __post_init__(self) -> None:
        n = self.d.size
        fits = self.d.ndim == 1 and self.U.ndim == 2 and self.U.shape == self.V.shape
        _require(
            fits and self.U.shape[0] == n,
            f"d, U, V need the shapes (n,), (n, k), (n, k), not "
            f"{self.d.shape}, {self.U.shape}, {self.V.shape}",
        )
        super().__post_init__()

    @property
    def shape(self) -> tuple[int, int]:
        return self.d.size, self.d.size

    @property
    def dtype(self) -> np.dtype[Any]:
        return np.result_type(self.d, self.U, self.V)

    @property
    def T(self) -> LowRankPlusDiagonal:
        return LowRankPlusDiagonal(self.d, self.V, self.U)

    def __abs__(self) -> LowRankPlusDiagonal:
        return LowRankPlusDiagonal(np.abs(self.d), np.abs(self.U), np.abs(self.V))

    def _times(self, v: Array) -> Array:
        low_rank: Array = self.U @ (self.V.T @ v)
        return self.d[:, None] * v + low_rank


def _require(holds: bool, message: str) -> None:
    if not holds:
        raise ShapeError(message)


def _nbytes(part: Any) -> int:
    if isinstance(part, tuple):
        return sum(_nbytes(each) for each in part)
    return int(part.nbytes)
