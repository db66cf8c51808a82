"""Functions as they are read: their expressions, and their variables in order.

Text names its variables in order of appearance, as a person writes them: r*cos(t) is a function of
r and t, and polar coordinates keep their orientation. A SymPy expression has no such order; its
symbols are sorted by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import sympy as sp

from linalg.errors import LinalgError, ParseError
from linalg.notation import spelled
from linalg.reading.expressions import read_in_order
from linalg.reading.tokens import tokenize


class AskBackError(ParseError):
    """A text that may mean one thing or another, until its variables are named."""


def read_function(
    f: Any, variables: Iterable[Any] | None = None, *, parameters: bool = False
) -> tuple[sp.Expr, tuple[sp.Symbol, ...]]:
    """The expression of a function and its variables, in order.

    Parameters
    ----------
    f : str, sympy expression or number
        Text is read by `linalg.reading`; nothing in it is run.
    variables : iterable of str or sympy.Symbol, optional
        By default the symbols that occur: of text in order of appearance, also where they cancel
        as in 0*x + y^2, else by name, x2 before x10.
    parameters : bool
        Whether other letters than the variables may occur.

    Raises
    ------
    LinalgError
        If a symbol occurs that is not among the variables (in text, a `ParseError` with its
        position), or a variable is given twice.

    Examples
    --------
    >>> read_function("r*cos(t)")
    (r*cos(t), (r, t))
    >>> read_function(sp.Symbol("x10") + sp.Symbol("x2"))[1]
    (x2, x10)
    >>> read_function("a*x**2", ["x"], parameters=True)
    (a*x**2, (x,))
    """
    (expression,), symbols = read_functions([f], variables, parameters=parameters)
    return expression, symbols


def read_functions(
    parts: Sequence[Any], variables: Iterable[Any] | None = None, *, parameters: bool = False
) -> tuple[list[sp.Expr], tuple[sp.Symbol, ...]]:
    """Several expressions, and their variables together; see `read_function`.

    Examples
    --------
    >>> read_functions(["r*sin(t)", "a*r"])[1]
    (r, t, a)
    """
    declared = None if variables is None else _symbols(parts, variables)
    expressions: list[sp.Expr] = []
    occurring: dict[sp.Symbol, None] = {}
    for part in parts:
        expression, symbols = _read(part, declared, parameters)
        expressions.append(expression)
        occurring |= dict.fromkeys(symbols)
    return expressions, tuple(occurring) if declared is None else declared


def parameters_of(
    expressions: Iterable[sp.Expr], variables: Sequence[sp.Symbol]
) -> tuple[sp.Symbol, ...]:
    """The symbols that are no variables, by name.

    Examples
    --------
    >>> a, x = sp.symbols("a x")
    >>> parameters_of([a * x**2], [x])
    (a,)
    """
    present = set[sp.Symbol]().union(*(e.free_symbols for e in expressions))
    return tuple(sorted(present - set(variables), key=natural_order))


def is_in_alphabetical_order(variables: Sequence[sp.Symbol]) -> bool:
    """Say whether the names are in alphabetical order, small and capital letters alike.

    Examples
    --------
    >>> is_in_alphabetical_order(sp.symbols("a X y")), is_in_alphabetical_order(sp.symbols("y x"))
    (True, False)
    """
    return all(_alphabet(a) <= _alphabet(b) for a, b in pairwise(variables))


def require_sure_order(
    functions: Iterable[Any],
    variables: Iterable[Any] | None,
    symbols: Sequence[sp.Symbol],
    point: Any,
    what: str = "point",
) -> None:
    """Refuse bare coordinates for variables whose order, as they appear, is not the alphabet's.

    Raises
    ------
    LinalgError
        With both orders, and what to write.
    """
    if variables is not None or isinstance(point, Mapping) or is_in_alphabetical_order(symbols):
        return
    if any(isinstance(f, str) for f in functions):
        named = ", ".join(f'"{s.name}": …' for s in symbols)
        raise LinalgError(
            f"{doubt(symbols, what)}: name the variables in order, or write {{{named}}}"
        )


def doubt(symbols: Sequence[sp.Symbol], what: str = "point") -> str:
    """Say between which orders the coordinates of a point are in doubt.

    Examples
    --------
    >>> doubt(sp.symbols("y x"))
    'the point may give y, x, as they appear, or x, y'
    """
    appearance = ", ".join(s.name for s in symbols)
    alphabetical = ", ".join(s.name for s in sorted(symbols, key=_alphabet))
    return f"the {what} may give {appearance}, as they appear, or {alphabetical}"


def natural_order(symbol: sp.Symbol) -> list[tuple[bool, int, str]]:
    """Sorting key that puts x2 before x10."""
    return _in_parts(symbol.name)


def _alphabet(symbol: sp.Symbol) -> list[tuple[bool, int, str]]:
    return _in_parts(symbol.name.casefold())


def _in_parts(name: str) -> list[tuple[bool, int, str]]:
    parts = re.findall(r"\d+|\D+", name)
    return [(not p.isdigit(), int(p) if p.isdigit() else 0, p) for p in parts]


def _read(
    f: Any, declared: Sequence[sp.Symbol] | None, parameters: bool
) -> tuple[sp.Expr, list[sp.Symbol]]:
    """One expression and the symbols in it, in order."""
    if isinstance(f, str):
        known = None if declared is None else {s.name: s for s in declared}
        if known is None or "e" not in known:
            _refuse_powers_of_e(f)
        f, names = read_in_order(f, known, others=parameters)
        # Of names, not of what is left: in 0*x + y^2 the x is a variable as well.
        return sp.sympify(f, strict=True), _of_names(names, known or {})
    expression = sp.sympify(f, strict=True)
    present = sorted(expression.free_symbols, key=natural_order)
    missing = [s.name for s in present if declared is not None and s not in declared]
    if declared is not None and missing and not parameters:
        raise LinalgError(
            f"the expression holds {', '.join(missing)}, which is not among the variables "
            f"{', '.join(s.name for s in declared)}"
        )
    return expression, present


def _of_names(names: Sequence[str], known: Mapping[str, sp.Symbol]) -> list[sp.Symbol]:
    """Symbols of names in a text; two names that look alike on paper are refused."""
    on_paper: dict[Any, str] = {}
    for name in names:
        if (other := on_paper.setdefault(spelled(name), name)) != name:
            raise LinalgError(f"{other} and {name} look alike on paper: give one another name")
    return [known.get(name, sp.Symbol(name)) for name in names]


def _refuse_powers_of_e(text: str) -> None:
    """Ask what e^x means, or (e)^x: the exponential, or a power of a letter."""
    tokens = tokenize(text)
    kinds = ["", *(token.kind for token in tokens), ""]
    for place, token in enumerate(tokens, 1):
        if token.text != "e":
            continue
        before, after = place - 1, place + 1
        while kinds[before] == "(" and kinds[after] == ")":
            before, after = before - 1, after + 1
        called = after > place + 1 and kinds[before] == "name"
        if kinds[after] == "operator" and tokens[after - 1].text == "**" and not called:
            raise AskBackError(
                "e^… may be the exponential or a power of a letter e",
                text,
                token.start,
                "write exp(…) or E^…, or name e among the variables",
            )


def _symbols(parts: Iterable[Any], variables: Iterable[Any]) -> tuple[sp.Symbol, ...]:
    """Symbols for the variables; names stand for the symbols of that name in the expressions."""
    if isinstance(variables, str) and not variables.isalnum():
        variables = re.findall(r"\w+", variables)
    given = [sp.sympify(f, strict=True) for f in parts if not isinstance(f, str)]
    by_name = {s.name: s for expression in given for s in expression.free_symbols}
    symbols = tuple(
        v if isinstance(v, sp.Symbol) else by_name.get(v, sp.Symbol(v)) for v in variables
    )
    if len(set(symbols)) < len(symbols):
        raise LinalgError("a variable is named twice")
    return symbols
