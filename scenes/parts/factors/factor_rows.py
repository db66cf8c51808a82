"""Matrices in a row under their names, with signs between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.matrices.measures import Room
from scenes.mobjects.matrices.side_by_side import side_by_side
from scenes.mobjects.matrices.unit_lower import UnitLowerGrid, is_unit_lower
from scenes.mobjects.text import Text
from scenes.parts.lesson import Lesson
from scenes.parts.matrices.matrix_rooms import LANE_GAP
from scenes.stage import MAIN, Region
from scenes.theme import Role
from scenes.typed_manim import VGroup

__all__ = [
    "FactorRow",
    "name_above",
    "places_in_a_row",
    "row_of_factors",
    "sign",
    "sign_before",
    "sign_between",
]

NAME_SIZE, SIGN_SIZE = 40, 44
NAME_HEIGHT, NAME_GAP = 0.65, 0.22  # above the matrices
SIGN_GAP = 0.3  # on both sides of an equals sign


def sign(lesson: Lesson, *parts: object) -> Text:
    """Return a formula of the size that stands between two matrices."""
    return lesson.label(*parts, size=SIGN_SIZE)


def sign_before(lesson: Lesson, layout: GridLayout, *parts: object) -> Text:
    """Return a formula to the left of a matrix, at half its height."""
    made = sign(lesson, *parts)
    return made.move_to((layout.box.left - SIGN_GAP - made.width / 2, layout.box.centre[1], 0))


def sign_between(lesson: Lesson, left: GridLayout, right: GridLayout, *parts: object) -> Text:
    """Return a formula between two matrices, at half their height."""
    middle = (left.box.right + right.box.left) / 2
    return sign(lesson, *parts).move_to((middle, right.box.centre[1], 0))


def name_above(
    lesson: Lesson, layout: GridLayout, *parts: object, role: Role = Role.FOREGROUND
) -> Text:
    """Return a name above a matrix."""
    name = lesson.label(*parts, role=role, size=NAME_SIZE)
    return name.stand_at(layout.box.centre[0], layout.box.top + NAME_GAP)


def places_in_a_row(lesson: Lesson, *slots: Sequence[Any]) -> list[GridLayout]:
    """Return places for matrices, each slot with all that will stand in it.

    Raises
    ------
    DoesNotFitError
    """
    region = Region(MAIN.left, MAIN.right, MAIN.bottom, MAIN.top - NAME_HEIGHT)
    wide = sign(lesson, "=").width + 2 * SIGN_GAP
    gaps = [wide, *[LANE_GAP] * (len(slots) - 2)]
    placed = side_by_side([[list(slot)] for slot in slots], gaps, Room(region))
    return [layout for (layout,) in placed]


class FactorRow(VGroup):
    """Matrices in a row, and what is written between and above them.

    Attributes
    ----------
    grids : list of MatrixGrid
    """

    def __init__(self, grids: list[MatrixGrid], texts: list[Text]) -> None:
        super().__init__(*grids, *texts)
        self.grids = grids


def row_of_factors(
    lesson: Lesson, matrices: Sequence[Any], places: Sequence[GridLayout], names: Sequence[object]
) -> FactorRow:
    """Return matrices under their names, with an equals sign after the first."""
    grids = [
        UnitLowerGrid(matrix, place, lesson.theme)
        if is_unit_lower(matrix)
        else MatrixGrid(matrix, place, lesson.theme)
        for matrix, place in zip(matrices, places, strict=True)
    ]
    named = [name_above(lesson, at, name) for at, name in zip(places, names, strict=True)]
    equals = [sign_between(lesson, *places[:2], "=")] if len(places) > 1 else []
    return FactorRow(grids, [*named, *equals])
