"""The figure of a set of the plane, and of the vectors whose multiple or sum leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp

from linalg.closure import Closure
from linalg.counterexamples import Counterexample
from linalg.errors import ShapeError
from linalg.figures import FOREGROUND, axis_name, new_axes
from linalg.hyperplanes import floats
from linalg.matrices import FloatArray
from linalg.notation.roles import ON_PAPER
from linalg.pictures_figure import draw_arrow, draw_line, frame
from linalg.subspaces_figure import draw_subspaces

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_GRID = 401


def draw_closure(closure: Closure, ax: Axes | None = None) -> Axes:
    """Draw a set of the plane, shaded or as a curve, and its counterexamples."""
    if closure.subspace is not None:
        return draw_subspaces([closure.subspace], ax)
    if len(closure.variables) != 2:
        raise ShapeError("a set of space is not drawn; only one of the plane")
    ax = new_axes(ax)
    examples = closure.counterexamples
    ends = [floats(vector) for e in examples for vector in (*e.vectors, e.result)]
    half = 1.4 * max(1.0, *(float(np.abs(end).max()) for end in ends), 1.0)
    _draw_set(ax, closure, half)
    for example in examples:
        _draw_example(ax, example)
    frame(ax, np.full(2, -half), np.full(2, half))
    xlabel, ylabel = (axis_name(v.name) for v in closure.variables)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    return ax


def _draw_set(ax: Any, closure: Closure, half: float) -> None:
    """Shade where the inequalities hold; of an equation, draw the curve where they do."""
    x, y = np.meshgrid(*[np.linspace(-half, half, _GRID)] * 2)
    inside, curves = np.ones_like(x, dtype=bool), []
    for constraint in closure.constraints:
        heights = _values(constraint.polynomial, x, y)
        if constraint.relation == "=":
            curves.append(heights)
        elif constraint.relation != "≠":
            inside &= heights >= 0
    colour = ON_PAPER["level set"]
    if not curves:
        ax.contourf(x, y, inside, levels=[0.5, 1.5], colors=[colour], alpha=0.3)
    for heights in curves:
        ax.contour(x, y, np.where(inside, heights, np.nan), levels=[0.0], colors=[colour])
    draw_line(ax, [np.zeros(2)], color=colour, linewidth=4, alpha=0.4, label="the set")


def _draw_example(ax: Any, example: Counterexample) -> None:
    origin, result = np.zeros(2), floats(example.result)
    for vector in example.vectors:
        draw_arrow(ax, origin, floats(vector), FOREGROUND)
    if example.law == "addition":
        for vector in example.vectors:
            draw_line(ax, [floats(vector), result], color=FOREGROUND, linestyle=":", linewidth=1.0)
    label = {"zero": "zero", "scaling": f"{example.scalar} times it", "addition": "sum"}[
        example.law
    ]
    style = {"marker": "x", "linestyle": "", "color": ON_PAPER["gradient"]}
    draw_line(ax, [result], markersize=9, label=f"{label}: outside", **style)


def _values(p: sp.Poly, x: FloatArray, y: FloatArray) -> FloatArray:
    return np.asarray(sum(float(c) * x**i * y**j for (i, j), c in p.terms()) + 0 * x)
