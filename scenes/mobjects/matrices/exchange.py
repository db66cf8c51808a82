"""Two rows of a matrix that change places, passing beside each other."""

from __future__ import annotations

from typing import Any

import numpy as np

from scenes.mobjects.matrices.card import card_behind
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.typed_manim import Animation, VGroup, VMobject

__all__ = ["ExchangeRows"]

_BETWEEN = 0.25  # of the two rows where they pass each other, in Manim's units


class ExchangeRows(Animation):
    """Two rows of a matrix change places on two arcs, the upper one to the right of the other.

    Where there is no room for both beside each other they grow smaller on the way. What stands
    between them is passed over, each row on a card of its own.

    Parameters
    ----------
    grid : MatrixGrid
    i, k : int
        The rows, from 0.
    columns : int, optional
        Exchange only the entries of so many columns, from the left.
    room : float
        How far they may swing out on either side of the row, in Manim's units.
    """

    mobject: MatrixGrid

    def __init__(
        self,
        grid: MatrixGrid,
        i: int,
        k: int,
        columns: int | None = None,
        room: float = 0.0,
        **options: Any,
    ) -> None:
        self.upper, self.lower, self.room = min(i, k), max(i, k), room
        self.columns = len(grid.layout.columns) if columns is None else columns
        super().__init__(grid, **options)

    def begin(self) -> None:
        grid = self.mobject
        self.moving = []
        self.regions = [grid.layout.row(i, self.columns) for i in (self.upper, self.lower)]
        for height, i in enumerate((self.upper, self.lower), start=1):
            back = card_behind(self.regions[height - 1], grid.theme.surface)
            part = VGroup(back, *grid.entries[i][: self.columns]).set_z_index(height)
            grid.rows[i].submobjects = [part, *grid.entries[i][self.columns :]]
            self.moving.append(part)
        width = self.regions[0].width
        self.least = min(1.0, (width / 2 + self.room - _BETWEEN / 2) / width)
        self.swing = (self.least * width + _BETWEEN) / 2
        self.points = [
            [(part, part.points.copy()) for part in moving.family_members_with_points()]
            for moving in self.moving
        ]
        super().begin()

    def create_starting_mobject(self) -> VMobject:
        return VMobject()

    def interpolate_mobject(self, alpha: float) -> None:
        turned = self.rate_func(alpha)
        aside = np.sin(np.pi * turned)
        for k, parts in enumerate(self.points):
            self._place(parts, k, turned, float(aside))
        for part in self.moving:
            part[0].set_fill(opacity=min(1.0, 4 * float(aside)))

    def _place(self, parts: Any, k: int, turned: float, aside: float) -> None:
        """Put the upper row, or the lower one, where it is after a part of the way."""
        rows, way = self.mobject.layout.rows, (1.0, -1.0)[k]
        start = np.array(self.regions[k].centre)
        across = np.array([way * self.swing * aside, 0, 0])
        down = rows[self.upper] - rows[self.lower]
        along = np.array([0, -way * down * (1 - np.cos(np.pi * turned)) / 2, 0])
        scale = 1 - (1 - self.least) * aside
        for part, points in parts:
            part.set_points(start + scale * (points - start) + across + along)

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
