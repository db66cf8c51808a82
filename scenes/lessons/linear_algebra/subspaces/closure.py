"""Two sets that are no subspaces, caught: vectors of each whose multiple or sum leaves it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from linalg.geometry.hyperplanes import floats
from linalg.subspaces.closure import Closure
from linalg.subspaces.leaving import leaving
from scenes.lessons.linear_algebra.subspaces.column_stage import ColumnStage
from scenes.mobjects.plots.plane import Area
from scenes.mobjects.plots.pointer import Pointer
from scenes.mobjects.plots.polylines import bezier_points
from scenes.mobjects.space.cuts import cut_polygon
from scenes.mobjects.space.ground import Ground
from scenes.mobjects.text import UNITS_PER_POINT, Text
from scenes.parts.plot_stage import SIDE, away
from scenes.theme import Role
from scenes.typed_manim import (
    FadeIn,
    FadeOut,
    Mobject,
    UpdateFromAlphaFunc,
    VGroup,
    VMobject,
    smooth,
)

__all__ = ["Caught", "line_off_zero", "quarter_plane"]

LOW, HIGH = np.array([-3.2, -3.2]), np.array([4.2, 4.2])
_U, _V, _OUT = Role.PIVOT, Role.SOURCE, Role.GRADIENT
_NAME, _ALONG = 34, 0.7  # the size of a name, and where it stands along its arrow
_STAYS = (1, 2)  # what is added to the vector of the quarter plane, and stays


def quarter_plane() -> Closure:
    """Return the proof that a quarter of the plane is no subspace: a multiple leaves it."""
    return leaving("x >= 0, y >= 0", (2, 1), scalar=-1)


def line_off_zero() -> Closure:
    """Return the proof that a line off 0 is no subspace: a sum leaves it."""
    return leaving("x + y = 2", (-1, 3), (2, 0))


class Caught:
    """A quarter plane, then a line off 0, beside the picture of the columns.

    Parameters
    ----------
    stage : ColumnStage
    quarter, line : Closure
    """

    def __init__(self, stage: ColumnStage, quarter: Closure, line: Closure) -> None:
        self.stage, self.lesson = stage, stage.lesson
        theme = self.lesson.theme
        (self.multiple,), (self.sum,) = quarter.counterexamples, line.counterexamples
        assert quarter.contains(tuple(np.add(self.multiple.vectors[0], _STAYS)))
        self.ground = Ground(LOW, HIGH, SIDE, theme)
        corners = cut_polygon([[0, 0], [9, 0], [9, 9], [0, 9]], LOW, HIGH)
        self.quarter = Area(self.ground.places(corners), Role.LEVEL_SET, theme, opacity=0.3)
        normal, offset = np.ones(2), float(floats(self.sum.vectors[0]).sum())
        foot, along = normal * offset / 2, np.array([1.0, -1.0])
        segment = self.ground.segments([[foot - 9 * along, foot + 9 * along]])
        self.line = VMobject(stroke_color=theme[Role.LEVEL_SET], stroke_width=5)
        self.line.set_points(bezier_points(segment))
        self.u, self.v, self.w = (Pointer(role, theme) for role in (_U, _V, _OUT))
        self.names = [self._name(*parts) for parts in (("u",), ("v",))]
        self.moving = VGroup(self.v, self.u, self.w, *self.names)

    def play(self) -> None:
        """Add and multiply in both sets."""
        lesson, stage = self.lesson, self.stage
        lesson.finish_reading()
        lesson.beat("beat.closure")
        stage.part(stage.x, stage.sum)
        lesson.show(away(stage.x, stage.sum, stage.matrix), seconds=0.6)
        lesson.say("closure", FadeIn(self.ground), FadeIn(self.quarter))
        u, v = floats(self.multiple.vectors[0]), np.array(_STAYS, dtype=float)
        self._grow(u, v)
        lesson.say("sum.stays")
        total = self._add(u, v, Role.FOREGROUND)
        lesson.say("multiple.leaves", scalar=self.multiple.scalar)
        self._multiply(u, floats(self.multiple.result), total)
        lesson.finish_reading()
        self._clear()
        lesson.say("line.off", FadeOut(self.quarter), FadeIn(self.line))
        u, v = (floats(vector) for vector in self.sum.vectors)
        self._grow(u, v)
        lesson.say("sum.leaves")
        self._add(u, v, _OUT)
        lesson.finish_reading()
        lesson.show(away(*(m for m in lesson.picture() if m is not stage.world)), seconds=0.6)

    # Motions.

    def _grow(self, u: np.ndarray, v: np.ndarray) -> None:
        """Let two arrows grow from 0."""

        def reach(share: float) -> None:
            self._lay(self.u, (0, 0), share * u)
            self._lay(self.v, (0, 0), share * v)
            for name, tip, side in zip(self.names, (u, v), (v, u), strict=True):
                self._put(name, _ALONG * share * tip, _aside(tip, side), share)

        self.lesson.add(self.moving)
        self._run(reach, 0.9)

    def _add(self, u: np.ndarray, v: np.ndarray, role: Role) -> Text:
        """Carry v to the tip of u, and draw the sum; return its name."""
        total = self._name("u", "+", "v")
        self.moving.add(total)
        self.w.set_fill(self.lesson.theme[role])

        def carry(share: float) -> None:
            self._lay(self.v, share * u, share * u + v)
            # The name changes sides, since v comes to lie on the other side of the sum.
            side = _aside(v, u if share < 0.5 else -u)
            along = _ALONG + share * (0.5 - _ALONG)
            self._put(self.names[1], share * u + along * v, side, abs(1 - 2 * share))
            total.set_fill(opacity=0.0)

        def draw(share: float) -> None:
            self._lay(self.w, (0, 0), share * (u + v))
            self._put(total, u + v, u + v, share)

        self._run(carry, 1.3)
        self._run(draw, 1.0)
        return total

    def _multiply(self, u: np.ndarray, result: np.ndarray, total: Text) -> None:
        """Turn u into a multiple of it, through 0."""
        scalar = float(self.multiple.scalar)
        theme = self.lesson.theme
        factor = "-" if scalar == -1 else self.multiple.scalar
        name = self._name(factor, "u")

        def fade(share: float) -> None:
            for part in (self.v, self.w, self.names[1], total):
                part.set_fill(opacity=1 - share)

        def reach(share: float) -> None:
            now = (1 - share) * 1.0 + share * scalar
            role = _OUT if now < 0 else _U
            self._lay(self.w, (0, 0), now * u)
            self.w.set_fill(theme[role], opacity=1.0)
            self._put(name, now * u, result, max(0.0, 2 * share - 1))

        self._run(fade, 0.5)
        self.moving.remove(total)
        self.moving.add(name)
        name.set_fill(opacity=0.0)
        self.u.set_fill(opacity=0.45)
        self._run(reach, 2.2)

    def _clear(self) -> None:
        """Take the arrows away and make them new."""
        self.lesson.show(FadeOut(self.moving), seconds=0.5)
        theme = self.lesson.theme
        self.u, self.v, self.w = (Pointer(role, theme) for role in (_U, _V, _OUT))
        self.moving = VGroup(self.v, self.u, self.w, *self.names)

    def _run(self, reach: Callable[[float], None], seconds: float) -> None:
        def update(_: Mobject, share: float) -> None:
            reach(share)

        motion = UpdateFromAlphaFunc(self.moving, update, rate_func=smooth)
        self.lesson.show(motion, seconds=seconds)

    # Places.

    def _lay(self, arrow: Pointer, foot: ArrayLike, tip: ArrayLike) -> None:
        arrow.lay(*self.ground.places(np.array([foot, tip], dtype=float)))

    def _put(self, name: Text, place: np.ndarray, way: np.ndarray, share: float) -> None:
        """Put a name some way from a place, as strongly as what it names has come."""
        (start,) = self.ground.places(place[None])
        size = float(np.linalg.norm(way)) or 1.0
        x, y = start + 0.34 * np.asarray(way) / size
        name.stand_at(float(x), float(y) - _NAME * UNITS_PER_POINT / 4)
        name.set_fill(opacity=share)

    def _name(self, *parts: object) -> Text:
        return self.lesson.label(*parts, size=_NAME)


def _aside(arrow: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the direction at right angles to an arrow that leads away from another."""
    across = np.array([-arrow[1], arrow[0]])
    return -across if across @ other > 0 else across
