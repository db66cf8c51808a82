"""The determinant in three ways: the numbers of the lectures, SymPy's and NumPy's as oracles."""

import json
import pickle
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import pyplot as plt

from linalg import LinalgError, ShapeError, determinant, explain_determinant

SYSTEM = ("1 2 1; 3 8 1; 0 4 1", "2 12 2")

squares = st.integers(1, 5).flatmap(
    lambda n: st.lists(st.integers(-4, 4), min_size=n * n, max_size=n * n).map(
        lambda entries: sp.Matrix(n, n, entries)
    )
)


def leibniz(A):
    """The sum over all permutations."""
    n = A.shape[0]
    terms = (
        sp.combinatorics.Permutation(list(p)).signature() * sp.prod(A[i, p[i]] for i in range(n))
        for p in permutations(range(n))
    )
    return sp.expand(sp.Add(*terms))


def test_the_system_of_the_lecture_in_three_ways():
    """MIT 18.06, lecture 2: pivots 1, 2, 5 and x = (2, 1, -2)."""
    record = explain_determinant(*SYSTEM)
    assert record.value == 10
    assert (record.sign, record.diagonal) == (1, (1, 2, 5))
    assert record.expansion.value == 10
    assert [quotient.determinant for quotient in record.cramer] == [20, 10, -20]
    assert [quotient.value for quotient in record.cramer] == [2, 1, -2]
    assert record.check()


def test_an_exchange_changes_the_sign():
    """MIT 18.06, lecture 5."""
    record = explain_determinant("0 1 1; 1 2 1; 2 7 9")
    assert (record.sign, record.diagonal, record.value) == (-1, (1, 1, 4), -4)


def test_the_line_is_chosen_for_its_zeros():
    rows = explain_determinant("1 2 3; 4 5 6; 7 8 0").expansion
    assert (rows.line, rows.index) == ("row", 2)
    columns = explain_determinant("1 2 0; 4 5 0; 7 8 9").expansion
    assert (columns.line, columns.index, columns.zeros) == ("column", 2, 2)
    (only,) = columns.cofactors
    assert (only.row, only.column, only.sign, only.entry, only.determinant) == (2, 2, 1, 9, -3)
    assert only.minor == sp.Matrix([[1, 2], [4, 5]])


@given(squares)
@settings(deadline=None)
def test_it_is_the_sum_over_all_permutations(A):
    record = explain_determinant(A)
    assert record.value == record.expansion.value == leibniz(A)
    assert record.is_singular == (leibniz(A) == 0)
    assert record.check()


@given(squares, st.data())
@settings(deadline=None, max_examples=40)
def test_cramer_s_rule_solves_the_system(A, data):
    n = A.rows
    b = sp.Matrix(data.draw(st.lists(st.integers(-4, 4), min_size=n, max_size=n)))
    record = explain_determinant(A, b)
    if record.is_singular:
        assert record.cramer == ()
        return
    x = sp.Matrix([quotient.value for quotient in record.cramer])
    assert A * x == b
    assert record.check()


def test_vandermonde_is_a_product_of_differences():
    a, b, c = sp.symbols("a b c")
    record = explain_determinant("1 a a^2; 1 b b^2; 1 c c^2", "1 2 3")
    assert sp.expand(record.value - (b - a) * (c - a) * (c - b)) == 0
    assert isinstance(record.factored, sp.Mul)
    assert record.check()
    x = sp.Matrix([quotient.value for quotient in record.cramer])
    assert all(sp.cancel(entry) == 0 for entry in record.A * x - record.b)
    assert "as long as det A ≠ 0" in record.to_text()


@pytest.mark.parametrize("n", [1, 2, 3, 4, 6, 8, 9, 30])
def test_floats(n):
    rng = np.random.default_rng(n)
    A, b = rng.normal(size=(n, n)) * 10.0 ** rng.integers(-3, 3, size=(n, 1)), rng.normal(size=n)
    record = explain_determinant(A, b)
    assert record.value == pytest.approx(np.linalg.det(A), rel=1e-10)
    assert record.check()
    if n <= 8:
        x = [quotient.value for quotient in record.cramer]
        assert x == pytest.approx(np.linalg.solve(A, b), rel=1e-8)
        assert record.expansion.value == pytest.approx(np.linalg.det(A), rel=1e-10)
    else:
        assert record.expansion is None
        assert record.cramer == ()


def test_floats_that_are_nearly_singular():
    hilbert = np.array([[1 / (i + j + 1) for j in range(8)] for i in range(8)])
    exact = sp.Matrix(8, 8, lambda i, j: sp.Rational(1, i + j + 1)).det()
    record = explain_determinant(hilbert, np.ones(8))
    assert record.check()
    assert record.value == pytest.approx(float(exact), rel=1e-5)
    singular = explain_determinant(np.array([[0.1, 0.3], [0.7, 2.1]]))
    assert singular.is_singular
    assert singular.check()
    assert "counts as singular" in singular.to_text()


@pytest.mark.parametrize("A", [SYSTEM[0], np.array([[2.0, 1.0, 0.5], [8.0, 7.0, 3.0], [1, 0, 1]])])
def test_a_wrong_cofactor_or_quotient_fails_the_check(A):
    record = explain_determinant(A, SYSTEM[1] if isinstance(A, str) else [1.0, 2.0, 3.0])
    wrong = replace(record.expansion.cofactors[0], entry=record.expansion.cofactors[0].entry * 2)
    expansion = replace(record.expansion, cofactors=(wrong, *record.expansion.cofactors[1:]))
    assert record.check()
    assert not replace(record, expansion=expansion).check()
    first, second, third = record.cramer
    swapped = (replace(first, column=1), replace(second, column=0), third)
    assert not replace(record, cramer=swapped).check()


def test_a_wrong_minor_within_a_minor_fails_the_check():
    record = explain_determinant("1 2 3 4; 2 1 5 7; 3 1 2 2; 4 4 1 3")
    first = record.expansion.cofactors[0]
    inner = replace(first.expansion, cofactors=first.expansion.cofactors[1:])
    first.__dict__["expansion"] = inner
    assert not record.check()


def test_sizes_at_the_ends():
    assert explain_determinant("-5").value == -5
    assert "A single entry" in explain_determinant("-5").to_text()
    empty = explain_determinant(sp.zeros(0, 0))
    assert (empty.value, bool(empty.check())) == (1, True)
    large = explain_determinant(np.random.default_rng(0).integers(-9, 9, size=(14, 14)).tolist())
    assert large.value == determinant(large.A)
    assert "14! products" in large.to_text()


def test_the_page_of_two_rows():
    assert "det A = 1 · 4 - 2 · 3 = -2" in explain_determinant("1 2; 3 4").to_text()
    assert "det A = (-1)¹ · 1 · 1 = -1" in explain_determinant("0 1; 1 0").to_text()


def test_the_page_of_three_rows_writes_the_minors_between_bars():
    text = explain_determinant(*SYSTEM).to_text()
    assert "Along row 3, which holds a zero" in text
    assert "det A = -4 · │1  1│ + 1 · │1  2│ = -4 · (-2) + 1 · 2 = 10" in text
    assert "= 20/10 = 2" in text
    assert (
        r"\begin{vmatrix} 1 & 1 \\ 3 & 1 \end{vmatrix}" in explain_determinant(*SYSTEM).to_latex()
    )


def test_the_page_of_many_rows_names_the_minors():
    A = sp.Matrix(5, 5, lambda i, j: (i + 1) ** j)
    text = explain_determinant(A).to_text()
    assert "det A = 1 · det M₁₁ - 1 · det M₁₂" in text
    assert str(A.det()) in text


def test_the_page_of_a_singular_matrix_promises_nothing():
    text = explain_determinant("1 2; 2 4", "1 2").to_text()
    assert "no solution or a family" in text
    assert "the matrix is singular" in text
    zeros = explain_determinant("1 2 3; 0 0 0; 4 5 6").to_text()
    assert "row 2, which holds only zeros" in zeros


def test_json():
    data = json.loads(json.dumps(explain_determinant(*SYSTEM).to_dict()))
    assert (data["value"], data["diagonal"], data["sign"]) == ("10", ["1", "2", "5"], 1)
    assert [term["term"] for term in data["expansion"]["cofactors"]] == ["8", "2"]
    assert [quotient["x"] for quotient in data["cramer"]] == ["2", "1", "-2"]
    assert data["check"]["holds"] is True


def test_what_is_refused():
    with pytest.raises(ShapeError, match="square"):
        explain_determinant("1 2 3; 4 5 6")
    with pytest.raises(ShapeError, match="one right-hand side"):
        explain_determinant("1 2; 3 4", [[1, 2], [3, 4]])


def test_records_pickle_and_are_read_only():
    record = explain_determinant(np.array([[2.0, 1.0, 0.0], [1.0, 3.0, 1.0], [0, 1, 4]]), [1, 2, 3])
    assert record.check()  # with everything that is stored on the way
    again = pickle.loads(pickle.dumps(record))
    assert again.value == record.value
    assert again.check()
    for array in (record.A, record.cramer[0].matrix, record.expansion.cofactors[0].minor):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 99


def shoelace(corners):
    x, y = corners.T
    return (x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2


@pytest.mark.parametrize("A", ["2 1; 1 3", "1 2; 3 4", "-1/2 0; 7 3"])
def test_the_figure_is_a_parallelogram_of_that_area(A):
    record = explain_determinant(A)
    ax = record.plot()
    (polygon,) = ax.patches
    assert shoelace(polygon.get_xy()[:4]) == pytest.approx(float(record.value))
    assert ("to the left" in ax.get_title()) == (record.value > 0)
    assert f"area {abs(record.value)}" in [text.get_text() for text in ax.get_legend().get_texts()]
    plt.close("all")


def test_no_area_and_what_is_not_drawn():
    for A in ("1 2; 2 4", "0 0; 0 0", np.array([[0.1, 0.3], [0.7, 2.1]])):
        ax = explain_determinant(A).plot()
        assert "no area" in ax.get_title()
        assert ("within rounding" in ax.get_title()) == isinstance(A, np.ndarray)
        assert not ax.patches
    plt.close("all")
    with pytest.raises(ShapeError, match="not that of 3"):
        explain_determinant(SYSTEM[0]).plot()
    with pytest.raises(LinalgError, match="put some in for a"):
        explain_determinant("a 1; 1 2").plot()


def test_symbols_have_their_answer_by_cases():
    record = explain_determinant("1 a a^2; 1 b b^2; 1 c c^2")
    text = record.to_text()
    assert "invertible exactly where the determinant is not 0" in text
    assert "a ≠ b, a ≠ c, b ≠ c     3  yes" in text
    ranks = [(case["conditions"], case["rank"]) for case in record.to_dict()["cases"]]
    assert ranks[0] == (["a ≠ b", "a ≠ c", "b ≠ c"], 3)
    assert (["b = a", "c = a"], 1) in ranks
    system = explain_determinant("a 1; 1 a", "1 b")
    assert "a = 1, b = 1       1  a family of dimension 1" in system.to_text()
    assert [case["consistent"] for case in system.to_dict()["cases"]].count(False) == 2


@pytest.mark.parametrize(
    ("A", "sentence"),
    [
        ("1 a; 0 1", "not 0 for any values of the symbols"),
        ("a a; a a", "0 for all values of the symbols"),
        ("1 2; 3 4", "The determinant is not 0: the"),
    ],
)
def test_the_conclusion_says_for_which_values(A, sentence):
    assert sentence in " ".join(explain_determinant(A).to_text().split())


def test_json_of_numbers_has_no_cases_and_none_beyond_the_bounds():
    assert explain_determinant("1 2; 3 4").to_dict()["cases"] == []
    generic = sp.Matrix(4, 4, sp.symbols("a:16"))
    assert explain_determinant(generic).to_dict()["cases"] is None
    assert "The cases are not worked out" in explain_determinant(generic).to_text()


@pytest.mark.parametrize("kind", [np.float64, np.float32, np.float16])
def test_floats_that_are_singular_within_their_own_rounding(kind):
    A = np.array([[0.1, 0.3], [0.7, 2.1]], kind)
    record = explain_determinant(A)
    assert record.is_singular
    assert (record.value, determinant(A)) == (0.0, 0.0)
    assert record.product == pytest.approx(np.linalg.det(A.astype(float)), rel=1e-3, abs=1e-16)
    assert record.check()
    assert "so the matrix counts as singular and its determinant as 0" in " ".join(
        record.to_text().split()
    )


@pytest.mark.parametrize("seed", range(40))
def test_cofactors_agree_with_the_pivots_of_any_floats(seed):
    rng = np.random.default_rng(seed)
    n, r = rng.integers(1, 9, size=2)
    A = rng.normal(size=(n, min(n, r))) @ rng.normal(size=(min(n, r), n))
    A *= 10.0 ** rng.integers(-8, 8, size=(n, 1))
    A = A.astype(np.float32 if seed % 2 else np.float64)
    record = explain_determinant(A, rng.normal(size=n))
    assert record.value == determinant(A)
    assert record.is_singular == (r < n)
    assert record.check()


def test_a_determinant_beyond_floats_is_refused():
    with pytest.raises(LinalgError, match="range of floats"):
        explain_determinant(np.diag([1e200, 1e200]))


@pytest.mark.parametrize(
    "A", [np.random.default_rng(0).normal(size=(12, 12)), sp.eye(9) + sp.ones(9)]
)
def test_many_rows_are_checked_against_the_transpose(A):
    record = explain_determinant(A)
    assert "that of Aᵀ" in record.check().relation
    assert record.check()
    record.__dict__["product"] = record.product * 2
    assert not record.check()
