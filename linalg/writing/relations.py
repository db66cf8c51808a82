"""The matrices of a record by name, and the relations that they satisfy."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from linalg.elimination.elimination import Elimination
from linalg.elimination.solving import Solution
from linalg.errors import LinalgError
from linalg.factorisations.elimination_matrices import EliminationMatrices
from linalg.factorisations.factorisations import Factorisation
from linalg.factorisations.gauss_jordan import Inverse
from linalg.factorisations.symmetric_factors import LDLT
from linalg.numbers.matrices import Matrix
from linalg.permutations.permutations import Permutation
from linalg.products.multiplication import Product
from linalg.subspaces.subspaces import FourSubspaces


@dataclass(frozen=True)
class Relation:
    """That a product of matrices is another product.

    Attributes
    ----------
    left, right : tuple of str
        Names of the matrices; ``L'`` is the transpose of L. On the right ``("I",)`` is the identity
        and ``("0",)`` zero.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Related:
    """Matrices by name, and their relations."""

    matrices: dict[str, Matrix]
    relations: tuple[Relation, ...]


@singledispatch
def related(record: Any) -> Related:
    """Return what a record says about matrices.

    Raises
    ------
    LinalgError
        For a record of anything else.
    """
    raise LinalgError(
        f"{type(record).__name__} holds no matrices with a relation to check: factors, inverses, "
        "solutions, products, permutations and subspaces do"
    )


@related.register
def _of_factors(record: Factorisation) -> Related:
    factors = dict(zip(record.names, record, strict=True))
    order = tuple(name for name in record.names if name != "P")
    left = ("P", "A") if "P" in factors else ("A",)
    right = (*order, "L'") if isinstance(record, LDLT) else order
    return Related({"A": record.A, **factors}, (Relation(left, right),))


@related.register
def _of_elimination(record: Elimination) -> Related:
    matrices = {"A": record.A, "P": record.P, "L": record.L, "U": record.U}
    return Related(matrices, (Relation(("P", "A"), ("L", "U")),))


@related.register
def _of_solution(record: Solution) -> Related:
    matrices = {"A": record.A, "b": record.b}
    relations = []
    if record.kind in ("unique", "family"):
        matrices["x"] = record.particular
        relations.append(Relation(("A", "x"), ("b",)))
    elif record.evidence is not None:
        matrices["y"] = record.weights
        relations.append(Relation(("y'", "A"), ("0",)))
    if record.null_vectors:
        matrices["N"] = record.N
        relations.append(Relation(("A", "N"), ("0",)))
    return Related(matrices, tuple(relations))


@related.register
def _of_inverse(record: Inverse) -> Related:
    relations = (Relation(("A", "X"), ("I",)), Relation(("X", "A"), ("I",)))
    return Related({"A": record.A, "X": record.matrix}, relations)


@related.register
def _of_product(record: Product) -> Related:
    matrices = {"A": record.A, "B": record.B, "C": record.AB}
    return Related(matrices, (Relation(("A", "B"), ("C",)),))


@related.register
def _of_elimination_matrices(record: EliminationMatrices) -> Related:
    elimination = record.elimination
    matrices = {"A": elimination.A, "E": record.E, "L": record.L, "U": elimination.U}
    return Related(matrices, (Relation(("E", "A"), ("U",)), Relation(("E", "L"), ("I",))))


@related.register
def _of_permutation(record: Permutation) -> Related:
    return Related({"P": record.matrix}, (Relation(("P", "P'"), ("I",)),))


@related.register
def _of_subspaces(record: FourSubspaces) -> Related:
    matrices, relations = {"A": record.A}, []
    if record.null_space.basis:
        matrices["N"] = record.null_space.matrix
        relations.append(Relation(("A", "N"), ("0",)))
    if record.left_null_space.basis:
        matrices["Y"] = record.left_null_space.matrix
        relations.append(Relation(("Y'", "A"), ("0",)))
    return Related(matrices, tuple(relations))
