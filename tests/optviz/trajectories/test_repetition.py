"""A trajectory proves itself, and a tampered one does not."""

import dataclasses

import numpy as np
import pytest

from optviz.descent.compare import compare
from optviz.descent.methods import METHODS
from optviz.descent.minimize import minimize
from optviz.objectives.data_objectives import LeastSquares, Sampled
from optviz.objectives.gallery import easom, rosenbrock
from optviz.rules import Adam, AdamW, ClipNorm, GradientDescent, Momentum, Noise, WithParts
from optviz.schedules.schedules import Cosine
from optviz.second_order import bfgs, newton, trust_region

NAMES = sorted(set(METHODS) - {"gauss_newton", "levenberg_marquardt"})
STARTS = np.array([[-1.2, 1.0], [0.0, 0.5], [1.5, -0.5]])


@pytest.mark.parametrize("name", NAMES)
def test_every_method_proves_its_steps(name):
    for start in (STARTS[0], STARTS):
        path = minimize(rosenbrock(), METHODS[name](), start, steps=30, tolerance=1e-6)
        check = path.check()
        assert check, str(check)


def test_functions_whose_kernels_differ_by_rounding():
    assert minimize(easom(), Adam(), [2.5, 3.5], steps=40, learning_rate=0.05).check()


def test_parts_schedules_and_hyperparameters_of_each_start():
    f = rosenbrock()
    rule = WithParts(Momentum(), [ClipNorm(1.0), Noise(0.01)])
    assert minimize(f, rule, STARTS[0], steps=20, learning_rate=Cosine(1e-3, 20)).check()
    grid = AdamW(beta1=[0.5, 0.9, 0.95], convention="paper", weight_decay=1e-3)
    assert minimize(f, grid, STARTS, steps=20, learning_rate=[0.1, 0.2, 0.3]).check()


def test_sampled_gradients_are_not_held_against_the_whole():
    rng = np.random.default_rng(0)
    f = Sampled(LeastSquares(rng.normal(size=(40, 3)), rng.normal(size=40)), 4)
    assert minimize(f, GradientDescent(), np.zeros(3), steps=20, learning_rate=0.1).check()


@pytest.mark.parametrize("method", [Adam(), bfgs(), newton(), trust_region()])
def test_tampering_is_seen(method):
    path = minimize(rosenbrock(), method, [-1.2, 1.0], steps=10)
    assert path.check()
    for name, amount in (("x", 1e-6), ("f", 1e-5), ("g", 1e-4)):
        array = getattr(path, name).copy()
        array[4] += amount
        assert not dataclasses.replace(path, **{name: array}).check(), name


def test_a_step_from_another_rule_is_seen():
    path = minimize(rosenbrock(), Adam(), [-1.2, 1.0], steps=10)
    assert not dataclasses.replace(path, method=Adam(beta1=0.8)).check()
    assert not dataclasses.replace(path, learning_rate=2 * path.learning_rate).check()


def test_no_steps_hold():
    assert minimize(rosenbrock(), Adam(), [1.0, 1.0], steps=0).check()
    assert minimize(rosenbrock(), bfgs(), [1.0, 1.0], steps=5, tolerance=1e-6).check()


def test_races():
    assert compare(rosenbrock(), "gd, adam, newton, bfgs", [-1.2, 1], steps=30).check()
