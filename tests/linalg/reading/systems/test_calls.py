"""What other systems print within a matrix; NumPy and SymPy print here themselves."""

import contextlib
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from linalg import read_matrix
from linalg.errors import LinalgError
from linalg.reading.systems.calls import without_calls

a, b = sp.symbols("a b")
HALF = Fraction(1, 2)
TEX = r"""$$\ifx\endpmatrix\undefined\pmatrix{\else\begin{pmatrix}\fi 1&2\cr 3&
 -{{1}\over{2}}\cr \ifx\endpmatrix\undefined}\else\end{pmatrix}\fi $$"""


@pytest.mark.parametrize(
    ("printed", "rows"),
    [
        ("matrix([1,2],[3,-1/2])", ((1, 2), (3, -HALF))),  # Maxima, with display2d: false
        ("A: matrix([1,2],[3,4]);", ((1, 2), (3, 4))),
        ("A:matrix([1,2],[3,4])$", ((1, 2), (3, 4))),
        ("(%o3) matrix([a+1,sqrt(2)],[%pi,%e])", ((a + 1, sp.sqrt(2)), (sp.pi, sp.E))),
        ("matrix([1],[2])", ((1,), (2,))),
        (TEX, ((1, 2), (3, -HALF))),
        ("{{1/2, a + 1}, {Sqrt[2], Pi}}", ((HALF, a + 1), (sp.sqrt(2), sp.pi))),  # Mathematica
        ("{{2 a, 1}, {b Sqrt[2], 4}}", ((2 * a, 1), (b * sp.sqrt(2), 4))),
        ("{{1.*^-3, 0.5}, {2*^3, -3.}}", ((Fraction(1, 1000), HALF), (2000, -3))),
        ("A = MatrixForm[{{1, 2}, {3, 4}}]".replace("A = ", ""), ((1, 2), (3, 4))),
        ("{{1, 2}, {3, 4}} // MatrixForm", ((1, 2), (3, 4))),
        ("{{ArcTan[Sqrt[a]], Sin[b]}, {Rational[1, 2], E}}",
         ((sp.atan(sp.sqrt(a)), sp.sin(b)), (HALF, sp.E))),
        ("[[Fraction(1, 2), 2], [np.float64(0.5), np.int64(4)]]", ((HALF, 2), (HALF, 4))),
        ("[mpf('0.5'), mpf('2.0')]\n[3, 4]", ((HALF, 2), (3, 4))),
        ("Matrix([[S(1)/2, Rational(-1, 2)], [Integer(3), Symbol('a')]])", ((HALF, -HALF), (3, a))),
        ("[[sym('1/2'), sym('a')], [3, 4]]", ((HALF, a), (3, 4))),
        ("sym([1 2; 3 4])", ((1, 2), (3, 4))),
        ("[1//2 3//4; 5 6]", ((HALF, Fraction(3, 4)), (5, 6))),  # Julia
    ],
)  # fmt: skip
def test_what_systems_print(printed, rows):
    assert read_matrix(printed).rows == rows


@pytest.mark.parametrize(
    ("printed", "message"),
    [
        ("{{Log[2, 8], 1}, {2, 3}}", "the base stands first here: write log(x, b)"),
        ("matrix([1,2],[3])", "row 2 has 1 entry"),
        ("matrix([1,%i],[3,4])", "%"),
        ("{{f[x], 1}, {2, 3}}", "not a row in brackets"),
        ("[[sym('__import__(1)'), 1]]", "' has no meaning here"),
        ("[[Symbol('a.b'), 1]]", ""),
    ],
)
def test_what_is_not_read(printed, message):
    with pytest.raises(LinalgError) as caught:
        read_matrix(printed)
    assert message in str(caught.value)


numbers = st.one_of(st.integers(-99, 99), st.fractions(-9, 9, max_denominator=40))
grids = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: st.lists(
        st.lists(numbers, min_size=shape[1], max_size=shape[1]),
        min_size=shape[0], max_size=shape[0],
    )
)  # fmt: skip


@given(grids)
@settings(max_examples=60, deadline=None)
def test_what_numpy_and_sympy_print_is_read_back(rows):
    expected = tuple(tuple(int(x) if x.denominator == 1 else x for x in row) for row in rows)
    M = sp.Matrix(rows)
    column = len(rows[0]) == 1
    for printed in (repr(M), str(sp.ImmutableMatrix(M)), sp.srepr(M), sp.latex(M), str(rows)):
        assert read_matrix(printed).rows == expected
    if not column or len(rows) == 1:
        assert read_matrix(sp.mathematica_code(M)).rows == expected
    floats = np.array(rows, dtype=float)
    with np.printoptions(precision=17, floatmode="unique"):
        read = read_matrix(repr(floats)).rows
    assert [[float(x) for x in row] for row in read] == floats.tolist()


PIECES = st.sampled_from(
    ["matrix(", "Matrix(", "[", "]", "{", "}", "(", ")", ",", " ", "1", "a", "'", "sym(", "S(1)",
     "Sqrt[", "Log[", "%pi", "*^", "//", "Rational(1, 2)", "Symbol('a')", "$", ":", "=", "-"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join))
def test_every_sign_keeps_its_place_and_nothing_but_a_linalg_error_is_raised(text):
    with contextlib.suppress(LinalgError):
        assert len(without_calls(text)) == len(text)
    with contextlib.suppress(LinalgError):
        read_matrix(text)
