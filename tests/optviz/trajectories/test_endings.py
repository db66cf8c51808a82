"""A descent ends with the right word: what is known of the ground there, and no more."""

from pathlib import Path

import numpy as np
import pytest

from linalg.page import to_text
from optviz.descent.minimize import minimize
from optviz.objectives.data_objectives import LogisticRegression
from optviz.objectives.objective import Objective
from optviz.objectives.residuals import SumOfSquares
from optviz.rules import GradientDescent
from optviz.second_order import (
    bfgs,
    damped_newton,
    gauss_newton,
    levenberg_marquardt,
    modified_newton,
    newton,
    trust_region,
)
from optviz.trajectories.endings import MEANINGS
from optviz.trajectories.stationary import is_tail, kinds_of_ground

GUIDE = Path(__file__).parents[3] / "docs" / "optimisation" / "descent.md"
METHODS = [newton(), bfgs(), damped_newton(), trust_region()]
SEPARABLE = ([[1, 1], [2, 1], [-1, 1], [-2, 1]], [1, 1, -1, -1])


def ending(function, start, method, **options):
    f = Objective(function) if isinstance(function, str) else function
    return minimize(f, method, start, steps=100, **options).ending


def kind(function, *point):
    return kinds_of_ground(Objective(function), np.array(point, dtype=float)[:, None])[0]


@pytest.mark.parametrize("tolerance", [None, 1e-8])
@pytest.mark.parametrize("method", METHODS, ids=lambda m: m.name)
def test_no_saddle_and_no_minimum_is_seen_on_a_tail(method, tolerance):
    assert ending("exp(-x^2 - y^2)", [2, 2], method, tolerance=tolerance) == "flat tail"
    assert ending("exp(-x^2)", [3], method, tolerance=tolerance) == "flat tail"
    assert ending("1 + exp(-x^2)", [3], method, tolerance=1e-8) == "flat tail"
    assert ending("1/x", [1], method, tolerance=1e-8) == "flat tail"


@pytest.mark.parametrize("tolerance", [None, 1e-8])
@pytest.mark.parametrize(
    ("function", "start", "word"),
    [
        ("x^2*exp(-x^2)", 30, "flat tail"),  # 900 exp(-900) is no float
        ("x^2*exp(-x^2)", 20, "flat tail"),
        ("x^2*exp(-x^2)", 0, "converged"),
        (SumOfSquares(["x*exp(-x)"]), 800, "flat tail"),
        ("max(x, 0)^2", -1, "converged"),  # level, and 0 itself
        ("x^2", 1e-200, "converged"),  # its square is no float, and the minimum is near
        ("abs(x)", 0, "converged"),
    ],
    ids=str,
)
def test_a_value_too_small_for_floats_is_no_lowest_value(function, start, word, tolerance):
    assert ending(function, [start], GradientDescent(), tolerance=tolerance) == word


@pytest.mark.parametrize("tolerance", [None, 1e-8])
@pytest.mark.parametrize("method", METHODS, ids=lambda m: m.name)
def test_a_minimum_that_is_not_isolated_is_no_saddle(method, tolerance):
    """The Hessian of x²y² at (ε, ε) has the eigenvalues 6ε² and -2ε²."""
    assert ending("x^2*y^2", [1, 1], method, tolerance=tolerance) == "converged"
    assert ending("x^2*y^2 - 1", [1, 1], method, tolerance=tolerance) == "converged"


@pytest.mark.parametrize(
    ("function", "word"),
    [("-x^4", "maximum"), ("x^4/4 - x^3/3", "inflection"), ("x^4", "converged")],
)
@pytest.mark.parametrize("method", [GradientDescent(), *METHODS], ids=lambda m: m.name)
def test_the_same_point_has_one_name_for_every_method(function, word, method):
    assert ending(function, [0], method) == word


@pytest.mark.parametrize("tolerance", [None, 1e-8])
def test_an_inflection_that_is_approached_is_no_minimum(tolerance):
    for method in (newton(), damped_newton(), trust_region()):
        assert ending("x^3", [1], method, tolerance=tolerance) == "inflection"


@pytest.mark.parametrize("method", [newton(), damped_newton()], ids=lambda m: m.name)
def test_newton_meets_a_curvature_of_0(method):
    """x³/3 + x from 1: x - (x² + 1)/(2x) = 0, where f'' = 0 and f' = 1."""
    path = minimize(Objective("x^3/3 + x"), method, [1.0], steps=9)
    assert (path.ending, path.steps, path.x[-1].tolist()) == ("zero curvature", 1, [0.0])


@pytest.mark.parametrize("method", METHODS, ids=lambda m: m.name)
def test_separable_data_have_no_minimum(method):
    assert ending(LogisticRegression(*SEPARABLE), [0, 0], method, tolerance=1e-8) == "no minimum"
    held = LogisticRegression(*SEPARABLE, penalty=0.1)
    assert ending(held, [0, 0], method, tolerance=1e-8) == "converged"
    mixed = LogisticRegression([[1.0], [2.0], [-1.0]], [1, -1, 1])
    assert ending(mixed, [0], method, tolerance=1e-8) == "converged"


@pytest.mark.parametrize("method", METHODS, ids=lambda m: m.name)
@pytest.mark.parametrize("start", [(3, 3), (3, 5), (-7, 2)])
def test_a_valley_is_met_at_the_point_nearest_to_the_start(method, start):
    """The projection of the start onto ax + by = c moves along (a, b) only."""
    for f, normal, level in [
        ("(x + y - 2)^2", np.array([1.0, 1.0]), 2.0),
        ("(x/10 + 3*y/10 - 2)^2", np.array([0.1, 0.3]), 2.0),
    ]:
        path = minimize(Objective(f), method, start, steps=60, tolerance=1e-10)
        nearest = start - normal * (normal @ start - level) / (normal @ normal)
        np.testing.assert_allclose(path.x[-1], nearest, atol=1e-9)
        assert path.ending == "converged"


@pytest.mark.parametrize("method", [gauss_newton(), levenberg_marquardt()], ids=lambda m: m.name)
def test_least_squares_meet_a_valley_there_too(method):
    f = SumOfSquares(["x/10 + 3*y/10 - 2"])
    path = minimize(f, method, [3.0, 5.0], steps=60, tolerance=1e-10)
    np.testing.assert_allclose(path.x[-1], [3.2, 5.6], atol=1e-8)
    assert path.ending == "converged"


def test_zero_of_a_sum_of_squares_is_a_minimum_whatever_the_hessian():
    assert ending("(x*y)^2 + (x - y)^4", [1, 2], newton(), tolerance=1e-12) == "converged"
    assert kind("(x^2 + y^2)^(2/3)", 0, 0) == "converged"
    assert kind("abs(x)", 0) == "converged"


def test_a_small_scale_is_no_arrival():
    """The gradient of 1e-9·x² is within 1e-8 wherever |x| < 5."""
    assert ending("1e-9*x^2", [1], GradientDescent()) == "step limit"
    assert ending("1e-9*x^2", [1], newton()) == "converged"
    assert ending("1e12*(x - 1)^2", [3], newton()) == "converged"


@pytest.mark.parametrize(
    ("function", "point", "word"),
    [
        ("(y - x^2)*(y - 3*x^2)", (0, 0), "saddle point"),  # Peano's: a minimum along every line
        ("(y - x^2)^2", (0, 0), "converged"),
        ("x^3*y^3", (0, 0), "saddle point"),
        ("x^3 + y^2", (0, 0), "saddle point"),
        ("x^5", (0,), "inflection"),
        ("-x^6 - y^4", (0, 0), "maximum"),
        ("x^4/4 - 1e-6*x^2/2", (0,), "maximum"),  # minima 0.001 away
        ("1e9 + x^2", (0,), "converged"),
        ("0*x + 1", (0,), "flat"),
        ("sqrt(x^2 + 1) - x", (1e9,), "flat"),  # equal values in floats: nothing can be told
        ("20 + x^2 + y^2 - 10*cos(2*pi*x) - 10*cos(2*pi*y)", (0, 0), "converged"),
    ],
)
def test_values_around_decide(function, point, word):
    f = Objective(function, ["x", "y"][: len(point)])
    assert kinds_of_ground(f, np.array(point, dtype=float)[:, None])[0] == word


def test_a_minimum_near_or_far_is_no_tail():
    for f, x in [("x^4", 1e-3), ("x^8", 0.1), ("(x - 300)^2", 250.0), ("max(x, 0)^2", 1e-9)]:
        assert not is_tail(Objective(f), np.array([[x]]))[0]
    assert is_tail(Objective("exp(-x)"), np.array([[30.0]]))[0]


def test_many_starts_are_judged_each_for_itself():
    f = Objective("x^4/4 - x^3/3")
    points = np.array([[0.0, 1.0]])
    assert kinds_of_ground(f, points).tolist() == ["inflection", "converged"]


def test_every_word_has_a_meaning():
    path = minimize(Objective("x^2*y^2"), newton(), [1, 1], steps=50)
    text = " ".join(to_text(path.page()).split())
    assert MEANINGS["converged"] in text
    assert "may be one of many" in text


def test_the_guide_says_what_each_word_means():
    table = GUIDE.read_text("utf-8").partition("| word | meaning |")[2].partition("\n\n")[0]
    rows = [row.strip("| ").split(" | ") for row in table.splitlines() if row.startswith("| ")]
    assert dict(rows) == MEANINGS


@pytest.mark.parametrize(
    ("function", "start"),
    [
        ("log(x)", [2]),  # Newton doubles x for ever: no maximum is there
        ("log(x) + y^2", [2, 1]),
        ("log(x) - y^2", [2, 1]),
        ("-exp(-x^2)", [3]),
        ("-exp(-x^2) + y^2", [3, 1]),
        ("-1/x", [1]),
    ],
)
def test_newton_that_climbs_for_ever_reaches_no_level_place(function, start):
    assert ending(function, start, newton()) == "flat tail"


def test_real_tops_and_saddles_keep_their_names():
    for function, word in (
        ("-x^2", "maximum"),
        ("x^2 - y^2", "saddle point"),
        ("1e6*x^2 - y^2", "saddle point"),
        ("exp(-x^2 - y^2)", "maximum"),
        ("x^3", "inflection"),
    ):
        n = 2 if "y" in function else 1
        assert kind(function, *[1e-7] * n) == word


@pytest.mark.parametrize("method", [bfgs(), trust_region()], ids=lambda m: m.name)
def test_the_least_value_that_there_can_be_is_reached_on_a_kink_too(method):
    """The slope of max(x, 0) at 0 is ½, and no value is below 0."""
    path = minimize(Objective("max(x, 0)"), method, [1], steps=20)
    assert (path.ending, path.f[-1]) == ("converged", 0)


def test_modified_newton_beside_a_wall_does_not_speak_of_curvature_0():
    """The curvature of log x at 1e-7 is -1e14, beside which a floor of 1e-3 is rounding."""
    for function in ("log(x)", "sqrt(x)"):
        assert ending(function, [2], modified_newton()) != "zero curvature"
