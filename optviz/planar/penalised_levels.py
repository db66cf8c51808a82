"""Level sets of loss and penalty together, around the point where the two are least."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from optviz.planar.touch import Touch

__all__ = ["penalised_level", "penalised_value"]

Floats = NDArray[np.float64]

_DOUBLINGS, _HALVINGS = 200, 60


def penalised_value(touch: Touch, w: Floats) -> Floats:
    """Return f + λ · penalty at points w of shape (..., 2), with the λ of a touch."""
    return np.asarray(touch.loss.values(w) + float(touch.strength) * touch.penalty(w))


def penalised_level(touch: Touch, height: float, count: int = 360) -> Floats:
    """Return the closed curve on which f + λ · penalty is so much above its least value.

    It is found along each ray from the solution by bisection; with a convex penalty, and a λ or
    a loss that leave one solution, each ray meets it once.

    Parameters
    ----------
    touch : Touch
        A solution of the penalised problem.
    height : float
        Positive.

    Returns
    -------
    ndarray, (count + 1, 2)

    Raises
    ------
    ValueError
        If the penalty is not convex, or the height not positive.

    Examples
    --------
    >>> from optviz.planar.planar_fit import penalised
    >>> from optviz.planar.planar_loss import PlanarLoss
    >>> from optviz.regularisation.penalties import L2
    >>> touch = penalised(PlanarLoss.from_ellipse((2, 0), (1, 1)), L2(), 0.5)
    >>> (penalised_level(touch, 1.0, count=4).round(6) + 0.0).tolist()
    [[2.0, 0.0], [1.0, 1.0], [0.0, 0.0], [1.0, -1.0], [2.0, 0.0]]
    """
    if not touch.penalty.convex or height <= 0:
        raise ValueError(f"{touch.penalty.name} is not convex, or the height {height} not positive")
    angles = np.linspace(0.0, 2 * np.pi, count + 1)
    rays = np.column_stack([np.cos(angles), np.sin(angles)])
    level = float(penalised_value(touch, touch.point)) + height

    def beyond(reach: Floats) -> NDArray[np.bool_]:
        return penalised_value(touch, touch.point + reach[:, None] * rays) > level

    low, high = np.zeros(count + 1), np.ones(count + 1)
    for _ in range(_DOUBLINGS):
        near = ~beyond(high)
        if not near.any():
            break
        high[near] *= 2
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        far = beyond(middle)
        low, high = np.where(far, low, middle), np.where(far, middle, high)
    return np.asarray(touch.point + (0.5 * (low + high))[:, None] * rays)
