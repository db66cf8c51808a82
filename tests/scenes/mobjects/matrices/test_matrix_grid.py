import re
from itertools import combinations, pairwise

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scenes.mobjects.matrices.grid_layout import (
    CLOSE_GAP,
    COLUMN_GAP,
    GridLayout,
    Room,
    entry_markup,
    hanging,
)
from scenes.mobjects.matrices.matrix_grid import ExchangeRows, MatrixGrid, Rewrite
from scenes.mobjects.text import region_of
from scenes.stage import MAIN, SAFE, DoesNotFitError, Region
from scenes.theme import DARK, Role

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


def shown(matrices, *rooms, **options):
    return GridLayout.measure(matrices, *(rooms or (Room(MAIN),)), **options)


def regions(grid):
    m, n = grid.shape
    return {(i, j): region_of(grid.entry(i, j)) for i in range(m) for j in range(n)}


def assert_same(found, expected):
    assert found.keys() == expected.keys()
    for place, region in found.items():
        assert region.contains(expected[place], slack=1e-6), place
        assert expected[place].contains(region, slack=1e-6), place


def played(animation, alphas=(0.3, 0.7)):
    """Run an animation as a scene would."""
    animation.begin()
    for alpha in alphas:
        animation.interpolate(alpha)
    animation.finish()


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


# Changes


@settings(max_examples=15, deadline=None)
@given(states(rows=3, columns=3))
def test_a_rewritten_entry_is_where_and_what_it_would_have_been_from_the_start(matrices):
    assume(len(matrices) > 1)
    before, after = matrices[0], matrices[-1]
    layout = shown(matrices)
    grid = MatrixGrid(before, layout, DARK)
    m, n = before.shape
    played(Rewrite(grid, {(i, j): after[i, j] for i in range(m) for j in range(n)}))
    fresh = MatrixGrid(after, layout, DARK)
    assert grid.written == fresh.written
    assert_same(regions(grid), regions(fresh))


@pytest.mark.parametrize(("i", "k"), [(0, 2), (2, 0), (0, 1)])
def test_exchanged_rows_are_where_they_would_have_been_from_the_start(i, k):
    matrix = sp.ImmutableMatrix([[1, 2], [sp.Rational(3, 2), -4], [100, 6]])
    order = list(range(3))
    order[i], order[k] = order[k], order[i]
    exchanged = matrix.extract(order, [0, 1])
    layout = shown([matrix])
    grid = MatrixGrid(matrix, layout, DARK)
    played(ExchangeRows(grid, i, k))
    fresh = MatrixGrid(exchanged, layout, DARK)
    assert grid.written == fresh.written
    assert_same(regions(grid), regions(fresh))
    assert [len(row) for row in grid.rows] == [2, 2, 2]
    assert list(grid.submobjects) == [grid.frame, *grid.rows]


def test_only_the_first_columns_of_two_rows_may_be_exchanged():
    matrix = sp.ImmutableMatrix([[1, 0, 0], [2, 1, 0], [-3, 0, 1]])
    layout = shown([matrix])
    grid = MatrixGrid(matrix, layout, DARK)
    exchange = ExchangeRows(grid, 1, 2, columns=1)
    exchange.begin()
    exchange.interpolate(0.5)
    backs = [region_of(part[0]) for part in exchange.moving]
    assert not any(back.overlaps(region_of(grid.entry(i, 1))) for back in backs for i in (1, 2))
    exchange.finish()
    fresh = MatrixGrid(sp.ImmutableMatrix([[1, 0, 0], [-3, 1, 0], [2, 0, 1]]), layout, DARK)
    assert grid.written == fresh.written
    assert_same(regions(grid), regions(fresh))
    assert [list(row) for row in grid.rows] == grid.entries


def test_rows_of_a_rewrite_start_one_after_the_other():
    before, after = sp.zeros(2, 1).as_immutable(), sp.ones(2, 1).as_immutable()
    grid = MatrixGrid(before, shown([before, after]), DARK)
    rewrite = Rewrite(grid, {(0, 0): 1, (1, 0): 1}, row_lag=1.0)
    still = grid.entry(1, 0).copy()
    rewrite.begin()
    rewrite.interpolate(0.4)
    assert not np.allclose(grid.entry(0, 0)[0].points[0], still[0].points[0])
    assert region_of(grid.entry(1, 0)).width == pytest.approx(region_of(still).width)


def test_a_rewritten_entry_takes_its_role():
    matrix = sp.ImmutableMatrix([[3]])
    grid = MatrixGrid(matrix, shown([matrix]), DARK)
    played(Rewrite(grid, {(0, 0): 0}, {(0, 0): Role.ELIMINATED}))
    assert grid.entry(0, 0).role is Role.ELIMINATED
    assert grid.entry(0, 0)[0].get_fill_color().to_hex() == DARK[Role.ELIMINATED]


def test_floats_are_entries_too():
    matrix = np.array([[0.1, -2.5], [1e-12, 3.0]])
    grid = MatrixGrid(matrix, shown([matrix]), DARK)
    assert grid.written[0][1] == entry_markup(-2.5)
