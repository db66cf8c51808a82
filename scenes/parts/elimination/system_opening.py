"""The opening of lessons on a linear system: the equations, then only their numbers."""

from __future__ import annotations

from collections.abc import Callable

from scenes.mobjects.matrices.equations import EquationSystem, Gather
from scenes.parts.elimination.solved_system import SolvedSystem
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.stage import DoesNotFitError
from scenes.typed_manim import FadeIn, FadeOut

__all__ = ["SystemOpening"]


class SystemOpening:
    """The equations, whose coefficients become a matrix; a large matrix is shown at once.

    Parameters
    ----------
    stage : MatrixStage
    system : SolvedSystem
    pictured : callable, optional
        Called when the equations are in sight.
    """

    def __init__(
        self,
        stage: MatrixStage,
        system: SolvedSystem,
        pictured: Callable[[], None] | None = None,
    ) -> None:
        self.stage, self.lesson, self.system = stage, stage.lesson, system
        self.pictured = pictured

    def play(self) -> None:
        """Show what is to be solved."""
        lesson, sides = self.lesson, len(self.system.solutions)
        lesson.beat("beat.system" if sides else "beat.matrix")
        equations = self._equations()
        if equations is not None:
            self._gather(equations)
            return
        key = ("matrix", "matrix.augmented", "matrix.several")[min(sides, 2)]
        lesson.say(key, FadeIn(self.stage.grid), sides=sides)
        if self.pictured is not None:
            self.pictured()
        else:
            lesson.hold()

    def _gather(self, equations: EquationSystem) -> None:
        """The coefficients of the equations become the entries of [A b]."""
        lesson = self.lesson
        m, n = self.system.elimination.shape
        if self.pictured is not None:
            lesson.show(FadeIn(equations), seconds=0.8)
            self.pictured()
        else:
            lesson.say(
                "system",
                FadeIn(equations),
                equations=lesson.catalogue.caption("equations", count=m),
                unknowns=lesson.catalogue.caption("unknowns", count=n),
            )
        lesson.say("augmented")
        gather = Gather(equations, self.stage.grid)
        lesson.change(FadeOut(equations), gather, seconds=2.0)

    def _equations(self) -> EquationSystem | None:
        if len(self.system.solutions) != 1 or self.stage.by_column:
            return None
        record, names = self.system.elimination, self.system.names
        try:
            return EquationSystem(record.A, record.b, names, self.stage.within, self.lesson.theme)
        except DoesNotFitError:
            return None
