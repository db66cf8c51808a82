"""The plane of two weights with the ball of a penalty, ellipses of a loss, and where they touch."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.notation import symbol, words
from optviz.planar.planar_path import TouchPath
from optviz.planar.touch import Touch
from scenes.mobjects.live_number import GrowingCurve
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.penalty_notation import charge, penalty_name, within
from scenes.mobjects.plots.plane import Area, Curve, Dash, Plane
from scenes.mobjects.plots.polylines import clipped, clipped_area
from scenes.mobjects.readout import Readout, label
from scenes.mobjects.text import UNITS_PER_POINT, Text, region_of
from scenes.stage import Region
from scenes.theme import SMALLEST, Role, TextKind, Theme
from scenes.typed_manim import Arrow, Dot, VGroup, VMobject

__all__ = ["CENTRE", "TouchPanel", "gaps_of"]

Floats = NDArray[np.float64]

CENTRE = symbol("w", accent="hat")
"""What the lowest point of the loss is called."""

_QUAD = words("\u2003")
_TITLE, _FOOT = 0.6, 0.5  # the room above and below the plane
_LINE = SMALLEST[TextKind.LABEL] * UNITS_PER_POINT
_BALL, _ROOM = 1.25, 0.35  # how much more is seen than the ball, and beyond the lowest point
_AROUND = 0.3  # of the way to the lowest point is seen around a small ball
_KEY = 0.75  # the width of the key, and some room
_ARROW, _CONE, _NORMAL = 1.3, 0.85, 1.9


class TouchPanel(VGroup):
    """Draws touches of one loss, or of the same loss turned, and one penalty.

    Ball, ellipses and weights are empty until they are shown; the dot and the weights are added
    to the panel when they are wanted.

    Parameters
    ----------
    touch : Touch
        Says what must be seen: the lowest point of the loss, and a ball.
    seen : array_like, (k, 2)
        Other weights that will be shown.
    region : Region
        The room for all, title and numbers included.
    theme : Theme
    penalised : bool
        Whether the title is f + λ · penalty, and not the ball.

    Attributes
    ----------
    plane : Plane
    title : Text
    ball, outline : Area, Curve
        The ball and its boundary.
    rings, ellipse : Curve
        Level sets that stand, and the one that the eye follows.
    dot : Dot
        The solution.
    weights : VGroup of Readout
        Its weights in numbers, to the right of `places` that are left free.
    """

    def __init__(
        self,
        touch: Touch,
        region: Region,
        theme: Theme,
        *,
        seen: ArrayLike = (),
        penalised: bool = False,
    ) -> None:
        self.region, self.theme = region, theme
        room = Region(region.left, region.right, region.bottom + _FOOT, region.top - _TITLE)
        x, y = _axes(touch, np.reshape(np.asarray(seen, dtype=float), (-1, 2)))
        self.plane = Plane(x, y, room, theme, equal=True, crossing=(0.0, 0.0))
        penalty = touch.penalty
        formula = ("f", "+", "lambda", *charge(penalty)) if penalised else within(penalty)
        self.title = self._title(penalty_name(penalty), formula)
        self.ball = self.plane.area([], Role.CONSTRAINT, opacity=0.25)
        self.outline = self.plane.curves([], Role.CONSTRAINT, width=2.8)
        self.rings = self.plane.curves([], Role.LEVEL_SET, width=1.4)
        self.ellipse = self.plane.curves([], Role.LEVEL_SET, width=5)
        self.dot = Dot(radius=0.11, color=theme[Role.SOLUTION], stroke_width=2.5)
        self.dot.set_stroke(theme[Role.FOREGROUND])
        places = 0 if penalised else 1
        self.lanes = places + 2
        self.weights: VGroup[Readout] = VGroup(
            *(self._weight(touch, place, places + place).set_value(0.0) for place in (0, 1))
        )
        drawn = (self.ball, self.rings, self.outline, self.ellipse)
        cross = self._cross(self.at(touch.loss.centre))
        super().__init__(self.plane, self.title, *drawn, self._key(), cross)

    def _weight(self, touch: Touch, place: int, lane: int) -> Readout:
        scale = max(*map(abs, map(float, touch.loss.centre)), float(touch.radius))
        readout = Readout(self.theme, symbol("w", place + 1), scale=scale)
        return readout.stand_from(*self.foot(lane))

    def _title(self, name: object, formula: tuple[object, ...]) -> Text:
        """Return name and formula; only the name where there is no room for more."""
        box = self.plane.inner
        long = label(self.theme, name, _QUAD, *formula, size=30)
        fits = long.width <= box.width - _KEY
        title = long if fits else label(self.theme, name, size=30)
        return title.stand_at(box.left, self.region.top - 1.3 * _LINE, "left")

    def _key(self) -> VGroup:
        """Return what the cross at the lowest point of the loss means, beside the title."""
        right, y = self.plane.inner.right, self.title.baseline
        name = label(self.theme, CENTRE, size=30).stand_at(right, y, "right")
        return VGroup(self._cross(np.array([region_of(name).left - 0.25, y + 0.1, 0.0])), name)

    def _cross(self, place: Floats) -> VMobject:
        cross, arm = VMobject(stroke_color=self.theme[Role.FOREGROUND], stroke_width=4), 0.09
        for dx, dy in ((arm, arm), (arm, -arm)):
            cross.start_new_path(place - np.array([dx, dy, 0]))
            cross.add_line_to(place + np.array([dx, dy, 0]))
        return cross

    # Places.

    def at(self, w: Sequence[float] | Floats) -> Floats:
        """Return the place of weights on the frame, shape (3,)."""
        return self.plane.point(float(w[0]), float(w[1]))

    def foot(self, lane: int) -> tuple[float, float]:
        """Return the left edge and the baseline of a place below the plane."""
        left = self.region.left + lane * self.region.width / self.lanes
        return left, self.region.bottom + 0.08

    # What is shown.

    def show_ball(self, touch: Touch) -> None:
        """Draw the ball that is touched."""
        points = touch.outline()
        self.ball.trace(self.plane.outline(points))
        self.outline.trace(self.plane.pieces(points))

    def show_ellipse(self, points: Floats) -> None:
        """Draw the level set that the eye follows."""
        self.ellipse.trace(self.plane.pieces(points))

    def show_rings(self, ellipses: Sequence[Floats]) -> None:
        """Draw the level sets that stand still."""
        self.rings.trace([piece for points in ellipses for piece in self.plane.pieces(points)])

    def show_weights(self, touch: Touch) -> None:
        """Write the weights of a solution."""
        for readout, weight in zip(self.weights, touch.solution, strict=True):
            readout.set_value(float(weight))

    def show_touch(self, touch: Touch) -> None:
        """Draw ball, ellipse and solution of a touch, and write its weights."""
        self.show_ball(touch)
        self.show_ellipse(touch.ellipse())
        self.dot.move_to(self.at(touch.point))
        self.show_weights(touch)

    # What may be added.

    def path(self, path: TouchPath) -> GrowingCurve:
        """Return the path of the solution as λ grows, one point for each moment."""
        return GrowingCurve(
            self.plane.places(path.solutions[::-1]),
            gaps=gaps_of(path),
            stroke_color=self.theme[Role.SOLUTION],
            stroke_width=6,
        )

    def force(self, touch: Touch) -> Arrow:
        """Return an arrow along -∇f at the solution."""
        start, end = self._ray(touch, touch.force, _ARROW)
        return Arrow(
            np.array([*start, 0.0]),
            np.array([*end, 0.0]),
            buff=0,
            color=self.theme[Role.GRADIENT],
            stroke_width=6,
            max_tip_length_to_length_ratio=0.25,
        )

    def cone(self, touch: Touch) -> VGroup:
        """Return the outward normals of the ball at the solution: a fan, or one dashed line."""
        if len(touch.normals) == 1:
            line = self._ray(touch, touch.normals[0], _NORMAL)
            return VGroup(self._dashed([line]))
        start = self.at(touch.point)[:2]
        first, last = touch.normals
        rim = start + _CONE * _between(first, last, outward=touch.point)
        corners = clipped_area(np.vstack([start, rim]), self.plane.inner)
        fan = Area(corners, Role.CONSTRAINT, self.theme, opacity=0.35)
        return VGroup(fan, self._dashed([self._ray(touch, n, _CONE) for n in touch.normals]))

    def nearest(self, touch: Touch) -> VGroup:
        """Return the point of the ball nearest to the lowest point, joined to that by dashes."""
        ends = self.plane.places(np.array([touch.loss.centre, touch.nearest], dtype=float))
        line = Curve([ends], Role.FOREGROUND, self.theme, width=2.5, dash=Dash.DASHED)
        ring = Dot(self.at(touch.nearest), radius=0.11, fill_opacity=0)
        ring.set_stroke(self.theme[Role.FOREGROUND], width=3.5)
        return VGroup(line, ring)

    def _ray(self, touch: Touch, direction: Floats, length: float) -> Floats:
        """Return a segment from the solution, as far as the plane reaches, shape (2, 2)."""
        start = self.at(touch.point)[:2]
        ends = np.array([start, start + length * direction / np.linalg.norm(direction)])
        return clipped(ends, self.plane.inner)[0]

    def _dashed(self, lines: Sequence[Floats]) -> Curve:
        return Curve(lines, Role.CONSTRAINT, self.theme, width=3, dash=Dash.DASHED)


def gaps_of(path: TouchPath) -> list[int]:
    """Return the moments after which the solution jumps as λ grows: no line leads there."""
    return [len(path.touches) - 2 - k for k in path.jumps]


def _between(first: Floats, last: Floats, outward: Floats) -> Floats:
    """Return unit vectors from one to another, on the side of a third, shape (25, 2)."""
    middle = first + last
    if np.linalg.norm(middle) < 1e-9:  # opposite ones: a half-plane
        middle = outward
    angle = math.atan2(middle[1], middle[0])
    half = math.acos(np.clip(first @ middle / np.linalg.norm(middle), -1, 1))
    angles = angle + half * np.linspace(-1, 1, 25)
    return np.column_stack([np.cos(angles), np.sin(angles)])


def _axes(touch: Touch, seen: Floats) -> tuple[Axis, Axis]:
    """Return what must be seen along each weight: around the ball, and all points with room."""
    points = np.vstack([np.array([touch.loss.centre], dtype=float), seen])
    reach = max(_BALL * float(touch.radius), _AROUND * np.abs(points).max())
    axes = []
    for place in (0, 1):
        least, most = points[:, place].min(), points[:, place].max()
        room = _ROOM * max(abs(least), abs(most), reach)
        low, high = min(-reach, least - room), max(reach, most + room)
        axes.append(Axis(float(low), float(high), symbol("w", place + 1)))
    return axes[0], axes[1]
