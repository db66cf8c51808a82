"""The reason for zeros: as the loss turns -∇f swings, and a corner holds its point."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from linalg.notation import words
from optviz.planar.planar_turn import TurnedTouches
from scenes.lessons.optimisation.diamond_and_circle.touch_stage import MOMENTS, TouchStage
from scenes.mobjects.readout import Readout
from scenes.mobjects.touches.penalty_notation import penalty_name, zero_weight
from scenes.typed_manim import FadeIn, Mobject

__all__ = ["Swing", "SwingOfTheForce"]

_BEYOND = 20.0  # degrees that the loss is turned beyond what a corner holds
_FORCE = ("-", "∇", "f")


@dataclass(frozen=True)
class Swing:
    """The touches of both balls as the loss turns about the touching point of one of them.

    Attributes
    ----------
    host : int
        In which picture that point is.
    turned : pair of TurnedTouches
        At the same angles, 0 among them.
    """

    host: int
    turned: tuple[TurnedTouches, TurnedTouches]

    @cached_property
    def start(self) -> int:
        """The moment at which the loss is as it was given."""
        return self.turned[self.host].angles.index(0.0)

    @cached_property
    def rest(self) -> tuple[int, int] | None:
        """From which moment to which the point of the host stays, the start among them."""
        rest = self.turned[self.host].rest
        return rest if rest is not None and rest[0] <= self.start <= rest[1] else None

    def width(self, place: int, first: int, last: int) -> float:
        """Return for how many degrees from one moment to another the point of a picture rests."""
        record = self.turned[place]
        part = TurnedTouches(record.angles[first : last + 1], record.touches[first : last + 1])
        if part.rest is None:
            return 0.0
        return part.angles[part.rest[1]] - part.angles[part.rest[0]]

    @property
    def centres(self) -> np.ndarray:
        """The lowest points of the loss as it turns, shape (k, 2)."""
        return np.array([t.loss.centre for t in self.turned[self.host].touches], dtype=float)


class SwingOfTheForce:
    """-∇f among the normals, and how far it may turn before the point gives way.

    Parameters
    ----------
    stage : TouchStage
    swing : Swing or None
        None where no constraint is felt.
    """

    def __init__(self, stage: TouchStage, swing: Swing | None) -> None:
        self.stage, self.lesson, self.swing = stage, stage.lesson, swing
        self.tracing = False

    def play(self) -> None:
        """Show the normals, then turn the loss there and back."""
        if self.swing is None:
            return
        self._show_reasons()
        self.lesson.beat("beat.swing")
        added = self.begin(self.swing)
        if self.swing.rest is None:
            self._follow_only(self.swing)
        else:
            self._hold_and_let_go(self.swing, *self.swing.rest)
        self.lesson.finish_reading()
        self.stage.hide_reasons(*added)

    def _show_reasons(self) -> None:
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.normals")
        for place, touch in enumerate(stage.touches):
            if touch.kind == "inside":
                continue
            key = "cone" if stage.fans[place] is not None else "normal"
            lesson.say(key, force=_FORCE, name=penalty_name(touch.penalty))

            def show(moment: int, place: int = place) -> None:
                stage.show_reason(place, moment / (MOMENTS - 1))

            stage.follow(show, seconds=3.6)
            lesson.hold()

    def begin(self, swing: Swing) -> list[Mobject]:
        """Add the angle and, in the other picture, the points that will be passed; return them."""
        lesson, stage = self.lesson, self.stage
        largest = max(map(abs, swing.turned[0].angles))
        angle = Readout(lesson.theme, "theta", scale=largest, unit=words("°")).stand_from(
            *stage.panels[0].foot(0)
        )
        self.angle = angle.set_value(0.0)
        stage.panels[0].add(angle)
        first, last = swing.rest or (0, len(swing.turned[0].angles) - 1)
        other = 1 - swing.host if swing.rest else swing.host
        panel = stage.panels[other]
        self.first, self.last = first, last
        self.arc = panel.curve(swing.turned[other].solutions[first : last + 1]).reveal(0.0)
        panel.submobjects.insert(panel.submobjects.index(panel.dot), self.arc)
        key = "swing.start" if stage.fans[swing.host] is not None else "swing.turn"
        lesson.say(key, FadeIn(angle), force=_FORCE)
        return [angle, self.arc]

    def reach(self, moment: int) -> None:
        """Show both pictures at a moment."""
        assert self.swing is not None
        for panel, record in zip(self.stage.panels, self.swing.turned, strict=True):
            touch = record.touches[moment]
            panel.show_touch(touch)
            panel.show_force(touch)
            panel.show_normal(touch)
            panel.show_rings(self.stage.rings(loss=touch.loss))
        if self.tracing:
            self.arc.reveal((moment - self.first) / (self.last - self.first))
        self.angle.set_value(self.swing.turned[0].angles[moment])

    def _go(self, start: int, stop: int, seconds: float) -> None:
        self.stage.follow(self.reach, start, stop, seconds=seconds)
        self.lesson.hold()

    def _hold_and_let_go(self, swing: Swing, first: int, last: int) -> None:
        """Through the whole cone the point stays; beyond it does not."""
        stage, lesson, host = self.stage, self.lesson, swing.host
        touches, angles = swing.turned[host].touches, swing.turned[host].angles
        name = penalty_name(touches[first].penalty)
        width = round(angles[last] - angles[first])
        self._go(swing.start, first, 2.5)
        zeros = len(touches[first].active) == 1
        zero = zero_weight(touches[first]) if zeros else ""
        lesson.say("swing.stays" if zeros else "swing.stays.tie", name=name, width=width, zero=zero)
        self.tracing = True
        self._go(first, last, 3.6)
        self.tracing = False
        end = self._beyond(angles, last)
        if end > last:
            jumped = np.linalg.norm(touches[last + 1].point - touches[last].point)
            far = jumped > 0.2 * float(stage.radius) and not touches[last].penalty.convex
            lesson.say("swing.jumps" if far else "swing.leaves", name=name)
            self._go(last, end, 2.0)
        self._tell_other(swing, first, last)
        self._go(end, swing.start, 3.6)

    def _beyond(self, angles: tuple[float, ...], last: int) -> int:
        wanted = angles[last] + _BEYOND
        return min(int(np.searchsorted(angles, wanted)), len(angles) - 1)

    def _tell_other(self, swing: Swing, first: int, last: int) -> None:
        """Say what the point of the other picture did meanwhile."""
        other = 1 - swing.host
        record = swing.turned[other]
        touched = [touch for touch in record.touches[first : last + 1] if touch.kind != "inside"]
        name = penalty_name(record.penalty)
        width = round(swing.width(other, first, last))
        if not touched:
            self.lesson.say("swing.free", name=name)
        elif width:
            self.lesson.say("swing.rests", name=name, width=width)
        elif any(touch.kind == "edge" for touch in touched):
            self.lesson.say("swing.moves", name=name)
        else:
            self.lesson.say("swing.follows", name=name, force=_FORCE)

    def _follow_only(self, swing: Swing) -> None:
        """The point follows from the start on, perhaps up to a corner on which it rests."""
        record = swing.turned[swing.host]
        last = len(record.angles) - 1
        name, width = penalty_name(record.penalty), round(swing.width(swing.host, 0, last))
        edges = any(touch.kind == "edge" for touch in record.touches)
        self._go(swing.start, 0, 2.5)
        if width:
            self.lesson.say("swing.found", name=name, width=width)
        else:
            self.lesson.say("swing.moves" if edges else "swing.follows", name=name, force=_FORCE)
        self.tracing = True
        self._go(0, len(record.angles) - 1, 3.6)
        self.tracing = False
        self._go(len(record.angles) - 1, swing.start, 1.5)
