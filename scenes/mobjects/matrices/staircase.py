"""The line under the pivots of an echelon form, and over the multipliers below them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.mobjects.marks import Mark
from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.theme import Role, Theme

__all__ = ["Staircase"]


class Staircase(Mark):
    """One step down for each pivot, from the first pivot's column to the last column of A.

    Parameters
    ----------
    layout : GridLayout
    pivots : sequence of (row, column), at least one
    n : int
        The number of columns of A.
    theme : Theme
    role : Role, optional
        What stands below the line, if not zeros; the line then goes down to the last row.
    """

    def __init__(
        self,
        layout: GridLayout,
        pivots: Sequence[tuple[int, int]],
        n: int,
        theme: Theme,
        role: Role | None = None,
    ) -> None:
        self.role, self.strong = role or Role.MUTED, False
        super().__init__(stroke_color=theme[self.role], stroke_width=3)
        half_gap = 0.5 * (layout.pitch - layout.top - layout.bottom)
        edges = [_left_edge(layout, column) for _, column in pivots]
        last = layout.cell(0, n - 1).right if role is None else _right_edge(layout, n - 1)
        ends = [*edges[1:], last]
        corners = []
        for (row, _), left, right in zip(pivots, edges, ends, strict=True):
            if row == len(layout.rows) - 1:
                break
            y = layout.rows[row] - layout.bottom - half_gap
            corners += [np.array([left, y, 0]), np.array([right, y, 0])]
        if corners and role is not None:
            corners.append(np.array([corners[-1][0], layout.rows[-1] - layout.bottom, 0]))
        if corners:
            self.set_points_as_corners(corners)


def _left_edge(layout: GridLayout, column: int) -> float:
    left = layout.cell(0, column).left
    if column == 0:
        return left
    return (left + layout.cell(0, column - 1).right) / 2


def _right_edge(layout: GridLayout, column: int) -> float:
    last = column == len(layout.columns) - 1
    beyond = layout.box.right if last else layout.cell(0, column + 1).left
    return (layout.cell(0, column).right + beyond) / 2
