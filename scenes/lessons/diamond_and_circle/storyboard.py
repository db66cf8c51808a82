"""The lesson on the L1 diamond and the L2 circle: why corners make weights zero."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from manim import Create, FadeIn, FadeOut, UpdateFromAlphaFunc, VGroup, smooth

from linalg.notation import point, symbol, words
from linalg.record import Record
from optviz.penalties import L1, L2, MaxNorm, Penalty
from optviz.planar_fit import constrained
from optviz.planar_path import TouchPath, sparse_strengths, touch_path
from optviz.touch import Touch
from scenes.lesson import Lesson
from scenes.lessons.diamond_and_circle.parameters import DiamondAndCircleParameters
from scenes.mobjects.axis import Axis
from scenes.mobjects.touch_panel import Readout, TouchPanel
from scenes.mobjects.weight_plot import WeightPlot, legend
from scenes.penalty_notation import charge, penalty_name, within
from scenes.stage import SAFE, Region

__all__ = ["DiamondAndCircleLesson"]

MOMENTS = 181  # records of a motion: one for each frame of three seconds
RINGS = (0.5, 0.8)  # of the size of the ellipse that touches
QUAD = words("\u2003")
CENTRE = symbol("w", accent="hat")
LEFT = Region(SAFE.left, -0.2, -2.4, SAFE.top)
RIGHT = Region(0.25, SAFE.right, -2.4, SAFE.top)
THIRDS = [Region(x, x + 4.15, -2.4, SAFE.top) for x in (SAFE.left, -2.1, 2.45)]


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
        strengths = np.linspace(*self.parameters.shown_strengths, MOMENTS)
        for kink in map(float, sparse_strengths(self.parameters.loss)):
            if strengths[0] < kink < strengths[-1]:
                strengths[np.abs(strengths - kink).argmin()] = kink
        left, right = (
            touch_path(self.parameters.loss, penalty, strengths=strengths.tolist())
            for penalty in self.parameters.penalties
        )
        return left, right

    @cached_property
    def turned(self) -> tuple[Touch, ...]:
        """The solution on the left for the loss turned by 0 to 180 degrees, evenly."""
        loss, touch = self.parameters.loss, self.touches[0]
        return tuple(
            constrained(loss.turned(float(angle)), touch.penalty, touch.radius)
            for angle in np.linspace(0, 180, MOMENTS)
        )

    @property
    def has_path(self) -> bool:
        """Whether there is anything to shrink."""
        return any(self.parameters.loss.centre)

    @property
    def can_turn(self) -> bool:
        """Whether it matters how the loss is turned."""
        return self.touches[0].kind != "inside" and self.parameters.loss.condition > 1 + 1e-9

    def records(self) -> Iterable[Record]:
        yield from self.touches
        if self.has_path:
            yield from self.paths
        if self.can_turn:
            yield from self.turned

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
        self.panels = self._panels((LEFT, RIGHT))
        self.picture = VGroup(*self.panels)
        for panel in self.panels:
            panel.remove(panel.title)
        self.say("loss", FadeIn(self.picture), place=self._centre())
        self.hold()
        for panel in self.panels:
            panel.show_rings(self._ring_ellipses())
        self.say("rings", *(FadeIn(panel.rings) for panel in self.panels))
        self.hold()
        self.beat("beat.ball")
        for panel, touch in zip(self.panels, self.touches, strict=True):
            panel.show_ball(touch)
            panel.add(panel.title)
            shown = [FadeIn(part) for part in (panel.ball, panel.outline, panel.title)]
            self.say(_budget(touch.penalty), *shown, **self._sizes(touch))
            self.hold()

    # The first touch.

    def grow(self, panel: TouchPanel, touch: Touch) -> None:
        """The ellipse grows until it touches; then why it touches there."""
        self.beat("beat.touch", name=penalty_name(touch.penalty))
        if touch.kind == "inside":
            self._mark(panel, touch)
            self.say("touch.inside", FadeIn(panel.dot), *self._fade_in(panel.weights), place=CENTRE)
            self.hold()
            return
        loss = self._readout("f", scale=self._loss_scale).stand_from(*panel.foot(0, 3))
        loss.value.show(float(touch.loss.least))
        panel.add(loss)
        first = panel is self.panels[0]
        self.say("grow" if first else "grow.again", FadeIn(loss), place=CENTRE)
        ellipses = touch.growing_ellipses(MOMENTS)
        levels = touch.loss.values(ellipses[:, 0])

        def update(share: float) -> None:
            k = _moment(share)
            panel.show_ellipse(ellipses[k])
            loss.value.show(levels[k])

        self._follow(update, seconds=2.0)
        self._mark(panel, touch)
        key, values = _how(touch)
        self.say(key, FadeIn(panel.dot), *self._fade_in(panel.weights), **values)
        self.hold(1.5)
        self._explain(panel, touch)

    def _explain(self, panel: TouchPanel, touch: Touch) -> None:
        """Show -∇f and the normals of the ball there."""
        cone, force = panel.cone(touch), panel.force(touch)
        panel.submobjects.insert(panel.submobjects.index(panel.dot), cone)
        panel.add(force)
        key = "cone" if len(touch.normals) > 1 else "normal"
        self.say(key, FadeIn(cone), Create(force), force=("-", "∇", "f"))
        self.hold(1.5)
        self._fade_out(panel, cone, force)

    def compare_with_nearest(self) -> None:
        """Ridge does not lead to the nearest point of the circle, unless the ellipses are round."""
        for panel, touch in zip(self.panels, self.touches, strict=True):
            if touch.penalty != L2() or touch.kind == "inside":
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
        self._clear()
        self._lay_out_paths()
        self.say("paths.start", FadeIn(self.picture), strength="lambda")
        self.hold()
        left, right = (path.solutions[::-1] for path in self.paths)
        stops = _changes(left)
        for start, stop in pairwise([0, *stops, MOMENTS - 1]):
            self._follow(self._show_strength, start, stop, seconds=2.5)
            if stop in stops:
                self._tell_zero(self.paths[0], stop)
                self.hold()
        for path, solutions in zip(self.paths, (left, right), strict=True):
            changes = _changes(solutions)
            if not changes:
                self.say("paths.kept", name=penalty_name(path.penalty))
            elif path is self.paths[1]:
                self._tell_zero(path, changes[0])
            self.hold()

    def _lay_out_paths(self) -> None:
        """Two smaller planes, and the weights against λ beside them."""
        self.panels = self._panels(THIRDS[:2], penalised=True)
        low, high = self.parameters.shown_strengths
        scale = max(abs(float(w)) for path in self.paths for t in path.touches for w in t.solution)
        column = THIRDS[2]
        y = column.top - 0.3
        self.strength = self._readout("lambda", scale=high)
        self.strength.stand_from(column.left, y)
        self.plots = []
        height = (y - 0.3 - column.bottom) / 2
        weights = np.concatenate([path.solutions for path in self.paths])
        room = 0.06 * scale
        for place, path in enumerate(self.paths):
            top = y - 0.3 - place * height
            self.plots.append(
                WeightPlot(
                    path.strengths[::-1],
                    path.solutions[::-1],
                    Axis(low, high, "lambda"),
                    Axis(
                        min(weights.min(), 0) - room,
                        max(weights.max(), 0) + room,
                        penalty_name(path.penalty),
                    ),
                    Region(column.left, column.right, top - height + 0.1, top),
                    self.theme,
                )
            )
        self.traces = [
            panel.path(path.solutions[::-1])
            for panel, path in zip(self.panels, self.paths, strict=True)
        ]
        for panel, trace in zip(self.panels, self.traces, strict=True):
            panel.add(trace, panel.dot, panel.weights)
        key = legend(self.theme, column.right, y)
        self.picture = VGroup(*self.panels, *self.plots, self.strength, key)
        self._show_strength(0.0)

    def _show_strength(self, share: float) -> None:
        """Show the records at a share of the way from the least λ to the most."""
        k = _moment(share)
        for panel, trace, plot, path in zip(
            self.panels, self.traces, self.plots, self.paths, strict=True
        ):
            touch = path.touches[-1 - k]
            panel.show_touch(touch)
            panel.show_weights(touch)
            trace.reveal(k / (MOMENTS - 1))
            plot.reveal(k / (MOMENTS - 1))
        self.strength.value.show(float(self.paths[0].touches[-1 - k].strength))

    def _tell_zero(self, path: TouchPath, k: int) -> None:
        """Say from which λ on a weight, or both, are zero."""
        touch = path.touches[-1 - k]
        name, strength = penalty_name(touch.penalty), _short(float(touch.strength), 2)
        values = {"name": name, "strength": ("lambda", "=", strength)}
        if any(touch.solution):
            self.say("paths.zero", zero=_zero(touch), **values)
        else:
            self.say("paths.gone", **values)

    # The loss is turned.

    def turn(self) -> None:
        """The ellipses turn about their centre, and the touch wanders along the ball."""
        self.beat("beat.turn")
        self._clear()
        self._lay_out_turn()
        penalty = self.touches[0].penalty
        self.say("turn.start", FadeIn(self.picture), name=penalty_name(penalty))
        self.hold()
        weights = np.array([touch.solution for touch in self.turned], dtype=float)
        sparse = (weights == 0).any(axis=1)
        stops = _first_stretch(weights, sparse)
        for start, stop in pairwise([0, *stops, MOMENTS - 1]):
            self._follow(self._show_turn, start, stop, seconds=2.5)
            if stop in stops:
                touch = self.turned[stop]
                key = "turn.leaves" if sparse[0] else "turn.reaches"
                zero = {} if sparse[0] else {"zero": _zero(touch)}
                self.say(key, angle=round(180 * stop / (MOMENTS - 1)), **zero)
                self.hold()
        share = round(100 * sparse[:-1].mean())
        key = "turn.always" if sparse.all() else "turn.some" if sparse.any() else "turn.never"
        self.say(key, name=penalty_name(penalty), **({"share": share} if 0 < share < 100 else {}))
        self.hold(1.5)

    def _lay_out_turn(self) -> None:
        """The plane on the left, and the weights against the angle on the right."""
        (panel,) = self.panels = self._panels((LEFT,))
        panel.add(panel.dot, panel.weights)
        weights = np.array([touch.solution for touch in self.turned], dtype=float)
        room = 0.08 * np.abs(weights).max()
        y = RIGHT.top - 0.3
        self.angle = self._readout("theta", scale=180).stand_from(RIGHT.left, y)
        plot = WeightPlot(
            np.linspace(0, 180, MOMENTS),
            weights,
            Axis(0, 180, "theta"),
            Axis(
                min(weights.min(), 0) - room,
                max(weights.max(), 0) + room,
                penalty_name(self.touches[0].penalty),
            ),
            Region(RIGHT.left, RIGHT.right, RIGHT.bottom, y - 0.2),
            self.theme,
        )
        self.plots = [plot]
        self.picture = VGroup(panel, plot, self.angle, legend(self.theme, RIGHT.right, y))
        self._show_turn(0.0)

    def _show_turn(self, share: float) -> None:
        k = _moment(share)
        (panel,), (plot,) = self.panels, self.plots
        panel.show_touch(self.turned[k])
        panel.show_weights(self.turned[k])
        plot.reveal(k / (MOMENTS - 1))
        self.angle.value.show(180 * k / (MOMENTS - 1))

    # The closing frame.

    def close(self) -> None:
        """Both balls once more, with the paths: a figure of its own."""
        self.beat("beat.close")
        self._clear()
        self.panels = self._panels((LEFT, RIGHT))
        self.picture = VGroup(*self.panels)
        for panel, touch, path in zip(self.panels, self.touches, self.paths, strict=True):
            panel.show_rings(self._ring_ellipses())
            panel.show_touch(touch)
            panel.show_weights(touch)
            panel.add(panel.path(path.solutions), panel.dot, panel.weights)
        self.say("close" if self.has_path else "close.zero", FadeIn(self.picture))
        self.hold(2.0)

    # What all parts use.

    def _follow(
        self,
        update: Callable[[float], None],
        start: int = 0,
        stop: int = MOMENTS - 1,
        *,
        seconds: float,
    ) -> None:
        """Go through the moments from one to another."""
        first, last = start / (MOMENTS - 1), stop / (MOMENTS - 1)
        change = UpdateFromAlphaFunc(
            self.picture, lambda _, share: update(first + share * (last - first)), rate_func=smooth
        )
        self.change(change, seconds=seconds)

    def _panels(self, regions: Sequence[Region], penalised: bool = False) -> list[TouchPanel]:
        """Return the planes with the lowest point of the loss in each."""
        panels = []
        for region, penalty in zip(regions, self.parameters.penalties, strict=False):
            parts = ("f", "+", "lambda", *charge(penalty)) if penalised else within(penalty)
            title = self.label(penalty_name(penalty), QUAD, *parts, size=30)
            panel = TouchPanel(self._axis(0), self._axis(1), region, title, self.theme)
            panel.add(panel.centre(self._centre_floats, self.label(CENTRE, size=30)))
            columns = 2 if penalised else 3
            for place in (0, 1):
                weight = self._readout(symbol("w", place + 1), scale=self._weight_scale)
                panel.weights.add(weight.stand_from(*panel.foot(place + columns - 2, columns)))
            panels.append(panel)
        return panels

    def _axis(self, place: int) -> Axis:
        """Return what must be seen along a weight: the balls, and the lowest point."""
        reach, centre = 1.25 * float(self.parameters.shown_radius), self._centre_floats[place]
        room = 0.35 * max(abs(centre), reach)
        low, high = min(-reach, centre - room), max(reach, centre + room)
        return Axis(low, high, symbol("w", place + 1))

    def _ring_ellipses(self) -> list[np.ndarray]:
        """Return level sets on the way from the lowest point to where the first ball is touched."""
        loss = self.parameters.loss
        rims = [touch.value for touch in self.touches if touch.kind != "inside"]
        top = min(rims, default=max(loss((0, 0)), loss((self.parameters.shown_radius, 0))))
        height = float(top - loss.least)
        return [loss.ellipse(float(loss.least) + share**2 * height) for share in RINGS]

    def _readout(self, *name: object, scale: float, size: float = 28) -> Readout:
        return Readout(self.label(*name, "=", size=size), abs(scale), self.theme)

    @property
    def _centre_floats(self) -> tuple[float, float]:
        first, second = map(float, self.parameters.loss.centre)
        return first, second

    @property
    def _weight_scale(self) -> float:
        return max(*map(abs, self._centre_floats), float(self.parameters.shown_radius))

    @property
    def _loss_scale(self) -> float:
        return max(float(touch.value) for touch in self.touches)

    def _centre(self) -> tuple[object, ...]:
        return (CENTRE, "=", point(*map(_short, self._centre_floats)))

    def _sizes(self, touch: Touch) -> dict[str, object]:
        return {
            "name": penalty_name(touch.penalty),
            "size": within(touch.penalty)[:-2],
            "radius": _short(float(touch.radius)),
        }

    def _mark(self, panel: TouchPanel, touch: Touch) -> None:
        """Put the solution and its numbers in their places, to be faded in."""
        panel.dot.move_to(panel.at(touch.point))
        panel.show_weights(touch)
        panel.add(panel.dot, panel.weights)

    def _fade_in(self, group: VGroup) -> list[FadeIn]:
        return [FadeIn(part) for part in group]

    def _fade_out(self, panel: TouchPanel, *parts: Any) -> None:
        """Take parts of a panel away; the picture stays one group."""
        self.show(*(part.animate.set_opacity(0) for part in parts), seconds=0.5)
        panel.remove(*parts)

    def _clear(self) -> None:
        """Take the whole picture away."""
        self.show(FadeOut(self.picture), seconds=0.5)


def _moment(share: float) -> int:
    return round(share * (MOMENTS - 1))


def _changes(solutions: np.ndarray) -> list[int]:
    """Return the moments from which one weight, and from which both, are zero."""
    zeros = (solutions == 0).sum(axis=1)
    return [int(np.argmax(zeros >= n)) for n in (1, 2) if zeros[0] < n <= zeros.max()]


def _budget(penalty: Penalty) -> str:
    """Return the key of the caption that shows a ball."""
    match penalty:
        case L1():
            return "budget.l1"
        case L2():
            return "budget.l2"
        case MaxNorm():
            return "budget.max"
    return "budget.other"


def _first_stretch(weights: np.ndarray, sparse: np.ndarray) -> list[int]:
    """Return the moment of the first stretch of the other kind that shows it best, if there is."""
    other = np.flatnonzero(sparse != sparse[0])
    if not len(other):
        return []
    stretch = other[: int(np.argmax(np.diff(other, append=MOMENTS + 1) > 1)) + 1]
    clear = np.abs(weights[stretch]).min(axis=1)
    return [int(stretch[np.argmax(clear)] if clear.any() else stretch[len(stretch) // 2])]


def _how(touch: Touch) -> tuple[str, dict[str, object]]:
    """Return the caption for how an ellipse touches a ball, and its values."""
    if len(touch.active) == 2:
        return ("touch.tie" if touch.kind == "corner" else f"touch.{touch.kind}"), {}
    return ("touch.corner" if touch.kind == "corner" else "touch.axis"), {"zero": _zero(touch)}


def _zero(touch: Touch) -> tuple[object, ...]:
    """Return what says which weight is zero."""
    (place,) = {0, 1} - set(touch.active)
    return (symbol("w", place + 1), "=", 0)


def _short(value: float, digits: int = 3) -> int | float:
    """Return a number with so many digits at most, for a caption."""
    rounded = float(f"{value:.{digits}g}")
    return int(rounded) if rounded == int(rounded) and abs(rounded) < 1e6 else rounded
