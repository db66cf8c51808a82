"""A lens: what a map makes of a small window, magnified, over the straight grid of its Jacobian."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Self

import numpy as np
from numpy.typing import NDArray

from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.pointer import Pointer
from scenes.mobjects.plots.polylines import bezier_points, clipped_area, clipped_segments, dashed
from scenes.stage import Region
from scenes.theme import Role, Theme
from scenes.typed_manim import VGroup, VMobject

__all__ = ["LINES", "OUTLINE", "SQUARE", "Lens", "Sheet", "View"]

Floats = NDArray[np.float64]

_CELLS = 4  # of the grid to each side of the point
_EACH = 24  # points of a line, and of an edge, from which pieces are drawn
_DASHES = (0.13, 0.1)
_THIN, _WIDE, _EDGE, _GAP = 2.0, 3.5, 3.0, 7.0
_FILLED = 0.3
_DOT = 0.08
_AIR = 0.12  # between the rim and what is seen
_ROOMY = 0.55  # of the size at which J's image fills the lens: it is shown no smaller
SQUARE = np.array([[0.0, 0], [1, 0], [1, 1], [0, 1], [0, 0]])


def _lines() -> Floats:
    """Return the lines of a grid on [-1, 1]², those through the middle last, (n, _EACH + 1, 2)."""
    places = np.linspace(-1, 1, 2 * _CELLS + 1)
    along = np.linspace(-1, 1, _EACH + 1)
    upright = np.stack(np.meshgrid(places, along, indexing="ij"), axis=2)
    both = np.concatenate([upright, upright[..., ::-1]])
    middle = np.tile(places == 0, 2)
    return np.concatenate([both[~middle], both[middle]])


def _outline() -> Floats:
    """Return the outline of the unit square, closed, (4 _EACH + 1, 2)."""
    share = np.linspace(0, 1, _EACH, endpoint=False)[:, None]
    edges = [a + share * (b - a) for a, b in itertools.pairwise(SQUARE)]
    return np.concatenate([*edges, SQUARE[:1]])


LINES: Floats = _lines()
OUTLINE: Floats = _outline()
MIDDLE = 2  # lines through the point, the last ones


class View:
    """The places of what is magnified on the frame.

    Parameters
    ----------
    region : Region
    curved : list of ndarray, (..., 2)
        All that is to be seen at one time or another, as far as there is room.
    straight : ndarray, (..., 2)
        What must be seen: the image under J.

    Attributes
    ----------
    unit : float
        The length of a unit, in Manim's.

    Examples
    --------
    >>> view = View(Region(0, 4, 0, 4), [np.array([[4.0, 0]])], np.array([[-1.0, -1], [1, 1]]))
    >>> view.places([[0, 0]]).round(2).tolist()
    [[2.0, 2.0]]
    """

    def __init__(self, region: Region, curved: list[Floats], straight: Floats) -> None:
        self.region = region
        every = np.concatenate([part.reshape(-1, 2) for part in (*curved, straight)])
        low, high = every.min(axis=0), every.max(axis=0)
        self.unit = self._fitting(high - low)
        narrow = straight.reshape(-1, 2)
        least = _ROOMY * self._fitting(np.ptp(narrow, axis=0))
        if np.isfinite(least) and least > self.unit:
            self.unit = least
            low, high = narrow.min(axis=0), narrow.max(axis=0)
        self.middle = (low + high) / 2

    def _fitting(self, size: Floats) -> float:
        with np.errstate(divide="ignore"):
            return float(min(np.array([self.region.width, self.region.height]) / size))

    def places(self, points: object) -> Floats:
        """Return the places of points, (..., 2), on the frame."""
        centre = np.array(self.region.centre[:2])
        return np.asarray(centre + self.unit * (np.asarray(points, dtype=float) - self.middle))

    def points(self, places: Floats) -> Floats:
        """Return the points that are seen at places."""
        return np.asarray((places - np.array(self.region.centre[:2])) / self.unit + self.middle)


class Sheet(VGroup):
    """A window's grid, and the square at its point, wherever a map carries them.

    Parameters
    ----------
    theme : Theme

    Attributes
    ----------
    grid, axes, square : VMobject
    """

    def __init__(self, theme: Theme) -> None:
        fill = theme[Role.MULTIPLIER]
        self.grid = VMobject(stroke_color=theme[Role.SOURCE], stroke_width=_THIN)
        self.axes = VMobject(stroke_color=theme[Role.SOURCE], stroke_width=_WIDE)
        self.square = VMobject(
            fill_color=fill, fill_opacity=_FILLED, stroke_color=fill, stroke_width=_EDGE
        )
        super().__init__(self.square, self.grid, self.axes)

    def lay(self, lines: Floats, outline: Floats, within: Region) -> Self:
        """Draw what lies in a region of lines, (n, k, 2), and of an outline, (k, 2)."""
        for part, some in ((self.grid, lines[:-MIDDLE]), (self.axes, lines[-MIDDLE:])):
            segments = np.stack([some[:, :-1], some[:, 1:]], axis=2).reshape(-1, 2, 2)
            part.set_points(_straight(clipped_segments(segments, within)))
        corners = clipped_area(outline[:-1], within) if _leaves(outline, within) else outline[:-1]
        closed = [np.concatenate([corners, corners[:1]])] if len(corners) else []
        self.square.set_points(bezier_points(closed))
        return self


class Lens(VGroup):
    """The image of a window under a map, magnified, with the image under J dashed over it.

    At first it is empty but for its rim; what is to be seen is shown bit by bit.

    Parameters
    ----------
    image : callable
        From points, (..., 2), and h to their images, magnified by 1/h.
    linear : ndarray, (2, 2)
        The matrix J.
    windows : sequence of float
        The values of h that will be shown.
    region : Region
    theme : Theme

    Attributes
    ----------
    view : View
    sheet : Sheet
        The image under the map.
    straight : VGroup
        The image under J, and the parallelogram that it makes of the square.
    columns : VGroup of Pointer
        The columns of J.
    gap : VMobject
        From the image's point that is farthest from J's to that one.
    dot : Marker
        At the point, once it has been put there.
    tile : VMobject
        The square itself, magnified as much, or what a matrix makes of it.
    """

    def __init__(
        self,
        image: Callable[[Floats, float], Floats],
        linear: Floats,
        windows: Floats,
        region: Region,
        theme: Theme,
    ) -> None:
        self.image, self.linear = image, linear
        self.h = float(windows[0])
        inner = Region(
            region.left + _AIR, region.right - _AIR, region.bottom + _AIR, region.top - _AIR
        )
        sizes = np.geomspace(windows[0], windows[-1], 4 * len(windows))
        self.view = View(inner, [image(LINES, h) for h in sizes], LINES @ linear.T)
        self.ends = self.view.places(LINES @ linear.T)
        colour = theme[Role.MODEL]
        self.rim = _rim(region, theme)
        self.sheet = Sheet(theme)
        self.straight = VGroup(
            *(VMobject(stroke_color=colour, stroke_width=width) for width in (_THIN, _WIDE))
        )
        self.columns = VGroup(Pointer(Role.PIVOT, theme), Pointer(Role.RESULT, theme))
        self.gap = VMobject(stroke_color=theme[Role.GRADIENT], stroke_width=_GAP)
        self.tile = VMobject(stroke_color=theme[Role.FOREGROUND], stroke_width=_WIDE)
        self.dot = Marker(np.full(2, np.nan), Shape.DISC, Role.FOREGROUND, theme, radius=_DOT)
        self.is_measured = False
        super().__init__(
            self.rim, self.sheet, self.straight, self.gap, self.columns, self.tile, self.dot
        )

    def turn(self, h: float) -> Self:
        """Show the window of half the side h; made for every frame."""
        self.h = h
        lines, outline = self.places(h)
        self.sheet.lay(lines, outline, self.view.region)
        self.measure(float(self.is_measured))
        return self

    def grow(self, share: float) -> None:
        """Draw the columns up to a share of their lengths."""
        foot = self.view.places([0.0, 0.0])
        for arrow, column in zip(self.columns, self.linear.T, strict=True):
            arrow.lay(foot, self.view.places(share * column), self.view.region)

    def measure(self, share: float) -> None:
        """Draw a share of the largest gap between the image and J's, and keep to it if whole."""
        self.is_measured = share == 1
        if share == 0:
            self.gap.set_points(np.zeros((0, 3)))
            return
        apart = self.places(self.h)[0] - self.ends
        worst = np.unravel_index(np.hypot(*np.moveaxis(apart, -1, 0)).argmax(), LINES.shape[:2])
        start, end = self.ends[worst], self.ends[worst] + share * apart[worst]
        self.gap.set_points(_straight(clipped_segments(np.array([[start, end]]), self.view.region)))

    def lay_tile(self, matrix: Floats) -> None:
        """Draw what a matrix, (2, 2), makes of the square."""
        edges = np.stack([SQUARE[:-1], SQUARE[1:]], axis=1) @ matrix.T
        seen = clipped_segments(self.view.places(edges), self.view.region)
        self.tile.set_points(_straight(seen))

    def places(self, h: float) -> tuple[Floats, Floats]:
        """Return where the lines and the outline stand on the frame."""
        return self.view.places(self.image(LINES, h)), self.view.places(self.image(OUTLINE, h))

    @property
    def cuts(self) -> bool:
        """True if part of the square's image lies outside the lens."""
        return _leaves(self.places(self.h)[1], self.view.region)

    @property
    def drawn_area(self) -> float:
        """The signed area of the square's image as it is drawn, in units of h²; whole ones only."""
        corners = self.view.points(self.sheet.square.points[::4, :2])
        x, y = (corners - corners[0]).T
        return float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))) / 2

    def spread(self, share: float) -> None:
        """Draw J's grid and its parallelogram, dashed, grown from the point to a share."""
        region, sides = self.view.region, SQUARE @ self.linear.T
        ends = share * (LINES[:, [0, -1]] @ self.linear.T)
        edges = share * np.stack([sides[:-1], sides[1:]], axis=1)
        for part, segments in zip(self.straight, (ends, edges), strict=True):
            seen = clipped_segments(self.view.places(segments), region)
            part.set_points(bezier_points(piece for one in seen for piece in dashed(one, _DASHES)))


def _rim(region: Region, theme: Theme) -> VMobject:
    corners = np.array([region.left, region.bottom]) + SQUARE * [region.width, region.height]
    rim = VMobject(stroke_color=theme[Role.MUTED], stroke_width=_THIN)
    return rim.set_points(bezier_points([corners]))


def _straight(segments: Floats) -> Floats:
    """Return segments, (k, 2, 2), as the control points that a VMobject keeps, (4k, 3)."""
    thirds = (np.arange(4) / 3)[None, :, None]
    flat = (segments[:, :1] + thirds * (segments[:, 1:] - segments[:, :1])).reshape(-1, 2)
    return np.column_stack([flat, np.zeros(len(flat))])


def _leaves(places: Floats, box: Region) -> bool:
    x, y = places.T
    return bool(
        x.min() < box.left or x.max() > box.right or y.min() < box.bottom or y.max() > box.top
    )
