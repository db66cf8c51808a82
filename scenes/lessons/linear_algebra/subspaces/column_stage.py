"""The stage of the lesson: arrows to the left, and beside them A, x, Ax and b as numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from linalg.notation import Role as FormulaRole
from linalg.notation import marked
from linalg.subspaces.sides import Sides
from scenes.lessons.linear_algebra.subspaces.column_picture import (
    COLUMN_ROLES,
    SIDE_ROLE,
    ColumnPicture,
)
from scenes.lessons.linear_algebra.subspaces.itinerary import Itinerary
from scenes.mobjects.live_column import LiveColumn
from scenes.mobjects.space.ground import View
from scenes.mobjects.text import UNITS_PER_POINT, Text
from scenes.parts.lesson import Lesson
from scenes.parts.matrices.relation import Relation, is_same
from scenes.parts.plot_stage import PLOT, SIDE
from scenes.stage import Region
from scenes.theme import Role
from scenes.typed_manim import Mobject, UpdateFromAlphaFunc, VGroup, VMobject, smooth

__all__ = ["ColumnStage"]

_SIZE, _MATRIX_SIZES = 30, (48, 44, 40, 34, 28)
_WORDS: tuple[FormulaRole, ...] = ("source", "multiplier", "constraint")  # COLUMN_ROLES
_GAP, _SIGN = 0.34, 0.62  # between columns of numbers, and where a sign stands
_CLOSE = 0.02  # on the frame: arrows that end in one place


class ColumnStage:
    """Columns as arrows and their multiples as numbers, which always agree.

    Parameters
    ----------
    lesson : Lesson
    record : Sides
    """

    def __init__(self, lesson: Lesson, record: Sides) -> None:
        self.lesson, self.record = lesson, record
        lesson.formula_place.region = None
        self.itinerary = Itinerary(record)
        self.picture = ColumnPicture(record, self.itinerary, PLOT, lesson.theme)
        self.scale = float(np.abs(np.vstack([*self.itinerary.box])).max())
        most = float(np.abs(np.vstack([*self.itinerary.x_box])).max())
        n, m = record.columns.shape
        size, theme = _SIZE, lesson.theme
        plain = [Role.FOREGROUND] * m
        self.x = LiveColumn(self._name("x"), theme, size, COLUMN_ROLES[:n], most)
        self.sum = LiveColumn(self._name("A", "x"), theme, size, plain, self.scale)
        self.b = LiveColumn(self._name("b"), theme, size, [SIDE_ROLE] * m, self.scale)
        y = SIDE.bottom + max(self.x.region.height, self.sum.region.height) / 2
        width = self.x.width + self.sum.width + self.b.width + _GAP + _SIGN
        left = SIDE.centre[0] - width / 2
        for column, gap in ((self.x, _GAP), (self.sum, _SIGN), (self.b, 0.0)):
            column.stand_from(left, y)
            left = column.region.right + gap
        sign = lesson.label("=", size=_SIZE, role=Role.MUTED)
        middle = (self.sum.region.bottom + self.sum.region.top) / 2
        em = _SIZE * UNITS_PER_POINT
        sign.stand_at(self.sum.region.right + _SIGN / 2, middle - 0.33 * em)
        self.sign = sign
        self.equality = Relation(lesson, sign, "Ax = b", self.is_reached)
        top = max(c.region.top for c in (self.x, self.sum)) + 1.1 * em
        self.above = Region(SIDE.left, SIDE.right, top, SIDE.top)
        self.matrix = self._matrix()
        self.world = VGroup(self.picture)
        self.write()

    # What is drawn.

    def is_reached(self) -> bool:
        """Compare Ax with b, as numbers and as the ends of arrows."""
        A, x = self.record.columns.T, self.x.values
        total, b = self.sum.values, self.b.values
        tips = self.picture.chain.tip - self.picture.side_tip
        same = is_same((A @ x).tolist(), total.tolist()) and is_same(total.tolist(), b.tolist())
        return same and float(np.linalg.norm(tips)) < _CLOSE

    def write(self) -> None:
        """Write the numbers of what the picture shows."""
        chain = self.picture.chain
        self.x.set_values(chain.multiples)
        self.sum.set_values(chain.stops[-1])
        if self.picture.b is not None:
            self.b.set_values(self.picture.b)

    # How it moves.

    def join(self, *numbers: VMobject) -> None:
        """Let numbers that have come move with the picture from now on."""
        self.lesson.remove(*numbers)
        self.world.add(*numbers)

    def part(self, *numbers: VMobject) -> None:
        """Let numbers stand for themselves again, before they go."""
        self.world.remove(*numbers)
        self.lesson.add(*numbers)

    def run(self, reach: Callable[[float], None], *, seconds: float = 2.0) -> None:
        """Play `reach`, which changes the picture, from 0 to 1; the numbers go with it."""

        def update(_: Mobject, share: float) -> None:
            reach(share)
            self.picture.redraw()
            self.write()

        motion = UpdateFromAlphaFunc(self.world, update, rate_func=smooth)
        self.lesson.show(motion, seconds=seconds)

    def to(
        self, x: Sequence[float] | np.ndarray, view: View | None = None
    ) -> Callable[[float], None]:
        """Return the way of x, and of the viewer, straight from where they are to somewhere."""
        picture = self.picture
        start, end = picture.chain.multiples.copy(), np.asarray(x, dtype=float)
        ways = np.array([picture.view, picture.view if view is None else view])

        def reach(share: float) -> None:
            picture.chain.multiples = (1 - share) * start + share * end
            if view is not None:
                azimuth, elevation = (1 - share) * ways[0] + share * ways[1]
                picture.ground.turn_to((float(azimuth), float(elevation)))

        return reach

    def _name(self, *parts: object) -> Text:
        return self.lesson.label(*parts, size=_SIZE, role=Role.MUTED)

    def _matrix(self) -> Text:
        """Return A with its columns in their colours, or its letter if it is too wide."""
        A = self.record.A
        m, n = A.shape
        entries = [[marked(A[i, j], _WORDS[j]) for j in range(n)] for i in range(m)]
        for size in _MATRIX_SIZES:
            text = self.lesson.label("A", "=", entries, size=size)
            if text.width <= self.above.width and text.height <= self.above.height:
                break
        else:
            text = self.lesson.label("A", size=_MATRIX_SIZES[0])
        return text.move_to(self.above.centre)
