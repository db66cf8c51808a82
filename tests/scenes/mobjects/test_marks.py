import pytest
import sympy as sp

from scenes.mobjects.marks import Box, Underline
from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.mobjects.matrices.measures import Room
from scenes.mobjects.matrices.staircase import Staircase
from scenes.mobjects.text import region_of
from scenes.stage import MAIN, Region
from scenes.theme import DARK, Role

HERE = Region(-1, 1, 0, 0.5)
MATRIX = sp.ImmutableMatrix([[1, 2, 1, 2], [0, 2, -2, 6], [0, 0, 5, -10]])


@pytest.fixture
def layout():
    return GridLayout.measure([MATRIX], Room(MAIN, left_of=1, right_of=1), bar=3)


def test_a_box_stands_around_its_region():
    box = Box(HERE, Role.PIVOT, DARK, padding=0.1)
    around = region_of(box)
    assert around.contains(HERE)
    assert around.width == pytest.approx(HERE.width + 0.2, abs=1e-3)
    assert box.get_stroke_color().to_hex() == DARK[Role.PIVOT]


def test_an_underline_stands_below_its_region():
    line = region_of(Underline(HERE, Role.ELIMINATED, DARK, gap=0.1))
    assert (line.left, line.right) == (HERE.left, HERE.right)
    assert line.top == pytest.approx(HERE.bottom - 0.1)


@pytest.mark.parametrize("mark", [Box, Underline])
def test_a_quiet_mark_is_thinner_and_keeps_its_place(mark):
    strong, quiet = mark(HERE, Role.PIVOT, DARK), mark(HERE, Role.PIVOT, DARK, strong=False)
    assert strong.strong
    assert not quiet.strong
    assert quiet.get_stroke_width() < strong.get_stroke_width()
    assert region_of(quiet) == region_of(strong)


def test_a_box_can_be_as_small_as_a_point():
    assert region_of(Box(Region(0, 0, 0, 0), Role.PIVOT, DARK, padding=0.05)).width > 0


def test_a_staircase_goes_down_under_each_pivot(layout):
    stairs = Staircase(layout, [(0, 0), (1, 1), (2, 2)], 3, DARK)
    region = region_of(stairs)
    assert region.left == pytest.approx(layout.cell(0, 0).left)
    assert layout.rows[2] + layout.top < region.bottom < layout.rows[1] - layout.bottom
    assert layout.rows[1] + layout.top < region.top < layout.rows[0] - layout.bottom
    for i, j in [(1, 0), (2, 0), (2, 1)]:
        assert not any(_inside(layout.cell(i, j), point) for point in stairs.points)


def test_a_staircase_is_as_wide_as_the_columns_without_a_pivot(layout):
    stairs = region_of(Staircase(layout, [(0, 1)], 3, DARK))
    assert stairs.left > layout.cell(0, 0).right
    assert stairs.right == pytest.approx(layout.cell(0, 2).right)


def _inside(region, point):
    return region.left < point[0] < region.right and region.bottom < point[1] < region.top
