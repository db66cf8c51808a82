"""Least squares of two weights under a penalty: the constrained and the penalised solution.

Two forms of one problem. Constrained: the lowest loss within a ball. Penalised: the lowest
f(w) + λ · penalty(w). For a convex penalty each λ has its ball and each ball its λ.

Source: Hastie, Tibshirani and Friedman, "The elements of statistical learning", section 3.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from optviz.planar.planar_loss import Number, Pair, PlanarLoss, quotient
from optviz.planar.touch import Touch
from optviz.regularisation.balls import Ball
from optviz.regularisation.linear_fit import LinearFit
from optviz.regularisation.penalties import L1, MaxNorm, MixedPenalty
from optviz.regularisation.penalty import Penalty, SeparablePenalty
from optviz.regularisation.proximal import coordinate_descent, fista

__all__ = ["constrained", "penalised"]

Floats = NDArray[np.float64]


def constrained(loss: PlanarLoss, penalty: Penalty, radius: Number) -> Touch:
    """Return the lowest loss within the ball of a penalty.

    Exact for exact input and a ball with straight edges (L1, MaxNorm); else found on the boundary
    to rounding, by a search over all of it, so that a ball need not be convex.

    Parameters
    ----------
    loss : PlanarLoss
    penalty : Penalty
    radius : number
        Where the boundary of the ball cuts the axes; positive.

    Returns
    -------
    Touch
        The solution, its multiplier λ, and how ellipse and ball touch.

    Examples
    --------
    >>> loss = PlanarLoss.from_ellipse((2, 1), (2, 1))
    >>> touch = constrained(loss, L1(), 1)
    >>> touch.solution, touch.kind, touch.strength
    ((Fraction(2, 5), Fraction(3, 5)), 'edge', Fraction(2, 5))
    """
    if not 0 < radius < np.inf:
        raise ValueError(f"radius = {radius} is not positive and finite")
    if _size(penalty, loss.centre) <= radius:
        return Touch(loss, penalty, radius, 0, loss.centre)
    flat_sided = isinstance(penalty, L1 | MaxNorm)
    search = _minima_on_edges if flat_sided else _minima_on_arcs
    w = min(search(loss, penalty, radius), key=loss)
    if loss.flat and _reaches_the_valley(loss, w):
        return Touch(loss, penalty, radius, 0, w)
    return Touch(loss, penalty, radius, _multiplier(loss, penalty, w), w)


def penalised(
    loss: PlanarLoss, penalty: Penalty, strength: Number, *, starts: Sequence[Pair] = ()
) -> Touch:
    """Return the lowest f(w) + λ · penalty(w).

    Exact for exact input and L1, L2, elastic net and MaxNorm. For p < 1 there may be several
    minima; the lowest of those reached from four starts, or from those given, is returned.

    Parameters
    ----------
    loss : PlanarLoss
    penalty : Penalty
    strength : number
        λ, not negative.
    starts : sequence of pairs, optional
        Where to set out from, if there is no closed form: the solutions for a λ nearby, say.

    Returns
    -------
    Touch
        The solution, with the radius of the ball through it.

    Examples
    --------
    >>> from optviz.regularisation.penalties import L2
    >>> loss = PlanarLoss.from_ellipse((2, 1), (1, 1))
    >>> penalised(loss, L1(), 1).solution, penalised(loss, L1(), 1).kind
    ((Fraction(1, 1), 0), 'corner')
    >>> penalised(loss, L2(), 1).solution
    (Fraction(2, 3), Fraction(1, 3))
    """
    if not 0 <= strength < np.inf:
        raise ValueError(f"strength = {strength} is negative or not finite")
    if strength == 0:
        w = loss.centre
    elif isinstance(penalty, MixedPenalty):
        w = _lowest_by_signs(loss, strength * penalty.flat, strength * penalty.square)
    elif isinstance(penalty, MaxNorm):
        w = _lowest_by_regions(loss, strength)
    else:
        w = _lowest_by_iteration(loss, penalty, strength, starts)
    return Touch(loss, penalty, _size(penalty, w), strength, w)


def _reaches_the_valley(loss: PlanarLoss, w: Pair) -> bool:
    """Say whether the loss is lowest at w, up to what a search leaves."""
    height = loss((0, 0)) - loss.least
    return bool(loss(w) - loss.least <= 1e-12 * height)


def _size(penalty: Penalty, w: Pair) -> Number:
    """Return the radius of the ball through w."""
    match penalty:
        case L1():
            return abs(w[0]) + abs(w[1])
        case MaxNorm():
            return max(abs(w[0]), abs(w[1]))
    return float(penalty.reach([1.0], float(penalty(np.array(w, dtype=float)))))


def _multiplier(loss: PlanarLoss, penalty: Penalty, w: Pair) -> Number:
    """Return λ from -∇f · w = λ (a slope of the penalty) · w, the same for all slopes at w."""
    slope = loss.gradient(w)
    work = -(slope[0] * w[0] + slope[1] * w[1])
    if isinstance(penalty, L1 | MaxNorm):
        return quotient(work, _size(penalty, w))
    point = np.array(w, dtype=float)
    return float(work) / float(point @ penalty.gradient(point))


def _minima_on_edges(loss: PlanarLoss, penalty: Penalty, radius: Number) -> list[Pair]:
    """Return the lowest point of each straight edge of the boundary."""
    units = Ball(penalty, 1.0).corners().astype(int).tolist()
    corners = [(radius * x, radius * y) for x, y in units]
    return [_lowest_between(loss, corners[i - 1], corners[i]) for i in range(len(corners))]


def _lowest_between(loss: PlanarLoss, start: Pair, end: Pair) -> Pair:
    along = (end[0] - start[0], end[1] - start[1])
    falls, bends = loss.gradient(start), loss.hessian_times(along)
    slope = falls[0] * along[0] + falls[1] * along[1]
    bend = bends[0] * along[0] + bends[1] * along[1]
    if bend == 0:
        return start  # a flat valley runs along the edge: one end is as good as the other
    t = quotient(-slope, bend)
    t = min(max(t, 0), 1)
    return start[0] + t * along[0], start[1] + t * along[1]


def _minima_on_arcs(loss: PlanarLoss, penalty: Penalty, radius: Number) -> list[Pair]:
    """Return the corners, and the points of the arcs where the loss, falling so far, rises."""
    ball = Ball(penalty, float(radius))

    def slope(angle: Floats) -> Floats:
        w = ball.boundary(angle)
        outward = penalty.gradient(w)
        along = np.stack([-outward[..., 1], outward[..., 0]], axis=-1)
        return np.asarray((loss.slopes(w) * along).sum(axis=-1))

    arcs = [np.linspace(0.0, 2 * np.pi, 721)]
    if len(ball.corners()):
        margin = 1e-9  # an arc ends at its corners, where the penalty has no one slope
        quarter = np.linspace(margin, np.pi / 2 - margin, 181)
        arcs = [quarter + turn * np.pi / 2 for turn in range(4)]
    minima: list[Pair] = [(x, y) for x, y in ball.corners().tolist()]
    for arc in arcs:
        slopes = slope(arc)
        for i in np.flatnonzero((slopes[:-1] <= 0) & (slopes[1:] > 0)):
            x, y = ball.boundary(brentq(slope, arc[i], arc[i + 1], xtol=1e-15)).tolist()
            minima.append((x, y))
    return minima


def _lowest_by_signs(loss: PlanarLoss, flat: Number, square: Number) -> Pair:
    """Minimise f(w) + flat ‖w‖₁ + square ‖w‖₂² for each pattern of signs, and take the lowest."""
    (a, b), (_, d) = loss.hessian
    a, d = a + 2 * square, d + 2 * square
    candidates: list[Pair] = [(0, 0)]
    for s, t in product((1, -1), repeat=2):
        p, q = loss.pull[0] - flat * s, loss.pull[1] - flat * t
        signed = []
        if square or not loss.flat:  # else nothing is gained by both weights
            both = a * d - b * b
            u, v = quotient(d * p - b * q, both), quotient(a * q - b * p, both)
            signed += [((u, v), u * s > 0 and v * t > 0)]
        signed += [((quotient(p, a), 0), p * s > 0)] if a else []
        signed += [((0, quotient(q, d)), q * t > 0)] if d else []
        candidates += [w for w, keeps_its_signs in signed if keeps_its_signs]

    def objective(w: Pair) -> Number:
        return loss(w) + sum(flat * abs(weight) + square * weight * weight for weight in w)

    return min(candidates, key=objective)


def _lowest_by_regions(loss: PlanarLoss, strength: Number) -> Pair:
    """Minimise f(w) + strength · max(|w₁|, |w₂|) where they are equal, and where one is larger.

    On the diagonals the two are equal exactly, so that a corner of the square is known as one.
    """
    (a, b), (_, d) = loss.hessian
    p, q = loss.pull
    corners: list[Pair] = [(0, 0)]
    inside: list[Pair] = []
    for s, t in product((1, -1), repeat=2):
        bend, rise = a + 2 * s * t * b + d, s * p + t * q - strength
        if bend > 0 and rise > 0:
            size = quotient(rise, bend)
            corners.append((s * size, t * size))
    for s in (1, -1):
        for slopes, larger in (((p - strength * s, q), 0), ((p, q - strength * s), 1)):
            w = _stationary(loss, slopes)
            if w[larger] * s > abs(w[1 - larger]):
                inside.append(w)

    def objective(w: Pair) -> Number:
        return loss(w) + strength * max(map(abs, w))

    # Of equally good weights along a valley the shortest; else a corner, whatever rounding says.
    return min([*inside, *corners] if loss.flat else [*corners, *inside], key=objective)


def _stationary(loss: PlanarLoss, right: Pair) -> Pair:
    """Solve Hw = right; if H is singular, the weight of a column of zeros is 0."""
    (a, b), (_, d) = loss.hessian
    if not loss.flat:
        determinant = a * d - b * b
        u, v = d * right[0] - b * right[1], a * right[1] - b * right[0]
        return quotient(u, determinant), quotient(v, determinant)
    # Else no point off the diagonals is stationary alone, unless the valley is along an axis.
    return (quotient(right[0], a), 0) if a >= d else (0, quotient(right[1], d))


def _lowest_by_iteration(
    loss: PlanarLoss, penalty: Penalty, strength: Number, starts: Sequence[Pair]
) -> Pair:
    curvatures, directions = np.linalg.eigh(loss.matrix)
    root = np.sqrt(np.maximum(curvatures, 0.0))[:, None] * directions.T
    centre = np.array(loss.centre, dtype=float)
    fit = LinearFit(root, root @ centre)
    solver = coordinate_descent if isinstance(penalty, SeparablePenalty) else fista
    squares = np.diagonal(loss.matrix)  # 0 for a column of zeros, which a weight cannot help
    alone = np.diag(fit.pull / np.where(squares == 0, 1.0, squares))  # the best with one weight
    own = [np.zeros(2)] if penalty.convex else [np.zeros(2), centre, *alone]
    chosen = [np.array(start, dtype=float) for start in starts] or own
    ends = [solver(fit, penalty, strength, start=start, tolerance=1e-12) for start in chosen]
    u, v = min(ends, key=lambda end: float(end.objective[-1])).solution.tolist()
    return u, v
