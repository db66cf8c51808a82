"""Entries that become others."""

import numpy as np
import pytest
import sympy as sp
from grids import assert_same, played, regions, shown

from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.matrices.rewrite import Rewrite, turn
from scenes.mobjects.text import region_of
from scenes.theme import DARK, Role

a, b = sp.symbols("a b")
VALUES = [[1, 2], [sp.Rational(-3, 2), 100], [a * b - 1, -a], [sp.sqrt(2), 0]]


@pytest.mark.parametrize("before", VALUES)
@pytest.mark.parametrize("after", VALUES)
def test_a_rewritten_entry_is_where_and_what_it_would_have_been_from_the_start(before, after):
    before, after = (sp.ImmutableMatrix([row, row[::-1]]) for row in (before, after))
    layout = shown([before, after])
    grid = MatrixGrid(before, layout, DARK)
    m, n = before.shape
    played(Rewrite(grid, {(i, j): after[i, j] for i in range(m) for j in range(n)}))
    fresh = MatrixGrid(after, layout, DARK)
    assert grid.written == fresh.written
    assert_same(regions(grid), regions(fresh))


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


def test_a_rewrite_may_wait_for_what_it_meets():
    assert turn(0.4, 0.0, 0.0, start=0.4) == 0
    assert turn(1.0, 0.0, 0.0, start=0.4) == 1
    assert 0 < turn(0.7, 0.0, 0.0, start=0.4) < 1


def test_columns_of_a_rewrite_start_one_after_the_other():
    before, after = sp.zeros(1, 2).as_immutable(), sp.ones(1, 2).as_immutable()
    grid = MatrixGrid(before, shown([before, after]), DARK)
    rewrite = Rewrite(grid, {(0, 0): 1, (0, 1): 1}, column_lag=1.0)
    still = grid.entry(0, 1).copy()
    rewrite.begin()
    rewrite.interpolate(0.4)
    assert region_of(grid.entry(0, 1)).width == pytest.approx(region_of(still).width)
