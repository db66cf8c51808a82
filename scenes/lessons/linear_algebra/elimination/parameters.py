"""Parameters of the lesson on elimination."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.parameters.declarations import parameter
from scenes.parameters.kinds import Choice
from scenes.parameters.linear_system import LinearSystem

__all__ = ["EliminationParameters"]


@dataclass(frozen=True)
class EliminationParameters(LinearSystem):
    """Gaussian elimination: pivots, multipliers, row exchanges and back substitution.

    Source: G. Strang, MIT 18.06, lecture 2, whose system is the example.

    Examples
    --------
    >>> EliminationParameters.example().b
    ((2,), (12,), (2,))
    """

    operations: str = parameter(
        Choice("rows", "matrices"),
        help="row operations alone, or each with its matrix beside it",
        example="matrices",
        default="rows",
    )
