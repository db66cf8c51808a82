"""The plane of two weights with the ball of a penalty, ellipses of a loss, and where they touch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from linalg.notation import symbol, words
from optviz.planar.planar_path import TouchPath
from optviz.planar.touch import Touch
from scenes.mobjects.live_number import GrowingCurve
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.plane import Curve, Dash, Plane
from scenes.mobjects.plots.pointer import Pointer
from scenes.mobjects.plots.polylines import clipped
from scenes.mobjects.readout import Readout, label
from scenes.mobjects.text import UNITS_PER_POINT, Text, region_of
from scenes.mobjects.touches.penalty_notation import charge, penalty_name, within
from scenes.mobjects.touches.touch_window import touch_window
from scenes.stage import Region
from scenes.theme import SMALLEST, Role, TextKind, Theme
from scenes.typed_manim import Dot, VGroup, VMobject

__all__ = ["CENTRE", "TouchPanel", "gaps_of"]

Floats = NDArray[np.float64]

CENTRE = symbol("w", accent="hat")
"""What the lowest point of the loss is called."""

_QUAD = words("\u2003")
_TITLE, _FOOT, _ROW = 0.6, 0.5, 0.45  # the room above and below the plane; one more row below
_LINE = SMALLEST[TextKind.LABEL] * UNITS_PER_POINT
_KEY = 0.75  # the width of the key, and some room
_ARROW, _NORMAL = 1.3, 1.9
_TWO, _THREE = (0.0, 0.5), (0.0, 0.305, 0.655)  # where numbers begin, in shares of the width
_ARM = 0.09  # of the cross


class TouchPanel(VGroup):
    """Draws touches of one loss, or of the same loss turned, and one penalty.

    Ball, ellipses, arrow and weights are empty until they are shown; the dot and the weights are
    added to the panel when they are wanted.

    Parameters
    ----------
    touch : Touch
        Says what must be seen, unless `axes` do: the lowest point of the loss, and a ball.
    region : Region
        The room for all, title and numbers included.
    theme : Theme
    axes : pair of Axis, optional
        What is seen of the plane.
    penalised : bool
        Whether the title is f + λ · penalty, and not the ball; the weights then stand in the
        second row below the plane.

    Attributes
    ----------
    plane : Plane
    title : Text
    ball, outline : Area, Curve
        The ball and its boundary.
    rings, ellipse : Curve
        Level sets that stand, and the one that the eye follows.
    normal : Curve
        The one normal of the ball at the solution, dashed.
    arrow : Pointer
        Along -∇f at the solution.
    dot : Dot
        The solution.
    weights : VGroup of Readout
        Its weights in numbers, to the right of `places` that are left free.
    shown : Touch
        The one that was shown last.
    """

    def __init__(
        self,
        touch: Touch,
        region: Region,
        theme: Theme,
        *,
        axes: tuple[Axis, Axis] | None = None,
        penalised: bool = False,
    ) -> None:
        self.region, self.theme, self.shown = region, theme, touch
        foot = _FOOT + _ROW * penalised
        room = Region(region.left, region.right, region.bottom + foot, region.top - _TITLE)
        x, y = axes or touch_window([touch])
        self.plane = Plane(x, y, room, theme, equal=True, crossing=(0.0, 0.0))
        self.title = self.headed(penalised)
        self.ball = self.plane.area([], Role.CONSTRAINT, opacity=0.25)
        self.outline = self.plane.curves([], Role.CONSTRAINT, width=2.8)
        self.rings = self.plane.curves([], Role.LEVEL_SET, width=1.4)
        self.ellipse = self.plane.curves([], Role.LEVEL_SET, width=5)
        self.normal = self.plane.curves([], Role.CONSTRAINT, width=3, dash=Dash.DASHED)
        self.arrow = Pointer(Role.GRADIENT, theme)
        self.dot = Dot(radius=0.11, color=theme[Role.SOLUTION], stroke_width=2.5)
        self.dot.set_stroke(theme[Role.FOREGROUND])
        places = 0 if penalised else 1
        self.lanes = _TWO if penalised else _THREE
        self.weights: VGroup[Readout] = VGroup(
            *(self._weight(touch, place, places + place).set_value(0.0) for place in (0, 1))
        )
        drawn = (self.ball, self.rings, self.outline, self.ellipse, self.normal, self.arrow)
        self.cross = VMobject(stroke_color=theme[Role.FOREGROUND], stroke_width=4)
        self._show_centre(touch)
        key = [self._key()] if self.cross.has_points() else []
        super().__init__(self.plane, self.title, *drawn, *key, self.cross)

    def _weight(self, touch: Touch, place: int, lane: int) -> Readout:
        scale = max(*map(abs, map(float, touch.loss.centre)), float(touch.radius))
        readout = Readout(self.theme, symbol("w", place + 1), scale=scale)
        return readout.stand_from(*self.foot(lane))

    def headed(self, penalised: bool) -> Text:
        """Return a title: the name of the penalty, and what is asked where there is room for it."""
        penalty, box = self.shown.penalty, self.plane.inner
        name = penalty_name(penalty)
        asked = ("f", "+", "lambda", *charge(penalty)) if penalised else within(penalty)
        long = label(self.theme, name, _QUAD, *asked, size=30)
        title = long if long.width <= box.width - _KEY else label(self.theme, name, size=30)
        return title.stand_at(box.left, self.region.top - 1.3 * _LINE, "left")

    def _key(self) -> VGroup:
        """Return what the cross at the lowest point of the loss means, beside the title."""
        right, y = self.plane.inner.right, self.title.baseline
        name = label(self.theme, CENTRE, size=30).stand_at(right, y, "right")
        cross = VMobject(stroke_color=self.theme[Role.FOREGROUND], stroke_width=4)
        return VGroup(_crossed(cross, np.array([region_of(name).left - 0.25, y + 0.1, 0.0])), name)

    def _show_centre(self, touch: Touch) -> None:
        x, y = map(float, touch.loss.centre)
        if self.plane.holds(x, y):
            _crossed(self.cross, self.at((x, y)))
        else:
            self.cross.set_points(np.zeros((0, 3)))

    # Places.

    def at(self, w: Sequence[float] | Floats) -> Floats:
        """Return the place of weights on the frame, shape (3,)."""
        return self.plane.point(float(w[0]), float(w[1]))

    def foot(self, lane: int, row: int = 0) -> tuple[float, float]:
        """Return the left edge and the baseline of a place below the plane; row 0 is the lowest."""
        left = self.region.left + self.lanes[lane] * self.region.width
        return left, self.region.bottom + 0.08 + row * _ROW

    def drawn_losses(self) -> tuple[float, Floats]:
        """Return the loss where the dot is drawn, and at the corners of the outline as drawn."""
        box, x, y = self.plane.inner, self.plane.x, self.plane.y
        places = np.vstack([self.dot.get_center()[None, :], self.outline.points[::4]])[:, :2]
        shares = (places - (box.left, box.bottom)) / (box.width, box.height)
        low, high = np.array([x.low, y.low]), np.array([x.high, y.high])
        at_dot, *around = self.shown.loss.values(low + shares * (high - low)).tolist()
        return at_dot, np.array(around)

    # What is shown.

    def show_ball(self, touch: Touch, size: float = 1.0) -> None:
        """Draw the ball that is touched, or that ball on the way to its size."""
        points = size * touch.outline()
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
        self.shown = touch
        self.show_ball(touch)
        self.show_ellipse(touch.ellipse())
        self._show_centre(touch)
        self.dot.move_to(self.at(touch.point))
        self.show_weights(touch)

    def show_force(self, touch: Touch, share: float = 1.0) -> None:
        """Draw -∇f at the solution, by its direction, or a part of it; nothing where it is zero."""
        start, size = self.at(touch.point)[:2], float(np.linalg.norm(touch.force))
        if touch.kind == "inside" or size == 0:
            self.arrow.lay(start, start)
        else:
            self.arrow.lay(*self.ray(touch.point, touch.force, share * _ARROW))

    def show_normal(self, touch: Touch, share: float = 1.0) -> None:
        """Draw the one normal of the ball there, or a part; nothing at a corner or within."""
        one = touch.kind != "inside" and len(touch.normals) == 1
        length = share * _NORMAL
        self.normal.trace([self.ray(touch.point, touch.normals[0], length)] if one else [])

    def ray(self, w: Floats, direction: Floats, length: float) -> Floats:
        """Return a segment from a point, as far as the plane reaches, shape (2, 2)."""
        start = self.at(w)[:2]
        ends = np.array([start, start + length * direction / np.linalg.norm(direction)])
        pieces = clipped(ends, self.plane.inner)
        return pieces[0] if pieces else np.array([start, start])

    # What may be added.

    def path(self, path: TouchPath) -> GrowingCurve:
        """Return the path of the solution as λ grows, one point for each moment."""
        return self.curve(path.solutions[::-1], gaps_of(path))

    def curve(self, solutions: Floats, gaps: Sequence[int] = ()) -> GrowingCurve:
        """Return a curve through solutions, one for each moment, where they are seen."""
        points = solutions.copy()
        points[[not self.plane.holds(x, y) for x, y in points.tolist()]] = np.nan
        return GrowingCurve(
            self.plane.places(points),
            gaps=gaps,
            stroke_color=self.theme[Role.SOLUTION],
            stroke_width=6,
        )

    def nearest(self, touch: Touch) -> VGroup:
        """Return the point of the ball nearest to the lowest point, joined to that by dashes."""
        ends = np.array([touch.loss.centre, touch.nearest], dtype=float)
        line = Curve(
            self.plane.pieces(ends), Role.FOREGROUND, self.theme, width=2.5, dash=Dash.DASHED
        )
        ring = Dot(self.at(touch.nearest), radius=0.11, fill_opacity=0)
        ring.set_stroke(self.theme[Role.FOREGROUND], width=3.5)
        return VGroup(line, ring)


def gaps_of(path: TouchPath) -> list[int]:
    """Return the moments after which the solution jumps as λ grows: no line leads there."""
    return [len(path.touches) - 2 - k for k in path.jumps]


def _crossed(cross: VMobject, place: Floats) -> VMobject:
    """Draw a cross at a place."""
    cross.set_points(np.zeros((0, 3)))
    for dx, dy in ((_ARM, _ARM), (_ARM, -_ARM)):
        cross.start_new_path(place - np.array([dx, dy, 0]))
        cross.add_line_to(place + np.array([dx, dy, 0]))
    return cross
