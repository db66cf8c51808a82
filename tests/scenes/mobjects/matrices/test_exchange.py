"""Exchanges of rows, moment by moment."""

import numpy as np
import pytest
import sympy as sp
from grids import assert_same, played, regions, shown

from scenes.mobjects.matrices.exchange import ExchangeRows
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.text import region_of
from scenes.theme import DARK


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


@pytest.mark.parametrize("room", [0.0, 0.4, 3.0])
@pytest.mark.parametrize(("i", "k"), [(0, 1), (0, 2)])
def test_the_two_rows_never_lie_over_each_other_and_stay_in_their_room(i, k, room):
    matrix = sp.ImmutableMatrix([[1, 2, -3], [4, 5, 6], [7, 8, 9]])
    layout = shown([matrix])
    grid = MatrixGrid(matrix, layout, DARK)
    exchange = ExchangeRows(grid, i, k, room=room)
    row = layout.row(i)
    exchange.begin()
    for alpha in np.linspace(0.05, 0.95, 37):
        exchange.interpolate(alpha)
        upper, lower = ([region_of(e) for e in part.submobjects[1:]] for part in exchange.moving)
        assert not any(one.overlaps(other) for one in upper for other in lower)
        assert all(row.left - room <= r.left and r.right <= row.right + room for r in upper + lower)
    exchange.finish()


def test_rows_keep_their_size_where_there_is_room_beside():
    matrix = sp.ImmutableMatrix([[1, 2], [3, 4]])
    grid = MatrixGrid(matrix, shown([matrix]), DARK)
    size = grid.entry(0, 0).font_size
    exchange = ExchangeRows(grid, 0, 1, room=5.0)
    exchange.begin()
    exchange.interpolate(0.5)
    assert grid.entry(0, 0).font_size == pytest.approx(size)
