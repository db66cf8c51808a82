"""Adam: a mean of past gradients over a divider, both corrected for beginning at 0."""

from __future__ import annotations

import numpy as np

from linalg.notation import power, words
from optviz.trajectories.trajectory import Trajectory
from scenes.lessons.optimisation.momentum_to_adam.ground import Ground
from scenes.lessons.optimisation.momentum_to_adam.method_line import RIGHT, MethodLine, adam_step
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.markers import Shape
from scenes.mobjects.plots.plane import Dash, Plane
from scenes.mobjects.plots.race import Racer
from scenes.mobjects.plots.trail import Style, Trail
from scenes.parts.plot_stage import PlotStage
from scenes.theme import Role
from scenes.typed_manim import FadeIn, VGroup

__all__ = ["BiasCorrection"]

STEPS = 10
_ALIKE = 1.05  # first steps as unlike as this differ
_PLAIN = Style(Role.MUTED, Dash.DOTTED, Shape.SQUARE)


class BiasCorrection:
    """The first steps of Adam, with its bias correction and without.

    Parameters
    ----------
    stage : PlotStage
    line : MethodLine
    ground : Ground
    racer : Racer
        Adam.
    plain : Trajectory
        The same without correction.
    """

    def __init__(
        self, stage: PlotStage, line: MethodLine, ground: Ground, racer: Racer, plain: Trajectory
    ) -> None:
        self.stage, self.lesson, self.line = stage, stage.lesson, line
        self.ground, self.racer = ground, racer
        theme, plane = self.lesson.theme, ground.plot.plane
        self.steps = min(STEPS, racer.steps, int(plain.steps))
        self.paths = plain, racer.trajectory
        styles = _PLAIN, racer.style
        self.ways = [
            Trail(plane, path.x[: self.steps + 1], style, theme)
            for path, style in zip(self.paths, styles, strict=True)
        ]
        lengths = [self._lengths(path) for path in self.paths]
        self.ratio = float(lengths[0][0] / lengths[1][0]) if lengths[1][0] else np.inf
        self.values = Plane(
            Axis(0, self.steps + 0.5, words(self.lesson.words("axis.index"))),
            Axis(0.0, 1.15 * max(map(np.max, lengths)), words(self.lesson.words("axis.length"))),
            RIGHT,
            theme,
        )
        numbers = np.arange(1, self.steps + 1)
        self.curves = [
            Trail(self.values, np.column_stack([numbers, length]), style, theme)
            for length, style in zip(lengths, styles, strict=True)
        ]
        relation = "the lengths that are drawn are those of the steps that are drawn"
        self.lesson.claim(relation, VGroup(*self.curves), self._holds)

    @property
    def is_told(self) -> bool:
        """True if both make a first step."""
        return self.steps > 1 and np.isfinite(self.ratio) and self.ratio > 0

    def play(self) -> None:
        """Without the correction, and with it."""
        lesson = self.lesson
        lesson.beat("beat.adam")
        lesson.finish_reading()
        lesson.show(self.line.alone(), seconds=0.6)
        heading = self.line.turn_to(self.racer, *adam_step(words(lesson.words("mean"))))
        plots = FadeIn(self.ground.plot), FadeIn(self.ground.dot), FadeIn(self.values)
        key = (
            "adam"
            if self.ratio > _ALIKE
            else "adam.slow"
            if self.ratio < 1 / _ALIKE
            else "adam.same"
        )
        lesson.say(key, *heading, *plots, ratio=_short(self.ratio))
        self._follow(0, 2.5)
        lesson.say("adam.corrected", missing=(1, "-", power("beta", "t")))
        self._follow(1, 3.0)
        lesson.finish_reading()
        self.ground.alone(self.line)

    def _follow(self, place: int, seconds: float) -> None:
        """Let one of the two make its steps, in the plot and by their lengths."""
        way, curve = self.ways[place], self.curves[place]

        def reach(step: float) -> None:
            way.reach(step)
            curve.reach(max(step - 1, 0))

        shown = VGroup(way, curve)
        reach(0)
        self.lesson.add(shown)
        self.stage.run(shown, reach, self.steps, seconds=seconds, steady=True)

    def _lengths(self, path: Trajectory) -> np.ndarray:
        """Return the lengths of the steps over the rate."""
        sizes = np.linalg.norm(path.step[: self.steps], axis=1)
        return np.asarray(sizes / path.learning_rate[: self.steps])

    def _holds(self) -> bool:
        """Compare the lengths in one plot with the ways in the other."""
        for path, way, curve in zip(self.paths, self.ways, self.curves, strict=True):
            points = np.array([way.plane.value_at(place) for place in way.places])
            sizes = np.linalg.norm(np.diff(points, axis=0), axis=1)
            drawn = np.array([curve.plane.value_at(place)[1] for place in curve.places])
            if not np.allclose(drawn * path.learning_rate[: self.steps], sizes, rtol=1e-5):
                return False
        return True


def _short(value: float) -> float | int:
    """Return a number with two digits."""
    rounded = float(f"{value:.2g}")
    return int(rounded) if rounded.is_integer() else rounded
