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
from scenes.mobjects.matrices.grid_layout import LARGEST, LARGEST_OF_MANY, GridLayout
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
from scenes.parts.factors.travel import Travel
from scenes.parts.lesson import Lesson
from scenes.parts.matrices.matrix_rooms import LABEL_SIZES, LANE_GAP, TALL, Beside
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.parts.matrices.relation import Relation, is_product
from scenes.stage import MAIN, DoesNotFitError, Region
from scenes.theme import Role
from scenes.typed_manim import FadeIn, FadeOut, Motion, VGroup, VMobject

__all__ = ["FactorStage"]

NOTE_GAP = 0.6


class FactorStage:
    """L beside the matrix that becomes U, and another one on the left.

    Parameters
    ----------
    lesson : Lesson
    record : Elimination
    *lefts : sequence of sequences
        What may stand before the sign, from left to right, each matrix with all its states; the
        first of several for which there is room is taken.
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
    relation : Relation
        The sign between both sides; not there if packed.
    names : VGroup of Text
        Those of L and U, muted until they are what they are called.
    lower : UnitLowerGrid
        L; not there if packed.
    given : list of MatrixGrid
        What stands on the left now.
    margin : float
        What is kept free to the left of a single matrix before the sign.
    signs : VGroup
        The names above the matrices, and what stands between them, as far as they are seen.
    stairs : Staircase or None
        The line between U and the multipliers, once there is one, if they share a matrix.
    """

    lower: UnitLowerGrid
    relation: Relation
    names: VGroup[Text]

    def __init__(
        self,
        lesson: Lesson,
        record: Elimination,
        *lefts: Sequence[Sequence[Any]],
        in_place_of: tuple[object, ...] = (),
    ) -> None:
        self.lesson, self.record = lesson, record
        self.lefts, self.in_place_of = lefts, in_place_of
        self.upper = MatrixStage(lesson, record.states)
        self.identity = sp.ImmutableMatrix.eye(record.shape[0])
        self.packed = False
        self.left_layouts: list[GridLayout] = []
        self.given: list[MatrixGrid] = []
        self.margin = 0.0
        self.signs = VGroup()
        self.stairs: Staircase | None = None
        self.names = VGroup()
        self._instead: tuple[VMobject, ...] = ()
        self._lower_there: MatrixGrid | None = None

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
        *self.left_layouts, lower, layout = placed
        self.upper.stand(layout)
        self.upper.corner = self._under_the_matrices
        self.lower = UnitLowerGrid(self.identity, lower, self.lesson.theme)
        self.names = VGroup(
            name_above(self.lesson, lower, "L", role=Role.MUTED),
            name_above(self.lesson, layout, "U", role=Role.MUTED),
        )
        self.relation = Relation(self.lesson, self._sign(), "the product is LU", self.holds)

    def holds(self) -> bool:
        """Tell, from what is drawn, whether the product on the left is that of L and U."""
        left = [grid.values for grid in self.given] or [sp.Matrix(self.record.A)]
        if self.packed:
            return is_product([sp.Matrix(self.record.P @ self.record.A)], self._unpacked())
        return is_product(left, [self.lower.values, self.upper.grid.values])

    def _unpacked(self) -> list[Any]:
        """Return L and U as they are written in one matrix."""
        upper = sp.Matrix(self.upper.grid.values)
        lower = sp.eye(upper.rows)
        for r, c in self.record.pivots:
            for i in range(r + 1, upper.rows):
                lower[i, r], upper[i, c] = upper[i, c], 0
        return [lower, upper]

    def _places(self, acts: Sequence[Beside]) -> list[GridLayout] | None:
        """Return the places on the left, of L and of U; None if two are not legible."""
        for by_column in (True,) if self.upper.by_column else (False, True):
            self.upper.by_column = by_column
            for left in self.lefts:
                gap = sign(self.lesson, "=").width + 2 * SIGN_GAP
                gaps = [*[LANE_GAP] * (len(left) - 1), gap]
                with suppress(DoesNotFitError):
                    return self._side_by_side(
                        acts, left, gaps, self.margin if len(left) == 1 else 0.0
                    )
            if self.in_place_of:
                room = sign(self.lesson, *self.in_place_of).width + SIGN_GAP
                with suppress(DoesNotFitError):
                    return self._side_by_side(acts, [], [], room)
        return None

    def _side_by_side(
        self,
        acts: Sequence[Beside],
        left: Sequence[Sequence[Any]],
        gaps: list[float],
        left_of: float,
    ) -> list[GridLayout]:
        """Return the places in the first room in which everything is legible."""
        slots = [[shown] for shown in (*left, [self.identity, self.record.L], self.upper.states)]
        for self.upper.label_size in LABEL_SIZES:
            needs = [act.needs() for act in acts]
            tags = max(need.tags for need in needs) or LANE_GAP
            guests = [row for need in needs for row in need.guests]
            placed = _first_legible(slots, [*gaps, tags], self._wide_rooms(left_of), guests)
            if placed[-1][0].size >= self.upper.label_size:
                break
        return [layout for (layout,) in placed]

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

    def _sign(self) -> Text:
        """Return what stands before L, in the middle or in place of a matrix."""
        if self.left_layouts:
            return sign_between(self.lesson, self.left_layouts[-1], self.lower.layout, "=")
        return sign_before(self.lesson, self.lower.layout, *self.in_place_of)

    def light_names(self) -> list[Motion]:
        """Return what lights the names of L and U, which are complete."""
        for name in self.names:
            name.role = Role.FOREGROUND
        return [name.animate.set_fill(self.lesson.theme[Role.FOREGROUND]) for name in self.names]

    # What takes the place of all this for a while.

    def give_way(self, lower: MatrixGrid) -> None:
        """L travels to where it is compared or multiplied; all else gives way."""
        lesson, before = self.lesson, self._lower_there or self.lower
        leaving = [part for part in self._instead or self._seen() if part is not before]
        lesson.finish_reading()
        gone = [FadeOut(*leaving)] if leaving else []
        lesson.show(*gone, *lesson.formula(), seconds=0.5)
        lesson.remove(before)
        lesson.show(Travel(before, lower), seconds=1.2)
        self._lower_there, self._instead = lower, (lower,)

    def add_instead(self, *others: VMobject) -> None:
        """Remember what else stands there."""
        self._instead += others

    def come_back(self) -> None:
        """Show the factors again, if something else took their place."""
        if self._instead:
            self.give_way(self.lower)
            self._lower_there, self._instead = None, ()
            others = [part for part in self._seen() if part is not self.lower]
            self.lesson.show(FadeIn(*others), seconds=0.7)

    def show_again(self) -> None:
        """Show the factors in place of what has cleared them away."""
        lesson = self.lesson
        lesson.finish_reading()
        lesson.show(FadeOut(*lesson.picture()), seconds=0.5)
        self._lower_there, self._instead = None, ()
        lesson.show(FadeIn(*self._seen()), seconds=0.7)

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
    m = slots[0][0][0].shape[0]
    largest = LARGEST.get(m, LARGEST_OF_MANY)
    room = next(rooms)
    for other in rooms:
        with suppress(DoesNotFitError):
            return side_by_side(slots, gaps, room, largest, guests)
        room = other
    return side_by_side(slots, gaps, room, largest, guests)
