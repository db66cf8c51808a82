"""The quadratic form as a sum of squares, and what its figures show."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from matplotlib import pyplot as plt

from linalg import LinalgError, ShapeError, ZeroPivotError, inertia, ldlt

x = sp.symbols("x1:5")


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


def form(A):
    unknowns = sp.Matrix(x[: A.rows])
    return sp.expand((unknowns.T * A * unknowns)[0])


def sum_of_squares(factors):
    return sp.Add(
        *(d * sp.Add(*(a * b for a, b in zip(line, x, strict=False))) ** 2
          for d, line in factors.squares)
    )  # fmt: skip


symmetric = st.integers(1, 4).flatmap(
    lambda n: st.lists(st.integers(-3, 3), min_size=n * n, max_size=n * n).map(
        lambda v: sp.Matrix(n, n, lambda i, j: v[max(i, j) * n + min(i, j)])
    )
)


@given(symmetric)
@settings(deadline=None)
def test_the_squares_add_up_to_the_form(A):
    try:
        factors = ldlt(A)
    except ZeroPivotError:
        assume(False)
    assert sp.expand(sum_of_squares(factors)) == form(A)


def test_the_squares_of_symbols():
    factors = ldlt("a b; b c")
    assert sp.cancel(sum_of_squares(factors) - form(sp.Matrix(factors.A))) == 0
    assert "xᵀAx = a · (x₁ + (b/a) x₂)² + (a*c - b^2)/a · x₂²" in factors.to_text()


@pytest.mark.parametrize(
    ("A", "written"),
    [
        ("2 -1; -1 2", "xᵀAx = 2 · (x₁ - 1/2 x₂)² + 3/2 · x₂²"),
        ("-1 0; 0 -4", "xᵀAx = -x₁² - 4 · x₂²"),
        ("1 1; 1 1", "xᵀAx = (x₁ + x₂)²"),
        ("0 0; 0 0", "xᵀAx = 0"),
        ("0 0; 0 1", "xᵀAx = x₂²"),
    ],
)
def test_the_page_writes_the_form(A, written):
    assert f"    {written}\n" in ldlt(A).to_text()
    assert f"    {written}\n" in inertia(A).to_text()


@pytest.mark.parametrize(
    ("A", "title"),
    [
        ("2 -1; -1 2", "ellipses"),
        ("-2 1; 1 -200", "ellipses"),
        ("0 1; 1 0", "hyperbolas"),
        ("1 2; 2 1", "hyperbolas"),
        ("1 1; 1 1", "parallel lines"),
        ("0 0; 0 0", "0 everywhere"),
        ("1/1000000 0; 0 1000000", "ellipses"),
    ],
)
def test_level_sets_are_named_by_the_signs(A, title):
    assert title in inertia(A).plot_form().get_title()
    if A != "0 1; 1 0":
        assert title in ldlt(A).plot_form().get_title()


@pytest.mark.parametrize("A", ["2 -1; -1 2", "1 2; 2 1", "-3 1; 1 -2"])
def test_the_form_has_its_level_on_each_level_set(A):
    record = inertia(A)
    matrix = np.array(sp.Matrix(record.A), dtype=float)
    drawn = record.plot_form().collections
    assert len(drawn) == len(set(record.signs))  # the levels above 0, those below
    for contours in drawn:
        assert len(contours.levels) == 4
        for level, path in zip(contours.levels, contours.get_paths(), strict=True):
            points = path.vertices
            values = np.einsum("ki,ij,kj->k", points, matrix, points)
            assert values == pytest.approx(level, rel=0.02, abs=0.02)


def test_each_square_vanishes_on_its_line():
    ax = ldlt("2 -1; -1 2").plot_form()
    lines = {line.get_label(): line.get_xydata() for line in ax.lines}
    assert lines["first square is 0"] @ np.array([1, -0.5]) == pytest.approx([0, 0])
    assert lines["second square is 0"] @ np.array([0, 1]) == pytest.approx([0, 0])
    semidefinite = ldlt("1 1; 1 1").plot_form()
    assert "second square is 0" not in [line.get_label() for line in semidefinite.lines]


def marks(ax, height):
    return sorted(
        float(line.get_xdata()[0])
        for line in ax.lines
        if len(line.get_xdata()) == 1 and line.get_ydata()[0] == height
    )


def test_pivots_and_eigenvalues_stand_on_one_line():
    record = inertia("2 -1; -1 2")
    ax = record.plot()
    assert marks(ax, 0) == pytest.approx([1, 3])
    assert marks(ax, 1) == pytest.approx([1.5, 2])
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["positive"]
    assert record.eigenvalues == pytest.approx([3, 1])


def test_without_pivots_the_eigenvalues_stand_alone():
    ax = inertia("0 1; 1 0").plot()
    assert marks(ax, 0) == pytest.approx([-1, 1])
    assert marks(ax, 1) == []
    assert {text.get_text() for text in ax.get_legend().get_texts()} == {"positive", "negative"}


def test_what_is_0_stands_at_0_and_far_numbers_apart():
    record = inertia(np.array([[0.1, 0.3], [0.3, 0.9]]))
    assert record.signs == (1, 0)
    assert record.eigenvalues[1] == 0.0
    ax = inertia(np.diag([1e6, 1.0, -3e-3, 0.0])).plot()
    assert ax.get_xscale() == "symlog"
    assert marks(ax, 0) == pytest.approx([-3e-3, 0, 1, 1e6])
    ticks = ax.get_xticks()
    assert 0 in ticks
    assert len(ticks) <= 7


def test_the_factors_are_drawn_with_symbols_too():
    words = {text.get_text() for text in ldlt("a b; b c").plot().texts}
    assert {"a", "b", "c", "b/a"} <= words
    with pytest.raises(LinalgError, match="put some in for a, b, c"):
        ldlt("a b; b c").plot_form()


def test_level_sets_need_two_unknowns():
    for record in (ldlt("1 0 0; 0 1 0; 0 0 1"), inertia("1 0 0; 0 1 0; 0 0 1")):
        with pytest.raises(ShapeError, match="2 unknowns, not 3"):
            record.plot_form()


def test_nothing_is_drawn_of_nothing():
    page = inertia(sp.zeros(0, 0)).to_html()
    assert "<figure>" not in page
    assert inertia("5").to_html().count("<figure>") == 2  # the factors, the signs
    assert inertia("0 1; 1 0").to_html().count("<figure>") == 2  # the signs, the level sets
