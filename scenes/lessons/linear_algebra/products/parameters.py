"""Parameters of the lesson on the product of two matrices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenes.parameters.declarations import ParameterError, Parameters, parameter
from scenes.parameters.kinds import Matrix

if TYPE_CHECKING:
    from linalg.reading import ReadMatrix

__all__ = ["ProductsParameters"]


@dataclass(frozen=True)
class ProductsParameters(Parameters):
    """The product AB in five groupings: entries, columns, rows, blocks, and layers of rank one.

    Source: G. Strang, MIT 18.06, lecture 3, whose product is the example.

    Examples
    --------
    >>> ProductsParameters.example().left.rows
    ((2, 7), (3, 8), (4, 9))
    >>> given = {"left": "1 2; 3 4", "right": "1 2 3"}
    >>> ProductsParameters.from_mapping(given)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    scenes.parameters.declarations.ParameterError: right: has 1 row, but A has 2 columns; ...
    """

    left: ReadMatrix = parameter(
        Matrix(), help="the matrix A, rows apart by semicolons", example="2 7; 3 8; 4 9"
    )
    right: ReadMatrix = parameter(
        Matrix(), help="the matrix B, with as many rows as A has columns", example="1 6; 0 0"
    )

    def __post_init__(self) -> None:
        for name, matrix in (("left", self.left), ("right", self.right)):
            if matrix.right_hand_side is not None:
                raise ParameterError(name, "has a right-hand side; a factor has none")
        columns, rows = len(self.left.rows[0]), len(self.right.rows)
        if columns != rows:
            raise ParameterError(
                "right",
                f"has {_counted(rows, 'row')}, but A has {_counted(columns, 'column')}; "
                "AB needs as many rows in B as columns in A",
            )


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
