"""The lesson on PA = LU: exchanges are kept in P, and the multipliers travel with their rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from linalg import PLU, Elimination, eliminate
from linalg.check import Checked
from linalg.elimination.cases import AnswerByCases
from scenes.lessons.linear_algebra.permuted_lu.parameters import PermutedLUParameters
from scenes.parts.elimination.row_reduction import RowReduction
from scenes.parts.factors.factor_operations import FactorOperations
from scenes.parts.factors.factor_stage import FactorStage
from scenes.parts.factors.recorded_exchanges import RecordedExchanges, before_lower
from scenes.parts.factors.rows_rebuilt import RowsRebuilt
from scenes.parts.lesson import Lesson
from scenes.parts.matrices.ending_by_cases import EndingByCases, answer_by_symbols
from scenes.parts.title_card import TitleCard

__all__ = ["PermutedLULesson"]


class PermutedLULesson(Lesson):
    """Eliminate with exchanges, keep them in P, and rebuild PA from L and U.

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
        stage = FactorStage(self, record, *before_lower(record))
        exchanges = RecordedExchanges(stage, record)
        operations = FactorOperations(stage, record)
        reduction = RowReduction(
            stage.upper,
            record,
            operations,
            before_exchange=exchanges.expect,
            after_exchange=exchanges.keep,
            brisk=True,
        )
        stage.measure(operations, reduction, exchanges)

        self.beat("beat.question")
        TitleCard(self).play()
        exchanges.open()
        reduction.play()
        self.beat("beat.factors")
        self.say("factors" if exchanges.is_exchanged else "factors.unexchanged")
        self.show(*stage.light_names(), seconds=1.0)
        if stage.packed:
            self.say("factors.packed")
        if self.answer is not None:
            EndingByCases(stage.upper, self.answer).play()
            stage.show_again()
        self.beat("beat.check")
        if not stage.packed:
            exchanges.permute()
        RowsRebuilt(stage, record, "P", "A", "=", "L", "U").play()
