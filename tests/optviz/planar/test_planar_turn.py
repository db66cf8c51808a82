import numpy as np
import pytest

from optviz.planar.planar_fit import constrained
from optviz.planar.planar_loss import PlanarLoss
from optviz.planar.planar_turn import turned_touches, turns_within_cone
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


def test_about_a_corner_the_point_stays_as_long_as_the_force_is_in_the_cone():
    """-∇f at the corner turns with the loss; the diamond's cone of normals opens by 90°."""
    touch = constrained(LOSS, L1(), 1.6)
    assert touch.kind == "corner"
    low, high = turns_within_cone(touch)
    assert high - low == pytest.approx(90)
    angles = np.arange(-80.0, 120.0, 0.5)
    turned = turned_touches(LOSS, L1(), 1.6, angles, about=touch.solution)
    assert turned.check()
    first, last = turned.rest
    assert angles[first] == pytest.approx(low, abs=0.5)
    assert angles[last] == pytest.approx(high, abs=0.5)
    assert (turned.solutions[first : last + 1] == [0, 1.6]).all()
    force = np.array([one.loss.slopes([0, 1.6]) for one in turned.touches])
    turns = np.unwrap(np.arctan2(force[:, 1], force[:, 0]))
    np.testing.assert_allclose(np.diff(turns), np.radians(0.5), atol=1e-9)


def test_on_a_smooth_ball_no_point_rests():
    touch = constrained(LOSS, L2(), 1.6)
    assert turns_within_cone(touch) == pytest.approx((0, 0), abs=1e-6)
    turned = turned_touches(LOSS, L2(), 1.6, ANGLES, about=touch.solution)
    assert turned.rest is None
    within = turned_touches(LOSS, L2(), 100, ANGLES)
    assert within.rest is None  # the point is the lowest of all, at every angle


def test_page_and_figure():
    turned = turned_touches(LOSS, L1(), 1.6, ANGLES)
    assert "angles" in turned.to_text()
    assert len(turned.plot().lines) == 3


def test_without_angles_nothing_is_turned():
    with pytest.raises(ValueError, match="no angles"):
        turned_touches(LOSS, L1(), 1.6, [])
