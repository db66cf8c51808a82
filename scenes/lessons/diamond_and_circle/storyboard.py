"""The lesson on the L1 diamond and the L2 circle: why corners make weights zero."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import pairwise
from math import inf

import numpy as np
from manim import Create, FadeIn, FadeOut, Mobject, VGroup
from numpy.typing import NDArray

from linalg.notation import point
from linalg.record import Record
from optviz.planar.planar_fit import constrained
from optviz.planar.planar_path import TouchPath, sparse_strengths, touch_path
from optviz.planar.planar_turn import TurnedTouches, turned_touches
from optviz.planar.touch import Touch
from optviz.regularisation.penalties import L1, L2
from scenes.lesson import Lesson
from scenes.lessons.diamond_and_circle.parameters import DiamondAndCircleParameters
from scenes.mobjects.plots.penalty_notation import penalty_name, penalty_size, zero_weight
from scenes.mobjects.plots.touch_panel import CENTRE, TouchPanel
from scenes.mobjects.plots.touch_pictures import LEFT, RIGHT, Moments, PathPicture, TurnPicture
from scenes.mobjects.readout import Readout

__all__ = ["DiamondAndCircleLesson"]

MOMENTS = 181  # records of a motion: more than one for each frame
RINGS = (0.0, 0.5, 0.8)  # of the size of the ellipse that touches; 0 is the lowest of all
BUDGETS = {"L1": "budget.l1", "L2": "budget.l2", "p = ∞": "budget.max"}
TOUCHES = {  # how they touch, with both weights there
    "corner": "touch.tie",
    "edge": "touch.edge",
    "arc": "touch.arc",
}


class DiamondAndCircleLesson(Lesson):
    """Two balls meet the same ellipses; then the penalty grows, and then the loss is turned.

    Source: Hastie, Tibshirani and Friedman, "The elements of statistical learning", section 3.4.
    """

    parameters_class = DiamondAndCircleParameters

    # The records.

    @cached_property
    def touches(self) -> tuple[Touch, Touch]:
        """The two solutions within a ball of one radius."""
        given = self.parameters
        left, right = (constrained(given.loss, p, given.shown_radius) for p in given.penalties)
        return left, right

    @cached_property
    def paths(self) -> tuple[TouchPath, TouchPath]:
        """The two solutions for even values of λ, and for those where L1 drops a weight.

        The smallest λ comes last.
        """
        loss = self.parameters.loss
        strengths = np.linspace(*self.parameters.shown_strengths, MOMENTS)
        for kink in map(float, sparse_strengths(loss)):
            if strengths[0] < kink < strengths[-1]:
                strengths[np.abs(strengths - kink).argmin()] = kink
        left, right = (
            touch_path(loss, penalty, strengths=strengths.tolist())
            for penalty in self.parameters.penalties
        )
        return left, right

    @cached_property
    def turned(self) -> TurnedTouches:
        """The solution on the left for the loss turned by half a circle, evenly."""
        touch = self.touches[0]
        angles = np.linspace(0.0, 180.0, MOMENTS).tolist()
        return turned_touches(touch.loss, touch.penalty, touch.radius, angles)

    @property
    def has_path(self) -> bool:
        """Whether there is anything to shrink."""
        return any(self.parameters.loss.centre)

    @property
    def can_turn(self) -> bool:
        """Whether there are ellipses, and it matters how they are turned."""
        return self.touches[0].kind != "inside" and 1 + 1e-9 < self.parameters.loss.condition < inf

    def records(self) -> Iterable[Record]:
        yield from self.touches
        if self.has_path:
            yield from self.paths
        if self.can_turn:
            yield self.turned

    # The story.

    def construct(self) -> None:
        self.open()
        for panel, touch in zip(self.panels, self.touches, strict=True):
            self.grow(panel, touch)
        self.compare_with_nearest()
        if self.has_path:
            self.follow_strength()
        if self.can_turn:
            self.turn()
        self.close()

    def open(self) -> None:
        """The loss with its ellipses, then the two balls."""
        self.beat("beat.loss")
        self.panels = self._panels()
        self.picture = VGroup(*self.panels)
        for panel in self.panels:
            panel.remove(panel.title)
        flat = self.parameters.loss.flat
        lowest = point(*map(_short, self.parameters.loss.centre))
        self.say("loss", FadeIn(self.picture), place=(CENTRE, "=", lowest))
        self.hold()
        for panel in self.panels:
            panel.show_rings(self._rings())
        self.say("valley" if flat else "rings", *(FadeIn(panel.rings) for panel in self.panels))
        self.hold()
        self.beat("beat.ball")
        for panel, touch in zip(self.panels, self.touches, strict=True):
            panel.show_ball(touch)
            panel.add(panel.title)
            self.say(
                BUDGETS.get(touch.penalty.name, "budget.other"),
                *map(FadeIn, (panel.ball, panel.outline, panel.title)),
                name=penalty_name(touch.penalty),
                size=penalty_size(touch.penalty),
                radius=_short(touch.radius),
            )
            self.hold()

    # The first touch.

    def grow(self, panel: TouchPanel, touch: Touch) -> None:
        """The ellipse grows until it touches; then why it touches there."""
        self.beat("beat.touch", name=penalty_name(touch.penalty))
        if touch.kind == "inside":
            key = "touch.crossed" if touch.loss.flat else "touch.inside"
            self.say(key, *self._solution(panel, touch), place=CENTRE)
            self.hold()
            return
        scale = max(float(touch.value) for touch in self.touches)
        loss = Readout(self.theme, "f", scale=scale, signed=False).stand_from(*panel.foot(0))
        loss.show(float(touch.loss.least))
        panel.add(loss)
        self.say("grow" if panel is self.panels[0] else "grow.again", FadeIn(loss))
        ellipses = touch.growing_ellipses(MOMENTS)
        levels = touch.loss.values(ellipses[:, 0])

        def show(moment: int) -> None:
            panel.show_ellipse(ellipses[moment])
            loss.show(levels[moment])

        self._follow(show, seconds=2.0)
        if not touch.unique:
            self.say("touch.family", *self._solution(panel, touch))
        elif len(touch.active) == 2:
            self.say(TOUCHES[touch.kind], *self._solution(panel, touch))
        else:
            key = "touch.corner" if touch.kind == "corner" else "touch.axis"
            self.say(key, *self._solution(panel, touch), zero=zero_weight(touch))
        self.hold(1.5)
        self._explain(panel, touch)

    def _solution(self, panel: TouchPanel, touch: Touch) -> list[FadeIn]:
        """Return the animations that show a solution and its numbers."""
        panel.dot.move_to(panel.at(touch.point))
        panel.show_weights(touch)
        panel.add(panel.dot, panel.weights)
        return [FadeIn(panel.dot), *map(FadeIn, panel.weights)]

    def _explain(self, panel: TouchPanel, touch: Touch) -> None:
        """Show -∇f and the normals of the ball there, and take them away again."""
        cone, force = panel.cone(touch), panel.force(touch)
        panel.submobjects.insert(panel.submobjects.index(panel.dot), cone)
        panel.add(force)
        key = "cone" if len(touch.normals) > 1 else "normal"
        self.say(key, FadeIn(cone), Create(force), force=("-", "∇", "f"))
        self.hold(1.5)
        self.finish_reading()
        self.show(*(part.animate.set_opacity(0) for part in (cone, force)), seconds=0.5)
        panel.remove(cone, force)

    def compare_with_nearest(self) -> None:
        """Ridge does not lead to the nearest point of the circle, unless the ellipses are round."""
        for panel, touch in zip(self.panels, self.touches, strict=True):
            if touch.penalty != L2() or touch.kind == "inside" or touch.loss.flat:
                continue
            self.beat("beat.nearest")
            nearest = panel.nearest(touch)
            panel.add(nearest)
            apart = np.abs(touch.nearest - touch.point).max() > 1e-6 * float(touch.radius)
            self.say("nearest" if apart else "nearest.round", FadeIn(nearest), place=CENTRE)
            self.hold(1.5)

    # The strength of the penalty.

    def follow_strength(self) -> None:
        """λ grows from the least to the most, and the solutions go along their paths."""
        self.beat("beat.paths")
        picture = PathPicture(self.paths, self.touches, self.theme)
        self._turn_to(picture)
        self.say("paths.start", FadeIn(picture), strength="lambda")
        self.hold()
        left, right = self.paths
        stops = _vanishing(left)
        for start, stop in pairwise(sorted({0, *stops, MOMENTS - 1})):
            if start in stops:
                self._tell_zero(left, start)
            self._follow(picture.show, start, stop, seconds=2.5)
        if MOMENTS - 1 in stops:
            self._tell_zero(left, MOMENTS - 1)
        if not stops:
            self.say("paths.kept", name=penalty_name(left.penalty))
            self.hold()
        if right.penalty != left.penalty:
            self._tell_end(right)

    def _tell_end(self, path: TouchPath) -> None:
        """Say whether a weight has become zero on a path."""
        stops = _vanishing(path)
        if stops:
            self._tell_zero(path, stops[0])
        else:
            self.say("paths.kept", name=penalty_name(path.penalty))
            self.hold()

    def _tell_zero(self, path: TouchPath, moment: int) -> None:
        """Say from which λ on a weight, or both, are zero."""
        touch = path.touches[-1 - moment]
        digits = 3 if touch.penalty == L1() else 2  # only there the very λ is among the moments
        strength = ("lambda", "=", _short(touch.strength, digits))
        name = penalty_name(touch.penalty)
        if not moment and any(touch.solution):
            self.say("paths.always", name=name, zero=zero_weight(touch))
        elif any(touch.solution):
            self.say("paths.zero", name=name, strength=strength, zero=zero_weight(touch))
        else:
            self.say("paths.gone", name=name, strength=strength)
        self.hold()

    # The loss is turned.

    def turn(self) -> None:
        """The ellipses turn about their centre, and the touch wanders along the ball."""
        self.beat("beat.turn")
        turned = self.turned
        picture = TurnPicture(turned, self.theme)
        self._turn_to(picture)
        name = penalty_name(turned.penalty)
        self.say("turn.start", FadeIn(picture), name=name)
        self.hold()
        stop, zero_first = turned.clearest_other, turned.sparse[0]
        if stop is not None:
            self._follow(picture.show, 0, stop, seconds=2.5)
            angle = round(turned.angles[stop])
            if zero_first:
                self.say("turn.leaves", angle=angle)
            else:
                self.say("turn.reaches", angle=angle, zero=zero_weight(turned.touches[stop]))
            self.hold()
        self._follow(picture.show, stop or 0, seconds=2.5)
        if stop is not None:  # the last angle is the first again
            self.say("turn.some", name=name, share=round(100 * turned.sparse[:-1].mean()))
        else:
            self.say("turn.always" if zero_first else "turn.never", name=name)
        self.hold(1.5)

    # The closing frame.

    def close(self) -> None:
        """Both balls once more, with the paths: a figure of its own."""
        self.beat("beat.close")
        self.panels = self._panels()
        for panel, touch in zip(self.panels, self.touches, strict=True):
            panel.show_rings(self._rings())
            panel.show_touch(touch)
            panel.add(panel.dot, panel.weights)
        if self.has_path:
            for panel, path in zip(self.panels, self.paths, strict=True):
                panel.submobjects.insert(-2, panel.path(path))
        picture = VGroup(*self.panels)
        self._turn_to(picture)
        self.say("close" if self.has_path else "close.zero", FadeIn(picture))
        self.hold(2.0)

    # What all parts use.

    def _panels(self) -> list[TouchPanel]:
        seen = [path.solutions for path in self.paths] if self.has_path else [(), ()]
        return [
            TouchPanel(touch, region, self.theme, seen=weights)
            for touch, region, weights in zip(self.touches, (LEFT, RIGHT), seen, strict=True)
        ]

    def _rings(self) -> list[NDArray[np.float64]]:
        """Return ellipses on the way from the lowest point to where the first ball is touched."""
        loss = self.parameters.loss
        rims = [touch.value for touch in self.touches if touch.kind != "inside"]
        top = min(rims, default=max(loss((0, 0)), loss((self.parameters.shown_radius, 0))))
        least, height = float(loss.least), float(top - loss.least)
        return [loss.ellipse(least + share**2 * height) for share in RINGS]

    def _turn_to(self, picture: Mobject) -> None:
        """Take the picture away to make room for another."""
        self.finish_reading()
        self.show(FadeOut(self.picture), seconds=0.5)
        self.picture = picture

    def _follow(
        self,
        show: Callable[[int], None],
        start: int = 0,
        stop: int = MOMENTS - 1,
        *,
        seconds: float,
    ) -> None:
        """Go through the moments from one to another, and hold still."""
        self.change(Moments(self.picture, show, start, stop), seconds=seconds)


def _vanishing(path: TouchPath) -> list[int]:
    """Return the moments from which one weight, and from which both, are zero."""
    return [len(path.touches) - 1 - place for place in path.vanishing]


def _short(value: object, digits: int = 3) -> int | float:
    """Return a number with so many digits at most, for a caption."""
    rounded = float(f"{float(value):.{digits}g}")
    return int(rounded) if rounded == int(rounded) and abs(rounded) < 1e6 else rounded
