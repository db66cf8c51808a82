"""Explanations of one matrix: its factors, its inverse, what they cost, its subspaces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenes.explanations.topics import Explanation
from scenes.parameters.declarations import ParameterError, parameter
from scenes.parameters.kinds import Columns, Matrix, Rows
from scenes.parameters.single_matrix import SingleMatrix

if TYPE_CHECKING:
    from linalg import (
        LDLT,
        LDU,
        LU,
        PLU,
        DefinitenessByCases,
        Identity,
        Inertia,
        Membership,
        ReducedForm,
    )
    from linalg import Cost as CostRecord
    from linalg import EliminationMatrices as EliminationMatricesRecord
    from linalg import Inverse as InverseRecord
    from linalg import Rank as RankRecord
    from linalg import SymmetricProducts as SymmetricProductsRecord
    from linalg.reading import ReadMatrix
    from linalg.subspaces.subspaces import FourSubspaces

__all__ = [
    "Contains",
    "Cost",
    "Definiteness",
    "EliminationMatrices",
    "FactorLDLT",
    "FactorLDU",
    "FactorLU",
    "FactorPLU",
    "Inverse",
    "InverseOfTranspose",
    "Rank",
    "Reduced",
    "Subspaces",
    "SymmetricProducts",
]


@dataclass(frozen=True)
class OneMatrix(SingleMatrix, Explanation):
    """An explanation of one matrix.

    Examples
    --------
    >>> FactorLU.example().A
    ((2, 1), (8, 7))
    """


@dataclass(frozen=True)
class FactorLU(OneMatrix):
    """A = LU: elimination without exchanges, the multipliers in L."""

    def record(self) -> LU:
        from linalg import lu

        return lu(self.A)


@dataclass(frozen=True)
class FactorPLU(OneMatrix):
    """PA = LU: elimination with exchanges of rows."""

    def record(self) -> PLU:
        from linalg import plu

        return plu(self.A)


@dataclass(frozen=True)
class FactorLDU(OneMatrix):
    """A = LDU: the pivots on a diagonal of their own."""

    def record(self) -> LDU:
        from linalg import ldu

        return ldu(self.A)


@dataclass(frozen=True)
class OneSymmetricMatrix(OneMatrix):
    """An explanation of one symmetric matrix."""

    matrix: ReadMatrix = parameter(
        Matrix(), help="the symmetric matrix, rows apart by semicolons", example="2 -1; -1 2"
    )


@dataclass(frozen=True)
class FactorLDLT(OneSymmetricMatrix):
    """A = LDLᵀ of a symmetric matrix."""

    def record(self) -> LDLT:
        from linalg import ldlt

        return ldlt(self.A)


@dataclass(frozen=True)
class Definiteness(OneSymmetricMatrix):
    """The definiteness of a symmetric matrix, by the signs of its pivots."""

    def record(self) -> Inertia | DefinitenessByCases:
        from linalg import definiteness

        return definiteness(self.A)


@dataclass(frozen=True)
class OneSquareMatrix(OneMatrix):
    """An explanation of one square matrix."""

    matrix: ReadMatrix = parameter(
        Matrix(), help="the square matrix, rows apart by semicolons", example="1 3; 2 7"
    )


@dataclass(frozen=True)
class Inverse(OneSquareMatrix):
    """The inverse by Gauss-Jordan elimination on [A I]."""

    def record(self) -> InverseRecord:
        from linalg import inverse

        return inverse(self.A)


@dataclass(frozen=True)
class OneDependentMatrix(OneMatrix):
    """An explanation of one matrix, whose columns may depend on one another."""

    matrix: ReadMatrix = parameter(
        Matrix(),
        help="the matrix, rows apart by semicolons",
        example="1 2 2 2; 2 4 6 8; 3 6 8 10",
    )


@dataclass(frozen=True)
class Reduced(OneDependentMatrix):
    """The reduced row echelon form with its pivot columns."""

    def record(self) -> ReducedForm:
        from linalg import rref

        return rref(self.A)


@dataclass(frozen=True)
class Rank(OneDependentMatrix):
    """The rank: independent columns and rows, A = CR, and the dimensions of the subspaces."""

    def record(self) -> RankRecord:
        from linalg import explain_rank

        return explain_rank(self.A)


@dataclass(frozen=True)
class Subspaces(OneDependentMatrix):
    """The four fundamental subspaces with their bases and dimensions."""

    def record(self) -> FourSubspaces:
        from linalg.subspaces.subspaces import four_subspaces

        return four_subspaces(self.A)


@dataclass(frozen=True)
class Contains(OneMatrix):
    """Is a vector in the column space? Its coefficients, or the reason why not."""

    matrix: ReadMatrix = parameter(
        Matrix(), help="the matrix, rows apart by semicolons", example="1 3; 2 3; 4 1"
    )
    vector: Rows = parameter(Columns(), help="the vector", example="4 5 5")

    def __post_init__(self) -> None:
        super().__post_init__()
        if len(self.vector[0]) != 1:
            raise ParameterError("vector", f"is one column, not {len(self.vector[0])}")
        if len(self.vector) != len(self.A):
            raise ParameterError("vector", f"needs one entry for each of the {len(self.A)} rows")

    def record(self) -> Membership:
        from linalg import contains, four_subspaces

        return contains(four_subspaces(self.A).column_space, [entry for (entry,) in self.vector])


@dataclass(frozen=True)
class SymmetricProducts(OneMatrix):
    """RᵀR and RRᵀ, always symmetric, and the symmetric part of a square matrix."""

    matrix: ReadMatrix = parameter(
        Matrix(), help="the matrix, rows apart by semicolons", example="1 3; 2 3; 4 1"
    )

    def record(self) -> SymmetricProductsRecord:
        from linalg import symmetric_products

        return symmetric_products(self.A)


@dataclass(frozen=True)
class InverseOfTranspose(OneSquareMatrix):
    """The inverse of the transpose is the transpose of the inverse."""

    def record(self) -> Identity:
        from linalg import inverse_of_transpose

        return inverse_of_transpose(self.A)


@dataclass(frozen=True)
class EliminationMatrices(OneMatrix):
    """E, which mixes the multipliers, and L, which does not: both products, entry by entry."""

    matrix: ReadMatrix = parameter(
        Matrix(), help="the matrix, rows apart by semicolons", example="1 0 0; 2 1 0; 0 5 1"
    )

    def record(self) -> EliminationMatricesRecord:
        from linalg import elimination_matrices

        return elimination_matrices(self.A)


@dataclass(frozen=True)
class Cost(OneMatrix):
    """The cost of elimination: the operations counted, column by column."""

    matrix: ReadMatrix = parameter(
        Matrix(), help="the matrix, rows apart by semicolons", example="1 2 1; 3 8 1; 0 4 1"
    )

    def record(self) -> CostRecord:
        from linalg import cost

        return cost(self.A)
