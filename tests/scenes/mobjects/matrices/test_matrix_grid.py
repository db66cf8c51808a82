import re
from itertools import combinations, pairwise

import numpy as np
import pytest
import sympy as sp
from grids import regions, shown
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.matrices.measures import CLOSE_GAP, COLUMN_GAP, Room, entry_markup, hanging
from scenes.stage import MAIN, SAFE, DoesNotFitError, Region
from scenes.theme import DARK

a, b, c, d = sp.symbols("a b c d")
SYMBOLS = [a, -b, a * d - b * c, (a * d - b * c) / a, sp.sqrt(2)]
entries = st.one_of(
    st.integers(-999, 999).map(sp.Integer),
    st.fractions(-9, 9, max_denominator=12).map(lambda q: sp.Rational(q.numerator, q.denominator)),
    st.sampled_from(SYMBOLS),
)


@st.composite
def states(draw, rows=4, columns=4):
    """Draw a few matrices of the same shape: the states of a lesson."""
    m, n = draw(st.integers(1, rows)), draw(st.integers(1, columns))
    matrix = st.lists(entries, min_size=m * n, max_size=m * n).map(
        lambda flat: sp.ImmutableMatrix(m, n, flat)
    )
    return draw(st.lists(matrix, min_size=1, max_size=3))


# Places


@settings(max_examples=40, deadline=None)
@given(states())
def test_every_state_stays_in_its_cells_and_cells_do_not_touch(matrices):
    layout = shown(matrices)
    m, n = matrices[0].shape
    cells = [layout.cell(i, j) for i in range(m) for j in range(n)]
    assert not any(one.overlaps(other) for one, other in combinations(cells, 2))
    assert all(MAIN.contains(cell) and layout.box.contains(cell) for cell in cells)
    for matrix in matrices:
        for place, region in regions(MatrixGrid(matrix, layout, DARK)).items():
            assert layout.cell(*place).contains(region, slack=1e-6)


@settings(max_examples=20, deadline=None)
@given(states())
def test_what_is_shown_is_legible_and_within_its_room(matrices):
    room = Room(MAIN, left_of=1.0, right_of=2.0, row_below=True)
    layout = shown(matrices, room)
    assert layout.size >= 28
    assert layout.box.left >= MAIN.left + 1.0 - 1e-9
    assert layout.box.right <= MAIN.right - 2.0 + 1e-9
    assert layout.baseline_below - layout.bottom >= MAIN.bottom - 1e-9


@settings(max_examples=20, deadline=None)
@given(states())
def test_rows_stand_on_even_baselines(matrices):
    layout = shown(matrices)
    grid = MatrixGrid(matrices[0], layout, DARK)
    for i, row in enumerate(grid.entries):
        for entry in row:
            assert entry.baseline == pytest.approx(layout.rows[i], abs=1e-6)
    gaps = [upper - lower for upper, lower in pairwise(layout.rows)]
    assert gaps == pytest.approx([layout.pitch] * len(gaps))


def test_digits_stand_below_each_other_whatever_their_signs():
    matrix = sp.ImmutableMatrix([5, -5, sp.Rational(-5, 3)])
    grid = MatrixGrid(matrix, shown([matrix]), DARK)
    five, minus_five, fraction = (grid.entry(i, 0) for i in range(3))
    digit = minus_five[-1]
    assert five.get_center()[0] == pytest.approx(digit.get_center()[0], abs=1e-6)
    assert max(g.get_right()[0] for g in fraction) > five.get_right()[0]


def test_only_the_sign_of_a_number_hangs():
    signs = hanging([entry_markup(value) for value in (-1, sp.Rational(-3, 2), -a, -a + b, 2, a)])
    assert [sign > 0 for sign in signs] == [True, True, False, False, False, False]


def test_the_bar_stands_between_its_columns():
    matrix = sp.ImmutableMatrix([[1, 2, 3], [4, 5, 6]])
    layout = shown([matrix], bar=2)
    assert layout.cell(0, 1).right < layout.bar < layout.cell(0, 2).left
    assert shown([matrix]).bar is None


def test_columns_are_measured_over_all_states():
    narrow = sp.ImmutableMatrix([[1, 2]])
    wide = sp.ImmutableMatrix([[1000, 2]])
    alone, together = shown([narrow]), shown([narrow, wide])
    assert together.cell(0, 0).width > 2 * alone.cell(0, 0).width
    assert together == shown([wide, narrow])


def test_every_matrix_up_to_eight_by_nine_of_small_fractions_fits():
    matrix = sp.ImmutableMatrix(8, 9, lambda i, j: sp.Rational((7 * i + 3 * j) % 19 - 9, 1 + j % 4))
    layout = GridLayout.measure([matrix], Room(Region(SAFE.left, SAFE.right, -2.45, SAFE.top)))
    assert layout.size >= 28


def test_the_first_room_in_which_it_is_legible_is_taken():
    matrix = sp.eye(3).as_immutable()
    tiny, small, large = (Room(Region(-s, s, -s, s)) for s in (0.3, 1.5, 3.0))
    assert shown([matrix], tiny, small, large) == shown([matrix], small)


def test_a_room_may_ask_for_a_larger_size():
    matrix = sp.eye(3).as_immutable()
    small, large = Region(-1.5, 1.5, -1.5, 1.5), Region(-3, 3, -3, 3)
    size = shown([matrix], Room(small)).size
    rooms = (Room(small, least=size + 1), Room(large))
    assert shown([matrix], *rooms) == shown([matrix], Room(large))


def test_columns_come_closer_where_a_room_lets_them():
    matrix = sp.ones(1, 20).as_immutable()
    usual, close = (Room(MAIN, column_gap=gap) for gap in (COLUMN_GAP, CLOSE_GAP))
    assert shown([matrix], close).size > shown([matrix], usual).size


def test_columns_stand_evenly_whatever_becomes_of_them():
    states = [sp.ImmutableMatrix([[1, 2, 1, 8]]), sp.ImmutableMatrix([[1, -2, 100, 8]])]
    columns = shown(states).columns
    assert np.diff(columns) == pytest.approx(np.diff(columns)[0])


def test_no_room_is_kept_for_a_sign_between_columns_and_both_brackets_keep_the_same_distance():
    signs, none = (sp.ImmutableMatrix([[3, 5], [sign * 7, sign * 2]]) for sign in (-1, 1))
    with_signs, without = shown([none, signs], largest=64), shown([none], largest=64)
    assert np.diff(with_signs.columns) == pytest.approx(np.diff(without.columns))
    left = with_signs.columns[0] - with_signs.box.left
    assert left == pytest.approx(with_signs.box.right - with_signs.columns[-1])


def test_columns_are_uneven_where_that_makes_the_entries_much_larger():
    matrix = sp.ImmutableMatrix([[10**12, 1, 1, 1, 1, 1, 1, 1]])
    steps = np.diff(shown([matrix]).columns)
    assert steps.max() > 1.5 * steps.min()


# Lanes


@settings(max_examples=30, deadline=None)
@given(states(rows=4, columns=4))
def test_a_guest_in_a_lane_lies_clear_of_both_rows_and_is_legible(matrices):
    layout = shown(matrices)
    m, _ = matrices[0].shape
    assert not layout.guest or layout.guest >= 28
    for i in range(m - 1 if layout.guest else 0):
        scale, baseline = layout.guest / layout.size, layout.lane(i)
        assert baseline + scale * layout.top < layout.rows[i] - layout.bottom
        assert baseline - scale * layout.bottom > layout.rows[i + 1] + layout.top


def test_small_matrices_have_lanes_and_fill_more_than_half_of_the_height():
    for m in (2, 3, 4):
        layout = shown([sp.eye(m).as_immutable()])
        assert layout.guest
        assert layout.box.height > 0.55 * MAIN.height


def test_columns_are_as_wide_as_their_guests():
    matrix = sp.ImmutableMatrix([[1, 2], [3, 4]])
    wide = shown([matrix], guests=[[-1000000, 2]])
    assert wide.cell(0, 0).width > 2 * shown([matrix]).cell(0, 0).width


# Refusals


def test_what_is_too_wide_is_refused_and_the_columns_named_do_fit():
    matrix = sp.ImmutableMatrix(3, 9, lambda i, j: 10**9 + i + j)
    with pytest.raises(DoesNotFitError, match="3 × 9 matrix needs font size") as caught:
        shown([matrix])
    columns = int(re.search(r"(\d+) columns would fit", str(caught.value)).group(1))
    assert shown([matrix[:, :columns]]).size >= 28
    with pytest.raises(DoesNotFitError):
        shown([matrix[:, : columns + 1]])


def test_the_digits_named_do_fit():
    matrix = sp.ImmutableMatrix(3, 9, lambda i, j: 10**9 + i + j)
    with pytest.raises(DoesNotFitError) as caught:
        shown([matrix])
    digits = int(re.search(r"9 columns of (\d+) digits", str(caught.value)).group(1))
    assert shown([sp.ImmutableMatrix(3, 9, lambda i, j: 10 ** (digits - 1))]).size >= 28


def test_what_is_too_high_is_refused_and_the_rows_named_do_fit():
    matrix = sp.ImmutableMatrix(20, 2, lambda i, j: i - j)
    with pytest.raises(DoesNotFitError) as caught:
        shown([matrix])
    rows = int(re.search(r"(\d+) rows would fit", str(caught.value)).group(1))
    assert shown([matrix[:rows, :]]).size >= 28
    with pytest.raises(DoesNotFitError):
        shown([matrix[: rows + 1, :]])


def test_no_size_is_named_where_the_lanes_take_the_whole_frame():
    matrix = sp.ImmutableMatrix([[a * b * c * d * 10**40]])
    with pytest.raises(DoesNotFitError, match="grow too long") as caught:
        shown([matrix], Room(MAIN, left_of=8, right_of=8))
    assert "-" not in str(caught.value)
    assert str(caught.value).endswith("shorter entries would leave room beside them")


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_an_empty_matrix_has_nothing_to_show(shape):
    with pytest.raises(DoesNotFitError, match="nothing to show"):
        shown([sp.ImmutableMatrix(*shape, [])])


def test_floats_are_entries_too():
    matrix = np.array([[0.1, -2.5], [1e-12, 3.0]])
    grid = MatrixGrid(matrix, shown([matrix]), DARK)
    assert grid.written[0][1] == entry_markup(-2.5)
