"""Single mistakes in one place: an entry of L, D, U or A, a row, two exchanged multipliers.

What is left of A - LU tells where: a wrong multiplier leaves a multiple of a row of U, a wrong
entry of U a multiple of a column of L, a wrong entry of A that entry alone. Whatever is named makes
A = LU hold when it is mended; every place of which that is true is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice
from typing import Any

import numpy as np

from linalg.notation import formula
from linalg.verification.arithmetic import Array
from linalg.verification.claims import Cause, Said, apart
from linalg.verification.factors.factors import Factors, entry, explains

_MOST_PAIRS = 3000
"""More pairs of multipliers are not tried."""


def entry_causes(problem: Factors) -> Iterator[Cause]:
    """Yield the single places where a mistake explains everything that is wrong.

    The factors are of their form.
    """
    if not problem.wrong:
        return
    causes = list(_places(problem))
    rows = {i for i, _ in problem.wrong}
    yield from causes
    if len(rows) == 1 and not causes:
        yield _row(problem, *rows)


def _places(problem: Factors) -> Iterator[Cause]:
    rows = sorted({i for i, _ in problem.wrong})
    columns = sorted({j for _, j in problem.wrong})
    if len(rows) == 1:
        yield from _multipliers(problem, rows[0])
        yield from _added(problem, rows[0])
    if len(columns) == 1:
        yield from _entries_of_u(problem, columns[0])
    if problem.D is not None:
        yield from _pivots(problem)
    if len(rows) <= 2:
        yield from _exchanged(problem, rows)
    if len(rows) == len(columns) == 1:
        yield _entry_of_a(problem, rows[0], columns[0])
    else:
        yield from _rows_of_u(problem)


def _right(problem: Factors) -> Array:
    return problem.arithmetic.product(*problem.factors[1:])


def _left(problem: Factors) -> Array:
    return problem.arithmetic.product(*problem.factors[:-1])


def _is_fixed(problem: Factors, name: str, i: int, j: int) -> bool:
    """Say whether the form of a factor leaves no choice of an entry."""
    far = j > i if name == "L" else j < i
    return far or (i == j and problem.unit in (name, "both"))


def _ratio(problem: Factors, residual: Array, direction: Array) -> Any | None:
    """Return f such that residual = f · direction in one entry; None for a zero direction."""
    places = [t for t, y in enumerate(direction) if not problem.arithmetic.is_nothing(y)]
    if not places:
        return None
    place = places[0]
    if not problem.arithmetic.is_exact:
        place = max(places, key=lambda t: abs(direction[t]))
    return residual[place] / direction[place]


def _multipliers(problem: Factors, i: int) -> Iterator[Cause]:
    """Yield the entries of row i of L that explain a residual, a multiple of a row of U."""
    right, residual = _right(problem), problem.residual[i]
    for k in range(problem.inner):
        if _is_fixed(problem, "L", i, k):
            continue
        ratio = _ratio(problem, residual, right[k])
        if ratio is None or problem.arithmetic.is_nothing(ratio):
            continue
        if explains(problem, right[k] * ratio, i):
            yield _multiplier(problem, i, k, problem.L[i, k] + ratio)


def _multiplier(problem: Factors, i: int, k: int, wanted: Any) -> Cause:
    found, same = problem.L[i, k], problem.arithmetic.same
    here, shown = entry("L", i, k), problem.shown
    others = [r for r in range(k + 1, problem.L.shape[0]) if r != i]
    kind, said = "entry of L", _instead(problem, "L", i, k, found, wanted)
    if i == k:
        kind = "pivot in L"
    elif problem.arithmetic.is_nothing(found):
        kind, said = (
            "multiplier left out",
            (
                "The multiplier ",
                (here, "=", shown(wanted)),
                f" of row {i + 1} was left out of L.",
            ),
        )
    elif same(found, -wanted):
        kind, said = (
            "sign",
            (
                (f"The sign of the multiplier of row {i + 1} was forgotten: "),
                (here, "=", shown(wanted)),
                ", not ",
                shown(found),
                ".",
            ),
        )
    elif same(found * wanted, wanted - wanted + 1):
        kind, said = (
            "inverted multiplier",
            (
                f"The multiplier of row {i + 1} is upside down, the pivot divided by the entry: ",
                (here, "=", shown(wanted)),
                ", not ",
                shown(found),
                ".",
            ),
        )
    elif rows := [r for r in others if same(problem.L[r, k], found)]:
        kind, said = (
            "multiplier of another row",
            (
                "In the place of ",
                here,
                " stands ",
                (shown(found), "=", entry("L", rows[0], k)),
                f", the multiplier of row {rows[0] + 1}; that of row {i + 1} is ",
                shown(wanted),
                ".",
            ),
        )
    return Cause(kind, "L", i, k, said)


def _instead(problem: Factors, name: str, i: int, j: int, found: Any, wanted: Any) -> Said:
    right, wrong = apart(problem.shown(wanted), problem.shown(found))
    return (
        f"Entry ({i + 1}, {j + 1}) of {name} alone is wrong: ",
        (entry(name, i, j), "=", right),
        ", not ",
        wrong,
        ".",
    )


def _entries_of_u(problem: Factors, j: int) -> Iterator[Cause]:
    """Yield the entries of column j of U that explain a residual, a multiple of a column of L."""
    left, residual = _left(problem), problem.residual[:, j]
    for k in range(problem.inner):
        if _is_fixed(problem, "U", k, j):
            continue
        ratio = _ratio(problem, residual, left[:, k])
        if ratio is None or problem.arithmetic.is_nothing(ratio):
            continue
        if not explains(problem, left[:, k] * ratio, (slice(None), j)):
            continue
        found, wanted = problem.U[k, j], problem.U[k, j] + ratio
        kind, said = "entry of U", _instead(problem, "U", k, j, found, wanted)
        if problem.arithmetic.same(found, -wanted):
            kind, said = (
                "sign in U",
                (
                    "The sign of entry ",
                    f"({k + 1}, {j + 1}) of U is wrong: ",
                    (entry("U", k, j), "=", problem.shown(wanted)),
                    ", not ",
                    problem.shown(found),
                    ".",
                ),
            )
        elif k and problem.arithmetic.same(found, problem.target[k, j]):
            kind, said = (
                "not eliminated",
                (
                    "Entry ",
                    entry("U", k, j),
                    (
                        f" is still that of the matrix, {problem.shown(found)}: "
                        "the steps above it make it "
                    ),
                    problem.shown(wanted),
                    ".",
                ),
            )
        yield Cause(kind, "U", k, j, said)


def _pivots(problem: Factors) -> Iterator[Cause]:
    """Yield the entries of D that may be wrong: the residual is a column of L times a row of U."""
    assert problem.D is not None
    i, j = problem.wrong[0]
    for k in range(problem.inner):
        one = problem.L[i, k] * problem.U[k, j]
        if problem.arithmetic.is_nothing(one):
            continue
        ratio = problem.residual[i, j] / one
        if not explains(problem, problem.U[k] * (problem.L[i, k] * ratio), i):
            continue
        if not explains(problem, np.outer(problem.L[:, k], problem.U[k]) * ratio):
            continue
        said = _instead(problem, "D", k, k, problem.D[k, k], problem.D[k, k] + ratio)
        yield Cause("entry of D", "D", k, k, said)


def _entry_of_a(problem: Factors, i: int, j: int) -> Cause:
    row, column = problem.rows[i], problem.columns[j]
    target = problem.target[i, j]
    wanted, given = apart(problem.shown(target - problem.residual[i, j]), problem.shown(target))
    slip = f", or a slip was made in column {j + 1} while row {i + 1} was eliminated" if i else ""
    said: Said = (
        "Entry ",
        entry("A", row, column),
        " was copied as ",
        wanted,
        " instead of ",
        given,
        f"{slip}: the factors are right for a matrix with ",
        wanted,
        " there.",
    )
    return Cause("entry of A", "A", row, column, said)


def _row(problem: Factors, i: int) -> Cause:
    row = problem.rows[i]
    said = (
        f"All that is wrong stands in row {i + 1} of the product: row {row + 1} of ",
        formula("A"),
        f" was copied wrongly, or there is a slip in the steps of row {i + 1}.",
    )
    return Cause("row", "A", row, None, said)


def _rows_of_u(problem: Factors) -> Iterator[Cause]:
    """Yield the rows of U with several wrong entries: the residual is a column times a row."""
    if len({j for _, j in problem.wrong}) < 2:
        return
    left = _left(problem)
    for k in range(problem.inner):
        pivot = left[k, k] if k < left.shape[0] else None
        if pivot is None or problem.arithmetic.is_nothing(pivot):
            continue
        change = problem.residual[k] / pivot
        if any(not problem.arithmetic.is_nothing(x) for x in change[:k]):
            continue
        j = problem.wrong[0][1]
        in_column = explains(problem, left[:, k] * change[j], (slice(None), j))
        if in_column and explains(problem, np.outer(left[:, k], change)):
            said = (f"Row {k + 1} of U alone is wrong, in several entries.",)
            yield Cause("row of U", "U", k, None, said)


def _added(problem: Factors, i: int) -> Iterator[Cause]:
    """Yield the steps of row i in which a multiple was added instead of subtracted."""
    right = _right(problem)
    for k in range(min(i, problem.inner)):
        change = right[k] * (-2 * problem.L[i, k])
        change[: k + 1] = change[: k + 1] - change[: k + 1]
        if all(problem.arithmetic.is_nothing(x) for x in change):
            continue
        if explains(problem, change, i):
            said = (
                (
                    f"In the step that clears entry ({i + 1}, {k + 1}) the multiple of row {k + 1} "
                    f"was added to row {i + 1} and not subtracted: L has "
                ),
                (entry("L", i, k), "=", problem.shown(problem.L[i, k])),
                ".",
            )
            yield Cause("added", "U", i, k, said)


def _exchanged(problem: Factors, rows: list[int]) -> Iterator[Cause]:
    """Yield the pairs of entries of L that have changed places."""
    right = _right(problem)
    free = [
        (i, k)
        for i in rows
        for k in range(problem.inner)
        if not _is_fixed(problem, "L", i, k) and i != k
    ]
    pairs = ((one, two) for one, two in combinations(free, 2) if len(rows) == 1 or one[0] != two[0])
    for (i, k), (r, s) in islice(pairs, _MOST_PAIRS):
        change = problem.L[r, s] - problem.L[i, k]
        if problem.arithmetic.is_nothing(change):
            continue
        changes = dict.fromkeys(rows, 0 * right[k])
        changes[i] = changes[i] + right[k] * change
        changes[r] = changes[r] - right[s] * change
        if all(explains(problem, changes[row], row) for row in rows):
            said = (
                "The multipliers ",
                entry("L", i, k),
                " and ",
                entry("L", r, s),
                " have changed places: ",
                (entry("L", i, k), "=", problem.shown(problem.L[r, s])),
                ", ",
                (entry("L", r, s), "=", problem.shown(problem.L[i, k])),
                ".",
            )
            yield Cause("exchanged multipliers", "L", i, k, said)
