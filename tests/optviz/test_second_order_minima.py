"""Methods that differ from SciPy's on the way: the same minimum, and where they part."""

import numpy as np
import pytest
from scipy import optimize

from optviz.descent.minimize import minimize
from optviz.objectives.gallery import beale, himmelblau, rosenbrock
from optviz.objectives.objective import Objective
from optviz.objectives.residuals import SumOfSquares, curve_fit
from optviz.second_order import conjugate_gradient, levenberg_marquardt, newton

T = np.linspace(0.0, 4.0, 25)
NOISE = 0.02 * np.random.default_rng(0).normal(size=25)

# Moré, Garbow and Hillstrom's helical valley is left out: its arctangent has a jump.
PROBLEMS = {
    "rosenbrock": (SumOfSquares(["10*(y - x**2)", "1 - x"], "xy"), [-1.2, 1.0]),
    "powell singular": (
        SumOfSquares(
            ["a + 10*b", "sqrt(5)*(c - d)", "(b - 2*c)**2", "sqrt(10)*(a - d)**2"], "abcd"
        ),
        [3.0, -1.0, 0.0, 1.0],
    ),
    "freudenstein and roth": (
        SumOfSquares(["-13 + x + ((5 - y)*y - 2)*y", "-29 + x + ((y + 1)*y - 14)*y"]),
        [0.5, -2.0],
    ),
    "beale": (
        SumOfSquares(["1.5 - x*(1 - y)", "2.25 - x*(1 - y**2)", "2.625 - x*(1 - y**3)"]),
        [1.0, 1.0],
    ),
    "decay": (
        curve_fit("a*exp(-b*t) + c", "abc", "t", T, 2.5 * np.exp(-1.3 * T) + 0.5 + NOISE),
        [1.0, 0.1, 0.0],
    ),
    "logistic growth": (
        curve_fit("a/(1 + exp(b - c*t))", "abc", "t", T, 3 / (1 + np.exp(2 - 1.5 * T)) + NOISE),
        [1.0, 1.0, 1.0],
    ),
    "gauss": (
        curve_fit("a*exp(-(t - b)**2/c)", "abc", "t", T, 2 * np.exp(-((T - 1.7) ** 2)) + NOISE),
        [1.0, 1.0, 2.0],
    ),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_levenberg_marquardt_reaches_minpack_s_minimum(name):
    f, start = PROBLEMS[name]

    def residuals(p):
        return f.residuals(np.asarray(p))

    def jacobian(p):
        return f.jacobians(np.asarray(p))

    oracle = optimize.least_squares(residuals, start, jacobian, method="lm", xtol=1e-12, ftol=1e-12)
    # The residuals of this one stay large: rounding holds its slope at 1e-6.
    tolerance = 1e-5 if name == "freudenstein and roth" else 1e-10
    path = minimize(f, levenberg_marquardt(), start, steps=300, tolerance=tolerance)
    assert path.ending == "converged"
    assert path.check()
    np.testing.assert_allclose(path.f[-1], oracle.cost, rtol=1e-8, atol=1e-12)
    np.testing.assert_allclose(
        path.x[-1], oracle.x, rtol=1e-5, atol=2e-3 if "singular" in name else 1e-6
    )


@pytest.mark.parametrize("n", [2, 6])
def test_conjugate_gradients_find_the_minimum_where_scipy_s_line_search_changes(n):
    f = rosenbrock(n)
    start = [-1.2, 1.0] * (n // 2)
    oracle = optimize.minimize(f, start, jac=f.gradient, method="CG", options={"gtol": 1e-8})
    path = minimize(f, conjugate_gradient(), start, steps=500, tolerance=1e-8)
    assert path.ending == "converged"
    np.testing.assert_allclose(path.x[-1], oracle.x, atol=1e-6)


@pytest.mark.parametrize(
    ("text", "start"), [("x**4/4 - 2*x**2 + x", 2.5), ("exp(x) - 3*x", 0.0), ("x*atan(x)", 0.4)]
)
def test_newton_in_one_variable_is_scipy_s_on_the_slope(text, start):
    f = Objective(text, ["x"])
    points = []

    def slope(x):
        points.append(float(x))
        return float(f.gradient([x])[0])

    root = optimize.newton(slope, start, fprime=lambda x: float(f.hessian([x])[0, 0]), tol=1e-10)
    path = minimize(f, newton(), [start], steps=len(points) - 1)
    np.testing.assert_allclose(path.x[:, 0], points, rtol=1e-12)
    np.testing.assert_allclose(path.x[-1], root, rtol=1e-9)


def test_newton_in_two_variables_is_a_root_finder_of_the_gradient():
    for make, start in ((himmelblau, [3.3, 2.4]), (beale, [2.9, 0.45])):
        f = make()
        path = minimize(f, newton(), start, steps=30, tolerance=1e-12)
        oracle = optimize.root(f.gradient, start, jac=f.hessian, tol=1e-12)
        np.testing.assert_allclose(path.x[-1], oracle.x, atol=1e-9)
