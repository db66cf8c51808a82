"""The answer tried out: value and slope where each rule has come to after all its steps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from linalg.notation import fenced, marked, words
from scenes.mobjects.plots.markers import Marker
from scenes.mobjects.plots.plane import Curve
from scenes.mobjects.plots.race import Racer
from scenes.mobjects.plots.trail import Trail
from scenes.mobjects.readout import Readout
from scenes.mobjects.text import UNITS_PER_POINT
from scenes.parts.plot_stage import PlotStage
from scenes.parts.races.racers import subject
from scenes.stage import Region
from scenes.typed_manim import FadeIn, VGroup

__all__ = ["Rests"]

_SIZE = 32
_PITCH, _UNDER = 1.4, 0.55  # of the rows, and from a name to its numbers
_SAMPLE, _COLUMN = 0.6, 2.35
_LEVEL = 1e-3  # of the first slope: hardly any
_CLOSE = 1e-6
_RISEN = 1e-3  # of the whole fall: so much higher than before is seen


class Rests:
    """A row for each rule: its value and the size of its gradient, as it goes its way once more.

    Parameters
    ----------
    stage : PlotStage
    racers : sequence of Racer
    trails : sequence of Trail
        Their ways, which are drawn.
    room : Region
    """

    def __init__(
        self, stage: PlotStage, racers: Sequence[Racer], trails: Sequence[Trail], room: Region
    ) -> None:
        self.stage, self.lesson = stage, stage.lesson
        self.racers, self.trails = racers, trails
        self.slopes = [np.linalg.norm(r.trajectory.g[: r.steps + 1], axis=1) for r in racers]
        self.steps = max(racer.steps for racer in racers)
        self.rows: list[tuple[Readout, Readout]] = []
        self.table = VGroup(
            *(
                self._row(racer, room, room.top - 0.5 - place * _PITCH)
                for place, racer in enumerate(racers)
            )
        )
        self._write(0)
        self.lesson.claim("‖∇f‖ at the points that are drawn", self.table, self._holds)

    def play(self) -> None:
        """Let all go their ways once more with value and slope in numbers."""
        lesson = self.lesson
        self._reach(0)
        lesson.say("tried", FadeIn(self.table))
        if self.steps:
            moving = VGroup(*self.trails, self.table)
            self.stage.run(moving, self._reach, self.steps, seconds=2.5, steady=True)
        slopes = [float(slopes[-1]) for slopes in self.slopes]
        least = int(np.argmin(np.nan_to_num(slopes, nan=np.inf)))
        for place, racer in enumerate(self.racers):
            if place != least and _was_lower(racer):
                lesson.say("tried.lower", name=subject(racer))
        if not any((racer.points != racer.points[0]).any() for racer in self.racers):
            return  # who stands still everywhere has been spoken of
        alike = int(np.isclose(slopes, slopes[least], rtol=1e-9, atol=0.0).sum())
        if alike > 1:
            lesson.say("tried.several", several=alike, steps=self.steps)
            return
        level = slopes[least] <= _LEVEL * float(self.slopes[least][0])
        key = "tried.rest" if level else "tried.slope"
        lesson.say(key, name=subject(self.racers[least]), count=self.racers[least].steps)

    def _reach(self, step: float) -> None:
        for trail in self.trails:
            trail.reach(step)
        self._write(step)

    def _write(self, step: float) -> None:
        for racer, slopes, (value, slope) in zip(self.racers, self.slopes, self.rows, strict=True):
            k = min(int(step + 1e-9), racer.steps)
            value.set_value(float(racer.values[k]))
            slope.set_value(float(slopes[k]))

    def _row(self, racer: Racer, room: Region, y: float) -> VGroup:
        """Return the sample and the name of a rule, and under them its two numbers."""
        theme, style = self.lesson.theme, racer.style
        middle = y + 0.33 * _SIZE * UNITS_PER_POINT
        ends = np.array([[room.left, middle], [room.left + _SAMPLE, middle]])
        sample = Curve([ends], style.role, theme, dash=style.dash)
        place = room.left + _SAMPLE / 2, middle
        mark = Marker(place, style.shape, style.role, theme, radius=0.1)
        name = self.lesson.label(words(racer.name), role=style.role, size=_SIZE)
        left = room.left + _SAMPLE + 0.2
        value = Readout(theme, "f").stand_from(left, y - _UNDER)
        slope = Readout(theme, fenced(marked(("∇", "f"), "gradient"), "‖‖"))
        self.rows.append((value, slope.stand_from(left + _COLUMN, y - _UNDER)))
        return VGroup(sample, mark, name.stand_at(left, y, "left"), value, slope)

    def _holds(self) -> bool:
        """Compare the slopes that are written with those at the heads of the ways."""
        for racer, trail, slopes, (_, slope) in zip(
            self.racers, self.trails, self.slopes, self.rows, strict=True
        ):
            f, x = racer.trajectory.objective, trail.plane.value_at(trail.head.get_center())
            seen = trail.head.get_fill_opacity() > 0
            if seen and np.isfinite(slopes).all():
                error = abs(float(np.linalg.norm(f.gradient(x))) - slope.value.value)
                if error > _CLOSE * float(slopes.max()):
                    return False
        return True


def _was_lower(racer: Racer) -> bool:
    """Tell whether a rule has left what it had reached: it is higher, by far, than on its way."""
    values = racer.values[np.isfinite(racer.values)]
    fall = float(values[0] - values.min())
    return bool(racer.values[-1] - values.min() > _RISEN * fall > 0)
