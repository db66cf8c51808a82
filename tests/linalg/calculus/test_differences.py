"""Differences: orders of their errors, honest estimates, the complex step's precision."""

import numpy as np
import pytest

from linalg.calculus.differences import EPS, difference, error_curve
from linalg.errors import LinalgError, ShapeError


def f(x):
    return np.exp(x[0]) * np.sin(x[1]) + x[0] ** 3


def exact(x):
    return np.array([np.exp(x[0]) * np.sin(x[1]) + 3 * x[0] ** 2, np.exp(x[0]) * np.cos(x[1])])


@pytest.mark.parametrize(
    ("formula", "accuracy"), [("forward", 1e-6), ("central", 1e-8), ("complex", 1e-14)]
)
def test_error_is_within_its_estimate(formula, accuracy):
    for seed in range(20):
        x = np.random.default_rng(seed).normal(size=2)
        found = difference(f, x, formula)
        error = np.abs(found.value - exact(x))
        assert np.all(error <= 3 * found.error + 1e-15)
        assert np.all(found.error <= accuracy * 10 * (1 + np.abs(exact(x))))


@pytest.mark.parametrize(("formula", "order"), [("forward", 1), ("central", 2)])
def test_order_of_truncation(formula, order):
    """CS231n, notes on gradient checks: O(h) and O(h²)."""
    x = np.array([0.3, 0.7])
    errors = [np.abs(difference(f, x, formula, h=h).value - exact(x)) for h in (1e-2, 1e-3)]
    np.testing.assert_allclose(np.log10(errors[0] / errors[1]), order, atol=0.05)


def test_vector_valued_functions_give_jacobians():
    found = difference(lambda x: np.array([x[0] * x[1], x[1] ** 2, x[0]]), [2.0, 3.0])
    np.testing.assert_allclose(found.value, [[3, 2], [0, 6], [1, 0]], atol=1e-8)
    assert found.error.shape == (3, 2)


def test_complex_step_does_not_cancel():
    found = difference(np.exp, [1.0], "complex", h=1e-200)
    assert abs(found.value[0, 0] - np.e) <= 2 * EPS * np.e


def test_curve_has_its_minimum_where_theory_says():
    forward = error_curve(f, [0.3, 0.7], [1, 0], exact([0.3, 0.7])[0], "forward")
    central = error_curve(f, [0.3, 0.7], [1, 0], exact([0.3, 0.7])[0], "central")
    assert 1e-9 < forward.best < 1e-7
    assert 1e-7 < central.best < 1e-4
    assert central.error.min() < forward.error.min()
    small = central.h < 1e-9
    assert np.all(central.error[small] <= 10 * central.rounding[small] + 1e-9)
    complex_step = error_curve(f, [0.3, 0.7], [1, 0], exact([0.3, 0.7])[0], "complex")
    assert np.all(complex_step.error[complex_step.h < 1e-8] < 1e-14)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: difference(f, [[1.0, 2.0]]), ShapeError, "a point has one axis"),
        (
            lambda: difference(f, [1.0, 2.0], "sideways"),
            LinalgError,
            '"forward", "central" or "complex"',
        ),
        (lambda: difference(f, [1.0, 2.0], h=-1.0), LinalgError, "must be positive"),
        (
            lambda: difference(lambda x: np.floor(x[0]), [1.5], "complex"),
            LinalgError,
            "complex step needs",
        ),
    ],
)
def test_bad_questions(call, error, message):
    with pytest.raises(error, match=message):
        call()
