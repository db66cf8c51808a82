"""The figures of the row picture and the column picture, in the plane and in space."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from linalg.figures import FOREGROUND, legend_above, line_style, new_axes
from linalg.geometry.hyperplanes import Hyperplane, floats
from linalg.language import say
from linalg.notation import formula, to_latex
from linalg.notation.roles import ON_PAPER
from linalg.numbers.matrices import FloatArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ELEVATION = 25.0
_SLANT = 0.45
"""The cosine at which a plane is seen best: neither as a line nor as a wall before the others."""


def draw_rows(
    hyperplanes: Sequence[Hyperplane],
    box: tuple[FloatArray, FloatArray],
    crossings: Sequence[tuple[FloatArray, FloatArray]] = (),
    solution: FloatArray | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the lines or planes of equations, where they cross, and the solution.

    Parameters
    ----------
    hyperplanes : sequence of Hyperplane
    box : (low, high) corners of what is shown, shapes (2,) or (3,)
    crossings : sequence of (point, direction)
        The lines in which planes meet.
    solution : ndarray, optional
        The one point that all share.
    """
    low, high = box
    space = len(low) == 3
    ax = new_axes(ax, projection="3d" if space else None)
    for i, hyperplane in enumerate(hyperplanes):
        if not hyperplane.is_degenerate:
            part = hyperplane.section(low, high)
            draw = draw_polygon if space else draw_line
            label = f"${to_latex(formula(hyperplane.equation))}$"
            draw(ax, part, label=label, **line_style(i))
    for point, direction in crossings:
        draw_line(ax, line_in_box(point, direction, low, high), color=FOREGROUND, linewidth=1.2)
    if solution is not None:
        mark = {"marker": "o", "color": ON_PAPER["result"], "linestyle": ""}
        draw_line(ax, [solution], label="solution", **mark)
    frame(ax, low, high)
    if space:
        _look_at(ax, [floats(h.normal) for h in hyperplanes if not h.is_degenerate])
    return ax


def draw_columns(
    A: FloatArray,
    b: FloatArray,
    sums: Sequence[FloatArray],
    nearest: FloatArray,
    span: int,
    ax: Axes | None = None,
) -> Axes:
    """Draw the columns from the origin, their combination head to tail, and b.

    Parameters
    ----------
    A : ndarray, shape (m, n), m = 2 or 3
    b : ndarray, shape (m,)
    sums : sequence of ndarray
        The points 0, x₁a₁, x₁a₁ + x₂a₂, …, b; none where b is out of reach.
    nearest : ndarray, shape (m,)
        The combination nearest to b, to which the gap is drawn where b is out of reach.
    span : int
        The dimension of all combinations.
    """
    ax = new_axes(ax, projection="3d" if len(b) == 3 else None)
    columns, origin = A.T, np.zeros(len(b))
    low, high = _cube([origin, b, *columns, *sums])
    if not sums:
        _draw_span(ax, columns, span, low, high)
        gap = [nearest, b]
        draw_line(ax, gap, color=FOREGROUND, linestyle=":", label="gap to the columns")
    for j, column in enumerate(columns):
        colour = line_style(j)["color"]
        draw_line(ax, [origin, column], color=colour, linestyle="--", linewidth=1.0)
        draw_arrow(ax, origin, column, colour, say("column {column}", column=j + 1), width=1.0)
        if sums:
            draw_arrow(ax, sums[j], sums[j + 1], colour, width=2.0)
    draw_arrow(ax, origin, b, FOREGROUND, "right-hand side b", width=2.0)
    frame(ax, low, high)
    return ax


def draw_line(ax: Axes, points: Sequence[FloatArray] | FloatArray, **style: Any) -> None:
    """Draw a broken line, or one mark, in the plane or in space."""
    ax.plot(*np.array(points).T, **style)


def draw_polygon(ax: Any, corners: FloatArray, *, color: str, label: str, **_: Any) -> None:
    """Draw a translucent polygon in space, with its outline."""
    from mpl_toolkits.mplot3d.art3d import Poly3DCollection  # type: ignore[import-untyped]

    ax.add_collection3d(Poly3DCollection([corners], color=color, alpha=0.25))
    draw_line(ax, [*corners, *corners[:1]], color=color, label=label, linewidth=1.2)


def draw_arrow(
    ax: Any, start: FloatArray, end: FloatArray, color: str, label: str = "", width: float = 1.5
) -> None:
    """Draw an arrow in the plane or in space; nothing if it has no length."""
    if not (end - start).any():
        return
    if len(start) == 3:
        ax.quiver(*start, *(end - start), color=color, linewidth=width, arrow_length_ratio=0.08)
    else:
        arrow = {
            "arrowstyle": "-|>",
            "color": color,
            "linewidth": width,
            "shrinkA": 0,
            "shrinkB": 0,
        }
        ax.annotate("", end, start, arrowprops=arrow)
    if label:
        draw_line(ax, [start], color=color, linewidth=width, label=label)


def line_in_box(
    point: FloatArray, direction: FloatArray, low: FloatArray, high: FloatArray
) -> FloatArray:
    """Return the ends of the part of a line that lies in a box, shape (2, n)."""
    moving = direction != 0
    ends = np.stack([low - point, high - point])[:, moving] / direction[moving]
    first, last = ends.min(axis=0).max(), ends.max(axis=0).min()
    return np.asarray(point + np.array([[first], [last]]) * direction)


def frame(ax: Any, low: FloatArray, high: FloatArray) -> None:
    """Set equal scales, the limits, the axes through the origin, names and the legend."""
    for name, start, end in zip("xyz", low, high, strict=False):
        ax.set(**{f"{name}lim": (start, end), f"{name}label": f"${name}$"})
    if len(low) == 3:
        ax.set_box_aspect((1, 1, 1))
        ax.locator_params(nbins=5)
    else:
        ax.set_aspect("equal")
        ax.axhline(0.0, color=FOREGROUND, linewidth=0.6)
        ax.axvline(0.0, color=FOREGROUND, linewidth=0.6)
    if ax.get_legend_handles_labels()[0]:
        legend_above(ax)


def _look_at(ax: Any, normals: Sequence[FloatArray]) -> None:
    """Turn the view to where the planes are seen best."""
    azimuths, up = np.arange(-90.0, 90.0, 15.0), np.radians(_ELEVATION)
    level = np.cos(up) * np.column_stack(
        [np.cos(np.radians(azimuths)), np.sin(np.radians(azimuths))]
    )
    views = np.column_stack([level, np.full(len(azimuths), np.sin(up))])
    slants = [np.abs(views @ normal) / np.linalg.norm(normal) for normal in normals]
    misfit = sum(((slant - _SLANT) ** 2 for slant in slants), np.zeros(len(azimuths)))
    ax.view_init(elev=_ELEVATION, azim=float(azimuths[np.argmin(misfit)]))


def _draw_span(ax: Any, columns: FloatArray, span: int, low: FloatArray, high: FloatArray) -> None:
    """Draw the line or the plane that the columns fill."""
    origin = np.zeros(columns.shape[1])
    directions = np.linalg.svd(columns)[2]
    style = {"color": ON_PAPER["level set"], "label": "combinations of the columns"}
    if span == 1:
        draw_line(ax, line_in_box(origin, directions[0], low, high), linestyle="-.", **style)
    elif span == 2:
        draw_polygon(ax, Hyperplane(tuple(directions[2]), 0).section(low, high), **style)


def _cube(points: list[FloatArray]) -> tuple[FloatArray, FloatArray]:
    low, high = np.min(points, axis=0), np.max(points, axis=0)
    half = 0.75 * max(1.0, float((high - low).max()))
    return (low + high) / 2 - half, (low + high) / 2 + half
