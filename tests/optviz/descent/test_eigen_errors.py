import numpy as np
import pytest

from optviz.descent.eigen_errors import EigenErrors
from optviz.descent.minimize import minimize
from optviz.objectives.objective import Objective
from optviz.rules import GradientDescent
from optviz.second_order import newton


def turned(curvatures, degrees):
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    axes = np.array([[c, -s], [s, c]])
    return axes @ np.diag(curvatures) @ axes.T


@pytest.mark.parametrize("curvatures", [(1, 24), (1, 1000), (3, 3), (1e-6, 1e-4)])
@pytest.mark.parametrize("degrees", [0, 33])
def test_its_points_are_those_of_gradient_descent(curvatures, degrees):
    h = turned(curvatures, degrees)
    errors = EigenErrors.of(h, [1, -2], [3, 5])
    (a, b), (_, d) = h.tolist()
    f = Objective(f"{a / 2:.17f}*(x-1)**2 + {b:.17f}*(x-1)*(y+2) + {d / 2:.17f}*(y+2)**2")
    for rate in (0.3 * errors.limit, errors.best_rate, 1.02 * errors.limit):
        path = minimize(f, GradientDescent(), [3, 5], steps=15, learning_rate=rate)
        np.testing.assert_allclose(errors.points(rate, 15), path.x, rtol=1e-6, atol=1e-6)
    assert errors.check()


def test_newtons_step_is_a_rate_of_its_own_for_each_curvature():
    h = turned((1, 24), 20)
    errors = EigenErrors.of(h, [0, 0], [2, 1])
    (a, b), (_, d) = h.tolist()
    f = Objective(f"{a / 2:.17f}*x**2 + {b:.17f}*x*y + {d / 2:.17f}*y**2")
    path = minimize(f, newton(), [2, 1], steps=1)
    np.testing.assert_allclose(errors.points(errors.own_rates, 1), path.x, atol=1e-12)


def test_the_best_rate_contracts_as_the_course_says():
    """κ = 100: both errors contract by (κ - 1) / (κ + 1) = 0.980198."""
    errors = EigenErrors.of(np.diag([1.0, 100.0]), [0, 0], [100, 1])
    assert np.abs(errors.factors(errors.best_rate)) == pytest.approx(0.980198, abs=1e-6)
    assert np.abs(errors.factors(errors.limit)).max() == pytest.approx(1)


@pytest.mark.parametrize(
    "hessian", [np.diag([1.0, -1.0]), np.ones((2, 2)), np.zeros((2, 2)), np.full((2, 2), np.nan)]
)
def test_what_is_no_bowl_is_refused(hessian):
    with pytest.raises(ValueError, match=r"no bowl|not finite"):
        EigenErrors.of(hessian, [0, 0], [1, 1])


def test_a_wrong_eigenvector_is_found():
    good = EigenErrors.of(np.diag([1.0, 24.0]), [0, 0], [2, 1])
    wrong = EigenErrors(good.minimum, good.start, good.hessian, good.curvatures[::-1], good.axes)
    assert not wrong.check()
