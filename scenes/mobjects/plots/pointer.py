"""An arrow that turns: one outline, laid anew at each frame."""

from __future__ import annotations

from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from scenes.mobjects.plots.polylines import bezier_points, clipped
from scenes.stage import Region
from scenes.theme import Role, Theme
from scenes.typed_manim import VMobject

__all__ = ["Pointer"]

_SHAFT, _HEAD, _BARB = 0.035, 0.28, 0.13  # half the width of the shaft; the head and half of it
_LEAST = 0.02  # what is shorter is no arrow


class Pointer(VMobject):
    """A filled arrow from one place to another, nothing until it is laid.

    Parameters
    ----------
    role : Role
    theme : Theme
    breadth : float
        How many times as broad as usual.

    Attributes
    ----------
    along : ndarray, (2,)
        From its foot to its tip, as it is drawn.

    Examples
    --------
    >>> from scenes.theme import DARK
    >>> Pointer(Role.GRADIENT, DARK).lay((0, 0), (2, 0)).along.tolist()
    [2.0, 0.0]
    """

    def __init__(self, role: Role, theme: Theme, *, breadth: float = 1.0) -> None:
        super().__init__(fill_color=theme[role], fill_opacity=1, stroke_width=0)
        self.role, self.breadth = role, breadth

    def lay(self, foot: ArrayLike, tip: ArrayLike, within: Region | None = None) -> Self:
        """Take another place; an arrow without length is not drawn.

        Of one that leaves a region the part inside is drawn, without a head if its tip is outside.
        """
        start, end = (np.asarray(place, dtype=float)[:2] for place in (foot, tip))
        headed = True
        if within is not None:
            pieces = clipped(np.array([start, end]), within)
            if not pieces:
                return self.set_points(np.zeros((0, 3)))
            seen = pieces[0]
            headed = bool(np.abs(seen[-1] - end).max() < _LEAST)
            start, end = seen[0], end if headed else seen[-1]
        length = float(np.linalg.norm(end - start))
        if length < _LEAST:
            return self.set_points(np.zeros((0, 3)))
        ahead = (end - start) / length
        side = np.array([-ahead[1], ahead[0]])
        head = min(_HEAD * self.breadth, 0.5 * length)
        barb = _BARB * head / _HEAD
        shaft = min(_SHAFT * self.breadth, 0.6 * barb)
        neck = length - head
        if not headed:
            neck, barb = length, shaft
        outline = [(0, shaft), (neck, shaft), (neck, barb), (length, 0)]
        outline += [(x, -y) for x, y in reversed(outline)]
        corners = np.array([start + x * ahead + y * side for x, y in outline])
        return self.set_points(bezier_points([np.vstack([corners, corners[:1]])]))

    @property
    def along(self) -> np.ndarray:
        return self.tip - self.foot if self.has_points() else np.zeros(2)

    @property
    def foot(self) -> np.ndarray:
        """The place where it begins, (2,), of one that is drawn."""
        corners = self.points[::4, :2]
        return np.asarray((corners[0] + corners[-1]) / 2)

    @property
    def tip(self) -> np.ndarray:
        """The place where it ends, (2,), of one that is drawn."""
        return np.asarray(self.points[::4, :2][3])
