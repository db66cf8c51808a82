"""Permutations: the counts of MIT 18.06, lectures 4 and 5, the laws, and SymPy as the oracle."""

import json
from itertools import permutations as orderings
from math import factorial

import matplotlib as mpl
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy.combinatorics import Permutation as SymPyPermutation

from linalg import plu
from linalg.errors import LimitError, LinalgError, ShapeError
from linalg.permutations.permutations import Permutation, all_permutations, permutation

reorderings = st.integers(0, 8).flatmap(lambda n: st.permutations(range(n))).map(tuple)
pairs = st.integers(1, 7).flatmap(
    lambda n: st.tuples(*[st.permutations(range(n)).map(lambda p: Permutation(tuple(p)))] * 2)
)


@pytest.mark.parametrize(("n", "count"), [(1, 1), (2, 2), (3, 6), (4, 24), (5, 120)])
def test_there_are_n_factorial(n, count):
    record = all_permutations(n)
    assert len(set(record.elements)) == count == factorial(n)
    assert sum(record.cycle_types.values()) == count
    assert record.check()


def test_the_six_of_three_rows():
    record = all_permutations(3)
    assert [P.sign for P in record.elements] == [1, -1, -1, 1, 1, -1]
    assert record.cycle_types == {(1, 1, 1): 1, (2, 1): 3, (3,): 2}
    for i, P in enumerate(record.elements):
        for j, Q in enumerate(record.elements):
            assert record.elements[record.table[i][j]].matrix == P.matrix * Q.matrix


def test_half_of_them_are_even():
    assert sum(P.sign for P in all_permutations(4).elements) == 0


@given(reorderings)
@settings(max_examples=60, deadline=None)
def test_the_laws_of_one(p):
    P = Permutation(p)
    M = sp.Matrix(P.matrix)
    assert sp.eye(P.n) == M.T * M
    assert P.inverse.matrix == M.T
    assert M.det() == P.sign
    assert M**P.order == sp.eye(P.n)
    assert all(M**k != sp.eye(P.n) for k in range(1, P.order))
    assert (-1) ** len(P.exchanges) == P.sign
    assert sum(P.cycle_lengths) == P.n
    assert P.check()


@given(reorderings)
@settings(max_examples=40, deadline=None)
def test_a_matrix_and_its_reordering_say_the_same(p):
    P = Permutation(p)
    assert permutation(P.matrix) == permutation(list(p)) == P
    A = sp.Matrix(P.n, 2, lambda i, j: 10 * i + j)
    assert P.apply(A) == P.matrix * A
    assert all(P.apply(A)[i, 0] == 10 * p[i] for i in range(P.n))


@given(reorderings)
@settings(max_examples=40, deadline=None)
def test_exchanges_lead_from_the_identity(p):
    rows = list(range(len(p)))
    for i, j in Permutation(p).exchanges:
        rows[i], rows[j] = rows[j], rows[i]
    assert tuple(rows) == p


@given(pairs)
@settings(max_examples=60, deadline=None)
def test_a_product_is_that_of_the_matrices(pair):
    P, Q = pair
    assert (P @ Q).matrix == P.matrix * Q.matrix
    assert (P @ Q).inverse == Q.inverse @ P.inverse
    assert (P @ Q).sign == P.sign * Q.sign
    assert P @ P.inverse == P.power(0)
    assert P.power(2) == P @ P


def test_cycles_count_rows_that_take_each_others_places():
    P = Permutation((2, 0, 1, 4, 3, 5))
    assert P.cycles == ((0, 2, 1), (3, 4))
    assert P.cycle_lengths == (3, 2, 1)
    assert (P.order, P.sign, P.inversions) == (6, -1, 3)


def test_elimination_speaks_the_same_convention():
    factors = plu("0 1 1; 1 2 1; 2 7 9")
    P = permutation(factors.p)
    assert P.cycles == ((0, 1),)
    assert P.matrix == factors.P
    assert P.apply("0 1 1; 1 2 1; 2 7 9") == factors.L * factors.U


def test_a_wrong_inverse_order_or_sign_is_seen():
    for name, wrong in [("inverse", Permutation((1, 2, 0))), ("order", 6), ("sign", -1)]:
        P = Permutation((1, 2, 0))
        P.__dict__[name] = wrong
        assert not P.check(), name


def test_a_wrong_table_is_seen():
    record = all_permutations(3)
    record.__dict__["table"] = ((0, 1, 2, 3, 4, 4), *record.table[1:])
    assert not record.check()


@pytest.mark.parametrize(
    "wrong",
    [
        (0, 0),
        (1, 3),
        [1, -0.5],
        [True, False],
        [[1, 1], [0, 1]],
        "1 0; 1 0",
        "0 2; 1 0",
        "1 0 0; 0 1 0",
        "0.5 0; 0 1",
    ],
)
def test_no_permutation(wrong):
    with pytest.raises(ShapeError):
        permutation(wrong)


def test_shapes_have_to_fit():
    with pytest.raises(ShapeError, match="reorders 2 rows, A has 3"):
        Permutation((1, 0)).apply("1; 2; 3")
    with pytest.raises(ShapeError, match="no product"):
        Permutation((1, 0)) @ Permutation((0,))
    with pytest.raises(TypeError):
        Permutation((1, 0)) @ 3


def test_bounds_of_the_list():
    with pytest.raises(LimitError, match="at most 6!"):
        all_permutations(7)
    with pytest.raises(ValueError, match="1 row or more"):
        all_permutations(0)


def test_pages_and_data():
    text = Permutation((2, 0, 1)).to_text()
    assert "(1 3 2)" in text
    assert "PPᵀ = I holds exactly" in text
    six = all_permutations(3)
    assert "There are 3! = 6" in six.to_text()
    assert "P₆  P₆  P₄  P₅  P₂  P₃  P₁" in six.to_text()
    assert "(1 2)(3 4)" in all_permutations(4).to_text()
    assert json.loads(json.dumps(six.to_dict()))["table"][1] == [1, 0, 3, 2, 5, 4]
    assert json.loads(json.dumps(Permutation((1, 0)).to_dict()))["sign"] == -1
    for record in (six, Permutation((1, 0)), all_permutations(5)):
        for write in (record.to_latex, record.to_markdown, record.to_typst, record.to_html):
            assert write()


def test_the_figure_has_a_line_for_each_row():
    mpl.use("Agg")
    P = Permutation((2, 0, 1, 3))
    ax = P.plot()
    assert [list(line.get_ydata()) for line in ax.lines] == [[2, 0], [0, 1], [1, 2], [3, 3]]
    assert "crossings: 2" in ax.get_title()
    mpl.pyplot.close(ax.figure)


@pytest.mark.parametrize(
    ("text", "p"),
    {
        "2 3 1": (1, 2, 0),
        "2, 3, 1": (1, 2, 0),
        "1, 2, 0": (1, 2, 0),
        "[2, 3, 1]": (1, 2, 0),
        "２ ３ １": (1, 2, 0),
        "(1 2 3)": (1, 2, 0),
        "(2 3 1)": (1, 2, 0),
        "(1 3 2)": (2, 0, 1),
        "（１ ３ ２）": (2, 0, 1),
        "(1 2)(3 4)": (1, 0, 3, 2),
        "(1,2)(3,4)": (1, 0, 3, 2),
        "(1 2) (4)": (1, 0, 2, 3),
        "(3)": (0, 1, 2),
        "1": (0,),
        "0 1 0; 0 0 1; 1 0 0": (1, 2, 0),
        r"\begin{pmatrix}0&1\\1&0\end{pmatrix}": (1, 0),
    }.items(),
)
def test_a_permutation_typed_as_a_list_as_cycles_or_as_a_matrix(text, p):
    assert permutation(text).p == p


def test_the_cycles_of_a_text_are_those_of_sympy():
    for p in orderings(range(4)):
        written = "".join(f"({' '.join(str(i + 1) for i in c)})" for c in Permutation(p).cycles)
        assert permutation(written + "(4)" * ("4" not in written)).p == p
        cycles = [list(cycle) for cycle in Permutation(p).cycles]
        assert SymPyPermutation(list(p)) == SymPyPermutation(cycles, size=4)


@pytest.mark.parametrize(
    ("text", "message"),
    {
        "(2, 3, 1)": "write 2 3 1 for the rows in order, (2 3 1) for the cycle",
        "1 3": "no order of the rows 1 to 2",
        "0 2": "counted from 1",
        "2 2 1": "each stands there once",
        "(1 2)(2 3)": "2 stands there twice",
        "(0 1)": "there is no row 0",
        "(1 65)": "more than 64 rows",
        "(1 9999999999999999999999)": "more than 64 rows",
        "a b": "no order of the rows",
        "1/2 2": "no order of the rows",
        "1 1; 0 1": "one 1 in each row and each column",
        "()": "missing",
    }.items(),
)
def test_no_permutation_in_a_text(text, message):
    with pytest.raises(LinalgError) as caught:
        permutation(text)
    assert message in str(caught.value)


def test_the_page_shows_the_rows_and_the_cycles():
    page = permutation("(1 3 2)").to_text()
    assert "The rows of PA are the rows (3, 1, 2) of A; p = (2, 0, 1) counts them from 0." in page
    assert "Cycles: (1 3 2), with 1 → 3 → 2 → 1: row 1 of PA is row 3 of A." in page
