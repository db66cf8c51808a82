"""The way back: each node multiplies what arrives by its local slope, and hands it on."""

from __future__ import annotations

from collections.abc import Sequence

from linalg.notation import Formula, fenced, formula, marked, spelled, words
from linalg.notation.expressions import is_negative
from optviz.network.graph.columns import Use
from optviz.network.graph.gates import Character
from scenes.lessons.network.backpropagation.graph_stage import GraphStage
from scenes.lessons.network.backpropagation.switching import Switching
from scenes.lessons.network.backpropagation.way_back import Event, way_back
from scenes.mobjects.graphs.graph_picture import Wire, passed
from scenes.mobjects.graphs.halo import Halo
from scenes.mobjects.graphs.wording import as_written, label_of, number
from scenes.mobjects.text import region_of
from scenes.theme import Role
from scenes.typed_manim import Animation, FadeIn, FadeOut

__all__ = ["Backward"]

_TOLD = {
    Character.ADD: "told.add",
    Character.SUBTRACT: "told.subtract",
    Character.MULTIPLY: "told.multiply",
    Character.SCALE: "told.scale",
    Character.ROUTE: "told.route",
    Character.TIE: "told.tie",
    Character.OPEN: "told.open",
    Character.CLOSED: "told.closed",
    Character.SLOPE: "told.slope",
}
_LOOK = 0.7  # seconds for a product, before the next
_SLOWLY = 2
"""So many products are written down."""


class Backward:
    """Gradients from f back to the inputs.

    Parameters
    ----------
    stage : GraphStage
    """

    def __init__(self, stage: GraphStage) -> None:
        self.stage, self.lesson = stage, stage.lesson
        self.picture, self.record = stage.picture, stage.record
        self.last = len(stage.record.nodes) - 1
        self.written = 0

    def play(self) -> None:
        """Go back from the end."""
        lesson = self.lesson
        lesson.beat("beat.back")
        one = self.picture.gradients[self.last]

        def arrive(front: float) -> None:
            one.show_at(passed(front, self.picture.x_of(self.last), back=True))

        lesson.say("back")
        end = self.picture.end_of(self.last)
        start = self.stage.plan.at((self.stage.plan.layout.stubs[self.last][0], 0))[0]
        self.stage.sweep(arrive, end, start, wires=[self.last], role=Role.GRADIENT)
        ways = way_back(self.record.nodes, self.stage.plan)
        for events in ways:
            if not events[0].told:
                if events is ways[-1]:
                    lesson.say("back.on", *lesson.formula())
                self._go(events)
            elif events[0].character is Character.BRANCH:
                self._join(events[0])
            else:
                self._tell(events[0])

    # Told.

    def _tell(self, event: Event) -> None:
        """Tell the character of a node with its own numbers."""
        lesson, picture = self.lesson, self.picture
        uses = [use for use in picture.shares if use[0] == event.place]
        box = picture.boxes[event.place][0]
        mark = Halo(region_of(box), Role.GRADIENT, lesson.theme)
        node = self.stage.plan.drawn[event.place]
        lesson.say(_TOLD[event.character], FadeIn(mark), *lesson.formula(), node=label_of(node))
        groups = self._groups(uses)
        for k, group in enumerate(groups):
            if k:
                lesson.hold(_LOOK, least=_LOOK)
            Switching(self.stage, event).show_locals(group)
            self._multiply(group)
        lesson.finish_reading()
        lesson.show(FadeOut(mark), seconds=0.5)

    def _groups(self, uses: list[Use]) -> list[list[Use]]:
        """Return the inputs one by one while products are written down slowly, else together."""
        if not self.written and len(uses) == _SLOWLY:
            return [[use] for use in uses]
        return [uses] if uses else []

    def _multiply(self, uses: Sequence[Use]) -> None:
        """Let what arrived run through a node to some of its inputs, which it multiplies."""
        picture = self.picture
        place = uses[0][0]
        heard = max(uses, key=lambda use: abs(picture.locals[use].value))
        formula_comes = (
            self._product(heard) if self.written < _SLOWLY + 1 else self.lesson.formula()
        )
        self.written += 1
        wires: list[Wire] = [place, *uses]
        wires += [picture.source(use) for use in uses if not picture.forks(use)]

        def change(front: float) -> None:
            for use in uses:
                x, share = picture.share_place(use)[0], picture.shares[use]
                seen = passed(front, x, back=True)
                share.show_at(seen)
                picture.locals[use].show_at(1 - seen)

        start = picture.end_of(place)
        end = min(picture.share_place(use)[0] for use in uses) - 0.6
        self.stage.sweep(change, start, end, wires=wires, role=Role.GRADIENT, beside=formula_comes)
        text = self.lesson.formula_place.text
        if formula_comes and text is not None:
            share, local, arrived = (
                picture.shares[heard],
                picture.locals[heard],
                picture.gradients[place],
            )
            self.lesson.claim(
                "local × upstream",
                text,
                lambda: (
                    abs(share.value - local.value * arrived.value)
                    <= 1e-9 * max(abs(share.value), 1e-300)
                ),
            )

    def _product(self, use: Use) -> list[Animation]:
        """Return what shows local × upstream = gradient, with its numbers."""
        picture, lesson = self.picture, self.lesson
        local, arrived, share = (
            each.value
            for each in (picture.locals[use], picture.gradients[use[0]], picture.shares[use])
        )
        exact = _same(as_written(local) * as_written(arrived), as_written(share))
        return lesson.formula(
            marked(words(lesson.words("word.local")), "multiplier"),
            "×",
            marked(words(lesson.words("word.upstream")), "gradient"),
            "=",
            marked(number(local), "multiplier"),
            "×",
            marked(_fenced(number(arrived)), "gradient"),
            "=" if exact else "≈",
            marked(number(share), "gradient"),
        )

    def _join(self, event: Event) -> None:
        """Tell that branches add."""
        lesson, picture = self.lesson, self.picture
        uses = [use for use in picture.shares if picture.source(use) == event.place]
        shares = [picture.shares[use].value for use in uses]
        total = picture.gradients[event.place]
        exact = _same(sum(map(as_written, shares)), as_written(total.value))
        parts: list[object] = []
        for k, share in enumerate(shares):
            parts += ["+"] if k else []
            parts.append(_fenced(number(share)) if k else number(share))
        equals = "=" if exact else "≈"
        shown = marked(formula((*parts, equals, number(total.value))), "gradient")
        node = self.stage.plan.drawn[event.place]
        named = "told.branch" if not node.inputs else "told.branch.inner"
        lesson.say(
            named, *lesson.formula(shown), name=spelled(node.name) if not node.inputs else "f"
        )
        text = lesson.formula_place.text
        if text is not None:
            lesson.claim("branches add", text, lambda: self._adds(uses, event.place))
        self._go([event])

    def _adds(self, uses: Sequence[Use], place: int) -> bool:
        shares = [self.picture.shares[use].value for use in uses]
        total = self.picture.gradients[place].value
        return abs(sum(shares) - total) <= 1e-9 * max(map(abs, (*shares, 1e-300)))

    # In one sweep.

    def _go(self, events: Sequence[Event]) -> None:
        """Let a front run over several nodes and branches, and leave their gradients behind."""
        picture, layout = self.picture, self.stage.plan.layout
        wires: set[Wire] = set()
        numbers = []
        starts, ends = [], []
        for event in events:
            if event.character is Character.BRANCH:
                uses = [use for use in layout.lines if picture.source(use) == event.place]
                wires |= {event.place, *uses}
                total = picture.gradients.get(event.place)
                numbers += [(picture.x_of(event.place), total)] if total is not None else []
                starts.append(max(picture.share_place(use)[0] for use in uses) - 0.6)
                ends.append(picture.x_of(event.place))
                continue
            uses = [use for use in layout.lines if use[0] == event.place]
            wires |= {event.place, *uses}
            starts.append(picture.end_of(event.place))
            ends.append(picture.plan.at(layout.boxes[event.place])[0])
            for use in uses:
                if not picture.forks(use):
                    wires.add(picture.source(use))
                if use in picture.shares:
                    x = picture.share_place(use)[0]
                    numbers.append((x, picture.shares[use]))
                    ends.append(x)

        def change(front: float) -> None:
            for x, shown in numbers:
                shown.show_at(passed(front, x, back=True))

        self.stage.sweep(
            change,
            max(starts),
            min(ends) - 0.6,
            wires=wires,
            role=Role.GRADIENT,
            beside=self.lesson.formula() if self._is_over(events) else [],
        )

    def _is_over(self, events: Sequence[Event]) -> bool:
        """Tell whether the last formula is about something else."""
        return events[0].character is not Character.BRANCH or not events[0].told


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other))


def _fenced(shown: Formula) -> Formula:
    return fenced(shown) if is_negative(shown) else shown
