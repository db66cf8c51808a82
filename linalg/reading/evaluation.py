"""From a syntax tree to an exact value, through a whitelist of operations.

Numbers stay Python ints and Fractions as long as they can; the rest is built with SymPy's own
constructors, each result bounded before it goes on.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import prod
from typing import TypeAlias, TypeGuard

import mpmath
import sympy as sp

from linalg.errors import LimitError, LinalgError, ParseError
from linalg.reading.grammar import OPERANDS, check_size, syntax_tree, token_of
from linalg.reading.lexing.bounds import (
    ENTRY_DEPTH,
    ENTRY_FUNCTIONS,
    ENTRY_RADICAND_BITS,
    EXPONENT,
    FUNCTION_DEPTH,
    INTEGER_BITS,
    MAGNITUDE_BITS,
    MATRIX_FUNCTIONS,
)
from linalg.reading.lexing.functions import sign_of
from linalg.reading.lexing.literals import bounded, plain_number, unsigned_number
from linalg.reading.lexing.names import (
    CONSTANTS,
    FUNCTIONS,
    example_call,
    refusal,
    wanted_arguments,
)
from linalg.reading.lexing.unclear import function_meant, meant
from linalg.reading.tokens import Token, shown

Entry: TypeAlias = int | Fraction | sp.Expr
"""A number as Python holds it, or a SymPy expression."""


@dataclass
class Budget:
    """Function calls that may still be read, in all entries of a matrix together."""

    functions: int = MATRIX_FUNCTIONS

    def spend(self, functions: int) -> None:
        """Count `functions` more calls, or raise `LimitError`."""
        self.functions -= functions
        if self.functions < 0:
            raise LimitError(f"more than {MATRIX_FUNCTIONS} functions in one matrix")


class Evaluation:
    """The value of one entry, and the count of what it costs.

    Parameters
    ----------
    text : str
        The whole text, for errors.
    tokens : sequence of Token
        The tokens of this entry, which the names in the tree refer to.
    variables : mapping of str to Symbol, optional
        The names that may occur; None admits every name.
    budget : Budget, optional
        Shared by the entries of a matrix.
    others : bool
        Whether names may occur that are not among the variables.

    Attributes
    ----------
    names : list of str
        The names of variables that were met, in order of appearance.
    """

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        variables: Mapping[str, sp.Symbol] | None = None,
        budget: Budget | None = None,
        *,
        others: bool = False,
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.variables = variables
        self.budget = budget or Budget()
        self.others = others
        self.names: list[str] = []
        self.functions = 0
        self.radicand_bits = 0

    def value(self) -> Entry:
        """Return the value of the entry, every number in it bounded."""
        check_size(self.tokens)
        if len(self.tokens) == 1 and self.tokens[0].kind in OPERANDS:
            return self._operand(self.tokens[0])
        number = plain_number(_joined(self.tokens)) if len(self.tokens) < 5 else None
        if number is not None:
            return number
        value = self._value(syntax_tree(self.text, self.tokens), 0, 0)
        if isinstance(value, sp.Expr):
            _check_parts(value)
        return value

    def _value(self, node: ast.expr, depth: int, calls: int) -> Entry:
        """Return the value of a node that stands `depth` levels and `calls` calls deep."""
        if depth > ENTRY_DEPTH:
            raise LimitError(f"an expression more than {ENTRY_DEPTH} levels deep")
        match node:
            case ast.Name():
                return self._operand(self.tokens[int(node.id[1:])])
            case ast.UnaryOp(op=ast.UAdd()):
                return self._value(node.operand, depth + 1, calls)
            case ast.UnaryOp(op=ast.USub()):
                return -self._value(node.operand, depth + 1, calls)
            case ast.BinOp(op=ast.Add() | ast.Sub()):
                return self._sum(node, depth + 1, calls)
            case ast.BinOp(op=ast.Mult() | ast.Div()):
                return self._product(node, depth + 1, calls)
            case ast.BinOp(op=ast.Pow()):
                base = self._value(node.left, depth + 1, calls)
                return self._power(base, self._value(node.right, depth + 1, calls), node)
            case ast.Call(func=ast.Name()):
                return self._call(node, depth + 1, calls + 1)
        raise self._error("this is not read", node)

    def _operand(self, token: Token) -> Entry:
        name = token.text
        if token.kind == "number":
            return unsigned_number(name)
        if self.variables is not None and name in self.variables:
            self.names.append(name)
            return self.variables[name]
        if name in CONSTANTS:
            return CONSTANTS[name]
        if name in FUNCTIONS:
            hint = f"write {example_call(name)}"
            raise ParseError(f"{name} is a function", self.text, token.start, hint)
        if instead := meant(name):
            raise ParseError(f"{shown(token)} is unclear", self.text, token.start, instead)
        if reason := refusal(name):
            raise ParseError(f"{name} is not a variable", self.text, token.start, reason)
        if self.variables is not None and not self.others:
            known = ", ".join(self.variables) or "none"
            raise ParseError(
                f"{shown(token)} is not a variable here", self.text, token.start, f"known: {known}"
            )
        self.names.append(name)
        return sp.Symbol(name)

    def _sum(self, node: ast.BinOp, depth: int, calls: int) -> Entry:
        """Add up a chain a + b - c + … at once: its length is not depth."""
        first, links = _chain(node, (ast.Add, ast.Sub))
        terms = [self._value(first, depth, calls)]
        for link in links:
            term = self._value(link.right, depth, calls)
            terms.append(term if isinstance(link.op, ast.Add) else -term)
        if all(map(_is_number, terms)):
            return bounded(sum(terms))
        return _python_number(sp.Add(*map(_sympy, terms)))

    def _product(self, node: ast.BinOp, depth: int, calls: int) -> Entry:
        """Multiply out a chain a * b / c * … at once."""
        first, links = _chain(node, (ast.Mult, ast.Div))
        factors = [self._value(first, depth, calls)]
        for link in links:
            factor = self._value(link.right, depth, calls)
            if isinstance(link.op, ast.Div):
                factor = self._reciprocal(factor, link.right)
            factors.append(factor)
        if all(map(_is_number, factors)):
            return bounded(prod(factors))
        return _python_number(sp.Mul(*map(_sympy, factors)))

    def _reciprocal(self, value: Entry, node: ast.expr) -> Entry:
        if value == 0:
            raise self._error("division by zero", node)
        return 1 / value if isinstance(value, sp.Expr) else Fraction(1, value)

    def _power(self, base: Entry, exponent: Entry, node: ast.BinOp) -> Entry:
        if _is_number(exponent):
            if not -EXPONENT <= exponent <= EXPONENT:
                raise LimitError(f"a power beyond {EXPONENT}")
            if exponent < 0 and base == 0:
                raise self._error("division by zero", node.left)
            if isinstance(exponent, int) and _is_number(base):
                return bounded(Fraction(base) ** exponent)
        self._count_radicand(base, exponent)
        result = sp.Pow(_sympy(base), _sympy(exponent))
        _check_parts(result)  # here already: in a tower of powers each step multiplies the size
        return self._checked(result, node)

    def _call(self, node: ast.Call, depth: int, calls: int) -> Entry:
        token = token_of(node.func, self.tokens)
        name, arity = token.text, len(node.args)
        if name not in FUNCTIONS:
            reason = f"{shown(token)} is not a function here"
            raise ParseError(reason, self.text, token.start, function_meant(name))
        if wanted := wanted_arguments(name, arity):
            raise ParseError(f"{name} takes {wanted}", self.text, token.start)
        self._count_calls(max(1, arity - 1), calls)
        arguments = [self._value(argument, depth, calls) for argument in node.args]
        if name == "sqrt":
            self._count_radicand(arguments[0], Fraction(1, 2))
        if name == "log" and arity == 2:
            self._check_base(arguments[1], node.args[1])
        try:
            return self._checked(FUNCTIONS[name](*map(_sympy, arguments)), node)
        except LinalgError:
            raise
        except (ArithmeticError, ValueError, RecursionError) as error:  # of constants near a pole
            raise self._error("no value is found for this", node) from error

    def _check_base(self, base: Entry, node: ast.expr) -> None:
        """Refuse a base of a logarithm that is a number and not positive, or 1."""
        number = _sympy(base)
        if number.free_symbols:
            return
        beside_one = sign_of(number - 1)
        if sign_of(number) != 1 or beside_one == 0:
            raise self._error("the base of a logarithm is positive and not 1", node)
        if beside_one is None:
            raise self._error("whether this base is 1 is not decided", node)

    def _count_calls(self, cost: int, depth: int) -> None:
        self.budget.spend(cost)
        self.functions += cost
        if self.functions > ENTRY_FUNCTIONS:
            raise LimitError(f"more than {ENTRY_FUNCTIONS} functions in one entry")
        if depth > FUNCTION_DEPTH:
            raise LimitError(f"functions more than {FUNCTION_DEPTH} deep in one another")

    def _count_radicand(self, base: Entry, exponent: Entry) -> None:
        if not _is_number(base) or isinstance(exponent, int):
            return
        self.radicand_bits += base.numerator.bit_length() + base.denominator.bit_length()
        if self.radicand_bits > ENTRY_RADICAND_BITS:
            raise LimitError("the numbers under the roots of one entry are too large together")

    def _checked(self, result: sp.Expr, node: ast.expr) -> Entry:
        """Return what a function or power gave, if it is finite, real and of a bounded size."""
        if isinstance(result, sp.Rational):
            return bounded(Fraction(result.p, result.q))
        if result.free_symbols:
            return result
        number = result.evalf(3)
        if not isinstance(number, sp.Float):
            finite = number.is_finite is not False and number is not sp.nan
            reason = "this is not a real number" if finite else "this has no finite value"
            raise self._error(reason, node)
        if abs(mpmath.mag(number)) > MAGNITUDE_BITS:
            raise LimitError(f"a constant beyond 2^{MAGNITUDE_BITS} or below its reciprocal")
        return result

    def _error(self, reason: str, node: ast.expr) -> ParseError:
        return ParseError(reason, self.text, token_of(node, self.tokens).start)


def _joined(tokens: Sequence[Token]) -> str:
    """Return the text of an entry if operators join its numbers."""
    pieces = [token.text for token in tokens[:5]]
    operands = [token.kind in OPERANDS for token in tokens[:5]]
    return "" if any(map(all, pairwise(operands))) else "".join(pieces)


def _is_number(value: Entry) -> TypeGuard[int | Fraction]:
    return isinstance(value, int | Fraction)


def _sympy(value: Entry) -> sp.Expr:
    return value if isinstance(value, sp.Expr) else sp.Rational(value.numerator, value.denominator)


def _python_number(value: sp.Expr) -> Entry:
    """Return a rational result, such as x - x or sqrt(2)*sqrt(2), as Python holds it."""
    return bounded(Fraction(value.p, value.q)) if isinstance(value, sp.Rational) else value


def _check_parts(expression: sp.Expr) -> None:
    """Hold the bounds on integers and exponents for what SymPy combined by itself."""
    parts = [expression]
    while parts:
        part = parts.pop()
        if part.is_Rational:
            if max(abs(part.p), part.q).bit_length() > INTEGER_BITS:
                raise LimitError(f"a number of more than {INTEGER_BITS} bits (about 72 digits)")
        elif part.is_Pow and part.exp.is_Rational and abs(part.exp) > EXPONENT:
            raise LimitError(f"a power beyond {EXPONENT}")
        parts.extend(part.args)


def _chain(
    node: ast.BinOp, operators: tuple[type[ast.operator], ...]
) -> tuple[ast.expr, list[ast.BinOp]]:
    """Return the first operand of a + b - c + … and the links after it, from left to right."""
    links: list[ast.BinOp] = []
    rest: ast.expr = node
    while isinstance(rest, ast.BinOp) and isinstance(rest.op, operators):
        links.append(rest)
        rest = rest.left
    return rest, links[::-1]
