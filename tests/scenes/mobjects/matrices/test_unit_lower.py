import sympy as sp

from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.mobjects.matrices.measures import Room
from scenes.mobjects.matrices.unit_lower import UnitLowerGrid, is_unit_lower
from scenes.mobjects.text import region_of
from scenes.stage import MAIN
from scenes.theme import DARK, Role

L = sp.ImmutableMatrix([[1, 0, 0], [3, 1, 0], [0, 2, 1]])


def shown(matrix):
    return UnitLowerGrid(matrix, GridLayout.measure([matrix], Room(MAIN)), DARK)


def test_ones_stand_out_zeros_recede_and_multipliers_have_their_colour():
    roles = [[entry.role for entry in row] for row in shown(L).entries]
    one, zero, multiplier = Role.FOREGROUND, Role.MUTED, Role.MULTIPLIER
    assert roles == [[one, zero, zero], [multiplier, one, zero], [zero, multiplier, one]]


def test_the_line_parts_the_multipliers_from_the_rest():
    grid = shown(L)
    line = region_of(grid.line)
    assert grid.has_line
    assert line.bottom <= grid.layout.cell(2, 0).bottom + 1e-9
    for i in range(3):
        for j in range(3):
            cell = grid.layout.cell(i, j)
            assert not any(
                cell.left < x < cell.right and cell.bottom < y < cell.top
                for x, y, _ in grid.line.points
            )


def test_the_identity_has_no_line_yet():
    assert not shown(sp.eye(3).as_immutable()).has_line
    assert len(shown(sp.eye(1).as_immutable()).line.points) == 0


def test_what_is_unit_lower_triangular():
    assert is_unit_lower(L)
    assert not is_unit_lower(L.T)
    assert not is_unit_lower(2 * L)
    assert not is_unit_lower(L[:, :2])
