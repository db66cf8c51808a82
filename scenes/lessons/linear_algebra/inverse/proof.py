"""The end of the lesson on the inverse: it stands there, and A times it is I; or there is none."""

from __future__ import annotations

from typing import Any

import sympy as sp

from linalg import Inverse
from linalg.notation import symbol
from scenes.parts.matrices.matrix_rooms import Needs
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.parts.matrices.null_vector import show_null_vector
from scenes.parts.matrices.product_check import ProductCheck
from scenes.theme import Role
from scenes.typed_manim import FadeIn

__all__ = ["InverseProof", "NoInverse"]

A_INVERSE = symbol("A", sup=-1)


class InverseProof:
    """The inverse where I stood, and A A⁻¹ = I.

    Parameters
    ----------
    stage : MatrixStage
    record : Inverse
    """

    def __init__(self, stage: MatrixStage, record: Inverse) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record

    def needs(self) -> Needs:
        """Return nothing: it has the place of [A I]."""
        return Needs()

    def play(self) -> None:
        """Point at the inverse, and multiply it by A if there is room."""
        self._show()
        self._check()

    def _show(self) -> None:
        """Show the inverse in the place of I."""
        lesson, stage, n = self.lesson, self.stage, self.record.matrix.shape[0]
        lesson.beat("beat.inverse")
        first, last = stage.layout.cell(0, n), stage.layout.cell(n - 1, 2 * n - 1)
        box = stage.box(first.joined(last), Role.RESULT)
        zeros = [(i, j) for i in range(n) for j in range(n) if i != j]
        recede = [stage.grid.colour(*place, Role.MUTED) for place in zeros]
        lesson.say("inverse", FadeIn(box), *recede, *lesson.formula())
        lesson.hold(2.0)

    def _check(self) -> None:
        """A times its inverse is I: multiplied out if there is room for it."""
        lesson, A = self.lesson, self.record.elimination.A
        identity = sp.ImmutableMatrix.eye(A.shape[0])  # in ones and zeros, of floats too
        check = ProductCheck.fitting(self.stage, A, self.record.matrix, identity)
        if check is None:
            lesson.say("check.silent", *lesson.formula("A", A_INVERSE, "=", "I"))
            lesson.hold(2.0)
            return
        lesson.beat("beat.check")
        lesson.say("check", *check.make_room())
        check.multiply()
        check.conclude("check.done", "A", A_INVERSE, "=", "I")


class NoInverse:
    """Some x other than 0 is sent to 0, and no matrix could bring it back.

    Parameters
    ----------
    stage : MatrixStage
    A, x : matrix
        With Ax = 0.
    """

    def __init__(self, stage: MatrixStage, A: Any, x: Any) -> None:
        self.stage, self.lesson, self.A, self.x = stage, stage.lesson, A, x

    def needs(self) -> Needs:
        """Return the room for x beside the rows."""
        return Needs(level=(self.x,))

    def play(self) -> None:
        """Multiply A by x if there is room, or show x alone."""
        lesson = self.lesson
        lesson.beat("beat.singular")
        check = ProductCheck.fitting(self.stage, self.A, self.x, 0 * self.x)
        if check is None:
            show_null_vector(self.stage, self.A.shape, [self.x])
            return
        lesson.say("sent", *check.make_room(), *lesson.formula())
        check.multiply()
        check.conclude("no.inverse", "A", "x", "=", 0)
