"""A computational graph as a figure: values above its lines, gradients below them.

Where a value is used more than once, its line forks: each branch bears its share, the line itself
their sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from linalg.notation.roles import ON_PAPER
from optviz.figures import FOREGROUND, axis_name, new_axes
from optviz.network.graph.columns import Part
from optviz.network.graph.folding import DrawnNode, folded
from optviz.network.graph.graph import Node
from optviz.network.graph.layout import HEIGHT, Layout, lay_out, smooth_step

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["COMMUTING", "draw_graph"]

COMMUTING = ("+", "*", "max", "min")
"""Operations whose inputs may come in any order."""

_SIGNS = {"*": "×", "**": "^", "negate": "−", "-": "−"}
_EM = 0.165  # inches
_LETTER = 0.58  # of an em, at the most, of the letters that are used here
_PADDING = 0.9  # of a box, on both sides together
_SIZE = 9  # points
_STEPS = np.linspace(0.0, 1.0, 13)


def draw_graph(
    nodes: Sequence[Node],
    shares: Mapping[tuple[int, int], Any],
    gradients: Mapping[int, Any],
    ax: Axes | None = None,
) -> Axes:
    """Draw a graph: a box is an operation, a bare name a leaf.

    Of an array the shape is written in place of the value, and the root mean square in place of the
    gradient.

    Parameters
    ----------
    nodes : sequence of Node
        Those of a tape, the output last.
    shares : mapping of (int, int) to gradient
        What comes back along each input of a node, by the node's place and the slot of the input.
    gradients : mapping of int to gradient
        What arrives at each node in all.
    ax : Axes, optional
    """
    drawn = folded(nodes)
    layout = lay_out({place: _part(nodes, drawn, shares, gradients, place) for place in drawn})
    ax = new_axes(ax, (_EM * (layout.width + 1), _EM * (layout.height + 1)))
    ax.set_xlim(-0.5, layout.width + 0.5)
    ax.set_ylim(-layout.height - 0.5, 0.5)
    ax.set_axis_off()
    for (place, slot), line in layout.lines.items():
        ax.plot(*_curve(line.knots), color=FOREGROUND, lw=0.9, zorder=1)
        share = shares.get((place, drawn[place].slots[slot]))
        if line.share is not None and share is not None:
            _write(ax, line.share, _short_gradient(share), ON_PAPER["gradient"], above=False)
    for place, node in drawn.items():
        _node(ax, layout, place, node, nodes[place])
        if not _is_tree(nodes[place].value):
            value = _short(nodes[place].value)
            _write(ax, layout.labels[place], value, ON_PAPER["solution"], above=True)
        if gradients.get(place) is not None:
            gradient = _short_gradient(gradients[place])
            _write(ax, layout.labels[place], gradient, ON_PAPER["gradient"], above=False)
    return ax


def _part(
    nodes: Sequence[Node],
    drawn: Mapping[int, DrawnNode],
    shares: Mapping[tuple[int, int], Any],
    gradients: Mapping[int, Any],
    place: int,
) -> Part:
    node = drawn[place]
    written = [] if _is_tree(nodes[place].value) else [_short(nodes[place].value)]
    written += [_short_gradient(gradients[place])] if gradients.get(place) is not None else []
    written += [_short_gradient(share) for (to, _), share in shares.items() if to == place]
    return Part(
        inputs=node.inputs,
        box=max(_LETTER * len(_name(node, nodes[place])) + _PADDING, HEIGHT),
        label=_LETTER * max(map(len, written), default=0),
        free=node.name in COMMUTING,
    )


def _node(ax: Axes, layout: Layout, place: int, drawn: DrawnNode, node: Node) -> None:
    leaf = node.operation is None
    x, y = layout.boxes[place]
    box: dict[str, Any] = {
        "boxstyle": "square,pad=0.15" if leaf else "round,pad=0.35",
        "facecolor": "white",
        "edgecolor": "none" if leaf else FOREGROUND,
    }
    named = leaf and not _is_tree(node.value) and node.name[:1].isalpha()
    name = axis_name(node.name) if named else _name(drawn, node)
    start, end = layout.stubs[place]
    ax.plot((start - HEIGHT / 4, end), (y, y), color=FOREGROUND, lw=0.9, zorder=1)
    ax.annotate(name, (x, y), ha="center", va="center", color=FOREGROUND, bbox=box, zorder=3)


def _curve(knots: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    """Return the points of a line; it goes on a little, under the box that it reaches."""
    xs, ys = [], []
    for (x, y), (on, to) in pairwise(knots):
        for share in _STEPS:
            xs.append(x + share * (on - x))
            ys.append(y + smooth_step(float(share)) * (to - y))
    return [*xs, xs[-1] + HEIGHT / 4], [*ys, ys[-1]]


def _write(ax: Axes, at: tuple[float, float], text: str, color: str, *, above: bool) -> None:
    ax.annotate(
        text,
        at,
        (0, 2 if above else -3),
        textcoords="offset points",
        ha="center",
        va="bottom" if above else "top",
        color=color,
        fontsize=_SIZE,
        zorder=2,
    )


def _is_tree(value: Any) -> bool:
    return isinstance(value, Mapping)


def _name(drawn: DrawnNode, node: Node) -> str:
    """Return the label of the node; of a layer's parameters, their names."""
    if _is_tree(node.value):
        return ", ".join(node.value)
    sign = _SIGNS.get(drawn.name, drawn.name)
    return " ".join(part for part in (drawn.before, sign, drawn.after) if part is not None)


def _short(value: Any) -> str:
    return "×".join(map(str, np.shape(value))) if np.ndim(value) else _number(value)


def _short_gradient(gradient: Any) -> str:
    if _is_tree(gradient):
        return ", ".join(map(_short_gradient, gradient.values()))
    if np.ndim(gradient):
        return f"{float(np.sqrt(np.mean(np.square(gradient)))):.2g}"
    return _number(gradient)


def _number(value: Any) -> str:
    """Write a number with two places, or so that it is not 0 where it is small."""
    x = float(value)
    return f"{x:.2f}" if x == 0 or 0.01 <= abs(x) < 1e5 else f"{x:.1e}"
