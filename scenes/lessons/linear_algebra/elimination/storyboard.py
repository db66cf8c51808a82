"""The lesson on elimination: from the equations to a triangular system, and back up to x."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from linalg import eliminate
from linalg.check import Checked
from linalg.elimination.cases import AnswerByCases
from scenes.lessons.linear_algebra.elimination.parameters import EliminationParameters
from scenes.parts.elimination.back_substitution import BackSubstitution
from scenes.parts.elimination.elementary_matrices import ElementaryMatrices
from scenes.parts.elimination.row_operations import RowOperations
from scenes.parts.elimination.row_reduction import RowReduction
from scenes.parts.elimination.solved_system import SolvedSystem
from scenes.parts.elimination.system_opening import SystemOpening
from scenes.parts.lesson import Lesson
from scenes.parts.matrices.echelon import Echelon
from scenes.parts.matrices.ending_by_cases import About, EndingByCases, answer_by_symbols
from scenes.parts.matrices.matrix_stage import MatrixStage

__all__ = ["EliminationLesson"]


class EliminationLesson(Lesson):
    """Eliminate column by column, then solve from the last row up.

    Source: G. Strang, MIT 18.06, lecture 2.
    """

    parameters_class = EliminationParameters

    @cached_property
    def system(self) -> SolvedSystem:
        """The elimination of A, or of A with its right-hand sides, and the solutions."""
        return SolvedSystem(eliminate(self.parameters.A, self.parameters.b))

    @cached_property
    def answer(self) -> AnswerByCases | None:
        """The answer by cases, which the values of the symbols decide."""
        return answer_by_symbols(self.system.elimination, self.system.elimination.b)

    def records(self) -> Iterator[Checked]:
        yield from self.system.records
        if self.answer is not None:
            yield self.answer

    def construct(self) -> None:
        system, record = self.system, self.system.elimination
        stage = MatrixStage(self, record.states, system.bar)
        matrices = ElementaryMatrices(stage, record, shown=self.parameters.operations == "matrices")
        operations = RowOperations(stage, record, before=matrices.show, after=matrices.hide)
        reduction = RowReduction(
            stage, record, operations, before_exchange=matrices.show, after_exchange=matrices.hide
        )
        back = BackSubstitution(stage, system)
        stage.measure(operations, reduction, matrices, back, ending=system.ending())

        SystemOpening(stage, system).play()
        reduction.play()
        echelon = Echelon(stage, record)
        echelon.show_staircase()
        matrices.show_product()
        if system.solutions:
            back.play()
            back.conclude()
        else:
            echelon.conclude(system.null_vectors)
        about: About = "solutions" if system.solutions else "rank"
        EndingByCases(stage, self.answer, about, system.solution_of).play()
