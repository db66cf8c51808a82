"""The columns as arrows, what their combinations sweep, and b: all in one box."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np

from linalg.notation import symbol, to_typst
from linalg.subspaces.sides import Sides
from scenes.lessons.linear_algebra.subspaces.itinerary import Itinerary
from scenes.lessons.linear_algebra.subspaces.space_name import SpaceName
from scenes.mobjects.plots.pointer import Pointer
from scenes.mobjects.plots.polylines import bezier_points, dashed
from scenes.mobjects.space.chain import Chain
from scenes.mobjects.space.ground import FLAT, Ground, View
from scenes.mobjects.space.swept import Swept
from scenes.mobjects.space.tip_names import tip_offsets
from scenes.mobjects.space.views import edge_view, open_view_of
from scenes.mobjects.text import UNITS_PER_POINT, Text
from scenes.stage import Region
from scenes.theme import Role, TextKind, Theme
from scenes.typed_manim import VGroup, VMobject
from scenes.typesetting.typeset import mathematics

__all__ = ["COLUMN_ROLES", "SIDE_ROLE", "ColumnPicture"]

COLUMN_ROLES = (Role.SOURCE, Role.MULTIPLIER, Role.CONSTRAINT)
SIDE_ROLE = Role.RESULT
_SWEPT_ROLE = Role.LEVEL_SET
_FAINT = 0.45  # opacity of a column while multiples of it are drawn
_DASH = (0.12, 0.08)
_NAME = 34  # font size


class ColumnPicture(VGroup):
    """Arrows from 0 in a box, seen from where the plane of the columns lies open.

    Parameters
    ----------
    record : Sides
    itinerary : Itinerary
    region : Region
    theme : Theme

    Attributes
    ----------
    base, edge : pair of float
        The view, and the one in which a plane of space is seen as a line.
    """

    def __init__(self, record: Sides, itinerary: Itinerary, region: Region, theme: Theme) -> None:
        columns = record.columns
        self.base, self.edge = _views(record)
        views = [self.base] if self.edge == self.base else _between(self.base, self.edge)
        self.ground = Ground(*itinerary.box, region, theme, views)
        self.swept = Swept(self.ground, columns[list(record.independent)], _SWEPT_ROLE)
        roles = COLUMN_ROLES[: len(columns)]
        self.vectors = np.vstack([columns, record.side(1.0)])
        self.arrows = [Pointer(role, theme) for role in roles]
        self.chain = Chain(self.ground, columns, roles)
        self.side = Pointer(SIDE_ROLE, theme)
        self.gap = VMobject(stroke_color=theme[Role.FOREGROUND], stroke_width=3)
        names = [symbol("a", j + 1) for j in range(len(columns))]
        self.names = [
            Text(mathematics(to_typst((name,))), theme, TextKind.LABEL, _NAME, role)
            for name, role in zip([*names, "b"], [*roles, SIDE_ROLE], strict=True)
        ]
        tips = [column[None] for column in columns]
        tips.append(np.vstack([record.side(1.0), record.side(0.0)]))
        self.space_name = SpaceName("C", self.swept, theme, Role.FOREGROUND)
        tips.append(self.space_name.anchor[None])
        widths = [*np.ones(len(self.vectors)), SpaceName.width_in_heights]
        ends = [self.base, self.edge]
        offsets = tip_offsets(self.ground, tips, self._lines(itinerary), ends, widths)
        self.offsets, self.space_name.offset = offsets[:-1], offsets[-1]
        self.shares = np.zeros(len(columns))  # how far each column has grown
        self.b: np.ndarray | None = None
        self.is_gap_shown = False
        super().__init__(
            self.ground,
            self.swept,
            *self.arrows,
            self.chain,
            self.gap,
            self.side,
            *self.names,
            self.space_name,
        )
        self.redraw()

    def _lines(self, itinerary: Itinerary) -> np.ndarray:
        """Return what names stay off: arrows, axes, and the edges of what is swept."""
        ground = self.ground
        axes = np.stack([np.diag(ground.low), np.diag(ground.high)], axis=1)
        return np.concatenate([itinerary.lines, axes, self.space_name.lines])

    @property
    def view(self) -> View:
        """From where it is seen."""
        return self.ground.projection.azimuth, self.ground.projection.elevation

    @property
    def side_tip(self) -> np.ndarray:
        """The place on the frame where the arrow of b, as it is drawn, ends, (2,)."""
        start = self.ground.places(np.zeros((1, self.ground.dimension)))[0]
        return np.asarray(start + self.side.along)

    def turn_to(self, view: View) -> Self:
        """Look from somewhere else."""
        self.ground.turn_to(view)
        return self.redraw()

    def redraw(self) -> Self:
        """Draw all arrows where they are and are seen from now."""
        ground, start = self.ground, np.zeros(self.ground.dimension)
        self.swept.redraw()
        self.chain.redraw()
        columns = self.vectors[:-1]
        foot, *tips = ground.places(np.vstack([start, self.shares[:, None] * columns]))
        walking = bool(self.chain.multiples.any())
        for arrow, name, tip, share, offset in zip(
            self.arrows, self.names, tips, self.shares, self.offsets, strict=False
        ):
            arrow.lay(foot, tip).set_fill(opacity=_FAINT if walking else 1.0)
            _name(name, tip + offset, float(share) if arrow.has_points() else 0.0)
        self._redraw_side(foot)
        self.space_name.redraw()
        return self

    def _redraw_side(self, foot: np.ndarray) -> None:
        name, points = self.names[-1], np.zeros((0, 3))
        if self.b is None:
            self.side.set_points(points)
            self.gap.set_points(points)
            _name(name, foot, 0.0)
            return
        tip, nearest = self.ground.places(np.vstack([self.b, self.chain.stops[-1]]))
        self.side.lay(foot, tip)
        _name(name, tip + self.offsets[-1], 1.0)
        if self.is_gap_shown and float(np.linalg.norm(tip - nearest)) > 0.02:
            points = bezier_points(dashed(np.array([nearest, tip]), _DASH))
        self.gap.set_points(points)


def _name(text: Text, place: Sequence[float] | np.ndarray, share: float) -> None:
    """Put the middle of a name at a place, as strongly as what it names has come."""
    text.stand_at(float(place[0]), float(place[1]) - _NAME * UNITS_PER_POINT / 4)
    text.set_fill(opacity=share)


def _views(record: Sides) -> tuple[View, View]:
    """Return the view to begin with, and the one along the plane if there is one in space."""
    if record.columns.shape[1] < 3:
        return FLAT, FLAT
    arrows = np.vstack([record.columns, record.side(1.0), record.side(0.0)])
    if record.rank != 2:
        view = open_view_of(arrows)
        return view, view
    normal = np.cross(*record.columns[list(record.independent)])
    base = open_view_of(arrows, normal, float(normal @ (record.side(0.0) - record.side(1.0))))
    return base, edge_view(base, normal)


def _between(start: View, end: View) -> list[View]:
    """Return views on the way from one to another."""
    shares = np.linspace(0, 1, 5)
    return [((1 - s) * start[0] + s * end[0], (1 - s) * start[1] + s * end[1]) for s in shares]
