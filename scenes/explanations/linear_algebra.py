"""Explanations of linear algebra."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from scenes.explanations.topics import Explanation
from scenes.kinds import Choice
from scenes.linear_system import LinearSystem
from scenes.parameters import parameter

if TYPE_CHECKING:
    from linalg.elimination import Elimination as EliminationRecord

__all__ = ["Elimination"]


@dataclass(frozen=True)
class Elimination(LinearSystem, Explanation):
    """Elimination step by step: pivots, multipliers, the triangular system and its solution."""

    pivoting: Literal["none", "nonzero", "max"] | None = parameter(
        Choice("none", "nonzero", "max"),
        help="rows exchanged never, where a pivot is zero, or for the largest pivot",
        example="max",
        default=None,
    )

    def record(self) -> EliminationRecord:
        from linalg import eliminate

        return eliminate(self.A, self.b, pivoting=self.pivoting)
