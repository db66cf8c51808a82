"""What the lesson on A = LU can be asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from scenes.parameters.declarations import parameter
from scenes.parameters.kinds import Choice, Matrix
from scenes.parameters.single_matrix import SingleMatrix

if TYPE_CHECKING:
    from linalg.reading import ReadMatrix

__all__ = ["LUParameters"]


@dataclass(frozen=True)
class LUParameters(SingleMatrix):
    """A = LU and A = LDU: elimination without exchanges, its multipliers kept in L.

    Source: G. Strang, MIT 18.06, lecture 4; the example is the matrix of lecture 2.

    Examples
    --------
    >>> LUParameters.example().products
    'yes'
    """

    matrix: ReadMatrix = parameter(
        Matrix(), help="the matrix A, rows apart by semicolons", example="1 2 1; 3 8 1; 0 4 1"
    )
    products: Literal["yes", "no"] = parameter(
        Choice("yes", "no"),
        help="whether to show why the product of the elimination matrices is messier than L",
        example="no",
        default="yes",
    )
    ldu: Literal["yes", "no"] = parameter(
        Choice("yes", "no"),
        help="whether to take the pivots out of U, for A = LDU",
        example="no",
        default="yes",
    )
