"""From SymPy expressions to nodes: common parts shared, whole powers as products."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import sympy as sp

from linalg.compilation.nodes import Graph, Node
from linalg.errors import LinalgError

FUNCTIONS: dict[Any, str] = {
    sp.exp: "exp",
    sp.log: "log",
    sp.sin: "sin",
    sp.cos: "cos",
    sp.tan: "tan",
    sp.asin: "arcsin",
    sp.acos: "arccos",
    sp.atan: "arctan",
    sp.atan2: "arctan2",
    sp.sinh: "sinh",
    sp.cosh: "cosh",
    sp.tanh: "tanh",
    sp.asinh: "arcsinh",
    sp.acosh: "arccosh",
    sp.atanh: "arctanh",
    sp.Abs: "absolute",
    sp.sign: "sign",
    sp.floor: "floor",
    sp.ceiling: "ceil",
    sp.erf: "erf",
    sp.Heaviside: "heaviside",
}
QUOTIENTS: dict[Any, tuple[str | None, str]] = {
    sp.cot: ("cos", "sin"),
    sp.sec: (None, "cos"),
    sp.csc: (None, "sin"),
}
"""Functions that neither NumPy nor Python has, as one divided by another, or 1 by it."""

RELATIONS: dict[Any, str] = {
    sp.StrictGreaterThan: ">",
    sp.GreaterThan: ">=",
    sp.StrictLessThan: "<",
    sp.LessThan: "<=",
}


class WhereZero(sp.Function):  # type: ignore[misc]
    """``WhereZero(gap, value)`` is the value where the gap is not above 0, elsewhere NaN."""

    nargs = (2,)


Term: TypeAlias = tuple[Any, Node | None]
"""A SymPy number times a node, or the number alone: it is multiplied in as late as possible."""


def lower(
    expressions: Sequence[sp.Expr], graph: Graph, inputs: Mapping[sp.Symbol, Node]
) -> list[Node]:
    """Nodes that compute `expressions` from `inputs`.

    Polynomials in one variable within a sum take Horner's form where that is shorter; common
    subexpressions are found; numeric factors are gathered (2a·b + 2c·d is 2(ab + cd)); whole
    powers become products.

    Raises
    ------
    LinalgError
        For a symbol that is not among the inputs, a function without a kernel, or a constant
        beyond the floats.
    """
    shorter = [_in_horner_form(expression) for expression in expressions]
    shared, reduced = sp.cse(shorter, symbols=sp.numbered_symbols(cls=sp.Dummy))
    lowering = _Lowering(graph, inputs)
    for symbol, part in shared:
        lowering.known[symbol] = lowering.term(part)
    return [lowering(expression) for expression in reduced]


def _in_horner_form(expression: sp.Expr) -> sp.Expr:
    """The sum with its terms in each single variable as one polynomial, where that is shorter."""
    if not expression.is_Add:
        return expression
    groups: dict[Any, list[Any]] = {}
    for term in expression.args:
        symbols = frozenset(term.free_symbols)
        groups.setdefault(symbols if len(symbols) == 1 else None, []).append(term)
    parts = groups.pop(None, [])
    for (variable,), terms in groups.items():
        part = sp.Add(*terms)
        if len(terms) > 1 and part.is_polynomial(variable):
            part = min(part, _nested(sp.expand(part), variable), key=_length)
        parts.append(part)
    return sp.Add(*parts)


def _nested(polynomial: sp.Expr, variable: sp.Symbol) -> sp.Expr:
    """Horner's form; `sympy.horner` fails on coefficients such as sin(cos(1)) cos(1)."""
    coefficients: dict[int, sp.Expr] = {}
    for term in sp.Add.make_args(polynomial):
        coefficient, power = term.as_independent(variable, as_Add=False)
        degree = 0 if power == 1 else int(power.as_base_exp()[1])
        coefficients[degree] = coefficients.get(degree, sp.S.Zero) + coefficient
    nested = sp.S.Zero
    for degree in range(max(coefficients), -1, -1):
        nested = nested * variable + coefficients.get(degree, sp.S.Zero)
    return nested


def _length(expression: sp.Expr) -> int:
    """Operations, a whole power counted as its products."""
    powers = [p.exp for p in expression.atoms(sp.Pow) if p.exp.is_Integer]
    products = sum(abs(int(e)).bit_length() - 1 for e in powers)
    return int(expression.count_ops()) + products


class _Lowering:
    """Maps SymPy's classes to operations; `known` holds the terms found so far."""

    def __init__(self, graph: Graph, inputs: Mapping[sp.Symbol, Node]) -> None:
        self.graph = graph
        self.known: dict[Any, Term] = {symbol: (sp.S.One, node) for symbol, node in inputs.items()}

    def __call__(self, expression: Any) -> Node:
        """One node for the expression."""
        return self._node(self.term(expression))

    def term(self, expression: Any) -> Term:
        """The expression as a number times a node."""
        if expression not in self.known:
            self.known[expression] = self._new(expression)
        return self.known[expression]

    def _node(self, term: Term) -> Node:
        factor, node = term
        if node is None:
            return self.graph.constant(_as_float(factor))
        if factor == -1:
            return node.args[1] - node.args[0] if node.operation == "-" else -node
        return node if factor == 1 else self.graph.constant(_as_float(factor)) * node

    def _new(self, expression: Any) -> Term:
        if expression.is_Rational or expression.is_Float:
            return expression, None
        if expression.is_number:
            return sp.S.One, self.graph.constant(_as_float(expression))
        if expression.is_Symbol:
            raise LinalgError(f"{expression} is not among the variables")
        if expression.func in TERMS:
            return TERMS[expression.func](self, expression)
        return sp.S.One, self._function(expression)

    def _sum(self, expression: Any) -> Term:
        terms = sorted(map(self.term, expression.args), key=_place)
        common = _common_factor(terms)
        first, *rest = [(factor / common, node) for factor, node in terms]
        total = self._node(first)
        for factor, node in sorted(rest, key=lambda term: bool(term[0].is_negative)):
            part = self._node((abs(factor), node))
            total = total - part if factor.is_negative else total + part
        return common, total

    def _product(self, expression: Any) -> Term:
        number = sp.S.One
        top: list[Node] = []
        bottom: list[Node] = []
        for part in expression.args:
            base, exponent = part.as_base_exp()
            below = exponent.is_Rational and exponent.is_negative and base is not sp.E
            factor, node = self.term(base**-exponent if below else part)
            number = number / factor if below else number * factor
            if node is not None:
                (bottom if below else top).append(node)
        result = math.prod(sorted(top, key=_age), start=self.graph.constant(1.0))
        if bottom:
            result = result / math.prod(bottom[1:], start=bottom[0])
        return number, result

    def _power(self, expression: Any) -> Term:
        base, exponent = expression.args
        if exponent.is_Integer:
            factor, node = self.term(base)
            assert node is not None  # a number to a whole power is a number
            power = self.graph.integer_power(node, abs(int(exponent)))
            return factor**exponent, power if exponent.is_positive else 1.0 / power
        return sp.S.One, self._fractional_power(base, exponent)

    def _fractional_power(self, base: Any, exponent: Any) -> Node:
        if base is sp.E:
            return self.graph.node("exp", self(exponent))
        if not exponent.is_Rational or exponent.q != 2:
            return self.graph.node("power", self(base), self(exponent))
        node = self(base)
        power = self.graph.node("sqrt", node)
        if abs(exponent.p) > 1:
            power = self.graph.integer_power(node, abs(exponent.p) // 2) * power
        return 1.0 / power if exponent.is_negative else power

    def _function(self, expression: Any) -> Node:
        if expression.func is sp.DiracDelta:  # the second derivative of |x|, away from the kink
            return self.graph.constant(0.0)
        if expression.func in QUOTIENTS:
            above, below = QUOTIENTS[expression.func]
            (angle,) = map(self, expression.args)
            top = self.graph.node(above, angle) if above else 1.0
            return top / self.graph.node(below, angle)
        operation = (FUNCTIONS | RELATIONS).get(expression.func)
        if operation is None:
            names = ", ".join(sorted(f.__name__ for f in FUNCTIONS | QUOTIENTS))
            raise LinalgError(f"no kernel for {expression.func}; there are kernels for {names}")
        args = expression.args[:1] if expression.func is sp.Heaviside else expression.args
        return self.graph.node(operation, *map(self, args))

    def _extreme(self, expression: Any) -> Term:
        operation = "maximum" if expression.func is sp.Max else "minimum"
        extreme, *rest = map(self, expression.args)
        for node in rest:
            extreme = self.graph.node(operation, extreme, node)
        return sp.S.One, extreme

    def _piecewise(self, expression: Any) -> Term:
        chosen = self.graph.constant(math.nan)
        for value, condition in reversed(expression.args):
            if condition == True:  # noqa: E712 (SymPy's own true)
                chosen = self(value)
            else:
                chosen = self.graph.node("where", self(condition), self(value), chosen)
        return sp.S.One, chosen

    def _where_zero(self, expression: Any) -> Term:
        gap, value = map(self, expression.args)
        return sp.S.One, self.graph.node("where", gap <= 0.0, value, math.nan)


TERMS: Mapping[Any, Callable[[_Lowering, Any], Term]] = {
    sp.Add: _Lowering._sum,
    sp.Mul: _Lowering._product,
    sp.Pow: _Lowering._power,
    sp.Max: _Lowering._extreme,
    sp.Min: _Lowering._extreme,
    sp.Piecewise: _Lowering._piecewise,
    WhereZero: _Lowering._where_zero,
}


def _age(node: Node) -> int:
    return node.index


def _place(term: Term) -> tuple[bool, int]:
    """Older nodes first and the number last, so that equal sums become equal nodes."""
    return (term[1] is None, 0 if term[1] is None else term[1].index)


def _common_factor(terms: Sequence[Term]) -> Any:
    """The factor to take out of a sum, so that sums in proportion share a node.

    It is the smallest factor, if that divides the other terms', or 1, with the first term's sign.
    """
    factors = [abs(factor) for factor, node in terms if node is not None]
    smallest = min(factors)
    if not all((factor / smallest).is_Integer for factor in factors):
        smallest = sp.S.One
    return -smallest if terms[0][0].is_negative else smallest


def _as_float(number: Any) -> float:
    """The float nearest to an exact number."""
    try:
        return float(number.p / number.q if number.is_Rational else number)
    except (OverflowError, TypeError) as problem:
        raise LinalgError(f"{number} is not a real number that a float can hold") from problem
