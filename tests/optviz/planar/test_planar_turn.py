import numpy as np
import pytest

from optviz.planar.planar_loss import PlanarLoss
from optviz.planar.planar_turn import turned_touches
from optviz.regularisation.balls import Ball
from optviz.regularisation.penalties import L1, L2, PNorm

LOSS = PlanarLoss.from_ellipse((2, 2.25), (2.5, 1), -20)
ANGLES = np.arange(0.0, 180.0, 5.0)


@pytest.mark.parametrize("penalty", [L1(), L2(), PNorm(0.5)])
def test_no_point_of_the_ball_is_lower_at_any_angle(penalty):
    turned = turned_touches(LOSS, penalty, 1.6, ANGLES)
    assert turned.check()
    boundary = Ball(penalty, 1.6).outline(4000)
    angle = np.radians(turned.angles)
    for a, touch in zip(angle, turned.touches, strict=True):
        turn = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])
        gap = (boundary - np.array([2, 2.25])) @ turn
        lowest = 0.5 * np.einsum("ki,ij,kj->k", gap, LOSS.matrix, gap).min()
        assert float(touch.value) == pytest.approx(lowest, rel=1e-4)


def test_the_diamond_often_gives_a_zero_and_the_circle_never():
    assert 0.3 < turned_touches(LOSS, L1(), 1.6, ANGLES).sparse.mean() < 0.7
    assert not turned_touches(LOSS, L2(), 1.6, ANGLES).sparse.any()


def test_the_clearest_example_of_the_other_kind():
    diamond = turned_touches(LOSS, L1(), 1.6, ANGLES)
    k = diamond.clearest_other
    assert diamond.sparse[0]
    assert not diamond.sparse[k]
    assert np.abs(diamond.solutions[k]).min() > 0.6
    late = turned_touches(LOSS, L1(), 1.6, ANGLES[k:])
    assert late.sparse[late.clearest_other]
    assert turned_touches(LOSS, L2(), 1.6, ANGLES).clearest_other is None


def test_page_and_figure():
    turned = turned_touches(LOSS, L1(), 1.6, ANGLES)
    assert "angles" in turned.to_text()
    assert len(turned.plot().lines) == 3


def test_without_angles_nothing_is_turned():
    with pytest.raises(ValueError, match="no angles"):
        turned_touches(LOSS, L1(), 1.6, [])
