import numpy as np
import pytest
import sympy as sp

from linalg.notation import to_typst
from scenes.mobjects.matrices.drop import Drop
from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.matrices.measures import Room, entry_markup
from scenes.mobjects.text import Text, region_of
from scenes.stage import MAIN
from scenes.theme import DARK, Role, TextKind
from scenes.typesetting.typeset import mathematics

VALUES = [3, sp.Rational(-31, 83), sp.Symbol("a") / 2]


@pytest.fixture(params=VALUES, ids=str)
def drop(request):
    value = request.param
    before = sp.eye(2).as_immutable()
    after = sp.ImmutableMatrix([[1, 0], [value, 1]])
    grid = MatrixGrid(before, GridLayout.measure([before, after], Room(MAIN)), DARK)
    tag = Text(mathematics(to_typst((value, "×"))), DARK, TextKind.LABEL, 36)
    tag.stand_at(5, 1, "left")
    return Drop(tag, grid, 1, 0, value, Role.MULTIPLIER)


def test_it_begins_on_the_value_in_the_tag(drop):
    drop.begin()
    drop.interpolate(0)
    flying, tag = region_of(drop.flying), region_of(drop.tag)
    assert flying.left == pytest.approx(tag.left)
    assert flying.right < tag.right  # the sign after the value stays behind
    assert flying.height == pytest.approx(tag.height, rel=0.25)


def test_it_rises_on_its_way(drop):
    drop.begin()
    drop.interpolate(0.5)
    ends = [np.concatenate(ends)[:, 1].max() for ends in (drop.starts, drop.ends)]
    assert region_of(drop.flying).top > sum(ends) / 2


def test_in_the_end_it_is_the_entry(drop):
    drop.begin()
    drop.interpolate(0.3)
    drop.finish()
    grid = drop.mobject
    value = next(value for value in VALUES if entry_markup(value) == drop.new.body)
    entry, expected = grid.entry(1, 0), grid.text(1, 0, value)
    assert entry.body == expected.body
    assert entry.role is Role.MULTIPLIER
    assert region_of(entry).contains(region_of(expected), slack=1e-6)
    assert len(entry) == len(expected)
