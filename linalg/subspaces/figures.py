"""The figure of subspaces in the plane or in space: the origin, lines, planes, with their bases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from linalg.errors import ShapeError
from linalg.figures import line_style, new_axes
from linalg.geometry.figures import draw_arrow, draw_line, draw_polygon, frame, line_in_box
from linalg.geometry.hyperplanes import Hyperplane
from linalg.numbers.matrices import FloatArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Spanned(NamedTuple):
    """A subspace as it is drawn.

    Attributes
    ----------
    label : str
        Such as "row space: a line".
    basis : ndarray, shape (dimension, ambient)
    normal : ndarray, shape (3,), or None
        Of a plane in space.
    """

    label: str
    basis: FloatArray
    normal: FloatArray | None = None


def draw_subspaces(spaces: Sequence[Spanned], ax: Axes | None = None) -> Axes:
    """Draw subspaces of one plane, or of space in 3-D axes, around the origin.

    Raises
    ------
    ShapeError
        If they lie neither in the plane nor in space.
    """
    ambient = spaces[0].basis.shape[1]
    if ambient not in (2, 3):
        raise ShapeError(f"vectors of {ambient} entries cannot be drawn; only of 2 or 3")
    ax = new_axes(ax, projection="3d" if ambient == 3 else None)
    half = 1.3 * max((float(np.abs(s.basis).max()) for s in spaces if s.basis.size), default=1.0)
    low, high = np.full(ambient, -half), np.full(ambient, half)
    for place, space in enumerate(spaces):
        _draw(ax, space, low, high, line_style(place))
        for vector in space.basis:
            draw_arrow(ax, np.zeros(ambient), vector, line_style(place)["color"])
    frame(ax, low, high)
    return ax


def _draw(
    ax: Any, space: Spanned, low: FloatArray, high: FloatArray, style: dict[str, Any]
) -> None:
    """Draw one: a mark, a line or a plane; the whole space has only its basis."""
    origin = np.zeros(len(low))
    if len(space.basis) == 1:
        line = line_in_box(origin, space.basis[0], low, high)
        draw_line(ax, line, label=space.label, **style)
    elif space.normal is not None:
        plane = Hyperplane(tuple(space.normal), 0).section(low, high)
        draw_polygon(ax, plane, label=space.label, **style)
    else:
        mark = {"marker": "o", "linestyle": "", "color": style["color"]}
        draw_line(ax, [origin], label=space.label, **mark)
