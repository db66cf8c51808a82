"""The rule for slopes at kinks and ties, and for second derivatives there.

At a tie of max or min those that tie share the slope equally; |x| has the slope 0 at 0. So
max(x, 0) and max(0, x) have the slope ½ at 0, whoever computes it, as PyTorch's ``maximum`` and
JAX's. A max in a max is one max of all: max(max(x, y), z) has a third each, where libraries, which
go node by node, have ¼, ¼, ½. (Layers follow PyTorch's layers: the ReLU has 0, pooling and maxout
give all of it to the first.) A second derivative that is not the same from all sides does not
exist, and is NaN.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sympy as sp

from linalg.calculus.differentiation import first_derivatives
from linalg.compilation import WhereZero

__all__ = ["equal_shares", "where_it_exists"]

_STEPS = (sp.sign, sp.Heaviside)
_EXTREMES = (sp.Max, sp.Min)


def equal_shares(
    f: sp.Expr, variables: Sequence[sp.Symbol], known: Sequence[sp.Expr] | None = None
) -> list[sp.Expr]:
    """Partial derivatives in which all arguments of a max or min that tie have equal shares.

    Of two arguments SymPy's derivative, which may be `known`, is that already; of more its parts
    add up to more than 1.

    Examples
    --------
    >>> x, y, z = sp.symbols("x y z", real=True)
    >>> slope, *_ = equal_shares(sp.Max(x, y, z), [x, y, z])
    >>> [slope.subs({x: 1, y: 1, z: at}) for at in (0, 1, 2)]
    [1/2, 1/3, 0]
    """
    if all(len(extreme.args) == 2 for extreme in f.atoms(*_EXTREMES)):
        return first_derivatives(f, variables) if known is None else list(known)
    marks = {extreme: sp.Dummy(real=True) for extreme in _outermost(f)}
    values = {mark: extreme for extreme, mark in marks.items()}
    smooth = first_derivatives(f.xreplace(marks), [*variables, *values])
    slopes, by_mark = smooth[: len(variables)], smooth[len(variables) :]
    for extreme, outer in zip(marks, by_mark, strict=True):
        for argument in extreme.args:
            rivals = [other for other in extreme.args if other is not argument]
            share = _share(argument, rivals, 1 if extreme.func is sp.Max else -1)
            inner = equal_shares(argument, variables)
            slopes = [s + outer * share * i for s, i in zip(slopes, inner, strict=True)]
    return [slope.xreplace(values) for slope in slopes]


def _outermost(f: sp.Expr) -> list[sp.Expr]:
    """Each max and min that is in no other."""
    found: dict[sp.Expr, None] = {}
    traversal = sp.preorder_traversal(f)
    for part in traversal:
        if part.func in _EXTREMES:
            found[part] = None
            traversal.skip()
    return list(found)


def _share(one: sp.Expr, rivals: Sequence[sp.Expr], direction: int) -> sp.Expr:
    """The share of one argument of a max (direction 1) or min (-1): 1 alone, less in a tie."""
    if len(rivals) == 1:
        return sp.Heaviside(direction * (one - rivals[0]))
    best = (sp.Max if direction > 0 else sp.Min)(*rivals)
    ahead = sp.sign(direction * (one - best))
    # Where it ties with the best, those that it is ahead of do not share.
    tied = [(1 - _sign(direction * (one - other), -1)) / 2 for other in rivals]
    return ahead * (1 + ahead) / 2 + (1 - sp.Abs(ahead)) / (1 + sp.Add(*tied))


def where_it_exists(second: sp.Expr) -> sp.Expr:
    """A second derivative that is NaN where it depends on the side from which it is seen.

    Examples
    --------
    >>> import numpy as np
    >>> from linalg.compilation import Kernel
    >>> x = sp.Symbol("x", real=True)
    >>> seconds = [f.diff(x, 2) for f in (sp.Max(0, x) ** 2, sp.Abs(x) ** 3, sp.Abs(x))]
    >>> Kernel(list(map(where_it_exists, seconds)), [x])(np.array([[0.0, 2.0]])).tolist()
    [[nan, 2.0], [0.0, 12.0], [nan, 0.0]]
    """
    deltas = sorted(second.atoms(sp.DiracDelta), key=str)
    steps = sorted(second.atoms(*_STEPS), key=str)
    if not deltas and not steps:
        return second
    marks = {delta: sp.Dummy() for delta in deltas}
    marked = second.xreplace(marks)
    off = dict.fromkeys(marks.values(), sp.S.Zero)
    smooth = marked.xreplace(off)
    above = _seen_from(smooth, {})
    gaps = [
        sp.Abs(above - _seen_from(smooth, {place: -1}))
        for place in sorted({_place(step)[0] for step in steps}, key=str)
    ]
    for delta, mark in marks.items():
        jump = sp.Abs(_seen_from(marked.diff(mark).xreplace(off), {}))
        gaps.append((1 - sp.Abs(sp.sign(delta.args[0]))) * jump)
    missing = sp.Add(*gaps)
    return above if missing == 0 else WhereZero(missing, above)


def _place(step: sp.Expr) -> tuple[sp.Expr, int]:
    """Return the place of a kink, the same for x - y and y - x, and its direction."""
    u = step.args[0]
    return (-u, -1) if u.could_extract_minus_sign() else (u, 1)


def _seen_from(entry: sp.Expr, sides: Mapping[sp.Expr, int]) -> sp.Expr:
    """The entry with each step as it is on one side of where it turns: above, if not told."""
    seen = {}
    for step in entry.atoms(*_STEPS):
        place, direction = _place(step)
        u, side = step.args[0], direction * sides.get(place, 1)
        sign = _sign(u, side)
        seen[step] = sign if step.func is sp.sign else (1 + sign) / 2
    return entry.xreplace(seen)


def _sign(u: sp.Expr, at_zero: int) -> sp.Expr:
    """The sign of u, but `at_zero` where u is 0."""
    return sp.sign(u) + at_zero * (1 - sp.Abs(sp.sign(u)))
