"""Functions of multiples of one argument by those of the argument: sin 2t = 2 sin t cos t."""

from __future__ import annotations

import sympy as sp

from linalg.rings.generators import Generators

_FAMILIES = ((sp.sin, sp.cos), (sp.sinh, sp.cosh))


def by_single_angles(rows: list[list[sp.Expr]]) -> list[list[sp.Expr]]:
    """Write sines and cosines, circular and hyperbolic, by those of as few arguments as possible.

    Examples
    --------
    >>> t = sp.Symbol("t")
    >>> by_single_angles([[sp.sin(t), sp.cos(2 * t)]])
    [[sin(t), 2*cos(t)**2 - 1]]
    """
    written: dict[sp.Expr, sp.Expr] = {}
    for family in _FAMILIES:
        functions = sorted(
            {f for row in rows for x in row for f in x.atoms(*family) if f.free_symbols}, key=str
        )
        if len({f.args[0] for f in functions}) < 2:
            continue
        generators = Generators(functions)
        for f in functions:
            top, bottom = map(generators.relations.ring.to_sympy, generators.fraction(f))
            written[f] = top / bottom
    return [[x.xreplace(written) for x in row] for row in rows] if written else rows
