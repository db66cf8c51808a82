"""Matrices in a formula, level with a matrix beside them."""

import pytest
from sympy import Matrix, Rational, eye

from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.mobjects.matrices.level import Level
from scenes.mobjects.matrices.measures import Room, entry_markup
from scenes.mobjects.text import region_of
from scenes.stage import MAIN
from scenes.theme import DARK

THREE = Matrix([[1, 2, 1], [3, 8, 1], [0, 4, 1]])
HALVES = Matrix([Rational(1, 2), Rational(-3, 2), 5])


def beside(matrix, *level):
    return GridLayout.measure([matrix], Room(MAIN, level=level))


def test_rows_stand_on_the_baselines_of_the_matrix_beside():
    layout = beside(THREE, HALVES)
    level = Level(("x", "=", HALVES), DARK, 44, layout.box.right, layout)
    (grid,) = level.grids
    assert grid.layout.rows == pytest.approx(layout.rows)
    assert [entry.body for (entry,) in grid.entries] == [entry_markup(x) for x in HALVES]
    assert region_of(level).left >= layout.box.right
    assert [text.body for text in level.texts] == ["$display(x)$", "$display(=)$"]


def test_without_room_kept_for_them_high_rows_stand_further_apart():
    layout = GridLayout.measure([THREE], Room(MAIN, lanes=False), largest=44)
    level = Level((HALVES,), DARK, 44, beside=layout)
    rows = level.grids[0].layout.rows
    assert rows[0] - rows[1] > layout.pitch
    assert sum(rows) == pytest.approx(sum(layout.rows))  # the same middle


def test_fewer_rows_have_the_same_middle():
    layout = beside(THREE)
    (grid,) = Level((eye(2),), DARK, 44, beside=layout).grids
    assert sum(grid.layout.rows) / 2 == pytest.approx(layout.rows[1])


def test_matrices_of_one_formula_have_brackets_of_one_height():
    grids = Level((THREE, HALVES, "=", THREE * HALVES), DARK, 44, beside=beside(THREE)).grids
    heights = {round(grid.layout.box.height, 9) for grid in grids}
    assert len(heights) == 1
    edges = [edge for grid in grids for edge in (grid.layout.box.left, grid.layout.box.right)]
    assert edges == sorted(edges)


def test_the_width_needs_no_matrix_beside():
    parts = ("x", "=", HALVES, "+", "z", HALVES)
    placed = Level(parts, DARK, 36, left=1.5, beside=beside(THREE))
    assert Level(parts, DARK, 36).width == pytest.approx(placed.width)
    assert region_of(placed).left == pytest.approx(1.5)
