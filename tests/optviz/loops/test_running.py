"""Generated loops against the definition, for every rule: the same arithmetic, to the last bit."""

import numpy as np
import pytest

from optviz import loops, rules
from optviz.loops import plan_rule, run_rule
from optviz.objectives.gallery import beale, easom, rosenbrock, styblinski_tang
from optviz.objectives.objective import Objective


def run_one(f, rule, start, rates, tolerance):
    return loops.run_one(f, plan_rule(rule, start), start, rates, tolerance)


def run_many(f, rule, starts, rates, tolerance):
    return loops.run_many(f, plan_rule(rule, starts), starts, rates, tolerance)


RULES = [
    rules.GradientDescent(),
    rules.GradientDescent(weight_decay=0.1),
    rules.Momentum(dampening=0.5),
    rules.Momentum(convention="cs231n"),
    rules.Nesterov(),
    rules.AdaGrad(rate_decay=0.01),
    rules.AdaGrad(convention="keras"),
    rules.Adadelta(),
    rules.RMSProp(centred=True, momentum=0.5),
    rules.RMSProp(convention="keras"),
    rules.Adam(),
    rules.Adam(bias_correction=False),
    rules.Adam(convention="keras", weight_decay=0.01),
    rules.AdamW(),
    rules.AdamW(convention="paper"),
    rules.AMSGrad(),
    rules.Adamax(),
    rules.NAdam(),
    rules.Lion(weight_decay=0.1),
    rules.RAdam(),
    rules.RAdam(convention="optax", beta2=0.9),
    rules.RAdam(convention="paper"),
    rules.Rprop(),
    rules.ScheduleFree(),
    rules.Momentum(convention="autograd"),
    rules.Momentum(convention="mlx", dampening=0.5),
    rules.AMSGrad(convention="optax"),
    rules.NAdam(convention="optax"),
]
START = np.array([[0.5], [0.7]])
RATES = np.full(150, 1e-3)


def assert_same(ours, theirs, start=slice(None)):
    """Two runs are equal to the bit, a start of the second taken."""
    np.testing.assert_array_equal(ours.x, theirs.x[..., start])
    np.testing.assert_array_equal(ours.g, theirs.g[..., start])
    np.testing.assert_array_equal(ours.f, theirs.f[..., start])
    for name, term in ours.terms.items():
        np.testing.assert_array_equal(term, theirs.terms[name][..., start], err_msg=name)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: f"{r.name}-{r.convention}")
def test_floats_arrays_and_definition_agree(rule):
    f = beale()
    rng = np.random.default_rng(0)
    many = np.concatenate([START, rng.uniform(0, 0.8, size=(2, 4))], axis=1)
    definition = run_rule(f, rule, many, RATES, None)
    assert_same(run_many(f, rule, many, RATES, None), definition)
    assert_same(run_one(f, rule, START, RATES, None), definition, slice(0, 1))


def test_transcendental_functions_agree_to_rounding():
    f = easom()
    start = np.array([[2.5], [3.5]])
    one = run_one(f, rules.Adam(), start, np.full(50, 0.01), None)
    many = run_many(f, rules.Adam(), start, np.full(50, 0.01), None)
    np.testing.assert_allclose(one.x, many.x, rtol=1e-13)


def test_changing_rates_and_hyperparameters_per_start():
    f = rosenbrock()
    rates = np.linspace(1e-4, 1e-3, 80)[:, None] * np.array([1.0, 0.5, 0.1])
    rule = rules.Adam(beta1=[0.5, 0.8, 0.9], epsilon=1e-6)
    starts = np.array([[-1.0, 0.0, 1.5], [1.0, 0.5, -0.5]])
    many = run_many(f, rule, starts, rates, None)
    assert_same(many, run_rule(f, rule, starts, rates, None))
    for b, beta1 in enumerate(rule.beta1):
        alone = rules.Adam(beta1=float(beta1), epsilon=1e-6)
        assert_same(run_one(f, alone, starts[:, [b]], rates[:, b], None), many, slice(b, b + 1))


def test_blocks_of_starts_agree_with_each_alone():
    f = styblinski_tang(3)
    starts = np.random.default_rng(1).uniform(-4, 4, size=(3, 5000))
    many = run_many(f, rules.Momentum(), starts, np.full(20, 1e-3), None)
    for b in (0, 4095, 4096, 4999):
        one = run_one(f, rules.Momentum(), starts[:, [b]], np.full(20, 1e-3), None)
        assert_same(one, many, slice(b, b + 1))


def test_tolerance_ends_a_run_where_the_gradient_is_small():
    f = Objective("x**2 + 10*y**2")
    start = np.array([[4.0], [1.0]])
    rates = np.full(1000, 0.05)
    one = run_one(f, rules.GradientDescent(), start, rates, 1e-3)
    assert np.abs(one.g[-1]).max() <= 1e-3 < np.abs(one.g[-2]).max()
    definition = run_rule(f, rules.GradientDescent(), start, rates, 1e-3)
    assert_same(one, definition)
    many = run_many(f, rules.GradientDescent(), start, rates, 1e-3)
    assert len(one.x) <= len(many.x) < 1000


def test_a_value_that_does_not_exist_ends_the_run_at_its_point():
    f = Objective("log(x) + 1/x", ["x"])
    overshoot = run_one(f, rules.GradientDescent(), np.array([[2.0]]), np.full(10, 8.0), None)
    assert overshoot.x[:2, 0, 0].tolist() == [2.0, 0.0]
    assert not np.isfinite(overshoot.f[1, 0])
    assert not np.isfinite(overshoot.x[2, 0, 0])


def test_no_steps():
    f = beale()
    for run in (run_rule, run_one, run_many):
        made = run(f, rules.Adam(), START, np.empty(0), None)
        assert made.x.shape == (1, 2, 1)
        assert made.f[0, 0] == f(START[:, 0])
