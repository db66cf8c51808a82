"""A computational graph: boxes, wires, values above the wires and gradients below them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from linalg.notation import to_typst
from optviz.network.graph.columns import Use
from optviz.network.graph.folding import is_number
from optviz.network.graph.layout import HEIGHT, Point, smooth_step
from optviz.network.inspection.nudges import Nudges
from scenes.mobjects.graphs.centred_number import CentredNumber
from scenes.mobjects.graphs.plan import GraphPlan
from scenes.mobjects.graphs.wording import CHANGES, NUMBERS, label_of
from scenes.mobjects.plots.polylines import bezier_points
from scenes.mobjects.text import Text
from scenes.mobjects.written import Written
from scenes.theme import Role, TextKind, Theme
from scenes.typed_manim import RoundedRectangle, VGroup, VMobject
from scenes.typesetting.typeset import mathematics

__all__ = ["TAIL", "GraphPicture", "Wire", "passed", "reached"]

Floats = NDArray[np.float64]
Wire = int | Use
"""A node's own line, or the line to one of a node's inputs."""

TAIL = 1.4
"""The length of what runs along the wires."""
_ABOVE, _BELOW = 0.28, 0.95  # of the baselines over and under a wire, in ems
_STEPS = 16  # of a bend
_WIRE, _GLOW, _LINE = 2.5, 7.0, 2.5
_FADE = 0.5  # the way over which what a front passes comes to be seen
_BASE = 0.24  # of a name under the middle of its box, in ems


class GraphPicture(VGroup):
    """A graph in its places. Everything but its wires, boxes and names is hidden at first.

    Parameters
    ----------
    plan : GraphPlan
    nudges : Nudges
        Of its inputs, with the record of its values and gradients.
    theme : Theme

    Attributes
    ----------
    values, changes, gradients : dict of int to CentredNumber
        Above and below each node's own line; what a nudge changed stands where the gradient will.
    shares, locals : dict of (int, int) to CentredNumber
        For each input of a node, where its share of the gradient is written; a share that has a
        branch to itself stands there, and is the gradient of its source otherwise.
    live : VGroup
        All numbers, and what runs along the wires.
    """

    def __init__(self, plan: GraphPlan, nudges: Nudges, theme: Theme) -> None:
        super().__init__()
        self.plan, self.theme, self.record = plan, theme, nudges.record
        self.paths: dict[Wire, Floats] = _paths(plan)
        self.wires = VMobject(stroke_color=theme[Role.MUTED], stroke_width=_WIRE)
        self.wires.set_points(bezier_points(self.paths.values()))
        self.glow = VMobject(stroke_width=_GLOW)
        self.boxes = {place: self._box(place) for place in plan.drawn}
        self._number(nudges)
        self.live: VGroup[VMobject] = VGroup(
            self.glow,
            *self.values.values(),
            *self.changes.values(),
            *self.locals.values(),
            *self.gradients.values(),
            *(share for use, share in self.shares.items() if self.forks(use)),
        )
        self.add(self.wires, *self.boxes.values(), self.live)

    def _number(self, nudges: Nudges) -> None:
        record, plan = nudges.record, self.plan
        arrived = record.arrived
        with_value = [place for place in plan.drawn if not is_number(record.nodes[place])]
        self.values = {
            place: self._written(place, float(record.nodes[place].value), NUMBERS, above=True)
            for place in with_value
        }
        self.changes = {
            place: self._written(
                place, float(nudges.deltas[0, place]), CHANGES, above=False, role=Role.SOURCE
            )
            for place in with_value
        }
        self.gradients = {
            place: self._written(
                place, float(arrived.get(place, 0.0)), NUMBERS, above=False, role=Role.GRADIENT
            )
            for place in with_value
        }
        self.shares: dict[Use, CentredNumber] = {}
        self.locals: dict[Use, CentredNumber] = {}
        for event in record.backward:
            if event.node not in plan.drawn or event.slot not in plan.drawn[event.node].slots:
                continue
            use = event.node, plan.drawn[event.node].slots.index(event.slot)
            if event.to not in self.gradients:
                continue
            place = self.share_place(use)
            self.locals[use] = self._at(place, float(record.local(event)), NUMBERS, Role.MULTIPLIER)
            self.shares[use] = (
                self._at(place, float(event.gradient), NUMBERS, Role.GRADIENT)
                if self.forks(use)
                else self.gradients[event.to]
            )

    # Places.

    def forks(self, use: Use) -> bool:
        """Tell whether the line to an input is one of several branches."""
        return self.plan.layout.lines[use].share is not None

    def source(self, use: Use) -> int:
        """Return the node at which the line to an input begins."""
        return self.plan.layout.lines[use].source

    def share_place(self, use: Use) -> tuple[float, float]:
        """Return where the share for an input is written, the middle of its baseline."""
        line = self.plan.layout.lines[use]
        at = self.plan.layout.labels[line.source] if line.share is None else line.share
        return self.beside(at, above=False)

    def beside(self, at: Point, *, above: bool) -> tuple[float, float]:
        """Return the middle of the baseline over or under a place of the layout."""
        x, y = at
        return self.plan.at((x, y + _ABOVE if above else y - _BELOW))

    def x_of(self, place: int) -> float:
        """Return where on its line the numbers of a node are."""
        return self.plan.at(self.plan.layout.labels[place])[0]

    def end_of(self, place: int) -> float:
        """Return where a node's own line ends."""
        return self.plan.at((self.plan.layout.stubs[place][1], 0))[0]

    # What changes.

    def grow(self, front: float) -> None:
        """Show what is left of a front."""
        pieces = (_between(path, -np.inf, front) for path in self.paths.values())
        self.wires.set_points(bezier_points(piece for piece in pieces if len(piece) > 1))
        for place, box in self.boxes.items():
            seen = passed(front, self.plan.at(self.plan.layout.boxes[place])[0])
            for part in box:
                if isinstance(part, RoundedRectangle):
                    part.set_stroke(opacity=seen).set_fill(opacity=seen)
                else:
                    part.set_fill(opacity=seen)

    def shine(self, front: float, wires: Iterable[Wire], role: Role, *, back: bool = False) -> None:
        """Let a stretch of some wires shine, behind a front that moves right, or left."""
        low, high = (front, front + TAIL) if back else (front - TAIL, front)
        pieces = [_between(self.paths[wire], low, high) for wire in wires]
        self.glow.set_points(bezier_points(piece for piece in pieces if len(piece) > 1))
        self.glow.set_stroke(color=self.theme[role], width=_GLOW)

    def flown(self, value: float, role: Role, at: tuple[float, float]) -> CentredNumber:
        """Return one more number that may move about, hidden for now."""
        number = CentredNumber(
            value, self.theme, at, written=NUMBERS, size=self.plan.size, role=role
        )
        self.live.add(number)
        return number

    # Parts.

    def _written(
        self,
        place: int,
        value: float,
        written: Written,
        *,
        above: bool,
        role: Role = Role.FOREGROUND,
    ) -> CentredNumber:
        middle = self.beside(self.plan.layout.labels[place], above=above)
        return self._at(middle, value, written, role)

    def _at(
        self, middle: tuple[float, float], value: float, written: Written, role: Role
    ) -> CentredNumber:
        return CentredNumber(
            value, self.theme, middle, written=written, size=self.plan.size, role=role
        )

    def _box(self, place: int) -> VGroup[VMobject]:
        """Return an operation in its box, or the name of a leaf."""
        plan, node = self.plan, self.plan.drawn[place]
        x, y = plan.at(plan.layout.boxes[place])
        markup = mathematics(to_typst(label_of(node)))
        name = Text(markup, self.theme, TextKind.LABEL, plan.size)
        if not node.inputs:
            return VGroup(name.stand_at(x, y - _BASE * plan.em, "middle"))
        start = plan.at((plan.layout.stubs[place][0], 0))[0]
        box = RoundedRectangle(
            width=2 * (start - x),
            height=HEIGHT * plan.em,
            corner_radius=HEIGHT * plan.em / 2 - 1e-3,
            stroke_color=self.theme[Role.FOREGROUND],
            stroke_width=_LINE,
            fill_color=self.theme.background,
            fill_opacity=1,
        )
        return VGroup(box.move_to((x, y, 0)), name.move_to((x, y, 0)))


def passed(front: float, x: float, *, back: bool = False) -> float:
    """Return how far a front has passed a place, from 0 to 1.

    Examples
    --------
    >>> passed(1.0, 2.0), passed(2.25, 2.0), passed(0.0, 2.0, back=True)
    (0.0, 0.5, 1.0)
    """
    way = x - front if back else front - x
    return smooth_step(min(max(way / _FADE, 0.0), 1.0))


def _paths(plan: GraphPlan) -> dict[Wire, Floats]:
    """Return every wire as a polyline on the frame, from left to right."""
    paths: dict[Wire, Floats] = {}
    for place, (start, end) in plan.layout.stubs.items():
        y = plan.layout.boxes[place][1]
        paths[place] = np.array([plan.at((start, y)), plan.at((end, y))])
    for use, line in plan.layout.lines.items():
        points = [line.knots[0]]
        for (x, y), (on, to) in pairwise(line.knots):
            steps = _STEPS if to != y else 1
            for k in range(1, steps + 1):
                share = k / steps
                points.append((x + share * (on - x), y + smooth_step(share) * (to - y)))
        paths[use] = np.array([plan.at(point) for point in points])
    return paths


def _between(path: Floats, low: float, high: float) -> Floats:
    """Return the part of a polyline from one x to another."""
    x, y = path[:, 0], path[:, 1]
    low, high = max(low, x[0]), min(high, x[-1])
    if low >= high:
        return np.zeros((0, 2))
    inside = (low < x) & (x < high)
    ends = np.array([low, high])
    on = np.interp(ends, x, y)
    return np.vstack([[low, on[0]], path[inside], [high, on[1]]])


def reached(plan: GraphPlan, start: int) -> tuple[set[int], list[Wire]]:
    """Return the nodes that a change at one of them reaches, itself included, and the wires."""
    places = {start}
    for place, node in plan.drawn.items():
        if places & set(node.inputs):
            places.add(place)
    lines: list[Wire] = [use for use, line in plan.layout.lines.items() if line.source in places]
    return places, [*places, *lines]
