import numpy as np
import pytest

from scenes.mobjects.plots.pointer import Pointer
from scenes.mobjects.text import region_of
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
