import numpy as np
import pytest

from scenes.mobjects.plots.pointer import Pointer
from scenes.mobjects.text import region_of
from scenes.stage import Region
from scenes.theme import DARK, Role


@pytest.mark.parametrize("tip", [(3, 1), (1, 4), (0, -2), (1.1, 1)])
def test_an_arrow_leads_from_its_foot_to_its_tip(tip):
    arrow = Pointer(Role.GRADIENT, DARK).lay((1, 1), tip)
    np.testing.assert_allclose(arrow.along, np.subtract(tip, (1, 1)), atol=1e-9)
    assert np.linalg.norm(arrow.points[:, :2] - tip, axis=1).min() < 1e-9


def test_it_is_laid_anew_and_not_made_anew():
    arrow = Pointer(Role.GRADIENT, DARK).lay((0, 0), (2, 0))
    before = region_of(arrow)
    assert arrow.lay((0, 0), (-2, 0)) is arrow
    assert region_of(arrow).left == pytest.approx(-before.right)


def test_without_length_nothing_is_drawn():
    arrow = Pointer(Role.GRADIENT, DARK).lay((1, 1), (1, 1))
    assert not arrow.has_points()
    assert arrow.along.tolist() == [0, 0]


def test_of_an_arrow_that_leaves_a_region_the_part_inside_is_drawn_without_a_head():
    box = Region(-1, 1, -1, 1)
    arrow = Pointer(Role.GRADIENT, DARK).lay((0, 0), (4, 0), box)
    assert arrow.tip == pytest.approx((1, 0))
    assert region_of(arrow).height < 0.1
    assert region_of(Pointer(Role.GRADIENT, DARK).lay((0, 0), (0.9, 0), box)).height > 0.2
    assert not arrow.lay((2, 0), (4, 0), box).has_points()


def test_the_foot_is_where_it_begins():
    arrow = Pointer(Role.GRADIENT, DARK).lay((1, 1), (3, 2))
    assert arrow.foot == pytest.approx((1, 1))
    assert arrow.tip == pytest.approx((3, 2))
