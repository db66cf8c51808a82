"""Rows and matrices that travel: where they start, where they end, and what becomes of them."""

import numpy as np
import pytest
import sympy as sp

from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.matrices.measures import Room
from scenes.mobjects.text import region_of
from scenes.parts.factors.travel import Fly, Travel
from scenes.stage import MAIN, Region
from scenes.theme import DARK, Role
from scenes.typed_manim import VGroup

A = sp.ImmutableMatrix([[1, 2], [3, -4]])
LEFT, RIGHT = (Region(x, x + 5, MAIN.bottom, MAIN.top) for x in (-6.0, 1.0))


def grid(region):
    return MatrixGrid(A, GridLayout.measure([A], Room(region)), DARK)


def test_a_matrix_travels_from_the_place_of_the_other():
    old, new = grid(LEFT), grid(RIGHT)
    there = region_of(new).centre
    travel = Travel(old, new)
    travel.begin()
    travel.interpolate(0)
    assert region_of(new).centre == pytest.approx(region_of(old).centre)
    travel.interpolate(1)
    assert region_of(new).centre == pytest.approx(there)


def flying(across=False, into=()):
    old, new = grid(LEFT), grid(RIGHT)
    texts = VGroup(*(new.text(0, j, value, Role.RESULT) for j, value in enumerate(A[1, :])))
    fly = Fly(texts, old.entries[1], DARK.background, across=across, into=into or ())
    fly.begin()
    return old, new, texts, fly


@pytest.mark.parametrize("across", [False, True])
def test_a_row_bends_around_what_stands_between(across):
    old, new, texts, fly = flying(across=across)
    fly.interpolate(0.5)
    middle = np.array([texts[1].get_center()[0], texts[1].get_center()[1]])
    start, end = (np.array(e.get_center()[:2]) for e in (old.entry(1, 0), new.entry(0, 0)))
    done = (middle - start) / (end - start)
    assert bool(done[0] > 0.7 and done[1] < 0.3) is across


def test_what_it_passes_is_hidden_by_its_card_on_the_way_only():
    _, _, texts, fly = flying()
    fly.interpolate(0.5)
    assert fly.cards[0].get_fill_opacity() == 1
    fly.interpolate(1)
    fly.finish()
    assert all(card not in texts.get_family() for card in fly.cards)


def test_entries_become_what_arrives():
    new = grid(RIGHT)
    *_, fly = flying(into=new.entries[0])
    fly.finish()
    assert new.values[0, :] == A[1, :]
    assert [entry.role for entry in new.entries[0]] == [Role.RESULT] * 2
    assert fly.is_remover()


def test_a_multiplier_has_a_card_of_its_own():
    """One card from L to U would hide what stands between."""
    old, new = grid(LEFT), grid(RIGHT)
    origins = [old.entry(1, 0), *new.entries[1]]
    texts = VGroup(
        *(new.text(0, j, entry.value) for j, entry in zip((0, 0, 1), origins, strict=True))
    )
    fly = Fly(texts, origins, DARK.background, row=2)
    fly.begin()
    fly.interpolate(0)
    assert len(fly.cards) == 2
    assert region_of(fly.cards[1]).left > region_of(old.frame).right
