"""Multiples of a row that come out of it and go beside the rows that they are added to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from scenes.mobjects.matrices.card import card_behind
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.matrices.rewrite import Becoming, Restate, turn
from scenes.mobjects.text import Text
from scenes.stage import Region
from scenes.theme import Role
from scenes.typed_manim import (
    Animation,
    Transform,
    VGroup,
    VMobject,
    linear,
    smooth,
)

__all__ = ["Arrive", "MultipleRow", "MultipleRows"]

_ABOVE = 1  # the rows that it passes


class MultipleRow(VGroup):
    """A copy of a row on a card of its own, to be multiplied and to meet another row.

    Where the layout has lanes it goes, smaller, into the one beside the row that it will meet, on
    the side that it comes from, so that it hides nothing.

    Parameters
    ----------
    grid : MatrixGrid
    source, target : int
        The row that is copied and the one that it will meet, from 0.
    values : sequence
        The entries of the multiple.
    role : Role
    first : int
        The first column that is copied.

    Attributes
    ----------
    entries : dict from int to Text
    baseline : float
        Where it stands.
    """

    def __init__(
        self,
        grid: MatrixGrid,
        source: int,
        target: int,
        values: Sequence[object],
        role: Role,
        first: int = 0,
    ) -> None:
        self.grid, self.source, self.meets, self.first = grid, source, target, first
        self.values, self.role = list(values), role
        self.baseline, self.scaled = grid.layout.rows[source], 1.0
        self.back = self._card()
        copied = list(enumerate(grid.entries[source]))[first:]
        self.entries = {j: self._text(j, entry.value) for j, entry in copied}
        super().__init__(self.back, *self.entries.values())

    @property
    def lane_beside_source(self) -> int:
        """The lane that it comes out into, by the row above it."""
        return self.source if self.source < self.meets else self.source - 1

    @property
    def lane_beside_target(self) -> int:
        """The lane beside the row that it will meet."""
        return self.meets - 1 if self.source < self.meets else self.meets

    def turned_to(self, lane: int) -> VGroup:
        """Return it as it will be in a lane, where it is counted to be from now on."""
        layout = self.grid.layout
        self.baseline, self.scaled = layout.lane(lane), layout.guest / layout.size
        texts = [self._text(j, entry.value) for j, entry in self.entries.items()]
        return VGroup(self._card(), *texts)

    def multiplied(self) -> list[tuple[Text, Text]]:
        """Return each entry with that of the multiple, as it would stand here."""
        return [(entry, self._text(j, self.values[j])) for j, entry in self.entries.items()]

    def _text(self, j: int, value: object) -> Text:
        """Return a value as it stands in column j of this row."""
        layout = self.grid.layout
        text = self.grid.text(self.source, j, value, self.role)
        x, y = layout.columns[j], layout.rows[self.source]
        text.set_z_index(_ABOVE).scale(self.scaled, about_point=np.array([x, y, 0.0]))
        return text.shift((0, self.baseline - y, 0))

    def _card(self) -> VMobject:
        layout, theme = self.grid.layout, self.grid.theme
        row, cell = layout.row(self.source), layout.cell(self.source, self.first)
        low, high = (self.scaled * part for part in (layout.bottom, layout.top))
        left = cell.left - 0.2 * layout.em if self.first else row.left
        region = Region(left, row.right, self.baseline - low, self.baseline + high)
        return card_behind(region, theme.surface, theme[self.role]).set_z_index(_ABOVE)


class MultipleRows(VGroup):
    """Multiples of one row, each for another row.

    Parameters
    ----------
    grid : MatrixGrid
    source : int
        From 0.
    values : mapping from int to sequence
        For each row that changes, what is added to it.
    first : int
        The first column that is copied.
    role : Role
    """

    def __init__(
        self,
        grid: MatrixGrid,
        source: int,
        values: Mapping[int, Sequence[object]],
        first: int = 0,
        role: Role = Role.SOURCE,
    ) -> None:
        self.grid, self.source = grid, source
        self.rows = [MultipleRow(grid, source, i, row, role, first) for i, row in values.items()]
        super().__init__(*self.rows)

    @property
    def baseline(self) -> float:
        """The height of the first of them."""
        return self.rows[0].baseline

    def come_out(self) -> Animation:
        """Return the motion out of the source into the lane beside it."""
        return self._turn([row.lane_beside_source for row in self.rows])

    def go_beside(self) -> Animation | None:
        """Return the motion beside the rows that they will meet; None if they are there."""
        lanes = [row.lane_beside_target for row in self.rows]
        layout = self.grid.layout
        there = [
            layout.lane(lane) == row.baseline for lane, row in zip(lanes, self.rows, strict=True)
        ]
        return None if all(there) else self._turn(lanes)

    def _turn(self, lanes: Sequence[int]) -> Animation:
        """Return the motion into lanes; what has been added goes along with the first row."""
        before = self.baseline
        rows = [row.turned_to(lane) for row, lane in zip(self.rows, lanes, strict=True)]
        along = [part.copy() for part in self.submobjects[len(rows) :]]
        for part in along:
            part.shift((0, self.baseline - before, 0))
        return Transform(self, VGroup(*rows, *along))

    def multiply_at_once(self) -> None:
        """Become the multiples without being seen, where there are no lanes to stand in."""
        for row in self.rows:
            row.back.set_opacity(0)
            for old, new in row.multiplied():
                old.adopt(new)

    def multiply(self, row_lag: float = 0.0) -> Restate | None:
        """Return what multiplies their entries; None if nothing changes."""
        texts = [
            Becoming(old, new, k * row_lag)
            for k, row in enumerate(self.rows)
            for old, new in row.multiplied()
            if old.body != new.body
        ]
        return Restate(self, texts) if texts else None


class Arrive(Animation):
    """Entries of multiples go to the entries that they are added to, and are gone there.

    Parameters
    ----------
    multiples : MultipleRows
    columns : sequence of int, optional
        Only these.
    row_lag, column_lag : float
        As in `Rewrite`, which plays beside it.
    """

    mobject: MultipleRows
    MET = 0.6  # the part of its time after which an entry is there

    def __init__(
        self,
        multiples: MultipleRows,
        columns: Sequence[int] | None = None,
        row_lag: float = 0.0,
        column_lag: float = 0.0,
        **options: Any,
    ) -> None:
        every = list(multiples.rows[0].entries)
        self.columns = every if columns is None else list(columns)
        self.lags = row_lag, column_lag
        super().__init__(multiples, rate_func=linear, **options)

    def begin(self) -> None:
        layout = self.mobject.grid.layout
        order = sorted(row.meets for row in self.mobject.rows)
        rows, columns = self.lags
        self.parts = []
        for row in self.mobject.rows:
            down = layout.rows[row.meets] - row.baseline
            delay = rows * order.index(row.meets)
            for k, j in enumerate(self.columns):
                glyphs = [(g, g.points.copy()) for g in row.entries[j]]
                self.parts.append((glyphs, down, delay + columns * k))
        self.longest = max(delay for *_, delay in self.parts)
        self.last = self.columns[-1] == len(layout.columns) - 1
        super().begin()

    def create_starting_mobject(self) -> VMobject:
        return VMobject()

    def interpolate_mobject(self, alpha: float) -> None:
        for glyphs, down, delay in self.parts:
            own = min(turn(alpha, delay, self.longest) / self.MET, 1.0)
            way = np.array([0, smooth(own) * down, 0])
            for glyph, points in glyphs:
                glyph.set_points(points + way)
                glyph.set_fill(opacity=1 - max(0.0, 2 * own - 1))
        if self.last and self.mobject.grid.layout.guest:
            for row in self.mobject.rows:
                share = max(0.0, 1 - 1.5 * alpha)
                row.back.set_fill(opacity=share).set_stroke(opacity=share)
