"""The stage of the lessons on triangular factors: A or P, then L, then the matrix that becomes U.

Where three matrices would not be legible, the one on the left goes, if the lesson can do without;
where two would not, L and U share one matrix, as in a computer: each multiplier stands where it has
made a zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import sympy as sp

from linalg import Elimination
from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.matrices.measures import Room
from scenes.mobjects.matrices.side_by_side import side_by_side
from scenes.mobjects.matrices.staircase import Staircase
from scenes.mobjects.matrices.unit_lower import UnitLowerGrid
from scenes.mobjects.text import Text, region_of
from scenes.parts.factors.factor_rows import (
    NAME_HEIGHT,
    SIGN_GAP,
    name_above,
    sign,
    sign_before,
    sign_between,
)
from scenes.parts.factors.stored_multipliers import packed_states
from scenes.parts.lesson import Lesson
from scenes.parts.matrices.matrix_rooms import LABEL_SIZES, LANE_GAP, TALL, Beside
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.stage import MAIN, DoesNotFitError, Region
from scenes.typed_manim import FadeIn, FadeOut, VGroup, VMobject

__all__ = ["FactorStage"]

NOTE_GAP = 0.6


class FactorStage:
    """L beside the matrix that becomes U, and another one on the left.

    Parameters
    ----------
    lesson : Lesson
    record : Elimination
    left : sequence
        The matrices that will stand on the left, one at a time and each with its states.
    between : tuple
        The formula between them and L.
    in_place_of : tuple, optional
        A formula that may stand there in place of the matrices and the sign.

    Attributes
    ----------
    upper : MatrixStage
        The stage of the matrix that becomes U.
    packed : bool
        Whether L and U share one matrix.
    left_layouts : list of GridLayout
        The places of the matrices on the left; empty without them.
    lower : UnitLowerGrid
        L; not there if packed.
    given : list of MatrixGrid
        What stands on the left now.
    signs : VGroup
        The names above the matrices, and what stands between them.
    stairs : Staircase or None
        The line between U and the multipliers, once there is one, if they share a matrix.
    """

    lower: UnitLowerGrid

    def __init__(
        self,
        lesson: Lesson,
        record: Elimination,
        left: Sequence[Sequence[Any]],
        between: tuple[object, ...] = ("=",),
        in_place_of: tuple[object, ...] = (),
    ) -> None:
        self.lesson, self.record = lesson, record
        self.left, self.between, self.in_place_of = left, between, in_place_of
        self.upper = MatrixStage(lesson, record.states)
        self.identity = sp.ImmutableMatrix.eye(record.shape[0])
        self.packed = False
        self.left_layouts: list[GridLayout] = []
        self.given: list[MatrixGrid] = []
        self.signs = VGroup()
        self.stairs: Staircase | None = None
        self._instead: tuple[VMobject, ...] = ()

    # Places.

    def measure(self, *acts: Beside) -> None:
        """Find the places for the matrices, as many as are legible, as large as can be.

        Raises
        ------
        DoesNotFitError
        """
        placed = self._places(acts)
        if placed is None:
            self.packed = self.upper.keeps_multipliers = True
            self.upper.states = list(packed_states(self.record))
            self.upper.measure(*acts)
            return
        self.left_layouts, (lower,), (layout,) = placed
        self.upper.stand(layout)
        self.upper.corner = self._under_the_matrices
        self.lower = UnitLowerGrid(self.identity, lower, self.lesson.theme)

    def _places(self, acts: Sequence[Beside]) -> list[list[GridLayout]] | None:
        """Return the places on the left, of L and of U; None if two are not legible."""
        for by_column in (True,) if self.upper.by_column else (False, True):
            self.upper.by_column = by_column
            with suppress(DoesNotFitError):
                gap = sign(self.lesson, *self.between).width + 2 * SIGN_GAP
                return self._side_by_side(acts, [self.left], [gap], 0.0)
            if self.in_place_of:
                room = sign(self.lesson, *self.in_place_of).width + SIGN_GAP
                with suppress(DoesNotFitError):
                    return [[], *self._side_by_side(acts, [], [], room)]
        return None

    def _side_by_side(
        self,
        acts: Sequence[Beside],
        left: list[Sequence[Sequence[Any]]],
        gaps: list[float],
        left_of: float,
    ) -> list[list[GridLayout]]:
        """Return the places in the first room in which everything is legible."""
        slots = [*left, [[self.identity, self.record.L]], [self.upper.states]]
        for self.upper.label_size in LABEL_SIZES:
            needs = [act.needs() for act in acts]
            tags = max(need.tags for need in needs) or LANE_GAP
            guests = [row for need in needs for row in need.guests]
            placed = _first_legible(slots, [*gaps, tags], self._wide_rooms(left_of), guests)
            if placed[-1][0].size >= self.upper.label_size:
                break
        return placed

    def _wide_rooms(self, left_of: float) -> Iterator[Room]:
        """Yield where the matrices may stand, under their names."""
        main, tall = (
            Region(region.left, region.right, region.bottom, region.top - NAME_HEIGHT)
            for region in (MAIN, TALL)
        )
        if self.record.assumptions:
            yield Room(main, left_of=left_of, row_below=True)
        if self.upper.by_column or not self.record.assumptions:
            yield Room(main, left_of=left_of)
        if self.upper.by_column:
            yield Room(tall, left_of=left_of)

    def _under_the_matrices(self, parts: tuple[object, ...], below: VGroup) -> Text | None:
        """Return a formula under the matrices, beside others there, or None without room for it."""
        layout = self.upper.layout
        first = [*self.left_layouts, self.lower.layout][0]
        left = region_of(below).right + NOTE_GAP if len(below) else first.box.left
        for size in LABEL_SIZES:
            text = self.lesson.label(*parts, size=size).stand_at(
                left, layout.baseline_below, "left"
            )
            if MAIN.contains(region_of(text), slack=1e-6):
                return text
        return None

    # What stands around the matrices.

    def sign_before_lower(self) -> Text:
        """Return what stands before L, in the middle or in place of a matrix."""
        if self.left_layouts:
            at, lower = self.left_layouts[0], self.lower.layout
            return sign_between(self.lesson, at, lower, *self.between)
        return sign_before(self.lesson, self.lower.layout, *self.in_place_of)

    def names(self) -> tuple[Text, Text]:
        """Return the names above L and U."""
        lower, upper = self.lower.layout, self.upper.layout
        return name_above(self.lesson, lower, "L"), name_above(self.lesson, upper, "U")

    # What takes the place of all this for a while.

    def put_instead(self, *others: VMobject) -> None:
        """Clear the frame: of the factors at first, later of what took their place."""
        lesson = self.lesson
        lesson.finish_reading()
        lesson.show(FadeOut(*self._instead or self._seen()), *lesson.formula(), seconds=0.5)
        self._instead = others

    def add_instead(self, *others: VMobject) -> None:
        """Remember what else stands there."""
        self._instead += others

    def come_back(self) -> None:
        """Show the factors again, if something else took their place."""
        if self._instead:
            self.put_instead()
            self.lesson.show(FadeIn(*self._seen()), seconds=0.5)

    def _seen(self) -> list[VMobject]:
        """Return everything that stands around the factors."""
        upper = self.upper
        grids = [upper.grid] if self.packed else [*self.given, self.lower, upper.grid]
        others = [self.signs, upper.settled, upper.notes, self.stairs]
        return [*grids, *(other for other in others if other)]


def _first_legible(
    slots: Any, gaps: list[float], rooms: Iterator[Room], guests: Sequence[Sequence[object]]
) -> list[list[GridLayout]]:
    """Return the places in the first room in which everything is legible.

    Raises
    ------
    DoesNotFitError
        If there is none.
    """
    room = next(rooms)
    for other in rooms:
        with suppress(DoesNotFitError):
            return side_by_side(slots, gaps, room, guests=guests)
        room = other
    return side_by_side(slots, gaps, room, guests=guests)
