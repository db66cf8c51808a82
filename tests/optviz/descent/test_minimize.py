"""minimize: shapes, endings, refusals, and numbers that can be worked out by hand."""

import numpy as np
import pytest

from linalg.errors import LimitError, LinalgError, ParseError, ShapeError
from optviz.descent.minimize import minimize
from optviz.objectives.gallery import quadratic, rosenbrock, saddle_between_minima
from optviz.objectives.objective import Objective
from optviz.rules import Adam, ClipNorm, GradientDescent, Momentum, Noise, WithParts
from optviz.schedules.schedules import Cosine
from optviz.second_order import newton
from optviz.trajectories.diagnosis import best_fixed_rate, steps_to

BOWL = Objective("x**2 + 10*y**2")


def test_best_fixed_step_on_a_quadratic_of_condition_100():
    """Boyd and Vandenberghe, 9.3: a factor (κ - 1)/(κ + 1) = 0.980198, 691 steps to 1e-6."""
    f = quadratic(condition=100)
    rate = best_fixed_rate([1, 100])
    path = minimize(f, GradientDescent(), [100, 1], steps=691, learning_rate=rate)
    distance = np.linalg.norm(path.x, axis=1)
    np.testing.assert_allclose(distance[1:] / distance[:-1], 99 / 101, rtol=1e-9)
    np.testing.assert_allclose(path.f[1:] / path.f[:-1], (99 / 101) ** 2, rtol=1e-9)
    assert distance[691] / distance[0] <= 1e-6 < distance[690] / distance[0]
    assert steps_to(1e-6, 99 / 101) == 691


def test_shapes_of_one_and_of_many():
    one = minimize(BOWL, Adam(), [4, 1], steps=7)
    assert one.x.shape == one.g.shape == (8, 2)
    assert one.f.shape == (8,)
    assert one.learning_rate.shape == (7,)
    assert one.terms["m"].shape == (7, 2)
    assert (one.steps, one.ending) == (7, "step limit")
    many = minimize(BOWL, Adam(), np.ones((5, 2)), steps=7, learning_rate=Cosine(0.1, 7))
    assert many.x.shape == many.g.shape == (8, 5, 2)
    assert many.f.shape == (8, 5)
    assert many.terms["v"].shape == (7, 5, 2)
    assert many.derived["m_hat"].shape == (7, 5, 2)
    assert many.steps.tolist() == [7] * 5
    np.testing.assert_array_equal(many.start(3).x, many.x[:, 3])


def test_a_grid_of_rates_and_momenta_is_one_call():
    rates, momenta = (a.ravel() for a in np.meshgrid([0.01, 0.02, 0.04], [0.0, 0.5, 0.9]))
    grid = minimize(BOWL, Momentum(momentum=momenta), [4, 1], steps=30, learning_rate=rates)
    assert grid.x.shape == (31, 9, 2)
    for b in range(9):
        rule = Momentum(momentum=float(momenta[b]))
        alone = minimize(BOWL, rule, [4, 1], steps=30, learning_rate=float(rates[b]))
        np.testing.assert_array_equal(alone.x, grid.x[:, b])


def test_derived_terms_of_a_batch_are_those_of_each_start():
    rule = Adam(beta1=[0.5, 0.9])
    batch = minimize(BOWL, rule, [4, 1], steps=5, learning_rate=[0.1, 0.2])
    for b, (beta1, rate) in enumerate([(0.5, 0.1), (0.9, 0.2)]):
        alone = minimize(BOWL, Adam(beta1=beta1), [4, 1], steps=5, learning_rate=rate)
        for name, value in alone.derived.items():
            np.testing.assert_allclose(batch.derived[name][:, b], value, rtol=1e-14)
        np.testing.assert_allclose(alone.step, -rate * alone.derived["direction"], rtol=1e-12)


def test_converged_start_stays_where_it_was():
    path = minimize(
        BOWL, GradientDescent(), [[4, 1], [1e-9, 0]], steps=400, learning_rate=0.05, tolerance=1e-6
    )
    assert path.ending.tolist() == ["converged", "converged"]
    assert path.steps[1] == 0
    assert len(path.x) == path.steps[0] + 1 < 400
    assert np.all(path.x[:, 1] == path.x[0, 1])
    first = minimize(BOWL, GradientDescent(), [4, 1], steps=400, learning_rate=0.05, tolerance=1e-6)
    assert first.steps == path.steps[0]
    np.testing.assert_array_equal(first.x, path.x[:, 0])


def test_start_on_a_saddle_is_named():
    f = saddle_between_minima()
    assert minimize(f, GradientDescent(), [0, 0], steps=5).ending == "saddle point"
    assert minimize(Objective("-x**2"), GradientDescent(), [0], steps=5).ending == "maximum"


def test_divergence_is_named_and_the_path_ends_there():
    path = minimize(BOWL, GradientDescent(), [4, 1], steps=1000, learning_rate=0.2)
    assert path.ending == "diverged"
    assert path.steps < 100
    assert np.isfinite(path.x).all()
    assert np.isfinite(path.f).all()
    quartic = minimize(
        Objective("x**4"), GradientDescent(), [[3.0], [0.1]], steps=50, learning_rate=1
    )
    assert quartic.ending.tolist() == ["diverged", "step limit"]
    assert np.isfinite(quartic.x).all()


def test_leaving_the_domain_is_named_and_nothing_invented():
    f = Objective("log(x) + x", ["x"])
    path = minimize(f, GradientDescent(), [0.5], steps=10, learning_rate=0.5)
    assert path.ending == "not finite"
    assert path.steps == 0
    assert path.x.tolist() == [[0.5]]


def test_many_starts_end_each_in_its_own_way():
    f = Objective("x**4/4 - x**2/2", ["x"])
    path = minimize(
        f, GradientDescent(), [[0.5], [0.0], [30.0], [1.0]], steps=300, learning_rate=0.1,
        tolerance=1e-9,
    )  # fmt: skip
    assert path.ending.tolist() == ["converged", "saddle point", "diverged", "converged"] or (
        path.ending.tolist() == ["converged", "maximum", "diverged", "converged"]
    )
    assert path.steps[1] == path.steps[3] == 0
    np.testing.assert_allclose(path.x[-1, 0], 1, atol=1e-8)


def test_parts_are_recorded():
    rule = WithParts(GradientDescent(), [ClipNorm(1.0), Noise(0.01, seed=1)])
    path = minimize(BOWL, rule, [40, 10], steps=5, learning_rate=0.1)
    np.testing.assert_allclose(path.step, -0.1 * path.terms["used_gradient"], rtol=1e-6)
    np.testing.assert_allclose(path.g[0], [80, 200])
    again = minimize(BOWL, rule, [40, 10], steps=5, learning_rate=0.1)
    np.testing.assert_array_equal(path.x, again.x)


def test_bytes_are_those_of_the_arrays():
    path = minimize(BOWL, Adam(), np.ones((100, 2)), steps=50)
    assert path.nbytes == 8 * 100 * (51 * 5 + 50 * 4) + 8 * 50


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: minimize(BOWL, Adam(), [1, 2, 3]), ShapeError, "the 2 coordinates x, y"),
        (lambda: minimize(BOWL, Adam(), 3.0), ShapeError, "the 2 coordinates x, y"),
        (lambda: minimize(BOWL, Adam(), [1, 2], learning_rate=0), ValueError, "must be a positive"),
        (lambda: minimize(BOWL, Adam(), [1, 2], steps=-1), ValueError, "steps must be at least 0"),
        (
            lambda: minimize(BOWL, Adam(beta1=[0.1, 0.2]), np.ones((3, 2))),
            ShapeError,
            r"batches of \[2, 3\]",
        ),
        (
            lambda: minimize(Objective("log(x)"), Adam(), [-1.0]),
            ValueError,
            r"no finite value at the start \(-1\): nan",
        ),
        (
            lambda: minimize(BOWL, Adam(), [[1, 2], [float("nan"), 2]]),
            ValueError,
            r"at the start \(nan, 2\)",
        ),
        (
            lambda: minimize(BOWL, Adam(), np.ones((10**6, 2)), steps=10**4),
            LimitError,
            "take fewer starts or steps",
        ),
        (lambda: Objective("x + z", ["x", "y"]), ParseError, "z"),
        (lambda: Objective("3"), ShapeError, "constant"),
        (lambda: Objective("x + y", ["x", "x"]), LinalgError, "twice"),
    ],
)
def test_bad_input_is_refused(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_rosenbrock_by_adam_finds_its_minimum():
    path = minimize(rosenbrock(), Adam(), [-1.2, 1], steps=4000, learning_rate=0.05)
    np.testing.assert_allclose(path.x[-1], [1, 1], atol=1e-3)


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"steps": 2.5}, TypeError, "a whole number, got 2.5"),
        ({"steps": "10"}, TypeError, "a whole number"),
        ({"steps": 10**12}, LimitError, "GiB"),
        ({"steps": 10**12, "method": newton()}, LimitError, "GiB"),
        ({"tolerance": float("nan")}, ValueError, "a tolerance is at least 0"),
        ({"tolerance": -1e-9}, ValueError, "a tolerance is at least 0"),
        ({"learning_rate": [[0.1, 0.2]]}, ShapeError, "one a start"),
        ({"learning_rate": []}, ShapeError, "one a start"),
        ({"x0": np.zeros((0, 2))}, ShapeError, "shape \\(0, 2\\)"),
        ({"method": GradientDescent}, TypeError, "made by calls"),
        ({"method": "gd"}, TypeError, "made by calls"),
        ({"objective": "x**2"}, TypeError, "no objective; one is made by"),
    ],
)
def test_what_cannot_be_run_is_refused_before_a_step(change, error, message):
    given = {"objective": rosenbrock(), "method": GradientDescent(), "x0": [0, 0], **change}
    with pytest.raises(error, match=message):
        minimize(**given)


def test_a_grid_of_rates_without_steps():
    path = minimize(rosenbrock(), GradientDescent(), [0, 0], steps=0, learning_rate=[0.1, 0.2])
    assert path.x.shape == (1, 2, 2)
    assert path.learning_rate.shape == (0, 2)


def test_a_start_without_a_gradient():
    """The distance from the origin has no slope there."""
    with pytest.raises(ValueError, match=r"no gradient at the start \(0, 0\): start beside it"):
        minimize(Objective("sqrt(x**2 + y**2)"), Adam(), [0, 0])


@pytest.mark.parametrize(
    ("f", "at", "ending"),
    [
        ("-x**4", [0], "maximum"),
        ("x**3", [0], "inflection"),
        ("x**3 - 3*x*y**2", [0, 0], "saddle point"),
        ("x**4 + y**4", [0, 0], "converged"),
        ("(x + y)**2", [1, -1], "converged"),
        ("x**2 + 1e-12*y**2", [0, 0], "converged"),
        ("x**2 - y**4", [0, 0], "saddle point"),
    ],
)
def test_where_the_hessian_does_not_tell(f, at, ending):
    assert (
        minimize(Objective(f), GradientDescent(), at, steps=3, learning_rate=0.1).ending == ending
    )
