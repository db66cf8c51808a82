"""The answer tried out: how steep it is where the best method ended, and which way it curves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from linalg.notation import fenced, marked, symbol, words
from optviz.curvature import rounded_away
from optviz.trajectories.endings import CONVERGED, FLAT_GROUND, INFLECTION, MAXIMUM, SADDLE
from scenes.mobjects.plots.race import Racer
from scenes.mobjects.plots.trail import Trail
from scenes.mobjects.readout import Readout
from scenes.parts.plot_stage import PlotStage
from scenes.stage import Region
from scenes.typed_manim import FadeIn, VGroup

__all__ = ["TriedOut", "best_of"]

Floats = NDArray[np.float64]

_LEVEL = frozenset({CONVERGED, SADDLE, MAXIMUM, INFLECTION, FLAT_GROUND})
_LINE, _SIZE = 0.75, 32
_CLOSE = 1e-6  # of the first slope: what a point read off the plot may differ by


def best_of(racers: Sequence[Racer], trails: Sequence[Trail]) -> int:
    """Return who arrived first, or else is lowest at last, of those that stay in sight if any."""
    arrived = [k for k, racer in enumerate(racers) if racer.arrived]
    if arrived:
        return min(arrived, key=lambda k: racers[k].steps)
    places = [k for k, trail in enumerate(trails) if not trail.leaves] or range(len(racers))
    return min(places, key=lambda k: float(racers[k].values[-1]))


class TriedOut:
    """The size of the gradient along the way of one method, and the curvatures at its end.

    Parameters
    ----------
    stage : PlotStage
    racer : Racer
    trail : Trail
        Its way, which is drawn.
    room : Region
    """

    def __init__(self, stage: PlotStage, racer: Racer, trail: Trail, room: Region) -> None:
        self.stage, self.lesson, self.racer, self.trail = stage, stage.lesson, racer, trail
        path, theme = racer.trajectory, stage.lesson.theme
        self.slopes = np.linalg.norm(path.g[: racer.steps + 1], axis=1)
        hessian = path.objective.hessian(path.x[racer.steps])
        finite = bool(np.isfinite(hessian).all())
        self.curvatures: Floats = np.asarray(np.linalg.eigvalsh(hessian)) if finite else np.zeros(0)
        y = room.top - 0.5
        at = self.lesson.label(words(racer.name), size=_SIZE).stand_at(room.left, y, "left")
        self.points = path.x[: racer.steps + 1]
        scale = float(np.abs(self.points[0]).max())
        self.point = VGroup(*(Readout(theme, n, scale=scale) for n in path.objective.names))
        for k, coordinate in enumerate(self.point):
            coordinate.stand_from(room.left + k * room.width / 2, y - _LINE)
        name = fenced(marked(("∇", "f"), "gradient"), "‖‖")
        self.slope = Readout(theme, name)
        self.slope.stand_from(room.left, y - 2 * _LINE)
        self.bends = VGroup()
        for k, value in enumerate(self.curvatures):
            largest = float(np.abs(self.curvatures).max())
            bend = Readout(theme, symbol("lambda", k + 1), scale=largest).set_value(float(value))
            self.bends.add(bend.stand_from(room.left + k * room.width / 2, y - 3 * _LINE))
        self._write(racer.steps)
        self.moves = bool((self.points != self.points[0]).any())
        self.picture = VGroup(*([at] if self.moves else []), self.point, self.slope)
        self.lesson.claim("‖∇f‖ at the point drawn", self.slope, self._holds)

    def play(self, key: str | None = None) -> None:
        """Go along the way once more with the slope in numbers; then the curvatures at its end."""
        lesson, steps = self.lesson, self.racer.steps
        if self.moves:
            self._reach(0.0)
            lesson.say("tried", FadeIn(self.picture))
            self.stage.run(
                VGroup(self.trail, self.point, self.slope),
                self._reach,
                steps,
                seconds=2.5,
                steady=True,
            )
        lesson.say(key or self._verdict())
        lesson.show(
            FadeIn(VGroup(*([] if self.moves else [self.picture]), self.bends)), seconds=1.5
        )
        lesson.hold()

    def _reach(self, step: float) -> None:
        self.trail.reach(step)
        self._write(min(int(step + 1e-9), self.racer.steps))

    def _write(self, k: int) -> None:
        """Write the point of a step, and the slope there."""
        self.slope.set_value(float(self.slopes[k]))
        for readout, value in zip(self.point, self.points[k], strict=True):
            readout.set_value(float(value))

    def _verdict(self) -> str:
        """Return the caption that says what the end is."""
        ending = str(self.racer.trajectory.ending)
        if not (self.racer.arrived or ending in _LEVEL):
            return "tried.slope"
        values = self.curvatures
        if not values.size or rounded_away(values[:, None]).any():
            valley = self.racer.trajectory.objective.is_quadratic and ending == CONVERGED
            return "tried.valley" if valley else "tried.flat"
        if values[0] > 0:
            return "tried.minimum"
        return "tried.maximum" if values[-1] < 0 else "tried.saddle"

    def _holds(self) -> bool:
        """Compare the slope that is written with that at the head of the trail."""
        place, plane = self.trail.head.get_center(), self.trail.plane
        path = self.racer.trajectory
        x = path.x[self.racer.steps]
        if plane.holds(*x):
            x = plane.value_at(place)
        here = float(np.linalg.norm(path.objective.gradient(x)))
        return abs(here - self.slope.value.value) <= _CLOSE * float(self.slopes.max())
