"""A computational graph as a figure: values above its edges, gradients below.

Columns are networkx's topological generations, counted from the end, so that a leaf stands beside
the node that takes it. Positions are in inches of a figure of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from linalg.notation.roles import ON_PAPER
from optviz.figures import FOREGROUND, axis_name, new_axes
from optviz.network.graph.graph import Node

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_graph"]

Point = tuple[float, float]

_SIGNS = {"*": "×", "**": "^", "negate": "−", "-": "−"}
_GAP, _LETTER, _ROW = 0.8, 0.085, 0.7  # inches: between columns, of a letter, between rows


def positions(nodes: Sequence[Node]) -> dict[int, Point]:
    """Place each node, by its place on the tape, in inches."""
    import networkx

    graph = networkx.DiGraph()
    for place, node in enumerate(nodes):
        graph.add_edges_from((place, source) for source in node.inputs)
    generations = list(networkx.topological_generations(graph))[::-1]
    across: dict[int, float] = {}
    x = 0.0
    for places in generations:
        half = max(_half(nodes[place]) for place in places)
        x += half
        across |= dict.fromkeys(places, x)
        x += half + _GAP
    down: dict[int, float] = {}
    leaves = 0
    for place in networkx.dfs_postorder_nodes(graph, len(nodes) - 1):
        node = nodes[place]
        if _is_tree(node.value):
            consumer = next(iter(graph.predecessors(place)))
            across[place] = across[consumer]
        elif node.operation is None:
            down[place] = -_ROW * leaves
            leaves += 1
        else:
            rows = [down[source] for source in node.inputs if source in down]
            down[place] = sum(rows) / len(rows)
            for source in node.inputs:
                if _is_tree(nodes[source].value):
                    down[source] = down[place] - 1.3 * _ROW
    return {place: (across[place], y) for place, y in down.items()}


def draw_graph(
    nodes: Sequence[Node], shares: Mapping[tuple[int, int], Any], ax: Axes | None = None
) -> Axes:
    """Draw a graph: a box is an operation, a bare name a leaf.

    Of an array the shape is written in place of the value, and the root mean square in place of the
    gradient.

    Parameters
    ----------
    nodes : sequence of Node
        Those of a tape, the output last.
    shares : mapping of (int, int) to gradient
        What comes back along each edge, by the places of its start and its end.
    ax : Axes, optional
    """
    stands = positions(nodes)
    last = len(nodes) - 1
    end = (stands[last][0] + _half(nodes[last]) + _GAP, stands[last][1])
    xs, ys = zip(*stands.values(), end, strict=True)
    left, right, low, high = min(xs) - 0.5, max(xs) + 0.1, min(ys) - 0.5, max(ys) + 0.5
    ax = new_axes(ax, (right - left, high - low))
    ax.set_xlim(left, right)
    ax.set_ylim(low, high)
    ax.set_axis_off()
    for place, node in enumerate(nodes):
        for source in dict.fromkeys(node.inputs):
            value = nodes[source].value
            bow = _bow(stands[source], stands[place], stands.values())
            ends = _borders(stands[source], stands[place], nodes[source], node)
            _edge(ax, *ends, value, shares.get((source, place)), bow)
        _node(ax, stands[place], node)
    out = (stands[last][0] + _half(nodes[last]), stands[last][1])
    _edge(ax, out, end, nodes[-1].value, 1.0)
    return ax


def _node(ax: Axes, at: Point, node: Node) -> None:
    leaf = node.operation is None
    box: dict[str, Any] = {
        "boxstyle": "square,pad=0.15" if leaf else "round,pad=0.35",
        "facecolor": "white",
        "edgecolor": "none" if leaf else FOREGROUND,
    }
    named = leaf and not _is_tree(node.value) and node.name[:1].isalpha()
    name = axis_name(node.name) if named else _name(node)
    ax.annotate(name, at, ha="center", va="center", color=FOREGROUND, bbox=box, zorder=3)


def _bow(start: Point, end: Point, others: Iterable[Point]) -> float:
    """Return the bend of an edge, as a share of its length, so as not to run through a node."""
    between = any(start[0] < x < end[0] and start[1] == y == end[1] for x, y in others)
    return 0.35 if between else 0.0


def _borders(start: Point, end: Point, source: Node, node: Node) -> tuple[Point, Point]:
    """Return where an edge leaves one node and reaches the other: at their sides, or from below."""
    if start[0] == end[0]:
        return (start[0], start[1] + 0.1), (end[0], end[1] - 0.17)
    return (start[0] + _half(source), start[1]), (end[0] - _half(node), end[1])


def _edge(ax: Axes, start: Point, end: Point, value: Any, gradient: Any, bow: float = 0.0) -> None:
    """An arrow with its labels in the middle."""
    arrow = {
        "arrowstyle": "->",
        "color": FOREGROUND,
        "shrinkA": 0,
        "shrinkB": 3,
        "connectionstyle": f"arc3,rad={-bow}",
    }
    ax.annotate("", end, start, arrowprops=arrow, zorder=1)
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + bow * (end[0] - start[0]) / 2)
    upright = start[0] == end[0]
    if not _is_tree(value):
        _label(ax, middle, _short(value), ON_PAPER["solution"], above=True, aside=upright)
    if gradient is not None:
        text = _short_gradient(gradient)
        _label(ax, middle, text, ON_PAPER["gradient"], above=False, aside=upright)


def _label(ax: Axes, at: Point, text: str, color: str, *, above: bool, aside: bool) -> None:
    ax.annotate(
        text,
        at,
        (6, 0) if aside else (0, 2 if above else -2),
        textcoords="offset points",
        ha="left" if aside else "center",
        va="center" if aside else "bottom" if above else "top",
        color=color,
        fontsize=9,
        zorder=2,
        bbox={"boxstyle": "square,pad=0.05", "facecolor": "white", "edgecolor": "none"},
    )


def _is_tree(value: Any) -> bool:
    return isinstance(value, Mapping)


def _name(node: Node) -> str:
    """Return the label of the node; of a layer's parameters, their names."""
    if _is_tree(node.value):
        return ", ".join(node.value)
    return _SIGNS.get(node.name, node.name)


def _half(node: Node) -> float:
    """Half the width of what is written, in inches."""
    return _LETTER / 2 * len(_name(node)) + 0.08


def _short(value: Any) -> str:
    return "×".join(map(str, np.shape(value))) if np.ndim(value) else f"{float(value):.2f}"


def _short_gradient(gradient: Any) -> str:
    if _is_tree(gradient):
        return "\n".join(map(_short_gradient, gradient.values()))
    if np.ndim(gradient):
        return f"{float(np.sqrt(np.mean(np.square(gradient)))):.2g}"
    return f"{float(gradient):.2f}"
