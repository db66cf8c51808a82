"""The column picture: columns as arrows, multiples of them tip to tail, and b."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from linalg.geometry.hyperplanes import Hyperplane
from scenes.mobjects.plots.lines import Lines
from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.plane import Curve, Dash, Plane
from scenes.mobjects.plots.pointer import Pointer
from scenes.mobjects.readout import label
from scenes.mobjects.space.cube import Cube, View, edge_view
from scenes.mobjects.space.faces import Face, Faces
from scenes.mobjects.space.planes import OPACITY, Planes
from scenes.mobjects.systems.tip_labels import TipLabels
from scenes.theme import Role
from scenes.typed_manim import VGroup

__all__ = ["ColumnView"]

LOOKS = (Role.PIVOT, Role.MULTIPLIER, Role.GRADIENT)
"""The role of each column."""

_BEHIND = 0.4  # how strong the columns are behind their multiples
_DEPENDENT = 1e-9  # of the longest column
_FAINT = 0.6  # how strong planes behind arrows are, of others
_LINE = 2.0  # the width of the line of all combinations
_TIP = 0.11
_APART = 0.14  # between multiples on one line, so that each is seen
_NAME = 34
_TOUCH = 0.03  # what is nearer than this touches: the shortest arrows are not drawn


class ColumnView:
    """Columns, their multiples tip to tail, their sum, and the side that it should be.

    Parameters
    ----------
    scenery : Plane or Cube
    count : int
        How many columns.

    Attributes
    ----------
    figure : VGroup
    guides : Lines or Planes
        Where an entry of the sum is right.
    tip : Marker
        The end of the sum.
    grown : ndarray, (n + 1,)
        How much of each column, and of b, is drawn.
    laid : float
        How many of the multiples are laid tip to tail.
    chained : float
        How strong they are.
    spanned : float
        How strong the line or plane of all combinations is.
    open, view : pair of float
        In space, the view from which arrows stand apart, and the one that is shown.
    apart : float
        How far multiples on one line are drawn beside each other, from 0 to 1.
    """

    def __init__(self, scenery: Plane | Cube, count: int) -> None:
        self.scenery, theme = scenery, scenery.theme
        self.guides: Lines | Planes = (
            Lines(scenery, count)
            if isinstance(scenery, Plane)
            else Planes(scenery, count, opacity=_FAINT * OPACITY[theme.name])
        )
        self.open = self.view = (0.0, 0.0)
        self.axes = Curve([], Role.MUTED, theme, width=1.5)
        self.line = Curve([], Role.FOREGROUND, theme, width=_LINE, dash=Dash.DOTTED)
        self.sheet: Faces | None = None
        if isinstance(scenery, Cube):
            self.sheet = Faces(scenery.projection, theme, 1, opacity=_FAINT * OPACITY[theme.name])
            self.open = self.view = scenery.view
            self._place_axes()
        roles = LOOKS[:count]
        self.columns = [Pointer(role, theme) for role in roles]
        self.chain = [Pointer(role, theme) for role in roles]
        self.b = Pointer(Role.FOREGROUND, theme)
        self.tip = Marker((np.nan, np.nan), Shape.DISC, Role.RESULT, theme, radius=_TIP)
        names = [
            label(theme, name, size=_NAME) for name in (*(f"a_{j + 1}" for j in range(count)), "b")
        ]
        for name, role in zip(names, roles, strict=False):
            name.set_fill(theme[role])
            name.role = role
        self.labels = TipLabels(names, scenery.inner)
        self.grown = np.zeros(count + 1)
        self.laid, self.chained, self.spanned = float(count), 0.0, 0.0
        self.apart = 0.0
        sheet = [self.sheet] if self.sheet is not None else []
        self.figure = VGroup(
            scenery,
            self.guides,
            self.axes,
            *sheet,
            self.line,
            *self.columns,
            self.b,
            *self.chain,
            self.tip,
            self.labels,
        )

    def draw(self, A: np.ndarray, b: np.ndarray, x: np.ndarray | None, share: float = 1.0) -> None:
        """Draw all arrows; the names after a part of the way that was aimed at."""
        feet, tips = self._arrows(A, b)
        box = self.scenery.inner
        for arrow, foot, tip in zip((*self.columns, self.b), feet, tips, strict=True):
            arrow.lay(foot, tip, box)
        shown = self.chained if x is not None else 0.0
        for arrow in self.columns:
            arrow.set_fill(opacity=1 - (1 - _BEHIND) * shown)
        for arrow in self.chain:
            arrow.set_points(np.zeros((0, 3)))
        if x is not None and shown > 0:
            for arrow, (foot, tip) in zip(self.chain, self._steps(A, x), strict=True):
                arrow.lay(foot, tip, box)
                arrow.set_fill(opacity=shown)
        self._put_tip(self._joints(A, x)[-1] if x is not None else np.full(2, np.nan), shown)
        self.labels.shares = self.grown
        self.labels.follow(feet, tips, share)
        self._span(A)

    def aim(self, A: np.ndarray, b: np.ndarray, x: np.ndarray | None) -> None:
        """Choose where the names stand at the end of a motion."""
        grown, self.grown = self.grown, np.ones_like(self.grown)
        feet, tips = self._arrows(A, b)
        self.grown = grown
        thin = [self.scenery.places(ends) for ends in self._axis_ends()]
        if isinstance(self.scenery, Cube):
            thin += self.scenery.edges
        thin += self.guides.edges
        thin += [np.array(pair) for edge in self._span_edges(A) for pair in pairwise(edge)]
        others = self._steps(A, x) if x is not None and self.chained > 0 else []
        self.labels.aim(feet, tips, others, thin)

    def edge_of(self, normal: np.ndarray) -> View:
        """Return the view from which the plane with a normal is a line."""
        return edge_view(normal, self.open)

    def turn(self, view: View) -> None:
        """Be seen from another direction, in space."""
        cube, guides = self.scenery, self.guides
        if isinstance(cube, Cube) and isinstance(guides, Planes) and self.sheet is not None:
            self.view = view
            cube.turn_to(view)
            self.sheet.projection = guides.faces.projection = cube.projection
            self._place_axes()

    def guide(self, entry: int, b: np.ndarray, share: float) -> None:
        """Draw where one entry of a sum is that of b."""
        normal = tuple(float(k == entry) for k in range(len(b)))
        self.guides.place(entry, Hyperplane(normal, float(b[entry])), share)

    # Places on the frame.

    def _arrows(self, A: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the feet and the tips of the columns and of b, as far as they have grown."""
        ends = np.column_stack([A, b]).T * self.grown[:, None]
        tips = self.scenery.places(ends)
        return np.tile(self.scenery.places([np.zeros(len(b))]), (len(tips), 1)), tips

    def _joints(self, A: np.ndarray, x: np.ndarray) -> np.ndarray:
        """Return the places of 0 and of each sum, as far as the multiples are laid."""
        n = len(x)
        laid = np.clip(self.laid - np.arange(n), 0, 1)
        sums = np.cumsum(A * (x * laid), axis=1).T
        return self.scenery.places(np.vstack([np.zeros(A.shape[0]), sums]))

    def _steps(self, A: np.ndarray, x: np.ndarray) -> list[np.ndarray]:
        """Return the foot and the tip of each multiple, beside each other if they are apart."""
        joints = self._joints(A, x)
        aside = self.apart * _APART * _sideways(joints)
        return [joints[j : j + 2] + (j + 1) * aside for j in range(len(x))]

    @property
    def arrives(self) -> bool:
        """True if the multiples, as they are drawn, lead from one to the next and to b."""
        drawn = [arrow for arrow in self.chain if arrow.has_points()]
        ends = [self.scenery.places([np.zeros(len(self.chain))])[0], *(a.tip for a in drawn)]
        follow = all(
            np.allclose(arrow.foot, end, atol=_TOUCH)
            for arrow, end in zip(drawn, ends, strict=False)
        )
        b = self.b.tip if self.b.has_points() else ends[0]
        return follow and np.allclose(ends[-1], b, atol=_TOUCH)

    def _put_tip(self, place: np.ndarray, shown: float) -> None:
        box = self.scenery.inner
        inside = bool(
            shown > 0
            and np.isfinite(place).all()
            and box.left <= place[0] <= box.right
            and box.bottom <= place[1] <= box.top
        )
        self.tip.stand(place if inside else (np.nan, np.nan))
        if inside:
            self.tip.set_opacity(shown)

    # All combinations.

    def _span(self, A: np.ndarray) -> None:
        """Draw the line or the plane of all combinations of the columns."""
        self.line.trace(self._span_edges(A))
        self.line.set_stroke(opacity=self.spanned)
        if self.sheet is not None and isinstance(self.scenery, Cube):
            self.sheet.turn_to(self._faces(A, self.scenery), {Role.PIVOT: self.spanned})

    def _span_edges(self, A: np.ndarray) -> list[np.ndarray]:
        """Return the line of all combinations, or the outline of their plane, on the frame."""
        if self.spanned <= 0:
            return []
        line = self._combinations(A)
        if line is not None:
            return self._whole_line(line)
        if not isinstance(self.scenery, Cube):
            return []
        outlines = [self.scenery.places(face.corners) for face in self._faces(A, self.scenery)]
        return [np.concatenate([places, places[:1]]) for places in outlines if len(places)]

    def _combinations(self, A: np.ndarray) -> np.ndarray | None:
        """Return the direction of the line of all combinations, if they are a line."""
        left, sizes, _ = np.linalg.svd(A)
        return None if sizes[1] > _DEPENDENT * sizes[0] else left[:, 0]

    def _faces(self, A: np.ndarray, cube: Cube) -> list[Face]:
        """Return the plane of all combinations, if they are a plane and it is shown."""
        left, sizes, _ = np.linalg.svd(A)
        flat = sizes[2] <= _DEPENDENT * sizes[0] < sizes[1]
        if self.spanned <= 0 or not flat:
            return []
        normal = left[:, 2]
        corners = Hyperplane(tuple(normal), 0.0).section(cube.low, cube.high)
        return [Face(corners, normal, 0.0, Role.PIVOT)]

    def _whole_line(self, direction: np.ndarray) -> list[np.ndarray]:
        """Return the line through 0 in a direction, within the picture."""
        low, high = self._corners()
        with np.errstate(divide="ignore"):
            ends = np.array([low / direction, high / direction])
        first = np.where(direction != 0, np.min(ends, axis=0), -np.inf).max()
        last = np.where(direction != 0, np.max(ends, axis=0), np.inf).min()
        return [self.scenery.places([first * direction, last * direction])]

    def _corners(self) -> tuple[np.ndarray, np.ndarray]:
        scenery = self.scenery
        if isinstance(scenery, Cube):
            return scenery.low, scenery.high
        x, y = scenery.x, scenery.y
        return np.array([x.low, y.low]), np.array([x.high, y.high])

    def _axis_ends(self) -> list[np.ndarray]:
        """Return the ends of the coordinate axes through 0."""
        low, high = self._corners()
        unit = np.eye(len(low))
        return [np.array([low[k] * e, high[k] * e]) for k, e in enumerate(unit)]

    def _place_axes(self) -> None:
        self.axes.trace([self.scenery.places(ends) for ends in self._axis_ends()])


def _sideways(joints: np.ndarray) -> np.ndarray:
    """Return the unit vector at right angles to the longest step between joints."""
    steps = np.diff(joints, axis=0)
    if not len(steps):
        return np.zeros(2)
    longest = steps[np.linalg.norm(steps, axis=1).argmax()]
    size = float(np.linalg.norm(longest))
    across = np.array([-longest[1], longest[0]]) / size if size else np.zeros(2)
    return across if across[1] >= 0 else -across
