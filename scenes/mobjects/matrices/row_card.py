"""A row lifted out of its matrix: a card that glides over the others, its multiplier beside it."""

from __future__ import annotations

from scenes.mobjects.matrices.matrix_grid import MatrixGrid, card_behind
from scenes.mobjects.text import Text
from scenes.theme import Role
from scenes.typed_manim import VGroup

__all__ = ["RowCard"]

TAG_GAP = 0.25


class RowCard(VGroup):
    """A copy of row i on a card of its own, which hides what it passes over.

    Parameters
    ----------
    grid : MatrixGrid
    i : int
        The row, from 0.
    tag : Text
        What stands to the left of the matrix, on the row's baseline: a multiplier.
    role : Role
        The colour of the copy and of the card's edge.
    """

    def __init__(self, grid: MatrixGrid, i: int, tag: Text, role: Role) -> None:
        self.layout = grid.layout
        self.tag = tag
        back = card_behind(grid.layout.row(i), grid.theme.surface, grid.theme[role])
        copies = [entry.copy().set_fill(grid.theme[role]) for entry in grid.entries[i]]
        for copy in copies:
            copy.role = role
        tag.stand_at(grid.layout.box.left - TAG_GAP, grid.layout.rows[i], "right")
        super().__init__(back, tag, *copies)

    def at_row(self, i: int) -> RowCard:
        """Move to row i of the matrix."""
        return self._at(self.layout.rows[i])

    def below(self) -> RowCard:
        """Move to the room under the matrix."""
        return self._at(self.layout.baseline_below)

    def _at(self, baseline: float) -> RowCard:
        return self.shift((0, baseline - self.tag.baseline, 0))
