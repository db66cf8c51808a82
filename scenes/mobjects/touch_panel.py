"""The plane of two weights with the ball of a penalty, ellipses of a loss, and where they touch."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import Arrow, Dot, VGroup, VMobject
from numpy.typing import NDArray

from optviz.touch import Touch
from scenes.mobjects.axis import Axis
from scenes.mobjects.live_number import GrowingCurve, LiveNumber
from scenes.mobjects.plane import Area, Curve, Dash, Plane
from scenes.mobjects.text import UNITS_PER_POINT, Text, region_of
from scenes.stage import Region
from scenes.theme import SMALLEST, Role, TextKind, Theme

__all__ = ["Readout", "TouchPanel", "places_for"]

Floats = NDArray[np.float64]

_TITLE, _FOOT = 0.55, 0.5  # the room above and below the plane
_LINE = SMALLEST[TextKind.LABEL] * UNITS_PER_POINT
_AFTER = 0.14  # between a name and its number
_ARROW, _CONE, _NORMAL = 1.3, 0.85, 1.9


class Readout(VGroup):
    """A name with its equals sign, and a live number close after it.

    Parameters
    ----------
    name : Text
    scale : float
        The size of the largest number: room is left for it and a minus sign.
    theme : Theme
    """

    def __init__(self, name: Text, scale: float, theme: Theme) -> None:
        numbers = {"size": name.font_size, **places_for(scale)}
        room = LiveNumber(-scale, theme, **numbers).width
        self.value = LiveNumber(0.0, theme, **numbers)
        self.value.stand_at(region_of(name).right + _AFTER + room, name.baseline, "right")
        super().__init__(name, self.value)

    def stand_from(self, x: float, y: float) -> Self:
        """Put the left edge at x and the baseline at height y."""
        return self.shift((x - region_of(self[0]).left, y - self[0].baseline, 0))


class TouchPanel(VGroup):
    """Draws touches of one loss, or of the same loss turned, and one penalty.

    Parameters
    ----------
    x, y : Axis
        What must be seen of the plane.
    region : Region
        The room for all, title and numbers included.
    title : Text
    theme : Theme

    Attributes
    ----------
    plane : Plane
    ball, outline : Area, Curve
        The ball and its boundary.
    rings, ellipse : Curve
        Level sets that stand, and the one that the eye follows.
    dot : Dot
        The solution.
    weights : VGroup of Readout
        Its weights in numbers.
    """

    def __init__(self, x: Axis, y: Axis, region: Region, title: Text, theme: Theme) -> None:
        room = Region(region.left, region.right, region.bottom + _FOOT, region.top - _TITLE)
        self.region, self.theme = region, theme
        self.plane = Plane(x, y, room, theme, equal=True, crossing=(0.0, 0.0))
        self.title = title.stand_at(self.plane.inner.centre[0], region.top - _LINE)
        self.ball = self.plane.area([], Role.CONSTRAINT, opacity=0.25)
        self.outline = self.plane.curves([], Role.CONSTRAINT, width=4)
        self.rings = self.plane.curves([], Role.LEVEL_SET, width=1.6)
        self.ellipse = self.plane.curves([], Role.LEVEL_SET, width=5)
        self.dot = Dot(radius=0.11, color=theme[Role.SOLUTION], stroke_width=2.5)
        self.dot.set_stroke(theme[Role.FOREGROUND])
        super().__init__(self.plane, self.title, self.ball, self.rings, self.outline, self.ellipse)

        self.weights = VGroup()

    # Places.

    def at(self, w: Sequence[float] | Floats) -> Floats:
        """Return the place of weights on the frame, shape (3,)."""
        return self.plane.point(float(w[0]), float(w[1]))

    def foot(self, share: int, of: int) -> tuple[float, float]:
        """Return left edge and baseline of one of several places below the plane."""
        left = self.region.left + share * self.region.width / of
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

    def show_touch(self, touch: Touch) -> None:
        """Draw ball, ellipse and solution of a touch."""
        self.show_ball(touch)
        self.show_ellipse(touch.ellipse())
        self.dot.move_to(self.at(touch.point))

    def show_weights(self, touch: Touch) -> None:
        """Write the weights of a solution."""
        for readout, weight in zip(self.weights, touch.solution, strict=True):
            readout.value.show(float(weight))

    def show_rings(self, ellipses: Sequence[Floats]) -> None:
        """Draw the level sets that stand still."""
        pieces = [piece for points in ellipses for piece in self.plane.pieces(points)]
        self.rings.trace(pieces)

    # What may be added.

    def centre(self, w: Sequence[float] | Floats, name: Text) -> VGroup:
        """Return a mark at the lowest point of the loss, with its name beside it."""
        cross = VMobject(stroke_color=self.theme[Role.FOREGROUND], stroke_width=4)
        place, arm = self.at(w), 0.09
        for dx, dy in ((arm, arm), (arm, -arm)):
            cross.start_new_path(place - np.array([dx, dy, 0]))
            cross.add_line_to(place + np.array([dx, dy, 0]))
        name.stand_at(place[0] + 0.16, place[1] + 0.12, "left")
        return VGroup(cross, name)

    def path(self, solutions: Floats) -> GrowingCurve:
        """Return the path of the solution, one point for each moment."""
        return GrowingCurve(
            self.plane.places(solutions), stroke_color=self.theme[Role.SOLUTION], stroke_width=6
        )

    def force(self, touch: Touch) -> Arrow:
        """Return an arrow along -∇f at the solution."""
        along = touch.force / np.linalg.norm(touch.force)
        start = self.at(touch.point)
        return Arrow(
            start,
            start + _ARROW * np.array([*along, 0.0]),
            buff=0,
            color=self.theme[Role.GRADIENT],
            stroke_width=6,
            max_tip_length_to_length_ratio=0.2,
        )

    def cone(self, touch: Touch) -> VGroup:
        """Return the outward normals of the ball at the solution: a fan, or one dashed line."""
        start = self.at(touch.point)[:2]
        first, last = (math.atan2(n[1], n[0]) for n in touch.normals[[0, -1]])
        turn = (last - first + math.pi) % (2 * math.pi) - math.pi
        angles = first + turn * np.linspace(0, 1, 25)
        rim = start + _CONE * np.column_stack([np.cos(angles), np.sin(angles)])
        fan = Area(np.vstack([start, rim]), Role.CONSTRAINT, self.theme, opacity=0.35)
        length = _CONE if len(touch.normals) > 1 else _NORMAL
        sides = [
            np.array([start, start + length * np.array([math.cos(a), math.sin(a)])])
            for a in (first, last)
        ]
        edges = Curve(sides, Role.CONSTRAINT, self.theme, width=3, dash=Dash.DASHED)
        return VGroup(fan, edges)

    def nearest(self, touch: Touch) -> VGroup:
        """Return the point of the ball nearest to the lowest point, joined to that by dashes."""
        ends = self.plane.places([touch.loss.centre, touch.nearest])
        line = Curve([ends], Role.FOREGROUND, self.theme, width=2.5, dash=Dash.DASHED)
        ring = Dot(self.at(touch.nearest), radius=0.11, fill_opacity=0)
        ring.set_stroke(self.theme[Role.FOREGROUND], width=3.5)
        return VGroup(line, ring)


def places_for(scale: float) -> dict[str, float]:
    """Return the format of a live number among numbers up to a size.

    Examples
    --------
    >>> places_for(2.5), places_for(250)["places"], places_for(1e-6)["least"]
    ({'places': 2, 'mantissa': 1}, 0, inf)
    """
    if 0 < scale < 1e-2:
        return {"places": 0, "mantissa": 1, "least": math.inf}
    digits = math.floor(math.log10(scale)) if scale else 0
    return {"places": min(max(2 - digits, 0), 2), "mantissa": 1}
