"""Exact and floating-point linear algebra that records how each answer came about."""

from pkgutil import extend_path

from linalg.calculus.differences import Difference, difference
from linalg.calculus.directional import DirectionalDerivative, directional_derivative
from linalg.calculus.gradients import Gradient, Hessian, Jacobian, gradient, hessian, jacobian
from linalg.calculus.taylor import Taylor, taylor
from linalg.determinants.determinants import Determinant, explain_determinant
from linalg.elimination.cases import AnswerByCases, Case, answer_by_cases, cases
from linalg.elimination.elimination import Elimination, eliminate
from linalg.elimination.solving import Solution, determinant, null_space, rank, solve
from linalg.elimination.steps import Scale, Subtract, Swap
from linalg.errors import (
    LimitError,
    LinalgError,
    ParseError,
    ShapeError,
    SingularError,
    UndecidedZeroError,
    ZeroPivotError,
)
from linalg.exercises.generated import Exercise, generate
from linalg.exercises.question import Question
from linalg.exercises.sheets import Sheet, sheet
from linalg.factorisations.costs import Cost, cost
from linalg.factorisations.elimination_matrices import EliminationMatrices, elimination_matrices
from linalg.factorisations.factorisations import LDU, LU, PLU, ldu, lu, plu
from linalg.factorisations.gauss_jordan import Inverse, ReducedForm, inverse, rref
from linalg.factorisations.symmetric_factors import LDLT, ldlt
from linalg.geometry.pictures import ColumnPicture, RowPicture, column_picture, row_picture
from linalg.permutations.permutations import (
    Permutation,
    Permutations,
    all_permutations,
    permutation,
)
from linalg.products.block_multiplication import Partition
from linalg.products.multiplication import Product, multiply
from linalg.reading import read_csv, read_expression, read_file, read_matrix, read_vector
from linalg.subspaces.closure import Closure, is_subspace
from linalg.subspaces.ranks import Rank, explain_rank
from linalg.subspaces.subspaces import (
    FourSubspaces,
    Membership,
    Subspace,
    contains,
    four_subspaces,
    span,
)
from linalg.symmetry.definiteness import DefinitenessByCases, definiteness
from linalg.symmetry.inertia import Inertia, inertia
from linalg.symmetry.symmetric_products import SymmetricProducts, gram, symmetric_products
from linalg.symmetry.symmetry import is_symmetric, symmetric_part
from linalg.symmetry.transposes import (
    Identity,
    inverse_of_product,
    inverse_of_transpose,
    transpose,
    transpose_of_product,
)
from linalg.vectors.multiples import primitive, unit
from linalg.verification.assertions import assert_factorisation
from linalg.verification.conventions.recognition import Recognition, recognise
from linalg.verification.conventions.table import CONVENTIONS
from linalg.verification.verification import Verification, verify
from linalg.writing.systems import for_system

# A person's own folder of this name goes on working: without __init__.py, it lies beside this one.
__path__ = extend_path(__path__, __name__)

__all__ = [
    "CONVENTIONS",
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
    "Question",
    "Rank",
    "Recognition",
    "ReducedForm",
    "RowPicture",
    "Scale",
    "ShapeError",
    "Sheet",
    "SingularError",
    "Solution",
    "Subspace",
    "Subtract",
    "Swap",
    "SymmetricProducts",
    "Taylor",
    "UndecidedZeroError",
    "Verification",
    "ZeroPivotError",
    "all_permutations",
    "answer_by_cases",
    "assert_factorisation",
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
    "for_system",
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
    "primitive",
    "rank",
    "read_csv",
    "read_expression",
    "read_file",
    "read_matrix",
    "read_vector",
    "recognise",
    "row_picture",
    "rref",
    "sheet",
    "solve",
    "span",
    "symmetric_part",
    "symmetric_products",
    "taylor",
    "transpose",
    "transpose_of_product",
    "unit",
    "verify",
]

# Each registers how the records that it knows are shown.
from linalg.calculus import pages as calculus_pages
from linalg.calculus import structured_pages
from linalg.determinants import pages as determinants_pages
from linalg.elimination import case_blocks as cases_pages
from linalg.elimination import pages as elimination_pages
from linalg.elimination import solution_blocks as solution_pages
from linalg.exercises import pages as exercise_pages
from linalg.factorisations import pages as factorisation_pages
from linalg.geometry import pages as pictures_pages
from linalg.permutations import pages as permutations_pages
from linalg.products import pages as multiplication_pages
from linalg.subspaces import pages as subspaces_pages
from linalg.subspaces import rank_pages as ranks_pages
from linalg.symmetry import pages as symmetry_pages
from linalg.verification import pages as verification_pages
