"""The figures of subspaces with their bases, and of sets with the vectors that leave them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.polynomial.polynomial import polyval2d

from linalg.errors import ShapeError
from linalg.figures import FOREGROUND, axis_name, legend_above, line_style, new_axes
from linalg.geometry.figures import draw_arrow, draw_line, draw_polygon, frame, line_in_box
from linalg.geometry.hyperplanes import Hyperplane
from linalg.language import say
from linalg.notation.roles import ON_PAPER
from linalg.numbers.matrices import FloatArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_GRID = 401


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


def draw_subspaces(
    spaces: Sequence[Spanned], ax: Axes | None = None, *, reach: float = 0.0
) -> Axes:
    """Draw subspaces of one plane, or of space in 3-D axes, around the origin; at least so far.

    Raises
    ------
    ShapeError
        If they lie neither in the plane nor in space.
    """
    ambient = spaces[0].basis.shape[1]
    if ambient not in (2, 3):
        raise ShapeError(f"vectors of {ambient} entries cannot be drawn; only of 2 or 3")
    ax = new_axes(ax, projection="3d" if ambient == 3 else None)
    sizes = [float(np.abs(s.basis).max()) for s in spaces if s.basis.size]
    half = 1.3 * (max([reach, *sizes]) or 1.0)
    low, high = np.full(ambient, -half), np.full(ambient, half)
    for place, space in enumerate(spaces):
        _draw(ax, space, low, high, line_style(place))
        for vector in space.basis:
            draw_arrow(ax, np.zeros(ambient), vector, line_style(place)["color"])
    frame(ax, low, high)
    return ax


def draw_membership(space: Spanned, vector: FloatArray, ax: Axes | None = None) -> Axes:
    """Draw a subspace of the plane or of space, and a vector with its gap to the space, if any."""
    ax = draw_subspaces([space], ax, reach=float(np.abs(vector).max()))
    basis = space.basis.reshape(-1, len(vector)).T
    nearest = basis @ np.linalg.lstsq(basis, vector, rcond=None)[0] if basis.size else 0 * vector
    if not np.allclose(nearest, vector):
        draw_line(ax, [nearest, vector], color=FOREGROUND, linestyle=":", label="gap")
    draw_arrow(ax, np.zeros(len(vector)), vector, ON_PAPER["result"], "v", width=2.0)
    legend_above(ax)
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


class Escape(NamedTuple):
    """Vectors of the set, and a multiple or their sum that is not in it.

    Attributes
    ----------
    label : str
        What the result is.
    vectors : sequence of ndarray, shape (2,)
        None, one, or the two whose sum is the result.
    result : ndarray, shape (2,)
    """

    label: str
    vectors: Sequence[FloatArray]
    result: FloatArray


def draw_closure(
    names: Sequence[str],
    curves: Sequence[FloatArray],
    bounds: Sequence[FloatArray],
    escapes: Sequence[Escape],
    ax: Axes | None = None,
) -> Axes:
    """Draw a set of the plane, shaded or as a curve, and what leaves it.

    Parameters
    ----------
    names : the two coordinates
    curves, bounds : sequences of ndarray
        Polynomials that are zero in the set, and such as are not negative; entry (i, j) of each
        is the coefficient of xⁱyʲ.
    escapes : sequence of Escape
    """
    ax = new_axes(ax)
    ends = [end for escape in escapes for end in (*escape.vectors, escape.result)]
    half = 1.4 * max(1.0, *(float(np.abs(end).max()) for end in ends), 1.0)
    _draw_set(ax, curves, bounds, half)
    for escape in escapes:
        _draw_escape(ax, escape)
    frame(ax, np.full(2, -half), np.full(2, half))
    xlabel, ylabel = map(axis_name, names)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    return ax


def _draw_set(
    ax: Any, curves: Sequence[FloatArray], bounds: Sequence[FloatArray], half: float
) -> None:
    """Shade where the inequalities hold; of an equation, draw the curve where they do."""
    x, y = np.meshgrid(*[np.linspace(-half, half, _GRID)] * 2)
    inside = np.ones_like(x, dtype=bool)
    for bound in bounds:
        inside &= polyval2d(x, y, bound) >= 0
    colour = ON_PAPER["level set"]
    if not curves:
        ax.contourf(x, y, inside, levels=[0.5, 1.5], colors=[colour], alpha=0.3)
    for curve in curves:
        heights = np.where(inside, polyval2d(x, y, curve), np.nan)
        ax.contour(x, y, heights, levels=[0.0], colors=[colour])
    draw_line(ax, [np.zeros(2)], color=colour, linewidth=4, alpha=0.4, label="the set")


def _draw_escape(ax: Any, escape: Escape) -> None:
    for vector in escape.vectors:
        draw_arrow(ax, np.zeros(2), vector, FOREGROUND)
    if len(escape.vectors) == 2:
        for vector in escape.vectors:
            side = [vector, escape.result]
            draw_line(ax, side, color=FOREGROUND, linestyle=":", linewidth=1.0)
    style = {"marker": "x", "linestyle": "", "color": ON_PAPER["gradient"]}
    draw_line(
        ax,
        [escape.result],
        markersize=9,
        label=say("{label}: outside", label=escape.label),
        **style,
    )
