"""Exact and floating-point linear algebra that records how each answer came about."""

from pkgutil import extend_path

from linalg.block_multiplication import Partition
from linalg.calculus import Gradient, Hessian, Jacobian, gradient, hessian, jacobian
from linalg.cases import AnswerByCases, Case, answer_by_cases, cases
from linalg.closure import Closure, is_subspace
from linalg.costs import Cost, cost
from linalg.definiteness import DefinitenessByCases, definiteness
from linalg.determinants import Determinant, explain_determinant
from linalg.differences import Difference, difference
from linalg.directional import DirectionalDerivative, directional_derivative
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
from linalg.pictures import ColumnPicture, RowPicture, column_picture, row_picture
from linalg.ranks import Rank, explain_rank
from linalg.reading import read_csv, read_expression, read_file, read_matrix, read_vector
from linalg.solving import Solution, determinant, null_space, rank, solve
from linalg.steps import Scale, Subtract, Swap
from linalg.subspaces import FourSubspaces, Membership, Subspace, contains, four_subspaces, span
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
from linalg.taylor import Taylor, taylor
from linalg.transposes import SymmetricProducts, symmetric_products

# A person's own folder of this name goes on working: without __init__.py, it lies beside this one.
__path__ = extend_path(__path__, __name__)

__all__ = [
    "LDLT",
    "LDU",
    "LU",
    "PLU",
    "AnswerByCases",
    "Case",
    "Closure",
    "ColumnPicture",
    "Cost",
    "DefinitenessByCases",
    "Determinant",
    "Difference",
    "DirectionalDerivative",
    "Elimination",
    "EliminationMatrices",
    "Exercise",
    "FourSubspaces",
    "Gradient",
    "Hessian",
    "Identity",
    "Inertia",
    "Inverse",
    "Jacobian",
    "LimitError",
    "LinalgError",
    "Membership",
    "ParseError",
    "Partition",
    "Permutation",
    "Permutations",
    "Product",
    "Rank",
    "ReducedForm",
    "RowPicture",
    "Scale",
    "ShapeError",
    "SingularError",
    "Solution",
    "Subspace",
    "Subtract",
    "Swap",
    "SymmetricProducts",
    "Taylor",
    "UndecidedZeroError",
    "ZeroPivotError",
    "all_permutations",
    "answer_by_cases",
    "cases",
    "column_picture",
    "contains",
    "cost",
    "definiteness",
    "determinant",
    "difference",
    "directional_derivative",
    "eliminate",
    "elimination_matrices",
    "explain_determinant",
    "explain_rank",
    "four_subspaces",
    "generate",
    "gradient",
    "gram",
    "hessian",
    "inertia",
    "inverse",
    "inverse_of_product",
    "inverse_of_transpose",
    "is_subspace",
    "is_symmetric",
    "jacobian",
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
    "read_file",
    "read_matrix",
    "read_vector",
    "row_picture",
    "rref",
    "solve",
    "span",
    "symmetric_part",
    "symmetric_products",
    "taylor",
    "transpose",
    "transpose_of_product",
]

# Each registers how the records that it knows are shown.
from linalg import (  # noqa: F401
    calculus_page,
    cases_page,
    closure_page,
    cost_page,
    definiteness_page,
    determinants_page,
    elimination_matrices_page,
    elimination_page,
    factorisation_page,
    gauss_jordan_page,
    multiplication_page,
    permutations_page,
    pictures_page,
    ranks_page,
    solution_page,
    structured_page,
    subspaces_page,
    symmetry_page,
)
