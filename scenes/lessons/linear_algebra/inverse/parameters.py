"""Parameters of the lesson on the inverse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenes.parameters.declarations import ParameterError, parameter
from scenes.parameters.kinds import Matrix
from scenes.parameters.single_matrix import SingleMatrix

if TYPE_CHECKING:
    from linalg.reading import ReadMatrix

__all__ = ["InverseParameters"]


@dataclass(frozen=True)
class InverseParameters(SingleMatrix):
    """The inverse by Gauss-Jordan elimination, from [A I] to [I A⁻¹].

    The example turns the plane by 45° and stretches it, so that its way back is easily seen.

    Source: G. Strang, MIT 18.06, lecture 3.

    Examples
    --------
    >>> InverseParameters.example().A
    ((1, -1), (1, 1))
    >>> InverseParameters.from_mapping({"matrix": "1 2 3; 4 5 6"})  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    scenes.parameters.declarations.ParameterError: matrix: is 2 × 3; only a square ...
    """

    matrix: ReadMatrix = parameter(
        Matrix(), help="the matrix, n × n, rows apart by semicolons", example="1 -1; 1 1"
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        m, n = len(self.A), len(self.A[0])
        if m != n:
            raise ParameterError("matrix", f"is {m} × {n}; only a square matrix has an inverse")
