"""The lesson on PA = LU: exchanges are kept in P, and the multipliers travel with their rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from linalg import PLU, Elimination, eliminate
from linalg.check import Checked
from linalg.elimination.cases import AnswerByCases
from scenes.lessons.linear_algebra.permuted_lu.parameters import PermutedLUParameters
from scenes.parts.elimination.row_reduction import RowReduction
from scenes.parts.factors.factor_check import FactorCheck
from scenes.parts.factors.factor_operations import FactorOperations
from scenes.parts.factors.factor_stage import FactorStage
from scenes.parts.factors.recorded_exchanges import RecordedExchanges, left_of_lower
from scenes.parts.lesson import Lesson
from scenes.parts.matrices.ending_by_cases import EndingByCases, answer_by_symbols

__all__ = ["PermutedLULesson"]


class PermutedLULesson(Lesson):
    """Eliminate with exchanges, keep them in P, and check PA = LU.

    Source: G. Strang, MIT 18.06, lecture 5.
    """

    parameters_class = PermutedLUParameters

    @cached_property
    def elimination(self) -> Elimination:
        """The elimination of A, with exchanges."""
        return eliminate(self.parameters.A, pivoting=self.parameters.pivoting)

    @cached_property
    def answer(self) -> AnswerByCases | None:
        """The answer by cases, which the values of the symbols decide."""
        return answer_by_symbols(self.elimination)

    def records(self) -> Iterator[Checked]:
        yield PLU(self.elimination)
        if self.answer is not None:
            yield self.answer

    def construct(self) -> None:
        record = self.elimination
        stage = FactorStage(self, record, left_of_lower(record), between=("A", "="))
        exchanges = RecordedExchanges(stage, record)
        operations = FactorOperations(stage, record)
        reduction = RowReduction(stage.upper, record, operations, after_exchange=exchanges.keep)
        check = FactorCheck(stage, record, "P", "A", "=", "L", "U")
        stage.measure(operations, reduction, exchanges)

        exchanges.open()
        reduction.play()
        check.announce("factors" if exchanges.is_exchanged else "factors.unexchanged")
        self.beat("beat.check")
        if stage.packed:
            check.conclude()
        else:
            check.compare(exchanges.show_permuted())
        EndingByCases(stage.upper, self.answer).play()
