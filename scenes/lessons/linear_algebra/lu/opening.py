"""The opening of the lesson on A = LU, and its end if there is none."""

from __future__ import annotations

from linalg import Elimination, Swap
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.parts.factors.factor_rows import name_above
from scenes.parts.factors.factor_stage import FactorStage
from scenes.theme import Role
from scenes.typed_manim import FadeIn

__all__ = ["LUOpening", "MissingPivot", "first_exchange"]


class LUOpening:
    """A, and beside it the identity, which becomes L, and a copy of A, which becomes U.

    Parameters
    ----------
    stage : FactorStage
    record : Elimination
    """

    def __init__(self, stage: FactorStage, record: Elimination) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record

    def play(self) -> None:
        """Show A, then L and U as they begin."""
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.matrix")
        if stage.packed:
            lesson.say("open.packed", FadeIn(stage.upper.grid))
        elif stage.left_layouts:
            self._open_beside_A()
        else:
            stage.signs.add(*stage.names(), stage.sign_before_lower())
            lesson.say("open", FadeIn(stage.upper.grid, stage.lower, stage.signs))
            lesson.hold()
            lesson.say("start")
        lesson.hold()

    def _open_beside_A(self) -> None:
        lesson, stage = self.lesson, self.stage
        names, at = stage.names(), stage.left_layouts[0]
        stage.given = [MatrixGrid(self.record.A, at, lesson.theme)]
        stage.signs.add(name_above(lesson, at, "A"))
        lesson.say("open", FadeIn(*stage.given, stage.signs))
        lesson.hold()
        added = (*names, stage.sign_before_lower())
        lesson.say("start", FadeIn(stage.lower, stage.upper.grid, *added))
        lesson.remove(*added)
        stage.signs.add(*added)


class MissingPivot:
    """A pivot that cannot be had without an exchange: the end of A = LU.

    Parameters
    ----------
    stage : FactorStage
    record : Elimination
    """

    def __init__(self, stage: FactorStage, record: Elimination) -> None:
        self.upper, self.lesson, self.record = stage.upper, stage.lesson, record

    def play(self, r: int, step: Swap) -> None:
        """Say that pivot r needs an exchange, and that it leads to PA = LU."""
        lesson, upper = self.lesson, self.upper
        _, c = self.record.pivots[r]
        other = max(step.i, step.j)
        lesson.beat("beat.column", column=c + 1)
        box = upper.box(upper.grid.around(r, c), Role.PIVOT)
        lesson.say("zero", FadeIn(box), upper.grid.colour(r, c, Role.PIVOT))
        lesson.hold()
        offer = upper.underline(upper.grid.around(other, c), Role.PIVOT)
        lesson.say("stop", FadeIn(offer), row=other + 1, value=upper.entry(other, c))
        lesson.hold()
        relation = lesson.formula("P", "A", "=", "L", "U")
        lesson.say("stop.remedy", *relation, row=r + 1, other=other + 1)
        lesson.hold(2.0)


def first_exchange(record: Elimination) -> tuple[int, Swap] | None:
    """Return the first pivot that needs an exchange, and the exchange; None if none does.

    Examples
    --------
    >>> from linalg import eliminate
    >>> first_exchange(eliminate("1 2; 1 2; 0 3"))
    (1, Swap(i=1, j=2))
    """
    for r, steps in enumerate(record.steps_by_pivot):
        if steps and isinstance(steps[0], Swap):
            return r, steps[0]
    return None
