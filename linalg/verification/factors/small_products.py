"""Products of small triangular matrices, written out entry by entry.

A suite of tests verifies thousands of them, and in a loop most of the time goes into the loop. So
for each size a function is generated that names every entry; in its source there are only names
that are minted here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
    fractions = ""
    if types != _WHOLE:
        fractions = "lu" if set(map(type, chain(*A))) == _WHOLE else "alu"
    try:
        return bool(_compared(n, fractions)(A, L, U))
    except ValueError:  # rows of other lengths
        return None


@cache
def _compared(n: int, fractions: str) -> Callable[..., bool]:
    """Return the comparison of n × n matrices; `fractions` names those that may hold some."""
    scope: dict[str, Any] = {"lcm": lcm}
    exec(compile(_source(n, fractions), f"<product of size {n}>", "exec"), scope)  # noqa: S102
    compared: Callable[..., bool] = scope["compared"]
    return compared


def _source(n: int, fractions: str = "") -> str:
    """Write the comparison of A with LU for one size.

    The entries of a matrix with fractions are brought over one denominator, and both sides are
    compared as whole numbers.

    >>> print(_source(1))
    def compared(A, L, U):
        l00, = L[0]
        u00, = U[0]
        a00, = A[0]
        return l00 == 1 and a00 == u00
    >>> print(_source(1, "lu"))
    def compared(A, L, U):
        l00, = L[0]
        l = lcm()
        u00, = U[0]
        u00, u00_ = u00.as_integer_ratio()
        u = lcm(u00_)
        u00 *= u // u00_
        a00, = A[0]
        return l00 == 1 and a00 * l * u == l * u00
    """
    entries = {"l": [(i, j) for i in range(n) for j in range(i)]}
    entries["u"] = [(i, j) for i in range(n) for j in range(i, n)]
    entries["a"] = [(i, j) for i in range(n) for j in range(n)]
    lines = ["def compared(A, L, U):"]
    for name, places in entries.items():
        for i in range(n):
            row = ", ".join(f"{name}{i}{j}" for j in range(n))
            lines.append(f"    {row}{',' * (n == 1)} = {name.upper()}[{i}]")
        if name in fractions:
            lines += _over_one_bottom(name, [f"{name}{i}{j}" for i, j in places])
    tests = [f"l{i}{i} == 1" for i in range(n)]
    tests += [f"not l{i}{j} and not u{j}{i}" for i in range(n) for j in range(i + 1, n)]
    left, one = (" * l * u", "l * ") if fractions else ("", "")  # L over l has l on the diagonal
    for i, j in entries["a"]:
        terms = [f"l{i}{k} * u{k}{j}" for k in range(min(i, j + 1))]
        terms += [f"{one}u{i}{j}"] if i <= j else []
        product = " + ".join(terms)
        right = f"a * ({product})" if "a" in fractions else product
        tests.append(f"a{i}{j}{left} == {right}")
    return "\n".join([*lines, f"    return {' and '.join(tests)}"])


def _over_one_bottom(name: str, entries: Sequence[str]) -> Iterator[str]:
    """Write the lines that make entries whole numbers over one denominator, called as `name`."""
    for entry in entries:
        yield f"    {entry}, {entry}_ = {entry}.as_integer_ratio()"
    yield f"    {name} = lcm({', '.join(f'{entry}_' for entry in entries)})"
    for entry in entries:
        yield f"    {entry} *= {name} // {entry}_"
