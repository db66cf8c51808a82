"""Gradient checks: right, wrong, kinked, and the error against the step."""

import numpy as np
import pytest
from matplotlib import pyplot

from linalg.errors import ShapeError
from optviz.gallery import GALLERY, rosenbrock
from optviz.gradient_check import gradient_check
from optviz.objective import Objective


@pytest.mark.parametrize("name", sorted(GALLERY))
def test_the_gallery_s_gradients_are_right(name):
    f = GALLERY[name]()
    low, high = np.array(f.domain or [(-1, 1)] * f.n).T
    x = np.random.default_rng(0).uniform(low, high)
    for formula in ("central", "complex"):
        record = gradient_check(f, x, formula=formula)
        assert record.verdict == "right"
        assert record.check()


def test_a_wrong_sign_a_wrong_factor_and_a_small_mistake():
    f = rosenbrock()
    x = np.array([-1.2, 1.0])
    true = f.gradient(x)
    assert gradient_check(f, x, -true).verdict == "wrong"
    assert gradient_check(f, x, true * [1, 2]).verdicts == ("right", "wrong")
    assert gradient_check(f, x, true * [1, 1 + 1e-3]).verdicts == ("right", "doubtful")
    assert not gradient_check(f, x, true * [1, 1 + 1e-3]).check()


def test_kink_is_told_from_a_mistake():
    f = Objective("abs(x) + y**2", ["x", "y"])
    record = gradient_check(f, [1e-7, 3.0])
    assert record.verdicts == ("kink", "right")
    assert record.check()
    assert "There is a kink" in str(record)
    assert gradient_check(f, [1e-7, 3.0], [1.5, 6.0]).verdicts[0] == "wrong"
    hinge = Objective("max(0, 1 - x)", ["x"])
    assert gradient_check(hinge, [1.0 - 1e-8]).verdict == "kink"
    assert gradient_check(hinge, [0.5]).verdict == "right"


def test_curvature_is_not_a_kink():
    steep = Objective("1e6*x**2", ["x"])
    assert gradient_check(steep, [1e-3]).verdict == "right"


def test_curve_shows_rounding_and_truncation():
    record = gradient_check(rosenbrock(), [-1.2, 1.0], formula="forward")
    assert 1e-11 < record.curve.best < 1e-7
    ax = record.plot()
    assert ax.get_xscale() == ax.get_yscale() == "log"
    assert len(ax.lines) == 3


def test_plain_functions():
    record = gradient_check(lambda x: np.sum(x**3), [1.0, -2.0, 0.5], lambda x: 3 * x**2)
    assert record.verdict == "right"
    np.testing.assert_allclose(record.numeric, record.analytic, rtol=1e-8)
    with pytest.raises(ValueError, match="needs its gradient"):
        gradient_check(lambda x: x[0], [1.0])
    with pytest.raises(ShapeError, match=r"shape \(1,\), the point \(2,\)"):
        gradient_check(lambda x: x[0], [1.0, 2.0], [1.0])


@pytest.mark.parametrize("target", ["text", "latex", "markdown", "typst", "html"])
def test_pages(target):
    assert getattr(gradient_check(rosenbrock(), [0.0, 0.0]), f"to_{target}")()


def test_a_wrong_gradient_is_told_from_a_doubtful_one():
    """Relative errors on both sides of a hundredth, and their size in the check."""
    f = Objective("x**2 + y**2")
    for factor, verdict in ((1.005, "doubtful"), (1.015, "wrong")):
        record = gradient_check(f, [1.0, 2.0], lambda p, c=factor: c * f.gradient(p))
        assert record.verdict == verdict
    negative = gradient_check(f, [-1.0, -2.0])
    assert negative.check()
    assert np.all(negative.check().bound > 0)


@pytest.mark.parametrize("text", ["abs(x)", "x + abs(x)", "1e-9*abs(x) + x**2", "abs(x - 3) + y"])
def test_a_kink_that_is_the_same_on_both_sides(text):
    f = Objective(text)
    record = gradient_check(f, [3.0 if "3" in text else 0.0, 1.0][: f.n])
    assert record.verdicts[0] == "kink"
    assert record.check()
    assert "There is a kink" in str(record)


@pytest.mark.parametrize("name", [name for name in sorted(GALLERY) if GALLERY[name]().minima])
def test_a_minimum_is_no_kink(name):
    f = GALLERY[name]()
    if name == "ackley":  # which has one there
        return
    assert "kink" not in gradient_check(f, f.minima[0]).verdicts


@pytest.mark.parametrize("text", ["x**2", "x**4", "(x**2)**(3/4)", "(1 - x)**2*1e6", "cos(x)"])
def test_a_smooth_place_is_no_kink(text):
    for x in (0.0, 1.0, np.pi):
        assert gradient_check(Objective(text), [x]).verdict != "kink"


@pytest.mark.parametrize(
    ("text", "x", "formula", "message"),
    [
        ("log(x)", -1.0, "central", r"no finite value at \(-1\)"),
        ("sqrt(x)", 0.0, "central", "leaves the function's domain"),
        ("x*sqrt(x)", 0.0, "central", "leaves the function's domain"),
        ("exp(x**2)", 26.6417, "central", "the range of floats"),
    ],
)
def test_where_there_is_nothing_to_compare(text, x, formula, message):
    with pytest.raises(ValueError, match=message):
        gradient_check(Objective(text), [x], formula=formula)


def test_a_gradient_that_is_no_number_is_wrong():
    record = gradient_check(Objective("x**2 + y"), [1.0, 2.0], [np.nan, np.inf])
    assert record.verdicts == ("wrong", "wrong")
    assert not record.check()
    assert record.to_text()
    pyplot.close(record.plot().figure)


@pytest.mark.parametrize(("text", "x"), [("log(x)", 0.5), ("x*sqrt(x) + y", 1e-9)])
def test_error_curves_end_where_the_domain_does(text, x):
    record = gradient_check(
        Objective(text), [x, 1.0][: len(Objective(text).names)], formula="forward"
    )
    assert np.isfinite(record.curve.error).all()
    assert np.isfinite(record.curve.truncation).all()
    pyplot.close(record.plot().figure)


def test_the_page_says_where():
    assert "At (-1.2, 1.0), a component a line:" in str(gradient_check(rosenbrock(), [-1.2, 1.0]))
