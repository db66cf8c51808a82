"""The lesson on the inverse: from [A I] to [I A⁻¹], or to an x that A sends to 0."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import sympy as sp

from linalg import Elimination, Inverse, SingularError, Solution, eliminate, inverse, solve
from linalg.check import Checked
from linalg.elimination.cases import AnswerByCases
from scenes.lessons.linear_algebra.inverse.parameters import InverseParameters
from scenes.lessons.linear_algebra.inverse.proof import InverseProof, NoInverse
from scenes.lessons.linear_algebra.inverse.question import InverseQuestion
from scenes.parts.elimination.gauss_jordan import GaussJordan
from scenes.parts.elimination.row_operations import RowOperations
from scenes.parts.elimination.row_reduction import RowReduction
from scenes.parts.lesson import Lesson
from scenes.parts.matrices.ending_by_cases import EndingByCases, answer_by_symbols
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.parts.title_card import TitleCard

__all__ = ["InverseLesson"]

BY_COLUMN_FROM = 4  # [A I] is twice as wide, and there are steps upwards too


class InverseLesson(Lesson):
    """Eliminate [A I] downwards, upwards, and divide by the pivots; then multiply back.

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

    def records(self) -> Iterator[Checked]:
        yield self.elimination
        yield self.inverse or self.homogeneous
        if self.answer is not None:
            yield self.answer

    def construct(self) -> None:
        record = self.elimination
        bar = record.shape[1]
        stage = MatrixStage(self, record.states, bar, by_column_from=BY_COLUMN_FROM)
        operations = RowOperations(stage, record)
        reduction = RowReduction(stage, record, operations)
        jordan = GaussJordan(stage, record, operations, reduction.boxes)
        ending = (
            NoInverse(stage, record.A, self.homogeneous.null_vectors[0])
            if self.inverse is None
            else InverseProof(stage, self.inverse)
        )
        stage.measure(operations, reduction, jordan, ending)

        self.beat("beat.question")
        TitleCard(self).play()
        InverseQuestion(stage, record).play()
        reduction.play()
        if self.inverse is not None:
            jordan.play()
        ending.play()
        EndingByCases(stage, self.answer, "inverse").play()
