"""The touching point as λ moves: order, straightness, sparsity, faces."""

from fractions import Fraction

import numpy as np
import pytest

from optviz.planar.planar_fit import penalised
from optviz.planar.planar_loss import PlanarLoss
from optviz.planar.planar_path import sparse_strengths, touch_path
from optviz.regularisation.homotopy import lasso_knots
from optviz.regularisation.penalties import L1, L2, ElasticNet, MaxNorm, PNorm

LOSS = PlanarLoss.from_ellipse((3, 2), (2, 1), 30)


def test_as_lambda_falls_the_loss_falls_and_the_ball_grows():
    for penalty in (L1(), L2(), ElasticNet(0.5)):
        path = touch_path(LOSS, penalty, strengths=np.geomspace(3, 0.01, 30).tolist())
        assert (np.diff(path.strengths) < 0).all()
        assert (np.diff(path.radii) >= 0).all()
        assert (np.diff([touch.value for touch in path.touches]) <= 1e-12).all()
        assert path.check(), str(path.check())


def test_the_default_ends_at_least_squares():
    path = touch_path(LOSS, L2())
    np.testing.assert_allclose(path.solutions[-1], [3, 2])
    assert path.strengths[-1] == pytest.approx(0, abs=1e-12)
    assert len(path.touches) == 60


def test_the_plane_agrees_with_the_knots_in_n_dimensions():
    root = np.linalg.cholesky(LOSS.matrix).T
    knots = lasso_knots(root, root @ [3, 2])
    touches = touch_path(LOSS, L1(), strengths=knots.strengths.tolist())
    np.testing.assert_allclose(touches.solutions, knots.coefficients, atol=1e-9)
    np.testing.assert_allclose(sparse_strengths(LOSS), knots.strengths[1::-1], rtol=1e-9)


@pytest.mark.parametrize(
    "loss",
    [
        PlanarLoss.from_data("2 0; 0 1; 1 1", "1, 1, 2"),
        PlanarLoss.from_data("1 2; 3 -1; 0 2", "1, 0, 5"),
        PlanarLoss(((4, 2), (2, Fraction(3, 2))), (1, -1)),
        PlanarLoss(((1, 0), (0, 1)), (3, 0)),
    ],
)
def test_the_sparse_interval_is_exact(loss):
    low, high = sparse_strengths(loss)
    tiny = Fraction(1, 10**9)
    assert len(penalised(loss, L1(), high - tiny).active) == 1
    assert len(penalised(loss, L1(), low + tiny).active) == 1
    assert penalised(loss, L1(), high).active == ()
    if low > 0:
        assert penalised(loss, L1(), low - tiny).active == (0, 1)


@pytest.mark.parametrize(
    ("hessian", "expected"),
    [
        (((1, 0), (0, 1)), (2, 2)),
        (((4, 2), (2, Fraction(3, 2))), (Fraction(2, 7), 2)),
    ],
)
def test_the_sparse_interval_where_both_pulls_are_equal(hessian, expected):
    (a, b), (_, d) = hessian
    determinant = a * d - b * b
    centre = Fraction(2 * (d - b)) / determinant, Fraction(2 * (a - b)) / determinant
    loss = PlanarLoss(hessian, centre)
    assert loss.pull == (2, 2)
    assert sparse_strengths(loss) == expected


def test_turning_the_loss_shows_when_l1_gives_no_zero():
    """Round ellipses: the touch is on a corner exactly when the weights differ by the radius."""
    radius = Fraction(1)
    for centre, kind in (((3, 1), "corner"), ((3, Fraction(5, 2)), "edge"), ((2, 1), "corner")):
        path = touch_path(PlanarLoss.from_ellipse(centre, (1, 1)), L1(), radii=[radius])
        assert path.kinds == (kind,)


def test_other_balls_follow_too():
    path = touch_path(LOSS, PNorm(0.5), radii=[0.5, 1, 2, 3])
    assert path.kinds[0] == "corner"
    assert path.active.shape == (4, 2)
    assert path.check()


def test_page_and_figures():
    path = touch_path(LOSS, L1(), strengths=[0.1, 1, 2])
    assert "The path of the L1 penalty" in path.to_text()
    assert path.plot().get_aspect() == 1
    assert path.plot_weights().get_xlabel() == "λ"
    assert len(path.to_dict()["touches"]) == 3


def test_one_of_the_two_and_not_none_of_it():
    with pytest.raises(ValueError, match="both given"):
        touch_path(LOSS, L1(), strengths=[1], radii=[1])
    with pytest.raises(ValueError, match="empty"):
        touch_path(LOSS, L1(), strengths=[])


def test_rounding_at_the_end_of_the_path_is_shown_as_zero():
    """Through ŵ λ is 0, up to rounding."""
    text = touch_path(PlanarLoss.from_data("2 0; 0 1; 1 1", "1, 1, 2"), L1()).to_text()
    assert "e-1" not in text.partition("touch\n")[2].partition("∇")[0]


def test_no_path_from_nowhere_to_nowhere():
    with pytest.raises(ValueError, match="that one point"):
        touch_path(PlanarLoss.from_ellipse((0, 0), (2, 1)), L1())


def test_the_check_of_a_path_is_that_of_its_worst_touch():
    path = touch_path(LOSS, PNorm(1.5))
    worst = max(touch.check().worst_ratio for touch in path.touches)
    assert path.check().worst_ratio == worst


@pytest.mark.parametrize("X", ["1 2; 2 4", "1 1; 2 2", "0 1; 0 2"])
def test_with_parallel_columns_the_lasso_has_one_weight_until_it_has_none(X):
    loss = PlanarLoss.from_data(X, "1, 3")
    least, most = sparse_strengths(loss)
    assert (least, most) == (0, max(map(abs, loss.pull)))
    path = touch_path(loss, L1(), strengths=np.linspace(0.1, 1.1 * float(most), 12).tolist())
    assert path.check()
    assert path.active.sum(axis=1).tolist() == [0, 0, *[1] * 10]


def test_a_path_changes_where_the_sparse_interval_ends():
    loss = PlanarLoss.from_ellipse((2, 1), (1, 1))
    least, most = sparse_strengths(loss)
    strengths = [0, least / 2, least, (least + most) / 2, most, 2 * most]
    path = touch_path(loss, L1(), strengths=strengths)
    assert path.changes == (1, 3)  # the strongest comes first
    assert touch_path(loss, L2(), strengths=strengths).changes == ()


def test_a_weight_of_ridge_may_pass_through_zero():
    """With ŵ = (-3, ¼) and long ellipses w₂ = 0 would need λ on both sides of a root."""
    loss = PlanarLoss.from_ellipse((3, -0.25), (4, 0.5), -35)
    path = touch_path(loss, L2(), strengths=np.linspace(0, 3, 40).tolist())
    signs = np.sign(path.solutions)
    expected = [k for k in range(39) if (signs[k] * signs[k + 1]).min() < 0]
    assert list(path.crossings) == expected
    assert path.jumps == ()


def test_only_a_penalty_that_is_not_convex_makes_the_path_jump():
    loss = PlanarLoss.from_ellipse((2, 2.25), (2.5, 1), -20)
    strengths = np.linspace(0, 3, 181).tolist()
    path = touch_path(loss, PNorm(0.5), strengths=strengths)
    steps = np.abs(np.diff(path.solutions, axis=0)).max(axis=1)
    assert len(path.jumps) == 2
    assert steps[list(path.jumps)].min() > 1
    assert np.delete(steps, path.jumps).max() < 0.2
    for penalty in (L1(), L2(), ElasticNet(0.5)):
        assert touch_path(loss, penalty, strengths=strengths).jumps == ()


@pytest.mark.parametrize("penalty", [L1(), L2(), ElasticNet(0.5), MaxNorm(), PNorm(0.5)])
def test_the_path_ends_where_the_penalty_is_not_felt(penalty):
    path = touch_path(PlanarLoss.from_data("2 0; 0 1; 1 1", "1, 1, 2"), penalty)
    assert path.kinds[-1] == "inside"
    assert path.strengths[-1] == 0
    assert "inside" not in path.kinds[:-1]
    assert path.check()


def test_a_path_of_many_solutions_says_so():
    text = touch_path(PlanarLoss.from_data("1 1; 2 2", "1, 2"), L1()).to_text()
    assert "corner *" in text
    assert "* One of many solutions." in text
    assert "*" not in touch_path(LOSS, L1()).to_text()


def test_the_page_says_what_is_minimised():
    text = " ".join(touch_path(LOSS, L2()).to_text().split())
    assert "The weights minimise f(w) + λ‖w‖₂²," in text
    assert "the loss is least within a ball" in text
    text = " ".join(touch_path(LOSS, PNorm(0.5), radii=[1, 2]).to_text().split())
    assert "f(w) + λ‖w‖ₚ^p with p = 0.5 is stationary" in text
