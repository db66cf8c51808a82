"""The picture of a system whose equations turn: its window, its axes and what all share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from linalg.geometry.pencils import TurningRows
from linalg.geometry.pictures import row_picture
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.lines import Lines
from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.plane import Plane
from scenes.mobjects.space.cube import Cube, open_view
from scenes.mobjects.space.planes import Planes
from scenes.stage import Region
from scenes.theme import Role, Theme
from scenes.typed_manim import VGroup

__all__ = ["RowsPicture", "lines_picture", "planes_picture"]

WIDER = 1.4  # the window where nothing is shared, so that what runs off is seen for a while


@dataclass(frozen=True)
class RowsPicture:
    """A picture of all equations, each of which may be anything on its way.

    Attributes
    ----------
    equations : Lines or Planes
    figure : VGroup
        Everything, the axes first.
    """

    equations: Lines | Planes
    figure: VGroup


def lines_picture(
    rows: TurningRows, names: Sequence[str], region: Region, theme: Theme
) -> RowsPicture:
    """Return the picture of two unknowns: a line for each equation, the point that all share."""
    low, high = _window(rows)
    x, y = (Axis(low[k], high[k], name) for k, name in enumerate(names))
    plane = Plane(x, y, region, theme, equal=True, crossing=(0, 0))
    lines = Lines(plane, len(rows.equations))
    figure = VGroup(plane, lines)
    if rows.common is not None:
        place = plane.point(*map(float, rows.common))
        figure.add(Marker(place, Shape.DISC, Role.RESULT, theme))
    return RowsPicture(lines, figure)


def planes_picture(
    rows: TurningRows, names: Sequence[str], region: Region, theme: Theme
) -> RowsPicture:
    """Return the picture of three unknowns: planes in a cube, and a point that all share."""
    low, high = _window(rows)
    cube = Cube(low, high, names, region, theme, open_view(_normals(rows)))
    planes = Planes(cube, len(rows.equations))
    figure = VGroup(cube, planes)
    if rows.common is not None:
        (place,) = cube.projection.places([list(map(float, rows.common))])
        figure.add(Marker(place, Shape.DISC, Role.RESULT, theme))
    return RowsPicture(planes, figure)


def _window(rows: TurningRows) -> tuple[np.ndarray, np.ndarray]:
    """Return two corners of a cube in which all equations and what they share are seen."""
    record = rows.elimination
    low, high = map(np.asarray, row_picture(record.A, record.b).box())
    if rows.common is not None:  # with some room around it
        point, room = np.array(rows.common, dtype=float), 0.12 * (high - low).max()
        low, high = np.minimum(low, point - room), np.maximum(high, point + room)
    middle, half = (low + high) / 2, (high - low).max() / 2
    half *= 1.0 if rows.common is not None else WIDER
    return middle - half, middle + half


def _normals(rows: TurningRows) -> np.ndarray:
    """Return the normals of all planes on the way, (k, 3)."""
    ends = [e for p in (*rows.steps, *rows.back) if p is not None for e in (p.before, p.after)]
    planes = [*rows.equations, *ends]
    return np.array([e.normal for e in planes if not e.is_degenerate], dtype=float)
