"""The opening of the lesson on A = LU, and its end if there is none."""

from __future__ import annotations

from linalg import Elimination, Swap
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.parts.factors.factor_rows import name_above
from scenes.parts.factors.factor_stage import FactorStage
from scenes.parts.factors.travel import Travel
from scenes.theme import Role
from scenes.typed_manim import FadeIn, VGroup

__all__ = ["LUOpening", "MissingPivot", "first_exchange"]


class LUOpening:
    """A, a copy of it that will become U, and between them the identity, which becomes L.

    Parameters
    ----------
    stage : FactorStage
    record : Elimination
    """

    def __init__(self, stage: FactorStage, record: Elimination) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record

    def play(self) -> None:
        """Show A, then L and U as they begin: A = IA."""
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.matrix")
        if stage.packed:
            lesson.say("open.packed")
            lesson.show(FadeIn(stage.upper.grid), seconds=2.5)
            return
        lower, upper = stage.names
        if stage.left_layouts:
            A = self._copy_of_A()
        else:
            stage.signs.add(upper)
            lesson.say("open", FadeIn(stage.upper.grid, stage.signs))
        coming = VGroup(lower, stage.relation.text)
        lesson.say("start")
        lesson.show(FadeIn(stage.lower, coming), seconds=1.5)
        lesson.remove(coming)
        stage.signs.add(lower, stage.relation.text)
        if stage.left_layouts:
            stage.given = [A]

    def _copy_of_A(self) -> MatrixGrid:
        """Show A, and let a copy of it travel to where U will be."""
        lesson, stage, at = self.lesson, self.stage, self.stage.left_layouts[0]
        A = MatrixGrid(self.record.A, at, lesson.theme)
        stage.given = [A]
        stage.signs.add(name_above(lesson, at, "A"))
        lesson.say("open", FadeIn(A, stage.signs))
        lesson.show(Travel(A, stage.upper.grid), seconds=2.5)
        upper = stage.names[1]
        lesson.show(FadeIn(upper), seconds=0.5)
        lesson.remove(upper)
        stage.signs.add(upper)
        return A


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
        lesson.claim("the pivot is 0", box, lambda: upper.grid.values[r, c] == 0)
        lesson.say("stop.zero", FadeIn(box), upper.grid.colour(r, c, Role.PIVOT), column=c + 1)
        search = upper.underline(upper.grid.around(r, c), Role.PIVOT)
        found = upper.underline(upper.grid.around(other, c), Role.PIVOT)
        lesson.show(FadeIn(search), seconds=0.5)
        lesson.show(search.animate.become(found), seconds=3.0)
        lesson.say("stop", row=other + 1, value=upper.entry(other, c))
        lesson.say("stop.remedy", row=r + 1, other=other + 1)
        lesson.hold()


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
