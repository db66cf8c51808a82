"""Gradient checks: right, wrong, kinked, and the error against the step."""

import numpy as np
import pytest
from matplotlib import pyplot

from linalg.errors import ShapeError
from optviz.gradient_checks.gradient_check import gradient_check
from optviz.objectives.gallery import GALLERY, rosenbrock
from optviz.objectives.objective import Objective
from optviz.objectives.rounding import noise_of


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
        f = Objective(text)
        # At 0 the formula of the fractional power's gradient, 0 / 0, has no value.
        gradient = f.gradient([x]) if np.isfinite(f.gradient([x])).all() else [0.0]
        assert gradient_check(f, [x], gradient).verdict != "kink"


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


@pytest.mark.parametrize(
    ("text", "x"),
    [
        ("abs(x)", [0.5]),
        ("abs(x)", [-0.5]),
        ("abs(x - y)**3", [0.5, 2.0]),
        ("sqrt(abs(x))*y", [-0.5, 1.0]),
        ("x*sign(x) + max(x, 2*y)", [-0.5, 3.0]),
        ("exp(-abs(x*y)) + abs(abs(x) - 2)", [0.5, -1.0]),
    ],
)
def test_a_complex_step_goes_through_a_modulus(text, x):
    record = gradient_check(Objective(text), x, formula="complex")
    assert record.verdict == "right"
    assert record.check()
    assert record.curve.error.min() < 1e-14


def test_a_complex_step_sees_the_kink_of_a_modulus():
    record = gradient_check(Objective("abs(x) + y"), [0.0, 1.0], formula="complex")
    assert record.verdicts == ("kink", "right")
    assert record.check()


def test_a_function_that_drops_the_complex_step_is_refused():
    with pytest.raises(ValueError, match="take central or forward differences"):
        gradient_check(lambda x: np.abs(x[0]), [0.5], [1.0], formula="complex")


@pytest.mark.parametrize(
    ("f", "x"),
    [(GALLERY["ackley"](), [0.0, 0.0]), (Objective("sqrt(x**2 + y**2)"), [0.0, 0.0])],
)
def test_where_the_function_has_no_gradient_there_is_none_to_check(f, x):
    with pytest.raises(ValueError, match=r"not differentiable at \(0, 0\): along coordinate 1"):
        gradient_check(f, x)


@pytest.mark.parametrize("text", ["(x**2)**(3/4)", "x*sqrt(abs(x))"])
def test_where_only_the_formula_of_the_gradient_has_no_value(text):
    with pytest.raises(ValueError, match="formula of the gradient has no finite value"):
        gradient_check(Objective(text), [0.0])


def test_a_kink_is_named_and_left_out_of_the_residual():
    record = gradient_check(Objective("abs(x) + y**2"), [1e-7, 1.0])
    check = record.check()
    assert check.holds
    assert "at a kink lies between the slopes" in check.relation
    assert check.worst_ratio < 0.1
    assert "There is a kink in component 1:" in str(record)
    assert record.low[0] < 0 < record.high[0]
    assert "kink" not in gradient_check(rosenbrock(), [0.0, 0.0]).check().relation


@pytest.mark.parametrize("text", ["x + 1e11", "x + 1e15", "sin(x) + 1e14"])
def test_what_cancellation_hides_is_undecided_and_the_page_says_one_thing(text):
    """The gradient is right; the difference is too inexact to say so."""
    record = gradient_check(Objective(text), [1.0])
    assert record.verdict == "undecided"
    assert record.unresolved == (0,)
    page = " ".join(str(record).split())
    assert "cannot tell in component 1" in page
    assert "says nothing for or against the gradient there" in page
    assert "as far as the difference can tell, holds within rounding" in page
    assert "does not hold" not in page
    assert gradient_check(Objective(text), [1.0], formula="complex").verdict == "right"


@pytest.mark.parametrize("text", ["x + 1e9", "x**2 + 1e10", "exp(x) + 1e8"])
def test_a_longer_step_sees_through_a_large_constant(text):
    record = gradient_check(Objective(text), [1.0])
    assert record.verdict == "right"
    assert abs(record.numeric - record.analytic) < record.estimate
    assert record.check()
    wrong = gradient_check(Objective(text), [1.0], 1.02 * record.analytic)
    assert wrong.verdict == "wrong"
    assert not wrong.check()


@pytest.mark.parametrize("terms", [10, 1000])
@pytest.mark.parametrize("constant", [0.0, 1e9])
def test_sums_of_many_terms_are_checked_to_their_own_rounding(terms, constant):
    """Σ(x - a)²: some components are small beside the sum, and one is 0."""
    a, x = np.random.default_rng(0).normal(size=(2, terms))
    x[0] = a[0]

    def f(x):
        return constant + np.sum((x - a) ** 2)

    record = gradient_check(f, x, lambda x: 2 * (x - a))
    assert set(record.verdicts) <= ({"right", "undecided"} if constant else {"right"})
    assert record.verdicts.count("right") >= 0.9 * terms
    assert record.check()
    assert "does not hold" not in str(record)
    assert record.numeric == pytest.approx(2 * (x - a), abs=1e-4 if constant else 1e-7)
    wrong = 2 * (x - a)
    wrong[1] *= 1.1
    assert gradient_check(f, x, wrong).verdicts[:3] == ("right", "wrong", "right")


def test_the_rounding_of_a_sum_that_cancels_is_measured():
    """The value is about 1, what is added up on the way 1e8: the noise is that of 1e8."""
    large = 1e8 * np.random.default_rng(1).normal(size=100)

    def f(x):
        return sum(large * x[0] ** 2) - sum(large) * x[0] ** 2 + x[0]

    assert 1e-9 < noise_of(f, np.array([1.3])) < 1e-5
    assert noise_of(lambda x: x[0], np.array([1.3])) < 1e-15
    record = gradient_check(f, [1.3], lambda x: np.ones(1))
    assert record.verdict == "right"
    assert 1e-9 < record.estimate[0] < 1e-3


def test_a_longer_step_does_not_look_at_another_part_of_the_function():
    record = gradient_check(Objective("1e9 + exp(-1000*x**2)"), [0.1])
    assert record.verdict != "wrong"
    assert abs(record.numeric - record.analytic) < record.estimate


def test_a_kink_beside_a_large_constant_is_seen_with_a_longer_step():
    for text in ("abs(x) + 1e9", "abs(x) + x**3 + 1e7"):
        record = gradient_check(Objective(text), [1e-7])
        assert record.verdict == "kink"
        assert record.check()


def test_components_that_are_equally_good_come_in_their_order():
    record = gradient_check(Objective("a + b + c + d + u"), [1.0, 2, 3, 4, 5], formula="complex")
    lines = str(record).partition("verdict\n")[2].splitlines()[1:6]
    assert [line.split()[0] for line in lines] == ["1", "2", "3", "4", "5"]
