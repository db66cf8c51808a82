"""The stage of the lesson: a graph under its formula, and fronts that run along its wires."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from optviz.network.graph.formulas import formula_of
from scenes.lessons.network.backpropagation.parameters import BackpropagationParameters
from scenes.mobjects.graphs.graph_picture import TAIL, GraphPicture, Wire
from scenes.mobjects.graphs.plan import TooLargeGraphError, plan_graph
from scenes.mobjects.text import Text, region_of
from scenes.parts.following import Following
from scenes.parts.lesson import Lesson
from scenes.stage import FORMULA, MAIN, Region
from scenes.theme import SMALLEST, Role, TextKind
from scenes.typed_manim import Animation, linear

__all__ = ["GraphStage"]

_HEADING = 40.0
_UNDER = 0.3  # between the formula and the graph
_UNDER_THE_GRAPH = Region(FORMULA.left, FORMULA.right, FORMULA.bottom + 0.2, FORMULA.top)
_SPEED = 3.4  # of a front, in units for each second
_SHORTEST, _LONGEST = 1.9, 2.5


class GraphStage:
    """A graph in its region.

    Parameters
    ----------
    lesson : Lesson
    problem : BackpropagationParameters

    Attributes
    ----------
    picture : GraphPicture
    heading : Text or None
        The formula; None where there is no room for it.
    """

    def __init__(self, lesson: Lesson, problem: BackpropagationParameters) -> None:
        self.lesson, self.problem = lesson, problem
        lesson.formula_place.region = _UNDER_THE_GRAPH
        self.nudges, self.record = problem.nudges, problem.record
        self.heading: Text | None = self._heading()
        plan = problem.plan
        if self.heading is not None:
            below = Region(
                MAIN.left, MAIN.right, MAIN.bottom, region_of(self.heading).bottom - _UNDER
            )
            try:
                plan = plan_graph(problem.nudges, below)
            except TooLargeGraphError:
                self.heading = None
        self.plan = plan
        self.picture = GraphPicture(plan, problem.nudges, lesson.theme)

    def _heading(self) -> Text | None:
        parts = ("f", "=", formula_of(self.record.nodes))
        text = self.lesson.label(*parts, size=_HEADING)
        size = min(_HEADING, _HEADING * MAIN.width / text.width)
        if size < SMALLEST[TextKind.LABEL]:
            return None
        if size < _HEADING:
            text = self.lesson.label(*parts, size=size)
        return text.move_to((MAIN.centre[0], MAIN.top - text.height / 2, 0))

    @property
    def ends(self) -> tuple[float, float]:
        """From where to where a front runs to pass everything."""
        region = self.plan.region
        return region.left, region.right

    def sweep(
        self,
        change: Callable[[float], object],
        start: float,
        end: float,
        *,
        wires: Iterable[Wire] = (),
        role: Role = Role.FOREGROUND,
        beside: Iterable[Animation] = (),
        longest: float = _LONGEST,
    ) -> None:
        """Let a front run from one x to another along some wires, and what it shines with out.

        Parameters
        ----------
        change : callable
            Shows what a front at some x has passed.
        start, end : float
            It runs on by the length of what shines.
        wires : iterable of Wire
        role : Role
            The colour in which they shine.
        beside : iterable of Animation
            What else is played.
        longest : float
            Seconds.
        """
        picture, lit = self.picture, list(wires)
        back = end < start
        last = end - TAIL if back else end + TAIL

        def update(share: float) -> None:
            front = start + (last - start) * share
            picture.shine(front, lit, role, back=back)
            change(front)

        seconds = min(max(abs(last - start) / _SPEED, _SHORTEST), longest)
        motion = Following(picture.live, update, linear)
        self.lesson.show(motion, *beside, seconds=seconds)
