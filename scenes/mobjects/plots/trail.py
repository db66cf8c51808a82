"""The way of one method in a plane: a line that grows, a mark at its points and one at its head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from scenes.mobjects.live_number import GrowingCurve
from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.plane import Dash, Plane
from scenes.mobjects.plots.polylines import moments
from scenes.theme import Role, Theme
from scenes.typed_manim import VGroup

__all__ = ["MOST_MARKS", "STYLES", "Style", "Trail", "TrailLine"]

MOST_MARKS = 12  # longer ways have a mark at their head only
_MOMENTS = 2400  # so that little is lost where a way leaves the plane and comes back
_WIDTH = 4.0


@dataclass(frozen=True)
class Style:
    """The look of one of several methods: its colour, its dashes, its marks."""

    role: Role
    dash: Dash
    shape: Shape


STYLES = (
    Style(Role.GRADIENT, Dash.SOLID, Shape.DISC),
    Style(Role.NEWTON, Dash.DASHED, Shape.DIAMOND),
    Style(Role.THIRD, Dash.DOTTED, Shape.TRIANGLE),
    Style(Role.FOURTH, Dash.DASH_DOT, Shape.SQUARE),
)


class TrailLine(GrowingCurve):
    """The line of a trail, which says what tells it from others: its role and its dash.

    Parameters
    ----------
    points : ndarray, (n, 2)
        On the frame.
    style : Style
    theme : Theme
    """

    def __init__(self, points: np.ndarray, style: Style, theme: Theme) -> None:
        super().__init__(
            points, dash=style.dash.pattern, stroke_color=theme[style.role], stroke_width=_WIDTH
        )
        self.role, self.dash = style.role, style.dash


class Trail(VGroup):
    """Grows from point to point; what lies outside the plane's box is not drawn.

    Parameters
    ----------
    plane : Plane
    points : array_like, (T + 1, 2)
    style : Style
    theme : Theme
    steps : int, optional
        How many steps the whole film of it has; after the last point it stands still.
    marked : bool
        Whether its points are marked, unless there are too many.

    Attributes
    ----------
    plane : Plane
    leaves : bool
        Whether any of its points lies outside the box.
    """

    def __init__(
        self,
        plane: Plane,
        points: ArrayLike,
        style: Style,
        theme: Theme,
        *,
        steps: int | None = None,
        marked: bool = True,
    ) -> None:
        super().__init__()
        self.plane = plane
        xy = np.asarray(points, dtype=float).reshape(-1, 2)
        self.steps = max(len(xy) - 1, steps or 0, 1)
        self.leaves = not all(plane.holds(*point) for point in xy)
        self.places = plane.places(xy)
        standing = np.repeat(xy[-1:], self.steps + 1 - len(xy), axis=0)
        each = max(1, min(8, _MOMENTS // self.steps))
        seen = moments(plane.places(np.concatenate([xy, standing])), plane.inner, each)
        self.line = TrailLine(seen, style, theme)
        self.marks: VGroup[Marker] = VGroup()
        self.passed = [k for k, point in enumerate(xy) if plane.holds(*point)]
        if marked and len(xy) <= MOST_MARKS:
            self.marks.add(*(self._mark(self.places[k], style, theme) for k in self.passed))
        self.head = Marker(self.places[0], style.shape, style.role, theme)
        self.add(self.line, self.marks, self.head)
        self.reach(0)

    def reach(self, step: float) -> Self:
        """Grow or shrink to a number of steps, which need not be whole."""
        share = min(step / self.steps, 1.0)
        self.line.reveal(share)
        self.head.stand(self.line.at(share))
        for k, mark in zip(self.passed, self.marks, strict=False):
            mark.set_opacity(1.0 if k <= step else 0.0)
        return self

    def _mark(self, place: np.ndarray, style: Style, theme: Theme) -> Marker:
        return Marker(place, style.shape, style.role, theme, radius=0.07)
