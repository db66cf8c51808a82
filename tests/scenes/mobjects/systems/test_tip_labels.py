"""Names at the tips of arrows."""

import numpy as np
import pytest

from scenes.mobjects.readout import label
from scenes.mobjects.systems.tip_labels import TipLabels
from scenes.mobjects.text import region_of
from scenes.stage import Region
from scenes.theme import DARK

BOX = Region(-3, 3, -3, 3)
FEET = np.zeros((2, 2))


@pytest.fixture
def labels():
    return TipLabels([label(DARK, "a"), label(DARK, "b")], BOX)


def middles(labels):
    return np.array([region_of(name).centre[:2] for name in labels.names])


def shown(labels):
    return [name[0].get_fill_opacity() > 0 for name in labels.names]


@pytest.mark.parametrize("turn", np.linspace(0, 2 * np.pi, 9))
def test_a_name_stands_near_its_tip_and_off_both_arrows(labels, turn):
    tips = np.array([[np.cos(turn), np.sin(turn)], [2 * np.cos(turn), 2 * np.sin(turn)]])
    labels.aim(FEET, tips).follow(FEET, tips)
    places = middles(labels)
    away = np.linalg.norm(places - tips, axis=1)
    assert ((away > 0.3) & (away < 0.55)).all()
    side = np.array([-np.sin(turn), np.cos(turn)])
    beyond = places @ [np.cos(turn), np.sin(turn)] > 2.25
    assert (beyond | (np.abs(places @ side) > 0.3)).all()
    assert np.linalg.norm(places[0] - places[1]) > 0.4


def test_on_the_way_a_name_swings_from_its_old_direction_to_the_new_one(labels):
    one, other = np.array([[1.0, 0], [0, 1]]), np.array([[0.0, 1], [-1, 0]])
    labels.aim(FEET, one).follow(FEET, one)
    start = middles(labels) - one
    labels.aim(FEET, other).follow(FEET, one, 0.0)
    assert middles(labels) - one == pytest.approx(start)
    labels.follow(FEET, other, 1.0)
    assert middles(labels) - other == pytest.approx(labels.after)


def test_what_has_no_length_or_has_left_the_picture_has_no_name(labels):
    tips = np.array([[0.0, 0.05], [5.0, 0]])
    labels.aim(FEET, tips).follow(FEET, tips)
    assert shown(labels) == [False, False]
    tips = np.array([[0.0, 1], [2.0, 0]])
    labels.aim(FEET, tips).follow(FEET, tips)
    assert shown(labels) == [True, True]


def test_a_thin_line_is_avoided(labels):
    tips = np.array([[1.0, 0], [0, 1]])
    line = np.array([[-3.0, 0], [3.0, 0]])
    labels.aim(FEET, tips, thin=[line]).follow(FEET, tips)
    assert np.abs(middles(labels)[:, 1]).min() > 0.2
