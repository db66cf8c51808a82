"""A scalar value as a formula: integers, fractions, floats and SymPy expressions.

A float is written with six significant digits, trailing zeros dropped but one (``2.0`` stays a
float to the eye); whole floats below 10⁹ keep all their digits. Exact numbers are never rounded.
"""

import math
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Rational, Real
from typing import Any

import sympy
from sympy.printing.printer import Printer

from linalg.notation.elements import (
    Call,
    Fenced,
    Formula,
    Identifier,
    Marked,
    Number,
    Operator,
    Over,
    Power,
    Root,
    Row,
    Script,
    Words,
)
from linalg.notation.symbols import INVISIBLE_TIMES

SIGNIFICANT_DIGITS = 6
MINUS = Operator("−")


def scalar(value: object) -> Formula:
    """The formula of one number or SymPy expression.

    Raises
    ------
    TypeError
        For a complex number and for anything that is not a scalar.
    """
    match value:
        case bool():
            raise TypeError("a truth value is not a number")
        case sympy.Basic():
            return _expression(value)
        case Integral():
            return _signed(value < 0, Number(_digits(abs(int(value)))))
        case Rational():
            return _fraction(Fraction(int(value.numerator), int(value.denominator)))
        case Real():
            return _float(float(value))
        case complex():
            raise TypeError("complex numbers have no notation here yet")
    raise TypeError(f"a {type(value).__name__} is neither a number nor a SymPy expression")


def is_negative(formula: Formula) -> bool:
    """Say whether a formula starts with a minus sign."""
    match formula:
        case Marked(body):
            return is_negative(body)
        case Row((Operator("−"), *_)):
            return True
    return False


def sign_and_size(value: Any) -> tuple[str, Any]:
    """Split a summand into the sign that stands before it, and what is written after the sign.

    Examples
    --------
    >>> sign_and_size(-2), sign_and_size(sympy.Symbol("a"))
    (('-', 2), ('+', a))
    """
    return ("-", -value) if is_negative(scalar(value)) else ("+", value)


def is_sum(formula: Formula) -> bool:
    """Say whether a formula is a sum or difference at its outermost level."""
    match formula:
        case Marked(body):
            return is_sum(body)
        case Row(items):
            return any(item in (Operator("+"), MINUS) for item in items[1:])
    return False


def starts_with_digit(formula: Formula) -> bool:
    """Say whether a digit leads, so that a product needs a dot before it."""
    match formula:
        case Number():
            return True
        case Marked(body) | Power(base=body) | Script(base=body):
            return starts_with_digit(body)
        case Over():
            return True
        case Row((first, *_)):
            return starts_with_digit(first)
    return False


def _digits(integer: int) -> str:
    # str(int) refuses more than 4300 digits; Decimal holds every integer exactly.
    return str(integer) if integer.bit_length() < 14_000 else f"{Decimal(integer):f}"


def _signed(negative: bool, formula: Formula) -> Formula:
    return Row((MINUS, formula)) if negative else formula


def _fraction(value: Fraction) -> Formula:
    numerator = Number(_digits(abs(value.numerator)))
    if value.denominator == 1:
        return _signed(value < 0, numerator)
    return _signed(value < 0, Over(numerator, Number(_digits(value.denominator))))


def _float(value: float) -> Formula:
    if math.isnan(value):
        return Number("nan")
    size = abs(value)
    if math.isinf(value):
        return _signed(value < 0, Number("∞"))
    if size < 1e9 and size == int(size):
        return _signed(value < 0, Number(f"{size:.1f}"))
    digits, _, exponent = f"{size:.{SIGNIFICANT_DIGITS}g}".partition("e")
    if not exponent and "." not in digits and len(digits) < SIGNIFICANT_DIGITS:
        digits += ".0"  # whole within the digits shown, and still a float to the eye
    return _signed(value < 0, Number(digits, int(exponent) if exponent else None))


def _expression(expression: sympy.Basic) -> Formula:
    if expression.has(sympy.I, sympy.zoo):
        raise TypeError("complex numbers have no notation here yet")
    formula: Formula = _FormulaPrinter()._print(expression)
    return formula


def compared(condition: sympy.Expr) -> tuple[sympy.Expr, sympy.Expr]:
    """Return the larger and the smaller side of an expression that is positive.

    Examples
    --------
    >>> x, y = sympy.symbols("x y")
    >>> compared(x - y + 1)
    (x + 1, y)
    """
    terms = sympy.Add.make_args(condition)
    larger = sympy.Add(*(term for term in terms if not term.could_extract_minus_sign()))
    return larger, larger - condition


def product(factors: list[Formula]) -> Formula:
    """Factors side by side, sums and inner minus signs fenced, a dot before a digit.

    Examples
    --------
    >>> from linalg.notation import to_text
    >>> x = sympy.Symbol("x")
    >>> to_text(product([scalar(3), scalar(x - 1), scalar(x)]))
    '3*(x - 1)*x'
    """
    if len(factors) == 1:
        return factors[0]
    items: list[Formula] = []
    for factor in factors:
        inner_minus = bool(items) and is_negative(factor)
        fenced = Fenced(factor) if is_sum(factor) or inner_minus else factor
        if items:
            items.append(Operator("·" if starts_with_digit(fenced) else INVISIBLE_TIMES))
        items.append(fenced)
    return Row(tuple(items))


def _logarithm_to_a_base(factors: list[Any]) -> tuple[Any, Any]:
    """The factors log(x) and 1/log(10) of a product, which stand for log₁₀ x; or twice None."""
    for of_base in factors:
        if not of_base.is_Pow or of_base.exp != -1 or of_base.base.func is not sympy.log:
            continue
        if of_base.base.args[0].is_Integer:
            logarithms = [factor for factor in factors if factor.func is sympy.log]
            return (logarithms[0], of_base) if logarithms else (None, None)
    return None, None


def _is_atom(formula: Formula) -> bool:
    match formula:
        case Number(_, exponent):
            return exponent is None
        case Call(function, exponent=None):
            return function != "exp"
        case Identifier() | Fenced() | Root() | Script():
            return True
    return False


class _FormulaPrinter(Printer):  # type: ignore[misc]
    """SymPy's dispatch over expression classes, yielding formulas in place of strings."""

    def emptyPrinter(self, expr: object) -> Formula:
        if isinstance(expr, sympy.Basic) and expr.args:
            return Call(type(expr).__name__, tuple(self._print(a) for a in expr.args))
        return Words(str(expr))

    def _print_Symbol(self, expr: Any) -> Formula:
        return Identifier(expr.name)

    def _print_Rational(self, expr: Any) -> Formula:
        return _fraction(Fraction(int(expr.p), int(expr.q)))

    def _print_Float(self, expr: Any) -> Formula:
        return _float(float(expr))

    def _print_NaN(self, expr: Any) -> Formula:
        return Number("nan")

    def _print_Infinity(self, expr: Any) -> Formula:
        return Number("∞")

    def _print_NegativeInfinity(self, expr: Any) -> Formula:
        return Row((MINUS, Number("∞")))

    def _print_Pi(self, expr: Any) -> Formula:
        return Identifier("pi")

    def _print_Exp1(self, expr: Any) -> Formula:
        return Call("exp", (Number("1"),))

    def _print_Add(self, expr: Any) -> Formula:
        items: list[Formula] = []
        terms = [self._print(term) for term in expr.as_ordered_terms()]
        # y - x², not -x² + y
        first = next((i for i, term in enumerate(terms) if not is_negative(term)), 0)
        for term in [terms[first], *terms[:first], *terms[first + 1 :]]:
            if is_negative(term):
                items += term.items
            else:
                items += [Operator("+"), term] if items else [term]
        return Row(tuple(items))

    def _print_Mul(self, expr: Any) -> Formula:
        negative = False
        above: list[Formula] = []
        below: list[Formula] = []
        factors = expr.as_ordered_factors()
        logarithm, of_base = _logarithm_to_a_base(factors)
        for factor in factors:
            if factor is of_base:
                continue
            if factor is logarithm:
                base = self._print(of_base.base.args[0])
                above.append(Call("log", (self._print(factor.args[0]),), base=base))
            elif factor.is_Number and factor.is_finite:
                negative ^= bool(factor < 0)
                size = abs(factor)
                above += [self._print(sympy.Integer(size.p) if size.is_Rational else size)]
                below += [Number(_digits(size.q))] if size.is_Rational and size.q != 1 else []
            elif factor.is_Pow and factor.exp.is_Rational and factor.exp < 0:
                below.append(self._power(factor.base, -factor.exp))
            else:
                above.append(self._print(factor))
        above = [f for f in above if f != Number("1")] or [Number("1")]
        numerator = product(above)
        if below:
            return _signed(negative, Over(numerator, product(below)))
        return _signed(negative, Fenced(numerator) if negative and is_sum(numerator) else numerator)

    def _print_Pow(self, expr: Any) -> Formula:
        base, exponent = expr.base, expr.exp
        if exponent.is_Rational and exponent < 0:
            return Over(Number("1"), self._power(base, -exponent))
        return self._power(base, exponent)

    def _power(self, base: Any, exponent: Any) -> Formula:
        printed: Formula = self._print(base)
        if exponent == 1:
            return printed
        if exponent.is_Rational and exponent.p == 1:
            return Root(printed, int(exponent.q))
        raised = self._print(exponent)
        if isinstance(printed, Call) and printed.function in ("max", "min"):
            # An exponent of max would stand above it, as the set of a maximum stands below.
            return Power(Fenced(printed), raised)
        if isinstance(printed, Call) and printed.function == "abs":
            return Power(printed, raised)
        if isinstance(printed, Call) and _is_atom(printed):
            return Call(printed.function, printed.arguments, raised)
        return Power(printed if _is_atom(printed) else Fenced(printed), raised)

    def _print_Function(self, expr: Any) -> Formula:
        return Call(expr.func.__name__, tuple(self._print(a) for a in expr.args))

    def _print_Heaviside(self, expr: Any) -> Formula:
        """An indicator: 1[x > y], which is 1 where x > y and 0 where x < y."""
        above, below = compared(expr.args[0])
        # 1[x > 0], 1[x < 0] and 1[x < 1], never 1[0 > x]
        larger, sign, smaller = (below, "<", above) if above.is_number else (above, ">", below)
        condition = Row((self._print(larger), Operator(sign), self._print(smaller)))
        return Row((Number("1"), Fenced(condition, "[]")))

    def _print_MinMaxBase(self, expr: Any) -> Formula:
        arguments = sorted(expr.args, key=sympy.default_sort_key)
        return Call(type(expr).__name__.lower(), tuple(self._print(a) for a in arguments))

    def _print_Abs(self, expr: Any) -> Formula:
        return Call("abs", (self._print(expr.args[0]),))

    def _print_Relational(self, expr: Any) -> Formula:
        sign = {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥"}.get(expr.rel_op, expr.rel_op)
        return Row((self._print(expr.lhs), Operator(sign), self._print(expr.rhs)))
