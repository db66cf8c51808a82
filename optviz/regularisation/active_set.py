"""The lasso and the elastic net by their active set: which weights are not zero, and their signs.

With the set and the signs known, the weights solve a least-squares problem, here by a QR
factorisation of the columns themselves: XᵀX would square their condition. The set changes by one
weight at a time until no weight outside it pulls with more than λ.

Source: Lee, Battle, Raina and Ng, "Efficient sparse coding algorithms" (2006), section 3.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_triangular

__all__ = ["active_set_steps", "least_squares", "refined"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

EPS = float(np.finfo(float).eps)
DEPENDENT = 1e-12
"""A column with this share of its length outside the span of others depends on them."""


def least_squares(X: Floats, y: Floats) -> Floats:
    """Return the w that minimises ‖Xw - y‖ for independent columns, through X = QR.

    Examples
    --------
    >>> least_squares(np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([3.0, 1.0]))
    array([3. , 0.5])
    """
    Q, R = np.linalg.qr(X)
    return np.asarray(solve_triangular(R, Q.T @ y))


def refined(X: Floats, y: Floats, w: Floats, signs: Floats, strength: float) -> Floats:
    """Return weights that meet Xᵀ(y - Xw) = λ·signs more exactly, if they can be had.

    One step of iterative refinement with RᵀR = XᵀX, the residual taken from the columns.
    """
    if not len(w):
        return w
    R = np.linalg.qr(X, mode="r")
    for _ in range(2):
        off = X.T @ (y - X @ w) - strength * signs
        better = w + solve_triangular(R, solve_triangular(R, off, trans="T"))
        left = X.T @ (y - X @ better) - strength * signs
        if not np.abs(left).max() < np.abs(off).max():
            break
        w = better
    return w


def active_set_steps(
    X: Floats, y: Floats, flat: float, square: float, w: Floats
) -> Iterator[Floats]:
    """Yield the weights after each change of the active set, until none is needed.

    Parameters
    ----------
    X : ndarray, shape (m, n)
    y : ndarray, shape (m,)
    flat, square : float
        What multiplies ‖w‖₁ and ‖w‖₂² beside ½‖Xw - y‖².
    w : ndarray, shape (n,)
        Where to start.

    Examples
    --------
    >>> list(active_set_steps(np.diag([1.0, 2.0]), np.array([3.0, 1.0]), 1.0, 0.0, np.zeros(2)))
    [array([2., 0.]), array([2.  , 0.25])]
    """
    search = _Search(X, y, flat, square)
    w = search.on_independent_columns(w)
    settled = False
    while True:
        if (w != 0).any() and not settled:
            w = search.settled(w, np.sign(w))
            yield w
        pull = search.pull(w)
        wanting = np.where(w == 0, np.abs(pull) - flat - search.blur(w), -np.inf)
        j = int(wanting.argmax())
        if wanting[j] <= 0:
            return
        before = w
        w = search.entered(w, j, float(np.sign(pull[j])))
        settled = True
        if np.array_equal(w, before):
            return
        yield w


class _Search:
    """One problem: the columns, with a row below them for each weight whose square is paid for."""

    def __init__(self, X: Floats, y: Floats, flat: float, square: float) -> None:
        n = X.shape[1]
        below = np.sqrt(2 * square) * np.eye(n) if square else np.zeros((0, n))
        self.X = np.vstack([X, below])
        self.y = np.concatenate([y, np.zeros(len(below))])
        self.flat = flat
        self.lengths = np.linalg.norm(self.X, axis=0)

    def pull(self, w: Floats) -> Floats:
        """Return the pull of the data on each weight."""
        return np.asarray(self.X.T @ (self.y - self.X @ w))

    def blur(self, w: Floats) -> Floats:
        """The rounding of the pulls."""
        size = np.linalg.norm(self.y) + float(self.lengths @ np.abs(w))
        return np.asarray(16 * EPS * np.sqrt(len(w)) * self.lengths * size)

    def on_independent_columns(self, w: Floats) -> Floats:
        """The weights, without those whose columns depend on the ones before them."""
        kept, active = w.copy(), np.flatnonzero(w)
        chosen: list[int] = []
        if len(active) <= len(self.y):
            outside = np.abs(np.diagonal(np.linalg.qr(self.X[:, active], mode="r")))
            if (outside > DEPENDENT * self.lengths[active]).all():
                return kept
        for j in active.tolist():
            if self._outside(chosen, j) > DEPENDENT * self.lengths[j]:
                chosen.append(j)
            else:
                kept[j] = 0.0
        return kept

    def settled(self, w: Floats, signs: Floats) -> Floats:
        """The lowest point for these signs; a weight that would change its own becomes 0."""
        while True:
            active = np.flatnonzero(signs)
            aim = np.zeros_like(w)
            aim[active] = self._lowest(active, signs[active])
            crossing = active[signs[active] * aim[active] < 0] if self.flat else active[:0]
            if not len(crossing):
                return aim
            w, signs = self._to_first_zero(w, aim - w, signs, crossing)

    def entered(self, w: Floats, j: int, sign: float) -> Floats:
        """The lowest point with weight j beside those that are not zero."""
        signs = np.sign(w)
        active = np.flatnonzero(signs).tolist()
        if active and self._outside(active, j) <= DEPENDENT * self.lengths[j]:
            if not self.flat:
                return w
            # Along this direction the fit stays as it is, and ‖w‖₁ falls.
            way = np.zeros_like(w)
            way[active] = -sign * least_squares(self.X[:, active], self.X[:, j])
            way[j] = sign
            falling = np.array([a for a in active if w[a] * way[a] < 0], dtype=int)
            if not len(falling):
                return w
            signs[j] = sign
            w, signs = self._to_first_zero(w, way, signs, falling)
        else:
            signs[j] = sign
        return self.settled(w, signs)

    def _lowest(self, active: NDArray[np.intp], signs: Floats) -> Floats:
        X = self.X[:, active]
        if not len(active):
            return np.zeros(0)
        R = np.linalg.qr(X, mode="r")
        first = least_squares(X, self.y)
        shift = solve_triangular(R, solve_triangular(R, signs, trans="T"))
        return refined(X, self.y, first - self.flat * shift, signs, self.flat)

    def _outside(self, active: list[int], j: int) -> float:
        """Return the part of column j outside the span of others."""
        column = self.X[:, j]
        if not active:
            return float(self.lengths[j])
        fitted = self.X[:, active] @ least_squares(self.X[:, active], column)
        return float(np.linalg.norm(column - fitted))

    def _to_first_zero(
        self, w: Floats, way: Floats, signs: Floats, among: NDArray[np.intp]
    ) -> tuple[Floats, Floats]:
        """Go along a way until the first of some weights is 0; it leaves the set."""
        shares = -w[among] / way[among]
        first = shares.min()
        gone = among[shares <= first * (1 + 4 * EPS)]
        w, signs = w + first * way, signs.copy()
        w[gone] = 0.0
        signs[gone] = 0.0
        return w, signs
