"""The end of the lesson on the inverse: it stands there, and times A it is I; or there is none."""

from __future__ import annotations

from functools import reduce
from typing import Any

import sympy as sp

from linalg import Inverse
from linalg.notation import brackets, symbol
from scenes.lessons.linear_algebra.inverse.moved_space import MovedSpace
from scenes.mobjects.text import Text
from scenes.parts.fades import in_place_of
from scenes.parts.matrices.beside_picture import ROWS
from scenes.parts.matrices.matrix_rooms import LABEL_SIZES, LANE_GAP, TALL, Needs
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.parts.matrices.null_vector import show_null_vector
from scenes.parts.matrices.product_check import ProductCheck
from scenes.parts.matrices.relation import is_product, is_same
from scenes.stage import MAIN, Region
from scenes.theme import Role
from scenes.typed_manim import Create, FadeIn, FadeOut

__all__ = ["InverseProof", "NoInverse"]

A_INVERSE = symbol("A", sup=-1)
BESIDE_PICTURE = Region(ROWS.left, ROWS.right, TALL.bottom, TALL.top)


def _room(moved: MovedSpace | None) -> Region:
    """Return the room for a product."""
    return TALL if moved is None or moved.alone else BESIDE_PICTURE


class InverseProof:
    """The same steps made the inverse of I: E[A I] = [I A⁻¹]. Then A⁻¹ is tried out.

    Parameters
    ----------
    stage : MatrixStage
    record : Inverse
    moved : MovedSpace or None
    """

    def __init__(self, stage: MatrixStage, record: Inverse, moved: MovedSpace | None) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record
        self.moved, self.n = moved, record.matrix.shape[0]
        self.beside: Text | None = None

    def needs(self) -> Needs:
        """Return nothing: it has the place of [A I]."""
        return Needs()

    def play(self) -> None:
        """Say why it is the inverse, and try it out."""
        self._show()
        self._try_out()

    def _show(self) -> None:
        """Say that E has made I of A, and so A⁻¹ of I."""
        lesson, stage, n = self.lesson, self.stage, self.n
        lesson.beat("beat.inverse")
        zeros = [(i, j) for i in range(n) for j in range(n) if i != j]
        recede = [stage.grid.colour(*place, Role.MUTED) for place in zeros]
        left, right = (self._around(range(k, k + n)) for k in (0, n))
        box = stage.box(left, Role.RESULT)
        moved = self.moved
        key = "together" if moved is None or moved.alone else f"{moved.subject}.back"
        lesson.say(key, *recede, *self._claimed("E", "A", "=", "I"))
        lesson.show(Create(box), seconds=2.0)
        whole = brackets([["A", "I"]]), "=", brackets([["I", A_INVERSE]])
        lesson.say("inverse", *self._claimed("E", *whole))
        lesson.show(box.animate.become(stage.box(right, Role.RESULT)), seconds=2.0)

    def _around(self, columns: range) -> Region:
        """Return the region of some columns, close around their entries."""
        grid = self.stage.grid
        return reduce(Region.joined, (grid.around(i, j) for i in range(self.n) for j in columns))

    def _claimed(self, *relation: object) -> list[Any]:
        """Return what shows a formula, which claims what can be read off the matrix.

        Where there is no room below the matrix it stands beside it, if it can.
        """
        lesson = self.lesson
        shown = lesson.formula(*relation)
        text = lesson.formula_place.text
        if text is None:
            leaving, self.beside = self.beside, self._beside(relation)
            shown, text = shown + in_place_of(leaving, self.beside), self.beside
        if text is not None:
            lesson.claim("E[A I] = [I A⁻¹]", text, self._is_undone)
        return shown

    def _beside(self, relation: tuple[object, ...]) -> Text | None:
        """Return a formula at half the height of the matrix, to its right, if it has room."""
        layout = self.stage.layout
        left = layout.box.right + LANE_GAP
        for size in LABEL_SIZES:
            text = self.lesson.label(*relation, size=size)
            if left + text.width <= MAIN.right:
                return text.stand_at(left, (layout.rows[0] + layout.rows[-1]) / 2, "left")
        return None

    def _is_undone(self) -> bool:
        """Tell, from what is drawn, whether E A = I and everything is back in its place."""
        drawn, n = self.stage.grid.values, self.n
        left, E = drawn[:, :n], drawn[:, n:]
        identity = is_same(list(left), list(sp.eye(n)))
        back = self.moved is None or self.moved.alone or self.moved.is_back
        A = sp.ImmutableMatrix(self.record.elimination.A)
        return identity and back and is_product([left], [E, A])

    def _try_out(self) -> None:
        """Go out with A and back with its inverse; then multiply them, if there is room for it."""
        lesson, A, moved = self.lesson, self.record.elimination.A, self.moved
        identity = sp.ImmutableMatrix.eye(self.n)  # in ones and zeros, of floats too
        room = _room(moved)
        check = ProductCheck.fitting(self.stage, self.record.matrix, A, identity, room)
        if check is None:
            lesson.say("check.silent", *self._claimed(A_INVERSE, "A", "=", "I"))
            lesson.hold(2.0)
            return
        lesson.beat("beat.check")
        kept = [] if moved is None else [moved.picture]
        lesson.finish_reading()
        lesson.show(*check.make_room(*kept), *lesson.formula(), seconds=0.6)
        if moved is None:
            check.appear()
        elif moved.alone:
            self._go_and_come_alone(moved)
            check.appear()
        else:
            check.appear()
            self._go_and_come(check, moved)
        check.multiply()
        check.conclude("check.done", A_INVERSE, "A", "=", "I")

    def _go_and_come(self, check: ProductCheck, moved: MovedSpace) -> None:
        """Let each factor in turn, the right one first, move everything."""
        lesson = self.lesson
        box = check.around(check.right, Role.SOURCE)
        lesson.say(f"{moved.subject}.out.again", FadeIn(box))
        moved.go_out()
        lesson.finish_reading()
        lesson.show(box.animate.become(check.around(check.left, Role.SOURCE)), seconds=0.6)
        lesson.say("in.again")
        moved.come_back()
        lesson.show(FadeOut(box), seconds=0.5)

    def _go_and_come_alone(self, moved: MovedSpace) -> None:
        """Let A, then its inverse, move everything, before they are multiplied."""
        self.lesson.say(f"{moved.subject}.out.again", FadeIn(moved.start_again()))
        moved.go_out()
        self.lesson.say("in.again")
        moved.come_back()
        moved.leave()


class NoInverse:
    """Some x other than 0 is sent to 0, and no matrix could bring it back.

    Parameters
    ----------
    stage : MatrixStage
    A, x : matrix
        With Ax = 0.
    moved : MovedSpace or None
    """

    def __init__(self, stage: MatrixStage, A: Any, x: Any, moved: MovedSpace | None) -> None:
        self.stage, self.lesson, self.A, self.x = stage, stage.lesson, A, x
        self.moved = moved

    def needs(self) -> Needs:
        """Return the room for x beside the rows."""
        return Needs(level=(self.x,))

    def play(self) -> None:
        """See x die, and multiply A by x if there is room, or show x alone."""
        lesson, moved = self.lesson, self.moved
        lesson.beat("beat.singular")
        check = ProductCheck.fitting(self.stage, self.A, self.x, 0 * self.x, _room(moved))
        if check is None:
            show_null_vector(self.stage, self.A.shape, [self.x])
            return
        if moved is None:
            lesson.say("sent", *check.make_room(), *lesson.formula())
            check.appear()
        else:
            lesson.finish_reading()
            lesson.show(*check.make_room(), *lesson.formula(), seconds=0.6)
            lesson.say("alive", FadeIn(moved.start_again()))
            moved.grow_null()
            if not moved.alone:
                check.appear()
            lesson.say("dies")
            moved.go_out()
            if moved.alone:
                moved.leave()
                check.appear()
        check.multiply()
        check.conclude("no.inverse", "A", "x", "=", 0)
