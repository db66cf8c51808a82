"""Exact and floating-point linear algebra that records how each answer came about."""

from linalg.cases import Case, cases
from linalg.costs import Cost, cost
from linalg.elimination import Elimination, eliminate
from linalg.elimination_matrices import EliminationMatrices, elimination_matrices
from linalg.errors import (
    LimitError,
    LinalgError,
    ParseError,
    ShapeError,
    SingularError,
    UndecidedZeroError,
    ZeroPivotError,
)
from linalg.factorisations import LDLT, LDU, LU, PLU, ldlt, ldu, lu, plu
from linalg.gauss_jordan import Inverse, ReducedForm, inverse, rref
from linalg.reading import read_expression, read_matrix
from linalg.solving import Solution, determinant, null_space, rank, solve
from linalg.steps import Scale, Subtract, Swap
from linalg.symmetry import (
    Identity,
    Inertia,
    gram,
    inertia,
    inverse_of_product,
    inverse_of_transpose,
    is_symmetric,
    symmetric_part,
    transpose,
    transpose_of_product,
)

__all__ = [
    "LDLT",
    "LDU",
    "LU",
    "PLU",
    "Case",
    "Cost",
    "Elimination",
    "EliminationMatrices",
    "Identity",
    "Inertia",
    "Inverse",
    "LimitError",
    "LinalgError",
    "ParseError",
    "ReducedForm",
    "Scale",
    "ShapeError",
    "SingularError",
    "Solution",
    "Subtract",
    "Swap",
    "UndecidedZeroError",
    "ZeroPivotError",
    "cases",
    "cost",
    "determinant",
    "eliminate",
    "elimination_matrices",
    "gram",
    "inertia",
    "inverse",
    "inverse_of_product",
    "inverse_of_transpose",
    "is_symmetric",
    "ldlt",
    "ldu",
    "lu",
    "null_space",
    "plu",
    "rank",
    "read_expression",
    "read_matrix",
    "rref",
    "solve",
    "symmetric_part",
    "transpose",
    "transpose_of_product",
]
