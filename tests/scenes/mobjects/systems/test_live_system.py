"""A system of equations whose numbers change, and whose sign says whether they hold."""

import numpy as np
import pytest

from scenes.mobjects.systems.live_system import LiveSystem
from scenes.mobjects.text import region_of
from scenes.stage import Region
from scenes.theme import DARK, Role

A = np.array([[2.0, -1], [-1, 2]])
B, X = np.array([0.0, 3]), np.array([1.0, 2])
ROOM = Region(-6, 6, 2, 3.5)


@pytest.fixture
def system():
    return LiveSystem([A, [[2, -1], [-2, 1]]], [X, [-1.5, 0]], [B, B], "xy", ROOM, DARK, 36)


def is_lit(system):
    return system.sign[0].get_color().to_hex() == DARK[Role.FOREGROUND].upper()


def is_shown(mobject):
    return any(part.get_fill_opacity() > 0 for part in mobject.family_members_with_points())


def test_the_sign_is_lit_only_while_the_equations_hold(system):
    for x, holds in ((X, True), (np.array([1.0, 1.99]), False), (X, True), (None, False)):
        system.turn_to(A, x, B)
        assert is_lit(system) == holds
        assert system.sign.role == (Role.FOREGROUND if holds else Role.MUTED)


def test_without_numbers_the_unknowns_stand_in_their_place(system):
    system.turn_to(A, None, B)
    assert (is_shown(system.names), is_shown(system.x.numbers[0][0])) == (True, False)
    system.turn_to(A, X, B)
    assert (is_shown(system.names), is_shown(system.x.numbers[0][0])) == (False, True)
    assert [row[0].body for row in system.x.numbers] == ["1", "2"]


@pytest.mark.parametrize(("matrix", "said"), [(A, "3"), ([[2, -1], [-2, 1]], "0")])
def test_the_determinant_is_that_of_the_matrix(system, matrix, said):
    system.turn_to(np.array(matrix, dtype=float), None, B)
    assert system.det.body == said
    assert system.states_its_determinant
    system.det.set_value(7.0)
    assert not system.states_its_determinant


def test_numbers_on_the_way_stay_between_their_brackets(system):
    for share in np.linspace(0, 1, 40):
        moving = (1 - share) * A + share * np.array([[2, -1], [-2, 1]])
        system.turn_to(moving, (1 - share) * X + share * np.array([-1.5, 0]), B)
        for part in (system.A, system.x, system.b):
            box = region_of(part.brackets)
            assert all(box.contains(region_of(n), slack=0.02) for row in part.numbers for n in row)


def test_it_stands_in_the_middle_of_its_region(system):
    assert region_of(system).centre[1] == pytest.approx(ROOM.centre[1], abs=0.02)
    assert ROOM.contains(region_of(system))
