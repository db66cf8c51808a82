"""Partial derivatives of expressions, all variables in one pass over the expression.

A term without a variable costs that variable nothing, and of a matrix of second derivatives only
the lower half is kept, so that a sum of many small terms (a chain of 50 variables) takes time in
proportion to what is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy as sp

SMOOTH = (
    *(sp.exp, sp.log, sp.erf, sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc),
    *(sp.asin, sp.acos, sp.atan, sp.atan2),
    *(sp.sinh, sp.cosh, sp.tanh, sp.asinh, sp.acosh, sp.atanh),
)
"""Functions whose derivatives need no assumption on the arguments."""


def first_derivatives(f: sp.Expr, variables: Sequence[sp.Symbol]) -> list[sp.Expr]:
    """∂f/∂x for each variable.

    Examples
    --------
    >>> x, y = sp.symbols("x y")
    >>> first_derivatives(x**2 * y + 3, [x, y])
    [2*x*y, x**2]
    """
    return _Partials().gradient(f, variables)


def second_derivatives(
    f: sp.Expr, variables: Sequence[sp.Symbol]
) -> tuple[list[sp.Expr], dict[tuple[int, int], sp.Expr]]:
    """∂f/∂xᵢ, and ∂²f/∂xᵢ∂xⱼ for i ≥ j where it is not 0.

    Examples
    --------
    >>> x, y, z = sp.symbols("x y z")
    >>> second_derivatives(x**2 * y + z, [x, y, z])[1]
    {(0, 0): 2*y, (1, 0): 2*x}
    """
    partials = _Partials()
    first = partials.gradient(f, variables)
    second: dict[tuple[int, int], sp.Expr] = {}
    for i, partial in enumerate(first):
        present = partials.of(partial) if partial != 0 else {}
        for j, v in enumerate(variables[: i + 1]):
            if present.get(v, 0) != 0:
                second[i, j] = present[v]
    return first, second


class _Partials:
    """Derivatives with respect to every symbol at once, by the rules, remembered by subexpression.

    Functions with a kink (|x|, max) are differentiated along the real line by SymPy.
    """

    def __init__(self) -> None:
        self._known: dict[Any, dict[sp.Symbol, Any]] = {}

    def gradient(self, f: sp.Expr, variables: Sequence[sp.Symbol]) -> list[sp.Expr]:
        """Derivatives with respect to these variables, 0 where one does not occur."""
        present = self.of(f)
        return [present.get(v, sp.S.Zero) for v in variables]

    def of(self, f: Any) -> dict[sp.Symbol, Any]:
        """Symbol -> derivative, for the symbols that occur in `f`."""
        if f not in self._known:
            self._known[f] = self._new(f)
        return self._known[f]

    def _new(self, f: Any) -> dict[sp.Symbol, Any]:
        if f.is_Symbol:
            return {f: sp.S.One}
        if not f.args:
            return {}
        if f.is_Add:
            return self._chain([(argument, sp.S.One) for argument in f.args])
        if f.is_Mul:
            return self._chain(
                [(a, sp.Mul(*f.args[:i], *f.args[i + 1 :])) for i, a in enumerate(f.args)]
            )
        if f.is_Pow and f.exp.is_number:
            return self._chain([(f.base, f.exp * f.base ** (f.exp - 1))])
        if f.func in SMOOTH:
            return self._chain([(part, f.fdiff(i)) for i, part in enumerate(f.args, 1)])
        return _by_sympy(f)

    def _chain(self, outer: list[tuple[Any, Any]]) -> dict[sp.Symbol, Any]:
        """Chain rule: the sum of ∂outer/∂argument times the argument's own derivatives."""
        pieces: dict[sp.Symbol, list[Any]] = {}
        for argument, slope in outer:
            for symbol, inner in self.of(argument).items():
                pieces.setdefault(symbol, []).append(slope * inner)
        return {symbol: sp.Add(*terms) for symbol, terms in pieces.items()}


def _by_sympy(f: Any) -> dict[sp.Symbol, Any]:
    """SymPy's own derivatives, with every symbol taken as real."""
    forth = {s: sp.Dummy(s.name, real=True) for s in f.free_symbols if not s.is_extended_real}
    back = {dummy: s for s, dummy in forth.items()}
    on_the_line = f.xreplace(forth)
    return {s: on_the_line.diff(forth.get(s, s)).xreplace(back) for s in f.free_symbols}
