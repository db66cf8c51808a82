"""Least squares and logistic regression on data, whole and sampled."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib import pyplot
from scipy import optimize

from linalg.errors import ShapeError
from optviz.descent.gradient_noise import gradient_noise
from optviz.descent.minimize import minimize
from optviz.gradient_checks.gradient_check import gradient_check
from optviz.objectives.data_objectives import LeastSquares, LogisticRegression, Sampled
from optviz.rules import Adam, GradientDescent
from optviz.schedules.schedules import InverseTime
from optviz.second_order import lbfgs, levenberg_marquardt, newton, trust_region

RNG = np.random.default_rng(0)
A = RNG.normal(size=(60, 4))
LINEAR = LeastSquares(A, A @ [1, -2, 0.5, 3] + 0.1 * RNG.normal(size=60), penalty=0.02)
LOGISTIC = LogisticRegression(A, (A @ [1, -2, 0.5, 3] + RNG.normal(size=60) > 0), penalty=0.1)


@pytest.mark.parametrize("f", [LINEAR, LOGISTIC], ids=["linear", "logistic"])
def test_derivatives(f):
    x = np.array([0.3, -0.2, 0.1, 0.5])
    assert gradient_check(f, x).verdict == "right"
    columns = [(f.gradient(x + h) - f.gradient(x - h)) / 2e-6 for h in 1e-6 * np.eye(4)]
    np.testing.assert_allclose(f.hessian(x), np.array(columns), rtol=1e-6, atol=1e-8)
    many = RNG.normal(size=(3, 4))
    for b in range(3):
        assert f(many)[b] == pytest.approx(f(many[b]))
        np.testing.assert_allclose(f.gradient(many)[b], f.gradient(many[b]))
        np.testing.assert_allclose(f.hessian(many)[b], f.hessian(many[b]))


def test_least_squares_minimiser_is_ridge():
    w = np.linalg.solve(A.T @ A / 60 + 0.02 * np.eye(4), A.T @ LINEAR.b / 60)
    np.testing.assert_allclose(LINEAR.minimiser, w)
    np.testing.assert_allclose(LINEAR.gradient(w), 0, atol=1e-14)
    assert LINEAR.minima[0] == pytest.approx(tuple(w))
    twin = LeastSquares(A[:, [0, 0]], LINEAR.b)
    assert twin.minima == ()


def test_newton_and_levenberg_marquardt_on_least_squares():
    path = minimize(LINEAR, newton(), np.zeros(4), steps=3, tolerance=1e-10)
    assert path.steps == 1
    path = minimize(LINEAR, levenberg_marquardt(), np.zeros(4), steps=50, tolerance=1e-10)
    np.testing.assert_allclose(path.x[-1], LINEAR.minimiser, atol=1e-8)
    r, J = LINEAR.residuals(np.ones(4)), LINEAR.jacobians(np.ones(4))
    assert 0.5 * r @ r == pytest.approx(LINEAR(np.ones(4)))
    np.testing.assert_allclose(J.T @ r, LINEAR.gradient(np.ones(4)))


def test_logistic_regression_as_scipy():
    oracle = optimize.minimize(
        LOGISTIC, np.zeros(4), jac=LOGISTIC.gradient, method="BFGS", options={"gtol": 1e-9}
    )
    for method in (lbfgs(), trust_region(), newton()):
        path = minimize(LOGISTIC, method, np.zeros(4), steps=50, tolerance=1e-7)
        assert path.ending == "converged"
        np.testing.assert_allclose(path.x[-1], oracle.x, atol=1e-6)


def test_no_overflow_far_out():
    with np.errstate(all="raise", under="ignore"):
        f = LogisticRegression([[1000.0], [-1000.0]], [1, -1])
        assert f([5.0]) == 0
        assert f([-5.0]) == pytest.approx(5000)
        np.testing.assert_allclose(f.gradient([-5.0]), -1000)


def test_a_batch_s_gradient_is_right_on_average():
    whole = LINEAR.gradient(np.ones(4))
    sampled = Sampled(LINEAR, 10, seed=3)
    epoch = [sampled.gradients_at_step(np.ones(4), k) for k in range(6)]
    np.testing.assert_allclose(np.mean(epoch, axis=0), whole, rtol=1e-10)
    seen = np.concatenate([sampled.chosen(k) for k in range(6)])
    assert sorted(seen) == list(range(60))
    assert list(sampled.chosen(7)) == list(Sampled(LINEAR, 10, seed=3).chosen(7))
    assert list(sampled.chosen(0)) != list(sampled.chosen(6))


def test_variance_falls_as_one_over_batch():
    """CS231n, lecture 3."""
    batches = np.array([1, 4, 16, 60])
    noise = gradient_noise(LINEAR, np.ones(4), batches, draws=2000)
    slope = np.polyfit(np.log(batches), np.log(noise.variances), 1)[0]
    assert slope == pytest.approx(-1, abs=0.05)
    np.testing.assert_allclose(noise.variances, noise.theory, rtol=0.1)
    assert noise.check()
    assert not replace(noise, squares=1.5 * noise.squares).check()
    axes = noise.plot()
    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "log")
    pyplot.close(axes.figure)


@pytest.mark.parametrize(
    ("x", "batches", "draws", "message"),
    [
        ([0, 0], [1], 10, "coordinates"),
        ([0, 0, 0, 0], [0], 10, "a batch has 1 to 60"),
        ([0, 0, 0, 0], [1], 1, "at least 2 draws"),
        ([0, 0, 0, 0], [], 9, "no size"),
    ],
)
def test_noise_that_cannot_be_measured(x, batches, draws, message):
    with pytest.raises(ValueError, match=message):
        gradient_noise(LINEAR, x, batches, draws=draws)


def test_sgd_records_the_gradient_it_used_and_the_true_loss():
    sampled = Sampled(LINEAR, 5, seed=1)
    path = minimize(
        sampled, GradientDescent(), np.zeros(4), steps=400, learning_rate=InverseTime(0.2, 0.02)
    )
    np.testing.assert_array_equal(path.g[3], sampled.gradients_at_step(path.x[3], 3))
    assert path.f[3] == pytest.approx(LINEAR(path.x[3]))
    np.testing.assert_allclose(path.step[3], -path.learning_rate[3] * path.g[3])
    assert path.f[-1] - LINEAR(LINEAR.minimiser) < 0.02 * (path.f[0] - LINEAR(LINEAR.minimiser))


def test_many_starts_of_data_objectives():
    starts = RNG.normal(size=(7, 4))
    path = minimize(LOGISTIC, Adam(), starts, steps=30, learning_rate=0.1)
    alone = minimize(LOGISTIC, Adam(), starts[2], steps=30, learning_rate=0.1)
    np.testing.assert_allclose(path.x[:, 2], alone.x, rtol=1e-12)
    assert "7" in str(path)


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: LeastSquares(A, np.ones(3)), ShapeError, r"examples \(N, n\) and targets"),
        (lambda: LeastSquares(A, np.full(60, np.nan)), ValueError, "not finite"),
        (lambda: LeastSquares(A, np.ones(60), penalty=-1), ValueError, "at least 0"),
        (lambda: LogisticRegression(A, np.arange(60)), ValueError, "±1"),
        (lambda: Sampled(LINEAR, 0), ValueError, "1 to 60 examples"),
        (lambda: Sampled(LINEAR, 61), ValueError, "1 to 60 examples"),
    ],
)
def test_bad_data(make, error, message):
    with pytest.raises(error, match=message):
        make()
