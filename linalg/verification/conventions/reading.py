"""Factors as a system writes them, brought to PA = LU or PAQ = LU."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from linalg.errors import LinalgError, ShapeError
from linalg.language import Said, say
from linalg.numbers.matrices import Grid
from linalg.permutations.permutations import Permutation
from linalg.reading import read_matrix, read_vector
from linalg.verification.conventions.table import Convention
from linalg.verification.orders import (
    identity_order,
    inverse_order,
    is_list,
    list_order,
    lower_order,
    order_of,
)


@dataclass(frozen=True)
class Brought:
    """The order of rows and columns with which L and U are triangular, and L in that order.

    Attributes
    ----------
    relation : str
        As the system writes it.
    rows, columns : tuples of int
    L : Grid
    """

    relation: str
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    L: Grid


def brought(
    A: Grid,
    L: Grid,
    P: object,
    Q: object,
    convention: Convention | None = None,
    product: str = "LU",
) -> Brought:
    """Read P and Q as a system means them.

    Parameters
    ----------
    A, L : Grid
    P, Q : matrices, lists, or None
    convention : Convention, optional
        Without one row i of PA is row p[i] of A.
    product : str
        The right side of the relation.

    Raises
    ------
    ShapeError
        If a list is none that the system could have written.
    NoPermutationError
        If a matrix is no permutation.
    """
    m, n = A.shape
    columns = identity_order(n) if Q is None else _columns(Q, n, convention)
    if P is None:
        permutes = convention is not None and convention.permutes_l
        order = lower_order(np.array(L.rows, dtype=object)) if L.shape[0] == L.shape[1] else None
        if not permutes or order is None or order == identity_order(m):
            left = "A" if Q is None else "AQ"
            return Brought(f"{left} = {product}", identity_order(m), columns, L)
        rows = L.rows
        permuted = Grid([rows[i] for i in order], L.shape, L.eps)
        return Brought(permuted_relation(product), order, columns, permuted)
    relation = f"{'PA' if Q is None else 'PAQ'} = {product}"
    if isinstance(P, str) and convention is not None and convention.form == "pairs":
        P = [list(row) for row in read_matrix(P).rows]
    if convention is not None and is_listed(P):
        return Brought(relation, _list(P, m, convention, "P"), columns, L)
    order = order_of(P)
    _require(len(order) == m, f"P reorders {len(order)} rows, A has {m}")
    if convention is not None and convention.relation == "A = PLU":
        return Brought(f"A = P{product}", inverse_order(order), columns, L)
    return Brought(relation, order, columns, L)


def permuted_relation(product: str = "LU") -> Said:
    """Return the relation of an L into which P is multiplied."""
    return say("A = {product} with the rows of L permuted", product=product)


def is_listed(P: object) -> bool:
    """Say whether a permutation is a list, of numbers or of pairs of them."""
    return is_list(P) or is_pairs(P)


def is_pairs(P: object) -> bool:
    """Say whether it is a list of pairs that is no 2 × 2 matrix of zeros and ones."""
    if not isinstance(P, Sequence) or isinstance(P, str):
        return False
    if not all(isinstance(pair, Sequence) and len(pair) == 2 for pair in P):
        return False
    return len(P) != 2 or sorted(map(list, P)) != [[0, 1], [1, 0]]


def numbers_of(p: object) -> tuple[Any, ...]:
    """Return a list of rows as ints, or as pairs of them."""
    if isinstance(p, Permutation):
        return p.p
    if isinstance(p, str):
        p = read_vector(p.replace("(", " ").replace(")", " "))
    items = np.asarray(p).tolist() if hasattr(p, "__array__") else list(p)  # type: ignore[call-overload]
    return tuple(tuple(map(int, x)) if isinstance(x, Sequence) else int(x) for x in items)


def _columns(Q: object, n: int, convention: Convention | None) -> tuple[int, ...]:
    if convention is not None and is_listed(Q):
        return _list(Q, n, convention, "Q")
    order = order_of(Q, name="Q")
    if not is_list(Q):  # the 1 in column j of Q stands in the row of the column that it takes
        order = inverse_order(order)
    _require(len(order) == n, f"Q reorders {len(order)} columns, A has {n}")
    return order


def _list(P: object, m: int, convention: Convention, name: str) -> tuple[int, ...]:
    if convention.form is None:
        raise LinalgError(f"{convention.name} writes no list; give {name} as a matrix")
    if isinstance(P, Permutation):
        order = P.p if len(P.p) == m else None
    else:
        form = (name == "Q" and convention.form_of_columns) or convention.form
        order = list_order(numbers_of(P), m, form, convention.base)
    if order is None:
        raise ShapeError(
            f"{name} is no list of {m} that {convention.name} writes: {_written(convention)}"
        )
    return order


def _written(convention: Convention) -> str:
    count = f"counted from {convention.base}"
    if convention.form == "pairs":
        return f"pairs of rows that change places, {count}"
    if convention.form == "exchanges":
        return f"row k changes places with the k-th of the list, {count}"
    return f"every row once, {count}"


def _require(holds: bool, said: str) -> None:
    if not holds:
        raise ShapeError(said)
