"""The regions that a classifier cuts a plane into, redrawn at every frame as one shape a class.

They are outlines, not a picture of pixels: their edges are sharp at every size, and they are drawn
as fast as other shapes, where an image would be left to Manim.
"""

from __future__ import annotations

import itertools
from typing import Any, Self

import numpy as np
from contourpy import contour_generator
from numpy.typing import NDArray

from scenes.mobjects.plots.plane import Curve, Plane
from scenes.mobjects.plots.polylines import bezier_points
from scenes.mobjects.plots.trail import STYLES
from scenes.theme import Role
from scenes.typed_manim import VGroup, VMobject

__all__ = ["DecisionRegions"]

Floats = NDArray[np.float64]

_COLUMNS = 100  # of the grid on which scores are asked for
_OPACITY = {"dark": 0.30, "light": 0.28}
_WIDTH = 4.0
_NEAR = 0.03  # of the frame's units: so near the boundary nobody sees on which side a point is


class DecisionRegions(VGroup):
    """Regions of classes in the box of a plane, and the boundary between them.

    Parameters
    ----------
    plane : Plane
    classes : int

    Attributes
    ----------
    grid : ndarray, (G, 2)
        The points whose scores `trace` is given.
    fills : VGroup
        A shape for each class.
    boundary : Curve
    """

    def __init__(self, plane: Plane, classes: int) -> None:
        self.plane = plane
        box, theme = plane.inner, plane.theme
        rows = max(2, round(_COLUMNS * box.height / box.width))
        self.x = np.linspace(plane.x.low, plane.x.high, _COLUMNS)
        self.y = np.linspace(plane.y.low, plane.y.high, rows)
        self.grid: Floats = np.stack(np.meshgrid(self.x, self.y), axis=-1).reshape(-1, 2)
        opacity = _OPACITY[theme.name]
        self.fills: VGroup = VGroup(
            *(
                VMobject(fill_color=theme[STYLES[k].role], fill_opacity=opacity, stroke_width=0)
                for k in range(classes)
            )
        )
        self.outlines: list[list[Floats]] = [[] for _ in range(classes)]
        self.boundary = Curve([], Role.FOREGROUND, theme, width=_WIDTH)
        self.lines: list[Floats] = []
        super().__init__(self.fills, self.boundary)

    def trace(self, scores: Floats) -> Self:
        """Show where each score is the largest.

        Parameters
        ----------
        scores : ndarray, (G, C)
            Of the points of the grid.
        """
        shape = (len(self.y), len(self.x))
        top, second = np.sort(scores, axis=1)[:, ::-1][:, :2].T
        lines: list[object] = []
        for k, fill in enumerate(self.fills):
            own = scores[:, k]
            lead = (own - np.where(own == top, second, top)).reshape(shape)
            shapes = contour_generator(self.x, self.y, lead, fill_type="OuterOffset")
            outlines = _outlines(shapes.filled(0.0, max(float(lead.max()), 0.0) + 1.0))
            self.outlines[k] = [self.plane.places(outline) for outline in outlines]
            fill.set_points(bezier_points(self.outlines[k]))
            if k < len(self.fills) - 1:
                lines += shapes.lines(0.0)
        self.lines = [np.asarray(line, dtype=float) for line in lines]
        self.boundary.trace(map(self.plane.places, self.lines))
        return self

    def classes_at(self, places: Floats) -> NDArray[np.intp]:
        """Return the class of the region, as it is drawn, at places on the frame; -1 for none."""
        found = np.full(len(places), -1)
        for k, outlines in enumerate(self.outlines):
            found[_within(places, outlines)] = k
        return found

    def wrong(self, places: Floats, labels: NDArray[np.intp]) -> tuple[int, int]:
        """Return how few and how many points lie, as drawn, in the region of another class.

        The two differ by those so near the boundary that nobody can tell.
        """
        turns = np.linspace(0, 2 * np.pi, 8, endpoint=False)
        around = _NEAR * np.column_stack([np.cos(turns), np.sin(turns)])
        missed = np.array([self.classes_at(places + step) != labels for step in around])
        return int(missed.all(axis=0).sum()), int(missed.any(axis=0).sum())


def _outlines(filled: Any) -> list[Floats]:
    """Return the closed outlines of filled contours, those of holes the other way round."""
    polygons, offsets = filled
    return [
        np.asarray(points[first:last], dtype=float)
        for points, ends in zip(polygons, offsets, strict=True)
        for first, last in itertools.pairwise(ends)
    ]


def _within(places: Floats, outlines: list[Floats]) -> NDArray[np.bool_]:
    """Tell which places lie within closed outlines: those crossed an odd number of times."""
    inside = np.zeros(len(places), dtype=bool)
    x, y = places[:, :1], places[:, 1:]
    for outline in outlines:
        (x0, y0), (x1, y1) = outline[:-1].T, outline[1:].T
        spans = (y0 > y) != (y1 > y)
        with np.errstate(all="ignore"):
            left = x < x0 + (y - y0) / (y1 - y0) * (x1 - x0)
        inside ^= (spans & left).sum(axis=1) % 2 == 1
    return inside
