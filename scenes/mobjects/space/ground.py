"""A box of the line, of the plane or of space with the axes through 0, which may be turned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from linalg.notation import to_typst
from scenes.mobjects.plots.polylines import bezier_points
from scenes.mobjects.space.cuts import cut_segments
from scenes.mobjects.space.projection import Projection
from scenes.mobjects.text import UNITS_PER_POINT, Text
from scenes.stage import Region
from scenes.theme import SMALLEST, Role, TextKind, Theme
from scenes.typed_manim import VGroup, VMobject
from scenes.typesetting.typeset import mathematics

__all__ = ["FLAT", "Ground", "View"]

View = tuple[float, float]
"""Azimuth and elevation of the viewer, in degrees."""

FLAT: View = (-90.0, 90.0)
"""The view of a plane: its first axis to the right, its second upwards."""

_EDGE, _AXIS = 1.0, 2.0  # widths
_FAINT = 0.55
_TICK = 0.14
_OUTWARDS = 0.8  # how far a name of an axis of space gives way to the edges of the box
_NAME, _BESIDE, _ABOVE = 0.26, 0.45, 0.34  # between an axis and its name, and what is free for it


class Ground(VGroup):
    """The edges of a box, the axes through 0 in it, and their names if they have any.

    Points are arrays of 1, 2 or 3 coordinates; a line and a plane are seen from above.

    Parameters
    ----------
    low, high : ndarray, (d,)
        Two of its corners, on both sides of 0.
    region : Region
        What it fills.
    theme : Theme
    views : sequence of pairs of float
        From where it will be seen, the first one first: from all of them it fits its region.
    names : sequence of d objects, optional
        Of the axes, in the sense of ``linalg.notation``.

    Examples
    --------
    >>> from scenes.theme import DARK
    >>> ground = Ground(np.array([-1, -1]), np.array([3, 1]), Region(0, 4, 0, 4), DARK)
    >>> ground.places([[1, 0], [3, 0]]).round(6).tolist()
    [[2.0, 2.0], [4.0, 2.0]]
    """

    def __init__(
        self,
        low: np.ndarray,
        high: np.ndarray,
        region: Region,
        theme: Theme,
        views: Sequence[View] = (FLAT,),
        names: Sequence[object] = (),
    ) -> None:
        self.low, self.high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
        self.region, self.theme = region, theme
        self.projection = self._fitted(views, float(bool(names)))
        muted = theme[Role.MUTED]
        self.edges = VMobject(stroke_color=muted, stroke_width=_EDGE, stroke_opacity=_FAINT)
        self.axes = VMobject(stroke_color=muted, stroke_width=_AXIS)
        size = SMALLEST[TextKind.LABEL]
        self.names = VGroup(
            *(
                Text(mathematics(to_typst((name,))), theme, TextKind.LABEL, size, Role.MUTED)
                for name in names
            )
        )
        super().__init__(self.edges, self.axes, self.names)
        self.turn_to(views[0])

    @property
    def dimension(self) -> int:
        """The number of coordinates."""
        return len(self.low)

    @property
    def corners(self) -> np.ndarray:
        """The corners, (2 ** d, d); two with an edge between them differ in one bit."""
        d = self.dimension
        bits = (np.arange(2**d)[:, None] >> np.arange(d)[::-1]) & 1
        return np.asarray(np.where(bits == 0, self.low, self.high))

    def places(self, points: ArrayLike) -> np.ndarray:
        """Return where points, (k, d), stand on the frame, (k, 2)."""
        return self.projection.places(self._lifted(points))

    def segments(self, segments: ArrayLike) -> np.ndarray:
        """Return where the parts of segments in the box, (k, 2, d), stand, (m, 2, 2)."""
        ends = np.asarray(segments, dtype=float).reshape(-1, 2, self.dimension)
        cut = cut_segments(ends, self.low, self.high)
        return self.places(cut.reshape(-1, self.dimension)).reshape(-1, 2, 2)

    def turn_to(self, view: View) -> Self:
        """Look from somewhere else; what stands on it has to be drawn anew."""
        self.projection = replace(self.projection, azimuth=view[0], elevation=view[1])
        corners, d = self.corners, self.dimension
        pairs = [(i, j) for i, j in combinations(range(2**d), 2) if (i ^ j).bit_count() == 1]
        edges = self.places(corners[pairs].reshape(-1, d)).reshape(-1, 2, 2)
        self.edges.set_points(bezier_points(edges if d > 1 else self._tick()))
        ends = np.stack([np.diag(self.low), np.diag(self.high)], axis=1)
        axes = self.segments(ends)
        self.axes.set_points(bezier_points(axes))
        middle = np.array(self.projection.place)
        for name, (start, end) in zip(self.names, axes, strict=False):
            way = _unit(_unit(end - start) + _OUTWARDS * _unit(end - middle) * (d > 2))
            x, y = end + _NAME * way
            name.stand_at(x, y - name.font_size * UNITS_PER_POINT / 4)
        return self

    def _tick(self) -> np.ndarray:
        """Return the mark of 0 on a line, (1, 2, 2)."""
        (zero,) = self.places([[0.0]])
        up = np.array([0.0, _TICK])
        return np.array([[zero - up, zero + up]])

    def _lifted(self, points: ArrayLike) -> np.ndarray:
        flat = np.asarray(points, dtype=float).reshape(-1, self.dimension)
        lifted = np.zeros((len(flat), 3))
        lifted[:, : self.dimension] = flat
        return lifted

    def _fitted(self, views: Sequence[View], room: float) -> Projection:
        middle = self._lifted((self.low + self.high) / 2)[0]
        x, y, z = map(float, middle)
        corners = self._lifted(self.corners)
        sizes = [np.ptp(Projection(*v, (x, y, z)).places(corners), axis=0) for v in views]
        width, height = np.maximum(np.max(sizes, axis=0), 1e-9)
        region = self.region
        free = region.width - 2 * room * _BESIDE, region.height - 2 * room * _ABOVE
        scale = min(free[0] / width, free[1] / height)
        across, up, _ = region.centre
        return Projection(*views[0], (x, y, z), (across, up), float(scale))


def _unit(way: np.ndarray) -> np.ndarray:
    """Return the direction of a way on the frame; none has none."""
    return np.asarray(way / max(float(np.linalg.norm(way)), 1e-9))
