"""The window on the plane of two weights: balls, the lowest point of a loss, and what it does."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.notation import symbol
from optviz.planar.touch import Touch
from scenes.mobjects.plots.axis import Axis

__all__ = ["touch_window"]

Floats = NDArray[np.float64]

_ARROW, _NEARBY = 0.85, 0.5  # in radii: room for arrows, and around the lowest point
_AROUND = 1.08  # the ball, and some room
_FARTHEST = 4.5  # in radii: nothing farther away makes the balls small
_WIDEST = 1.6  # so much larger may a window become for the whole of an ellipse
_MARGIN = 0.035
_SPIKE = 2.5  # in the largest weight: the tips of a ball with p < 1 may reach out of the picture


def touch_window(touches: Sequence[Touch], seen: ArrayLike = ()) -> tuple[Axis, Axis]:
    """Return the axes of a plane in which the touches of one loss are seen.

    The balls are seen whole, but for long tips; so is the lowest point of the loss unless it is
    far away, and the ellipse that touches unless it is long.

    Parameters
    ----------
    touches : sequence of Touch
    seen : array_like, (k, 2)
        Other points to be seen, if they are not far away.
    """
    points = np.array(
        [*(touch.loss.centre for touch in touches), *np.reshape(seen, (-1, 2))], float
    )
    solutions = np.array([touch.solution for touch in touches], dtype=float)
    weights = np.abs([*solutions, *points[: len(touches)]]).max()
    reach = max(_reach(touch, float(weights)) for touch in touches) or float(weights) or 1.0
    near = points[(np.abs(points) <= _FARTHEST * reach).all(axis=1)]
    square = reach * np.array([[-1.0, -1.0], [1.0, 1.0]])
    centre = points[0] + _NEARBY * square
    arrows = [touch.point + _ARROW * reach * _directions(touch) for touch in touches]
    inside = [centre] if near[:1].tolist() == points[:1].tolist() else []
    box = _box(np.concatenate([_AROUND * square, near, solutions, *inside, *arrows]))
    rims = [touch.ellipse() for touch in touches if touch.kind != "inside" and not touch.loss.flat]
    whole = _box(np.array(list(chain(box, *rims))))
    if np.ptp(whole, axis=0).max() <= _WIDEST * np.ptp(box, axis=0).max():
        box = whole
    room = _MARGIN * np.ptp(box, axis=0).max()
    (left, low), (right, high) = (box + np.array([[-room], [room]])).tolist()
    return Axis(left, right, symbol("w", 1)), Axis(low, high, symbol("w", 2))


def _directions(touch: Touch) -> Floats:
    """Return the unit normals at a touch, and the way of -∇f; none within the ball."""
    size = float(np.linalg.norm(touch.force))
    if touch.kind in ("inside", "origin") or size == 0:
        return np.zeros((0, 2))
    return np.vstack([touch.normals, touch.force / size])


def _reach(touch: Touch, weights: float) -> float:
    radius = float(touch.radius)
    return radius if touch.penalty.convex else min(radius, _SPIKE * weights)


def _box(points: Floats) -> Floats:
    """Return the lowest and the highest corner of the box around points, shape (2, 2)."""
    return np.array([points.min(axis=0), points.max(axis=0)])
