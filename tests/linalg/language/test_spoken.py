from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from sympy.abc import a, b, x

from linalg.language.spoken import spoken
from linalg.notation import brackets, fenced, over, power, quotient, symbol

READ = [
    (Fraction(-3, 2), "minus 3 over 2", "마이너스 2분의 3"),
    (("x_1", "=", 3), "x sub 1 equals 3", "x 1은 3"),
    (("P", "A", "=", "L", "U"), "P A equals L U", "P A는 L U"),
    (symbol("A", sup="T"), "A transpose", "A 전치"),
    (symbol("A", sup=-1), "A inverse", "A 역"),
    (power("n", 3), "n cubed", "n 세제곱"),
    (over(("a", "+", "b"), 2), "the fraction a plus b, over 2, end", "분수 2분의 a 더하기 b"),
    (("x", "!=", 0), "x is not equal to 0", "x는 0이 아님"),
    (("R_2", "<-", "R_2", "-", 3, "R_1"), "R sub 2 becomes R sub 2 minus 3 R sub 1",
     "R 2를 R 2 빼기 3 R 1로 바꿈"),
    (("R_1", "<->", "R_2"), "R sub 1 changes places with R sub 2", "R 1과 R 2를 교환"),
    (sp.sqrt(2), "the square root of 2", "루트 2"),
    (sp.Symbol("lambda"), "lambda", "람다"),
    (("det", "A", "=", -2), "the determinant of A equals minus 2", "행렬식 A는 마이너스 2"),
    (1e-12, "1 times 10 to the power minus 12", "1 곱하기 10의 마이너스 12제곱"),
    (fenced("x", "‖‖"), "the norm of x, end", "노름 x"),
    ([[1, 2], [3, 4]], "the 2 by 2 matrix, row 1: 1, 2; row 2: 3, 4, end of matrix",
     "2행 2열 행렬, 1행: 1, 2; 2행: 3, 4, 행렬 끝"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "english", "korean"), READ)
def test_a_formula_is_read_as_one_reads_it_aloud(part, english, korean):
    assert (spoken(part), spoken(part, "ko")) == (english, korean)


def test_a_matrix_says_where_its_bar_is_and_what_stands_beside_it():
    matrix = brackets([[1, 2, 3]], bar=2, beside={0: ("R_1", "<-", 2, "R_1")})
    assert spoken(matrix) == (
        "the 1 by 3 matrix with a bar after column 2, row 1: 1, 2, 3, end of matrix, "
        "beside row 1: R sub 1 becomes 2 R sub 1"
    )
    assert spoken(matrix, "ko") == (
        "1행 3열 행렬, 2열 뒤에 세로줄, 1행: 1, 2, 3, 행렬 끝, 1행 옆: R 1을 2 R 1로 바꿈"
    )


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(
    "part",
    [
        a**2 / b - sp.sqrt(x), sp.sin(x) ** 2, sp.log(x, 2), sp.exp(-x), sp.Abs(x), sp.Max(a, b),
        np.eye(0), np.ones((3, 40)), quotient(Fraction(1, 2), Fraction(3, 4)), sp.sqrt(a + b),
        x ** sp.Rational(1, 3), ("∇", "f", "⊥", "u"), ("a", "≤", "b", "<", 3), -x,
    ],
)  # fmt: skip
def test_every_formula_has_words_without_a_sign_that_a_voice_would_skip(part, language):
    said = spoken(part, language)
    assert said
    assert not set("=≠≤<∇⊥√^_{}⎡│·−").intersection(said)
