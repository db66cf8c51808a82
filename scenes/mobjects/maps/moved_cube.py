"""The unit cube that a matrix moves, projected onto the frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from scenes.mobjects.maps.moved_plane import LETTER, SEEN, is_dead
from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.pointer import Pointer
from scenes.mobjects.plots.polylines import bezier_points
from scenes.mobjects.space.projection import Projection
from scenes.mobjects.text import UNITS_PER_POINT, Text
from scenes.stage import Region
from scenes.theme import SMALLEST, Role, TextKind, Theme
from scenes.typed_manim import Animation, Mobject, UpdateFromAlphaFunc, VGroup, VMobject, smooth
from scenes.typesetting.typeset import mathematics

__all__ = ["AXES", "CORNERS", "LONG", "MovedCube", "fitted", "sheet"]

CORNERS = np.array(list(product((0.0, 1.0), repeat=3)))
_FACES = [(k, float(side)) for k in range(3) for side in (0, 1)]
_LETTER = np.insert(LETTER, 0, 1.0, axis=1)  # on the face where x is 1
_LETTERED = (0, 1.0)
_SHADES = (0.34, 0.26, 0.18)  # of faces across each axis
_FIXED_WIDTH, _AXIS_WIDTH, _EDGE_WIDTH, _CELL_WIDTH = 1.0, 2.0, 3.0, 1.5
_CELL = 0.6  # opacity
LONG = 1.4
"""How far the line of a vector reaches, in its lengths."""

AXES, _BEYOND = 1.6, 0.22  # how long the axes are, and how far beyond their ends their names
_FLAT, _WIDER, _RIM, _SHEET = 0.1, 1.15, 60, 0.16
_ROLES = (Role.PIVOT, Role.RESULT, Role.SOURCE)


def fitted(
    points: ArrayLike, region: Region, view: tuple[float, float], margin: float = 0.3
) -> Projection:
    """Return the projection from a direction under which points, (k, 3), fill a region.

    Examples
    --------
    >>> fitted(CORNERS, Region(0, 4, 0, 4), (-90, 90), margin=0).scale
    4.0
    """
    bare = Projection(*view)
    places = bare.places(points)
    low, high = places.min(axis=0), places.max(axis=0)
    across, up = np.maximum(high - low, SEEN)
    scale = float(min((region.width - 2 * margin) / across, (region.height - 2 * margin) / up))
    x, y = np.array(region.centre[:2]) - scale * (low + high) / 2
    return replace(bare, place=(float(x), float(y)), scale=scale)


class MovedCube(VGroup):
    """The unit cube with a letter on a face, and the three columns, as a matrix moves them.

    Its faces are translucent, those turned away painted first. Behind it stay the axes and the
    edges of the cube where it was.

    Parameters
    ----------
    projection : Projection
    theme : Theme

    Examples
    --------
    >>> from scenes.theme import DARK
    >>> cube = MovedCube(fitted(CORNERS, Region(-3, 3, -3, 3), (35, 24)), DARK)
    >>> turned = [[0, -1, 0], [1, 0, 0], [0, 0, 1]]
    >>> cube.shows(turned), cube.take(turned).shows(turned)
    (False, True)
    """

    def __init__(self, projection: Projection, theme: Theme) -> None:
        self.projection, self.theme = projection, theme
        fill = theme[Role.MULTIPLIER]
        self.ground = VGroup(
            self._stroke(Role.MUTED, _AXIS_WIDTH), self._stroke(Role.MUTED, _FIXED_WIDTH + 0.5)
        )
        self.sheet = VMobject(
            fill_color=theme[Role.SOURCE], stroke_color=theme[Role.SOURCE], stroke_width=_CELL_WIDTH
        )
        self.sides = VGroup(*(VMobject(fill_color=fill, stroke_width=0) for _ in _FACES))
        self.hidden, self.open = self._letter(), self._letter()
        self.cells = self._stroke(Role.MULTIPLIER, _CELL_WIDTH, _CELL)
        self.edges = self._stroke(Role.MULTIPLIER, _EDGE_WIDTH)
        self.far_edges = self._stroke(Role.MULTIPLIER, _CELL_WIDTH, _CELL)
        self.columns = [Pointer(role, theme) for role in _ROLES]
        self.followed: np.ndarray | None = None
        self.line, self.arrow = (
            self._stroke(Role.ELIMINATED, _EDGE_WIDTH),
            Pointer(Role.ELIMINATED, theme),
        )
        (foot,) = projection.places(np.zeros(3))
        self.dead = Marker(foot, Shape.DISC, Role.ELIMINATED, theme).set_opacity(0.0)
        super().__init__(
            *(self.ground, self.sheet, *self.sides[:3], self.hidden, self.far_edges),
            *(*self.columns, self.line, self.arrow),
            *(*self.sides[3:], self.open, self.cells, self.edges, self.dead),
        )
        self._draw(self.ground[0], [[-0.4 * e, AXES * e] for e in np.eye(3)])
        self.ground.add(*map(self._name, "xyz", np.eye(3)))
        self._draw(self.ground[1], _EDGES)
        self.take(np.eye(3))

    def take(self, matrix: ArrayLike) -> Self:
        """Show where a matrix, (3, 3), sends everything."""
        A = np.asarray(matrix, dtype=float)
        rim, share = sheet(A)
        self._fill(self.sheet, rim)
        self.sheet.set_fill(opacity=_SHEET * share).set_stroke(opacity=share)
        open_faces = _open_faces(A, self.projection.to_viewer)
        order = [f for f in _FACES if f not in open_faces] + open_faces
        for part, (k, side) in zip(self.sides, order, strict=True):
            self._fill(part, _face(k, side) @ A.T)
            part.set_fill(opacity=_SHADES[k])
        empty = np.zeros((0, 3))
        self._fill(self.open, _LETTER @ A.T if _LETTERED in open_faces else empty)
        self._fill(self.hidden, empty if _LETTERED in open_faces else _LETTER @ A.T)
        near = np.array([any(face in open_faces for face in faces) for faces in _MEETING])
        self._draw(self.edges, _EDGES[near] @ A.T)
        self._draw(self.far_edges, _EDGES[~near] @ A.T)
        self._draw(self.cells, np.concatenate([_CELLS[face] for face in open_faces]) @ A.T)
        foot, *tips = self.projection.places([np.zeros(3), *A.T])
        for tip, arrow in zip(tips, self.columns, strict=True):
            arrow.lay(foot, tip)
        if self.followed is not None:
            ends = LONG * np.array([[-self.followed, self.followed]])
            self._draw(self.line, ends @ A.T)
            self.arrow.lay(foot, self.projection.places(A @ self.followed)[0])
            self.dead.set_opacity(float(is_dead(A, self.followed)))
        return self

    def follow(self, x: ArrayLike) -> Self:
        """From now on show where x, (3,), and its multiples go: an arrow and a line, or a point."""
        self.followed = np.asarray(x, dtype=float)
        return self

    def shows(self, matrix: ArrayLike) -> bool:
        """Tell whether the cube is drawn where a matrix sends it."""
        A = np.asarray(matrix, dtype=float)
        meant = self.projection.places(CORNERS @ A.T)
        points = np.concatenate([part.points[:, :2] for part in (self.edges, self.far_edges)])
        ends = points.reshape(-1, 4, 2)[:, [0, -1]].reshape(-1, 2)
        apart = np.linalg.norm(ends[:, None] - meant, axis=2)
        return bool(max(apart.min(axis=0).max(), apart.min(axis=1).max()) <= SEEN)

    def motion(self, at: Callable[[float], ArrayLike]) -> Animation:
        """Return the motion through the matrices that `at` gives, for shares from 0 to 1."""

        def update(_: Mobject, share: float) -> None:
            self.take(at(share))

        return UpdateFromAlphaFunc(self, update, rate_func=smooth)

    def _name(self, name: str, axis: np.ndarray) -> Text:
        """Return the name of an axis, beyond its end."""
        size = SMALLEST[TextKind.LABEL]
        text = Text(mathematics(name), self.theme, TextKind.LABEL, size, Role.MUTED)
        foot, end = self.projection.places([np.zeros(3), AXES * axis])
        x, y = end + _BEYOND * (end - foot) / np.linalg.norm(end - foot)
        return text.stand_at(x, y - size * UNITS_PER_POINT / 4)

    def _letter(self) -> VMobject:
        return VMobject(fill_color=self.theme[Role.FOREGROUND], fill_opacity=1, stroke_width=0)

    def _stroke(self, role: Role, width: float, opacity: float = 1.0) -> VMobject:
        return VMobject(stroke_color=self.theme[role], stroke_width=width, stroke_opacity=opacity)

    def _draw(self, part: VMobject, segments: ArrayLike) -> None:
        ends = np.asarray(segments, dtype=float)
        places = self.projection.places(ends.reshape(-1, 3))
        part.set_points(bezier_points(places.reshape(-1, 2, 2)))

    def _fill(self, part: VMobject, corners: np.ndarray) -> None:
        places = self.projection.places(corners)
        part.set_points(
            bezier_points([np.concatenate([places, places[:1]])] if len(places) else [])
        )


def sheet(A: np.ndarray) -> tuple[np.ndarray, float]:
    """Return the rim, (k, 3), of a disc around a cube that is nearly flat, and how flat it is.

    The disc lies in the plane onto which the cube falls; a line or a point has none.

    Examples
    --------
    >>> [sheet(np.diag([1.0, 1.0, z]))[1] for z in (1.0, 0.05, 0.0)]
    [0.0, 0.5, 1.0]
    """
    U, sizes, _ = np.linalg.svd(A)
    if sizes[1] <= SEEN or sizes[2] >= _FLAT * sizes[1]:
        return np.zeros((0, 3)), 0.0
    middle = A @ np.full(3, 0.5)
    radius = _WIDER * float(np.linalg.norm(CORNERS @ A.T - middle, axis=1).max())
    turn = np.linspace(0, 2 * np.pi, _RIM, endpoint=False)
    round_it = np.column_stack([np.cos(turn), np.sin(turn)]) @ U[:, :2].T
    return middle + radius * round_it, float(1 - sizes[2] / (_FLAT * sizes[1]))


def _face(k: int, side: float) -> np.ndarray:
    """Return the corners, (4, 3), of the face across axis k, in order around it."""
    square = np.array([[0.0, 0], [1, 0], [1, 1], [0, 1]])
    return np.insert(square, k, side, axis=1)


def _open_faces(A: np.ndarray, to_viewer: np.ndarray) -> list[tuple[int, float]]:
    """Return the faces of the moved cube whose outer side is turned to the viewer."""
    outwards = np.sign(np.linalg.det(A)) or 1.0
    normals = [outwards * np.cross(A[:, k - 2], A[:, k - 1]) for k in range(3)]
    return [(k, float(normal @ to_viewer > 0)) for k, normal in enumerate(normals)]


def _edges() -> tuple[np.ndarray, list[list[tuple[int, float]]]]:
    """Return the edges, (12, 2, 3), and the two faces that meet in each."""
    edges, meeting = [], []
    for k in range(3):
        others = [i for i in range(3) if i != k]
        for sides in product((0.0, 1.0), repeat=2):
            edges.append(np.insert(np.array([sides, sides]), k, [0.0, 1.0], axis=1))
            meeting.append(list(zip(others, sides, strict=True)))
    return np.array(edges), meeting


_EDGES, _MEETING = _edges()
_CROSS = np.array([[[0.5, 0], [0.5, 1]], [[0, 0.5], [1, 0.5]]])
_CELLS = {(k, side): np.insert(_CROSS, k, side, axis=2) for k, side in _FACES}
