"""Paths against scikit-learn's numbers on the diabetes data, and their knots against LARS."""

import json
from pathlib import Path

import numpy as np
import pytest

from optviz.regularisation.homotopy import lasso_knots
from optviz.regularisation.linear_fit import LinearFit
from optviz.regularisation.paths import elastic_net_path, lasso_path, ridge_path
from optviz.regularisation.penalties import L1, L2, ElasticNet
from optviz.regularisation.proximal import active_set, coordinate_descent, fista, ista
from optviz.regularisation.uniqueness import is_the_only_lasso_solution

ORACLE = json.loads(
    Path(__file__).with_name("oracles").joinpath("coefficient_paths.json").read_text()
)
AWKWARD = json.loads(Path(__file__).with_name("oracles").joinpath("lasso_knots.json").read_text())
EXAMPLES, NAMES = ORACLE["examples"], ORACLE["names"]
FACTOR = np.array(ORACLE["factor"])
X, y = FACTOR[:, :-1], FACTOR[:, -1]


@pytest.mark.parametrize("solver", [active_set, coordinate_descent, fista])
def test_lasso_equals_scikit_learn(solver):
    alphas = np.array(ORACLE["lasso"]["alphas"])
    path = lasso_path(X, y, EXAMPLES * alphas, names=NAMES, solver=solver, tolerance=1e-12)
    expected = np.array(ORACLE["lasso"]["coefficients"])
    np.testing.assert_allclose(path.coefficients, expected, rtol=1e-6, atol=1e-6)
    np.testing.assert_array_equal(path.active, expected != 0)
    assert path.check(), str(path.check())


def test_ridge_equals_scikit_learn():
    path = ridge_path(X, y, np.array(ORACLE["ridge"]["alphas"]) / 2, names=NAMES)
    np.testing.assert_allclose(path.coefficients, ORACLE["ridge"]["coefficients"], rtol=1e-9)
    assert path.check(), str(path.check())
    assert path.active.all(), "ridge shrinks, and makes nothing zero"


def test_elastic_net_equals_scikit_learn():
    oracle = ORACLE["elastic_net"]
    flat, square = oracle["l1_ratio"], 0.5 * (1 - oracle["l1_ratio"])
    strengths = EXAMPLES * np.array(oracle["alphas"]) * (flat + square)
    path = elastic_net_path(X, y, flat / (flat + square), strengths, tolerance=1e-12)
    np.testing.assert_allclose(path.coefficients, oracle["coefficients"], rtol=1e-6, atol=1e-6)
    assert path.check()


def test_knots_equal_those_of_lars():
    knots = lasso_knots(X, y, names=NAMES)
    oracle = ORACLE["lasso_knots"]
    np.testing.assert_allclose(knots.strengths, EXAMPLES * np.array(oracle["alphas"]), atol=1e-8)
    np.testing.assert_allclose(knots.coefficients, oracle["coefficients"], rtol=1e-9, atol=1e-8)
    assert knots.check(), str(knots.check())


def test_between_knots_the_path_is_straight():
    knots = lasso_knots(X, y)
    strengths = [400.0, 100.0, 20.0]
    path = lasso_path(X, y, strengths, tolerance=1e-13)
    for j in range(X.shape[1]):
        between = np.interp(strengths, knots.strengths[::-1], knots.coefficients[::-1, j])
        np.testing.assert_allclose(path.coefficients[:, j], between, atol=1e-6)


def test_a_coefficient_can_leave_again():
    knots = lasso_knots(X, y, names=NAMES)
    left = (knots.active[:-1] & ~knots.active[1:]).any(axis=0)
    assert [name for name, gone in zip(NAMES, left, strict=True) if gone] == ["s3"]


def test_knots_of_orthogonal_columns_are_their_pulls():
    path = lasso_knots(np.eye(3), [3.0, -1.0, 2.0])
    np.testing.assert_allclose(path.strengths, [3, 2, 1, 0])
    np.testing.assert_allclose(path.coefficients[-1], [3, -1, 2])


def test_equal_pulls_enter_at_one_knot():
    path = lasso_knots(np.eye(2), [2.0, -2.0])
    np.testing.assert_allclose(path.strengths, [2, 0])
    np.testing.assert_allclose(path.coefficients, [[0, 0], [2, -2]])


def test_the_first_to_enter_are_the_body_mass_index_and_a_blood_value():
    path = lasso_path(X, y, names=NAMES)
    assert list(path.entered)[:3] == ["bmi", "s5", "bp"]
    assert path.strengths[0] == pytest.approx(np.abs(X.T @ y).max())
    assert not path.active[0].any()
    assert (np.diff(path.losses) <= 1e-6).all()
    assert (np.diff(path.budgets) >= -1e-6).all()


def test_the_default_ridge_grid_goes_from_almost_nothing_to_almost_least_squares():
    path = ridge_path(X, y)
    least_squares = np.linalg.lstsq(X, y)[0]
    assert np.linalg.norm(path.coefficients[0]) < 0.02 * np.linalg.norm(least_squares)
    np.testing.assert_allclose(path.coefficients[-1], least_squares, rtol=0.05)


def test_a_start_from_the_neighbour_saves_sweeps():
    loss = LinearFit(X, y)
    near = coordinate_descent(loss, L1(), 100.0).solution
    warm = coordinate_descent(loss, L1(), 90.0, start=near)
    assert len(warm.w) < len(coordinate_descent(loss, L1(), 90.0).w)


def test_ista_takes_the_same_path_on_an_easy_problem():
    A = np.eye(4) + 0.1
    b = [1.0, -2.0, 3.0, 0.1]
    for path in (lasso_path(A, b, solver=ista), lasso_path(A, b, solver=fista)):
        np.testing.assert_allclose(path.coefficients, lasso_path(A, b).coefficients, atol=1e-8)


def test_page_and_figure():
    path = lasso_path(X, y, [500.0, 50.0], names=NAMES)
    assert "L1 path" in path.to_text()
    assert "The coefficients w minimise 1/2 ‖Xw - y‖² + λ‖w‖₁," in path.to_text()
    axes = path.plot()
    assert len(axes.get_legend().get_texts()) == len(NAMES)
    assert axes.xaxis_inverted()


def test_bad_input():
    with pytest.raises(ValueError, match="0 for every λ"):
        lasso_path(X, np.zeros(len(y)))
    with pytest.raises(ValueError, match="X is zero"):
        ridge_path(np.zeros_like(X), y)
    with pytest.raises(ValueError, match="not positive"):
        ridge_path(X, y, [1.0, 0.0])
    with pytest.raises(ValueError, match="2 names for 10 columns"):
        ridge_path(X, y, names=["a", "b"])
    with pytest.raises(ValueError, match="empty"):
        lasso_path(X, y, [])
    with pytest.raises(ValueError, match="ridge_path"):
        elastic_net_path(X, y, 0)
    with pytest.raises(ValueError, match="X is zero"):
        lasso_knots(np.ones((3, 2)), [1.0, 2, 3], intercept=True)
    with pytest.raises(TypeError, match="use ista or fista"):
        active_set(LinearFit(X, y), L2(), 1.0)


def test_default_grids_reach_from_nothing_to_nearly_everything():
    """Ridge: from 1 % of the best determined direction to 99 % of the worst; lasso: to 1/1000."""
    sigma = np.array([3.0, 1.0])
    ridge = ridge_path(np.diag(sigma), [1.0, 1.0])
    np.testing.assert_allclose(ridge.coefficients[0, 0], 0.01 / sigma[0])
    np.testing.assert_allclose(ridge.coefficients[-1, 1], 0.99 / sigma[1])
    lasso = lasso_path(np.diag(sigma), [1.0, 1.0])
    assert not lasso.coefficients[0].any()
    np.testing.assert_allclose(lasso.strengths[[0, 1, -1]], [3, 3 * 10 ** (-3 / 99), 0.003])
    assert len(ridge.strengths) == len(lasso.strengths) == 100
    mixed = elastic_net_path(np.diag(sigma), [1.0, 1.0], 0.25)
    np.testing.assert_allclose(mixed.strengths[0], 3 / 0.25)
    assert not mixed.coefficients[0].any()
    assert mixed.coefficients[1].any()


def test_a_weight_that_is_kept_at_zero_is_zero_to_the_last_bit():
    """Of two equal columns the first does all; the pull on the second is λ, up to rounding."""
    for scale in (1.0, 0.1, 1 / 3):
        x = scale * np.array([[1.0, 1.0], [1.0, 1.0], [2.0, 2.0]])
        path = lasso_path(x, [1.0, 2.0, 2.5])
        assert list(path.entered) == ["w1"]
        assert np.all(path.coefficients[:, 1] == 0)
        assert path.check()


@pytest.mark.parametrize("case", ["wide", "zero column"])
def test_knots_of_awkward_columns_equal_those_of_lars(case):
    given = AWKWARD[case]
    knots = lasso_knots(given["X"], given["y"])
    np.testing.assert_allclose(knots.strengths, given["strengths"], atol=1e-12)
    np.testing.assert_allclose(knots.coefficients, given["coefficients"], atol=1e-11)
    assert knots.check()
    grid = lasso_path(given["X"], given["y"], given["strengths"])
    np.testing.assert_allclose(grid.coefficients[:-1], given["coefficients"][:-1], atol=1e-11)
    assert grid.check()


@pytest.mark.parametrize("given", AWKWARD["nearly equal"], ids=lambda given: f"{given['apart']:g}")
def test_nearly_equal_columns_are_solved_as_exactly_as_others(given):
    """Against rational numbers; XᵀX alone would lose twice the digits."""
    X, y, strengths = (np.array(given[name]) for name in ("X", "y", "strengths"))
    expected = np.array(given["coefficients"])
    grid, knots = lasso_path(X, y, strengths), lasso_knots(X, y)
    assert grid.check()
    assert grid.finished.all()
    assert knots.check()
    between = np.column_stack(
        [np.interp(strengths, knots.strengths[::-1], c[::-1]) for c in knots.coefficients.T]
    )
    error = 1e-14 / given["apart"]  # what the data themselves leave open
    for found in (grid.coefficients, between):
        np.testing.assert_allclose(found, expected, rtol=error, atol=error)


def test_a_constant_is_not_penalised():
    given = AWKWARD["constant"]
    X, y = given["X"], given["y"]
    path = lasso_path(X, y, given["strengths"], intercept=True)
    np.testing.assert_allclose(path.coefficients, given["coefficients"], atol=1e-8)
    np.testing.assert_allclose(path.intercepts, given["intercepts"], atol=1e-7)
    assert "constant" in path.to_text()
    assert "not penalised" in path.to_text()
    knots = lasso_knots(X, y, intercept=True)
    assert knots.intercepts[0] == pytest.approx(np.mean(y))
    ridge = ridge_path(X, y, [1e-9], intercept=True)
    whole = np.column_stack([np.ones(len(y)), X])
    w = np.linalg.lstsq(whole, np.array(y))[0]
    np.testing.assert_allclose([ridge.intercepts[0], *ridge.coefficients[0]], w, rtol=1e-6)
    assert not lasso_path(X, y, [1.0]).intercepts.any()
    assert "not centred, and no constant is fitted" in " ".join(
        str(lasso_path(X, y, [1.0])).split()
    )
    assert "not centred" not in str(lasso_path(*_centred(X, y), [1.0]))


def _centred(X, y):
    return np.subtract(X, np.mean(X, axis=0)), np.subtract(y, np.mean(y))


def test_equal_columns_have_many_paths_and_the_page_says_so():
    """By hand: the fit 1.4 - λ/5 on (1, 2), to be shared as one likes."""
    knots = lasso_knots([[1, 1], [2, 2]], [1, 3], names=["a", "b"])
    np.testing.assert_allclose(knots.strengths, [7, 0])
    np.testing.assert_allclose(knots.coefficients.sum(axis=1), [0, 1.4])
    assert knots.unique.tolist() == [True, False]
    path = lasso_path([[1, 1], [2, 2]], [1, 3], [8.0, 2.0, 0.0], names=["a", "b"])
    np.testing.assert_allclose(path.coefficients.sum(axis=1), [0, 1, 1.4])
    assert path.unique.tolist() == [True, False, False]
    text = " ".join(path.to_text().split())
    assert "At λ from 2 to 0 the coefficients are one of many" in text
    assert "(a and b are equal)" in text
    assert "one of many" not in lasso_path(np.eye(2), [1.0, 2.0]).to_text()


def test_a_column_of_zeros_is_named():
    path = lasso_knots([[1, 0], [2, 0]], [1, 3], names=["a", "b"])
    assert path.coefficients[:, 1].tolist() == [0, 0]
    assert "b is a column of zeros" in path.to_text()


@pytest.mark.parametrize(
    ("X", "y", "w", "strength", "only"),
    [
        ([[1, 0], [0, 1]], [2, 1], [1, 0], 1.0, True),
        ([[1, 1]], [3], [2, 0], 1.0, False),
        ([[1, -1]], [3], [2, 0], 1.0, False),  # -b may take over from a
        ([[1, 0.5]], [3], [2, 0], 1.0, True),  # b pulls less
        ([[1, 1]], [3], [0, 0], 3.0, True),  # both tied, neither may grow
        ([[1, 0, 0.5], [0, 1, 0.5]], [3, 3], [2, 2, 0], 1.0, False),  # half of each is as dear
        ([[1, 0]], [1], [1, 0], 0.0, False),
    ],
)
def test_whether_a_lasso_solution_is_the_only_one(X, y, w, strength, only):
    arrays = (np.array(each, dtype=float) for each in (X, y, w))
    assert is_the_only_lasso_solution(*arrays, strength) == only


def test_a_solver_that_runs_out_of_steps_is_named_on_the_page():
    X = np.array([[1.0, 1.0], [1.0, 1.0001], [0.0, 0.5e-4]])
    y = [1.0, 2.0, 1.0]
    slow = lasso_path(X, y, [1e-6, 0.0], solver=coordinate_descent)
    assert not slow.finished.all()
    assert not slow.check()
    assert "ran out of steps at λ = 1e-06" in " ".join(slow.to_text().split())
    quick = lasso_path(X, y, [1e-6, 0.0])
    assert quick.finished.all()
    assert quick.check()
    np.testing.assert_allclose(quick.coefficients[-1], np.linalg.lstsq(X, y)[0], rtol=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_every_small_integer_matrix_has_a_path(seed):
    """Ties, equal and zero columns in plenty; knots, between them, and a grid agree."""
    rng = np.random.default_rng(seed)
    for m, n in rng.integers(1, 7, size=(12, 2)):
        X, y = rng.integers(-2, 3, size=(m, n)) + 0.0, rng.integers(-3, 4, size=m) + 0.0
        if not (X.T @ y).any():
            continue
        knots = lasso_knots(X, y)
        assert knots.check()
        middle = (knots.coefficients[1:] + knots.coefficients[:-1]) / 2
        levels = (knots.strengths[1:] + knots.strengths[:-1]) / 2
        for w, strength in zip(middle, levels, strict=True):
            assert knots.loss.violation(w, L1(), strength) < 1e-10
        grid = lasso_path(X, y, [3.0, 1.0, 0.5, 0.1, 0.0])
        assert grid.check()
        assert grid.finished.all()
        for w, strength in zip(grid.coefficients, grid.strengths, strict=True):
            on_knots = [
                np.interp(strength, knots.strengths[::-1], c[::-1]) for c in knots.coefficients.T
            ]
            costs = [grid.loss(v) + strength * np.abs(v).sum() for v in (w, np.array(on_knots))]
            assert costs[0] == pytest.approx(costs[1], abs=1e-10)


@pytest.mark.parametrize("ratio", [1.0, 0.5, 0.05])
@pytest.mark.parametrize("shape", [(20, 6), (5, 12)])
def test_the_active_set_agrees_with_coordinate_descent(ratio, shape):
    rng = np.random.default_rng(3)
    loss = LinearFit(rng.normal(size=shape), rng.normal(size=shape[0]))
    penalty = ElasticNet(ratio)
    for strength in (3.0, 0.3, 0.03):
        found = active_set(loss, penalty, strength)
        other = coordinate_descent(loss, penalty, strength, tolerance=1e-13, steps=200_000)
        assert found.status == "converged"
        np.testing.assert_allclose(found.solution, other.solution, atol=1e-8)
        assert (np.diff(found.objective) < 1e-12).all(), "each change goes down"
        warm = active_set(loss, penalty, strength, start=other.solution)
        assert len(warm.w) <= 3
