"""The lesson on elimination: from the equations to a triangular system, and back up to x."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from linalg import eliminate
from linalg.check import Checked
from linalg.elimination.cases import AnswerByCases
from linalg.geometry.pencils import TurningRows
from scenes.lessons.linear_algebra.elimination.parameters import EliminationParameters
from scenes.lessons.linear_algebra.elimination.tried_out import TriedOut
from scenes.lessons.linear_algebra.elimination.turning import Turning, turning_of
from scenes.parts.elimination.back_substitution import BackSubstitution
from scenes.parts.elimination.elementary_matrices import ElementaryMatrices
from scenes.parts.elimination.row_operations import RowOperations
from scenes.parts.elimination.row_reduction import RowReduction
from scenes.parts.elimination.solved_system import SolvedSystem
from scenes.parts.elimination.system_opening import SystemOpening
from scenes.parts.lesson import Lesson
from scenes.parts.matrices.beside_picture import ROWS, SIZES_BESIDE, is_measured_beside
from scenes.parts.matrices.echelon import Echelon
from scenes.parts.matrices.ending_by_cases import About, EndingByCases, answer_by_symbols
from scenes.parts.matrices.matrix_rooms import Beside
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.parts.title_card import TitleCard

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

    @cached_property
    def rows(self) -> TurningRows | None:
        """The equations as lines or planes that turn, if they can be pictured."""
        return turning_of(self.system) if self.parameters.operations == "rows" else None

    def records(self) -> Iterator[Checked]:
        yield from self.system.records
        if self.rows is not None:
            yield self.rows
        if self.answer is not None:
            yield self.answer

    def construct(self) -> None:
        if self.rows is None or not self._tell(self.rows):
            self._tell(None)

    def _tell(self, rows: TurningRows | None) -> bool:
        """Tell the story, with a picture beside the rows or without; say if there is room."""
        system, record = self.system, self.system.elimination
        stage = (
            MatrixStage(self, record.states, system.bar, within=ROWS, label_sizes=SIZES_BESIDE)
            if rows
            else MatrixStage(self, record.states, system.bar)
        )
        turning = Turning(stage, system, rows) if rows else None
        matrices = ElementaryMatrices(stage, record, shown=self.parameters.operations == "matrices")
        operations = RowOperations(
            stage, record, before=matrices.show, after=matrices.hide, picture=turning
        )
        reduction = RowReduction(
            stage,
            record,
            operations,
            before_exchange=matrices.show,
            after_exchange=turning.settle if turning else matrices.hide,
            along_exchange=turning.exchange if turning else None,
        )
        back = BackSubstitution(stage, system, turning.back if turning else None)
        acts: list[Beside] = [
            operations,
            reduction,
            matrices,
            back,
            *([turning] if turning else []),
        ]
        if rows is None:
            stage.measure(*acts, ending=system.ending())
        elif not is_measured_beside(stage, acts):
            return False

        tried = self._tried_out(stage, turning)
        self.beat("beat.question")
        TitleCard(self).play()
        opening = SystemOpening(stage, system, turning.open if turning else None)
        opening.play()
        if turning is not None:
            turning.show_samples()
        reduction.play()
        echelon = Echelon(stage, record)
        echelon.show_staircase()
        matrices.show_product()
        if system.solutions:
            back.play()
            if tried is None or system.solutions[0].free_columns:
                back.conclude()
        else:
            echelon.conclude(system.null_vectors)
        if turning is not None:
            turning.let_samples_go()
        if tried is not None:
            tried.play()
        about: About = "solutions" if system.solutions else "rank"
        EndingByCases(stage, self.answer, about, system.solution_of).play()
        return True

    def _tried_out(self, stage: MatrixStage, turning: Turning | None) -> TriedOut | None:
        """Return the act that tries the solution out, if there is one and room for it."""
        system = self.system
        if len(system.solutions) != 1 or not system.is_solvable(0) or self.answer is not None:
            return None
        if stage.by_column and system.solutions[0].free_columns:
            return None  # the null vector keeps its place
        picture, given = (turning.figure, turning.give) if turning else (None, None)
        tried = TriedOut(stage, system, picture, given)
        return tried if tried.fits else None
