"""Level sets of loss and penalty together."""

import numpy as np
import pytest

from optviz.planar.penalised_levels import penalised_level, penalised_value
from optviz.planar.planar_fit import penalised
from optviz.planar.planar_loss import PlanarLoss
from optviz.regularisation.penalties import L1, L2, ElasticNet, MaxNorm, PNorm

LOSS = PlanarLoss.from_ellipse((2, 2.25), (2.5, 1), -20)


@pytest.mark.parametrize("penalty", [L1(), L2(), ElasticNet(0.5), MaxNorm(), PNorm(3.0)])
def test_the_sum_is_the_same_all_along_a_level_set(penalty):
    touch = penalised(LOSS, penalty, 0.4)
    curve = penalised_level(touch, 0.7, 40)
    H = LOSS.matrix
    gaps = curve - np.array([2, 2.25])
    loss = 0.5 * np.einsum("ki,ij,kj->k", gaps, H, gaps)
    sums = loss + 0.4 * np.array([float(penalty(w)) for w in curve])
    least = float(touch.value) + 0.4 * float(penalty(touch.point))
    np.testing.assert_allclose(sums, least + 0.7, rtol=1e-9)
    assert float(penalised_value(touch, touch.point)) == pytest.approx(least)
    np.testing.assert_allclose(curve[0], curve[-1])


def test_a_flat_valley_with_a_penalty_has_closed_level_sets_too():
    touch = penalised(PlanarLoss.from_data("1 2; 2 4", "1, 3"), L2(), 1)
    assert np.isfinite(penalised_level(touch, 5.0, 40)).all()


def test_what_may_have_holes_is_refused():
    touch = penalised(LOSS, PNorm(0.5), 0.4)
    with pytest.raises(ValueError, match="not convex"):
        penalised_level(touch, 1.0)
    with pytest.raises(ValueError, match="not positive"):
        penalised_level(penalised(LOSS, L1(), 0.4), 0.0)
