"""A matrix as separately typeset entries between brackets of its own.

Every entry keeps its place, whatever it becomes, and each row is one thing that can be moved.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import sympy as sp

from scenes.mobjects.matrices.grid_layout import (
    BRACKET,
    LEAST_BOTTOM,
    LEAST_TOP,
    GridLayout,
    entry_markup,
    hanging,
)
from scenes.mobjects.text import UNITS_PER_POINT, Text, region_of
from scenes.stage import Region
from scenes.theme import Role, TextKind, Theme
from scenes.typed_manim import (
    DOWN,
    UP,
    Animation,
    Line,
    Motion,
    RoundedRectangle,
    Transform,
    VGroup,
    VMobject,
    linear,
    smooth,
)

__all__ = ["ExchangeRows", "MatrixGrid", "Rewrite", "card_behind"]

Place = tuple[int, int]


class MatrixGrid(VGroup):
    """A matrix on the frame, augmented or not.

    Its submobjects are the frame (brackets and bar) and one group for each row.

    Parameters
    ----------
    matrix : matrix, (m, n)
        The first state; ``matrix[i, j]`` and ``matrix.shape`` are used.
    layout : GridLayout
        Measured over every state that will be shown.
    theme : Theme
    """

    def __init__(self, matrix: Any, layout: GridLayout, theme: Theme) -> None:
        super().__init__()
        self.layout = layout
        self.theme = theme
        m, n = matrix.shape
        self.frame = VGroup(*_brackets(layout, theme))
        self.entries = [[self.text(i, j, matrix[i, j]) for j in range(n)] for i in range(m)]
        self.rows = [VGroup(*entries) for entries in self.entries]
        self.add(self.frame, *self.rows)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns, the right-hand sides counted in."""
        return len(self.rows), len(self.layout.columns)

    @property
    def written(self) -> tuple[tuple[str, ...], ...]:
        """The markup of every entry as it is now."""
        return tuple(tuple(entry.body for entry in row) for row in self.entries)

    @property
    def values(self) -> sp.ImmutableMatrix:
        """The entries as they are drawn now."""
        return sp.ImmutableMatrix([[entry.value for entry in row] for row in self.entries])

    def entry(self, i: int, j: int) -> Text:
        """Return the entry in row i, column j, both from 0."""
        return self.entries[i][j]

    def text(self, i: int, j: int, value: object, role: Role = Role.FOREGROUND) -> Text:
        """Return a value as it would stand in row i, column j."""
        markup = entry_markup(value)
        text = Text(markup, self.theme, TextKind.ENTRY, self.layout.size, role)
        text.value = value
        (sign,) = hanging([markup])
        offset = sign * self.layout.size * UNITS_PER_POINT / 2
        return text.stand_at(self.layout.columns[j] - offset, self.layout.rows[i])

    def around(self, i: int, j: int, text: Text | None = None) -> Region:
        """Return the region of an entry, or of a text in its place, at least as high as a digit."""
        ink = region_of(self.entry(i, j) if text is None else text)
        baseline, em = self.layout.rows[i], self.layout.em
        bottom = min(ink.bottom, baseline - LEAST_BOTTOM * em)
        return Region(ink.left, ink.right, bottom, max(ink.top, baseline + LEAST_TOP * em))

    def colour(self, i: int, j: int, role: Role) -> Motion:
        """Return the animation that gives an entry another role."""
        entry = self.entry(i, j)
        entry.role = role
        return entry.animate.set_fill(self.theme[role])


class Rewrite(Animation):
    """Entries of a matrix morph, in place, into new values.

    Parameters
    ----------
    grid : MatrixGrid
    changes : mapping from (i, j) to value
    roles : mapping from (i, j) to Role, optional
        The colours of the new values where they are not the foreground.
    row_lag : float
        How much later each further row starts, as a part of the time one row takes.
    """

    mobject: MatrixGrid

    def __init__(
        self,
        grid: MatrixGrid,
        changes: Mapping[Place, object],
        roles: Mapping[Place, Role] | None = None,
        row_lag: float = 0.0,
        **options: Any,
    ) -> None:
        roles = roles or {}
        self.new = {
            place: grid.text(*place, value, roles.get(place, Role.FOREGROUND))
            for place, value in changes.items()
        }
        self.row_lag = row_lag
        super().__init__(grid, rate_func=linear, **options)

    def begin(self) -> None:
        self.parts = {
            place: _morph(self.mobject.entry(*place), text) for place, text in self.new.items()
        }
        for part in self.parts.values():
            part.begin()
        super().begin()

    def create_starting_mobject(self) -> VMobject:
        return VMobject()

    def interpolate_mobject(self, alpha: float) -> None:
        order = sorted({i for i, _ in self.parts})
        span = 1 + self.row_lag * max(len(order) - 1, 0)
        for (i, _), part in self.parts.items():
            turn = alpha * span - self.row_lag * order.index(i)
            part.interpolate(min(max(turn, 0), 1))

    def finish(self) -> None:
        super().finish()
        for (i, j), text in self.new.items():
            self.mobject.entry(i, j).adopt(text)


def _morph(old: Text, new: Text) -> Animation:
    """Bend one glyph into the other where they pair up; else let one dissolve into the other."""
    if len(old) == len(new):
        return Transform(old, new, rate_func=smooth)
    return _Dissolve(old, new, rate_func=smooth)


class _Dissolve(Animation):
    mobject: Text

    def __init__(self, old: Text, new: Text, **options: Any) -> None:
        self.leaving, self.coming = VGroup(*old), VGroup(*new)
        super().__init__(old, **options)

    def begin(self) -> None:
        self.mobject.add(*self.coming)
        super().begin()

    def create_starting_mobject(self) -> VMobject:
        return VMobject()

    def interpolate_mobject(self, alpha: float) -> None:
        turned = self.rate_func(alpha)
        self.leaving.set_fill(opacity=1 - turned)
        self.coming.set_fill(opacity=turned)


class ExchangeRows(Animation):
    """Two rows of a matrix change places, the lower one passing in front, each on a card.

    Parameters
    ----------
    grid : MatrixGrid
    i, k : int
        The rows, from 0.
    columns : int, optional
        Exchange only the entries of so many columns, from the left.
    """

    mobject: MatrixGrid

    def __init__(
        self, grid: MatrixGrid, i: int, k: int, columns: int | None = None, **options: Any
    ) -> None:
        self.upper, self.lower = min(i, k), max(i, k)
        self.columns = len(grid.layout.columns) if columns is None else columns
        super().__init__(grid, **options)

    def begin(self) -> None:
        grid = self.mobject
        self.drop = grid.layout.rows[self.upper] - grid.layout.rows[self.lower]
        self.turned = 0.0
        self.moving, self.backs = [], []
        for height, i in enumerate((self.upper, self.lower), start=1):
            back = card_behind(grid.layout.row(i, self.columns), grid.theme.surface)
            part = VGroup(back, *grid.entries[i][: self.columns]).set_z_index(height)
            grid.rows[i].submobjects = [part, *grid.entries[i][self.columns :]]
            self.moving.append(part)
            self.backs.append(back)
        super().begin()

    def create_starting_mobject(self) -> VMobject:
        return VMobject()

    def interpolate_mobject(self, alpha: float) -> None:
        turned = self.rate_func(alpha)
        step = (turned - self.turned) * self.drop
        self.turned = turned
        for part, direction in zip(self.moving, (DOWN, UP), strict=True):
            part.shift(step * direction)
        for back in self.backs:
            back.set_fill(opacity=min(1.0, 5 * np.sin(alpha * np.pi)))

    def finish(self) -> None:
        super().finish()
        grid, i, k = self.mobject, self.upper, self.lower
        for part in self.moving:
            part.set_z_index(0)
        upper, lower = grid.entries[i], grid.entries[k]
        kept = slice(self.columns, None)
        grid.entries[i] = lower[: self.columns] + upper[kept]
        grid.entries[k] = upper[: self.columns] + lower[kept]
        for row in (i, k):
            grid.rows[row].submobjects = list(grid.entries[row])


def card_behind(region: Region, ground: str, edge: str | None = None) -> RoundedRectangle:
    """Return an opaque card for a row's region."""
    room = 0.075  # a small matrix overshoots its first row by no more
    card = RoundedRectangle(
        width=region.width,
        height=region.height + 2 * room,
        corner_radius=0.12,
        fill_color=ground,
        fill_opacity=1,
        stroke_color=edge or ground,
        stroke_width=2.5 if edge else 0,
    )
    return card.move_to(region.centre)


def _brackets(layout: GridLayout, theme: Theme) -> list[VMobject]:
    """Return the two brackets and, for an augmented matrix, its line."""
    box, foot = layout.box, BRACKET * layout.em
    weight = 5.5 * layout.em
    brackets = []
    for x, inward in ((box.left, foot), (box.right, -foot)):
        bracket = VMobject(stroke_color=theme[Role.FOREGROUND], stroke_width=weight)
        corners = [(x + inward, box.top), (x, box.top), (x, box.bottom), (x + inward, box.bottom)]
        bracket.set_points_as_corners([np.array([*corner, 0.0]) for corner in corners])
        brackets.append(bracket)
    if layout.bar is not None:
        low, high = (np.array([layout.bar, y, 0]) for y in (box.bottom, box.top))
        brackets.append(Line(low, high, stroke_color=theme[Role.MUTED], stroke_width=0.7 * weight))
    return brackets
