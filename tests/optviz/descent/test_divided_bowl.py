"""A ravine on axes that a divider rescales."""

from dataclasses import replace

import numpy as np
import pytest

from optviz.descent.divided_bowl import STEPS, DividedBowl
from optviz.descent.eigen_errors import EigenErrors
from optviz.descent.minimize import minimize
from optviz.objectives.objective import Objective
from optviz.rules import AdaGrad, Adam, GradientDescent, RMSProp

RULES = [RMSProp(rho=0.9), AdaGrad(), Adam(beta1=0.7, beta2=0.99)]


def ravine(condition=20.0, start=(-4, 0.75)):
    return EigenErrors.of(np.diag([1.0, condition]), [0, 0], start)


def turned(condition, degrees):
    """½ uᵀ diag(1, κ) u, as an expression, with the ravine turned by an angle."""
    c, s = (f"{f(np.deg2rad(degrees)):.17f}" for f in (np.cos, np.sin))
    return Objective(f"(({c})*x + ({s})*y)^2/2 + {condition}/2*(({c})*y - ({s})*x)^2")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
@pytest.mark.parametrize("degrees", [0, 20, 45, 70])
def test_the_divider_is_that_of_the_rule_on_the_turned_function(rule, degrees):
    bowl = DividedBowl.of(ravine(), rule, 0.2)
    angle = np.deg2rad(degrees)
    path = minimize(turned(20, degrees), rule, bowl.start(angle), steps=STEPS, learning_rate=0.2)
    np.testing.assert_allclose(
        bowl.divider(angle), 0.2 / path.derived["effective_rate"][-1], rtol=1e-6
    )
    assert bowl.check()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_along_an_axis_it_becomes_rounder_and_turned_it_stays_long(rule):
    bowl = DividedBowl.of(ravine(), rule, 0.2)
    assert bowl.condition(0.0, 0.0) == pytest.approx(20)
    assert bowl.condition(0.0) < 8
    assert bowl.condition(np.pi / 4) > 19
    # Along the other axis it is the same again.
    assert bowl.condition(np.pi / 2) == pytest.approx(bowl.condition(0.0))


def test_after_one_gradient_only_the_start_is_left_of_the_ratio():
    """By hand: d = (λ₁e₁, λ₂e₂), so λ₂/d₂ : λ₁/d₁ = e₁ : e₂, here 4 : 1."""
    bowl = DividedBowl.of(ravine(start=(-4, 1)), RMSProp(rho=0.9), 1e-9)
    assert bowl.condition(0.0) == pytest.approx(4)


@pytest.mark.parametrize("angle", [0.0, 0.3, np.pi / 4])
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_the_start_keeps_its_distance(angle, share):
    bowl = DividedBowl.of(ravine(), RMSProp(rho=0.9), 0.2)
    moved = bowl.stretch(angle, share) * bowl.start(angle)
    assert np.linalg.norm(moved) == pytest.approx(np.hypot(4, 0.75))


def test_one_rate_for_all_coordinates_is_no_divider():
    with pytest.raises(ValueError, match="gd divides every coordinate by the same"):
        DividedBowl.of(ravine(), GradientDescent(), 0.1)
    with pytest.raises(ValueError, match="two variables"):
        DividedBowl.of(EigenErrors.of(np.eye(3), [0, 0, 0], [1, 1, 1]), RMSProp(), 0.1)


def test_wrong_curvatures_are_found():
    class Tampered(DividedBowl):
        def rescaled(self, angle, share=1.0):
            return super().rescaled(angle, share) + np.diag([0.1, 0.0])

    good = DividedBowl.of(ravine(), RMSProp(rho=0.9), 0.2)
    assert not Tampered(**vars(replace(good))).check()
