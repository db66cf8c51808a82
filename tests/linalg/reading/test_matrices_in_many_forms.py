"""Matrices as people have them: from LaTeX, other programs, equations and other keyboards."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from linalg import solve
from linalg.errors import LimitError, LinalgError, ParseError, ShapeError
from linalg.reading import ReadMatrix, read_expression, read_matrix, read_vector

a, b, x, y, t = sp.symbols("a b x y theta")
half, third = Fraction(1, 2), Fraction(1, 3)

MATRIX = ((1, 2), (3, 4))
SAME_MATRIX = [
    r"\begin{pmatrix}1&2\\3&4\end{pmatrix}",
    "\\begin{bmatrix}\n 1 & 2 \\\\\n 3 & 4 \\\\\n\\end{bmatrix}",
    r"\begin{array}{rr} 1 & 2 \\ \hline 3 & 4 \end{array}",
    r"\left(\begin{array}{@{}cc@{}}1&2\\[2pt]3&4\end{array}\right)",
    r"\left[\begin{matrix}1 & 2\\3 & 4\end{matrix}\right]",
    r"1&2\\3&4",
    "1 & 2\n3 & 4",
    r"$\begin{pmatrix}1&2\\3&4\end{pmatrix}$",
    r"\[ A^{-1} = \begin{pmatrix}1&2\\3&4\end{pmatrix} \]",
    r"\mathbf{A} = \begin{pmatrix}1&2\\3&4\end{pmatrix}",
    "A = [1 2; 3 4]",
    "A = [1 2; 3 4];",
    "A := {{1, 2}, {3, 4}}",
    "[1 2; 3 4];",
    "A =\n\n   1   2\n   3   4\n\n",
    "{{1,2},{3,4}}",
    "{ {1, 2}, {3, 4} }",
    "array([[1, 2],\n       [3, 4]])",
    "np.array([[1., 2.], [3., 4.]], dtype=np.float64)",
    "numpy.array([[1, 2], [3, 4],])",
    "Matrix([[1, 2], [3, 4]])",
    "Matrix([\n[1, 2],\n[3, 4]])",
    "A = sympy.Matrix([[1, 2], [3, 4]])",
    "([[1, 2], [3, 4]])",
    "     [,1] [,2]\n[1,]    1    2\n[2,]    3    4\n",
    "A = ⎡1  2⎤\n    ⎣3  4⎦",
    "A⁻¹ = ⎡1  2⎤,\n      ⎣3  4⎦",
    "⎡1  2⎤\n⎢    ⎥\n⎣3  4⎦",
    "⎡(1)  2⎤\n⎣ 3   4⎦   R₂ ← R₂ - 3 R₁",
    "１　２；３　４",
    "［［１，２］，［３，４］］",
    "𝟏 𝟐; 𝟑 𝟒",
    "“1 2; 3 4”",
    "'1 2; 3 4'",
    "\ufeff1 2\n3 4",
    "1\u00a02\n3\u00a04",
    "1\t2\n3\t4",
    "\t1 2\n\t3 4",
    "1,2; 3,4",
    "1,2\n3,4",
]

ENTRIES = {
    r"\frac{1}{2} \frac13": (half, third),
    r"\dfrac{1}{2} & -\tfrac{a}{b}": (half, -a / b),
    r"\sqrt2 \sqrt{a+1} \sqrt[3]{x}": (sp.sqrt(2), sp.sqrt(a + 1), x ** sp.Rational(1, 3)),
    r"2\cdot x & a \times b & 2x & 3 a b": (2 * x, a * b, 2 * x, 3 * a * b),
    r"\cos\theta & -\sin\theta": (sp.cos(t), -sp.sin(t)),
    r"\sin^2\theta & \sin(\theta)\cos(\theta)": (sp.sin(t) ** 2, sp.sin(t) * sp.cos(t)),
    r"\sin{\left(x \right)} & \log{\left(x \right)}": (sp.sin(x), sp.log(x)),
    r"x^{12} & x_{1} & \alpha_1 & \mathrm{rate}": (
        x**12,
        *sp.symbols("x_1 alpha_1 rate"),
    ),
    "x² x⁻¹ -a¹²": (x**2, 1 / x, -(a**12)),
    "½ ⅓ ¾ -⅞": (half, third, Fraction(3, 4), Fraction(-7, 8)),
    "√2 2√3 √x √(a+1)": (sp.sqrt(2), 2 * sp.sqrt(3), sp.sqrt(x), sp.sqrt(a + 1)),
    "π θ λ Γ α₁ x₁ ϑ": (sp.pi, *sp.symbols("theta lambda Gamma alpha1 x1 theta")),
    "2×3 a·b 6÷2 1−2": (6, a * b, 3, -1),
    "𝑥 𝜋 ｘ": (x, sp.pi, x),
}

CALLED = "Pages and films call them x, y."
SYSTEMS = {
    "2x + 3y = 20; x - y = 5": ([[2, 3], [1, -1]], [20, 5], "x, y."),
    "2x + 3y = 20\nx - y = 5\n": ([[2, 3], [1, -1]], [20, 5], "x, y."),
    "2x+3y=20, x-y=5": ([[2, 3], [1, -1]], [20, 5], "x, y."),
    "x/2 + 0.5(y - 1) = ⅓": ([[half, half]], [Fraction(5, 6)], "x, y."),
    "2x₁ + 3x₂ = 5; x₁ = x₂": ([[2, 3], [1, -1]], [5, 0], f"x1, x2. {CALLED}"),
    "p + q = 3; p - q = 1": ([[1, 1], [1, -1]], [3, 1], f"p, q. {CALLED}"),
    "x + a y = 1; a x + y = b": ([[1, a], [a, 1]], [1, b], "x, y. a and b are parameters."),
    "√2 x = π": ([[sp.sqrt(2)]], [sp.pi], "x."),
    "0x + 0y = 1": ([[0, 0]], [1], "x, y."),
    r"\begin{cases} 2x + 3y = 20 \\ x - y = 5 \end{cases}": ([[2, 3], [1, -1]], [20, 5], "x, y."),
    r"\left\{\begin{aligned}2x+3y&=20\\x-y&=5\end{aligned}\right.": (
        [[2, 3], [1, -1]], [20, 5], "x, y.",
    ),
    r"\begin{array}{rcl} \frac{x}{2} &=& 1 \end{array}": ([[half]], [1], "x."),
}  # fmt: skip

ASKED = {
    "1,5 2,5; 3,5 4,5": (1, "decimals with a point"),
    "[1,5 2,5]": (2, "decimals with a point"),
    "1,5, 2,5": (1, "a blank after each comma"),
    "1,5\t2,5": (1, "decimals with a point"),
    "１，５ ２，５": (1, "decimals with a point"),
    "1,000; 2,000": (0, "write 1000"),
    "1,000 2": (0, "write 1000"),
    "1 000; 2 000": (0, "write 1000"),
    "1\u202f234 5": (1, "thousands without a mark"),
    "1.000.000 2": (0, "thousands without a mark"),
    "1'000 2": (1, "1000 and not 1'000"),
    "1{,}5 & 2": (1, "decimals with a point"),
    "1\t\t3\n1\t2\t3": (2, "an empty cell: write 0"),
    "1\t2\n3\t": (6, "an empty cell: write 0"),
    "1\t2\n\t3": (4, "an empty cell: write 0"),
    "1 & & 2": (4, "write 0 if it is zero"),
    "PI 1": (0, "write pi"),
    "1 Pi": (2, "write pi"),
    "sqrt2 1": (0, "write sqrt(2)"),
    "sinx 1": (0, "write sin(x)"),
    "pi2 1": (0, "write pi*2"),
    "x y; xy 1": (5, "write x*y"),
    "sqrt(2)/2 i; -i 1": (10, "complex numbers are not read"),
    "1 2i": (3, "complex numbers are not read"),
    "sin²(x) 1": (4, "write sin(…)^2"),
    "x²y 1": (2, "write ^2*y"),
    "2½ 1": (1, "write + or * between them"),
    r"2\frac{1}{2} & 1": (0, "in two ways: write + or *"),
    r"\sin 2x & 1": (6, "how far does the argument of sin go"),
    r"\sin^{-1} x & 1": (4, "the inverse function by its name"),
    r"ab & 1": (0, r"\mathrm"),
    r"x^12 & 1": (1, "write ^{12}"),
    r"1 2 & 3": (2, 'nothing stands between "1" and "2"'),
    r"1&2\3&4": (3, 'in a Python string, LaTeX is written r"…"'),
    "1&2\x03&4": (3, "in a Python string"),
    "\x08egin{pmatrix}1\\end{pmatrix}": (0, "in a Python string"),
    r"\begin{vmatrix}1&2\\3&4\end{vmatrix}": (0, "no environment that is read"),
    r"\begin{pmatrix}1&2\\3&4": (0, r"write \end{pmatrix}"),
    r"\begin{pmatrix}1\end{bmatrix}": (16, "has another"),
    r"\foo & 1": (0, "is not read"),
    r"1 2\n3 4": (3, "rows end with ; or a line break"),
    r"1 & \dots & 3": (4, "write every entry"),
    "1 … 3": (2, "write every entry"),
    "[1, ..., 3]": (4, "write every entry"),
    "2e+3f = 5": (0, "in two ways"),
    "x + y = 1,5; x = 2": (9, "decimals with a point"),
    "x*y = 1": (0, "not linear in x, y"),
    "x² + y = 1": (0, "not linear in x, y"),
    "x + y = 3 x - y = 1": (16, "put ; or a line break"),
    "x + y = 3; x - y": (11, "an equals sign is missing"),
    "1 = 2": (0, "no unknown"),
    "A = [1 2]; B = [3 4]": (4, "a matrix stands in an equation"),
    "[1,] 1 2\n[3,] 3 4": (10, "row [2,] is missing"),
    "A = ⎡1⎤ B = ⎡2⎤": (0, "this is not one printed matrix"),
    "matrix(c(1,2,3,4), nrow=2)": (0, "give the rows in brackets"),
    "Matrix(2, 2, [1, 2, 3, 4])": (0, "give the rows in brackets"),
    "[1 2}": (4, "is still open"),
    "Sqrt[2] 1": (4, "an argument stands in parentheses"),
    "tg(x) 1": (0, "write tan(…)"),
    "arcsn(x) 1": (0, "did you mean arcsin?"),
    "diag(1)": (0, "known are sqrt"),
    "[1 2; 3 4]'": (10, "never transposed: write its columns as rows"),
    "A = [1 2; 3 4].';": (14, "never transposed"),
    "[1 2; 3 4]^T": (10, "never transposed"),
    "[1 2; 3 4]ᵀ": (10, "never transposed"),
    "np.array([[1, 2], [3, 4]]).T": (26, "never transposed"),
    r"\begin{pmatrix}1&2\\3&4\end{pmatrix}^{T}": (36, "never transposed"),
    "[1 2; 3 4]*[1; 2]": (10, "nothing is computed with it"),
    "1 2; 3 4'": (8, "' has no meaning here"),
    "((1, 2), (3, 4))": (3, "rows stand in brackets, [[1, 2], [3, 4]]"),
    "[(1, 2), (3, 4)]": (3, "follow no function"),
    "(1,5) 2": (2, "decimals have a point"),
    "2j 1": (1, "complex numbers are not read"),
    "arctan 2 1; 2 3": (0, "arctan is a function: write arctan(x)"),
    "sin (x) 1; 2 3": (0, "write sin(x), without a blank"),
    "sin⁻¹(x) 1": (5, "write asin(…) or 1/sin(…)"),
    "sin^(-1)(x) 1": (8, "sin^-1 may be the inverse function or 1/sin"),
    "log^-1(x) 1": (6, "write 1/log(…)"),
    "sin^-2(x) 1": (6, "write sin(…)^(-2)"),
    "kx + y = 1; x + ky = 1": (0, "write k*x"),
    "ax + by = 1; cx + dy = 2": (0, "write a*x"),
}


@pytest.mark.parametrize("text", SAME_MATRIX)
def test_a_matrix_in_the_forms_that_people_have(text):
    read = read_matrix(text)
    assert read == ReadMatrix(MATRIX)
    assert read.remarks == ()


@pytest.mark.parametrize(("text", "row"), ENTRIES.items())
def test_entries_in_the_forms_that_people_have(text, row):
    assert read_matrix(text).rows == (row,)


@pytest.mark.parametrize(("text", "system"), SYSTEMS.items())
def test_equations(text, system):
    rows, right, unknowns = system
    read = read_matrix(text)
    assert read.rows == tuple(map(tuple, rows))
    assert read.right_hand_side == tuple((entry,) for entry in right)
    assert read.remarks == (f"The unknowns, in order of appearance: {unknowns}",)


def test_unknowns_have_the_names_that_pages_give_them():
    read = read_matrix("y = 2 - x; 3 = x")
    assert (read.rows, read.right_hand_side) == (((1, 1), (1, 0)), ((2,), (3,)))
    assert read.remarks == ("The unknowns, in this order: x, y.",)
    read = read_matrix("x2 = 2; x1 = a x2")
    assert read.rows == ((0, 1), (1, -a))
    assert read.remarks[0] == (
        "The unknowns, in this order: x1, x2. Pages and films call them x, y. a is a parameter."
    )


@pytest.mark.parametrize("text", ["'[1 2; 3 4]'", "‘1 2; 3 4’"])
def test_quotes_around_a_matrix_transpose_nothing(text):
    assert read_matrix(text) == ReadMatrix(MATRIX)


def test_a_power_T_of_an_entry_transposes_nothing():
    T = sp.Symbol("T")
    assert read_matrix("1 2; 3 (1+a)^T").rows[1] == (3, (a + 1) ** T)


def test_words_in_equations_are_names():
    read = read_matrix("tax + 2box = 3; tax - box = 1")
    assert read.rows == ((1, 2), (1, -1))


def test_equations_are_solved_as_the_augmented_matrix_is():
    assert solve("2x + 3y = 20; x - y = 5").x == solve("2 3 | 20; 1 -1 | 5").x


@pytest.mark.parametrize(("text", "expected"), ASKED.items())
def test_what_may_be_two_things_is_asked(text, expected):
    position, reason = expected
    with pytest.raises(ParseError) as caught:
        read_matrix(text)
    assert reason in str(caught.value)
    assert caught.value.position == position
    assert caught.value.text == text


def test_the_bar_of_an_array_stands_before_the_right_hand_side():
    read = read_matrix(r"\left[\begin{array}{cc|c}1&2&3\\4&5&6\end{array}\right]")
    assert (read.rows, read.right_hand_side) == (((1, 2), (4, 5)), ((3,), (6,)))
    read = read_matrix("⎡1  2 │ 3⎤\n⎣4  5 │ 6⎦")
    assert (read.rows, read.right_hand_side) == (((1, 2), (4, 5)), ((3,), (6,)))


@pytest.mark.parametrize(
    ("text", "rows", "remark"),
    [
        ("A = 1 2; 3 4", MATRIX, "A is read as the name of the matrix."),
        ("Matrix([1, 2])", ((1,), (2,)), "Matrix of one list is read as one column."),
        ("array([1, 2])", ((1, 2),), "array of one list is read as one row."),
    ],
)
def test_what_is_assumed_is_said(text, rows, remark):
    read = read_matrix(text)
    assert read.rows == rows
    assert read.remarks == (remark,)


@pytest.mark.parametrize(
    "text",
    ["b = (2, 12, 2)", "[1] 2 12 2", "{2, 12, 2}", "Matrix([2, 12, 2])", "⎡2⎤\n⎢12⎥\n⎣2⎦",
     r"\begin{pmatrix}2\\12\\2\end{pmatrix}", "（２，１２，２）"],
)  # fmt: skip
def test_vectors(text):
    assert read_vector(text) == (2, 12, 2)


def test_letters_among_letters_stay_letters():
    assert read_matrix("a b c; d e f; g h i").rows[2] == sp.symbols("g h i")
    assert read_matrix("sqrt(2) h; i j").rows[1] == sp.symbols("i j")
    assert read_expression("xy + x + y", variables=["x", "y", "xy"]) == sp.Symbol("xy") + x + y
    assert read_matrix("rate cost1; signal max1").rows[0] == sp.symbols("rate cost1")


numbers = st.one_of(st.integers(-(10**6), 10**6), st.fractions(max_denominator=10**4))
expressions = st.sampled_from([a, a + b, -a / (1 - 2 * b), sp.sqrt(2) * a, sp.pi / 2, a**2 * b])
grids = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
    lambda shape: st.lists(
        st.lists(st.one_of(numbers, expressions), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


@given(grids)
@settings(max_examples=60, deadline=None)
def test_a_printed_matrix_is_read_back(rows):
    matrix = sp.ImmutableMatrix(rows)
    for text in (str(matrix), repr(matrix), sp.latex(matrix), str(matrix.tolist())):
        read = sp.ImmutableMatrix(read_matrix(text).rows)
        assert (read - matrix).applyfunc(sp.simplify) == sp.zeros(*matrix.shape)


@given(grids)
@settings(max_examples=40, deadline=None)
def test_a_matrix_on_a_page_is_read_back(rows):
    from linalg.page import Equation, Page, to_latex, to_text

    matrix = sp.ImmutableMatrix(rows)
    page = Page("A", [Equation("A", "=", matrix)])
    text = to_text(page, width=100_000).partition("\n\n")[2]
    body = to_latex(page, standalone=False)
    for printed in (text, body.partition("\n")[2]):
        read = sp.ImmutableMatrix(read_matrix(printed).rows)
        assert (read - matrix).applyfunc(sp.simplify) == sp.zeros(*matrix.shape)


def test_a_formula_in_smaller_letters_is_read_and_errors_keep_their_line():
    small = "{\\footnotesize\n\\[\nA = \\begin{bmatrix} 1 & 2 \\\\ 3 & %s \\end{bmatrix}\n\\]\n}\n"
    assert read_matrix(small % "4").rows == ((1, 2), (3, 4))
    with pytest.raises(ParseError, match="line 3"):
        read_matrix(small % "4 +")


@given(st.integers(1, 5), st.integers(1, 5), st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_a_printed_array_is_read_back(m, n, seed):
    array = np.random.default_rng(seed).integers(-99, 99, (m, n))
    for printed in (repr(array), str(array), str(array.tolist()), repr(array / 4)):
        scale = 4 if printed == repr(array / 4) else 1
        assert (scale * sp.Matrix(read_matrix(printed).rows)).tolist() == array.tolist()


SIGNS = (
    list("0123456789xyzabiπθ ,;|&=()[]{}+-*/^._'\"$√²⁻¹½\t\n")
    + r"\begin{pmatrix} \end{pmatrix} \begin{array}{c|c} \end{array} \left( \right)".split()
    + r"\frac \sqrt \\ \cdot \sin \theta \begin{cases} \end{cases} \mathrm{a}".split()
    + ["^{", "_{", "sqrt(", "sin(", "pi"]
    + ["array([", "Matrix(", "[1,] ", "[,1] ", "⎡", "⎤", "⎣", "⎦", "A = ", "x = ", "1,5", "000"]
)


@given(st.lists(st.sampled_from(SIGNS), max_size=18).map("".join))
@settings(max_examples=1500, deadline=None)
def test_any_mixture_is_read_or_refused_in_place(text):
    for read in (read_matrix, read_vector, read_expression):
        error = outcome(read, text)
        if isinstance(error, ParseError):
            assert 0 <= error.position <= len(text)
            assert error.text == text
            assert "\n" not in str(error)
        assert error is None or isinstance(error, ParseError | LimitError | ShapeError)
        assert len(str(error)) < 300


def outcome(read, text):
    try:
        read(text)
    except LinalgError as error:
        return error
    return None


def forms_of_the_guide():
    guide = (Path(__file__).parents[3] / "docs/guide/typing-a-matrix.md").read_text("utf-8")
    table = guide.partition("| form | read as | from |\n|---|---|---|\n")[2].partition("\n\n")[0]
    return [tuple(cell.strip(" `") for cell in row.split("|")[1:3]) for row in table.split("\n")]


@pytest.mark.parametrize(("form", "plain"), forms_of_the_guide())
def test_the_forms_of_the_guide(form, plain):
    assert read_matrix(form) == read_matrix(plain)
