"""What is seen of the plane of two weights."""

import numpy as np
import pytest

from optviz.planar.planar_fit import constrained, penalised
from optviz.planar.planar_loss import PlanarLoss
from optviz.regularisation.penalties import L1, L2, PNorm
from scenes.mobjects.touches.touch_window import touch_window

LOSS = PlanarLoss.from_ellipse((2, 2.25), (2.5, 1), -20)


def holds(axes, points):
    x, y = axes
    return all(x.low < a < x.high and y.low < b < y.high for a, b in np.asarray(points).tolist())


@pytest.mark.parametrize("penalty", [L1(), L2()])
def test_a_ball_is_seen_whole_and_so_is_the_ellipse_that_touches(penalty):
    touch = constrained(PlanarLoss.from_ellipse((2, 2.25), (1, 1)), penalty, 1.6)
    axes = touch_window([touch])
    assert holds(axes, touch.outline())
    assert holds(axes, touch.ellipse())


def test_the_diamond_through_the_lowest_point_is_seen_whole():
    """Cut at the edges of the picture it would look like an octagon."""
    touch = penalised(LOSS, L1(), 0)
    assert holds(touch_window([touch]), touch.outline())


def test_long_tips_do_not_make_everything_small():
    touch = penalised(LOSS, PNorm(0.1), 0)
    assert float(touch.radius) > 1000
    x, _ = touch_window([touch])
    assert x.high < 10


def test_one_that_runs_away_does_not_make_the_ball_small():
    touch = constrained(PlanarLoss.from_ellipse((40, 9), (2, 1)), L1(), 1)
    x, y = touch_window([touch], [[2.5, 0.0], [-500.0, 3.0]])
    assert 2.5 < x.high < 6
    assert x.low > -3
    assert y.high < 3
