"""ISTA, FISTA and coordinate descent: the same minimum, at the rates they promise."""

import numpy as np
import pytest

from optviz.regularisation.linear_fit import LinearFit
from optviz.regularisation.penalties import L1, L2, ElasticNet, MaxNorm, PNorm
from optviz.regularisation.proximal import coordinate_descent, fista, ista


def problem(m=30, n=8, seed=0):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(m, n)) @ (np.eye(n) + 0.5)
    return LinearFit(X, X[:, 0] * 3 - X[:, 1] * 2 + rng.normal(size=m))


@pytest.mark.parametrize("penalty", [L1(), L2(), ElasticNet(0.4), PNorm(1.5)], ids=lambda p: p.name)
def test_the_three_agree(penalty):
    loss = problem()
    fits = [solve(loss, penalty, 5.0) for solve in (ista, fista, coordinate_descent)]
    for fit in fits:
        assert fit.status == "converged"
        assert fit.check(), str(fit.check())
        np.testing.assert_allclose(fit.solution, fits[0].solution, atol=1e-7)
        assert fit.active == fits[0].active


def test_the_largest_magnitude_is_no_sum():
    loss = problem()
    np.testing.assert_allclose(
        ista(loss, MaxNorm(), 40.0).solution, fista(loss, MaxNorm(), 40.0).solution, atol=1e-7
    )
    with pytest.raises(TypeError, match="no sum over the weights"):
        coordinate_descent(loss, MaxNorm(), 5.0)


def test_no_penalty_is_least_squares():
    loss = problem()
    exact = np.linalg.lstsq(loss.X, loss.y)[0]
    for solve in (ista, fista, coordinate_descent):
        np.testing.assert_allclose(solve(loss, L1(), 0.0).solution, exact, atol=1e-7)


def test_ista_never_rises_and_keeps_its_bound_as_does_fista():
    """Beck and Teboulle: 2 (F(wₖ) - F*) ≤ L‖w₀ - w*‖²/k for ISTA, 4 times that over (k + 1)²."""
    loss = problem()
    slow, fast = ista(loss, L1(), 5.0), fista(loss, L1(), 5.0)
    least = min(slow.objective.min(), fast.objective.min())
    size = loss.curvature * float(slow.solution @ slow.solution)
    assert (np.diff(slow.objective) <= 1e-12 * least).all()
    for fit, exponent, factor in ((slow, 1, 0.5), (fast, 2, 2.0)):
        k = np.arange(1, len(fit.objective))
        bound = factor * size / (k if exponent == 1 else (k + 1) ** 2)
        assert (fit.objective[1:] - least <= bound + 1e-9).all()


def test_one_ista_step_by_hand():
    """X = diag(1, 2), y = (3, 1): L = 4, the gradient at 0 is -(3, 2), the threshold λ/L = 1/2."""
    fit = ista(LinearFit([[1, 0], [0, 2]], [3, 1]), L1(), 2.0, steps=1)
    np.testing.assert_allclose(fit.w[1], [0.25, 0.0])
    assert fit.status == "out of steps"
    assert not fit.check()


def test_orthogonal_columns_are_one_soft_threshold():
    loss = LinearFit(np.eye(3), [3.0, -0.5, -2.0])
    fit = coordinate_descent(loss, L1(), 1.0)
    np.testing.assert_allclose(fit.solution, [2.0, 0.0, -1.0])
    assert len(fit.w) == 2


def test_a_column_of_zeros_gets_no_weight():
    fit = coordinate_descent(LinearFit([[1, 0], [2, 0]], [1, 2]), L1(), 0.0, start=[0.0, 5.0])
    np.testing.assert_allclose(fit.solution, [1.0, 0.0])


def test_a_start_on_the_solution_takes_no_step():
    loss = problem()
    first = coordinate_descent(loss, L1(), 5.0)
    assert len(coordinate_descent(loss, L1(), 5.0, start=first.solution).w) == 1


def test_page_and_figure():
    fit = fista(problem(), L1(), 5.0)
    assert "FISTA with the L1 penalty" in fit.to_text()
    assert fit.plot().get_yscale() == "log"
    assert fit.to_dict()["status"] == "converged"


@pytest.mark.parametrize(
    ("X", "y", "message"),
    [
        ([[1, 2]], [1, 2], "must be"),
        ([1, 2], [1, 2], "must be"),
        ([[1, np.nan]], [1], "not finite"),
        ([[0, 0]], [1], "X is zero"),
    ],
)
def test_data_that_do_not_fit_are_refused(X, y, message):
    with pytest.raises(ValueError, match=message):
        LinearFit(X, y)


def test_arguments_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="strength"):
        ista(problem(), L1(), -1.0)
    with pytest.raises(ValueError, match="start has shape"):
        ista(problem(), L1(), 1.0, start=[1.0])


def test_fista_is_beck_and_teboulle_s():
    """Their algorithm as printed, with a constant step 1/L."""
    loss, penalty = problem(), L1()
    L = loss.curvature
    x = y = np.zeros(8)
    t = 1.0
    printed = [x]
    for _ in range(15):
        before = x
        x = penalty.prox(y - (loss.X.T @ (loss.X @ y - loss.y)) / L, 5.0 / L)
        t, last = (1 + (1 + 4 * t**2) ** 0.5) / 2, t
        y = x + (last - 1) / t * (x - before)
        printed.append(x)
    np.testing.assert_allclose(fista(loss, penalty, 5.0).w[:16], printed, rtol=1e-10)
