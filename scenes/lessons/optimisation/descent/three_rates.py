"""Gradient descent with three learning rates: too small, too large, and the best of those tried."""

from __future__ import annotations

import numpy as np

from linalg.notation import marked, symbol, words
from optviz.descent.rate_trio import RateTrio
from optviz.trajectories.trajectory import Trajectory
from scenes.lessons.optimisation.descent.ground import DescentGround
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.plane import Plane
from scenes.mobjects.plots.race import Race, Racer, Table, value_axis
from scenes.mobjects.plots.trail import STYLES
from scenes.parts.plot_stage import SIDE, TITLE, PlotStage, away
from scenes.stage import Region
from scenes.theme import Role
from scenes.typed_manim import FadeIn, Motion, VGroup

__all__ = ["ThreeRates", "gradient_step"]

_LOOKS = (STYLES[2], STYLES[0], STYLES[3])  # too small, best, too large
_ORDER = ((0, "rate.small"), (2, "rate.large"), (1, "rate.best"))


class ThreeRates:
    """The same steps with three rates, one after the other, in one picture.

    Parameters
    ----------
    stage : PlotStage
    ground : DescentGround
    record : RateTrio
    lowest : float
        What values are measured from, unless one of the three gets lower.
    settled : bool
        Whether that is the value of a minimum.
    """

    def __init__(
        self,
        stage: PlotStage,
        ground: DescentGround,
        record: RateTrio,
        lowest: float,
        *,
        settled: bool,
    ) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record
        self.settled = settled
        racers = [
            Racer("", style, trajectory, _shown(trajectory, ground.plot.plane), arrived=False)
            for style, trajectory in zip(_LOOKS, record.trajectories, strict=True)
        ]
        self.lowest = min(lowest, *(float(racer.values.min()) for racer in racers))
        self.race = self._race(racers, ground)

    def play(self) -> None:
        """Too small, too large, and the best."""
        lesson, race = self.lesson, self.race
        lesson.beat("beat.rates")
        arriving = [FadeIn(VGroup(self.values, race)), *lesson.formula(*gradient_step())]
        formula = lesson.formula_place.text
        if formula is not None:
            lesson.claim("xₖ₊₁ = xₖ - η∇f for what is drawn", formula, self._holds)
        for place, key in _ORDER:
            self._follow(place, key, *arriving)
            arriving = []
        lesson.show(away(self.values, race), *lesson.formula(), seconds=0.6)

    def _follow(self, place: int, key: str, *arriving: Motion) -> None:
        """Let one of the three make its steps."""
        race, racer = self.race, self.race.table.racers[place]
        rate = self.record.rates[place]
        self.lesson.say(key, *arriving, eta="eta", rate=_short(rate), tried=len(self.record.tried))
        moving = VGroup(race.trails[place], race.curves[place], race.table)
        self.stage.run(
            moving,
            lambda step: race.reach_one(place, step),
            racer.steps,
            seconds=2.5,
            steady=True,
        )

    def _holds(self) -> bool:
        """Compare the points that are drawn with steps of the rates that are written."""
        f, plane = self.record.best.objective, self.race.ways
        for trail, racer, rate in zip(
            self.race.trails, self.race.table.racers, self.record.rates, strict=True
        ):
            x = np.array([plane.value_at(place) for place in trail.places[: racer.steps + 1]])
            steps = -rate * f.gradient(x[:-1])
            if not np.allclose(np.diff(x, axis=0), steps, rtol=1e-6, atol=1e-9 * np.ptp(x)):
                return False
        return True

    def _race(self, racers: list[Racer], ground: DescentGround) -> Race:
        lesson = self.lesson
        headings = (
            lesson.label(words(lesson.words("axis.index")), role=Role.MUTED, size=28),
            lesson.label("f", role=Role.MUTED, size=28),
        )
        names = [lesson.label("eta", "=", _short(rate), size=28) for rate in self.record.rates]
        room = Region(SIDE.left, SIDE.right, SIDE.bottom, TITLE.bottom)
        table = Table(racers, names, room, headings, lesson.theme)
        longest = max(racer.steps for racer in racers)
        above = "axis.above" if self.settled else "axis.above.reached"
        self.values = Plane(
            Axis(0, longest * 1.04, words(lesson.words("axis.index"))),
            value_axis(racers, self.lowest, words(lesson.words(above))),
            Region(SIDE.left, SIDE.right, SIDE.bottom, table.bottom - 0.15),
            lesson.theme,
        )
        return Race(racers, table, ground.plot.plane, self.values, self.lowest, lesson.theme)


def _shown(trajectory: Trajectory, plane: Plane) -> int:
    """Return how many steps are shown: all, or until it has left the plane and is higher up."""
    higher = trajectory.f > trajectory.f[0]
    outside = [k for k, x in enumerate(trajectory.x) if higher[k] and not plane.holds(*x)]
    return min([int(trajectory.steps), *outside])


def gradient_step() -> tuple[object, ...]:
    """Return the formula of a step of gradient descent."""
    slope = marked(("∇", "f"), "gradient")
    return symbol("x", ("k", "+", 1)), "=", symbol("x", "k"), "-", "eta", slope


def _short(value: float) -> float | int:
    """Return a number with no more digits than one reads."""
    rounded = float(f"{value:.3g}")
    return int(rounded) if rounded.is_integer() and abs(rounded) < 1e6 else rounded
