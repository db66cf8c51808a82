"""The opening of the lesson on the inverse: what is looked for, and where it will come from."""

from __future__ import annotations

from linalg import Elimination
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.typed_manim import FadeIn, VGroup

__all__ = ["InverseQuestion"]


class InverseQuestion:
    """The question AX = I, then [A I].

    Parameters
    ----------
    stage : MatrixStage
    record : Elimination
        Of [A I].
    """

    def __init__(self, stage: MatrixStage, record: Elimination) -> None:
        self.stage, self.lesson, self.n = stage, stage.lesson, record.shape[1]

    def play(self) -> None:
        """Show A, the question, and I beside A."""
        lesson, grid, n = self.lesson, self.stage.grid, self.n
        left = VGroup(grid.frame, *(entry for row in grid.entries for entry in row[:n]))
        right = VGroup(*(entry for row in grid.entries for entry in row[n:]))
        lesson.say("looked.for", FadeIn(left), *lesson.formula("A", "X", "=", "I"))
        lesson.hold()
        lesson.say("beside", FadeIn(right))
        lesson.remove(left, right)
        lesson.add(grid)
        lesson.hold(2.0)
        lesson.show(*lesson.formula(), seconds=0.5)
