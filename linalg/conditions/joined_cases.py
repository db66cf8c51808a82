"""Joining cases that say the same: a pivot alone parted them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from linalg.conditions.elimination_by_cases import End, too_many
from linalg.conditions.signs import Polynomial, in_lowest_terms


def joined(ends: Iterator[End], limit: int) -> list[End]:
    """Join a case to the one before that says the same of it, where a pivot alone parted them."""
    found = list(ends)
    k = 0
    while k < len(found):
        for general in found[:k] + found[k + 1 :]:
            if (whole := _union(general, found[k])) is not None:
                found[found.index(general)] = whole
                del found[k]
                k = 0
                break
        else:
            k += 1
    if len(found) > limit:
        raise too_many(limit)
    return found


def _union(general: End, special: End) -> End | None:
    """Return both as one: the general case without the condition g ≠ 0 that the special one fails.

    They say the same if they have the same free unknowns and the solution of the general one is
    defined in the special one; rank and consistency are then the same too. The general region
    without g ≠ 0 is the union of both if the special one is where g = 0 within it.
    """
    a, b = general.region, special.region
    if (
        len(b.values) != len(a.values) + 1
        or a.equations != b.equations
        or (general.contradiction is None) != (special.contradiction is None)
        or {j for _, j in general.pivots} != {j for _, j in special.pivots}
    ):
        return None
    failed = [p for p in a.nonzero if not b.at(p)]
    if len(failed) != 1 or any(b.at(p) for p in a.solved):
        return None
    if any(a.at(p).rem(failed) for p in b.solved):
        return None
    others = tuple(p for p in a.nonzero if p is not failed[0])
    asked = [replace(b, nonzero=()).doubtful(b.at(p)) for p in others]
    if {f for factors in asked for f in factors or ()} != set(b.nonzero):
        return None
    if any(b.doubtful(b.at(bottom)) != () for bottom in _denominators(general)):
        return None
    parts = (*(general.parts or (general,)), *(special.parts or (special,)))
    return replace(general, region=replace(a, nonzero=others), parts=parts)


def _denominators(end: End) -> Iterator[Polynomial]:
    """Yield the denominators of all that is read off the rows of an end."""
    taken = {j for _, j in end.pivots}
    for i, c in end.pivots:
        for j, entry in enumerate(end.rows[i]):
            if entry and j not in taken:
                yield in_lowest_terms(entry, end.rows[i][c])[1]
