"""Parameters of the lesson on PA = LU."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from scenes.parameters.declarations import parameter
from scenes.parameters.kinds import Choice, Matrix
from scenes.parameters.single_matrix import SingleMatrix

if TYPE_CHECKING:
    from linalg.reading import ReadMatrix

__all__ = ["PermutedLUParameters"]


@dataclass(frozen=True)
class PermutedLUParameters(SingleMatrix):
    """PA = LU: row exchanges kept in P, and multipliers that travel with their rows.

    Source: G. Strang, MIT 18.06, lecture 5. The example is the matrix of lecture 2 with a 6 where
    an 8 gave it its second pivot, and with a multiplier in each row.

    Examples
    --------
    >>> PermutedLUParameters.example().A
    ((1, 2, 1), (3, 6, 1), (2, 8, 1))
    """

    matrix: ReadMatrix = parameter(
        Matrix(), help="the matrix A, rows apart by semicolons", example="1 2 1; 3 6 1; 2 8 1"
    )
    pivoting: Literal["nonzero", "max"] | None = parameter(
        Choice("nonzero", "max"),
        help="rows exchanged where a pivot is zero, or always for the largest pivot; else as suits "
        "the numbers",
        example="max",
        default=None,
    )
