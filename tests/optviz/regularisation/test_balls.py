"""Balls: projections against brute force and their variational inequality, outlines, faces."""

import numpy as np
import pytest

from optviz.regularisation.balls import Ball
from optviz.regularisation.penalties import L1, L2, ElasticNet, MaxNorm, PNorm

CONVEX = [L1(), L2(), ElasticNet(0.3), PNorm(1.5), PNorm(4.0), MaxNorm()]
ALL = [*CONVEX, PNorm(0.5), PNorm(0.1)]


def named(penalty):
    return penalty.name


@pytest.mark.parametrize("penalty", CONVEX, ids=named)
@pytest.mark.parametrize("n", [2, 5])
def test_the_projection_satisfies_its_variational_inequality(penalty, n):
    """P(w) is nearest in a convex set exactly when (w - P(w)) · (v - P(w)) ≤ 0 for all v in it."""
    rng = np.random.default_rng(3)
    ball = Ball(penalty, 1.3)
    directions = rng.normal(size=(3000, n))
    boundary = penalty.reach(directions, ball.bound)[:, None] * directions
    for w in rng.normal(scale=2.0, size=(10, n)):
        nearest = ball.project(w)
        if ball.contains(w):
            np.testing.assert_array_equal(nearest, w)
        else:
            assert penalty(nearest) == pytest.approx(ball.bound, rel=1e-12)
            assert ((boundary - nearest) @ (w - nearest)).max() <= 1e-12


def test_by_hand():
    np.testing.assert_allclose(Ball(L1(), 1).project([2.0, 1.5]), [0.75, 0.25])
    np.testing.assert_allclose(Ball(L2(), 1).project([3.0, -4.0]), [0.6, -0.8])
    np.testing.assert_allclose(Ball(MaxNorm(), 1).project([3.0, -0.4]), [1.0, -0.4])


@pytest.mark.parametrize("penalty", CONVEX, ids=named)
def test_the_ball_of_radius_zero_is_the_origin(penalty):
    np.testing.assert_allclose(Ball(penalty, 0.0).project([3.0, 1.0]), [0.0, 0.0], atol=1e-9)


def test_a_star_has_no_projection():
    with pytest.raises(ValueError, match="not convex"):
        Ball(PNorm(0.5), 1.0).project([1.0, 1.0])


@pytest.mark.parametrize("radius", [-1.0, np.nan, np.inf])
def test_a_radius_that_is_none_is_refused(radius):
    with pytest.raises(ValueError, match="radius"):
        Ball(L1(), radius)


@pytest.mark.parametrize("penalty", ALL, ids=named)
def test_the_outline_is_closed_lies_on_the_boundary_and_meets_the_axes_at_the_radius(penalty):
    ball = Ball(penalty, 0.8)
    outline = ball.outline(360)
    assert outline.shape == (361, 2)
    np.testing.assert_allclose(outline[0], outline[-1])
    np.testing.assert_allclose(penalty(outline), ball.bound, rtol=1e-9)
    np.testing.assert_allclose(outline[[0, 90]], [[0.8, 0], [0, 0.8]], atol=1e-12)
    for corner in ball.corners():
        assert np.abs(outline - corner).max(axis=1).min() < 1e-12


@pytest.mark.parametrize(
    "penalty", [L1(), L2(), ElasticNet(0.3), PNorm(0.5), PNorm(1.5)], ids=named
)
def test_the_outline_is_smooth_enough_to_draw(penalty):
    steps = np.linalg.norm(np.diff(Ball(penalty, 1.0).outline(720), axis=0), axis=1)
    assert steps.max() < 0.02


@pytest.mark.parametrize("count", [0, 7, 12, -8])
def test_an_outline_that_would_miss_the_corners_is_refused(count):
    with pytest.raises(ValueError, match="multiple of 8"):
        Ball(L1(), 1.0).outline(count)


def test_faces():
    diamond, square, circle = Ball(L1(), 2.0), Ball(MaxNorm(), 2.0), Ball(L2(), 2.0)
    assert diamond.face([0.0, -2.0]) == "corner"
    assert diamond.face([0.5, 1.5]) == "edge"
    assert square.face([2.0, -2.0]) == "corner"
    assert square.face([2.0, 0.0]) == "edge"
    assert circle.face([2.0, 0.0]) == "arc"
    assert Ball(ElasticNet(0.5), 2.0).face([0.0, 2.0]) == "corner"
    assert Ball(PNorm(0.5), 2.0).face([0.5, 0.5]) == "arc"


@pytest.mark.parametrize("penalty", CONVEX, ids=named)
def test_normals_point_away_from_the_ball(penalty):
    ball = Ball(penalty, 1.5)
    outline = ball.outline(64)
    for w in [*outline, *ball.corners()]:
        normals = ball.normals(w)
        np.testing.assert_allclose(np.linalg.norm(normals, axis=1), 1.0)
        assert len(normals) == (2 if ball.face(w) == "corner" else 1)
        assert ((outline - w) @ normals.T).max() <= 1e-12


def test_the_cone_of_a_corner_by_hand():
    half = np.sqrt(0.5)
    np.testing.assert_allclose(
        Ball(L1(), 3.0).normals([0.0, 3.0]), [[half, half], [-half, half]], atol=1e-15
    )
    np.testing.assert_allclose(Ball(PNorm(0.5), 3.0).normals([3.0, 0.0]), [[0, 1], [0, -1]])
    slope, kink = 0.5 + 2 * 0.5 * 3.0, 0.5
    cone = Ball(ElasticNet(0.5), 3.0).normals([3.0, 0.0])
    np.testing.assert_allclose(cone[:, 1] / cone[:, 0], [kink / slope, -kink / slope])
