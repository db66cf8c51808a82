"""A linear system typed as equations: 2x + 3y = 20; x - y = 5."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from string import ascii_letters

import sympy as sp

from linalg.errors import LimitError, ParseError
from linalg.language import listing, say, say_counted
from linalg.notation.unknowns import unknown_names
from linalg.reading.evaluation import Budget, Entry, Evaluation
from linalg.reading.lexing.bounds import MATRIX_COLUMNS, MATRIX_ROWS
from linalg.reading.lexing.characters import GREEK
from linalg.reading.lexing.names import CONSTANTS, FUNCTIONS
from linalg.reading.lexing.products import with_products
from linalg.reading.tokens import Token

Tokens = Sequence[Token]
System = tuple[tuple[tuple[Entry, ...], ...], tuple[tuple[Entry, ...], ...], tuple[str, ...]]

_UNKNOWN = re.compile(r"[xyzuvwXYZ]_?[0-9]*")
"""Where such letters occur, the other letters are parameters."""
_LETTERS = f"{ascii_letters}_"
_INDEXED = re.compile(r"([A-Za-z]+)_?[0-9]{1,6}")


def read_equations(text: str, tokens: Tokens) -> System:
    """Read equations between linear expressions.

    Parameters
    ----------
    text : str
    tokens : sequence of Token
        With semicolons, commas or line breaks between the equations.

    Returns
    -------
    tuple
        The coefficients, the right-hand sides, and what was assumed, in sentences.

    Raises
    ------
    ParseError
        Where there is no equation, or one that is not linear in its unknowns.
    LimitError
        If there are too many.
    """
    equations = [_sides(text, piece) for piece in _pieces(text, tokens)]
    if len(equations) > MATRIX_ROWS:
        raise LimitError(f"more than {MATRIX_ROWS} equations, the most that a text may have")
    names = list(dict.fromkeys(
        token.text for sides in equations for side in sides for token in side if _is_letter(token)
    ))  # fmt: skip
    unknowns = [name for name in names if _UNKNOWN.fullmatch(name)] or names
    _check_products(text, tokens, unknowns)
    if not unknowns:
        raise ParseError("these equations have no unknown", text, tokens[0].start)
    if len(unknowns) > MATRIX_COLUMNS:
        raise LimitError(f"more than {MATRIX_COLUMNS} unknowns, the most that a text may have")
    parameters = [name for name in names if name not in unknowns]
    called = unknown_names(len(unknowns), sp.Matrix([[sp.Symbol(name) for name in parameters]]))
    appearing, unknowns = unknowns, _in_order(unknowns, called)
    budget = Budget()
    rows, right = [], []
    for number, sides in enumerate(equations, start=1):
        row = _row(text, sides, unknowns, budget, number)
        rows.append(tuple(row[:-1]))
        right.append((row[-1],))
    return tuple(rows), tuple(right), _remarks(appearing, unknowns, called, parameters)


def _pieces(text: str, tokens: Tokens) -> Iterator[Tokens]:
    """Yield the equations, outside brackets around them all."""
    tokens = [token for token in tokens if token.text != "&"]
    if tokens and tokens[0].kind == "[" and tokens[-1].kind == "]":
        tokens = tokens[1:-1]
    if opening := next((token for token in tokens if token.kind == "["), None):
        hint = "give one matrix, or A and b with a bar: 1 2 | 3; 4 5 | 6"
        raise ParseError("a matrix stands in an equation", text, opening.start, hint)
    begin, depth = 0, 0
    for index, token in enumerate(tokens):
        depth += (token.kind == "(") - (token.kind == ")")
        if token.kind == "," and not depth and _is_decimal(tokens, index):
            raise ParseError(
                "this may be a decimal comma", text, token.start, "write decimals with a point"
            )
        if token.kind in {";", "newline"} or (token.kind == "," and not depth):
            if index > begin:
                yield tokens[begin:index]
            begin = index + 1
    if begin < len(tokens):
        yield tokens[begin:]


def _is_decimal(tokens: Tokens, index: int) -> bool:
    around = tokens[max(0, index - 1) : index + 2]
    return [token.kind for token in around] == ["number", ",", "number"] and not around[2].spaced


def _sides(text: str, tokens: Tokens) -> tuple[list[Token], list[Token]]:
    signs = [index for index, token in enumerate(tokens) if token.kind == "="]
    if not signs:
        hint = "each equation has one, such as 2x + 3y = 20; x - y = 5"
        raise ParseError("an equals sign is missing here", text, tokens[0].start, hint)
    if len(signs) > 1:
        hint = "put ; or a line break between two equations"
        raise ParseError("a second = in one equation", text, tokens[signs[1]].start, hint)
    left, right = tokens[: signs[0]], tokens[signs[0] + 1 :]
    if not left or not right:
        where = "after" if left else "before"
        raise ParseError(f"nothing stands {where} =", text, tokens[signs[0]].start)
    return with_products(text, left), with_products(text, right)


def _is_letter(token: Token) -> bool:
    return token.kind == "name" and token.text not in FUNCTIONS and token.text not in CONSTANTS


def _check_products(text: str, tokens: Tokens, unknowns: Sequence[str]) -> None:
    """Ask whether kx is a name or k times x: where x is an unknown, or as in ax + by."""
    known = frozenset(unknowns)
    for token in tokens:
        name = token.text
        if not _is_letter(token) or not name.isalpha() or name in GREEK.values():
            continue
        has_unknown = 2 <= len(name) <= 3 and any(letter in known for letter in name)
        if has_unknown or (len(name) == 2 and _UNKNOWN.fullmatch(name[1])):
            reason = f"{name} may be one name or a product"
            hint = f"write {'*'.join(name)}, or give the variable another name"
            raise ParseError(reason, text, token.start, hint)


def _row(
    text: str,
    sides: tuple[Tokens, Tokens],
    unknowns: Sequence[str],
    budget: Budget,
    number: int,
) -> list[Entry]:
    """Return the coefficients of an equation and, last, its right-hand side."""
    symbols = [sp.Symbol(name) for name in unknowns]
    total: dict[sp.Symbol | None, sp.Expr] = {}
    is_turned = not any(token.text in unknowns for token in sides[0])  # 3 = x
    for sign, side in zip((-1, 1) if is_turned else (1, -1), sides, strict=True):
        try:
            value = Evaluation(text, side, budget=budget).value()
        except LimitError as error:
            raise LimitError(f"equation {number}: {error}") from None
        form = _linear(sp.sympify(value), frozenset(symbols))
        if form is None:
            reason = f"this is not linear in {', '.join(unknowns[:8])}"
            raise ParseError(reason, text, side[0].start, "write out products of sums")
        for symbol, coefficient in form.items():
            total[symbol] = total.get(symbol, sp.S.Zero) + sign * coefficient
    row = [total.get(symbol, sp.S.Zero) for symbol in symbols]
    return [_entry(value) for value in (*row, -total.get(None, sp.S.Zero))]


def _linear(
    expression: sp.Expr, symbols: frozenset[sp.Symbol]
) -> dict[sp.Symbol | None, sp.Expr] | None:
    """Return the coefficients, the constant under None; None if it is not linear as it stands."""
    if not expression.free_symbols & symbols:
        return {None: expression}
    if expression.is_Symbol:
        return {expression: sp.S.One}
    if expression.is_Add:
        total: dict[sp.Symbol | None, sp.Expr] = {}
        for term in expression.args:
            form = _linear(term, symbols)
            if form is None:
                return None
            for symbol, coefficient in form.items():
                total[symbol] = total.get(symbol, sp.S.Zero) + coefficient
        return total
    if expression.is_Mul:
        inside = [factor for factor in expression.args if factor.free_symbols & symbols]
        form = _linear(inside[0], symbols) if len(inside) == 1 else None
        if form is None:
            return None
        factor = sp.Mul(*(f for f in expression.args if f is not inside[0]))
        return {symbol: factor * coefficient for symbol, coefficient in form.items()}
    return None


def _entry(value: sp.Expr) -> Entry:
    if not isinstance(value, sp.Rational):
        return value
    return int(value.p) if value.q == 1 else Fraction(int(value.p), int(value.q))


def _in_order(unknowns: Sequence[str], called: Sequence[str]) -> list[str]:
    """Return the unknowns by their index, or as x, y, z where these are all of them.

    Pages and films would call them so, and call y no x.
    """
    indexed = [_INDEXED.fullmatch(name) for name in unknowns]
    if all(indexed) and len({found[1] for found in indexed if found}) == 1:
        return sorted(unknowns, key=lambda name: int(name.lstrip(_LETTERS)))
    by_name = {name.replace("_", ""): name for name in unknowns}
    usual = [name.replace("_", "") for name in called]
    fits = len(by_name) == len(unknowns) and set(by_name) == set(usual)
    return [by_name[name] for name in usual] if fits else list(unknowns)


def _remarks(
    appearing: Sequence[str],
    unknowns: Sequence[str],
    called: Sequence[str],
    parameters: Sequence[str],
) -> tuple[str, ...]:
    sure = "The unknowns, in this order: {names}."
    seen = "The unknowns, in order of appearance: {names}."
    remark = say(seen if unknowns == appearing else sure, names=listing(unknowns, ","))
    if [name.replace("_", "") for name in unknowns] != [name.replace("_", "") for name in called]:
        renamed = say("Pages and films call them {names}.", names=listing(called, ","))
        remark = say("{unknowns} {renamed}", unknowns=remark, renamed=renamed)
    if parameters:
        one, several = "{names} is a parameter.", "{names} are parameters."
        kept = say_counted(len(parameters), one, several, names=listing(parameters))
        remark = say("{unknowns} {parameters}", unknowns=remark, parameters=kept)
    return (remark,)
