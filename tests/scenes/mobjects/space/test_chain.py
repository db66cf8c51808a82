"""Multiples tip to tail."""

import numpy as np
import pytest

from scenes.mobjects.space.chain import Chain
from scenes.mobjects.space.ground import Ground
from scenes.stage import Region
from scenes.theme import DARK, Role

ROLES = (Role.SOURCE, Role.MULTIPLIER, Role.CONSTRAINT)
GROUND = Ground(-9 * np.ones(3), 9 * np.ones(3), Region(-4, 4, -3, 3), DARK, [(20.0, 20.0)])
COLUMNS = [[1, 2, 4], [3, 3, 1], [4, 5, 5]]


def test_the_last_tip_is_the_sum():
    chain = Chain(GROUND, COLUMNS, ROLES).take([2, 1, 0])
    assert chain.stops.tolist() == [[0, 0, 0], [2, 4, 8], [5, 7, 9], [5, 7, 9]]
    assert chain.tip == pytest.approx(GROUND.places([[5, 7, 9]])[0])


def test_a_solution_of_Ax_0_leads_back():
    chain = Chain(GROUND, COLUMNS, ROLES).take([1, 1, -1])
    assert chain.tip == pytest.approx(GROUND.places([[0, 0, 0]])[0])
    assert all(arrow.has_points() for arrow in chain.arrows)


def test_a_multiple_of_0_draws_no_arrow():
    chain = Chain(GROUND, COLUMNS, ROLES).take([1, 0, 1])
    assert [arrow.has_points() for arrow in chain.arrows] == [True, False, True]
