"""The answer tried out: the area of the small square's image against det J."""

from __future__ import annotations

import numpy as np

from linalg.geometry.ways import Way
from linalg.geometry.zoom import HALVINGS
from linalg.notation import words
from scenes.lessons.linear_algebra.jacobian.halving import EACH
from scenes.lessons.linear_algebra.jacobian.zoom_stage import LEFT_PLOT, READ, ZoomStage
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.plane import Dash, Plane
from scenes.mobjects.plots.trail import STYLES, Trail
from scenes.mobjects.readout import Readout
from scenes.parts.plot_stage import away
from scenes.theme import Role
from scenes.typed_manim import FadeIn

__all__ = ["TriedOut"]

_DRAWN = 0.05  # of the largest ratio: the drawn area is so near to the number
_CLOSE = 0.1  # of it: the last ratio is so near to det J, at least
_AIR = 1.5
_MARGIN = 0.15
_LONGEST = 12  # characters of an exact value
_ENDINGS = {1: "tried.plus", -1: "tried.minus"}


class TriedOut:
    """The ratio of the areas, image to square, as the square shrinks.

    Parameters
    ----------
    stage : ZoomStage
    """

    def __init__(self, stage: ZoomStage) -> None:
        self.stage, self.lesson, record = stage, stage.lesson, stage.record
        theme = self.lesson.theme
        sizes = np.array([stage.at(k / EACH) for k in range(HALVINGS * EACH + 1)])
        self.ratios = np.array([record.area(h) for h in sizes])
        self.det = float(record.determinant)
        low, high = (f(*self.ratios, self.det) for f in (min, max))
        air = max(_MARGIN * (high - low), 0.1 * max(abs(low), abs(high))) or 1.0
        x = Axis(float(sizes[-1] / _AIR), float(sizes[0] * _AIR), "h", log=True)
        y = Axis(float(low - air), float(high + air))
        self.plane = Plane(x, y, LEFT_PLOT, theme)
        level = [[x.low, self.det], [x.high, self.det]]
        self.level = self.plane.curve(level, Role.MODEL, dash=Dash.DASHED)
        self.trail = Trail(
            self.plane, np.column_stack([sizes, self.ratios]), STYLES[0], theme, marked=False
        )
        scale = float(np.abs(record.linear).max()) ** 2
        self.ratio = Readout(theme, words(self.lesson.words("ratio")), scale=scale, size=36)
        self.ratio.stand_from(READ.left + 0.1, READ.bottom + 0.1)
        self.lesson.claim("the areas are as det J says", self.ratio, self._is_so)

    def play(self) -> None:
        """Show the square and its image again, and shrink both."""
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.tried")
        stage.lens.measure(0.0)
        self._reach(HALVINGS)
        lesson.finish_reading()
        there = lesson.picture()
        leaving = [m for m in there if m not in (stage.lens, stage.head)]
        coming = [m for m in (stage.lens, self.plane, self.ratio) if m not in there]
        lesson.say(
            "tried",
            *([away(*leaving)] if leaving else []),
            FadeIn(*coming, self.level),
            *stage.formula(*self._determinant()),
        )
        stage.run([stage.lens, self.ratio], self._open, 0.0, start=HALVINGS, seconds=2.5)
        self._reach(0)
        lesson.say("tried.on", FadeIn(self.trail))
        stage.run([stage.lens, self.ratio, self.trail], self._reach, HALVINGS, seconds=3.0)
        way = Way(stage.record.linear)
        lesson.say(self._ending())
        stage.run([stage.lens], lambda share: stage.lens.lay_tile(way.at(share)), seconds=2.5)

    def _determinant(self) -> tuple[object, ...]:
        """Return det J as a formula with its value, or the value alone where there is no room."""
        record = self.stage.record
        value, general = record.determinant, record.jacobian.determinant
        exact = len(str(value)) <= _LONGEST
        end = ("=", value) if exact else ("≈", float(f"{self.det:.3g}"))
        whole = (words("det"), "J", "=", general, *end)
        if general != value and self.stage.fitting(*whole) is not None:
            return whole
        return (words("det"), "J", *end)

    def _ending(self) -> str:
        record = self.stage.record
        if record.rank < 2:
            return ("tried.point", "tried.line")[record.rank]
        return _ENDINGS[1 if self.det > 0 else -1]

    def _open(self, halvings: float) -> None:
        """Show the square after so many halvings, without what is measured."""
        h = self.stage.at(halvings)
        self.stage.lens.turn(h)
        self.ratio.set_value(self.stage.record.area(h))

    def _reach(self, halvings: float) -> None:
        """Show the square after so many halvings; made for every frame."""
        self._open(halvings)
        self.trail.reach(halvings * EACH)

    def _is_so(self) -> bool:
        """Compare the ratio with the drawn area, and at the end both with det J."""
        ratio, drawn = self.ratio.value.value, self.stage.lens.drawn_area
        size = max(
            float(np.abs(self.ratios).max()), float(np.abs(self.stage.record.linear).max()) ** 2
        )
        whole = abs(ratio - drawn) <= _DRAWN * size or self.stage.lens.cuts
        last = abs(self.stage.lens.h / self.stage.at(HALVINGS) - 1) < 1e-6
        return bool(whole and (not last or abs(ratio - self.det) <= _CLOSE * size))
