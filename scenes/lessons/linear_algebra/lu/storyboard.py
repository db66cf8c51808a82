"""The lesson on A = LU: L is the recipe by which the rows of A are made of rows of U."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property

from linalg import (
    LDU,
    LU,
    Elimination,
    EliminationMatrices,
    LinalgError,
    Swap,
    ZeroPivotError,
    eliminate,
    elimination_matrices,
    ldu,
)
from linalg.check import Checked
from linalg.elimination.cases import AnswerByCases
from linalg.factorisations.elimination_matrices import LARGEST
from scenes.lessons.linear_algebra.lu.opening import LUOpening, MissingPivot, first_exchange
from scenes.lessons.linear_algebra.lu.parameters import LUParameters
from scenes.parts.elimination.row_reduction import RowReduction
from scenes.parts.factors.elimination_products import EliminationProducts
from scenes.parts.factors.factor_operations import FactorOperations
from scenes.parts.factors.factor_stage import FactorStage
from scenes.parts.factors.pivots_taken_out import PivotsTakenOut
from scenes.parts.factors.rows_rebuilt import RowsRebuilt
from scenes.parts.lesson import Lesson
from scenes.parts.matrices.ending_by_cases import EndingByCases, answer_by_symbols
from scenes.parts.title_card import TitleCard

__all__ = ["LULesson"]


class LULesson(Lesson):
    """Eliminate without exchanges and keep each multiplier; compare, divide, rebuild.

    Source: G. Strang, MIT 18.06, lecture 4.
    """

    parameters_class = LUParameters

    @cached_property
    def elimination(self) -> Elimination:
        """The elimination of A; where there is no A = LU it exchanges rows, and ends there."""
        with suppress(ZeroPivotError):
            return eliminate(self.parameters.A, pivoting="none")
        return eliminate(self.parameters.A, pivoting="nonzero")

    @cached_property
    def blocked(self) -> tuple[int, Swap] | None:
        """The pivot that cannot be had without an exchange, and the exchange; or None."""
        return first_exchange(self.elimination)

    @cached_property
    def products(self) -> EliminationMatrices | None:
        """The elimination matrices and their products, if they are to be shown."""
        record = self.elimination
        possible = self.blocked is None and record.steps and record.shape[0] <= LARGEST
        wanted = self.parameters.products
        return elimination_matrices(record) if wanted and possible else None

    @cached_property
    def ldu(self) -> LDU | None:
        """A = LDU, if it is to be shown and there is one."""
        if not self.parameters.ldu or self.blocked is not None:
            return None
        with suppress(LinalgError):
            return ldu(self.parameters.A)
        return None

    @cached_property
    def answer(self) -> AnswerByCases | None:
        """The answer by cases, which the values of the symbols decide."""
        return answer_by_symbols(self.elimination)

    def records(self) -> Iterator[Checked]:
        yield LU(self.elimination) if self.blocked is None else self.elimination
        for record in (self.products, self.ldu, self.answer):
            if record is not None:
                yield record

    def construct(self) -> None:
        record = self.elimination
        stage = FactorStage(self, record, [[record.A]], in_place_of=("A", "="))
        operations = FactorOperations(stage, record)
        reduction = RowReduction(stage.upper, record, operations, brisk=True)
        stage.measure(operations, reduction)
        cases = EndingByCases(stage.upper, self.answer)

        self.beat("beat.question")
        TitleCard(self).play()
        LUOpening(stage, record).play()
        if self.blocked is not None:
            r, exchange = self.blocked
            reduction.play(r)
            MissingPivot(stage, record).play(r, exchange)
            if self.answer is not None:
                cases.play()
                stage.show_again()
            return
        reduction.play()
        self.beat("beat.factors")
        self.say("factors" if _is_triangular(record) else "factors.echelon")
        self.show(*stage.light_names(), seconds=1.0)
        if stage.packed:
            self.say("factors.packed")
        if self.products is not None:
            EliminationProducts(stage, self.products).play()
        if self.ldu is not None:
            PivotsTakenOut(stage, record, self.ldu).play()
        if self.answer is not None:
            cases.play()
            stage.show_again()
        self.beat("beat.check")
        stage.come_back()
        RowsRebuilt(stage, record, "A", "=", "L", "U").play()


def _is_triangular(record: Elimination) -> bool:
    """Say whether U is called triangular: it is regular, or no echelon form."""
    m, n = record.shape
    echelon = tuple(enumerate(record.pivot_columns))
    return m == n == record.rank or record.pivots != echelon
