"""The parameters of everything that starts from a matrix A and, perhaps, a right-hand side b."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from scenes.parameters.declarations import ParameterError, Parameters, declared, parameter
from scenes.parameters.kinds import Columns, Matrix, Rows

if TYPE_CHECKING:
    from linalg.reading import ReadMatrix

__all__ = ["LinearSystem"]


@dataclass(frozen=True)
class LinearSystem(Parameters):
    """A linear system Ax = b.

    Examples
    --------
    >>> system = LinearSystem.from_mapping({"matrix": "2 1; 8 7", "rhs": "3 15"})
    >>> system.A, system.b
    (((2, 1), (8, 7)), ((3,), (15,)))
    """

    matrix: ReadMatrix = parameter(
        Matrix(),
        help="the matrix A, rows apart by semicolons, or [A b] with a bar",
        example="1 2 1; 3 8 1; 0 4 1",
    )
    rhs: Rows | None = parameter(
        Columns(), help="the right-hand side b", example="2 12 2", default=None
    )

    def __post_init__(self) -> None:
        if self.rhs is None:
            return
        if self.matrix.right_hand_side is not None:
            raise ParameterError("rhs", "the matrix has one already")
        if len(self.rhs) != len(self.A):
            entries = "1 entry" if len(self.rhs) == 1 else f"{len(self.rhs)} entries"
            rows = "1 row" if len(self.A) == 1 else f"{len(self.A)} rows"
            raise ParameterError("rhs", f"has {entries}, but the matrix has {rows}")

    @classmethod
    def example(cls) -> Self:
        """Return the lecture's own system, its right-hand side included."""
        return cls.from_mapping(
            {d.name: d.example for d in declared(cls) if d.name in {"matrix", "rhs"}}
        )

    @property
    def A(self) -> Rows:
        """The rows of the matrix."""
        return self.matrix.rows

    @property
    def b(self) -> Rows | None:
        """The right-hand sides as the rows of an m × k matrix, or None."""
        return self.matrix.right_hand_side if self.rhs is None else self.rhs
