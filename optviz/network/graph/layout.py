"""A graph's places: nodes and lines in columns from left to right, without touching.

A node is a box, and a line goes out of it to the right, with room for what is written above and
below. Where a value is used more than once its line forks, and each branch has room for its share.
Whoever draws gives the widths, in a unit of his own (an em of his letters), and gets the places.

Source: Sugiyama, Tagawa and Toda 1981: columns, then the order in each (by the means of the
neighbours), then the heights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from optviz.network.graph.columns import Columns, Part, Use, Vertex

__all__ = ["Layout", "Line", "Part", "lay_out", "smooth_step"]

Point = tuple[float, float]
HEIGHT = 1.6
"""Of a box."""
_WRITTEN = 1.05  # above or below a line: what is written there, with a little air
_BARE = 0.4  # above or below a line on which nothing is written
_BETWEEN = 0.25  # what is written for one row and for the next
_ASIDE = 0.15  # on both sides of what is written along a line
_CURVE, _STRAIGHT = 1.1, 0.25  # between columns, where lines bend and where none does
_PORTS = 0.55  # of the height of a box, over which its inputs arrive
_RELAXATIONS = 60  # of the heights


class Line(NamedTuple):
    """The line to one input of a node.

    Attributes
    ----------
    source : int
        The node that it comes from.
    knots : tuple of points
        From left to right; between two of them the line is level at both ends (`smooth_step`).
    share : point or None
        The middle of the place for what is written below a branch, on the line itself.
    """

    source: int
    knots: tuple[Point, ...]
    share: Point | None


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The places of a graph, from (0, 0) at the top left; heights are negative.

    Attributes
    ----------
    boxes : mapping of int to point
        The middle of each box.
    stubs : mapping of int to (float, float)
        From where to where a node's own line goes, level with its box.
    labels : mapping of int to point
        The middle of what is written along that line, on the line itself.
    lines : mapping of (int, int) to Line
        By the node that is reached, and which of its inputs it is, from 0.
    columns : mapping of int to int
        From left to right.
    rows : int
        The most that stand, or pass, one below the other.
    crossings : int
        Of lines.
    width, height : float
    """

    boxes: Mapping[int, Point]
    stubs: Mapping[int, tuple[float, float]]
    labels: Mapping[int, Point]
    lines: Mapping[Use, Line]
    columns: Mapping[int, int]
    rows: int
    crossings: int
    width: float
    height: float


def smooth_step(share: float) -> float:
    """Return how much of its height a line has made at a share of its way, level at both ends.

    Examples
    --------
    >>> smooth_step(0), smooth_step(0.5), smooth_step(1)
    (0, 0.5, 1)
    """
    return share * share * (3 - 2 * share)


def lay_out(parts: Mapping[int, Part], *, across: float = 1.0, down: float = 1.0) -> Layout:
    """Place a graph.

    Parameters
    ----------
    parts : mapping of int to Part
        By number, inputs before those that take them; the last one is the output.
    across, down : float
        By what the room between columns, and between rows, is multiplied.

    Returns
    -------
    Layout

    Examples
    --------
    x and y are below one another, and z stands beside the sum, in the column after them.

    >>> leaf = Part((), box=1, label=2)
    >>> layout = lay_out(
    ...     {0: leaf, 1: leaf, 2: leaf, 3: Part((0, 1), 1.6, 2), 4: Part((3, 2), 1.6, 2)}
    ... )
    >>> layout.columns, layout.rows, layout.crossings
    ({0: 0, 1: 0, 2: 1, 3: 1, 4: 2}, 2, 0)
    """
    columns = Columns(parts)
    columns.order()
    return _Placing(columns, _heights(columns, down)).placed(across)


def _heights(columns: Columns, down: float) -> dict[Vertex, float]:
    """Return a height for each vertex, downwards from the top: near those it is joined to."""
    at: dict[Vertex, float] = {}
    for column in columns.columns:
        at |= zip(column, _apart(column, [0.0] * len(column), down), strict=True)
    for turn in range(_RELAXATIONS):
        for column in columns.columns if turn % 2 else columns.columns[::-1]:
            wanted = []
            for vertex in column:
                near = [at[other] for other, _ in (*columns.before[vertex], *columns.after[vertex])]
                wanted.append(sum(near) / len(near) if near else at[vertex])
            at |= zip(column, _apart(column, wanted, down), strict=True)
    for column in columns.columns:  # at last each in the middle of its inputs, chains straight
        wanted = [_middle(columns, vertex, at) for vertex in column]
        at |= zip(column, _apart(column, wanted, down), strict=True)
    top = min(at[vertex] - _reach(vertex)[0] for vertex in at)
    return {vertex: height - top for vertex, height in at.items()}


def _middle(columns: Columns, vertex: Vertex, at: Mapping[Vertex, float]) -> float:
    near = [at[other] for other, _ in columns.before[vertex]]
    return sum(near) / len(near) if near else at[vertex]


def _reach(vertex: Vertex) -> tuple[float, float]:
    """Return how far what is drawn for a vertex reaches up and down."""
    if vertex.use is None:
        return _WRITTEN, _WRITTEN
    return _BARE, _WRITTEN if vertex.written else _BARE


def _apart(column: Sequence[Vertex], wanted: Sequence[float], down: float) -> list[float]:
    """Return the heights nearest to those wanted at which nothing touches.

    Source: pooling of adjacent violators (Ayer and others 1955), for the distances.
    """
    offsets = [0.0]
    for one, other in pairwise(column):
        room = _reach(one)[1] + _reach(other)[0] + _BETWEEN
        offsets.append(offsets[-1] + down * room)
    pools: list[list[float]] = []  # sum, count
    for want, offset in zip(wanted, offsets, strict=True):
        pools.append([want - offset, 1.0])
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            total, count = pools.pop()
            pools[-1][0] += total
            pools[-1][1] += count
    levels = [total / count for total, count in pools for _ in range(int(count))]
    return [level + offset for level, offset in zip(levels, offsets, strict=True)]


# The places.


class _Placing:
    """The places of everything, once the heights are known."""

    def __init__(self, columns: Columns, at: Mapping[Vertex, float]) -> None:
        self.columns, self.at = columns, at

    def placed(self, across: float) -> Layout:
        """Return the layout, with the columns as narrow as what they hold."""
        boxes: dict[int, Point] = {}
        stubs: dict[int, tuple[float, float]] = {}
        labels: dict[int, Point] = {}
        edges: list[tuple[float, float, float]] = []  # left, end of the boxes, right of each column
        x = 0.0
        for column in self.columns.columns:
            held = [self.columns.parts[vertex.node] for vertex in column if vertex.use is None]
            box = max((part.box for part in held), default=0.0)
            label = max(
                self.columns.parts[vertex.node].label
                if vertex.use is None or vertex.written
                else 0.0
                for vertex in column
            )
            right = x + box + label + 2 * _ASIDE
            edges.append((x, x + box, right))
            for vertex in column:
                if vertex.use is None:
                    part, y = self.columns.parts[vertex.node], -self.at[vertex]
                    boxes[vertex.node] = (x + box / 2, y)
                    stubs[vertex.node] = (x + (box + part.box) / 2, right)
                    labels[vertex.node] = ((x + box + right) / 2, y)
            bends = any(
                abs(self.at[other] + offset - self.at[vertex]) > 1e-6
                for vertex in column
                for other, offset in self.columns.after[vertex]
            )
            x = right + across * (_CURVE if bends else _STRAIGHT)
        lines = {use: self._line(use, edges) for use in sorted(self.columns.chains)}
        bottom = max(self.at[vertex] + _reach(vertex)[1] for vertex in self.at)
        return Layout(
            boxes=dict(sorted(boxes.items())),
            stubs=stubs,
            labels=labels,
            lines=lines,
            columns=dict(sorted(self.columns.column.items())),
            rows=max(map(len, self.columns.columns)),
            crossings=self.columns.crossings(),
            width=edges[-1][2],
            height=bottom,
        )

    def _line(
        self,
        use: Use,
        edges: Sequence[tuple[float, float, float]],
    ) -> Line:
        node, _ = use
        source, *passed, target = self.columns.chains[use]
        knots = [(edges[self.columns.column[source.node]][2], -self.at[source])]
        share = None
        for vertex in passed:
            left, middle, right = edges[vertex.column]
            knots += [(left, -self.at[vertex]), (right, -self.at[vertex])]
            if vertex.written:
                share = ((middle + right) / 2, -self.at[vertex])
        left, middle, _ = edges[self.columns.column[node]]
        port = -self.at[target] + self._port(use)
        knots.append((left, port))
        edge = (left + middle - self.columns.parts[node].box) / 2
        if edge > left:
            knots.append((edge, port))
        return Line(source.node, tuple(knots), share)

    def _port(self, use: Use) -> float:
        """Return how far above the middle of a box the line to one of its inputs arrives."""
        node, slot = use
        count = len(self.columns.parts[node].inputs)
        order = list(range(count))
        if self.columns.parts[node].free:
            order.sort(key=lambda k: self.at[self.columns.chains[(node, k)][-2]])
        rank = order.index(slot)
        return HEIGHT * _PORTS * (0.5 - (rank + 0.5) / count)
