"""The lesson on the inverse: from [A I] to [I A⁻¹], or to an x that A sends to 0."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np
import sympy as sp

from linalg import Elimination, Inverse, SingularError, Solution, eliminate, inverse, solve
from linalg.check import Checked
from linalg.elimination.cases import AnswerByCases
from linalg.geometry.undoing import Undoing
from linalg.numbers.matrices import symbols_in
from scenes.lessons.linear_algebra.inverse.moved_space import MovedSpace
from scenes.lessons.linear_algebra.inverse.parameters import InverseParameters
from scenes.lessons.linear_algebra.inverse.picture_of_maps import pictured
from scenes.lessons.linear_algebra.inverse.proof import InverseProof, NoInverse
from scenes.lessons.linear_algebra.inverse.question import InverseQuestion
from scenes.parts.elimination.gauss_jordan import GaussJordan
from scenes.parts.elimination.row_operations import RowOperations
from scenes.parts.elimination.row_reduction import RowReduction
from scenes.parts.lesson import Lesson
from scenes.parts.matrices.beside_picture import ROWS, SIZES_BESIDE, is_measured_beside
from scenes.parts.matrices.ending_by_cases import EndingByCases, answer_by_symbols
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.parts.title_card import TitleCard

__all__ = ["InverseLesson"]

BY_COLUMN_FROM = 4  # [A I] is twice as wide, and there are steps upwards too


class InverseLesson(Lesson):
    """A moves the plane, and the steps that bring it back make the inverse out of I.

    Source: G. Strang, MIT 18.06, lecture 3.
    """

    parameters_class = InverseParameters

    @cached_property
    def inverse(self) -> Inverse | None:
        """The inverse with its elimination; None for a singular matrix."""
        try:
            return inverse(self.parameters.A)
        except SingularError:
            return None

    @cached_property
    def elimination(self) -> Elimination:
        """The elimination of [A I], which goes on to the inverse if there is one."""
        if self.inverse is not None:
            return self.inverse.elimination
        return eliminate(self.parameters.A, sp.ImmutableMatrix.eye(len(self.parameters.A)))

    @cached_property
    def homogeneous(self) -> Solution:
        """The solutions of Ax = 0."""
        return solve(self.parameters.A)

    @cached_property
    def answer(self) -> AnswerByCases | None:
        """The answer by cases, which the values of the symbols decide."""
        return answer_by_symbols(self.elimination)

    @cached_property
    def null(self) -> np.ndarray | None:
        """An x other than 0 with Ax = 0, of numbers, if there is one."""
        x = None if self.inverse is not None else self.homogeneous.null_vectors[0]
        if x is None or symbols_in(x):
            return None
        return np.array(x.tolist(), dtype=float)[:, 0]

    @cached_property
    def undoing(self) -> Undoing | None:
        """The maps by which A moves the plane and the steps bring it back, if they can be drawn."""
        return pictured(self.elimination, self.null)

    def records(self) -> Iterator[Checked]:
        yield self.elimination
        yield self.inverse or self.homogeneous
        if self.undoing is not None:
            yield self.undoing
        if self.answer is not None:
            yield self.answer

    def construct(self) -> None:
        undoing = self.undoing
        if undoing is None or not self._tell(undoing):
            self._tell(undoing, beside=False)

    def _tell(self, undoing: Undoing | None, *, beside: bool = True) -> bool:
        """Tell the story, with a picture beside the rows or apart; say if there is room."""
        record, bar = self.elimination, self.elimination.shape[1]
        stage = (
            MatrixStage(self, record.states, bar, within=ROWS, label_sizes=SIZES_BESIDE)
            if beside
            else MatrixStage(self, record.states, bar, by_column_from=BY_COLUMN_FROM)
        )
        moved = MovedSpace(stage, undoing, self.null, alone=not beside) if undoing else None
        along = moved if beside else None
        operations = RowOperations(stage, record, picture=along, brisk=True)
        reduction = RowReduction(
            stage,
            record,
            operations,
            along_exchange=along.exchange if along else None,
            brisk=True,
        )
        jordan = GaussJordan(
            stage,
            record,
            operations,
            reduction.boxes,
            along=along.through if along else None,
            divide="lengths" if along else "divide.all",
        )
        ending = (
            NoInverse(stage, record.A, self.homogeneous.null_vectors[0], moved)
            if self.inverse is None
            else InverseProof(stage, self.inverse, moved)
        )
        acts = (operations, reduction, jordan, ending)
        if not beside:
            stage.measure(*acts)
        elif not is_measured_beside(stage, acts):
            return False

        self.beat("beat.question")
        TitleCard(self).play()
        InverseQuestion(stage, record, moved).play()
        reduction.play()
        if self.inverse is not None:
            jordan.play()
        ending.play()
        EndingByCases(stage, self.answer, "inverse").play()
        return True
