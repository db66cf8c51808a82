"""All rules from one start close beside a saddle: who leaves it, and after how many steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from linalg.notation import words
from optviz.descent.saddle_escape import AWAY, BESIDE, SaddleEscape
from scenes.lessons.optimisation.momentum_to_adam.ground import Ground
from scenes.lessons.optimisation.momentum_to_adam.method_line import RIGHT, MethodLine
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.plane import Dash, Plane
from scenes.mobjects.plots.race import Racer, Table
from scenes.mobjects.plots.trail import Trail
from scenes.parts.plot_stage import PlotStage
from scenes.parts.races.racers import subject
from scenes.stage import Region
from scenes.theme import Role
from scenes.typed_manim import FadeIn, FadeOut, VGroup

__all__ = ["BesideASaddle"]

_FURTHER = 4  # steps that are shown after the last has left
_ABOVE = 3.0  # of the distance at which one has left, on the axis
_BELOW = 0.5  # of the first distance


class BesideASaddle:
    """The ways of all rules from beside a saddle, and how far from it they are along the way out.

    Parameters
    ----------
    stage : PlotStage
    line : MethodLine
    ground : Ground
    racers : sequence of Racer
    record : SaddleEscape
        The same rules beside the saddle, by their labels in the same order.
    """

    def __init__(
        self,
        stage: PlotStage,
        line: MethodLine,
        ground: Ground,
        racers: Sequence[Racer],
        record: SaddleEscape,
    ) -> None:
        self.stage, self.lesson, self.line = stage, stage.lesson, line
        self.ground, self.record = ground, record
        self.left = record.left()
        made = {label: int(path.steps) for label, path in record.trajectories.items()}
        last = [made[label] if k is None else k + _FURTHER for label, k in self.left.items()]
        self.steps = max(min(max(last), max(made.values())), 1)
        self.racers = [
            replace(racer, trajectory=path, steps=min(self.steps, made[label]), arrived=False)
            for racer, (label, path) in zip(racers, record.trajectories.items(), strict=True)
        ]
        self._draw()

    def play(self) -> None:
        """Show the saddle; let all go; say who has left it."""
        lesson = self.lesson
        lesson.beat("beat.saddle")
        leaving = [*self.ground.give_way(), *self.line.turn_to(), FadeOut(self.ground.dot)]
        lesson.say("saddle", *leaving, FadeIn(self.star, scale=3))
        lesson.show(FadeIn(self.picture))
        lesson.say("saddle.start")
        self.stage.run(self.picture, self._reach, self.steps, seconds=3.0, steady=True)
        key, values = self._verdict()
        lesson.say(key, **values)
        lesson.finish_reading()
        self.ground.alone(self.line)

    def _reach(self, step: float) -> None:
        for trail in (*self.ways, *self.curves):
            trail.reach(step)
        self.table.reach(step)

    def _verdict(self) -> tuple[str, dict[str, object]]:
        """Return the caption on who has left, with its values."""
        steps = list(self.left.values())
        gone = [(k, racer) for k, racer in zip(steps, self.racers, strict=True) if k is not None]
        if not gone:
            return "saddle.none", {"steps": self.steps}
        first, racer = min(gone, key=lambda pair: pair[0])
        values: dict[str, object] = {"name": subject(racer), "first": first}
        if len(gone) < len(steps):
            return "saddle.some", values
        return "saddle.all", {**values, "last": max(k for k, _ in gone)}

    def _draw(self) -> None:
        lesson, record, theme = self.lesson, self.record, self.lesson.theme
        plane = self.ground.plot.plane
        self.star = Marker(
            plane.point(*record.saddle), Shape.DIAMOND, Role.FOREGROUND, theme, hollow=True
        )
        headings = (
            lesson.label(words(lesson.words("axis.index")), role=Role.MUTED, size=28),
            lesson.label("f", role=Role.MUTED, size=28),
        )
        names = [lesson.label(words(racer.name), size=28) for racer in self.racers]
        self.table = Table(self.racers, names, RIGHT, headings, theme)
        low, high = (share * record.size for share in (_BELOW * BESIDE, _ABOVE * AWAY))
        self.values = Plane(
            Axis(0, self.steps * 1.04, words(lesson.words("axis.index"))),
            Axis(low, high, words(lesson.words("axis.saddle")), log=True),
            Region(RIGHT.left, RIGHT.right, RIGHT.bottom, self.table.bottom - 0.15),
            theme,
        )
        border = [[0, AWAY * record.size], [self.steps * 1.04, AWAY * record.size]]
        self.border = self.values.curve(border, Role.MUTED, width=2.0, dash=Dash.DASHED)
        self.ways = [
            Trail(plane, racer.points, racer.style, theme, steps=self.steps)
            for racer in self.racers
        ]
        self.curves = [
            Trail(self.values, self._distances(label, racer), racer.style, theme, steps=self.steps)
            for label, racer in zip(record.trajectories, self.racers, strict=True)
        ]
        self.picture = VGroup(self.values, self.border, *self.curves, self.table, *self.ways)

    def _distances(self, label: str, racer: Racer) -> np.ndarray:
        """Return the steps and how far out each is, (T + 1, 2)."""
        far = self.record.distances(label)[: racer.steps + 1]
        return np.column_stack([np.arange(len(far)), np.maximum(far, self.values.y.low / 10)])
