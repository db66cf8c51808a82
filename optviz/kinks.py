"""The rule for slopes at kinks and ties, and for second derivatives there.

At a tie of max or min those that tie share the slope equally; |x| has the slope 0 at 0. So
max(x, 0) and max(0, x) have the slope ½ at 0, whoever computes it, as PyTorch's ``maximum`` and
JAX's. (Layers follow PyTorch's layers: the ReLU has 0, pooling and maxout give all of it to the
first.) A second derivative that is not the same from all sides does not exist, and is NaN.
"""

from __future__ import annotations

from collections.abc import Mapping

import sympy as sp

from linalg.compilation import WhereZero

__all__ = ["equal_shares", "where_it_exists"]

_STEPS = (sp.sign, sp.Heaviside)


def equal_shares(slope: sp.Expr) -> sp.Expr:
    """A slope in which all arguments of a max or min that tie have equal shares.

    Examples
    --------
    >>> x, y, z = sp.symbols("x y z", real=True)
    >>> shared = equal_shares(sp.Max(x, y, z).diff(x))
    >>> [shared.subs({x: 1, y: 1, z: at}) for at in (0, 1, 2)]
    [1/2, 1/3, 0]
    """
    return slope.replace(_is_among_many, _share)


def _rivals(step: sp.Expr) -> tuple[sp.Expr, ...]:
    """What else is in the max or min, as differences that are 0 in a tie and positive if ahead."""
    for term in sp.Add.make_args(step.args[0]):
        factor, extreme = term.as_coeff_Mul()
        if (extreme.func, factor) in ((sp.Max, -1), (sp.Min, 1)):
            one = step.args[0] - term
            return tuple(one + factor * other for other in extreme.args)
    return ()


def _is_among_many(part: sp.Expr) -> bool:
    return part.func is sp.Heaviside and len(_rivals(part)) > 1


def _share(step: sp.Expr) -> sp.Expr:
    ahead = sp.sign(step.args[0])
    # Where it ties with the best, those that it is ahead of do not share.
    tied = [(1 - _sign(lead, -1)) / 2 for lead in _rivals(step)]
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
    """Where a step turns, written so that x - y and y - x are the same place, and its direction."""
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
