"""The changes along a path of touches, found closely: a weight becomes zero, the solution jumps."""

from __future__ import annotations

from collections.abc import Iterable

from optviz.planar.planar_fit import penalised
from optviz.planar.planar_loss import Number
from optviz.planar.planar_path import TouchPath
from optviz.planar.touch import Touch

__all__ = ["pinned", "with_strengths"]


def pinned(path: TouchPath, near: float = 1e-6) -> TouchPath:
    """Return a path with two more touches close around each change of the weights that are zero.

    Parameters
    ----------
    path : TouchPath
    near : float
        How far apart the two may be, as a share of λ there.

    Examples
    --------
    >>> from optviz.planar.planar_loss import PlanarLoss
    >>> from optviz.planar.planar_path import touch_path
    >>> from optviz.regularisation.penalties import L1
    >>> loss = PlanarLoss.from_ellipse((2, 1), (1, 1))
    >>> path = pinned(touch_path(loss, L1(), strengths=[0, 0.7, 1.4, 2.8]))
    >>> [round(float(path.strengths[k]), 4) for k in path.changes]
    [2.0, 1.0]
    """
    added: list[Touch] = []
    least = 1e-9 * float(path.strengths.max())
    for k in path.changes:
        strong, weak = path.touches[k : k + 2]
        while strong.strength - weak.strength > max(near * strong.strength, least):
            between = (strong.strength + weak.strength) / 2
            starts = (strong.solution, weak.solution)
            middle = penalised(path.loss, path.penalty, between, starts=starts)
            if middle.active == strong.active:
                strong = middle
            elif middle.active == weak.active:
                weak = middle
            else:
                break  # two changes between two touches
        added += [strong, weak]
    return _with(path, added)


def with_strengths(path: TouchPath, strengths: Iterable[Number]) -> TouchPath:
    """Return a path with touches at other λ as well."""
    there = {touch.strength for touch in path.touches}
    missing = sorted(set(strengths) - there)
    return _with(path, [penalised(path.loss, path.penalty, k) for k in missing])


def _with(path: TouchPath, touches: list[Touch]) -> TouchPath:
    by_strength = {touch.strength: touch for touch in (*touches, *path.touches)}
    return TouchPath(tuple(by_strength[k] for k in sorted(by_strength, reverse=True)))
