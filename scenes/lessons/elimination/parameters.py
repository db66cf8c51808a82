"""What the lesson on elimination can be asked for."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.linear_system import LinearSystem
from scenes.parameters import ParameterError

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

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.b is not None and len(self.b[0]) != 1:
            raise ParameterError(
                "rhs", f"has {len(self.b[0])} columns; the lesson solves for one at a time"
            )
