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

from linalg.language import Said, say
from linalg.notation import formula
from linalg.verification.arithmetic import Array
from linalg.verification.claims import Cause, apart
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
    right, wrong = (here, "=", shown(wanted)), (shown(found),)
    others = [r for r in range(k + 1, problem.L.shape[0]) if r != i]
    kind, said = "entry of L", _instead(problem, "L", i, k, found, wanted)
    if i == k:
        kind = "pivot in L"
    elif problem.arithmetic.is_nothing(found):
        kind = "multiplier left out"
        said = say("The multiplier {right} of row {row} was left out of L.", right=right, row=i + 1)
    elif same(found, -wanted):
        kind = "sign"
        said = say(
            "The sign of the multiplier of row {row} was forgotten: {right}, not {wrong}.",
            row=i + 1,
            right=right,
            wrong=wrong,
        )
    elif same(found * wanted, wanted - wanted + 1):
        kind = "inverted multiplier"
        said = say(
            "The multiplier of row {row} is upside down, the pivot divided by the entry: "
            "{right}, not {wrong}.",
            row=i + 1,
            right=right,
            wrong=wrong,
        )
    elif rows := [r for r in others if same(problem.L[r, k], found)]:
        kind = "multiplier of another row"
        said = say(
            "In the place of {here} stands {found}, the multiplier of row {other}; that of row "
            "{row} is {wanted}.",
            here=here,
            found=(shown(found), "=", entry("L", rows[0], k)),
            other=rows[0] + 1,
            row=i + 1,
            wanted=(shown(wanted),),
        )
    return Cause(kind, "L", i, k, said)


def _instead(problem: Factors, name: str, i: int, j: int, found: Any, wanted: Any) -> Said:
    right, wrong = apart(problem.shown(wanted), problem.shown(found))
    return say(
        "Entry ({row}, {column}) of {name} alone is wrong: {right}, not {wrong}.",
        row=i + 1,
        column=j + 1,
        name=name,
        right=(entry(name, i, j), "=", right),
        wrong=(wrong,),
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
            kind = "sign in U"
            said = say(
                "The sign of entry ({row}, {column}) of U is wrong: {right}, not {wrong}.",
                row=k + 1,
                column=j + 1,
                right=(entry("U", k, j), "=", problem.shown(wanted)),
                wrong=(problem.shown(found),),
            )
        elif k and problem.arithmetic.same(found, problem.target[k, j]):
            kind = "not eliminated"
            said = say(
                "Entry {here} is still that of the matrix, {found}: the steps above it make it "
                "{wanted}.",
                here=entry("U", k, j),
                found=(problem.shown(found),),
                wanted=(problem.shown(wanted),),
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
    values = {"here": entry("A", row, column), "wanted": (wanted,), "given": (given,)}
    said = say(
        "Entry {here} was copied as {wanted} instead of {given}: the factors are right for a "
        "matrix with {wanted} there.",
        **values,
    )
    if i:
        said = say(
            "Entry {here} was copied as {wanted} instead of {given}, or a slip was made in column "
            "{column} while row {row} was eliminated: the factors are right for a matrix with "
            "{wanted} there.",
            **values,
            column=j + 1,
            row=i + 1,
        )
    return Cause("entry of A", "A", row, column, said)


def _row(problem: Factors, i: int) -> Cause:
    row = problem.rows[i]
    said = say(
        "All that is wrong stands in row {row} of the product: row {given} of {A} was copied "
        "wrongly, or there is a slip in the steps of row {row}.",
        row=i + 1,
        given=row + 1,
        A=formula("A"),
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
            said = say("Row {row} of U alone is wrong, in several entries.", row=k + 1)
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
            said = say(
                "In the step that clears entry ({row}, {column}) the multiple of row {column} was "
                "added to row {row} and not subtracted: L has {found}.",
                row=i + 1,
                column=k + 1,
                found=(entry("L", i, k), "=", problem.shown(problem.L[i, k])),
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
            one, other = entry("L", i, k), entry("L", r, s)
            said = say(
                "The multipliers {one} and {other} have changed places: {first}, {second}.",
                one=one,
                other=other,
                first=(one, "=", problem.shown(problem.L[r, s])),
                second=(other, "=", problem.shown(problem.L[i, k])),
            )
            yield Cause("exchanged multipliers", "L", i, k, said)
