"""A coordinate plane: axes with typeset ticks, and curves cut at its edges."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from linalg.notation import power, to_typst
from scenes.mobjects.plots.axis import Axis, Tick
from scenes.mobjects.plots.polylines import bezier_points, clipped, clipped_area, dashed
from scenes.mobjects.text import UNITS_PER_POINT, Text, region_of
from scenes.stage import DoesNotFitError, Region
from scenes.theme import SMALLEST, Role, TextKind, Theme
from scenes.typed_manim import VGroup, VMobject
from scenes.typesetting.typeset import mathematics

__all__ = ["Area", "Curve", "Dash", "Plane"]

GAP = 0.14  # between an axis and its labels
TICK = 0.1
_FRAME_WIDTH, _TICK_WIDTH = 2.0, 2.0
_BETWEEN = 0.25  # the least room between two labels
_ROUNDS = 4  # labels need room, which changes the range, which changes the labels


class Dash(Enum):
    """The dashes of a line, so that two roles differ in more than their colour.

    Attributes
    ----------
    pattern : tuple of float
        What is drawn and what is left out, by turns. (The value of the first member is no tuple
        in Python 3.11.2.)
    """

    SOLID = ()
    DASHED = (0.16, 0.1)
    DOTTED = (0.03, 0.09)
    DASH_DOT = (0.2, 0.09, 0.03, 0.09)

    def __init__(self, *pattern: float) -> None:
        self.pattern = pattern


class Curve(VMobject):
    """One or more polylines in the colour of a role.

    Parameters
    ----------
    pieces : iterable of ndarray, (k, 2)
        On the frame.
    role : Role
    theme : Theme
    width : float
    dash : Dash
    """

    def __init__(
        self,
        pieces: Iterable[np.ndarray],
        role: Role,
        theme: Theme,
        *,
        width: float = 4.0,
        dash: Dash = Dash.SOLID,
    ) -> None:
        super().__init__(stroke_color=theme[role], stroke_width=width)
        self.role, self.dash = role, dash
        self.trace(pieces)

    def trace(self, pieces: Iterable[np.ndarray]) -> Curve:
        """Take another course."""
        broken = (part for piece in pieces for part in dashed(piece, self.dash.pattern))
        return self.set_points(bezier_points(broken))


class Area(VMobject):
    """A filled polygon in the colour of a role, faint, so that what lies on it stays readable.

    Parameters
    ----------
    corners : ndarray, (k, 2)
        On the frame.
    role : Role
    theme : Theme
    opacity : float
    """

    def __init__(
        self, corners: np.ndarray, role: Role, theme: Theme, *, opacity: float = 0.18
    ) -> None:
        super().__init__(fill_color=theme[role], fill_opacity=opacity, stroke_width=0)
        self.role = role
        self.trace(corners)

    def trace(self, corners: np.ndarray) -> Area:
        """Take another outline."""
        closed = [np.concatenate([corners, corners[:1]])] if len(corners) else []
        return self.set_points(bezier_points(closed))


class Plane(VGroup):
    """Two axes along the left and the lower edge of a box.

    Parameters
    ----------
    x, y : Axis
    region : Region
        The room for everything, labels and names of the axes included.
    theme : Theme
    equal : bool
        Whether a unit is as long across as upwards: the shorter range is widened to fill the box.
    crossing : pair of float, optional
        Thin lines through this point as well, such as the coordinate axes through (0, 0).
    size : float
        The font size of all labels.

    Attributes
    ----------
    x, y : Axis
        As they are drawn.
    inner : Region
        The box that curves are cut at.

    Raises
    ------
    DoesNotFitError
        When the region is too small for its labels.
    """

    def __init__(
        self,
        x: Axis,
        y: Axis,
        region: Region,
        theme: Theme,
        *,
        equal: bool = False,
        crossing: tuple[float, float] | None = None,
        size: float = SMALLEST[TextKind.LABEL],
    ) -> None:
        super().__init__()
        self.x, self.y, self.region, self.theme, self.size = x, y, region, theme, size
        self._settle(equal)
        self.add(self._frame())
        if crossing is not None:
            self.add(self._cross(*crossing))
        self.labels = VGroup(*self._x_labels(), *self._y_labels())
        self.add(self.labels)

    @property
    def is_equal(self) -> bool:
        """True if a unit is as long across as upwards."""
        box = self.inner
        across = (self.x.high - self.x.low) / box.width
        up = (self.y.high - self.y.low) / box.height
        return bool(abs(across - up) <= 1e-3 * up)

    # Places.

    def point(self, x: float, y: float) -> np.ndarray:
        """Return the place of a point on the frame, for Manim."""
        box = self.inner
        return np.array(
            [
                box.left + self.x.share(x) * box.width,
                box.bottom + self.y.share(y) * box.height,
                0.0,
            ]
        )

    def places(self, points: ArrayLike) -> np.ndarray:
        """Return the places of points, (k, 2), on the frame, (k, 2)."""
        xy = np.asarray(points, dtype=float).reshape(-1, 2)
        box = self.inner
        return np.column_stack(
            [
                box.left + self.x.shares(xy[:, 0]) * box.width,
                box.bottom + self.y.shares(xy[:, 1]) * box.height,
            ]
        )

    def value_at(self, place: ArrayLike) -> np.ndarray:
        """Return the point, (2,), that is drawn at a place on the frame."""
        across, up = np.asarray(place, dtype=float)[:2]
        box = self.inner
        shares = (across - box.left) / box.width, (up - box.bottom) / box.height
        return np.array([a.at(s) for a, s in zip((self.x, self.y), shares, strict=True)])

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies within the box."""
        shares = self.x.share(x), self.y.share(y)
        return all(-1e-9 <= share <= 1 + 1e-9 for share in shares)

    def pieces(self, points: ArrayLike) -> list[np.ndarray]:
        """Return what is within the box of the polyline through points, (k, 2), on the frame."""
        return clipped(self.places(points), self.inner)

    # What is drawn in the box.

    def curve(
        self, points: ArrayLike, role: Role, *, width: float = 4.0, dash: Dash = Dash.SOLID
    ) -> Curve:
        """Return the polyline through points, (k, 2)."""
        return self.curves([points], role, width=width, dash=dash)

    def curves(
        self,
        polylines: Iterable[ArrayLike],
        role: Role,
        *,
        width: float = 4.0,
        dash: Dash = Dash.SOLID,
    ) -> Curve:
        """Return several polylines as one curve: a level set, whatever it falls into."""
        pieces = [piece for polyline in polylines for piece in self.pieces(polyline)]
        return Curve(pieces, role, self.theme, width=width, dash=dash)

    def area(self, corners: ArrayLike, role: Role, *, opacity: float = 0.18) -> Area:
        """Return the polygon with these corners, (k, 2), filled."""
        return Area(self.outline(corners), role, self.theme, opacity=opacity)

    def outline(self, corners: ArrayLike) -> np.ndarray:
        """Return what is within the box of the polygon with these corners, on the frame."""
        return clipped_area(self.places(corners), self.inner)

    # Room for the labels.

    def _settle(self, equal: bool) -> None:
        """Find the box that leaves room for the labels, and the ranges that fill it."""
        line = self._em * 1.25
        above = line if self.y.name is not None or self.y.exponent else self._em / 2
        bottom, top = self.region.bottom + line + GAP, self.region.top - above
        column = 0.0
        x, y = self.x, self.y
        for _ in range(_ROUNDS):
            column = max([column, *(text.width for _, text in self._y_texts(top - bottom))])
            left = self.region.left + column + GAP
            self.inner = Region(left, self.region.right - self._em / 2, bottom, top)
            if self.inner.width < 2 * self._em or self.inner.height < 2 * self._em:
                raise DoesNotFitError(f"a plane in {self.region} has no room for its labels")
            if not equal:
                return
            across = (x.high - x.low) / self.inner.width
            up = (y.high - y.low) / self.inner.height
            self.x = x.widened(max(1.0, up / across))
            self.y = y.widened(max(1.0, across / up))

    @property
    def _em(self) -> float:
        return self.size * UNITS_PER_POINT

    def _text(self, source: str) -> Text:
        return Text(mathematics(source), self.theme, TextKind.LABEL, self.size, Role.MUTED)

    def _y_texts(self, height: float) -> list[tuple[Tick, Text]]:
        most = max(2, min(7, int(height / (2.2 * self._em))))
        return [(tick, self._text(tick.label)) for tick in self.y.ticks(most)]

    # The axes and their labels.

    def _frame(self) -> VMobject:
        box = self.inner
        corners = np.array([[box.left, box.top], [box.left, box.bottom], [box.right, box.bottom]])
        edges = [corners]
        self._x_ticks = self._spaced_x_ticks()
        for tick, _ in self._x_ticks:
            x = self.point(tick.value, self.y.low)[0]
            edges.append(np.array([[x, box.bottom], [x, box.bottom + TICK]]))
        self._y_ticks = self._y_texts(box.height)
        for tick, _ in self._y_ticks:
            y = self.point(self.x.low, tick.value)[1]
            edges.append(np.array([[box.left, y], [box.left + TICK, y]]))
        return Curve(edges, Role.MUTED, self.theme, width=_FRAME_WIDTH)

    def _cross(self, x: float, y: float) -> VMobject:
        across = [[self.x.low, y], [self.x.high, y]]
        up = [[x, self.y.low], [x, self.y.high]]
        return self.curves([across, up], Role.MUTED, width=1.5)

    def _spaced_x_ticks(self) -> list[tuple[Tick, Text]]:
        """Return as many ticks as have room for their labels beside each other."""
        for most in range(7, 0, -1):
            ticks = [(tick, self._text(tick.label)) for tick in self.x.ticks(most)]
            middles = [self.point(tick.value, self.y.low)[0] for tick, _ in ticks]
            placed = list(zip(middles, ticks, strict=True))
            if all(
                there - here >= (one.width + other.width) / 2 + _BETWEEN
                for (here, (_, one)), (there, (_, other)) in pairwise(placed)
            ):
                return ticks
        return []

    def _x_labels(self) -> list[Text]:
        baseline = self.inner.bottom - GAP - 0.7 * self._em
        name = self._name(self.x)
        labels = []
        limit = self.inner.right + self._em / 2
        if name is not None:
            name.stand_at(limit, baseline, "right")
            limit = region_of(name).left - _BETWEEN
        for tick, text in self._x_ticks:
            text.stand_at(self.point(tick.value, self.y.low)[0], baseline)
            if region_of(text).right <= limit:
                labels.append(text)
        return labels if name is None else [*labels, name]

    def _y_labels(self) -> list[Text]:
        labels = []
        for tick, text in self._y_ticks:
            height = self.point(self.x.low, tick.value)[1]
            labels.append(text.stand_at(self.inner.left - GAP, height - 0.33 * self._em, "right"))
        name = self._name(self.y)
        if name is None:
            return labels
        name.stand_at(self.inner.left, self.inner.top + 0.45 * self._em, "left")
        return [*labels, name]

    def _name(self, axis: Axis) -> Text | None:
        """Return the name of an axis, with the power of ten that its labels leave out."""
        parts: list[object] = [] if axis.name is None else [axis.name]
        if axis.exponent:
            parts = [*parts, "/" if parts else "·", power(10, axis.exponent)]
        return self._text(to_typst(tuple(parts))) if parts else None
