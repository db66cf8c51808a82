"""The row picture: lines or planes, and the point that all of them share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from linalg.geometry.hyperplanes import Hyperplane
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.lines import Lines
from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.plane import Plane
from scenes.mobjects.space.cube import Cube, edge_view, open_view
from scenes.mobjects.space.planes import Planes
from scenes.stage import Region
from scenes.theme import Role, Theme
from scenes.typed_manim import VGroup

__all__ = ["RowView", "scenery_of"]


def scenery_of(
    window: tuple[np.ndarray, np.ndarray],
    names: Sequence[str | None],
    region: Region,
    theme: Theme,
    normals: np.ndarray,
    flat: np.ndarray | None = None,
) -> Plane | Cube:
    """Return the axes of a picture of two or three dimensions.

    Parameters
    ----------
    window : tuple of two ndarrays, (n,)
    names : sequence of str or None
        Of the axes.
    region : Region
    theme : Theme
    normals : ndarray, (k, n)
        Of planes that are not to be seen along their edges.
    flat : ndarray, (3,), optional
        The normal of a plane to whose edge the view will turn.
    """
    low, high = window
    if len(low) == 2:
        x, y = (Axis(low[k], high[k], name) for k, name in enumerate(names))
        return Plane(x, y, region, theme, equal=True, crossing=(0, 0))
    view = open_view(normals)
    also = [] if flat is None else [edge_view(flat, view)]
    return Cube(low, high, names, region, theme, view, also)


class RowView:
    """Each equation as a line or a plane, and x where it is known.

    Parameters
    ----------
    scenery : Plane or Cube
    count : int
        How many equations.

    Attributes
    ----------
    figure : VGroup
    equations : Lines or Planes
    point : Marker
    """

    def __init__(self, scenery: Plane | Cube, count: int) -> None:
        self.scenery, theme = scenery, scenery.theme
        self.equations: Lines | Planes = (
            Lines(scenery, count) if isinstance(scenery, Plane) else Planes(scenery, count)
        )
        self.grown = np.zeros(count)
        self.point = Marker((np.nan, np.nan), Shape.DISC, Role.RESULT, theme, radius=0.14)
        self.figure = VGroup(scenery, self.equations, self.point)

    def draw(self, A: np.ndarray, b: np.ndarray, x: np.ndarray | None) -> None:
        """Draw the equations as far as they have grown, and x if it is in the picture."""
        rows = [Hyperplane(tuple(row), right) for row, right in zip(A, b, strict=True)]
        if isinstance(self.equations, Planes) and self.grown.all():
            self.equations.place_all(rows)
        else:
            for i, row in enumerate(rows):
                self.equations.place(i, row, float(self.grown[i]))
        self.point.stand((np.nan, np.nan) if x is None else self._place(x))

    def _place(self, x: np.ndarray) -> np.ndarray:
        """Return where a point stands, NaN outside of the picture."""
        (place,) = self.scenery.places([x])
        box = self.scenery.inner
        inside = Region(place[0], place[0], place[1], place[1])
        return place if box.contains(inside) else np.full(2, np.nan)
