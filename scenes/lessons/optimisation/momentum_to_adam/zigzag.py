"""Gradient descent: steep across the ravine, so it zigzags; flat along it, so it creeps."""

from __future__ import annotations

import numpy as np

from linalg.notation import words
from scenes.lessons.optimisation.momentum_to_adam.ground import Ground
from scenes.lessons.optimisation.momentum_to_adam.method_line import (
    RIGHT,
    MethodLine,
    gradient_step,
)
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.plane import Plane
from scenes.mobjects.plots.race import Race, Racer, Table, value_axis
from scenes.parts.plot_stage import PlotStage, away
from scenes.stage import Region
from scenes.theme import Role
from scenes.typed_manim import FadeIn, VGroup

__all__ = ["Zigzag"]

STEPS = 24  # at most so many are shown
_CLOSE = 1e-6


class Zigzag:
    """Gradient descent from the start, and its values.

    Parameters
    ----------
    stage : PlotStage
    line : MethodLine
    ground : Ground
    racer : Racer
        Gradient descent.
    lowest : float
        What values are measured from.
    """

    def __init__(
        self, stage: PlotStage, line: MethodLine, ground: Ground, racer: Racer, lowest: float
    ) -> None:
        self.stage, self.lesson, self.line, self.ground = stage, stage.lesson, line, ground
        steps = min(STEPS, racer.steps)
        self.racer = Racer(racer.name, racer.style, racer.trajectory, steps, arrived=False)
        self.race, self.values = self._race(lowest)

    def play(self) -> None:
        """Follow it for a while."""
        lesson, race = self.lesson, self.race
        lesson.beat("beat.gradient")
        arriving = [*self.ground.give_way(), *self.line.turn_to(self.racer, *gradient_step())]
        lesson.say("gradient", *arriving, FadeIn(VGroup(self.values, race)))
        formula = lesson.formula_place.text
        if formula is not None:
            lesson.claim("xₖ₊₁ = xₖ - ηgₖ for what is drawn", formula, self._holds)
        half = min(4, self.racer.steps)
        self.stage.run(race, race.reach, half, seconds=2.0, steady=True)
        lesson.say(self._verdict())
        self.stage.run(race, race.reach, self.racer.steps, start=half, seconds=2.5, steady=True)
        lesson.finish_reading()
        lesson.show(away(self.values, race), seconds=0.6)

    def _verdict(self) -> str:
        """Return the caption on what its steps have in common."""
        path, steps = self.racer.trajectory, self.racer.steps
        if not (path.f[: steps + 1] <= path.f[0]).all():
            return "gradient.rises"
        hessian = path.objective.hessian(path.x[0])
        if not np.isfinite(hessian).all():
            return "gradient.smooth"
        curvatures, axes = np.linalg.eigh(hessian)
        across = path.step[:steps] @ axes[:, np.abs(curvatures).argmax()]
        turns = across[:-1] * across[1:] < 0
        return "gradient.zigzag" if len(turns) and turns.mean() > 0.5 else "gradient.smooth"

    def _holds(self) -> bool:
        """Compare the points that are drawn with steps against the gradient."""
        path, trail = self.racer.trajectory, self.race.trails[0]
        x = np.array([trail.plane.value_at(place) for place in trail.places])
        steps = -path.learning_rate[: len(x) - 1, None] * path.objective.gradient(x[:-1])
        return bool(np.allclose(np.diff(x, axis=0), steps, rtol=1e-5, atol=_CLOSE * np.ptp(x)))

    def _race(self, lowest: float) -> tuple[Race, Plane]:
        lesson, racer = self.lesson, self.racer
        headings = (
            lesson.label(words(lesson.words("axis.index")), role=Role.MUTED, size=28),
            lesson.label("f", role=Role.MUTED, size=28),
        )
        rates = racer.trajectory.learning_rate
        rate = "eta", "=", float(f"{float(rates[0]):.3g}")
        name = lesson.label(*(words(racer.name),) if np.ptp(rates) else rate, size=28)
        table = Table([racer], [name], RIGHT, headings, lesson.theme)
        values = Plane(
            Axis(0, racer.steps * 1.04, words(lesson.words("axis.index"))),
            value_axis([racer], lowest, words(lesson.words("axis.above"))),
            Region(RIGHT.left, RIGHT.right, RIGHT.bottom, table.bottom - 0.15),
            lesson.theme,
        )
        plane = self.ground.plot.plane
        return Race([racer], table, plane, values, lowest, lesson.theme), values
