"""Solutions in the plane against brute force, KKT conditions, SciPy, and each other."""

from fractions import Fraction

import numpy as np
import pytest
from scipy.optimize import minimize

from optviz.planar.planar_fit import constrained, penalised
from optviz.planar.planar_loss import PlanarLoss
from optviz.regularisation.balls import Ball
from optviz.regularisation.penalties import L1, L2, ElasticNet, MaxNorm, PNorm

CONVEX = [L1(), L2(), ElasticNet(Fraction(1, 3)), PNorm(1.5), PNorm(4.0), MaxNorm()]
ALL = [*CONVEX, PNorm(0.5), PNorm(0.8)]
LOSSES = [
    PlanarLoss.from_ellipse((2, 1), (2, 1)),
    PlanarLoss.from_ellipse((2, 1), (2, 1), 60),
    PlanarLoss.from_ellipse((-1, 3), (3, Fraction(1, 2)), -35),
    PlanarLoss.from_ellipse((0, 2), (1, 2)),
    PlanarLoss.from_data("2 0; 0 1; 1 1", "1, 1, 2"),
]


def named(penalty):
    return penalty.name


@pytest.mark.parametrize("penalty", ALL, ids=named)
@pytest.mark.parametrize("radius", [0.1, 0.5, 1.0, 1.4])
def test_no_point_of_the_ball_has_a_lower_loss(penalty, radius):
    outline = Ball(penalty, radius).outline(36_000)
    for loss in LOSSES:
        touch = constrained(loss, penalty, radius)
        values = loss.values(outline)
        scale = np.abs(loss.values(np.zeros(2)))
        assert float(touch.value) <= values.min() + 1e-12 * scale
        if touch.kind == "inside":
            assert touch.solution == loss.centre
            assert touch.strength == 0
        else:
            assert float(touch.value) == pytest.approx(values.min(), abs=1e-5 * scale)
            assert float(penalty(touch.point)) == pytest.approx(touch.ball.bound, rel=1e-10)
        assert touch.check(), str(touch.check())


@pytest.mark.parametrize("penalty", ALL, ids=named)
@pytest.mark.parametrize("strength", [0.03, 0.3, 2])
def test_no_point_of_the_plane_has_a_lower_penalised_loss(penalty, strength):
    grid = np.stack(np.meshgrid(np.linspace(-4, 4, 801), np.linspace(-4, 4, 801)), axis=-1)
    for loss in LOSSES:
        touch = penalised(loss, penalty, strength)
        objective = loss.values(grid) + strength * penalty(grid)
        own = loss.values(touch.point) + strength * penalty(touch.point)
        assert own <= objective.min() + 1e-12
        assert touch.check(), str(touch.check())


@pytest.mark.parametrize("penalty", CONVEX, ids=named)
def test_the_two_forms_meet(penalty):
    for loss in LOSSES:
        for strength in (0.05, 0.4):
            touch = penalised(loss, penalty, strength)
            if touch.kind != "origin":
                again = constrained(loss, penalty, touch.radius)
                np.testing.assert_allclose(again.point, touch.point, atol=1e-8)
                assert float(again.strength) == pytest.approx(strength, rel=1e-6)


def test_scipy_agrees_on_the_ridge_constraint():
    loss = LOSSES[2]
    touch = constrained(loss, L2(), 1.0)
    result = minimize(
        loss.values,
        np.array([0.1, 0.1]),
        jac=loss.slopes,
        constraints={"type": "ineq", "fun": lambda w: 1 - w @ w, "jac": lambda w: -2 * w},
        method="SLSQP",
        options={"ftol": 1e-14},
    )
    np.testing.assert_allclose(touch.point, result.x, atol=1e-6)


def test_the_lecture_corner_is_sparse_and_the_circle_is_not():
    loss = PlanarLoss.from_ellipse((3, 2), (2, 1), 45)
    diamond, circle = constrained(loss, L1(), 1), constrained(loss, L2(), 1)
    assert (diamond.kind, diamond.active) == ("corner", (0,))
    assert (circle.kind, circle.active) == ("arc", (0, 1))


def test_exact_input_gives_exact_solutions():
    loss = PlanarLoss.from_data("2 0; 0 1; 1 1", "1, 1, 2")
    for touch in (
        constrained(loss, L1(), Fraction(1, 2)),
        constrained(loss, L1(), Fraction(3, 2)),
        constrained(loss, MaxNorm(), Fraction(1, 2)),
        penalised(loss, L1(), Fraction(1, 7)),
        penalised(loss, L2(), Fraction(1, 7)),
        penalised(loss, ElasticNet(Fraction(1, 3)), Fraction(1, 7)),
    ):
        assert all(isinstance(weight, int | Fraction) for weight in touch.solution)
        assert touch.check()
        if touch.penalty != MaxNorm():
            assert touch.check().worst_ratio is None


def test_a_ridge_solution_by_hand():
    """(H + 2λI)w = Hŵ with H = [5 1; 1 2], Hŵ = (4, 3), λ = 1/2: [6 1; 1 3]w = (4, 3)."""
    loss = PlanarLoss.from_data("2 0; 0 1; 1 1", "1, 1, 2")
    assert penalised(loss, L2(), Fraction(1, 2)).solution == (Fraction(9, 17), Fraction(14, 17))


def test_ridge_goes_to_the_nearest_point_only_for_round_ellipses():
    round_loss = PlanarLoss.from_ellipse((2, 1), (1, 1))
    touch = constrained(round_loss, L2(), 1)
    np.testing.assert_allclose(touch.point, touch.nearest, atol=1e-12)
    np.testing.assert_allclose(touch.point, np.array([2, 1]) / np.sqrt(5), atol=1e-12)
    touch = constrained(PlanarLoss.from_ellipse((2, 1), (2, 1)), L2(), 1)
    assert np.linalg.norm(touch.point - touch.nearest) > 0.2


def test_the_force_lies_in_the_cone_of_normals():
    for loss in LOSSES:
        for penalty in CONVEX:
            touch = constrained(loss, penalty, 0.7)
            force = touch.force / np.linalg.norm(touch.force)
            shares = np.linalg.lstsq(touch.normals.T, force)[0]
            assert (shares >= -1e-8).all()
            np.testing.assert_allclose(shares @ touch.normals, force, atol=1e-8)


def test_ellipses_grow_from_the_centre_to_the_touch():
    touch = constrained(LOSSES[1], L1(), 1)
    ellipses = touch.growing_ellipses(5, count=40)
    assert ellipses.shape == (5, 41, 2)
    np.testing.assert_allclose(ellipses[0], np.broadcast_to([2.0, 1.0], (41, 2)))
    np.testing.assert_allclose(LOSSES[1].values(ellipses[-1]), touch.value)
    assert all(L1()(w) >= 1 - 1e-9 for w in ellipses[-1]), "the ellipse stays outside the ball"


def test_strong_penalties_end_at_the_origin():
    for penalty in (L1(), ElasticNet(0.5), MaxNorm(), PNorm(0.5)):
        touch = penalised(LOSSES[1], penalty, 100)
        assert touch.solution == (0, 0)
        assert touch.kind == "origin"
    assert penalised(LOSSES[1], L2(), 100).kind == "arc"


def test_a_centre_inside_the_ball_is_not_touched():
    touch = constrained(LOSSES[0], L1(), 10)
    assert (touch.kind, touch.strength, touch.solution) == ("inside", 0, (2, 1))
    assert touch.check()


def test_the_page_and_the_figure():
    touch = constrained(PlanarLoss.from_ellipse((2, 1), (1, 1)), L1(), 1)
    text = touch.to_text()
    assert "touches the ball at a corner" in text
    assert "So w₂ = 0 exactly" in text
    assert touch.to_dict()["solution"] == [1, 0]
    axes = touch.plot()
    assert axes.get_title() == "L1"
    axes.figure.canvas.draw()
    assert axes.get_legend().get_window_extent().y1 < axes.bbox.y0  # beneath: it hides nothing


@pytest.mark.parametrize("bad", [-1, np.nan, np.inf])
def test_radius_and_strength_are_checked(bad):
    with pytest.raises(ValueError, match="radius"):
        constrained(LOSSES[0], L1(), bad)
    with pytest.raises(ValueError, match="strength"):
        penalised(LOSSES[0], L1(), bad)


# Parallel columns: a flat valley


VALLEYS = [
    PlanarLoss.from_data("1 2; 2 4", "1, 3"),
    PlanarLoss.from_data("1 1; 2 2", "1, 3"),
    PlanarLoss.from_data("0 1; 0 2", "1, 3"),
    PlanarLoss.from_data([[0.1, -0.3], [0.2, -0.6]], [1.0, 3.0]),
]


@pytest.mark.parametrize("loss", VALLEYS, ids=str)
@pytest.mark.parametrize("penalty", ALL, ids=named)
@pytest.mark.parametrize("radius", [0.05, 0.2])
def test_in_a_flat_valley_no_point_of_the_ball_is_lower(loss, penalty, radius):
    touch = constrained(loss, penalty, radius)
    assert touch.check()
    boundary = Ball(penalty, radius).outline(4000)
    assert float(touch.value) <= loss.values(boundary).min() + 1e-12
    assert float(penalty(touch.point)) <= float(penalty([radius])) * (1 + 1e-9)


@pytest.mark.parametrize("loss", VALLEYS, ids=str)
@pytest.mark.parametrize("penalty", CONVEX, ids=named)
@pytest.mark.parametrize("strength", [0.05, 0.5])
def test_in_a_flat_valley_no_weights_do_better_with_the_penalty(loss, penalty, strength):
    touch = penalised(loss, penalty, strength)
    assert touch.check()

    def objective(w):
        return float(loss.values(w)) + strength * float(penalty(w))

    best = min(
        minimize(
            objective, start, method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-12}
        ).fun
        for start in (touch.point + 0.1, [0.1, 0.4], [0.4, 0.1])
    )
    assert objective(touch.point) <= best + 1e-8


def test_in_a_flat_valley_the_lasso_picks_one_of_equal_columns_and_ridge_shares():
    loss = VALLEYS[1]
    lasso, ridge = penalised(loss, L1(), 1), penalised(loss, L2(), 1)
    assert len(lasso.active) == 1
    assert ridge.solution[0] == ridge.solution[1] > 0
    assert not lasso.unique
    assert ridge.unique
    shared = np.full(2, lasso.point.sum() / 2)  # as good as the one that is picked
    assert loss.values(shared) == pytest.approx(float(lasso.value))
    assert penalised(VALLEYS[0], L1(), 1).unique
    assert penalised(loss, L1(), 100).unique  # both are zero


def test_a_ball_that_a_flat_valley_crosses_is_not_felt():
    touch = constrained(
        VALLEYS[0], L1(), Fraction(3, 4)
    )  # ŵ lies beyond, other lowest points do not
    assert sum(map(abs, VALLEYS[0].centre)) > 0.75
    assert touch.kind == "inside"
    assert touch.strength == 0
    assert touch.value == VALLEYS[0].least
    assert not touch.unique


def test_growing_level_sets_end_where_they_touch():
    for loss in (LOSSES[1], VALLEYS[0]):
        touch = constrained(loss, L1(), 0.2)
        first, *_, last = touch.growing_ellipses(5)
        np.testing.assert_array_equal(last, touch.ellipse())
        centre = np.array(loss.centre, float)
        assert np.nanmin(np.linalg.norm(first - centre, axis=1)) < 5
        np.testing.assert_allclose(np.nanmax(loss.values(first)), float(loss.least), atol=1e-9)
    assert touch.plot().get_xlim()[1] < 10


@pytest.mark.parametrize("strength", [Fraction(1, 20), Fraction(1, 2), 1, 2, 5])
@pytest.mark.parametrize("loss", [*LOSSES, *VALLEYS], ids=str)
def test_the_largest_magnitude_is_penalised_exactly(loss, strength):
    touch = penalised(loss, MaxNorm(), strength)
    if loss.exact:
        assert all(isinstance(weight, int | Fraction) for weight in touch.solution)
    assert touch.check(), str(touch.check())
    axis = np.linspace(-4, 4, 401)
    grid = np.stack(np.meshgrid(axis, axis), axis=-1)
    own = loss.values(touch.point) + float(strength) * MaxNorm()(touch.point)
    assert own <= (loss.values(grid) + float(strength) * MaxNorm()(grid)).min() + 1e-12


def test_a_corner_of_the_square_is_known_as_one():
    loss = PlanarLoss.from_data("2 0; 0 1; 1 1", "1, 1, 2")
    touch = penalised(loss, MaxNorm(), 1)
    assert (touch.solution, touch.kind) == ((Fraction(2, 3), Fraction(2, 3)), "corner")


def said(touch):
    return " ".join(touch.to_text().split())


def test_only_a_corner_on_an_axis_makes_sparse():
    square = penalised(PlanarLoss.from_data("1 0; 2 0", "1, 2"), MaxNorm(), 1)
    assert square.solution == (Fraction(4, 5), 0)
    assert not square.unique
    assert "sparse" not in said(square)
    assert "w = (4/5, 0) is one of many solutions" in said(square)
    circle = penalised(PlanarLoss.from_data("1 0; 0 1", "1, 0"), L2(), 1)
    assert circle.active == (0,)
    assert "That w₂ = 0 is by the data, not by the penalty" in said(circle)
    for penalty in (L1(), ElasticNet(Fraction(1, 2)), PNorm(0.5)):
        assert "sparse" in said(penalised(PlanarLoss.from_data("1 0; 0 1", "2, 0"), penalty, 1))


def test_the_page_says_that_there_are_others():
    lasso = penalised(PlanarLoss.from_data("1 1; 2 2", "1, 2"), L1(), 1)
    assert "(4/5, 0) is one of many solutions" in said(lasso)
    assert "sparse" not in said(lasso)
    labels = [text.get_text() for text in lasso.plot().get_legend().get_texts()]
    assert labels[-1] == "one of many solutions"
    free = penalised(PlanarLoss.from_data("1 1; 2 2", "1, 2"), L1(), 0)
    assert "one of many: they fill the valley" in said(free)
    assert not penalised(PlanarLoss.from_data("1 1; 2 2", "0, 0"), L1(), 0).unique


@pytest.mark.parametrize(
    ("penalty", "total"),
    [
        (L1(), "f(w) + λ‖w‖₁,"),
        (L2(), "f(w) + λ‖w‖₂²,"),
        (ElasticNet(Fraction(1, 3)), "f(w) + λ(1/3 ‖w‖₁ + 2/3 ‖w‖₂²),"),
        (MaxNorm(), "f(w) + λ max |wᵢ|,"),
        (PNorm(1.5), "f(w) + λ‖w‖ₚ^p with p = 1.5,"),
    ],
)
def test_the_page_says_what_is_minimised(penalty, total):
    text = said(penalised(LOSSES[-1], penalty, 1))
    assert f"The weights minimise {total}" in text
    assert "f(w) = 1/2 ‖Xw - y‖²" in text
