"""Places for the lessons on triangular factors: A or P, then L, then the matrix that becomes U.

Where three matrices would not be legible, the one on the left goes, if the lesson can do without;
where two would not, L and U share one matrix, as in a computer: each multiplier stands where it has
made a zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any

import sympy as sp
from manim import VGroup

from scenes.matrix_lesson import LABEL_SIZES, LANE_GAP, TALL
from scenes.mobjects.matrices.grid_layout import GridLayout, Room
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.matrices.side_by_side import side_by_side
from scenes.mobjects.matrices.staircase import Staircase
from scenes.mobjects.matrices.unit_lower import UnitLowerGrid, is_unit_lower
from scenes.mobjects.text import Text, region_of
from scenes.row_reduction_lesson import RowReduction
from scenes.stage import MAIN, DoesNotFitError, Region
from scenes.stored_multipliers import packed_states

__all__ = ["FactorStage"]

NAME_SIZE, SIGN_SIZE = 40, 44
NAME_HEIGHT, NAME_GAP = 0.65, 0.22  # above the matrices
SIGN_GAP = 0.3  # on both sides of an equals sign
NOTE_GAP = 0.6


class FactorStage(RowReduction):
    """A lesson with L beside the matrix that becomes U, and another one on the left.

    A subclass gives `left_slot`, the matrices that will stand on the left, one at a time and each
    with its states, and `between`, the formula between them and L. Where it gives `in_place_of`,
    that formula may stand there in place of the matrices and the sign.

    Attributes
    ----------
    packed : bool
        Whether L and U share one matrix.
    left_layouts : list of GridLayout
        The places of the matrices on the left; empty without them.
    lower : UnitLowerGrid
        L; not there if packed.
    signs : VGroup
        The names above the matrices, and what stands between them.
    """

    left_slot: Sequence[Sequence[Any]]
    between: tuple[object, ...] = ("=",)
    in_place_of: tuple[object, ...] | None = None

    def setup(self) -> None:
        self.packed = False
        super().setup()
        self.signs = VGroup()
        self.stairs: Staircase | None = None
        if not self.packed:
            self.lower = UnitLowerGrid(self.identity, self.lower_layout, self.theme)

    @cached_property
    def identity(self) -> Any:
        """What L is before there are multipliers."""
        return sp.ImmutableMatrix.eye(self.m)

    # Places.

    def _find_places(self) -> GridLayout:
        for by_column in (True,) if self.by_column else (False, True):
            self.by_column = by_column
            for find in (self._with_the_left, self._without_the_left):
                with suppress(DoesNotFitError):
                    return find()
        self.packed, self.left_layouts = True, []
        self.states = list(packed_states(self.elimination))
        return super()._find_places()

    def _with_the_left(self) -> GridLayout:
        gap = self.sign(*self.between).width + 2 * SIGN_GAP
        self.left_layouts, *own = self._side_by_side([self.left_slot], [gap], 0.0)
        return self._own_places(own)

    def _without_the_left(self) -> GridLayout:
        if self.in_place_of is None:
            raise DoesNotFitError("the matrix on the left is needed")
        room = self.sign(*self.in_place_of).width + SIGN_GAP
        self.left_layouts = []
        return self._own_places(self._side_by_side([], [], room))

    def _own_places(self, placed: list[list[GridLayout]]) -> GridLayout:
        (self.lower_layout,), (layout,) = placed
        return layout

    def _side_by_side(
        self, left: list[Sequence[Sequence[Any]]], gaps: list[float], left_of: float
    ) -> list[list[GridLayout]]:
        """Return the places in the first room in which everything is legible."""
        slots = [*left, [[self.identity, self.elimination.L]], [self.states]]
        for self.label_size in LABEL_SIZES:
            lane = max((tag.width + LANE_GAP for tag in self.tags()), default=LANE_GAP)
            placed = _first_legible(slots, [*gaps, lane], self._wide_rooms(left_of))
            if placed[-1][0].size >= self.label_size:
                break
        return placed

    def _wide_rooms(self, left_of: float) -> Iterator[Room]:
        """Yield where the matrices may stand, under their names."""
        main, tall = (
            Region(region.left, region.right, region.bottom, region.top - NAME_HEIGHT)
            for region in (MAIN, TALL)
        )
        if self.elimination.assumptions:
            yield Room(main, left_of=left_of, row_below=True)
        if self.by_column or not self.elimination.assumptions:
            yield Room(main, left_of=left_of)
        if self.by_column:
            yield Room(tall, left_of=left_of)

    def in_a_corner(self, parts: tuple[object, ...], below: VGroup) -> Text | None:
        """Return a formula under the matrices, beside others there, or None without room for it."""
        if self.packed:
            return super().in_a_corner(parts, below)
        first = [*self.left_layouts, self.lower_layout][0]
        left = region_of(below).right + NOTE_GAP if len(below) else first.box.left
        for size in LABEL_SIZES:
            text = self.label(*parts, size=size).stand_at(left, self.layout.baseline_below, "left")
            if MAIN.contains(region_of(text), slack=1e-6):
                return text
        return None

    # What stands around matrices.

    def sign(self, *parts: object) -> Text:
        """Return a formula of the size that stands between two matrices."""
        return self.label(*parts, size=SIGN_SIZE)

    def sign_before(self, layout: GridLayout, *parts: object) -> Text:
        """Return a formula to the left of a matrix, at half its height."""
        sign = self.sign(*parts)
        return sign.move_to((layout.box.left - SIGN_GAP - sign.width / 2, layout.box.centre[1], 0))

    def sign_between(self, left: GridLayout, right: GridLayout, *parts: object) -> Text:
        """Return a formula between two matrices, at half their height."""
        middle = (left.box.right + right.box.left) / 2
        return self.sign(*parts).move_to((middle, right.box.centre[1], 0))

    def name_above(self, layout: GridLayout, *parts: object) -> Text:
        """Return a name above a matrix."""
        box = layout.box
        return self.label(*parts, size=NAME_SIZE).stand_at(box.centre[0], box.top + NAME_GAP)

    def places_in_a_row(self, *slots: Sequence[Any]) -> list[GridLayout]:
        """Return places for other matrices, each slot with all that will stand in it.

        Raises
        ------
        DoesNotFitError
        """
        region = Region(MAIN.left, MAIN.right, MAIN.bottom, MAIN.top - NAME_HEIGHT)
        wide = self.sign("=").width + 2 * SIGN_GAP
        gaps = [wide, *[LANE_GAP] * (len(slots) - 2)]
        placed = side_by_side([[list(slot)] for slot in slots], gaps, Room(region))
        return [layout for (layout,) in placed]

    def row_of_factors(
        self, matrices: Sequence[Any], places: Sequence[GridLayout], names: Sequence[object]
    ) -> VGroup:
        """Return matrices under their names, with an equals sign after the first."""
        grids = [
            UnitLowerGrid(matrix, place, self.theme)
            if is_unit_lower(matrix)
            else MatrixGrid(matrix, place, self.theme)
            for matrix, place in zip(matrices, places, strict=True)
        ]
        named = [self.name_above(at, name) for at, name in zip(places, names, strict=True)]
        equals = [self.sign_between(*places[:2], "=")] if len(places) > 1 else []
        return VGroup(*grids, *named, *equals)


def _first_legible(slots: Any, gaps: list[float], rooms: Iterator[Room]) -> list[list[GridLayout]]:
    """Return the places in the first room in which everything is legible.

    Raises
    ------
    DoesNotFitError
        If there is none.
    """
    room = next(rooms)
    for other in rooms:
        with suppress(DoesNotFitError):
            return side_by_side(slots, gaps, room)
        room = other
    return side_by_side(slots, gaps, room)
