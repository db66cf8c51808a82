"""Parameters of the lesson on A = LU."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenes.parameters.declarations import parameter
from scenes.parameters.kinds import Matrix, Switch
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
    True
    """

    matrix: ReadMatrix = parameter(
        Matrix(), help="the matrix A, rows apart by semicolons", example="1 2 1; 3 8 1; 0 4 1"
    )
    products: bool = parameter(
        Switch(),
        help="show why the product of the elimination matrices is messier than L",
        example="no",
        default=True,
    )
    ldu: bool = parameter(
        Switch(), help="take the pivots out of U, for A = LDU", example="yes", default=False
    )
