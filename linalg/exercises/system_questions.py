"""Questions on systems, null spaces, ranks, determinants and products."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from linalg.check import Check
from linalg.determinants.determinants import Determinant
from linalg.elimination.solving import Solution
from linalg.exercises.question import Answer, Question, exact, exact_number, steps_of
from linalg.language import say
from linalg.numbers.matrices import Matrix
from linalg.page import Block
from linalg.products.multiplication import Product
from linalg.subspaces.ranks import Rank
from linalg.verification.verification import verify

KINDS = {"unique": "exactly one", "none": "none", "family": "infinitely many"}
"""How many solutions a system may have, as a person says it."""


@dataclass(frozen=True, eq=False)
class SystemQuestion(Question):
    """Solve Ax = b.

    Attributes
    ----------
    work : Solution
    is_open : bool
        True if it is asked how many solutions there are.
    """

    work: Solution
    is_open: bool

    @property
    def title(self) -> str:
        return say("Linear systems")

    @property
    def task(self) -> str:
        if not self.is_open:
            return say("Solve the system Ax = b by elimination and back substitution.")
        return say(
            "How many solutions does the system Ax = b have: exactly one, none or infinitely many? "
            "If there are any, give the one whose free unknowns are 0; if there are infinitely "
            "many, the special solutions of Ax = 0 too, one free unknown 1 and the others 0."
        )

    @property
    def given(self) -> tuple[tuple[str, Any], ...]:
        return (("A", self.work.A), ("b", self.work.b))

    @property
    def answers(self) -> tuple[Answer, ...]:
        work = self.work
        counts = tuple(KINDS.values())
        kind = Answer("solutions", KINDS[work.kind], (say("Solutions"),), choices=counts)
        x = Answer("x", work.x, ("x",), shape=(work.A.shape[1], 1))
        N = (Answer("N", work.N, ("N",), typed=False),) if work.kind == "family" else ()
        return (*([kind] if self.is_open else []), x, *N)

    @property
    def form_note(self) -> str:
        if not self.is_open:
            return ""
        return say("If there is no solution, write a - into each field of x.")

    def verified(self, answers: Mapping[str, Any]) -> Check:
        """Multiply out Ax and AN; that there is no solution, its evidence proves."""
        work = self.work
        if self.is_open and answers["solutions"] != KINDS[work.kind]:
            return Check("the number of solutions", False)
        if work.kind == "none":
            return work.check()
        check = verify(work.A, x=answers["x"], b=work.b).check()
        if not check or work.kind == "unique":
            return check
        if any(exact(answers["x"])[j, 0] != 0 for j in work.free_columns):
            return Check("the free unknowns of x = 0", False)
        return special_solutions(work, exact(answers["N"]))

    def worked(self) -> Iterable[Block]:
        return steps_of(self.work)


@dataclass(frozen=True, eq=False)
class NullSpaceQuestion(Question):
    """Find the special solutions of Ax = 0.

    Attributes
    ----------
    work : Solution
        Of Ax = 0.
    """

    work: Solution

    @property
    def title(self) -> str:
        return say("Null spaces")

    @property
    def task(self) -> str:
        return say(
            "Find the special solutions of Ax = 0, one free unknown 1 and the others 0, as the "
            "columns of N, and the rank r of the matrix."
        )

    @property
    def given(self) -> tuple[tuple[str, Any], ...]:
        return (("A", self.work.A),)

    @property
    def answers(self) -> tuple[Answer, ...]:
        rank = self.work.A.shape[1] - len(self.work.free_columns)
        return (Answer("r", rank, ("r",)), Answer("N", self.work.N, ("N",)))

    def verified(self, answers: Mapping[str, Any]) -> Check:
        """Multiply out AN; the free unknowns make the special solutions the only ones."""
        if exact_number(answers["r"]) != self.work.A.shape[1] - len(self.work.free_columns):
            return Check("the rank of A", False)
        return special_solutions(self.work, exact(answers["N"]))

    def worked(self) -> Iterable[Block]:
        return steps_of(self.work)


def special_solutions(work: Solution, N: Matrix) -> Check:
    """Say whether AN = 0, and N has the rows of I where the unknowns are free."""
    free = work.free_columns
    if N.shape != (work.A.shape[1], len(free)):
        return Check("N has a column for each free unknown", False)
    identity = [[int(i == j) for j in range(len(free))] for i in range(len(free))]
    if [[N[i, j] for j in range(len(free))] for i in free] != identity:
        return Check("each free unknown is 1 in one special solution", False)
    zero = [[0] * len(free) for _ in range(work.A.shape[0])]
    return Check("AN = 0", verify(work.A, x=N, b=zero).holds)


@dataclass(frozen=True, eq=False)
class RankQuestion(Question):
    """Find the rank and the dimension of the null space.

    Attributes
    ----------
    work : Rank
    """

    work: Rank

    @property
    def title(self) -> str:
        return say("Ranks")

    @property
    def task(self) -> str:
        return say("Find the rank r of the matrix, and the dimension d of its null space.")

    @property
    def given(self) -> tuple[tuple[str, Any], ...]:
        return (("A", self.work.A),)

    @property
    def answers(self) -> tuple[Answer, ...]:
        rank = self.work.value
        return (Answer("r", rank, ("r",)), Answer("d", self.work.A.shape[1] - rank, ("d",)))

    def verified(self, answers: Mapping[str, Any]) -> Check:
        """Compare with the record, whose A = CR proves the rank."""
        if exact_number(answers["r"]) != self.work.value:
            return Check("the rank of A", False)
        if exact_number(answers["d"]) != self.work.A.shape[1] - self.work.value:
            return Check("r + d = the number of columns", False)
        return self.work.check()

    def worked(self) -> Iterable[Block]:
        return steps_of(self.work, without=("Independent columns and rows", "Check"))


@dataclass(frozen=True, eq=False)
class DeterminantQuestion(Question):
    """Find det A.

    Attributes
    ----------
    work : Determinant
    """

    work: Determinant

    @property
    def title(self) -> str:
        return say("Determinants")

    @property
    def task(self) -> str:
        return say("Find the determinant of the matrix.")

    @property
    def given(self) -> tuple[tuple[str, Any], ...]:
        return (("A", self.work.A),)

    @property
    def answers(self) -> tuple[Answer, ...]:
        return (Answer("det", self.work.value, ("det", "A")),)

    def verified(self, answers: Mapping[str, Any]) -> Check:
        """Compare with the record, which computes the determinant in two ways."""
        if exact_number(answers["det"]) != self.work.value:
            return Check("the determinant of A", False)
        return self.work.check()

    def worked(self) -> Iterable[Block]:
        return steps_of(self.work, without=("Conclusion",))


@dataclass(frozen=True, eq=False)
class ProductQuestion(Question):
    """Multiply two matrices.

    Attributes
    ----------
    work : Product
    """

    work: Product

    @property
    def title(self) -> str:
        return say("Products of matrices")

    @property
    def task(self) -> str:
        return say("Multiply the matrices.")

    @property
    def given(self) -> tuple[tuple[str, Any], ...]:
        return (("A", self.work.A), ("B", self.work.B))

    @property
    def answers(self) -> tuple[Answer, ...]:
        return (Answer("AB", self.work.AB, ("A", "B")),)

    def verified(self, answers: Mapping[str, Any]) -> Check:
        """Multiply A by the columns of B."""
        return Check("AB", verify(self.work.A, x=self.work.B, b=answers["AB"]).holds)

    def worked(self) -> Iterable[Block]:
        return steps_of(self.work, without=_OTHER_VIEWS)


_OTHER_VIEWS = (
    "Combinations of columns",
    "Combinations of rows",
    "Column times row",
    "Blocks",
    "Check",  # of all views
)
