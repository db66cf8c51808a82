"""Whole factors in another form than was asked for: inverse, transposed, exchanged, permuted.

Each is tried, and named only where the factors then multiply to the matrix and have their forms.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from linalg.language import Said, say, say_counted
from linalg.notation import formula, point, symbol
from linalg.verification.arithmetic import Array, identity_like
from linalg.verification.claims import Cause
from linalg.verification.factors.factors import Factors
from linalg.verification.orders import lower_order

MOST_ROWS_TRIED = 12
"""Of larger matrices not every pair of rows is tried."""


def mix_ups(problem: Factors) -> Iterator[Cause]:
    """Yield what was taken for something else, where putting it right makes the factors right."""
    yield from _triangular_mix_ups(problem)
    yield from _order_mix_ups(problem)
    if problem.D is not None:
        yield from _diagonal_mix_ups(problem)
    else:
        yield from _scaled(problem)


def _triangular_mix_ups(problem: Factors) -> Iterator[Cause]:
    L, U, middle = problem.L, problem.U, problem.D
    square = L.shape[0] == L.shape[1]
    if square and problem.unit in ("L", "both"):
        yield from _of_the_multipliers(problem)
    if L.shape == U.shape and square:
        swapped = problem.instead(L=U, U=L)
        if swapped.hold:
            yield _whole("L and U exchanged", "L", say("L and U stand in each other's places."))
        both = problem.instead(L=U.T, U=L.T, D=None if middle is None else middle.T)
        if problem.instead(A=problem.target.T, **_in_order(problem), L=L, U=U).hold:
            yield _whole(
                "transposed",
                "A",
                say(
                    "L and U are the factors of the transpose, {relation}.",
                    relation=(symbol("A", sup="T"), "=", "L", "U"),
                ),
            )
        elif both.hold:
            yield _whole(
                "both transposed",
                "L",
                say(
                    "L and U are each other's transposes: {L} and {U} were meant.",
                    L=("L", "=", symbol("U", sup="T")),
                    U=("U", "=", symbol("L", sup="T")),
                ),
            )
    if square and problem.instead(L=L.T).hold:
        yield _whole("transposed L", "L", say("L is transposed."))
    if U.shape[0] == U.shape[1]:
        if problem.instead(U=U.T).hold:
            yield _whole("transposed U", "U", say("U is transposed."))
        left = problem.arithmetic.product(*problem.factors[:-1])
        is_inverse = left.shape == problem.target.shape and not problem.out_of_form
        agrees = is_inverse and problem.arithmetic.agree(left, problem.target, U)
        if agrees and not _is_identity(problem, U):
            said = say("It is the inverse of U that was written for U.")
            yield _whole("inverse of U", "U", said)


def _of_the_multipliers(problem: Factors) -> Iterator[Cause]:
    """Yield what L may be instead: its inverse, of changed signs, multiplied in wrong order."""
    L = problem.L
    one = identity_like(L, L.shape[0])
    signs = 2 * one - L
    if _is_identity(problem, L) or not _is_lower(problem, L):
        return
    right = problem.arithmetic.product(*problem.factors[1:])
    if problem.arithmetic.agree(right, L, problem.target):
        yield _whole(
            "inverse of L",
            "L",
            say(
                "It is {inverse} that was written for L: the product of the elimination matrices, "
                "not of their inverses.",
                inverse=symbol("L", sup=-1),
            ),
        )
    if problem.instead(L=signs).hold:
        yield _whole(
            "all signs",
            "L",
            say(
                "The signs of all multipliers are changed: L holds the multipliers with which the "
                "rows are subtracted."
            ),
        )
    inverse = _inverse_of_unit_lower(L)
    if not problem.arithmetic.agree(signs, inverse) and problem.instead(L=2 * one - inverse).hold:
        yield _whole(
            "order of the steps",
            "L",
            say(
                "The inverses of the steps were multiplied in the wrong order: in the right one "
                "the multipliers stand in L as they are."
            ),
        )


def _order_mix_ups(problem: Factors) -> Iterator[Cause]:
    """Yield another order of the rows with which the factors are right."""
    if problem.out_of_form:
        yield from _rows_of_l(problem)
        return
    m = len(problem.rows)
    identity = tuple(range(m))
    inverse = tuple(int(i) for i in np.argsort(problem.rows))
    if inverse != problem.rows and problem.instead(rows=inverse).hold:
        yield _whole(
            "transposed P",
            "P",
            say(
                "P is transposed: the factors satisfy {relation} and not {other}.",
                relation=("A", "=", "P", "L", "U"),
                other=("P", "A", "=", "L", "U"),
            ),
        )
    elif problem.rows != identity and problem.instead(rows=identity).hold:
        yield _whole(
            "exchange too many",
            "P",
            say(
                "The factors are those of {A} itself, without exchanges: {relation}.",
                A=formula("A"),
                relation=("A", "=", "L", "U"),
            ),
        )
    elif (rows := _matched_rows(problem)) is not None and rows != problem.rows:
        values = {"rows": point(*(i + 1 for i in rows)), "A": formula("A")}
        kind = "other exchanges"
        said = say("P is another: the factors are right with the rows {rows} of {A}.", **values)
        if problem.rows == identity:
            kind = "exchange left out"
            said = say(
                "An exchange of rows was left out: the factors are right with the rows {rows} of "
                "{A}.",
                **values,
            )
        yield _whole(kind, "P", said)
    yield from _multipliers_left_behind(problem)


def _matched_rows(problem: Factors) -> tuple[int, ...] | None:
    """Return the order of the rows of A that is the product; None where there is none."""
    if problem.columns != tuple(range(len(problem.columns))):
        return None
    made = problem.target - problem.residual
    free, rows = list(range(problem.A.shape[0])), []
    sizes = problem.sizes
    for i in range(made.shape[0]):
        found = next((r for r in free if _same_row(problem, problem.A[r], made[i], sizes[i])), None)
        if found is None:
            return None
        free.remove(found)
        rows.append(found)
    return tuple(rows)


def _same_row(problem: Factors, one: Array, two: Array, sizes: Array) -> bool:
    return bool(problem.arithmetic.nothing(one - two, sizes).all())


def _multipliers_left_behind(problem: Factors) -> Iterator[Cause]:
    """Yield an exchange of rows that the multipliers to their left did not take part in."""
    m = problem.L.shape[0]
    if m > MOST_ROWS_TRIED:
        return
    for c in range(1, min(m, problem.inner)):
        for r in range(c + 1, m):
            L = problem.L.copy()
            L[[c, r], :c] = L[[r, c], :c]
            if np.array_equal(L, problem.L):
                continue
            if problem.instead(L=L).hold:
                said = say_counted(
                    c,
                    "When rows {one} and {other} changed places, their multipliers in column "
                    "{count} of L did not: they change places too.",
                    "When rows {one} and {other} changed places, their multipliers in the first "
                    "{count} columns of L did not: they change places too.",
                    one=c + 1,
                    other=r + 1,
                )
                yield _whole("multipliers left behind", "L", said)


def _rows_of_l(problem: Factors) -> Iterator[Cause]:
    """Yield the order in which the rows of L are those of a lower triangular matrix."""
    if problem.L.shape[0] != problem.L.shape[1] or problem.unit not in ("L", "both"):
        return
    order = lower_order(problem.L)
    if order is None or order == tuple(range(len(order))):
        return
    rows = tuple(problem.rows[i] for i in order)
    if problem.instead(L=problem.L[list(order), :], rows=rows).hold:
        yield _whole(
            "permuted L",
            "L",
            say(
                "The rows of L are permuted, as {relation} has them where P is multiplied into L: "
                "it is lower triangular with its rows in the order {order}.",
                relation=("A", "=", "L", "U"),
                order=point(*(i + 1 for i in order)),
            ),
        )


def _diagonal_mix_ups(problem: Factors) -> Iterator[Cause]:
    L, D, U = problem.L, problem.D, problem.U
    assert D is not None
    diagonal = [D[k, k] for k in range(problem.inner)]
    if any(problem.arithmetic.is_nothing(d) for d in diagonal):
        return
    one = identity_like(D, problem.inner)
    if all(problem.arithmetic.same(d, d - d + 1) for d in diagonal):
        return
    over = [[row[j] / d for j in range(len(row))] for d, row in zip(diagonal, U, strict=True)]
    divided = np.array(over, dtype=U.dtype).reshape(U.shape)
    columns = np.array(
        [[x / d for x, d in zip(row, diagonal, strict=True)] for row in L], dtype=L.dtype
    )
    inverse = one.copy()
    for k, d in enumerate(diagonal):
        inverse[k, k] = 1 / d
    if problem.instead(U=divided).hold:
        yield _whole(
            "D left in U",
            "U",
            say(
                "D is still in U: its rows have to be divided by their pivots, and D stands twice "
                "in the product."
            ),
        )
    if problem.instead(L=columns).hold:
        yield _whole(
            "D left in L",
            "L",
            say(
                "D is still in L: its columns have to be divided by the pivots, and D stands twice "
                "in the product."
            ),
        )
    if problem.instead(D=inverse).hold:
        said = say("It is the inverse of D that was written for D.")
        yield _whole("inverse of D", "D", said)


def _scaled(problem: Factors) -> Iterator[Cause]:
    """Yield a diagonal that stands in the wrong factor, in both, or in none."""
    L, U, k = problem.L, problem.U, problem.inner
    diagonal = [L[i, i] for i in range(min(k, L.shape[0]))]
    is_nothing = problem.arithmetic.is_nothing
    ones = all(problem.arithmetic.same(d, d - d + 1) for d in diagonal)
    if len(diagonal) == k and not ones and not any(map(is_nothing, diagonal)):
        columns = np.array(
            [[x / d for x, d in zip(row, diagonal, strict=True)] for row in L], dtype=L.dtype
        )
        rows = np.array(
            [[d * x for x in row] for d, row in zip(diagonal, U, strict=True)], dtype=U.dtype
        )
        if problem.instead(L=columns, unit="L").hold and problem.unit == "L":
            yield _whole(
                "pivots in L",
                "L",
                say(
                    "The columns of L were not divided by the pivots: L holds the entries and not "
                    "the multipliers."
                ),
            )
        if problem.instead(L=columns, U=rows, unit="L").hold and problem.unit == "L":
            crout = problem.instead(unit="U").hold
            said = (
                say(
                    "These are Crout's factors, with the ones on the diagonal of U: divide the "
                    "columns of L by their diagonal entries and multiply the rows of U by them."
                )
                if crout
                else say(
                    "The product is right, and a diagonal stands in the wrong factor: divide the "
                    "columns of L by their diagonal entries and multiply the rows of U by them."
                )
            )
            yield _whole("unit U" if crout else "diagonal of L", "L", said)
    if ones and problem.unit == "L" and problem.instead(unit="both").hold is False:
        missing = _missing_diagonal(problem)
        if missing is not None:
            yield _whole(
                "D left out",
                "U",
                say(
                    "The rows of U were divided by the pivots, and the pivots are in no factor: "
                    "{relation} with the pivots {pivots} in D.",
                    relation=("A", "=", "L", "D", "U"),
                    pivots=point(*map(problem.shown, missing)),
                ),
            )


def _missing_diagonal(problem: Factors) -> list[Any] | None:
    """Return the D with which L D U is right, of unit triangular L and U."""
    k = problem.inner
    if problem.U.shape[0] != problem.U.shape[1] or problem.L.shape[0] != k or problem.out_of_form:
        return None
    if problem.instead(unit="both").out_of_form != ():
        return None
    D = identity_like(problem.L, k)
    left = problem.target.copy()
    for s in range(k):
        D[s, s] = left[s, s]
        left = left - np.outer(problem.L[:, s], problem.U[s]) * left[s, s]
    wanted = problem.instead(D=D, unit="both")
    return [D[s, s] for s in range(k)] if wanted.hold else None


def _inverse_of_unit_lower(L: Array) -> Array:
    """Solve LX = I by substitution."""
    X = identity_like(L, L.shape[0])
    for i in range(L.shape[0]):
        for k in range(i):
            X[i] = X[i] - X[k] * L[i, k]
    return X


def _in_order(problem: Factors) -> dict[str, Any]:
    m, n = problem.target.shape
    return {"rows": tuple(range(n)), "columns": tuple(range(m))}


def _is_lower(problem: Factors, M: Array) -> bool:
    return problem.instead(L=M, U=identity_like(M, M.shape[1]), D=None).out_of_form == ()


def _is_identity(problem: Factors, M: Array) -> bool:
    return problem.arithmetic.agree(identity_like(M, M.shape[0]), M)


def _whole(kind: str, factor: str, said: Said) -> Cause:
    return Cause(kind, factor, None, None, said)
