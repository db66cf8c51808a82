"""Questions on factorisations and inverses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from linalg.check import Check
from linalg.exercises.question import Answer, Question, steps_of
from linalg.factorisations.factorisations import LU, PLU
from linalg.factorisations.gauss_jordan import Inverse
from linalg.factorisations.symmetric_factors import LDLT
from linalg.language import say
from linalg.notation import symbol
from linalg.page import Block
from linalg.verification.orders import order_of
from linalg.verification.verification import verify


@dataclass(frozen=True, eq=False)
class FactorQuestion(Question):
    """Factor a matrix: A = LU, PA = LU or A = LDLᵀ.

    Attributes
    ----------
    work : LU, PLU or LDLT
    """

    work: LU | PLU | LDLT

    @property
    def title(self) -> str:
        return say("Factorisation {relation}", relation=self.work.relation)

    @property
    def task(self) -> str:
        match self.work:
            case PLU():
                return say(
                    "Factor the matrix as PA = LU, with ones on the diagonal of L. Exchange rows "
                    "only where a pivot place holds 0, with the first row below that has another "
                    "number there."
                )
            case LDLT():
                return say(
                    "Factor the symmetric matrix as A = LDLᵀ, with ones on the diagonal of L and a "
                    "diagonal D."
                )
        return say("Factor the matrix as A = LU, with ones on the diagonal of L.")

    @property
    def given(self) -> tuple[tuple[str, Any], ...]:
        return (("A", self.work.A),)

    @property
    def answers(self) -> tuple[Answer, ...]:
        names = ("L", "D") if isinstance(self.work, LDLT) else self.work.names
        return tuple(Answer(name, getattr(self.work, name), (name,)) for name in names)

    def verified(self, answers: Mapping[str, Any]) -> Check:
        """Multiply the factors; PA = LU with exchanges that are not needed is another answer."""
        check = verify(self.work.A, **answers).check()
        if "P" in answers and check and order_of(answers["P"]) != self.work.p:
            return Check("P = the exchanges that are needed", False)
        return check

    def worked(self) -> Iterable[Block]:
        return steps_of(self.work, without=("Factors", "Quadratic form"))


@dataclass(frozen=True, eq=False)
class InverseQuestion(Question):
    """Find A⁻¹.

    Attributes
    ----------
    work : Inverse
    """

    work: Inverse

    @property
    def title(self) -> str:
        return say("Inverses")

    @property
    def task(self) -> str:
        return say("Find the inverse of the matrix by Gauss-Jordan elimination.")

    @property
    def given(self) -> tuple[tuple[str, Any], ...]:
        return (("A", self.work.A),)

    @property
    def answers(self) -> tuple[Answer, ...]:
        return (Answer("inverse", self.work.matrix, (symbol("A", sup=-1),)),)

    def verified(self, answers: Mapping[str, Any]) -> Check:
        """Multiply A by its inverse."""
        return verify(self.work.A, inverse=answers["inverse"]).check()

    def worked(self) -> Iterable[Block]:
        return steps_of(self.work, without=("Inverse",))
