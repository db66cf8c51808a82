"""Expressions that a person types: accepted, refused with a position, and equal to SymPy's own."""

import operator
from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import example, given, settings
from hypothesis import strategies as st

from linalg.errors import LimitError, LinalgError, ParseError
from linalg.reading import read_expression

a, b, x, y, z = sp.symbols("a b x y z")

ACCEPTED = {
    "3": 3,
    "-7": -7,
    "+7": 7,
    "007": 7,
    " 3 ": 3,
    "3\n": 3,
    "1/2": Fraction(1, 2),
    "-4/2": -2,
    "0.25": Fraction(1, 4),
    ".5": Fraction(1, 2),
    "5.": 5,
    "0.1": Fraction(1, 10),
    "1e-3": Fraction(1, 1000),
    "1.5E+2": 150,
    "−3": -3,
    "1/3 + 1/6": Fraction(1, 2),
    "2^3^2": 512,
    "2**3": 8,
    "-2^2": -4,
    "2^-2": Fraction(1, 4),
    "(1/2)^2": Fraction(1, 4),
    "4^(1/2)": 2,
    "0^0": 1,
    "--3": 3,
    "2*-3": -6,
    "1 - -2": 3,
    "7/2/7": Fraction(1, 2),
    "x - x": 0,
    "sqrt(16)": 4,
    "sqrt(2)*sqrt(2)": 2,
    "exp(0)": 1,
    "sin(pi)": 0,
    "abs(-3)": 3,
    "sign(-3)": -1,
    "max(1, 3, 2)": 3,
    "min(1, 3, 2)": 1,
    "x": x,
    "lambda": sp.Symbol("lambda"),
    "e": sp.Symbol("e"),
    "x_1": sp.Symbol("x_1"),
    "S": sp.Symbol("S"),
    "E": sp.E,
    "pi": sp.pi,
    "2*x + 1/2": 2 * x + sp.Rational(1, 2),
    "x/y*z": x * z / y,
    "x^-1": 1 / x,
    "-x^2": -(x**2),
    "(x + y)*z": (x + y) * z,
    "sqrt(8)": 2 * sp.sqrt(2),
    "ln(x)": sp.log(x),
    "log(x)": sp.log(x),
    "sin (x)": sp.sin(x),
    "tanh(x) + atan(y)": sp.tanh(x) + sp.atan(y),
    "max(x, y)": sp.Max(x, y),
    "arctan(x) + arcsin(y) - arccos(z)": sp.atan(x) + sp.asin(y) - sp.acos(z),
    "asinh(x)": sp.asinh(x),
    "arsinh(x) + arcosh(y) + artanh(z)": sp.asinh(x) + sp.acosh(y) + sp.atanh(z),
    "arcsinh(x) + arccosh(y) + arctanh(z)": sp.asinh(x) + sp.acosh(y) + sp.atanh(z),
    "atan2(y, x)": sp.atan2(y, x),
    "arctan2(1, -1)": 3 * sp.pi / 4,
    "log10(1000)": 3,
    "log2(1/8)": -3,
    "log10(x)": sp.log(x) / sp.log(10),
    "log(x, 2)": sp.log(x) / sp.log(2),
    "log(8, 4)": Fraction(3, 2),
    "log(sqrt(10), 10)": Fraction(1, 2),
    "log(x, E)": sp.log(x),
    "log(x, y)": sp.log(x) / sp.log(y),
    "cot(x)*sec(y)*csc(z)": sp.cot(x) * sp.sec(y) * sp.csc(z),
    "sgn(x)": sp.sign(x),
    "atan2(0, -2)": sp.pi,
    "atan2(-2, 0)": -sp.pi / 2,
    "atan2(-sqrt(3), -1)": -2 * sp.pi / 3,
    "atan2(1, sqrt(3))": sp.pi / 6,
    "sec(pi/3) + csc(pi/6) + cot(pi/4)": 5,
    "(1 - x)^2 + 100*(y - x^2)^2": (1 - x) ** 2 + 100 * (y - x**2) ** 2,
}

REFUSED = {
    "": (0, "nothing to read"),
    "   ": (0, "nothing to read"),
    "2x": (1, "write 2*x"),
    "2 x": (2, "write 2*x"),
    "x y": (2, "write x*y"),
    "2(x)": (1, "write 2*"),
    "(x)(y)": (3, "write (…)*(…)"),
    "x(1)": (0, "for a product write x*"),
    "sin": (0, "write sin(x)"),
    "max": (0, "write max(x, y)"),
    "sin()": (4, "missing"),
    "sin(1, 2)": (0, "one argument"),
    "max(1)": (0, "two or more"),
    "atan2": (0, "write atan2(y, x)"),
    "atan2(x)": (0, "two arguments"),
    "atan2(x, y, z)": (0, "two arguments"),
    "atan2(0, 0)": (0, "no finite value"),
    "log(x, y, z)": (0, "one argument or two"),
    "ln(x, 2)": (0, "one argument"),
    "log(x, 1)": (7, "the base of a logarithm is positive and not 1"),
    "log(x, -2)": (8, "the base of a logarithm is positive and not 1"),
    "1 + log(x, 0)": (11, "the base of a logarithm is positive and not 1"),
    "log(x, log(2) + log(3) - log(6) + 1)": (7, "whether this base is 1 is not decided"),
    "log(atan(2), cos(10^-60))": (0, "no value is found"),
    "max(2, sec(10^-60) - 1)": (0, "no value is found"),
    "acosh(0)": (0, "not a real number"),
    "artanh(1)": (0, "no finite value"),
    "sec(pi/2)": (0, "no finite value"),
    "foo(x)": (0, "not a function"),
    "1 2": (2, "nothing stands between"),
    "1.2.3": (3, "nothing stands between"),
    "1 +": (2, "nothing stands after"),
    "* 2": (0, "missing before"),
    "1 + * 2": (4, "missing between"),
    "(1 + 2": (0, "never closed"),
    "1 + 2)": (5, "closes nothing"),
    "()": (1, "missing"),
    "(1, 2)": (2, "comma"),
    "1, 2": (1, "comma"),
    "1; 2": (1, "row of a matrix"),
    "1 | 2": (2, "this | closes nothing"),
    "[1]": (0, "no matrix and no list"),
    "|x": (0, "never closed: write abs(…)"),
    "x|": (1, "this | closes nothing"),
    "2|x|": (1, "write |x| or abs(x) for a size, and 2*|x|"),
    "|x||y|": (3, "this | closes nothing"),
    "|x|y": (3, "write (…)*y"),
    "(|x)": (1, "never closed"),
    "|(x|)": (3, "where a ( is open"),
    "||": (0, "never closed"),
    "1 + 2i": (5, "complex numbers are not read"),
    "1 + 2j": (5, "complex numbers are not read"),
    "sin x": (4, "sin is a function, and its argument stands in parentheses: write sin(…)"),
    "sin⁻¹(x)": (5, "write asin(…) or 1/sin(…)"),
    "x = 1": (2, "an expression stands here: write what stands after it"),
    "f(x, y) = x + y": (8, "an expression stands here: write what stands after it"),
    "x.real": (1, ". has no meaning"),
    "x:=1": (1, ": has no meaning"),
    "f'x'": (1, "' has no meaning"),
    "f'": (1, "' has no meaning"),
    "x if y else z": (2, "product"),
    'open("canary", "w")': (5, '" has no meaning'),
    "_x": (0, "a name starts with a letter"),
    "2*[x + 1]": (2, "write ("),
    "(3).real": (3, ". has no meaning"),
    "[1, 2]": (0, "no matrix and no list"),
    "1_000": (1, "a number is all digits"),
    '#read("canary")': (0, "# has no meaning"),
    "$x": (0, "$ has no meaning"),
    "\\input{x}": (0, '"\\input" is not read'),
    "①": (0, "CIRCLED DIGIT ONE (U+2460) has no meaning here: write 1"),
    "а": (0, "CYRILLIC SMALL LETTER A (U+0430)"),
    "2½": (1, "write + or * between them"),
    "√": (0, "nothing stands under this root"),
    "√x²": (0, "write √(…) around"),
    "x…": (1, "write every entry"),
    "1\u202e2": (1, "RIGHT-TO-LEFT OVERRIDE"),
    "x\u200b": (1, "ZERO WIDTH SPACE"),
    "1\x00": (1, "control character (U+0000)"),
    "\x1b[31m": (0, "control character (U+001B)"),
    "\ud800": (0, "U+D800"),
    "1/0": (2, "division by zero"),
    "1 + x/(y - y)": (7, "division by zero"),
    "0^-1": (0, "division by zero"),
    "1/0 + 2/0": (2, "division by zero"),
    "2/0 * 1/0": (2, "division by zero"),
    "sqrt(-1)": (0, "not a real number"),
    "x*(-8)^(1/3)": (4, "not a real number"),
    "asin(2)": (0, "not a real number"),
    "log(0)": (0, "no finite value"),
    "tan(pi/2)": (0, "no finite value"),
    "I": (0, "complex numbers"),
    "nan": (0, "every entry is a number"),
    "-inf": (1, "every entry is finite"),
    "Infinity": (0, "every entry is finite"),
    "None": (0, "write 0"),
    "True": (0, "write 1"),
}

TOO_LARGE = {
    "2000 characters": "1" + "+1" * 1000,
    "characters of a name": "x" * 2001,
    "400 parts": "+".join(["x"] * 201),
    "parentheses": "(" * 61 + "1" + ")" * 61,
    "signs": "-" * 61 + "x",
    "powers": "^".join(["x"] * 70),
    "240 bits": "9" * 73,
    "240 bits in a decimal": "0." + "1" * 73,
    "240 bits in a result": "10^40*10^40",
    "240 bits in a coefficient": "10^40*10^40*x",
    "the power of ten": "1e65",
    "a huge power of ten": "1e999999999999",
    "the exponent": "x^65",
    "a number of 240 bits": "2^64*2^64*2^64*2^48",
    "a tower of powers": "((x^64)^64)^64",
    "a tower of products": "((2*x)^64)^64",
    "exp": "exp(10**50)",
    "a small exp": "log(1 + exp(-10^50))",
    "exp of a constant": "exp(exp(10))",
    "E": "E^(exp(5)*2)",
    "sinh": "sinh(1000)",
    "a constant": "(1 + exp(160))^60",
    "nested functions": "sin(" * 6 + "x" + ")" * 6,
    "many functions": "+".join(f"sin(x{k})" for k in range(41)),
    "many arguments": f"max({','.join(f'x{k}' for k in range(42))})",
    "powers of one half": "+".join(f"(10^60+{k})^(1/2)" for k in range(11)),
    "roots": "+".join(f"sqrt(10^60+{k})" for k in range(11)),
}


@pytest.mark.parametrize(("text", "value"), ACCEPTED.items())
def test_accepted(text, value):
    read = read_expression(text)
    assert read == value
    assert type(read) in {int, Fraction} or isinstance(read, sp.Expr)
    assert not isinstance(read, sp.Rational), "plain numbers are Python's"


@pytest.mark.parametrize(("text", "expected"), REFUSED.items())
def test_refused_with_position_and_reason(text, expected):
    position, reason = expected
    with pytest.raises(ParseError) as caught:
        read_expression(text)
    assert reason in str(caught.value)
    assert caught.value.position == position
    assert caught.value.text == text


@pytest.mark.parametrize("text", TOO_LARGE.values(), ids=TOO_LARGE)
def test_too_large(text):
    with pytest.raises(LimitError):
        read_expression(text)


@pytest.mark.parametrize(
    "text",
    [
        "+".join(["x"] * 200),
        "(" * 60 + "1" + ")" * 60,
        "9" * 72,
        "10^64",
        "x^64",
        "exp(166)",
        "sin(" * 5 + "x" + ")" * 5,
        "+".join(f"sin(x{k})" for k in range(40)),
    ],
)
def test_just_within_the_bounds(text):
    read_expression(text)


@pytest.mark.parametrize(
    ("bars", "call"),
    [
        ("|x|", "abs(x)"),
        ("-|x|^2/2", "-abs(x)^2/2"),
        ("||x| - 1|", "abs(abs(x) - 1)"),
        ("|x - |y||*|y|", "abs(x - abs(y))*abs(y)"),
        ("max(|x|, |y|)", "max(abs(x), abs(y))"),
        ("exp(-|x|)", "exp(-abs(x))"),
        ("|(x)| + (|y|)", "abs(x) + abs(y)"),
        ("∣x∣", "abs(x)"),
        (r"\left|x\right| + \lvert y\rvert", "abs(x) + abs(y)"),
    ],
)
def test_bars_are_a_size(bars, call):
    assert read_expression(bars) == read_expression(call)


def test_variables_by_name_are_the_only_ones():
    assert read_expression("x + y", variables=["x", "y"]) == x + y
    assert read_expression("x + y", variables="xy") == x + y
    with pytest.raises(ParseError, match="known: x, y") as caught:
        read_expression("x + z", variables=["x", "y"])
    assert caught.value.position == 4
    with pytest.raises(ParseError, match="known: none"):
        read_expression("x", variables=[])


def test_variables_as_a_mapping_bring_their_symbols():
    real = sp.Symbol("x", real=True)
    assert read_expression("abs(x)^2", variables={"x": real}) == real**2
    assert read_expression("E*pi", variables={"E": y}) == y * sp.pi


numbers = st.one_of(
    st.integers(0, 10**6).map(lambda n: (str(n), sp.Integer(n))),
    st.decimals(0, 1000, places=3).map(lambda d: (str(d), sp.Rational(str(d)))),
)
leaves = st.one_of(numbers, st.sampled_from([a, b, x, y, sp.pi]).map(lambda s: (str(s), s)))
OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul}


def combined(parts):
    """Pairs of a text and the value that SymPy's own operators give it."""
    return st.one_of(
        st.builds(
            lambda sign, u, v: (f"({u[0]} {sign} {v[0]})", OPERATORS[sign](u[1], v[1])),
            st.sampled_from(sorted(OPERATORS)),
            parts,
            parts,
        ),
        st.builds(lambda u: (f"-({u[0]})", -u[1]), parts),
        st.builds(lambda u, n: (f"({u[0]})^{n}", u[1] ** n), parts, st.integers(0, 3)),
        st.builds(lambda u, n: (f"({u[0]}) / {n}", u[1] / n), parts, st.integers(1, 9)),
        st.builds(lambda u: (f"sin({u[0]})", sp.sin(u[1])), parts),
        st.builds(lambda u: (f"exp(-({u[0]})^2)", sp.exp(-(u[1] ** 2))), parts),
    )


@given(st.recursive(leaves, combined, max_leaves=6))
@settings(max_examples=150, deadline=None)
def test_a_printed_tree_reads_back_as_sympy_computes_it(pair):
    text, value = pair
    try:
        read = read_expression(text)
    except LimitError:
        return
    assert sp.expand(sp.sympify(read) - value) == 0


@given(st.recursive(leaves, combined, max_leaves=5))
@settings(max_examples=80, deadline=None)
def test_what_sympy_prints_is_read(pair):
    try:
        read = read_expression(pair[0])
        again = read_expression(str(read).replace("exp(1)", "E"))
    except LimitError:
        return
    assert sp.expand(sp.sympify(again) - sp.sympify(read)) == 0


@given(st.fractions(max_denominator=10**30).filter(lambda q: abs(q) < 10**30))
def test_fractions_are_exact(value):
    assert read_expression(str(value)) == value


@given(st.floats(1e-30, 1e30))
def test_decimals_are_exact_not_floats(value):
    assert read_expression(repr(value)) == Fraction(repr(value))


valid_texts = st.sampled_from([*ACCEPTED, "max(x, sqrt(2)*y) / (1 + exp(-x))", "(x+1)^3/(y-2)"])
signs = st.sampled_from(list("()[]^*/+-.,;|_= \n\t\0exyI019'\"#$\\−²×а"))


@given(st.one_of(st.text(max_size=40), st.text(signs, max_size=25)))
@example("1e")
@example("1e+")
@example(".")
@example("((((")
@example("max(,)")
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_or_refused_in_place(text):
    read_or_refused(text)


@given(valid_texts, st.integers(0, 40), st.integers(0, 3), signs)
@settings(max_examples=300, deadline=None)
def test_a_damaged_text_is_read_or_refused_in_place(text, place, length, sign):
    place = min(place, len(text))
    read_or_refused(text[:place] + sign + text[place + length :])


def read_or_refused(text):
    result = outcome(text)
    if isinstance(result, ParseError):
        assert 0 <= result.position <= len(text)
        assert result.text == text
        assert "\n" not in str(result)
    else:
        assert isinstance(result, int | Fraction | sp.Expr | LimitError)


def outcome(text):
    try:
        return read_expression(text)
    except LinalgError as error:
        return error
