"""Explanations of linear systems: the pictures, elimination, the solutions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from scenes.explanations.topics import Explanation
from scenes.parameters.declarations import parameter
from scenes.parameters.kinds import Choice, Columns, Matrix, Rows
from scenes.parameters.linear_system import LinearSystem

if TYPE_CHECKING:
    from linalg import AnswerByCases, Closure, Solution
    from linalg import Determinant as DeterminantRecord
    from linalg import Elimination as EliminationRecord
    from linalg.geometry.pictures import ColumnPicture as ColumnPictureRecord
    from linalg.geometry.pictures import RowPicture as RowPictureRecord
    from linalg.reading import ReadMatrix

__all__ = [
    "Cases",
    "ColumnPicture",
    "Constraints",
    "Determinant",
    "Elimination",
    "IsSubspace",
    "RowPicture",
    "Solve",
]


@dataclass(frozen=True)
class Elimination(LinearSystem, Explanation):
    """Elimination step by step: pivots, multipliers, the triangular system and its solution."""

    pivoting: Literal["none", "nonzero", "max"] | None = parameter(
        Choice("none", "nonzero", "max"),
        help="rows exchanged never, where a pivot is zero, or for the largest pivot",
        example="max",
        default=None,
    )
    form: Literal["echelon", "reduced"] = parameter(
        Choice("echelon", "reduced"),
        help="stop at U, or go on to the reduced echelon form",
        example="reduced",
        default="echelon",
    )

    def record(self) -> EliminationRecord:
        from linalg import eliminate

        return eliminate(self.A, self.b, pivoting=self.pivoting, form=self.form)


@dataclass(frozen=True)
class Solve(LinearSystem, Explanation):
    """All solutions of a system: one, a family, or none with the reason."""

    def record(self) -> Solution:
        from linalg import solve

        return solve(self.A, self.b)


@dataclass(frozen=True)
class Determinant(LinearSystem, Explanation):
    """The determinant: the product of the pivots, cofactors, and Cramer's rule for a system."""

    matrix: ReadMatrix = parameter(
        Matrix(),
        help="the square matrix A, rows apart by semicolons, or [A b] with a bar",
        example="1 2 1; 3 8 1; 0 4 1",
    )
    rhs: Rows | None = parameter(
        Columns(), help="the right-hand side b, for Cramer's rule", example="2 12 2", default=None
    )

    def record(self) -> DeterminantRecord:
        from linalg import explain_determinant

        return explain_determinant(self.A, self.b)


@dataclass(frozen=True)
class Cases(LinearSystem, Explanation):
    """For which values of its symbols a system has one solution, a family, or none."""

    matrix: ReadMatrix = parameter(
        Matrix(),
        help="the matrix A, rows apart by semicolons, or [A b] with a bar",
        example="k 1 1; 1 k 1; 1 1 k",
    )
    rhs: Rows | None = parameter(
        Columns(), help="the right-hand side b", example="1 1 1", default=None
    )

    def record(self) -> AnswerByCases:
        from linalg import answer_by_cases

        return answer_by_cases(self.A, self.b)


@dataclass(frozen=True)
class PicturedSystem(LinearSystem, Explanation):
    """A system of two or three unknowns, which can be drawn."""

    matrix: ReadMatrix = parameter(
        Matrix(),
        help="the matrix A, rows apart by semicolons, or [A b] with a bar",
        example="2 -1; -1 2",
    )
    rhs: Rows | None = parameter(
        Columns(), help="the right-hand side b", example="0 3", default=None
    )


@dataclass(frozen=True)
class RowPicture(PicturedSystem):
    """The row picture: lines or planes, where they meet, or how they fail to."""

    def record(self) -> RowPictureRecord:
        from linalg.geometry.pictures import row_picture

        return row_picture(self.A, self.b)


@dataclass(frozen=True)
class ColumnPicture(PicturedSystem):
    """The column picture: the combination of the columns that reaches b."""

    def record(self) -> ColumnPictureRecord:
        from linalg.geometry.pictures import column_picture

        return column_picture(self.A, self.b)


@dataclass(frozen=True)
class Constraints:
    """Equations and inequalities that hold together.

    Examples
    --------
    >>> Constraints().read("x >= 0, y >= 0")
    'x >= 0, y >= 0'
    """

    metavar: str = "CONSTRAINTS"

    def read(self, text: str) -> str:
        from linalg.subspaces.constraints import read_constraints

        read_constraints(text)
        return text


@dataclass(frozen=True)
class IsSubspace(Explanation):
    """Is this set a subspace? A basis, or a counterexample to addition or scaling."""

    constraints: str = parameter(
        Constraints(), help="equations and inequalities in x, y and z", example="x*y >= 0"
    )

    def record(self) -> Closure:
        from linalg import is_subspace

        return is_subspace(self.constraints)
