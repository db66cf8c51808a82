"""The parameters of everything that is about one matrix alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenes.parameters.declarations import ParameterError, Parameters, parameter
from scenes.parameters.kinds import Matrix, Rows

if TYPE_CHECKING:
    from linalg.reading import ReadMatrix

__all__ = ["SingleMatrix"]


@dataclass(frozen=True)
class SingleMatrix(Parameters):
    """A matrix without a right-hand side.

    Examples
    --------
    >>> SingleMatrix.example().A
    ((2, 1), (8, 7))
    >>> SingleMatrix.from_mapping({"matrix": "2 1 | 3; 8 7 | 5"})  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    scenes.parameters.declarations.ParameterError: matrix: has a right-hand side; ...
    """

    matrix: ReadMatrix = parameter(
        Matrix(), help="the matrix, rows apart by semicolons", example="2 1; 8 7"
    )

    def __post_init__(self) -> None:
        if self.matrix.right_hand_side is not None:
            raise ParameterError("matrix", "has a right-hand side; this is about one matrix alone")

    @property
    def A(self) -> Rows:
        """The rows of the matrix."""
        return self.matrix.rows
