"""λ grows, and the solutions go along their paths: where a weight becomes zero, where one jumps."""

from __future__ import annotations

from linalg.notation import point, symbol
from optviz.planar.planar_path import TouchPath
from optviz.planar.touch import Touch
from optviz.regularisation.penalties import MixedPenalty
from scenes.lessons.optimisation.diamond_and_circle.touch_stage import Paths, TouchStage, short
from scenes.mobjects.touches.path_picture import PathPicture
from scenes.mobjects.touches.penalty_notation import penalty_name
from scenes.typed_manim import FadeIn

__all__ = ["StrengthPaths"]

_HALTS = 4  # at most, on the way


class StrengthPaths:
    """The two solutions from the least strength of the penalty to the most.

    Parameters
    ----------
    stage : TouchStage
    paths : pair of TouchPath or None
        For the same strengths, the largest first; with a touch on both sides of each change.
    """

    def __init__(self, stage: TouchStage, paths: Paths | None) -> None:
        self.stage, self.lesson, self.paths = stage, stage.lesson, paths

    def play(self) -> None:
        """Follow both paths, with a halt where the one on the left loses a weight or jumps."""
        if self.paths is None:
            return
        lesson, (left, right) = self.lesson, self.paths
        lesson.beat("beat.paths")
        self.picture = PathPicture(self.paths, lesson.theme)
        self.stage.turn_to(self.picture)
        for panel in self.picture.panels:
            self.stage.claim_least(panel)
        weights = left.active.any() or right.active.any()
        key = "paths.start" if weights else "paths.nothing"
        lesson.say(key, FadeIn(self.picture), strength="lambda")
        halts, last = _halts(left)[:_HALTS], len(left.touches) - 1
        here = 0
        if halts and len(_always(left)) == 1:
            here = self._go(here, halts[0] // 2)
            self._sum_up(left)
        for moment in halts:
            here = self._go(here, moment if left.penalty.convex else moment - 1)
            self._tell(left, moment)
            here = self._go(here, moment)
            lesson.hold()
        if not halts:
            here = self._go(here, last // 2)
            self._sum_up(left)
        if right.penalty != left.penalty:
            here = self._go(here, (here + last) // 2)
            self._sum_up(right)
        self._go(here, last)
        lesson.hold()

    def _go(self, start: int, stop: int) -> int:
        if stop > start:
            leap = stop - start == 1
            self.stage.follow(self.picture.reach, start, stop, seconds=0.5 if leap else 2.4)
        return stop

    def _sum_up(self, path: TouchPath) -> None:
        """Say what is zero on a path, or that nothing is."""
        lesson, halts = self.lesson, _halts(path)
        name, crossings = penalty_name(path.penalty), path.crossings
        always = _always(path)
        if len(always) == 2:
            least = ("lambda", "=", short(path.touches[-1].strength))
            lesson.say("paths.gone", name=name, strength=least)
        elif always:
            lesson.say("paths.always", name=name, zero=_zero(always[0]))
        elif halts:
            self._tell(path, halts[0])
        elif crossings and path.penalty.convex:
            before, after = path.touches[crossings[-1]], path.touches[crossings[-1] + 1]
            (place, *_) = [k for k in (0, 1) if before.solution[k] * after.solution[k] < 0]
            lesson.say("paths.crosses", name=name, zero=_zero(place), strength="lambda")
        else:
            most = ("lambda", "=", short(path.touches[0].strength, 2))
            lesson.say("paths.kept", name=name, strength=most)

    def _tell(self, path: TouchPath, moment: int) -> None:
        """Say what is different from a moment on."""
        touches = path.touches[::-1]
        before, after = touches[moment - 1], touches[moment]
        digits = 3 if isinstance(path.penalty, MixedPenalty) else 2  # as closely as it was found
        strength = ("lambda", "=", short(after.strength, digits))
        name, say = penalty_name(path.penalty), self.lesson.say
        gone = [place for place in before.active if place not in after.active]
        if not path.penalty.convex:
            place = point(*(short(weight, 2) for weight in after.solution))
            say("paths.jump", name=name, strength=strength, place=place)
        elif not after.active:
            say("paths.gone", name=name, strength=strength)
        else:
            stays = all(gone[0] not in touch.active for touch in touches[moment:])
            key = "paths.zero" if stays else "paths.becomes"
            say(
                key,
                name=name,
                strength=strength,
                zero=_zero(gone[0]),
                weight=symbol("w", gone[0] + 1),
            )


def _halts(path: TouchPath) -> list[int]:
    """Return the moments, the smallest λ first, from which a weight is zero or another is not."""
    touches = path.touches[::-1]
    moments = [len(touches) - 1 - place for place in reversed(path.changes)]
    return [m for m in moments if _loses(touches[m - 1], touches[m]) or not path.penalty.convex]


def _always(path: TouchPath) -> list[int]:
    """Return the weights that are zero all along a path."""
    return [place for place in (0, 1) if not path.active[:, place].any()]


def _loses(before: Touch, after: Touch) -> bool:
    return bool(set(before.active) - set(after.active))


def _zero(place: int) -> tuple[object, ...]:
    return (symbol("w", place + 1), "=", 0)
