"""The rules by which systems choose pivots, each with the order of rows that it comes to.

Source of the names: N. Higham, Accuracy and Stability of Numerical Algorithms, section 9.1.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Literal, get_args

from linalg.numbers.matrices import Grid

Rule = Literal["first", "largest", "smallest", "scaled", "full"]
RULES: tuple[Rule, ...] = get_args(Rule)
SAID: dict[Rule, str] = {
    "first": "the first entry that is not zero",
    "largest": "the largest entry of the column in size",
    "smallest": "the smallest whole number of the column in size that is not zero",
    "scaled": "the largest entry of the column compared with the sum of its row",
    "full": "the largest entry of all that is left, with its column",
}

Rows = list[list[Any]]
Orders = tuple[tuple[int, ...], tuple[int, ...]]
MOST_ROWS = 40
"""Of larger matrices the rules are not run in fractions."""


def orders_by_rule(A: Grid) -> dict[Rule, Orders]:
    """Return the order of rows and of columns to which each rule comes.

    Parameters
    ----------
    A : Grid
        Of symbols only the first entry that is not zero is a rule; the sizes of others are unknown.

    Returns
    -------
    dict of rules to a pair of tuples
        Without "smallest" where it has to choose among fractions alone.

    Examples
    --------
    >>> from linalg.numbers.matrices import grid
    >>> orders = orders_by_rule(grid("2 1 1; 4 -6 0; -2 7 2"))
    >>> orders["first"][0], orders["largest"][0]
    ((0, 1, 2), (1, 0, 2))
    """
    if A.kind == "symbolic" or max(A.shape) > MOST_ROWS:
        return {}
    number: Callable[[Any], Any] = float if A.kind == "float" else Fraction
    found = {rule: _orders([list(map(number, row)) for row in A.rows], rule) for rule in RULES}
    return {rule: orders for rule, orders in found.items() if orders is not None}


def _orders(rows: Rows, rule: Rule) -> Orders | None:
    """Eliminate with exchanges by one rule.

    A column without a pivot is passed over; where the first non-zero entry is taken, the pivot then
    stands in the same row further right, as in an echelon form.
    """
    m, n = len(rows), len(rows[0])
    order, columns = list(range(m)), list(range(n))
    r = 0
    for c in range(n):
        if r >= m or (rule != "first" and c >= min(m, n)):
            break
        if rule == "smallest" and _only_fractions([row[c] for row in rows[r:]]):
            return None
        place = _full(rows, r) if rule == "full" else _in_column(rows, r, c, rule)
        if place is None:
            r += rule != "first"
            continue
        i, j = place
        if j != c:
            columns[c], columns[j] = columns[j], columns[c]
            for row in rows:
                row[c], row[j] = row[j], row[c]
        order[r], order[i] = order[i], order[r]
        rows[r], rows[i] = rows[i], rows[r]
        _eliminate(rows, r, c)
        r += 1
    return tuple(order), tuple(columns)


def _eliminate(rows: Rows, r: int, c: int) -> None:
    pivot = rows[r]
    for row in rows[r + 1 :]:
        if row[c]:
            multiplier = row[c] / pivot[c]
            for k in range(c + 1, len(row)):
                row[k] -= multiplier * pivot[k]
            row[c] -= row[c]


def _in_column(rows: Rows, r: int, c: int, rule: Rule) -> tuple[int, int] | None:
    usable = [i for i in range(r, len(rows)) if rows[i][c]]
    if not usable:
        return None
    if rule == "first":
        return usable[0], c
    if rule == "smallest":
        size = {i: abs(rows[i][c]) for i in usable}  # Giac takes 2 before -2, and before 1/2
        return min(usable, key=lambda i: (size[i] != int(size[i]), size[i], rows[i][c] < 0)), c
    if rule == "scaled":
        return max(usable, key=lambda i: abs(rows[i][c]) / sum(map(abs, rows[i][c:]))), c
    return max(usable, key=lambda i: abs(rows[i][c])), c


def _only_fractions(column: list[Any]) -> bool:
    """Say whether there are several entries that are not zero, and none is a whole number."""
    used = [x for x in column if x]
    return len(used) > 1 and all(x != int(x) for x in used)


def _full(rows: Rows, r: int) -> tuple[int, int] | None:
    """Return the largest entry that is left, the first one going down the columns."""
    places = [(i, j) for j in range(r, len(rows[0])) for i in range(r, len(rows))]
    largest = max(places, key=lambda place: abs(rows[place[0]][place[1]]))
    return largest if rows[largest[0]][largest[1]] else None
