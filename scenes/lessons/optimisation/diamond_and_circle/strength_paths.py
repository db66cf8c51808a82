"""λ grows, and the solutions go along their paths."""

from __future__ import annotations

from itertools import pairwise

from optviz.planar.planar_path import TouchPath
from optviz.regularisation.penalties import L1
from scenes.lessons.optimisation.diamond_and_circle.touch_stage import (
    MOMENTS,
    Paths,
    TouchStage,
    short,
)
from scenes.mobjects.plots.penalty_notation import penalty_name, zero_weight
from scenes.mobjects.plots.touch_pictures import PathPicture
from scenes.typed_manim import FadeIn

__all__ = ["StrengthPaths"]


class StrengthPaths:
    """The two solutions from the least strength of the penalty to the most.

    Parameters
    ----------
    stage : TouchStage
    paths : pair of TouchPath
        For as many strengths as there are moments, the largest first.
    """

    def __init__(self, stage: TouchStage, paths: Paths) -> None:
        self.stage, self.lesson, self.paths = stage, stage.lesson, paths

    def play(self) -> None:
        """Follow both paths, and say where a weight becomes zero."""
        lesson, (left, right) = self.lesson, self.paths
        lesson.beat("beat.paths")
        picture = PathPicture(self.paths, self.stage.touches, lesson.theme)
        self.stage.turn_to(picture)
        lesson.say("paths.start", FadeIn(picture), strength="lambda")
        lesson.hold()
        stops = _vanishing(left)
        for start, stop in pairwise(sorted({0, *stops, MOMENTS - 1})):
            if start in stops:
                self._tell_zero(left, start)
            self.stage.follow(picture.reach, start, stop, seconds=2.5)
        if MOMENTS - 1 in stops:
            self._tell_zero(left, MOMENTS - 1)
        if not stops:
            self._tell_kept(left)
        if right.penalty != left.penalty:
            self._tell_end(right)

    def _tell_end(self, path: TouchPath) -> None:
        """Say whether a weight has become zero on a path."""
        stops = _vanishing(path)
        if stops:
            self._tell_zero(path, stops[0])
        else:
            self._tell_kept(path)

    def _tell_kept(self, path: TouchPath) -> None:
        self.lesson.say("paths.kept", name=penalty_name(path.penalty))
        self.lesson.hold()

    def _tell_zero(self, path: TouchPath, moment: int) -> None:
        """Say from which λ on a weight, or both, are zero."""
        touch = path.touches[-1 - moment]
        digits = 3 if touch.penalty == L1() else 2  # only there the very λ is among the moments
        strength = ("lambda", "=", short(touch.strength, digits))
        name, say = penalty_name(touch.penalty), self.lesson.say
        if not moment and any(touch.solution):
            say("paths.always", name=name, zero=zero_weight(touch))
        elif any(touch.solution):
            say("paths.zero", name=name, strength=strength, zero=zero_weight(touch))
        else:
            say("paths.gone", name=name, strength=strength)
        self.lesson.hold()


def _vanishing(path: TouchPath) -> list[int]:
    """Return the moments from which one weight, and from which both, are zero."""
    return [len(path.touches) - 1 - place for place in path.vanishing]
