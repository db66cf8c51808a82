"""Parameters of the lesson on column space and null space."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenes.parameters.declarations import ParameterError, parameter
from scenes.parameters.kinds import Columns, Matrix, Rows
from scenes.parameters.linear_system import LinearSystem

if TYPE_CHECKING:
    from linalg.reading import ReadMatrix

__all__ = ["SubspacesParameters"]

MOST = 3


@dataclass(frozen=True)
class SubspacesParameters(LinearSystem):
    """Column space and null space: which b are reached, and by how many x.

    Source: G. Strang, MIT 18.06, lectures 5 and 6.

    Examples
    --------
    >>> SubspacesParameters.example().b
    ((5,), (7,), (9,))
    >>> SubspacesParameters.from_mapping({"matrix": "1 a; 2 3"})
    Traceback (most recent call last):
    scenes.parameters.declarations.ParameterError: matrix: arrows need numbers: give one for a
    """

    matrix: ReadMatrix = parameter(
        Matrix(),
        help="the matrix A of 2 or 3 rows and 1 to 3 columns, rows apart by semicolons",
        example="1 3 4; 2 3 5; 4 1 5",
    )
    rhs: Rows | None = parameter(
        Columns(),
        help="the side b, reached or not; if left out, 2 times one column plus another",
        example="5 7 9",
        default=None,
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        m, n = len(self.A), len(self.A[0])
        if m not in (2, MOST):
            remedy = "give 2 or 3 rows"
            raise ParameterError("matrix", f"is {m} × {n}; columns are seen as arrows: {remedy}")
        if n > MOST:
            remedy = "give at most 3, so that x is seen too"
            raise ParameterError("matrix", f"has {n} columns; {remedy}")
        if self.b is not None and len(self.b[0]) > 1:
            raise ParameterError("rhs", f"has {len(self.b[0])} columns; one b is told about")
        self._refuse_symbols("matrix", self.A)
        if self.b is not None:
            self._refuse_symbols("matrix" if self.rhs is None else "rhs", self.b)

    @staticmethod
    def _refuse_symbols(name: str, rows: Rows) -> None:
        found = {str(s) for row in rows for x in row for s in getattr(x, "free_symbols", ())}
        if found:
            names = ", ".join(sorted(found))
            raise ParameterError(name, f"arrows need numbers: give one for {names}")
