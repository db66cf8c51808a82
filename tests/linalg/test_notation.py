"""One value, four targets: spelled as the table says, read back, and compiled."""

import re
import xml.etree.ElementTree as ET
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.mathtext import MathTextParser

from linalg.notation import (
    brackets,
    determinant_bars,
    fenced,
    formula,
    marked,
    over,
    point,
    power,
    quotient,
    spelled,
    symbol,
    to_latex,
    to_mathml,
    to_text,
    to_typst,
    words,
)
from linalg.notation.elements import Fenced, Identifier, Row
from linalg.notation.roles import ON_DARK, ON_PAPER
from linalg.reading import read_expression

a, b, x = sp.symbols("a b x")
HOSTILE = [
    '#read("canary")',
    "$x$",
    "\\input{x}",
    "a;b",
    'q"uote',
    "<b>&",
    "[u](v)",
    "{{}}",
    "한글",
]

SPELLINGS = [
    # value, text, LaTeX, Typst
    (0, "0", "0", "0"),
    (-7, "-7", "-7", "-7"),
    (Fraction(-3, 2), "-3/2", r"-\frac{3}{2}", "-frac(3, 2)"),
    (Fraction(4, 1), "4", "4", "4"),
    (sp.Rational(1, 3), "1/3", r"\frac{1}{3}", "frac(1, 3)"),
    (np.int64(5), "5", "5", "5"),
    (np.float64(0.5), "0.5", "0.5", "0.5"),
    (a * b, "a*b", "a b", "a b"),
    (2 * a, "2*a", "2 a", "2 a"),
    (-a / 2, "-a/2", r"-\frac{a}{2}", "-frac(a, 2)"),
    (sp.Mul(sp.Rational(1, 2), a + b, evaluate=False), "(a + b)/2", None, "frac(a + b, 2)"),
    (sp.Mul(a, sp.Mul(-1, b, evaluate=False), evaluate=False), "a*(-b)", None, None),
    (b - a**2, "b - a^2", "b - a^{2}", "b - a^(2)"),
    (-a - b, "-a - b", "-a - b", "-a - b"),
    (a - b, "a - b", "a - b", "a - b"),
    (1 / (a - b), "1/(a - b)", r"\frac{1}{a - b}", "frac(1, a - b)"),
    (a / (b * x), "a/(b*x)", r"\frac{a}{b x}", "frac(a, b x)"),
    (a**2, "a^2", "a^{2}", "a^(2)"),
    ((a + 1) ** 2, "(a + 1)^2", r"\left( a + 1 \right)^{2}", "lr(paren.l a + 1 paren.r)^(2)"),
    (a ** (-2), "1/a^2", r"\frac{1}{a^{2}}", "frac(1, a^(2))"),
    (2**a, "2^a", "2^{a}", "2^(a)"),
    (a ** (b + 1), "a^(b + 1)", "a^{b + 1}", "a^(b + 1)"),
    (sp.sqrt(2), "sqrt(2)", r"\sqrt{2}", "sqrt(2)"),
    (sp.cbrt(a), "a^(1/3)", r"\sqrt[3]{a}", "root(3, a)"),
    (sp.sin(x) ** 2, "sin(x)^2", r"\sin^{2}\left( x \right)", "sin^(2) lr(paren.l x paren.r)"),
    (sp.asin(x), "asin(x)", r"\arcsin\left( x \right)", "arcsin lr(paren.l x paren.r)"),
    (
        *(sp.asinh(x) ** 2, "asinh(x)^2", r"\operatorname{arsinh}^{2}\left( x \right)"),
        *('op("arsinh")^(2) lr(paren.l x paren.r)',),
    ),
    (
        *(sp.atan2(a, b), "atan2(a, b)", r"\operatorname{atan2}\left( a, b \right)"),
        *(r'op("atan2") lr(paren.l a \, b paren.r)',),
    ),
    (
        *(-3 * a * sp.log(x) / (2 * sp.log(10)), "-3*a*log(x, 10)/2"),
        *(r"-\frac{3 a \log_{10}\left( x \right)}{2}", None),
    ),
    (sp.log(3) / sp.log(2), "log(3, 2)", None, "log_(2) lr(paren.l 3 paren.r)"),
    (1 / sp.log(2), "1/log(2)", None, None),
    (sp.log(x) / sp.log(a), "log(x)/log(a)", None, None),
    (sp.exp(-x), "exp(-x)", "e^{-x}", "e^(-x)"),
    (sp.Abs(x), "abs(x)", r"\left\lvert x \right\rvert", "lr(bar.v x bar.v)"),
    (sp.Max(a, b), "max(a, b)", r"\max\left( a, b \right)", r"max lr(paren.l a \, b paren.r)"),
    (
        *(sp.Max(a, b) ** 2, "max(a, b)^2"),
        *(r"\left( \max\left( a, b \right) \right)^{2}",),
        *(r"lr(paren.l max lr(paren.l a \, b paren.r) paren.r)^(2)",),
    ),
    (sp.Abs(x) ** 3, "abs(x)^3", r"\left\lvert x \right\rvert^{3}", "lr(bar.v x bar.v)^(3)"),
    (sp.E, "exp(1)", "e", "e"),
    (3 * sp.E * a, "3*exp(1)*a", "3 e a", "3 e a"),
    (sp.Heaviside(a - b), "1[a > b]", None, "1 lr(bracket.l a gt b bracket.r)"),
    (2 * sp.Heaviside(1 - a) * b, None, None, "2 b dot.op 1 lr(bracket.l a lt 1 bracket.r)"),
    (sp.Heaviside(-a), "1[a < 0]", r"1 \left[ a < 0 \right]", None),
    (sp.Symbol("lambda"), "lambda", r"\lambda", "λ"),
    (sp.Symbol("alpha_1"), "alpha_1", r"\alpha_{1}", "α_(1)"),
    (sp.Symbol("x12"), "x12", "x_{12}", "x_(12)"),
    (sp.Symbol("loss"), "loss", r"\mathrm{loss}", 'upright("loss")'),
    (sp.pi, "pi", r"\pi", "π"),
    (sp.oo, "inf", r"\infty", "infinity"),
    (0.1 + 0.2, "0.3", "0.3", "0.3"),
    (2.0, "2.0", "2.0", "2.0"),
    (-0.0, "0.0", "0.0", "0.0"),
    (123456789.0, "123456789.0", "123456789.0", "123456789.0"),
    (1e-20, "1e-20", r"1 \times 10^{-20}", "1 times 10^(-20)"),
    (-6.02214076e23, "-6.02214e23", r"-6.02214 \times 10^{23}", "-6.02214 times 10^(23)"),
    (float("inf"), "inf", r"\infty", "infinity"),
    (float("nan"), "nan", r"\mathrm{nan}", '"nan"'),
]


@pytest.mark.parametrize(("value", "text", "latex", "typst_source"), SPELLINGS)
def test_spelling(value, text, latex, typst_source):
    assert text is None or to_text(value) == text
    assert latex is None or to_latex(value) == latex
    assert typst_source is None or to_typst(value) == typst_source


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (("P", "A", "=", "L", "U"), "PA = LU"),
        (("R_2", "<-", "R_2", "-", 3, "R_1"), "R₂ ← R₂ - 3 R₁"),
        ((2, "-", -3), "2 - (-3)"),
        ((2, "*", -3), "2 · (-3)"),
        (("x", "=", -3), "x = -3"),
        ((a + b, "*", 2), "(a + b) · 2"),
        ((2, "-", (a + b)), "2 - (a + b)"),
        ((2, "+", (a + b)), "2 + a + b"),
        ((a + b, "x"), "(a + b)x"),
        ((3, 4), "3 · 4"),
        ((2, "*", marked(-1, "pivot")), "2 · (-1)"),
        ((a / b, "R_1"), "(a/b) R₁"),
        ((Fraction(1, 2), "R_1"), "1/2 R₁"),
        (over((2, "-", a), -5), "(2 - a)/(-5)"),
        (quotient(Fraction(1, 2), a), "1/2 ÷ a"),
        (point(2, 1, -2), "(2, 1, -2)"),
        (symbol("A", sup="T"), "Aᵀ"),
        (symbol("A", sup=-1), "A⁻¹"),
        (symbol("E", (3, 2)), "E₃₂"),
        (symbol("a", (3, 12)), "a_(3,12)"),
        (symbol("x", ("k", "+", 1)), "xₖ₊₁"),
        (symbol("m", 3, accent="hat"), "m̂₃"),
        (("eta", "∇", "f"), "η∇f"),
        (power(("A", "B"), -1), "(AB)⁻¹"),
        (fenced("x", "‖‖"), "‖x‖"),
        (("x", "=", 2, words(" or so")), "x = 2 or so"),
    ],
)
def test_algebra_of_parts(part, text):
    assert to_text(part) == text


@pytest.mark.parametrize(
    ("name", "text", "latex", "typst", "mathml"),
    [
        ("x1", "x₁", "x_{1}", "x_(1)", "<msub><mi>x</mi><mn>1</mn></msub>"),
        ("w_1", "w₁", "w_{1}", "w_(1)", "<msub><mi>w</mi><mn>1</mn></msub>"),
        ("theta0", "θ₀", r"\theta_{0}", "θ_(0)", "<msub><mi>θ</mi><mn>0</mn></msub>"),
        ("x12", "x₁₂", "x_{12}", "x_(12)", "<msub><mi>x</mi><mn>12</mn></msub>"),
        ("x__1", "x₁", "x_{1}", "x_(1)", "<msub><mi>x</mi><mn>1</mn></msub>"),
        ("x_", "x", "x", "x", "<mi>x</mi>"),
        ("a1b", "a1b", r"\mathrm{a1b}", 'upright("a1b")', "<mi>a1b</mi>"),
    ],
)
def test_every_name_that_is_read_is_typeset_with_its_index(name, text, latex, typst, mathml):
    for part in (symbol(name), spelled(name), formula(name)):
        assert (to_text(part), to_latex(part), to_typst(part)) == (text, latex, typst)
        assert to_mathml(part) == f"<math>{mathml}</math>"
    assert (to_latex(sp.Symbol(name)), to_typst(sp.Symbol(name))) == (latex, typst)


def test_scripts_are_added_to_the_index_of_a_name():
    assert to_latex(symbol("x1", "k", "T")) == "x_{1 , k}^{T}"
    assert to_latex(symbol("m1", accent="hat")) == r"\hat{m}_{1}"


@pytest.mark.parametrize("value", [1j, sp.I, sp.sqrt(-2), True, None, object(), sp.zoo, b"x", {1}])
def test_what_is_no_real_number_is_refused(value):
    with pytest.raises(TypeError):
        to_text(value)


@pytest.mark.parametrize("text", ["a b", "", "1", "x=", *HOSTILE[:-1]])
def test_a_string_that_is_no_sign_and_no_name_is_refused(text):
    with pytest.raises(ValueError, match="neither a sign nor a symbol"):
        formula(text)


def test_an_integer_beyond_pythons_printing_limit_keeps_its_digits():
    assert to_text(10**5000 + 7) == "1" + "0" * 4999 + "7"


def expressions():
    leaves = st.one_of(
        st.integers(-20, 20).map(sp.Integer),
        st.fractions(-5, 5, max_denominator=9).map(sp.Rational),
        st.sampled_from([a, b, x, sp.Symbol("lambda"), sp.Symbol("x_1")]),
    )

    def larger(inner):
        pairs = st.tuples(inner, inner)
        return st.one_of(
            pairs.map(lambda p: p[0] + p[1]),
            pairs.map(lambda p: p[0] - p[1]),
            pairs.map(lambda p: p[0] * p[1]),
            pairs.map(lambda p: p[0] / (p[1] ** 2 + 1)),
            st.tuples(inner, st.integers(-3, 3)).map(lambda p: (p[0] ** 2 + 2) ** p[1]),
            inner.map(lambda e: sp.sqrt(e**2 + 1)),
            inner.map(lambda e: sp.sin(e)),
            inner.map(lambda e: sp.exp(e / (e**2 + 1))),
        )

    return st.recursive(leaves, larger, max_leaves=6)


@settings(max_examples=150, deadline=None)
@given(expressions())
def test_text_can_be_typed_in_again(expression):
    again = sp.sympify(read_expression(to_text(expression)))
    numbers = {
        s: sp.Rational(k + 2, 7) for k, s in enumerate(sorted(expression.free_symbols, key=str))
    }
    assert again.free_symbols == expression.free_symbols
    difference = (again - expression).subs(numbers)
    assert abs(difference.evalf(30)) < 1e-20


def compiled(formulas):
    """Compile formulas with the real compiler, all in one document."""
    source = "\n\n".join(f"$ {f} $\n\n Inline ${f}$; and on." for f in formulas)
    return typst.compile(
        source.encode(), format="svg", font_paths=typst.Fonts(include_system_fonts=False)
    )


@settings(max_examples=25, deadline=None)
@given(st.lists(expressions(), min_size=20, max_size=20))
def test_typst_compiles_every_expression(expressions):
    assert compiled([to_typst(e) for e in expressions])


@settings(max_examples=100, deadline=None)
@given(expressions())
def test_latex_is_read_by_mathtext(expression):
    MathTextParser("path").parse(f"${to_latex(expression)}$")


@settings(max_examples=100, deadline=None)
@given(expressions())
def test_mathml_is_well_formed(expression):
    tags = {element.tag for element in ET.fromstring(to_mathml(expression)).iter()}
    known = "math mrow mn mi mo mfrac msup msub msubsup msqrt mroot mtext mover".split()
    assert tags <= set(known)


def everything():
    """One formula of each kind of part, with what gave trouble before."""
    system = brackets(
        [[1, -2, a / b], [Fraction(1, 2), -3.5, sp.sqrt(2)]],
        bar=2,
        marks={(0, 0): "pivot", (1, 0): "eliminated", (0, 1): "source", (1, 1): "result"},
        beside={1: ("R_2", "<-", "R_2", "-", Fraction(1, 2), "R_1")},
    )
    fractions_of_pivots = brackets([[a / b]], marks={(0, 0): "pivot"}, beside={0: "x"})
    return [
        *(value for value, *_ in SPELLINGS),
        system,
        fractions_of_pivots,
        brackets([[1], [2]], beside={0: "x"}),
        brackets(sp.zeros(0, 3)),
        [1, 2],
        np.eye(12),
        (brackets([[1, 2]]), ";", words("; #x"))[::2],
        point(1, 2),
        symbol("theta", (1, 2), ("k",), accent="tilde"),
        symbol("v", accent="vec"),
        quotient(a / b, -a / b),
        tuple("= ≠ ≈ < > ≤ ≥ ∈ ⊥ ∝ + − ± · × ⊙ / ÷ , … ∑ ∇ ∂ ← → ↔ ⟹ ⟺".split()),
        *(marked(x, role) for role in ON_PAPER),
        *map(sp.Symbol, HOSTILE),
        *(sp.Function(name)(a, b) for name in HOSTILE),
        *map(words, HOSTILE),
        sp.Piecewise((a, a > 0), (0, True)),
        sp.Derivative(sp.Function("f")(x), x),
        sp.Eq(a, b),
        sp.Symbol("가"),
    ]


def test_typst_compiles_every_kind_of_part():
    for part in everything():
        assert compiled([to_typst(part)]), part


def test_mathml_of_every_kind_of_part_is_well_formed():
    for part in everything():
        ET.fromstring(to_mathml(part, display=True))


@pytest.mark.parametrize("part", everything())
def test_latex_braces_and_fences_are_balanced(part):
    latex = re.sub(r"\\[\\{}]", "", to_latex(part))
    assert latex.count("{") == latex.count("}")
    assert len(re.findall(r"\\left\b", latex)) == len(re.findall(r"\\right\b", latex))
    assert latex.count(r"\begin") == latex.count(r"\end")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_never_leaves_its_place(name):
    latex, source = to_latex(sp.Symbol(name)), to_typst(sp.Symbol(name))
    assert ET.fromstring(to_mathml(sp.Symbol(name))).findtext("*") == name.replace(" ", "\u00a0")
    assert source[0] == '"' or source.startswith('upright("')
    assert "\\input" not in latex
    assert not latex.removeprefix(r"\text{").startswith("$")


def test_matrix_in_text_is_aligned():
    text = to_text(brackets([[1, -2, Fraction(1, 2)], [100, 3, 4]], bar=2, marks={(0, 0): "pivot"}))
    assert text == "⎡ (1)  -2 │ 1/2⎤\n⎣100    3 │   4⎦"


def test_decimal_points_stand_below_each_other():
    assert to_text([[1.5], [-22.25], [3.0]]) == "⎡  1.5 ⎤\n⎢-22.25⎥\n⎣  3.0 ⎦"


def test_a_bar_at_the_edge_is_not_drawn():
    for bar in (0, 2, 5):
        assert "│" not in to_text(brackets([[1, 2]], bar=bar))


def test_rows_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="same length"):
        brackets([[1, 2], [3]])


def test_matrices_of_every_origin_look_alike():
    expected = to_text([[1, 2], [3, 4]])
    for matrix in (sp.Matrix([[1, 2], [3, 4]]), np.array([[1, 2], [3, 4]]), [(1, 2), (3, 4)]):
        assert to_text(matrix) == expected
    assert to_text(np.array([1, 2])) == to_text([1, 2]) == to_text([[1], [2]])


def test_large_matrices_do_not_need_amsmaths_maximum_raised():
    assert r"\begin{bmatrix}" in to_latex(np.eye(10, dtype=int))
    assert r"\begin{bmatrix}" not in to_latex(np.eye(11, dtype=int))


def test_formulas_are_values():
    assert formula(("x", "=", -2)) == formula(("x", "=", sp.Integer(-2)))
    assert formula(("x", "-", -2)) == Row((*formula(("x", "-")).items, Fenced(formula(-2))))
    assert hash(formula("alpha")) == hash(Identifier("α"))


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize(("colours", "ground"), [(ON_PAPER, "#FFFFFF"), (ON_DARK, "#111318")])
def test_every_role_is_readable(colours, ground):
    for colour in colours.values():
        dim, bright = sorted((luminance(colour), luminance(ground)))
        assert (bright + 0.05) / (dim + 0.05) >= 4.5


def test_a_determinant_stands_between_bars_in_each_target():
    formula = ("det", "A", "=", -2, "·", determinant_bars([[1, "x"], [3, 4]]), "-", "det", "B")
    assert to_text(formula).splitlines() == [
        "det A = -2 · │1  x│ - det B",
        "             │3  4│",
    ]
    assert to_latex(formula) == (
        r"\det A = -2 \cdot \begin{vmatrix} 1 & x \\ 3 & 4 \end{vmatrix} - \det B"
    )
    assert "lr(bar.v thin mat(delim: #none, 1, x; 3, 4) thin bar.v)" in to_typst(formula)
    assert to_mathml(formula).count('stretchy="true">|</mo>') == 2
    wide = determinant_bars([[0] * 11] * 11)
    assert to_latex(wide).startswith(r"\left\lvert\begin{array}{ccccccccccc}")
    with pytest.raises(ValueError, match="same length"):
        determinant_bars([[1, 2], [3]])


def test_a_float_that_is_whole_within_the_digits_shown_stays_a_float_to_the_eye():
    """Six digits of -1.9999999999999998 are those of -2.0; 123457.8 has none after the point."""
    texts = [to_text(x) for x in (-1.9999999999999998, 2.0, 12345.0000001, 123457.8, 1e-7)]
    assert texts == ["-2.0", "2.0", "12345.0", "123458", "1e-7"]
