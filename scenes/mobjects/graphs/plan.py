"""The plan of a graph on the frame: places in the frame's units, as large as there is room.

It is made without Manim, so that an expression whose graph could not be read is refused before
anything is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from optviz.network.graph.columns import Part
from optviz.network.graph.folding import DrawnNode, folded, is_number
from optviz.network.graph.layout import HEIGHT, Layout, Point, lay_out
from optviz.network.inspection.graph_figure import COMMUTING
from optviz.network.inspection.nudges import Nudges
from scenes.mobjects.graphs.wording import CHANGES, NUMBERS, label_of, number_width, width_of
from scenes.stage import Region
from scenes.theme import SMALLEST, TextKind

__all__ = ["GraphPlan", "TooLargeGraphError", "plan_graph"]

UNITS = 1 / 96
"""Of the frame, to a point of Manim's font sizes."""
_LARGEST = 52.0
_PADDING = 0.8  # of a box, on both sides together, in ems
_NARROWEST, _WIDEST, _HIGHEST = (
    0.7,
    3.0,
    2.0,
)  # by what the room between columns, and between rows, grows
_HALVINGS = 6


class TooLargeGraphError(ValueError):
    """A graph that could not be read on one frame."""


@dataclass(frozen=True)
class GraphPlan:
    """A graph with its places.

    Attributes
    ----------
    drawn : mapping of int to DrawnNode
    layout : Layout
        In ems.
    em : float
        In units of the frame.
    corner : (float, float)
        The top left corner, on the frame.
    """

    drawn: Mapping[int, DrawnNode]
    layout: Layout
    em: float
    corner: tuple[float, float]

    @property
    def size(self) -> float:
        """The font size."""
        return self.em / UNITS

    def at(self, place: Point) -> tuple[float, float]:
        """Return a place of the layout on the frame."""
        return self.corner[0] + self.em * place[0], self.corner[1] + self.em * place[1]

    @property
    def region(self) -> Region:
        """The box around everything."""
        left, top = self.corner
        return Region(
            left, left + self.em * self.layout.width, top - self.em * self.layout.height, top
        )


def plan_graph(nudges: Nudges, region: Region) -> GraphPlan:
    """Plan a graph, with room for all numbers that come to be written in it.

    Parameters
    ----------
    nudges : Nudges
        Of its inputs; with the record of its forward and backward pass.
    region : Region
        Where it has to fit.

    Raises
    ------
    TooLargeGraphError
        If its letters would be too small to be read.
    """
    drawn = folded(nudges.record.nodes)
    widths = _number_widths(nudges, drawn)
    parts = {
        place: Part(
            node.inputs,
            box=max(width_of(label_of(node)) + _PADDING, HEIGHT if node.inputs else 0.0),
            label=widths[place],
            free=node.name in COMMUTING,
        )
        for place, node in drawn.items()
    }
    layout = lay_out(parts, across=_NARROWEST)
    ems = min(region.width / layout.width, region.height / layout.height)
    least = SMALLEST[TextKind.LABEL] * UNITS
    if ems < least:
        raise TooLargeGraphError(_refusal(layout, region, least))
    em = min(ems, _LARGEST * UNITS)
    layout = _spread(parts, layout, region.width / em, region.height / em)
    left = region.centre[0] - em * layout.width / 2
    top = region.centre[1] + em * layout.height / 2
    return GraphPlan(drawn, layout, em, (left, top))


def _number_widths(nudges: Nudges, drawn: Mapping[int, DrawnNode]) -> dict[int, float]:
    """Return for each node how wide the numbers along its line, or its branches, come to be."""
    record = nudges.record
    texts: dict[int, list[str]] = {place: [] for place in drawn}
    for place in drawn:
        rest = float(record.nodes[place].value)
        swing = nudges.swing[:, place]
        values = [rest, *nudges.values[:, place].tolist(), *swing.tolist()]
        if is_number(record.nodes[place]):
            continue
        texts[place] += map(NUMBERS.of, values)
        texts[place] += map(CHANGES.of, (swing - rest).round(12).tolist())
        texts[place].append(NUMBERS.of(float(record.arrived.get(place, 0.0))))
    for event in record.backward:
        if event.to in texts:
            texts[event.to] += map(NUMBERS.of, (float(event.gradient), float(record.local(event))))
    return {place: _widest(each) for place, each in texts.items()}


def _widest(texts: Iterable[str]) -> float:
    return max(map(number_width, texts), default=0.0)


def _spread(parts: Mapping[int, Part], layout: Layout, width: float, height: float) -> Layout:
    """Return the layout with as much room between columns and rows as there is, up to a limit."""
    gained = lay_out(parts, across=_NARROWEST + 1).width - layout.width
    across = _NARROWEST + ((width - layout.width) / gained if gained > 0 else 0.0)
    across = min(across, _WIDEST)
    low, high = 1.0, _HIGHEST
    if lay_out(parts, down=high).height <= height:
        low = high
    for _ in range(_HALVINGS if low < high else 0):
        middle = (low + high) / 2
        if lay_out(parts, down=middle).height <= height:
            low = middle
        else:
            high = middle
    spread = lay_out(parts, across=across, down=low)
    return spread if spread.width <= width + 1e-9 else layout


def _refusal(layout: Layout, region: Region, em: float) -> str:
    """Say how large the graph is, and how much could be read."""
    count, columns = len(layout.boxes), max(layout.columns.values()) + 1
    across = int(columns * region.width / (em * layout.width))
    below = int(layout.rows * region.height / (em * layout.height))
    fits = min(across, columns), min(below, layout.rows)
    return (
        f"its graph of {count} nodes, {columns} in a row and {layout.rows} below one another, "
        f"cannot be read on one frame: about {fits[0]} by {fits[1]} fit; give a part of it, with "
        "the values of what it takes as inputs"
    )
