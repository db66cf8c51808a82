"""The equations of a system as lines in the plane, or planes in space, that can turn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from linalg.geometry.hyperplanes import Hyperplane
from linalg.geometry.pencils import TurningRows
from linalg.geometry.pictures import row_picture
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.plane import Curve, Dash, Plane
from scenes.mobjects.space.faces import Face, Faces
from scenes.mobjects.space.projection import Projection
from scenes.mobjects.text import UNITS_PER_POINT, Text
from scenes.stage import Region
from scenes.theme import SMALLEST, Role, TextKind, Theme
from scenes.typed_manim import VGroup
from scenes.typesetting.typeset import mathematics

__all__ = ["LOOKS", "LinesPicture", "PlanesPicture", "RowsPicture"]

LOOKS = (
    (Role.SOURCE, Dash.SOLID),
    (Role.ELIMINATED, Dash.DASHED),
    (Role.MULTIPLIER, Dash.DASH_DOT),
    (Role.PIVOT, Dash.DOTTED),
)
"""Role and dashes of each equation."""

WIDTH, GIVEN_WIDTH = 5.0, 2.5
WIDER = 1.4  # the window where nothing is shared, so that what runs off is seen for a while
OPACITY = {"dark": 0.42, "light": 0.3}  # of planes
_VIEWS = [(float(a), float(e)) for e in (24, 18, 32) for a in range(25, 70, 5)]
_EDGES = [(i, j) for i in range(8) for j in range(i) if (i ^ j).bit_count() == 1]


class RowsPicture(Protocol):
    """A picture of all equations, each of which may be anything on its way."""

    figure: VGroup

    def place(self, row: int, equation: Hyperplane, share: float = 1.0) -> None:
        """Draw an equation where it is, as much of it as has grown or is left."""

    def give(self, row: int, equation: Hyperplane, share: float) -> None:
        """Draw an equation as it was given, beside what it has become."""


class LinesPicture:
    """Two unknowns: a line for each equation, and the point that all share.

    Parameters
    ----------
    rows : TurningRows
    names : sequence of str
        Of the unknowns.
    region : Region
    theme : Theme

    Attributes
    ----------
    figure : VGroup
        Everything, the axes first.
    """

    def __init__(
        self, rows: TurningRows, names: Sequence[str], region: Region, theme: Theme
    ) -> None:
        low, high = _window(rows)
        x, y = (Axis(low[k], high[k], name) for k, name in enumerate(names))
        self.low, self.high = low, high
        self.plane = Plane(x, y, region, theme, equal=True, crossing=(0, 0))
        self.low = np.array([self.plane.x.low, self.plane.y.low])
        self.high = np.array([self.plane.x.high, self.plane.y.high])
        looks = LOOKS[: len(rows.equations)]
        self.given = [Curve([], role, theme, width=GIVEN_WIDTH, dash=dash) for role, dash in looks]
        self.lines = [Curve([], role, theme, width=WIDTH, dash=dash) for role, dash in looks]
        self.figure = VGroup(self.plane, *self.given, *self.lines)
        if rows.common is not None:
            place = self.plane.point(*map(float, rows.common))
            self.figure.add(Marker(place, Shape.DISC, Role.RESULT, theme))

    def place(self, row: int, equation: Hyperplane, share: float = 1.0) -> None:
        """Draw a line where it is, as much of it as has grown or is left."""
        self._draw(self.lines[row], equation, share)

    def give(self, row: int, equation: Hyperplane, share: float) -> None:
        """Draw a line as it was given, beside what it has become."""
        self._draw(self.given[row], equation, share)

    def _draw(self, line: Curve, equation: Hyperplane, share: float) -> None:
        ends = equation.section(self.low, self.high)
        if len(ends) != 2 or share <= 0:
            line.set_points(np.zeros((0, 3)))
            return
        middle = ends.mean(axis=0)
        line.trace(self.plane.pieces(middle + share * (ends - middle)))


class PlanesPicture:
    """Three unknowns: a plane for each equation in a cube, and a point that all share.

    Parameters
    ----------
    rows : TurningRows
    names : sequence of str
    region : Region
    theme : Theme

    Attributes
    ----------
    figure : VGroup
    """

    def __init__(
        self, rows: TurningRows, names: Sequence[str], region: Region, theme: Theme
    ) -> None:
        self.theme = theme
        self.low, self.high = _window(rows)
        self.projection = _fitted(self.low, self.high, region, _view(rows))
        looks = LOOKS[: len(rows.equations)]
        self.equations: list[Hyperplane | None] = [None] * len(looks)
        self.shares = [0.0] * len(looks)
        corners = _corners(self.low, self.high)
        edges = [self.projection.places(corners[[i, j]]) for i, j in _EDGES]
        self.box = Curve(edges, Role.MUTED, theme, width=1.5)
        self.faces = Faces(self.projection, theme, len(looks), opacity=OPACITY[theme.name])
        self.outlines = [Curve([], role, theme, width=3, dash=dash) for role, dash in looks]
        self.given = [Curve([], role, theme, width=GIVEN_WIDTH, dash=dash) for role, dash in looks]
        self.crossings = Curve([], Role.FOREGROUND, theme, width=2.0)
        axes = [self._axis_name(k, name) for k, name in enumerate(names)]
        self.figure = VGroup(
            self.box, *axes, self.faces, *self.outlines, *self.given, self.crossings
        )
        if rows.common is not None:
            (place,) = self.projection.places([list(map(float, rows.common))])
            self.figure.add(Marker(place, Shape.DISC, Role.RESULT, theme))

    def place(self, row: int, equation: Hyperplane, share: float = 1.0) -> None:
        """Draw a plane where it is, as strongly as it has come or is left."""
        self.equations[row], self.shares[row] = equation, share
        self._redraw()

    def give(self, row: int, equation: Hyperplane, share: float) -> None:
        """Draw the outline of a plane as it was given."""
        self._outline(self.given[row], equation.section(self.low, self.high), share)

    def _redraw(self) -> None:
        faces = []
        for row, equation in enumerate(self.equations):
            corners = np.zeros((0, 3))
            if equation is not None and self.shares[row] > 0:
                corners = equation.section(self.low, self.high)
            self._outline(self.outlines[row], corners, self.shares[row])
            if len(corners) > 2 and equation is not None:
                normal = np.array(equation.normal, dtype=float)
                faces.append(Face(corners, normal, float(equation.offset), LOOKS[row][0]))
        fading = {LOOKS[row][0]: share for row, share in enumerate(self.shares)}
        self.faces.turn_to(faces, fading)
        self.crossings.trace(self._common_lines(faces))

    def _outline(self, curve: Curve, corners: np.ndarray, share: float) -> None:
        if len(corners) < 3:
            curve.set_points(np.zeros((0, 3)))
            return
        places = self.projection.places(corners)
        curve.trace([np.concatenate([places, places[:1]])])
        curve.set_stroke(opacity=share)

    def _common_lines(self, faces: Sequence[Face]) -> list[np.ndarray]:
        """Return the segments in which two faces meet, on the frame."""
        segments = []
        for k, face in enumerate(faces):
            for other in faces[:k]:
                low, high = face.cut(other)
                if low is None or high is None:
                    continue
                heights = np.abs(low.corners @ other.normal - other.offset)
                on = low.corners[heights < 1e-6 * max(1.0, float(heights.max()))]
                if len(on) >= 2:
                    segments.append(self.projection.places(on[[0, -1]]))
        return segments

    def _axis_name(self, k: int, name: str) -> Text:
        """Return the name of an axis, at the middle of an edge of the cube along it."""
        fixed = np.where(np.arange(3) == 2, self.low, self.high)
        edge = fixed.copy() if k < 2 else np.array([self.high[0], self.low[1], 0.0])
        edge[k] = (self.low[k] + self.high[k]) / 2
        place = self.projection.places([edge])[0]
        middle = self.projection.places([(self.low + self.high) / 2])[0]
        outwards = (place - middle) / np.linalg.norm(place - middle)
        size = SMALLEST[TextKind.LABEL]
        text = Text(mathematics(name), self.theme, TextKind.LABEL, size, Role.MUTED)
        x, y = place + 0.3 * outwards
        return text.stand_at(x, y - size * UNITS_PER_POINT / 4)


def _window(rows: TurningRows) -> tuple[np.ndarray, np.ndarray]:
    """Return two corners of a cube in which all equations and what they share are seen."""
    record = rows.elimination
    low, high = map(np.asarray, row_picture(record.A, record.b).box())
    if rows.common is not None:  # with some room around it
        point, room = np.array(rows.common, dtype=float), 0.12 * (high - low).max()
        low, high = np.minimum(low, point - room), np.maximum(high, point + room)
    middle, half = (low + high) / 2, (high - low).max() / 2
    half *= 1.0 if rows.common is not None else WIDER
    return middle - half, middle + half


def _corners(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return the corners of a cube; two with an edge between them differ in one bit."""
    bits = (np.arange(8)[:, None] >> np.array([2, 1, 0])) & 1
    return np.asarray(np.where(bits == 0, low, high))


def _view(rows: TurningRows) -> tuple[float, float]:
    """Return the azimuth and elevation from which no plane is seen along its edge."""
    ends = [e for p in (*rows.steps, *rows.back) if p is not None for e in (p.before, p.after)]
    planes = [*rows.equations, *ends]
    normals = [np.array(e.normal, dtype=float) for e in planes if not e.is_degenerate]
    units = np.array([normal / np.linalg.norm(normal) for normal in normals])

    def openness(view: tuple[float, float]) -> float:
        return min(0.3, float(np.abs(units @ Projection(*view).to_viewer).min()))

    return max(_VIEWS, key=openness)


def _fitted(
    low: np.ndarray, high: np.ndarray, region: Region, view: tuple[float, float]
) -> Projection:
    """Return the projection under which a cube fills a region but for the names of the axes."""
    x, y, z = map(float, (low + high) / 2)
    bare = Projection(*view, (x, y, z))
    size = np.ptp(bare.places(_corners(low, high)), axis=0)
    scale = min((region.width - 1.0) / size[0], (region.height - 0.6) / size[1])
    across, up, _ = region.centre
    return Projection(*view, bare.middle, (across, up), float(scale))
