"""Products of small triangular matrices, written out entry by entry.

A suite of tests verifies thousands of them, and in a loop most of the time goes into the loop. So
for each size a function is generated that names every entry; in its source there are only names
that are minted here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from itertools import chain
from math import lcm
from typing import Any

LARGEST = 6
"""Larger ones are multiplied in loops, and as fast in NumPy."""

_WHOLE = {int}
_EXACT = ({int}, {Fraction}, {int, Fraction})
Rows = Sequence[Sequence[int | Fraction]]


def are_small_factors(A: Rows, L: Rows, U: Rows) -> bool | None:
    """Say whether A = LU with unit lower L and upper U; None where it takes another way.

    Parameters
    ----------
    A, L, U : lists of n lists of n int and Fraction, n up to 6

    Examples
    --------
    >>> are_small_factors([[2, 1], [8, 7]], [[1, 0], [4, 1]], [[2, 1], [0, 3]])
    True
    """
    n = len(A)
    if not (0 < n <= LARGEST and len(L) == len(U) == n):
        return None
    types = set(map(type, chain(*A, *L, *U)))
    if types not in _EXACT:
        return None
    try:
        if types == _WHOLE:
            return bool(_compared(n)(A, L, U))
        rows, common = _over_one_bottom(U)
        top, bottoms = zip(*map(_cleared, L), strict=True)
        target = [
            row if scale == 1 else [scale * x for x in row]
            for row, scale in zip(A, [common * bottom for bottom in bottoms], strict=True)
        ]
        return bool(_compared(n)(target, top, rows, *bottoms))
    except ValueError:  # rows of other lengths
        return None


@cache
def _compared(n: int) -> Callable[..., bool]:
    """Return the function that compares n × n matrices of whole numbers.

    Its other arguments are what the rows of L were multiplied by: they stand on its diagonal.
    """
    scope: dict[str, Any] = {}
    exec(compile(_source(n), f"<generated product of size {n}>", "exec"), scope)  # noqa: S102
    compared: Callable[..., bool] = scope["compared"]
    return compared


def _source(n: int) -> str:
    """Write the comparison of A with LU for one size.

    >>> print(_source(1))
    def compared(A, L, U, s0=1):
        (a00,), = A
        (l00,), = L
        (u00,), = U
        return l00 == s0 and a00 == l00 * u00
    """
    scales = ", ".join(f"s{i}=1" for i in range(n))
    lines = [f"def compared(A, L, U, {scales}):"]
    for name in "alu":
        rows = ", ".join(
            "(" + "".join(f"{name}{i}{j}, " for j in range(n)).strip() + ")" for i in range(n)
        )
        lines.append(f"    {rows}, = {name.upper()}" if n == 1 else f"    {rows} = {name.upper()}")
    tests = [f"l{i}{i} == s{i}" for i in range(n)]
    tests += [f"not l{i}{j} and not u{j}{i}" for i in range(n) for j in range(i + 1, n)]
    for i in range(n):
        for j in range(n):
            terms = [f"l{i}{k} * u{k}{j}" for k in range(min(i, j) + 1)]
            tests.append(f"a{i}{j} == {' + '.join(terms)}")
    return "\n".join([*lines, f"    return {' and '.join(tests)}"])


def _over_one_bottom(U: Rows) -> tuple[list[list[int]], int]:
    """Return all rows as whole numbers over one denominator."""
    cleared = [_cleared(row) for row in U]
    common = lcm(*[bottom for _, bottom in cleared])
    return [
        row if bottom == common else [x * (common // bottom) for x in row]
        for row, bottom in cleared
    ], common


def _cleared(row: Sequence[int | Fraction]) -> tuple[list[int], int]:
    """Return a row as whole numbers over its denominator."""
    if set(map(type, row)) == _WHOLE:
        return row, 1  # type: ignore[return-value]
    ratios = [x.as_integer_ratio() for x in row]
    common = lcm(*[bottom for _, bottom in ratios])
    return [top * (common // bottom) for top, bottom in ratios], common
