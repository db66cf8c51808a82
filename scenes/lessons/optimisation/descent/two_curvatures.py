"""Steep across, flat along: each eigenvector's error shrinks on its own, and one rate must do."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from linalg.notation import marked, power, symbol, words
from optviz.descent.last_bowl import LastBowl
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.contour_plot import ContourPlot
from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.plane import Curve, Dash, Plane
from scenes.mobjects.readout import Readout
from scenes.parts.plot_stage import PLOT, SIDE, TITLE, PlotStage
from scenes.stage import Region
from scenes.theme import Role
from scenes.typed_manim import Create, FadeIn, FadeOut, VGroup

__all__ = ["TwoCurvatures"]

Floats = NDArray[np.float64]

STEPS = 20
_LOW, _HIGH = 1e-2, 3.0  # of the first error, on the axis
_FLOOR = 1e-5  # below it an error is drawn as if it were this
_READ_OFF = 1e-3  # what an error that is read off the plot may differ by
_LINE = 0.55  # between two readouts
_ROUND = 1.05  # λ₂ / λ₁ up to which curvatures are alike
_HEIGHT = (
    *(2, "m", "=", symbol("lambda", 1), symbol("e", 1, 2)),
    *("+", symbol("lambda", 2), symbol("e", 2, 2)),
)
_STEEP, _FLAT = (Role.GRADIENT, Dash.SOLID), (Role.NEWTON, Dash.DASHED)


class TwoCurvatures:
    """The descent in a bowl as its rate is turned up, and then with a rate for each eigenvector.

    Parameters
    ----------
    stage : PlotStage
    record : LastBowl
    """

    def __init__(self, stage: PlotStage, record: LastBowl) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record
        theme, self.errors = stage.lesson.theme, record.errors
        self.plot = ContourPlot(record.function, record.window, PLOT, theme)
        self.start = Marker(self.plot.point(self.errors.start), Shape.DISC, Role.FOREGROUND, theme)
        self.axes = [self._axis(1, *_STEEP), self._axis(0, *_FLAT)]
        self.path = Curve([], Role.FOREGROUND, theme, width=2.8)
        self.head = Marker((np.nan, np.nan), Shape.DISC, Role.FOREGROUND, theme)
        self.rate = Readout(theme, "eta", scale=self.errors.limit)
        top = TITLE.bottom - 0.55
        self.rate.stand_from(SIDE.left, top)
        self.factors = [
            self._factor(0, "factor.steep", top - _LINE),
            self._factor(1, "factor.flat", top - 2 * _LINE),
        ]
        room = Region(SIDE.left, SIDE.right, SIDE.bottom, top - 2 * _LINE - 0.3)
        self.plane = Plane(
            Axis(0, STEPS, words(self.lesson.words("axis.index"))),
            Axis(_LOW, _HIGH, words(self.lesson.words("axis.errors")), log=True),
            room,
            theme,
        )
        self.lines = [
            Curve([], role, theme, width=4.5, dash=dash) for role, dash in (_STEEP, _FLAT)
        ]
        self.side = VGroup(self.plane, *self.lines, self.rate, *self.factors)
        stage.lesson.claim("eₖ = (1 - ηλ)ᵏe₀ for what is drawn", VGroup(*self.lines), self._holds)
        self.moving = VGroup(self.path, self.head, *self.lines, self.rate, *self.factors)

    def play(self) -> None:
        """Turn the rate up to the best one and beyond; then give each direction its own."""
        lesson, errors = self.lesson, self.errors
        lesson.beat("beat.curvatures")
        steep, flat = float(errors.curvatures[1]), float(errors.curvatures[0])
        name = "bowl.own" if self.record.own else "bowl"
        lesson.say(name, *lesson.formula())
        self.stage.turn_to(self.plot, self.start)
        alike = errors.condition <= _ROUND
        key = "bowl.round" if alike else "bowl.axes"
        lesson.say(key, *lesson.formula(*_HEIGHT), steep=_short(steep), flat=_short(flat))
        formula = lesson.formula_place.text
        if formula is not None:
            lesson.claim("2m = λ₁e₁² + λ₂e₂² at the start", formula, self._is_as_high)
        lesson.show(*map(Create, self.axes), seconds=1.5)
        factor = (symbol("e", "k"), "=", power((1, "-", "eta", "lambda"), "k"), symbol("e", 0))
        self._show(np.full(2, 0.0))
        lesson.say("factor", FadeIn(self.side), *lesson.formula(*factor))
        lesson.add(self.path, self.head)
        self._turn(0.02 / steep, 1 / steep)
        if not alike:
            lesson.say("best.rate", eta="eta", best=_short(errors.best_rate))
            self._turn(1 / steep, errors.best_rate)
        lesson.say("too.large", eta="eta", limit=_short(errors.limit))
        self._turn(errors.best_rate, 1.1 * errors.limit)
        self._newton()

    def _newton(self) -> None:
        """Let each direction have its own rate, 1 / λ: one step."""
        lesson, errors = self.lesson, self.errors
        inverse = power(marked("H", "model"), -1)
        step = (symbol("x", ("k", "+", 1)), "=", symbol("x", "k"), "-", inverse)
        lesson.say(
            "own.rates", FadeOut(self.rate), *lesson.formula(*step, marked(("∇", "f"), "gradient"))
        )
        formula = lesson.formula_place.text
        if formula is not None:
            lesson.claim("x₁ = x₀ - H⁻¹∇f as drawn", formula, self._reaches_the_minimum)
        shared, own = np.full(2, errors.best_rate), errors.own_rates

        def reach(share: float) -> None:
            self._show(own if share >= 1 else shared ** (1 - share) * own**share)

        self.stage.run(VGroup(self.path, self.head, *self.lines, *self.factors), reach, seconds=2.5)
        lesson.hold()

    def _turn(self, start: float, end: float) -> None:
        self.stage.run(
            self.moving, lambda rate: self._show(np.full(2, rate)), end, start=start, seconds=2.5
        )

    def _show(self, rates: Floats) -> None:
        """Show the descent with a rate for each eigenvector, the flatter first."""
        errors = self.errors
        points = errors.points(rates, STEPS)
        self.path.trace(self.plot.plane.pieces(points))
        self.head.stand(self.plot.place(points[-1]))
        after = np.abs(errors.after(rates, STEPS) / errors.errors)
        for line, k in zip(self.lines, (1, 0), strict=True):
            steps = np.column_stack([np.arange(STEPS + 1), np.maximum(after[:, k], _FLOOR)])
            line.trace(self.plane.pieces(steps))
        self.rate.set_value(float(rates[1]))
        for readout, k in zip(self.factors, (1, 0), strict=True):
            readout.set_value(float(errors.factors(rates)[k]))

    def _holds(self) -> bool:
        """Compare the errors that are drawn with powers of the factors that are written."""
        for line, readout in zip(self.lines, self.factors, strict=True):
            factor = max(abs(readout.value.value), _FLOOR)
            for steps, error in map(self.plane.value_at, line.points):
                if abs(error - factor**steps) > _READ_OFF * max(error, _LOW):
                    return False
        return True

    def _is_as_high(self) -> bool:
        """Compare the height of the start, as it is drawn, with that of its errors."""
        errors, bowl = self.errors, self.record.function
        drawn = self.plot.plane.value_at(self.start.get_center())
        along = errors.axes.T @ (drawn - errors.minimum)
        twice = float(errors.curvatures @ along**2)
        return abs(2 * float(bowl(drawn)) - twice) <= 1e-6 * twice

    def _reaches_the_minimum(self) -> bool:
        """Compare the point after one step, as it is drawn, with that of H⁻¹∇f."""
        errors, plane = self.errors, self.plot.plane
        away = errors.start - errors.minimum
        step = np.linalg.solve(errors.hessian, errors.hessian @ away)
        drawn = plane.value_at(self.head.get_center())
        return bool(np.abs(errors.start - step - drawn).max() <= 1e-6 * np.abs(away).max())

    def _axis(self, k: int, role: Role, dash: Dash) -> Curve:
        """Return the line through the minimum along an eigenvector."""
        reach = 4 * np.linalg.norm(self.errors.start - self.errors.minimum)
        way = reach * self.errors.axes[:, k]
        ends = [self.errors.minimum - way, self.errors.minimum + way]
        return self.plot.plane.curve(ends, role, width=4.5, dash=dash)

    def _factor(self, place: int, key: str, y: float) -> Readout:
        """Return the readout of what a step multiplies one error by, with its line's look."""
        lesson = self.lesson
        role, dash = (_STEEP, _FLAT)[place]
        sample = Curve([np.array([[0, 0.1], [0.6, 0.1]])], role, lesson.theme, dash=dash)
        name = (
            words(lesson.words(key) + ":"),
            1,
            "-",
            "eta",
            symbol("lambda", 2 - place),
        )
        readout = Readout(lesson.theme, *name, scale=1.0).stand_from(SIDE.left + 0.75, y)
        readout.add(sample.shift((SIDE.left, y, 0)))
        return readout


def _short(value: float) -> float | int:
    """Return a number with no more digits than one reads."""
    rounded = float(f"{value:.3g}")
    return int(rounded) if rounded.is_integer() and abs(rounded) < 1e6 else rounded
