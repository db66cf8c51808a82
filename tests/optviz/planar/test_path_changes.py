"""Changes along a path of touches, found closely."""

import numpy as np
import pytest

from optviz.planar.path_changes import pinned, with_strengths
from optviz.planar.planar_loss import PlanarLoss
from optviz.planar.planar_path import sparse_strengths, touch_path
from optviz.regularisation.penalties import L1, L2, PNorm

LOSS = PlanarLoss.from_ellipse((2, 2.25), (2.5, 1), -20)


def test_the_changes_of_the_lasso_are_pinned_to_the_ends_of_the_sparse_interval():
    path = pinned(touch_path(LOSS, L1(), strengths=np.linspace(0, 3, 9).tolist()))
    assert path.check()
    least, most = sparse_strengths(LOSS)
    found = [float(path.strengths[k]) for k in path.changes]
    assert found == pytest.approx([most, least], rel=1e-5)
    assert len(path.touches) == 9 + 4
    assert path.strengths[0] == 3
    assert path.strengths[-1] == 0


def test_at_a_jump_both_points_are_as_good():
    path = pinned(touch_path(LOSS, PNorm(0.5), strengths=np.linspace(0, 3, 31).tolist()), 1e-4)
    assert len(path.jumps) == 2
    for k in path.jumps:
        strong, weak = path.touches[k : k + 2]
        price = PNorm(0.5)
        sums = [
            float(t.value) + float(strong.strength) * float(price(t.point)) for t in (strong, weak)
        ]
        assert sums[0] == pytest.approx(sums[1], rel=1e-3)
        assert np.abs(strong.point - weak.point).max() > 0.5


def test_nothing_is_pinned_where_nothing_changes():
    path = touch_path(LOSS, L2(), strengths=[0, 1, 2])
    assert pinned(path).touches == path.touches


def test_a_path_takes_other_strengths_in_order():
    path = with_strengths(touch_path(LOSS, L1(), strengths=[0, 2]), [1, 2, 0.5])
    assert path.strengths.tolist() == [2, 1, 0.5, 0]
    assert path.check()
