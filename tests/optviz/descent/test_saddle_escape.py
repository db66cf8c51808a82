"""Rules that begin beside a saddle."""

from dataclasses import replace

import numpy as np
import pytest

from optviz.descent.compare import compare
from optviz.descent.saddle_escape import AWAY, BESIDE, saddle_escape
from optviz.objectives.gallery import himmelblau, rosenbrock, saddle_between_minima
from optviz.objectives.objective import Objective

SQUARE = ((-2.0, 2.0), (-2.0, 2.0))


def escape(objective, rules="gd(lr=0.1), adam(lr=0.1)", start=(1.0, 0.5), window=SQUARE):
    return saddle_escape(compare(objective, rules, list(start), steps=80), window)


@pytest.mark.parametrize("rate", [0.05, 0.1, 0.3])
def test_gradient_descent_leaves_as_its_factor_says(rate):
    """By hand, on x² - y²: a step multiplies the distance by 1 + 2η, from BESIDE to AWAY."""
    found = escape(Objective("x^2 - y^2"), f"gd(lr={rate}), momentum(lr={rate})")
    steps = int(np.ceil(np.log(AWAY / BESIDE) / np.log(1 + 2 * rate)))
    assert found.left()[f"gd(lr={rate})"] == steps
    assert found.left()[f"momentum(lr={rate})"] < steps
    np.testing.assert_allclose(
        found.distances(f"gd(lr={rate})")[:2] / 4, BESIDE * np.array([1, 1 + 2 * rate])
    )
    assert found.check()


def test_a_divider_leaves_first():
    left = escape(saddle_between_minima(), "gd(lr=0.1), rmsprop(lr=0.1), adam(lr=0.1)").left()
    gd, rmsprop, adam = left.values()
    assert rmsprop < adam < gd


def test_who_stays_has_not_left():
    left = escape(Objective("x^2 - y^2"), "gd(lr=0.001), adam(lr=0.1)").left()
    assert left["gd(lr=0.001)"] is None
    assert left["adam(lr=0.1)"] is not None


def test_it_is_the_nearest_saddle():
    """Himmelblau's function has four; this one by Newton's method of SciPy, from (0.1, 2.9)."""
    found = escape(himmelblau(), start=(0.0, 2.5), window=((-5, 5), (-5, 5)))
    np.testing.assert_allclose(found.saddle, [0.086678, 2.884255], atol=1e-5)


@pytest.mark.parametrize(
    "objective",
    [
        Objective("x^2 + y^2"),
        rosenbrock(),
        Objective("x + y"),
        Objective("x^2*y^2"),
        Objective("x^2 - (y - 5)^2"),  # out of sight
        Objective("x^3 - 3*x*y^2"),  # a monkey's, without curvature
    ],
    ids=lambda f: str(f.expression),
)
def test_where_none_is_seen_there_is_none(objective):
    assert escape(objective, "gd(lr=0.001), adam(lr=0.1)") is None


def test_what_is_no_saddle_is_found_out():
    good = escape(Objective("x^2 - y^2"))
    assert not replace(good, saddle=np.array([0.5, 0.0])).check()
    assert not replace(good, out=np.array([1.0, 0.0])).check()
