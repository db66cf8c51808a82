"""A formula with matrices whose rows stand level with those of a matrix beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from linalg.notation import to_typst
from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.matrices.measures import OVERSHOOT, UNITS_PER_POINT, Ems, Room
from scenes.mobjects.text import Text
from scenes.stage import Region
from scenes.theme import TextKind, Theme
from scenes.typed_manim import VGroup
from scenes.typesetting.typeset import mathematics

__all__ = ["Level"]

_SPACE = 0.45  # between one part and the next, in ems


class Level(VGroup):
    """Parts from left to right, such as x = p + z v with columns p and v.

    Parameters
    ----------
    parts : sequence
        Matrices, as `MatrixGrid` takes them, and parts in the sense of ``linalg.notation``.
    theme : Theme
    size : float
        The font size.
    left : float
        Where it begins.
    beside : GridLayout, optional
        The matrix whose rows it is level with; a matrix with fewer or more rows has the same
        middle. Without one only its width is right.

    Attributes
    ----------
    grids : list of MatrixGrid
        The matrices among the parts.
    texts : list of Text
        The others.
    """

    def __init__(
        self,
        parts: Sequence[object],
        theme: Theme,
        size: float,
        left: float = 0.0,
        beside: GridLayout | None = None,
    ) -> None:
        super().__init__()
        self.grids: list[MatrixGrid] = []
        self.texts: list[Text] = []
        rows = (0.0,) if beside is None else beside.rows
        middle, pitch = (rows[0] + rows[-1]) / 2, 0.0 if beside is None else beside.pitch
        matrices = [part for part in parts if hasattr(part, "shape")]
        for part in parts:
            if not hasattr(part, "shape"):
                markup = mathematics(to_typst(part, colours=theme.colours))
                text = Text(markup, theme, TextKind.LABEL, size).stand_at(left, middle, "left")
                self.texts.append(text)
                self.add(text)
                width = text.width
            else:
                ems = Ems.of([part]).level_with(matrices)
                layout = _level(ems, part.shape[0], size, left, middle, pitch)
                self.grids.append(MatrixGrid(part, layout, theme))
                self.add(self.grids[-1])
                width = layout.box.width
            left += width + _SPACE * size * UNITS_PER_POINT


def _level(ems: Ems, m: int, size: float, left: float, middle: float, pitch: float) -> GridLayout:
    """Return the places of a matrix with its middle at a height, its rows some pitch apart."""
    em = size * UNITS_PER_POINT
    right = left + ems.width() * em
    placed = GridLayout.placed(ems, size, m, Room(Region(left, right, 0.0, 0.0)))
    pitch = max(pitch, placed.pitch)
    rows = tuple(middle + ((m - 1) / 2 - i) * pitch for i in range(m))
    foot, head = placed.bottom + OVERSHOOT * em, placed.top + OVERSHOOT * em
    box = Region(left, right, rows[-1] - foot, rows[0] + head)
    return replace(placed, rows=rows, pitch=pitch, box=box)
