"""A matrix as separately typeset entries between brackets of its own.

Every entry keeps its place, whatever it becomes, and each row is one thing that can be moved.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp

from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.mobjects.matrices.measures import (
    BRACKET,
    LEAST_BOTTOM,
    LEAST_TOP,
    entry_markup,
    hanging,
)
from scenes.mobjects.text import UNITS_PER_POINT, Text, region_of
from scenes.stage import Region
from scenes.theme import Role, TextKind, Theme
from scenes.typed_manim import (
    Line,
    Motion,
    VGroup,
    VMobject,
)

__all__ = ["MatrixGrid", "Place"]

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
