"""The claim that a matrix is a permutation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from linalg.check import Check
from linalg.language import Said, say
from linalg.numbers.matrices import Grid, Matrix, handed_out
from linalg.verification.claims import Claim, Diagnosis, Fault
from linalg.verification.factors.factors import entry


@dataclass(frozen=True, eq=False, kw_only=True)
class PermutationClaim(Claim):
    """A matrix that was to be a permutation and is none.

    Attributes
    ----------
    name : str
        ``"P"`` or ``"Q"``.
    entries : Grid
    row, column : int
        The first entry that is wrong, from 0.
    """

    name: str
    entries: Grid
    row: int
    column: int

    @property
    def relation(self) -> Said:  # type: ignore[override]
        return say("{name} = a permutation matrix", name=self.name)

    @cached_property
    def matrices(self) -> dict[str, Matrix]:
        return {self.name: handed_out(self.entries)}

    @cached_property
    def check(self) -> Check:
        return Check(self.relation, False)

    @cached_property
    def diagnosis(self) -> Diagnosis | None:
        found: Any = self.entries.rows[self.row][self.column]
        said = say(
            "Row {row}, column {column} of {name}: {found}, where each row and each column has "
            "one 1, and 0 else.",
            row=self.row + 1,
            column=self.column + 1,
            name=self.name,
            found=(entry(self.name, self.row, self.column), "=", found),
        )
        fault = Fault(factor=self.name, row=self.row, column=self.column, found=found, said=said)
        return Diagnosis(fault, ())

    @property
    def bound(self) -> str | None:
        return None
