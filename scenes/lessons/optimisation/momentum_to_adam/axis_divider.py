"""A divider for each axis: the ravine becomes rounder, unless it is turned."""

from __future__ import annotations

import numpy as np

from linalg.notation import symbol, words
from linalg.notation.parts import over
from optviz.descent.divided_bowl import DividedBowl
from optviz.rules import AdaGrad, Adam
from scenes.lessons.optimisation.momentum_to_adam.method_line import (
    LEFT,
    RIGHT,
    MethodLine,
    adam_step,
    divided_step,
)
from scenes.mobjects.plots.race import Racer
from scenes.mobjects.plots.ravine import RavinePicture
from scenes.mobjects.readout import Readout
from scenes.parts.plot_stage import PlotStage, away
from scenes.stage import Region
from scenes.theme import Role
from scenes.typed_manim import FadeIn, VGroup

__all__ = ["AxisDivider"]

TURN = 45.0  # degrees
LONG = 0.8  # of the ratio of the curvatures: what leaves so much has not made it rounder
_TOP, _FOOT = 0.5, 0.6  # for what stands over a picture, and under it
_BEYOND = 0.95  # of the start's distance: how far the window reaches upwards
_READ_OFF = 0.01  # what a ratio that is read off the ellipses may differ by


class AxisDivider:
    """A ravine and, beside it, the same on axes that a divider has rescaled.

    Parameters
    ----------
    stage : PlotStage
    line : MethodLine
    racer : Racer
        Whose rule divides.
    record : DividedBowl
    laid : bool
        Whether it is another function's ravine at its minimum, laid along an axis.
    """

    def __init__(
        self,
        stage: PlotStage,
        line: MethodLine,
        racer: Racer,
        record: DividedBowl,
        *,
        laid: bool,
    ) -> None:
        self.stage, self.lesson, self.line = stage, stage.lesson, line
        self.racer, self.record, self.laid = racer, record, laid
        theme = self.lesson.theme
        reach = _BEYOND * float(np.linalg.norm(record.errors))
        rooms = [Region(r.left, r.right, r.bottom + _FOOT, r.top - _TOP) for r in (LEFT, RIGHT)]
        self.plain, self.rescaled = (RavinePicture(room, reach, theme) for room in rooms)
        titles = [
            self.lesson.label(words(self.lesson.words(key)), role=Role.MUTED, size=30).stand_at(
                picture.centre[0], picture.window.top + 0.17
            )
            for key, picture in (("plain", self.plain), ("rescaled", self.rescaled))
        ]
        ratio = over(symbol("lambda", 2), symbol("lambda", 1))
        self.ratios = [
            Readout(theme, ratio).stand_from(picture.centre[0] - 1.9, picture.window.bottom - 0.5)
            for picture in (self.plain, self.rescaled)
        ]
        self.angle = Readout(theme, "theta", scale=1.0, unit=words("°"))
        self.angle.stand_from(self.plain.centre[0] + 0.7, self.plain.window.bottom - 0.5)
        self.lesson.claim("λ₂ / λ₁ of what is drawn", VGroup(*self.ratios), self._holds)
        parts = self.plain, self.rescaled, self.angle, *self.ratios, *titles
        self.picture = VGroup(*parts)

    def play(self) -> None:
        """Rescale the axes; then turn the ravine."""
        lesson, run = self.lesson, self.stage.run
        lesson.beat("beat.divider")
        self._show(0.0, 0.0)
        lesson.finish_reading()
        lesson.show(self.line.alone(), seconds=0.6)
        heading = self.line.turn_to(self.racer, *self._step())
        arriving = [*heading, FadeIn(self.picture)]
        if self.laid:
            lesson.say("divider.laid", *arriving)
            arriving = []
        lesson.say("divider", *arriving)
        run(self.picture, lambda share: self._show(0.0, share), seconds=2.5)
        lesson.say("divider.rounder", ratio=self._ratio())
        lesson.beat("beat.turned")
        lesson.say("turned")
        run(self.picture, lambda angle: self._show(angle, 1.0), TURN, seconds=3.0)
        long = self.rescaled.condition >= LONG * self.plain.condition
        lesson.say("turned.long" if long else "turned.less", ratio=self._ratio())
        for start, end in ((1.0, 0.0), (0.0, 1.0)):
            run(self.picture, lambda share: self._show(TURN, share), end, start=start, seconds=1.5)
        lesson.finish_reading()
        lesson.show(away(self.picture), seconds=0.6)

    def _step(self) -> tuple[object, ...]:
        """Return the formula of the rule's step."""
        rule = self.racer.trajectory.method
        if isinstance(rule, Adam):
            return adam_step(words(self.lesson.words("mean")))
        key = "sum" if isinstance(rule, AdaGrad) else "mean"
        return divided_step(words(self.lesson.words(key)))

    def _ratio(self) -> float | int:
        """Return the ratio that is drawn on the right, with no more digits than one reads."""
        ratio = float(f"{self.rescaled.condition:.2g}")
        return int(ratio) if ratio.is_integer() else ratio

    def _show(self, degrees: float, share: float) -> None:
        """Show the ravine turned by an angle, and on the right axes rescaled by a share."""
        record, angle = self.record, float(np.deg2rad(degrees))
        stretch = record.stretch(angle, share)
        start = record.start(angle)
        self.plain.trace(record.hessian(angle), start)
        self.rescaled.trace(record.rescaled(angle, share), stretch * start, stretch)
        self.angle.set_value(degrees)
        for readout, picture in zip(self.ratios, (self.plain, self.rescaled), strict=True):
            readout.set_value(picture.condition)

    def _holds(self) -> bool:
        """Compare the ratios that are written with the axes of the ellipses that are drawn."""
        for readout, picture in zip(self.ratios, (self.plain, self.rescaled), strict=True):
            seen = picture.seen_condition
            if seen is not None and abs(readout.value.value - seen) > _READ_OFF * seen:
                return False
        return True
