"""A grid of the plane that a matrix moves, with a unit square that shows which way round it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.pointer import Pointer
from scenes.mobjects.plots.polylines import bezier_points, clipped_segments
from scenes.stage import Region
from scenes.theme import Role, Theme
from scenes.typed_manim import Animation, Mobject, UpdateFromAlphaFunc, VGroup, VMobject, smooth

__all__ = ["MovedPlane", "Window", "images", "is_dead"]

SQUARE = np.array([[0.0, 0], [1, 0], [1, 1], [0, 1]])
LETTER = np.array(
    [
        *((0.28, 0.14), (0.42, 0.14), (0.42, 0.46), (0.66, 0.46), (0.66, 0.58)),
        *((0.42, 0.58), (0.42, 0.76), (0.76, 0.76), (0.76, 0.88), (0.28, 0.88)),
    ]
)
"""The letter F in the unit square: of no turn or reflection is it the same."""

SEEN = 1e-6
MOST_LINES = 16  # of the grid, to each side of its axes
_FIXED_WIDTH, _AXIS_WIDTH, _MOVED_WIDTH, _MIDDLE_WIDTH, _EDGE_WIDTH = 1.0, 2.0, 2.0, 3.5, 3.0
_FIXED, _MOVED, _FILLED = 0.35, 0.75, 0.3  # opacities


@dataclass(frozen=True)
class Window:
    """The part of the plane that is seen, with equal scales, filling a region.

    Attributes
    ----------
    region : Region
    middle : tuple of 2 floats
        The point in the middle of the region.
    unit : float
        The length of a unit, in Manim's units.

    Examples
    --------
    >>> window = Window.around([[0, 0], [4, 2]], Region(0, 8, 0, 8), margin=0)
    >>> window.middle, window.unit
    ((2.0, 1.0), 2.0)
    >>> window.places([[0, 0], [4, 2]]).tolist()
    [[0.0, 2.0], [8.0, 6.0]]
    """

    region: Region
    middle: tuple[float, float]
    unit: float

    @classmethod
    def around(cls, points: ArrayLike, region: Region, margin: float = 0.5) -> Window:
        """Return the window in which points, (k, 2), have a margin, in their own units."""
        xy = np.asarray(points, dtype=float).reshape(-1, 2)
        low, high = xy.min(axis=0) - margin, xy.max(axis=0) + margin
        across, up = high - low
        unit = float(min(region.width / across, region.height / up))
        x, y = (low + high) / 2
        return cls(region, (float(x), float(y)), unit)

    def places(self, points: ArrayLike) -> np.ndarray:
        """Return the places of points, (..., 2), on the frame, (..., 2)."""
        middle = self.region.centre[:2]
        return np.asarray(middle + self.unit * (np.asarray(points, dtype=float) - self.middle))

    def points(self, places: ArrayLike) -> np.ndarray:
        """Return the points, (..., 2), that are seen at places on the frame."""
        middle = self.region.centre[:2]
        return np.asarray(self.middle + (np.asarray(places, dtype=float) - middle) / self.unit)

    @property
    def reach(self) -> float:
        """The largest coordinate in size that is seen."""
        corners = [[self.region.left, self.region.bottom], [self.region.right, self.region.top]]
        return float(np.abs(self.points(corners)).max())


class MovedPlane(VGroup):
    """A grid, the unit square with a letter, and the two columns, as a matrix moves them.

    Behind it stays a fainter grid, where everything was.

    Parameters
    ----------
    window : Window
        What moves must stay in it but for the grid, which is cut at its edges.
    theme : Theme
    letter : bool
        Whether the unit square bears its letter.

    Examples
    --------
    >>> from scenes.theme import DARK
    >>> plane = MovedPlane(Window.around([[-2, -2], [2, 2]], Region(-3, 3, -3, 3)), DARK)
    >>> plane.take([[1, -1], [1, 1]]).map.round(12).tolist()
    [[1.0, -1.0], [1.0, 1.0]]
    """

    def __init__(self, window: Window, theme: Theme, *, letter: bool = True) -> None:
        self.window, self.theme = window, theme
        self.lines, self.middle_lines = _grid_lines(int(min(MOST_LINES, 2 * window.reach + 1)))
        self.ground = VGroup(
            self._stroke(Role.MUTED, _FIXED_WIDTH, _FIXED), self._stroke(Role.MUTED, _AXIS_WIDTH)
        )
        self.grid = self._stroke(Role.SOURCE, _MOVED_WIDTH, _MOVED)
        self.axes = self._stroke(Role.SOURCE, _MIDDLE_WIDTH)
        fill, paper = theme[Role.MULTIPLIER], theme[Role.FOREGROUND]
        self.square = VMobject(
            fill_color=fill, fill_opacity=_FILLED, stroke_color=fill, stroke_width=_EDGE_WIDTH
        )
        self.letter = VMobject(fill_color=paper, fill_opacity=float(letter), stroke_width=0)
        self.columns = (Pointer(Role.PIVOT, theme), Pointer(Role.RESULT, theme))
        self.followed: np.ndarray | None = None
        self.line = self._stroke(Role.ELIMINATED, _EDGE_WIDTH)
        self.arrow = Pointer(Role.ELIMINATED, theme)
        self.dead = Marker(window.places([0.0, 0.0]), Shape.DISC, Role.ELIMINATED, theme)
        self.dead.set_opacity(0.0)
        super().__init__(
            *(self.ground, self.grid, self.axes, self.square, self.letter),
            *(*self.columns, self.line, self.arrow, self.dead),
        )
        self._draw(self.ground[0], self.lines)
        self._draw(self.ground[1], self.middle_lines)
        self.take(np.eye(2))

    def take(self, matrix: ArrayLike) -> Self:
        """Show where a matrix, (2, 2), sends everything."""
        A = np.asarray(matrix, dtype=float)
        self._draw(self.grid, self.lines @ A.T)
        self._draw(self.axes, self.middle_lines @ A.T)
        for part, corners in ((self.square, SQUARE), (self.letter, LETTER)):
            places = self.window.places(corners @ A.T)
            part.set_points(bezier_points([np.concatenate([places, places[:1]])]))
        foot = self.window.places([0.0, 0.0])
        for column, arrow in zip(A.T, self.columns, strict=True):
            arrow.lay(foot, self.window.places(column))
        if self.followed is not None:
            long = 2 * self.window.reach / max(SEEN, float(np.abs(self.followed).max()))
            ends = long * np.array([[-self.followed, self.followed]])
            self._draw(self.line, ends @ A.T)
            self.arrow.lay(foot, self.window.places(A @ self.followed))
            self.dead.set_opacity(float(is_dead(A, self.followed)))
        return self

    def follow(self, x: ArrayLike) -> Self:
        """From now on show where x, (2,), and its multiples go: an arrow and a line, or a point."""
        self.followed = np.asarray(x, dtype=float)
        return self

    def shows(self, matrix: ArrayLike) -> bool:
        """Tell whether all is drawn where a matrix sends it."""
        return bool(np.allclose(self.map, np.asarray(matrix, dtype=float), atol=SEEN))

    @property
    def map(self) -> np.ndarray:
        """The matrix, (2, 2), that has moved the unit square to where it is drawn."""
        corners = self.window.points(self.square.points[::4, :2])
        return np.column_stack([corners[1] - corners[0], corners[3] - corners[0]])

    def motion(self, at: Callable[[float], ArrayLike]) -> Animation:
        """Return the motion through the matrices that `at` gives, for shares from 0 to 1."""

        def update(_: Mobject, share: float) -> None:
            self.take(at(share))

        return UpdateFromAlphaFunc(self, update, rate_func=smooth)

    def _stroke(self, role: Role, width: float, opacity: float = 1.0) -> VMobject:
        return VMobject(stroke_color=self.theme[role], stroke_width=width, stroke_opacity=opacity)

    def _draw(self, part: VMobject, segments: np.ndarray) -> None:
        """Draw what lies in the window of segments, (k, 2, 2)."""
        pieces = clipped_segments(self.window.places(segments), self.window.region)
        part.set_points(bezier_points(pieces))


def is_dead(A: np.ndarray, x: np.ndarray) -> bool:
    """Tell whether a matrix sends a vector that is not 0 to 0."""
    return bool(np.linalg.norm(x) > SEEN >= np.linalg.norm(A @ x))


def images(matrices: Iterable[ArrayLike]) -> np.ndarray:
    """Return where matrices send the corners of the unit square, (k, 2): what a window must hold.

    Examples
    --------
    >>> images([[[1, 3], [2, 7]]]).tolist()
    [[0.0, 0.0], [1.0, 2.0], [4.0, 9.0], [3.0, 7.0]]
    """
    return np.concatenate([SQUARE @ np.asarray(A, dtype=float).T for A in matrices])


def _grid_lines(reach: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the lines of a grid but the axes, and the axes: segments, (k, 2, 2)."""
    places = np.arange(-reach, reach + 1.0)
    ends = np.array([-float(reach), float(reach)])
    upright = np.stack(np.meshgrid(places, ends, indexing="ij"), axis=2)
    lines = np.concatenate([upright, upright[..., ::-1]])
    on_axis = np.tile(places == 0, 2)
    return lines[~on_axis], lines[on_axis]
