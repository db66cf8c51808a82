"""Methods against SciPy's iterates, closed forms, and what each is known to do."""

import numpy as np
import pytest
from scipy import optimize

from optviz.descent.minimize import minimize
from optviz.objectives.gallery import (
    beale,
    himmelblau,
    mccormick,
    quadratic,
    rosenbrock,
    saddle_between_minima,
    six_hump_camel,
    styblinski_tang,
)
from optviz.objectives.objective import Objective
from optviz.objectives.residuals import SumOfSquares, curve_fit
from optviz.second_order import (
    BFGS,
    LBFGS,
    Armijo,
    ConjugateGradient,
    Damping,
    FixedStep,
    GaussNewton,
    Method,
    ModifiedNewton,
    Newton,
    SteepestDescent,
    StrongWolfe,
    TrustRegion,
    bfgs,
    conjugate_gradient,
    damped_newton,
    gauss_newton,
    lbfgs,
    levenberg_marquardt,
    modified_newton,
    newton,
    trust_region,
)  # fmt: skip
from optviz.trajectories.diagnosis import diagnose

PROBLEMS = [
    pytest.param(rosenbrock, [-1.2, 1.0], id="rosenbrock"),
    pytest.param(beale, [1.0, 1.0], id="beale"),
    pytest.param(himmelblau, [0.0, 0.0], id="himmelblau"),
    pytest.param(mccormick, [0.0, 0.0], id="mccormick"),
    pytest.param(six_hump_camel, [1.5, 0.6], id="camel"),
    pytest.param(lambda: rosenbrock(6), [-1.2, 1.0] * 3, id="rosenbrock-6"),
]


def scipy_path(f, x0, method, **options):
    """Iterates of scipy.optimize.minimize, and its count of evaluations."""
    points = [np.array(x0)]
    result = optimize.minimize(
        f,
        x0,
        jac=f.gradient,
        hess=f.hessian if method in ("dogleg", "trust-exact") else None,
        method=method,
        options=options,
        callback=lambda xk: points.append(np.array(xk)),
    )
    return np.array(points), result


@pytest.mark.parametrize(("make", "x0"), PROBLEMS)
@pytest.mark.parametrize(
    ("ours", "theirs", "options"),
    [(bfgs(), "BFGS", {"gtol": 1e-5}), (lbfgs(), "L-BFGS-B", {"ftol": 0, "gtol": 1e-5})],
    ids=["bfgs", "l-bfgs"],
)
def test_same_iterates_and_evaluations_as_scipy(make, x0, ours, theirs, options):
    f = make()
    points, result = scipy_path(f, x0, theirs, **options)
    path = minimize(f, ours, x0, steps=200, tolerance=1e-5)
    assert path.ending == "converged"
    assert path.steps == result.nit
    assert path.evaluations["value and gradient"] == result.nfev
    np.testing.assert_allclose(path.x, points, atol=1e-7)


@pytest.mark.parametrize(("make", "x0"), [p for p in PROBLEMS if "rosenbrock" not in p.id])
def test_conjugate_gradients_as_scipy(make, x0):
    f = make()
    points, result = scipy_path(f, x0, "CG", gtol=1e-5)
    path = minimize(f, conjugate_gradient(), x0, steps=200, tolerance=1e-5)
    assert path.evaluations["value and gradient"] == result.nfev
    np.testing.assert_allclose(path.x, points, atol=1e-9)


@pytest.mark.parametrize(("make", "x0"), [PROBLEMS[0], PROBLEMS[3], PROBLEMS[4]])
def test_dogleg_as_scipy(make, x0):
    f = make()
    points, _ = scipy_path(f, x0, "dogleg", gtol=1e-8)
    path = minimize(f, trust_region("dogleg"), x0, steps=len(points) - 1)
    np.testing.assert_allclose(path.x, points, atol=1e-9)


@pytest.mark.parametrize(("make", "x0"), PROBLEMS)
def test_exact_trust_region_finds_what_scipy_finds(make, x0):
    f = make()
    result = optimize.minimize(
        f, x0, jac=f.gradient, hess=f.hessian, method="trust-exact", options={"gtol": 1e-8}
    )
    path = minimize(f, trust_region(), x0, steps=100, tolerance=1e-8)
    assert path.ending == "converged"
    np.testing.assert_allclose(path.f[-1], result.fun, atol=1e-10)


@pytest.mark.parametrize("kind", ["pr+", "fr", "hs", "dy"])
def test_every_conjugate_gradient_solves_a_quadratic_in_n_steps_of_exact_search(kind):
    f = quadratic(30, rotation=0.7)
    tight = Method(ConjugateGradient(kind), StrongWolfe(1e-4, 1e-3))
    path = minimize(f, tight, [3.0, -2.0], steps=12, tolerance=1e-6)
    assert path.ending == "converged"
    assert path.steps <= 6


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_newton_solves_a_quadratic_in_one_step(n):
    """Nocedal and Wright, 3.3; up to three variables by the generated loop, beyond by LAPACK."""
    rng = np.random.default_rng(n)
    factor = rng.normal(size=(n, n))
    hessian = factor @ factor.T + np.eye(n)
    text = " + ".join(
        f"({hessian[i, j]:.17f})/2*x{i}*x{j}" for i in range(n) for j in range(n)
    ).replace("+ (-", "- (")
    f = Objective(text, [f"x{i}" for i in range(n)])
    path = minimize(f, newton(), rng.normal(size=n), steps=5, tolerance=1e-9)
    assert path.steps == 1
    np.testing.assert_allclose(path.x[-1], 0, atol=1e-12)
    np.testing.assert_allclose(path.terms["predicted_decrease"][0], path.f[0], rtol=1e-10)


def test_newton_converges_quadratically():
    path = minimize(himmelblau(), newton(), [3.3, 2.4], steps=20, tolerance=1e-14)
    assert diagnose(path).order == pytest.approx(2, abs=0.1)
    assert path.steps < 8


def test_generated_newton_equals_the_general_one():
    f = himmelblau()
    starts = np.random.default_rng(0).uniform(-4, 4, size=(20, 2))

    class Twin(Newton):
        """Newton's direction under another type, which the generated loop does not take."""

    fast = minimize(f, newton(), starts, steps=6)
    slow = minimize(f, Method(Twin(), FixedStep()), starts, steps=6)
    np.testing.assert_allclose(fast.x, slow.x, rtol=1e-7, atol=1e-9)
    assert fast.ending.tolist() == slow.ending.tolist()
    for name in ("hessian", "direction", "step_length", "predicted_decrease"):
        np.testing.assert_allclose(fast.terms[name], slow.terms[name], rtol=1e-5, atol=1e-7)
    for b in (0, 7):
        alone = minimize(f, newton(), starts[b], steps=6)
        np.testing.assert_allclose(alone.x, fast.x[:, b], rtol=1e-12, atol=1e-13)


def test_newton_is_caught_by_a_saddle_and_damping_names_it():
    f = saddle_between_minima()
    caught = minimize(f, newton(), [0.5, 0.1], steps=20, tolerance=1e-10)
    assert caught.ending == "saddle point"
    np.testing.assert_allclose(caught.x[-1], [0, 0], atol=1e-9)
    for kind in ("shift", "absolute"):
        free = minimize(f, modified_newton(kind), [0.5, 0.1], steps=60, tolerance=1e-9)
        assert free.ending == "converged"
        np.testing.assert_allclose(np.abs(free.x[-1]), [0, 2**0.5], atol=1e-8)
    free = minimize(f, trust_region(), [0.5, 0.1], steps=60, tolerance=1e-9)
    assert free.ending == "converged"


def test_damped_newton_says_that_it_stalls_where_newton_goes_up():
    path = minimize(saddle_between_minima(), damped_newton(), [0.0, 0.1], steps=20)
    assert path.ending == "stalled"
    assert path.steps == 0


def test_newton_thrown_far_by_a_flat_place_is_held_by_damping():
    f = Objective("sqrt(1 + x**2)", ["x"])
    thrown = minimize(f, newton(), [1.5], steps=20, tolerance=1e-9)
    assert thrown.ending in ("diverged", "not finite")
    held = minimize(f, damped_newton(), [1.5], steps=20, tolerance=1e-9)
    assert held.ending == "converged"


def test_singular_hessian_ends_in_words():
    path = minimize(Objective("x**3", ["x"]), newton(), [0.0], steps=3, tolerance=None)
    assert path.ending == "inflection"
    path = minimize(Objective("x + y**2", ["x", "y"]), newton(), [0.0, 1.0], steps=3)
    assert path.ending == "zero curvature"
    assert np.isfinite(path.x).all()


def test_model_that_was_followed_is_in_the_record():
    f = rosenbrock()
    path = minimize(f, trust_region(), [-1.2, 1.0], steps=10)
    for k in range(10):
        np.testing.assert_allclose(path.terms["hessian"][k], f.hessian(path.x[k]))
        model = path.model(k)
        accepted = path.terms["ratio"][k] > 0.15
        assert accepted == bool(np.any(path.step[k] != 0))
        if accepted:
            predicted = model(path.x[k]) - model(path.x[k + 1])
            np.testing.assert_allclose(predicted, path.terms["predicted_decrease"][k], rtol=1e-9)
            assert np.linalg.norm(path.step[k]) <= path.terms["radius"][k] * (1 + 1e-9)
    modified = minimize(saddle_between_minima(), modified_newton(), [0.5, 0.1], steps=3)
    shift = modified.terms["shift"][0]
    assert shift == pytest.approx(1e-3 + 2 - 3 * 0.1**2)
    np.testing.assert_allclose(
        modified.terms["hessian"][0], modified.terms["true_hessian"][0] + shift * np.eye(2)
    )


def test_bfgs_learns_the_inverse_hessian_of_a_quadratic():
    f = quadratic(8, rotation=0.3)
    path = minimize(f, bfgs(), [3.0, 4.0], steps=50, tolerance=1e-12)
    np.testing.assert_allclose(
        path.terms["inverse_hessian"][-1] @ f.hessian([0, 0]), np.eye(2), atol=1e-3
    )


def test_strong_wolfe_and_armijo_hold_in_every_step():
    f = rosenbrock()
    for method, c2 in ((bfgs(), 0.9), (conjugate_gradient(), 0.4), (damped_newton(), None)):
        path = minimize(f, method, [-1.2, 1.0], steps=40, tolerance=1e-6)
        slope = (path.g[:-1] * path.step).sum(axis=1)
        assert np.all(path.f[1:] <= path.f[:-1] + 1e-4 * slope * (1 - 1e-9))
        if c2:
            after = (path.g[1:] * path.step).sum(axis=1)
            assert np.all(np.abs(after) <= c2 * np.abs(slope) * (1 + 1e-9))


def test_many_starts_are_each_what_they_are_alone():
    f = styblinski_tang()
    starts = np.random.default_rng(3).uniform(-4, 4, size=(25, 2))
    for method in (bfgs(), lbfgs(3), conjugate_gradient(), trust_region(), modified_newton()):
        many = minimize(f, method, starts, steps=60, tolerance=1e-7)
        for b in range(0, 25, 6):
            alone = minimize(f, method, starts[b], steps=60, tolerance=1e-7)
            assert alone.ending == many.ending[b]
            assert alone.steps == many.steps[b]
            np.testing.assert_allclose(many.start(b).x, alone.x, rtol=1e-9, atol=1e-10)
        ended = many.steps < many.steps.max()
        assert ended.any()
        b = int(np.flatnonzero(ended)[0])
        assert np.isnan(
            many.terms["direction" if "direction" in many.terms else "ratio"][-1, b]
        ).all()


ROSENBROCK_RESIDUALS = SumOfSquares(["10*(y - x**2)", "1 - x"], "xy")


def test_gauss_newton_of_rosenbrock_needs_two_steps():
    path = minimize(ROSENBROCK_RESIDUALS, gauss_newton(), [-1.2, 1.0], steps=5, tolerance=1e-10)
    assert path.steps == 2
    np.testing.assert_allclose(path.x[-1], [1, 1])


def test_levenberg_marquardt_fits_what_scipy_fits():
    rng = np.random.default_rng(0)
    t = np.linspace(0, 4, 25)
    y = 2.5 * np.exp(-1.3 * t) + 0.5 + 0.02 * rng.normal(size=25)
    f = curve_fit("a*exp(-b*t) + c", "abc", "t", t, y)
    path = minimize(f, levenberg_marquardt(), [1.0, 0.1, 0.0], steps=100, tolerance=1e-9)
    oracle = optimize.least_squares(
        lambda p: p[0] * np.exp(-p[1] * t) + p[2] - y, [1.0, 0.1, 0.0], method="lm"
    )
    assert path.ending == "converged"
    np.testing.assert_allclose(path.x[-1], oracle.x, rtol=1e-6)
    np.testing.assert_allclose(path.f[-1], oracle.cost, rtol=1e-9)
    assert path.terms["damping"][-1] < path.terms["damping"][0]
    assert np.all(np.diff(path.f) <= 0)


def test_residuals_agree_with_the_function():
    f = ROSENBROCK_RESIDUALS
    points = np.random.default_rng(1).normal(size=(2, 7))
    r, jacobian = f.residuals(points), f.jacobians(points)
    np.testing.assert_allclose(0.5 * (r**2).sum(axis=0), f.values(points))
    np.testing.assert_allclose(np.einsum("mia,ma->ia", jacobian, r), f.gradients(points))


def test_bowl_by_steepest_descent_with_search():
    method = Method(SteepestDescent(), StrongWolfe(c2=0.1))
    path = minimize(quadratic(20), method, [20.0, 1.0], steps=500, tolerance=1e-8)
    assert path.status == "converged, zig-zag"


@pytest.mark.parametrize("function", ["x + y", "x + y^2", "x + y + z"])
def test_newton_without_curvature_along_the_slope_ends_without_a_next_point(function):
    objective = Objective(function)
    path = minimize(objective, newton(), [2.0] * objective.n, steps=5)
    assert (path.ending, path.steps) == ("zero curvature", 0)


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: Method(BFGS(), TrustRegion()), TypeError, "BFGS has none"),
        (lambda: Method(LBFGS(), Damping()), TypeError, "needs a matrix"),
        (lambda: StrongWolfe(0.5, 0.4), ValueError, "0 < c1 < c2 < 1"),
        (lambda: Armijo(shrink=1.0), ValueError, "between 0 and 1"),
        (lambda: FixedStep(0.0), ValueError, "must be positive"),
        (lambda: TrustRegion(radius=-1.0), ValueError, "0 < radius"),
        (lambda: TrustRegion(subproblem="best"), ValueError, '"exact" or "dogleg"'),
        (lambda: ModifiedNewton("other"), ValueError, '"shift" or "absolute"'),
        (lambda: ModifiedNewton(floor=0.0), ValueError, "must be positive"),
        (lambda: LBFGS(0), ValueError, "must hold 1 to 1000 steps"),
        (
            lambda: ConjugateGradient("best"),
            ValueError,
            r'kind is "pr\+", "fr", "hs" or "dy"',
        ),
        (lambda: Damping(0.0), ValueError, "must be positive"),
        (
            lambda: minimize(rosenbrock(), newton(), [0, 0], learning_rate=0.1),
            TypeError,
            "leave learning_rate out",
        ),
        (
            lambda: minimize(rosenbrock(), Method(GaussNewton(), Armijo()), [0, 0]),
            TypeError,
            "needs residuals",
        ),
    ],
)
def test_what_does_not_fit_is_refused(make, error, message):
    with pytest.raises(error, match=message):
        make()
