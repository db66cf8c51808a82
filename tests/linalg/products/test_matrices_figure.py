"""What stands in the figures of matrices: every number, and the groups of each view."""

import numpy as np
import pytest
import sympy as sp
from matplotlib import pyplot as plt
from matplotlib.patches import FancyBboxPatch

from linalg import ShapeError, multiply
from linalg.products.matrices_figure import entry_texts

LECTURE = multiply("2 7; 3 8; 4 9", "1 6; 0 0")


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


def words(ax):
    return sorted(text.get_text() for text in ax.texts)


def boxes(ax):
    """The outlines drawn, as (colour, dashes)."""
    outlines = [p for p in ax.patches if isinstance(p, FancyBboxPatch) and p.get_alpha() is None]
    return [(patch.get_edgecolor(), patch.get_linestyle()) for patch in outlines]


@pytest.mark.parametrize(
    ("name", "in_A", "in_B", "in_AB", "groups"),
    [
        ("entry", 3, 2, 6, 3),  # rows of A, columns of B, entries
        ("column", 2, 4, 2, 3),  # each weight in B has the colour of a column of A
        ("row", 6, 2, 3, 3),
        ("column_row", 2, 2, 1, 3),
        ("block", 4, 4, 4, 3),  # halves: rows 2 + 1, columns 1 + 1, of B 1 + 1
    ],
)
def test_each_view_boxes_its_groups(name, in_A, in_B, in_AB, groups):
    ax = getattr(LECTURE.views, name).plot()
    layers = 2 if name == "column_row" else 0
    drawn = boxes(ax)
    assert len(drawn) == in_A + in_B + in_AB + layers
    assert len(set(drawn)) == groups
    numbers = [text for text in words(ax) if text.isdigit()]
    expected = [*"273849", *"1600", *"234", "12", "18", "24"]
    if layers:
        expected += [*"234", "12", "18", "24", *"000000"]
    assert sorted(numbers) == sorted(expected)


def test_a_weight_has_the_colour_of_its_column():
    ax = LECTURE.views.column.plot()
    drawn = boxes(ax)
    columns_of_A, weights = drawn[:2], drawn[2:6]
    assert columns_of_A[0] != columns_of_A[1]
    assert weights == [columns_of_A[0], columns_of_A[1]] * 2


def test_the_five_views_have_axes_of_their_own():
    axes = LECTURE.plot()
    assert [ax.get_title() for ax in axes] == [view.title for view in LECTURE.views]
    given = plt.subplots(1, 5)[1]
    assert LECTURE.plot(given) == tuple(given)


@pytest.mark.parametrize(
    ("A", "B"),
    [("1 2 3", "4; 5; 6"), ("1; 2", "4 5 6"), (np.eye(8), np.ones((8, 8))), ("a 1/3", "b; 2")],
)
def test_other_shapes_and_kinds(A, B):
    for ax in multiply(A, B).plot():
        low, high = ax.get_xlim(), ax.get_ylim()[::-1]
        for text in ax.texts:
            x, y = text.get_position()
            assert low[0] < x < low[1]
            assert high[0] < y < high[1]


def test_entries_are_short():
    assert entry_texts(np.array([[1 / 3, 2.0, 1e-20]])) == (("0.3333", "2.0", "1e-20"),)
    a = sp.Symbol("a")
    long = [sp.Rational(22, 7), a**2 + 3 * a + 2]
    assert entry_texts(sp.Matrix([long])) == (("22/7", "a^2 + 3*a + 2"),)
    assert entry_texts(sp.Matrix([long * 2])) == (("22/7", "a^2 + 3*…") * 2,)


@pytest.mark.parametrize("shape", [(0, 2), (2, 0), (9, 1), (1, 9)])
def test_what_cannot_be_drawn_is_refused(shape):
    with pytest.raises(ShapeError, match="1 to 8 rows and columns"):
        entry_texts(np.ones(shape))
    product = multiply(np.ones((9, 2)), np.ones((2, 2)))
    with pytest.raises(ShapeError, match="9 × 2"):
        product.views.entry.plot()


def test_pages_hold_the_figures_that_can_be_read():
    assert LECTURE.to_html().count("<figure>") == 5
    assert LECTURE.views.row.to_html().count("<figure>") == 1
    assert "<figure>" not in multiply(np.ones((6, 2)), np.ones((2, 2))).to_html()
