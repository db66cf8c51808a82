"""The opening of the lesson on the inverse: what is looked for, and where it will come from."""

from __future__ import annotations

from linalg import Elimination
from scenes.lessons.linear_algebra.inverse.moved_space import MovedSpace
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.typed_manim import FadeIn, LaggedStart, VGroup

__all__ = ["InverseQuestion"]


class InverseQuestion:
    """A and its deed, the question XA = I, then [A I].

    Parameters
    ----------
    stage : MatrixStage
    record : Elimination
        Of [A I].
    moved : MovedSpace or None
        The plane or space that A moves, if it can be drawn.
    """

    def __init__(self, stage: MatrixStage, record: Elimination, moved: MovedSpace | None) -> None:
        self.stage, self.lesson, self.n = stage, stage.lesson, record.shape[1]
        self.moved = moved

    def play(self) -> None:
        """Show A, what it moves, the question, and I beside A."""
        lesson, grid, n, moved = self.lesson, self.stage.grid, self.n, self.moved
        left_bracket, right_bracket, bar = grid.frame
        closing = right_bracket.copy().shift((bar.get_x() - right_bracket.get_x(), 0, 0))
        alone = VGroup(left_bracket, *(entry for row in grid.entries for entry in row[:n]))
        right = VGroup(*(entry for row in grid.entries for entry in row[n:]))
        shown = [FadeIn(alone, closing)]
        if moved is not None:
            beside = [] if moved.alone else shown
            lesson.say(moved.fate, *beside, FadeIn(moved.picture))
            moved.go_out(3.0)
            if moved.alone:
                moved.leave()
            else:
                shown = []
        lesson.say("looked.for", *shown, *lesson.formula("X", "A", "=", "I"))
        if moved is not None and moved.can_come_back and not moved.alone:
            moved.come_back(2.0)
            moved.go_out(2.0)
        lesson.say("beside")
        lesson.show(closing.animate.move_to(right_bracket), FadeIn(bar), seconds=1.0)
        columns = LaggedStart(*map(FadeIn, right), group=right, lag_ratio=0.5)
        lesson.show(columns, seconds=2.5)
        lesson.remove(alone, closing, bar, right)
        lesson.add(grid)
        lesson.finish_reading()
        lesson.show(*lesson.formula(), seconds=0.5)
