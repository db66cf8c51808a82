"""The lesson on descent: the slope, the curvature, both in a race, and what each costs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np
from manim import FadeIn, VGroup, VMobject

from linalg.notation import Formula, marked, point, power, words
from linalg.record import Record
from optviz.objectives.cut import cut
from optviz.objectives.model import QuadraticModel
from optviz.rules import GradientDescent, Rule
from optviz.second_order import newton
from optviz.trajectories.endings import (
    CONVERGED,
    DIVERGED,
    FLAT_GROUND,
    INFLECTION,
    MAXIMUM,
    SADDLE,
    STEP_LIMIT,
)
from scenes.lessons.descent.parameters import DescentParameters
from scenes.method_names import ENDINGS
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.contour_plot import ContourPlot
from scenes.mobjects.plots.cut_plot import CutPlot
from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.plane import Curve, Plane
from scenes.mobjects.plots.race import Race, Racer, Table, value_axis
from scenes.mobjects.plots.relief import Relief
from scenes.mobjects.plots.trail import Trail
from scenes.mobjects.readout import Readout
from scenes.newton_trouble import NewtonTrouble
from scenes.plot_lesson import HEAD, PLOT, SIDE, TITLE
from scenes.racers import racers_of
from scenes.stage import Region
from scenes.step_price import StepPrice
from scenes.theme import Role

__all__ = ["DescentLesson"]

NUMBERS = Region(SIDE.left, SIDE.right, TITLE.bottom - 0.75, TITLE.bottom - 0.1)
UNDER_NUMBERS = Region(SIDE.left, SIDE.right, SIDE.bottom, NUMBERS.bottom - 0.1)
SLOPE_REACH, NEWTON_REACH = (-0.4, 2.5), (-0.4, 1.9)  # of a cut, in steps
MODELS = 3  # so many of Newton's steps are shown with their models
GROUND = {"dark": "function.dark", "light": "function.light"}
FIRST_SIGHT, LAST_SIGHT = -0.9, -0.25  # radians
STILL = {
    CONVERGED: "still.minimum",
    SADDLE: "still.saddle",
    MAXIMUM: "still.maximum",
    INFLECTION: "still.inflection",
    FLAT_GROUND: "still.flat",
}


class DescentLesson(NewtonTrouble, StepPrice):
    """One step along the slope, one into the minimum of the quadratic model, then the race.

    Source: CS231n, lecture 7.
    """

    parameters_class = DescentParameters
    finale: VGroup | None = None

    def records(self) -> Iterable[Record]:
        troubled = self.parameters.trouble == "yes"
        return [
            self.parameters.race,
            *([self.caught, self.thrown, self.damped] if troubled else []),
        ]

    @cached_property
    def racers(self) -> list[Racer]:
        """Everyone who takes part."""
        return racers_of(self.parameters.race, self.words)

    def construct(self) -> None:
        self.open()
        if all((racer.trajectory.x == racer.points[0]).all() for racer in self.racers):
            self.stand_still()
        else:
            self.first_order()
            self.second_order()
            self.side_by_side()
        if self.parameters.trouble == "yes":
            self.trouble()
        if self.parameters.price == "yes":
            self.price()
        self.close()

    # The function.

    def open(self) -> None:
        """The level sets and the start."""
        self.beat("beat.function")
        given = self.parameters
        self.plot = ContourPlot(given.function, given.race.window, PLOT, self.theme)
        self.formula_place.region = HEAD
        self.say(
            GROUND[self.theme.name],
            FadeIn(self.plot),
            *self.formula("f", "=", given.function.expression),
        )
        self.hold()
        place = self.plot.point(self.racers[0].points[0])
        self.dot = Marker(place, Shape.DISC, Role.FOREGROUND, self.theme)
        self.say("start", FadeIn(self.dot), start=point(*given.coordinates))
        self.hold()
        if given.view == "surface":
            self.surface()
        self.formula_place.region = TITLE

    def surface(self) -> None:
        """The same ground in space, turned before our eyes."""
        start, plot = self.racers[0].points[0], self.plot
        relief = Relief(
            self.parameters.function, plot.window, plot.contours, start, SIDE, self.theme
        )
        relief.turn(FIRST_SIGHT)
        self.say("surface", FadeIn(relief), *self.formula())
        self.run(relief, relief.turn, LAST_SIGHT, start=FIRST_SIGHT, seconds=2.5)
        self.hold()
        self.show(self.away(relief), seconds=0.5)

    def stand_still(self) -> None:
        """Nobody moves: the start is level, or there is nowhere to go from it."""
        endings = {racer.trajectory.ending for racer in self.racers}
        if endings <= set(STILL):
            self.say(STILL[endings.pop()])
            self.hold(2.0)
        else:
            self.say_endings()

    # One step along the slope.

    def first_order(self) -> None:
        """The first step of the first rule, along the tangent plane."""
        racer = next((r for r in self.racers if isinstance(r.trajectory.method, Rule)), None)
        if racer is None or racer.trajectory.steps == 0:
            return
        self.beat("beat.slope")
        lines = self.plot.plane_lines(racer.trajectory.model(0))
        self.prepare_step(racer, SLOPE_REACH)
        model = VGroup(lines, self.beside.tangent)
        self.say("slope", FadeIn(model, self.side), *self.formula())
        self.hold()
        if isinstance(racer.trajectory.method, GradientDescent):
            rate = _short(float(racer.trajectory.learning_rate[0]))
            formula = ("x", "-", "eta", marked(("∇", "f"), "gradient"))
            self.say("rate", *self.formula(*formula), eta="eta", rate=rate)
        else:
            self.say("rule", name=words(racer.name))
        self.take_step()
        self.show(self.away(model, self.side), seconds=0.5)

    # One step into the minimum of the quadratic model.

    def second_order(self) -> None:
        """The first steps of Newton's method, or else of the first that has a Hessian."""
        having = [r for r in self.racers if "hessian" in r.trajectory.terms if r.trajectory.steps]
        if not having:
            return
        racer = next((r for r in having if r.trajectory.method == newton()), having[0])
        self.beat("beat.curvature")
        path, model = racer.trajectory, racer.trajectory.model(0)
        lines = self.plot.model_lines(model)
        self.prepare_step(racer, NEWTON_REACH)
        inverse = "+" if model.is_valley else -1  # of all steps to the bottom, the shortest
        formula = ("x", "-", power(marked("H", "model"), inverse), marked(("∇", "f"), "gradient"))
        both = VGroup(lines, self.beside.parabola)
        self.say("curvature", FadeIn(both, self.side), *self.formula(*formula))
        self.hold()
        end = path.x[1]
        if np.allclose(end, model.level_point, atol=1e-9 * float(np.abs(end).max())):
            bottom = self.beside.lowest_of_parabola(self.theme)
            self.say(_landing(model), FadeIn(bottom))
        else:
            bottom = None
            self.say("newton.kept", name=_subject(racer))
        self.take_step()
        if bottom is not None:
            self.show(self.away(bottom), seconds=0.5)
        self.more_models(racer, lines)

    def more_models(self, racer: Racer, lines: Curve) -> None:
        """At each new point a new model."""
        path = racer.trajectory
        trail = Trail(self.plot.plane, path.x[: MODELS + 1], racer.style, self.theme)
        trail.reach(1)
        self.remove(self.trail)
        self.add(trail)
        last = min(MODELS, racer.steps)
        if last > 1:
            self.say("models")
        for k in range(1, last):
            old = VGroup(lines, *self.shown_beside)
            lines = self.plot.model_lines(path.model(k))
            self.prepare_step(racer, NEWTON_REACH, k)
            self.show(self.away(old), FadeIn(VGroup(lines, self.side, self.beside.parabola)))
            self.move(trail, k)
        self.hold()
        self.show(
            self.away(lines, trail, *self.shown_beside, *self.trails), *self.formula(), seconds=0.6
        )

    def prepare_step(self, racer: Racer, reach: tuple[float, float], k: int = 0) -> None:
        """Make what shows step k of someone: in the plot, and cut along it beside."""
        path = racer.trajectory
        along = cut(path.objective, path.model(k), path.step[k], reach=reach)
        self.beside = CutPlot(along, UNDER_NUMBERS, self.theme)
        self.value = Readout(self.theme, "f", scale=float(np.nanmax(np.abs(along.value))))
        self.value.show(float(path.f[k])).stand_from(SIDE.left, NUMBERS.bottom + 0.2)
        self.side = VGroup(self.beside, self.value)
        self.trail = Trail(self.plot.plane, path.x[k : k + 2], racer.style, self.theme)

    @property
    def shown_beside(self) -> tuple[VMobject, ...]:
        """What is seen of the cut with its parabola."""
        return self.side, self.beside.parabola

    def take_step(self) -> None:
        """Let the point go along the first step, in both plots."""
        self.trails.add(self.trail)
        self.add(self.trails)
        self.move(self.trail, 0)
        self.hold()

    def move(self, trail: Trail, k: int) -> None:
        """Let the point go along step k of a trail, in both plots."""
        moving = VGroup(trail, self.beside.here, self.value)

        def reach(share: float) -> None:
            trail.reach(k + share)
            self.beside.reach(share)
            self.value.show(self.beside.height(share))

        self.run(moving, reach, seconds=1.5 if k else 2.0)

    @cached_property
    def trails(self) -> VGroup:
        """The first steps that have been made."""
        return VGroup()

    # Side by side.

    def side_by_side(self) -> None:
        """Everyone at once, on the plot and against the step."""
        self.beat("beat.race")
        race = self._race()
        self.say("race", FadeIn(race, self.values), *self.formula())
        self.remove(self.dot)
        fastest = min((r.steps for r in self.racers if r.arrived), default=race.steps)
        first = fastest if 0 < fastest < race.steps else min(race.steps, 5)
        self.run(race, race.reach, first, seconds=2.5, steady=True)
        self.hold()
        if first < race.steps:
            self.go_on(first)
            self.run(race, race.reach, race.steps, start=first, seconds=2.5, steady=True)
            self.hold()
        self.verdict(race)
        self.finale = VGroup(self.plot, self.values, race)

    def go_on(self, step: int) -> None:
        """Say who is there already."""
        there = [racer for racer in self.racers if racer.arrived and racer.steps == step]
        if there:
            self.say("race.on", name=_subject(there[0]), count=step)
        else:
            self.say("race.further")

    def _race(self) -> Race:
        headings = (
            self.label(words(self.words("axis.index")), role=Role.MUTED, size=28),
            self.label("f", role=Role.MUTED, size=28),
        )
        names = [self.label(words(r.name), size=28) for r in self.racers]
        table = Table(self.racers, names, SIDE, headings, self.theme)
        lowest = self.parameters.race.lowest
        longest = max(racer.steps for racer in self.racers)
        x = Axis(0, longest * 1.04, words(self.words("axis.index")))
        above = "axis.above" if self.parameters.race.settled else "axis.above.reached"
        y = value_axis(self.racers, lowest, words(self.words(above)))
        room = Region(SIDE.left, SIDE.right, SIDE.bottom, table.bottom - 0.15)
        self.values = Plane(x, y, room, self.theme)
        return Race(self.racers, table, self.plot.plane, self.values, lowest, self.theme)

    def close(self) -> None:
        """The whole race once more, after what came between: a figure of its own."""
        between = "yes" in (self.parameters.trouble, self.parameters.price)
        if self.finale is None or not between:
            return
        self.beat("beat.end")
        self.clear_stage()
        orders = {isinstance(r.trajectory.method, Rule) for r in self.racers if r.arrived}
        self.say("end" if len(orders) == 2 else "end.plain", FadeIn(self.finale), *self.formula())
        self.hold(2.0)

    def verdict(self, race: Race) -> None:
        """Who arrived after how many steps, and what became of the others."""
        arrived = sorted((r for r in self.racers if r.arrived), key=lambda r: r.steps)
        if len(arrived) >= 2 and arrived[0].steps == arrived[-1].steps:
            self.say("verdict.same", count=arrived[0].steps)
        elif len(arrived) >= 2:
            self.say("verdict", slow=arrived[-1].steps, fast=arrived[0].steps)
        elif arrived:
            self.say("verdict.one", name=words(arrived[0].name), count=arrived[0].steps)
        self.hold(1.5)
        self.say_endings()
        outside = [r for r, trail in zip(self.racers, race.trails, strict=True) if trail.leaves]
        for racer in outside:
            if racer.trajectory.ending != DIVERGED:
                self.say("leaves", name=words(racer.name))
                self.hold()

    def say_endings(self) -> None:
        """What became of those who have not arrived."""
        for racer in self.racers:
            if not racer.arrived or racer.steps == 0:
                ending = racer.trajectory.ending
                count = racer.steps if ending == STEP_LIMIT else None
                self.say(ENDINGS[ending], name=_subject(racer), count=count)
                self.hold()


def _landing(model: QuadraticModel) -> str:
    """Return the caption of a step to where the model is level."""
    if model.is_valley:
        return "newton.valley"
    return "newton" if model.has_minimum else "newton.level"


def _subject(racer: Racer) -> Formula:
    """Return a name for the beginning of a sentence; what was typed stays as it is."""
    typed = "(" in racer.name
    return words(racer.name if typed else racer.name[0].upper() + racer.name[1:])


def _short(value: float) -> float | int:
    """Return a number with no more digits than one reads."""
    rounded = float(f"{value:.4g}")
    return int(rounded) if rounded.is_integer() else rounded
