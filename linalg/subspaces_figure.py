"""The figure of subspaces in the plane or in space: the origin, lines, planes, with their bases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from linalg.errors import ShapeError
from linalg.figures import line_style, new_axes
from linalg.hyperplanes import Hyperplane, floats
from linalg.matrices import FloatArray
from linalg.pictures_figure import draw_arrow, draw_line, draw_polygon, frame, line_in_box
from linalg.subspaces import Subspace

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def draw_subspaces(spaces: Sequence[Subspace], ax: Axes | None = None) -> Axes:
    """Draw subspaces of one plane, or of space in 3-D axes, around the origin."""
    ambient = spaces[0].ambient
    if ambient not in (2, 3):
        raise ShapeError(f"vectors of {ambient} entries cannot be drawn; only of 2 or 3")
    ax = new_axes(ax, projection="3d" if ambient == 3 else None)
    vectors = [floats(vector)[:, 0] for space in spaces for vector in space.basis]
    half = 1.3 * max((float(np.abs(vector).max()) for vector in vectors), default=1.0)
    low, high = np.full(ambient, -half), np.full(ambient, half)
    for place, space in enumerate(spaces):
        _draw(ax, space, low, high, line_style(place))
        for vector in space.basis:
            draw_arrow(ax, np.zeros(ambient), floats(vector)[:, 0], line_style(place)["color"])
    frame(ax, low, high)
    return ax


def _draw(
    ax: Any, space: Subspace, low: FloatArray, high: FloatArray, style: dict[str, Any]
) -> None:
    """Draw one: a mark, a line or a plane; the whole space has only its basis."""
    label = f"{space.name}: {space.shape}"
    origin = np.zeros(space.ambient)
    if space.dimension == 1:
        direction = floats(space.basis[0])[:, 0]
        draw_line(ax, line_in_box(origin, direction, low, high), label=label, **style)
    elif space.dimension == 2 and space.ambient == 3:
        normal = tuple(floats(space.normals[0])[:, 0])
        draw_polygon(ax, Hyperplane(normal, 0).section(low, high), label=label, **style)
    else:
        mark = {"marker": "o", "linestyle": "", "color": style["color"]}
        draw_line(ax, [origin], label=label, **mark)
