"""Kinds of stationary points, judged by the values around them.

A Hessian beside a degenerate point misleads: that of x²y² at (ε, ε) has a negative eigenvalue, as
has that of exp(-x² - y²) far out, and no saddle is near either. So eigenvectors say where to
look, and values say what is there.

Source: Nocedal and Wright, chapter 2.1; Golubitsky and Guillemin, the splitting lemma.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from optviz.objectives.function import Function
from optviz.trajectories.endings import CONVERGED, FLAT_GROUND, INFLECTION, MAXIMUM, SADDLE, TAIL

FloatArray = NDArray[np.float64]
Flags = NDArray[np.bool_]
Words = NDArray[np.object_]


FLAT = 1e-9
"""A curvature below this share of the largest has no sign."""
AWAY = 1e-4
"""Who is so far, of 1 + the largest coordinate, from a level place may be on a tail."""
DISTANCES = 10.0 ** np.arange(-9, -1)
"""How far to look around a point, of 1 + its largest coordinate, from near to far."""
AHEAD = 10.0 ** np.arange(-3, 1)
"""How far to look down the slope, likewise."""
_MOST_DIRECTIONS = 8
"""Of more variables only those with the lowest curvatures are looked along."""
_MOST_FLAT = 4
"""Of so many directions without curvature the diagonals are looked along too."""


def kinds_of_ground(function: Function, points: FloatArray) -> Words:
    """Name the kind of stationary point that each point is, or that it is none.

    Parameters
    ----------
    function : Function
    points : ndarray, shape (n, K)
        Where the gradient is small.

    Returns
    -------
    ndarray of str, shape (K,)
        ``"converged"``: no value around is lower, some are higher. ``"maximum"``: the other way.
        ``"saddle point"`` and, of one variable, ``"inflection"``: some are lower, some higher.
        ``"flat"``: none differs. ``"flat tail"``: down the slope the values only fall, or up it
        they only rise, and no level place is near.

    Examples
    --------
    >>> from optviz.objectives.objective import Objective
    >>> for f in ("x**4", "-x**4", "x**3", "0*x + 1"):
    ...     print(kinds_of_ground(Objective(f, ["x"]), np.zeros((1, 1)))[0])
    converged
    maximum
    inflection
    flat
    >>> print(kinds_of_ground(Objective("exp(-x**2)"), np.array([[9.0]]))[0])
    flat tail
    """
    points = np.asarray(points, dtype=float)
    here, slope = function.evaluate(points)
    curvatures, directions = _curvatures(function, points)
    with np.errstate(all="ignore"):
        lower, higher = _around(function, points, here, slope, curvatures, directions)
    inflection = SADDLE if function.n > 1 else INFLECTION
    words = np.full(points.shape[1], FLAT_GROUND, dtype=object)
    words[higher & ~lower] = CONVERGED
    words[lower & ~higher] = MAXIMUM
    words[lower & higher] = inflection
    words[is_tail(function, points)] = TAIL
    # Curvature alone made these of a slope that rises as far as one looks.
    bent = np.isin(words, (MAXIMUM, SADDLE, INFLECTION))
    if bent.any():
        words[bent] = np.where(_is_shoulder(function, points[:, bent]), TAIL, words[bent])
    floor, reached = function.floor
    if floor is not None:
        lowest = here == floor
        level = lowest & np.isin(words, (FLAT_GROUND, TAIL))  # or so small that floats show 0
        words[lowest] = CONVERGED if reached else TAIL
        words[level] = np.where(function.underflows(points[:, level]), TAIL, words[level])
    return words


def distance_to_level(function: Function, points: FloatArray) -> FloatArray:
    """Return how far the quadratic model puts the stationary point, shape (K,).

    Infinite where the slope has a part along which there is no curvature.
    """
    curvatures, directions = _curvatures(function, points)
    parts = np.einsum("kij,ik->jk", directions, function.gradients(points))
    size = np.abs(curvatures).max(axis=0)
    with np.errstate(all="ignore"):
        steps = np.where(np.abs(curvatures) > 0, parts / curvatures, np.inf)
        steps[np.abs(parts) <= 1e-14 * np.abs(parts).max(axis=0)] = 0.0
        distance = np.linalg.norm(steps, axis=0)
    return np.where(np.isfinite(distance) & (size > 0) | (distance == 0), distance, np.inf)


def is_tail(function: Function, points: FloatArray) -> Flags:
    """Say which points, (n, K), stand on a slope that falls as far as one looks, level nowhere.

    The model's stationary point is not near, and down the slope, to a distance of 1 + the largest
    coordinate or to the end of the domain, the slope never turns up.
    """
    return _goes_on(function, np.asarray(points, dtype=float), -1)


def _is_shoulder(function: Function, points: FloatArray) -> Flags:
    """Say which points, (n, K), stand on a slope that rises as far as one looks, level nowhere."""
    return _goes_on(function, points, 1)


def _goes_on(function: Function, points: FloatArray, way: int) -> Flags:
    """Say from which points the slope goes on, up (1) or down (-1), to no level place."""
    reach = 1 + np.abs(points).max(axis=0)
    slope = function.gradients(points)
    size = np.abs(slope).max(axis=0)
    with np.errstate(all="ignore"):  # brought to size 1 first, since a square may be no float
        ahead = slope / size
        ahead *= way / np.sqrt((ahead * ahead).sum(axis=0))
    on: Flags = (size > 0) & (distance_to_level(function, points) > AWAY * reach)
    with np.errstate(all="ignore"):
        for k, far in enumerate(AHEAD):
            values, slopes = function.evaluate(points + far * reach * ahead)
            along = way * (slopes * ahead).sum(axis=0)
            outside = ~np.isfinite(values)
            on &= (along > 0) if k == 0 else (along >= 0) | outside
    return on


def _curvatures(function: Function, points: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Curvatures (n, K), from the lowest up, and directions (K, n, n), a column each.

    Where the Hessian does not exist, zeros and the axes.
    """
    hessians = np.moveaxis(np.asarray(function.hessians(points)), -1, 0)
    exists = np.asarray(np.isfinite(hessians).all(axis=(1, 2)))
    values, vectors = np.linalg.eigh(np.where(exists[:, None, None], hessians, 0.0))
    return values.T, vectors


def _around(
    function: Function,
    points: FloatArray,
    here: FloatArray,
    slope: FloatArray,
    curvatures: FloatArray,
    directions: FloatArray,
) -> tuple[Flags, Flags]:
    """Say around which points (n, K) some value is lower, and some higher.

    On each side of each direction the nearest distance decides at which the value differs by more
    than its rounding and the slope account for; where none does, the curvature does.
    """
    reach = 1 + np.abs(points).max(axis=0)
    steep = np.abs(slope).max(axis=0)
    noise = _noise(function, points, here)
    flat = np.abs(curvatures) <= FLAT * np.abs(curvatures).max(axis=0)
    lower, higher = np.zeros((2, len(here)), dtype=bool)
    for chosen, direction, curvature in _directions(flat, curvatures, directions):
        for sign in (-1, 1):
            told = ~chosen
            for share in DISTANCES:
                step = share * reach
                enough = 2 * len(points) * steep * step + noise
                falls, climbs = np.zeros((2, len(here)), dtype=bool)
                for there in _beside(
                    function, points, sign * step * direction, curvatures, directions
                ):
                    rise = function.values(there) - here
                    falls |= rise < -enough
                    climbs |= rise > enough
                lower |= ~told & falls
                higher |= ~told & climbs
                told |= falls | climbs
            lower |= ~told & (curvature < 0)
            higher |= ~told & (curvature > 0)
    return lower, higher


def _directions(
    flat: Flags, curvatures: FloatArray, directions: FloatArray
) -> Iterator[tuple[Flags, FloatArray, FloatArray]]:
    """Yield where to look: for which points, along what (n, K), and the curvature that counts.

    Along each eigenvector, and along the diagonals between those without curvature.
    """
    n = len(curvatures)
    order = range(n) if n <= _MOST_DIRECTIONS else [*range(_MOST_DIRECTIONS - 1), n - 1]
    for i in order:
        yield (
            np.ones(flat.shape[1], dtype=bool),
            directions[:, :, i].T,
            (np.where(flat[i], 0.0, curvatures[i])),
        )
    few = flat.sum(axis=0) <= _MOST_FLAT
    for i, j in combinations(order, 2):
        both = flat[i] & flat[j] & few
        if both.any():
            for sign in (-1, 1):
                diagonal = (directions[:, :, i] + sign * directions[:, :, j]).T / 2**0.5
                yield both, diagonal, np.zeros(flat.shape[1])


def _beside(
    function: Function,
    points: FloatArray,
    step: FloatArray,
    curvatures: FloatArray,
    directions: FloatArray,
) -> Iterator[FloatArray]:
    """Yield the points a step (n, K) away, then those moved on to the bottom of a valley there.

    Along a valley that bends the lowest values are beside the tangent: a step of Newton's method
    in the directions that curve upwards leads there.
    """
    there = points + step
    yield there
    parts = np.einsum("kij,ik->jk", directions, function.gradients(there))
    upwards = curvatures > FLAT * np.abs(curvatures).max(axis=0)
    across = np.where(upwards, -parts / np.where(upwards, curvatures, 1.0), 0.0)
    moved = np.einsum("kij,jk->ik", directions, across)
    near = (moved * moved).sum(axis=0) <= (step * step).sum(axis=0)
    yield np.where(near, there + moved, there)


def _noise(function: Function, points: FloatArray, here: FloatArray) -> FloatArray:
    """Return the rounding of the values: how they scatter over neighbouring floats."""
    eps = float(np.finfo(float).eps)
    spread = eps * np.abs(here)
    signs = np.random.default_rng(0).choice((-1.0, 1.0), size=(4, len(points), 1))
    with np.errstate(all="ignore"):
        for sign in signs:
            rise = np.abs(function.values(points * (1 + 2 * eps * sign)) - here)
            spread = np.fmax(spread, rise)
    return np.asarray(8 * spread)
