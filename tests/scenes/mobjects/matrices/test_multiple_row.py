"""Multiples of a row on their way to others."""

import pytest
import sympy as sp
from grids import played, shown

from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.matrices.multiple_row import Arrive, MultipleRows
from scenes.mobjects.text import region_of
from scenes.theme import DARK

MATRIX = sp.ImmutableMatrix([[1, 2, 1], [3, 8, 1], [0, 4, 1]])
MULTIPLE = (-3, -6, -3)


def multiples(target, source=0, **options):
    layout = shown([MATRIX], guests=[MULTIPLE])
    grid = MatrixGrid(MATRIX, layout, DARK)
    return MultipleRows(grid, source, {target: MULTIPLE}, **options)


def values(rows):
    return [[entry.value for entry in row.entries.values()] for row in rows.rows]


def test_it_comes_out_as_a_copy_in_the_place_of_its_row():
    rows = multiples(1)
    for entry, copy in zip(rows.grid.entries[0], rows.rows[0].entries.values(), strict=True):
        assert region_of(copy) == region_of(entry)
    assert values(rows) == [[1, 2, 1]]


@pytest.mark.parametrize(("source", "target"), [(0, 1), (0, 2), (2, 0), (1, 0)])
def test_it_goes_beside_its_target_on_the_side_it_comes_from_and_hides_no_row(source, target):
    rows = multiples(target, source)
    layout = rows.grid.layout
    played(rows.come_out())
    there = rows.go_beside()
    assert (there is None) == (abs(source - target) == 1)
    if there is not None:
        played(there)
    card = region_of(rows)
    assert not any(card.overlaps(layout.row(i)) for i in range(3))
    gap = abs(rows.baseline - layout.rows[target])
    assert gap < layout.pitch
    assert (rows.baseline > layout.rows[target]) == (source < target)


def test_multiplied_it_says_the_multiple_in_the_same_columns():
    rows = multiples(2)
    played(rows.come_out())
    played(rows.multiply())
    assert values(rows) == [list(MULTIPLE)]
    for j, entry in rows.rows[0].entries.items():
        assert entry.font_size == pytest.approx(rows.grid.layout.guest)
        assert entry.baseline == pytest.approx(rows.baseline)
        x = rows.grid.layout.columns[j]
        assert region_of(entry).left < x < region_of(entry).right
    assert rows.multiply() is None


def test_what_rows_without_lanes_add_is_multiplied_at_once():
    rows = multiples(1)
    rows.multiply_at_once()
    assert values(rows) == [list(MULTIPLE)]


def test_its_entries_are_gone_where_they_have_met_the_others():
    rows = multiples(1)
    played(rows.come_out())
    played(rows.multiply())
    arrive = Arrive(rows, [0])
    arrive.begin()
    arrive.interpolate(1)
    first, second, _ = rows.rows[0].entries.values()
    assert first.baseline == pytest.approx(rows.grid.layout.rows[1])
    assert first[0].get_fill_opacity() == 0
    assert second[0].get_fill_opacity() == 1


def test_only_columns_from_the_first_on_are_copied():
    rows = multiples(1, first=1)
    assert list(rows.rows[0].entries) == [1, 2]
    assert region_of(rows).left > rows.grid.layout.columns[0]
