"""Exact and floating-point linear algebra that records how each answer came about."""

from linalg.block_multiplication import Partition
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
from linalg.exercises import Exercise, generate
from linalg.factorisations import LDLT, LDU, LU, PLU, ldlt, ldu, lu, plu
from linalg.gauss_jordan import Inverse, ReducedForm, inverse, rref
from linalg.multiplication import Product, multiply
from linalg.permutations import Permutation, Permutations, all_permutations, permutation
from linalg.reading import read_csv, read_expression, read_matrix, read_vector
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
    "Exercise",
    "Identity",
    "Inertia",
    "Inverse",
    "LimitError",
    "LinalgError",
    "ParseError",
    "Partition",
    "Permutation",
    "Permutations",
    "Product",
    "ReducedForm",
    "Scale",
    "ShapeError",
    "SingularError",
    "Solution",
    "Subtract",
    "Swap",
    "UndecidedZeroError",
    "ZeroPivotError",
    "all_permutations",
    "cases",
    "cost",
    "determinant",
    "eliminate",
    "elimination_matrices",
    "generate",
    "gram",
    "inertia",
    "inverse",
    "inverse_of_product",
    "inverse_of_transpose",
    "is_symmetric",
    "ldlt",
    "ldu",
    "lu",
    "multiply",
    "null_space",
    "permutation",
    "plu",
    "rank",
    "read_csv",
    "read_expression",
    "read_matrix",
    "read_vector",
    "rref",
    "solve",
    "symmetric_part",
    "transpose",
    "transpose_of_product",
]
