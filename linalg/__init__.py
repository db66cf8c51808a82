"""Exact and floating-point linear algebra that records how each answer came about."""

from linalg.elimination import Elimination, eliminate
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

__all__ = [
    "LDLT",
    "LDU",
    "LU",
    "PLU",
    "Elimination",
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
    "determinant",
    "eliminate",
    "inverse",
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
]
