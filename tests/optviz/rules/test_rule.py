"""What holds for every rule, whoever's numbers it agrees with."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optviz import Objective, minimize, rules
from optviz.rules import AdaGrad, Adam, AdamW, AMSGrad, GradientDescent, Lion, Momentum, Nesterov
from optviz.schedules.schedules import Exponential

ALL = [
    rule
    for rule in vars(rules).values()
    if isinstance(rule, type) and issubclass(rule, rules.Rule) and hasattr(rule, "name")
    if rule is not rules.WithParts
]
EACH = [pytest.param(rule, c, id=f"{rule.name}-{c}") for rule in ALL for c in rule.forms]


def run(rule, x, rates, curvature):
    """Points of `rule` on ½ curvature x²; also the last state."""
    state = rule.init(x)
    for k, lr in enumerate(rates):
        delta, state, _ = rule.update(curvature * x, state, k, x, lr)
        x = x + delta
    return x, state


@pytest.mark.parametrize(("rule", "convention"), EACH)
def test_one_source_for_every_shape(rule, convention):
    """A float, a vector, a batch and a batch of hyperparameters take the same path.

    (A rule of matrices does not go coordinate by coordinate.)
    """
    rule = rule(convention=convention, weight_decay=0.01)
    starts = np.array([[1.0, -2.0, 3.0], [0.5, 0.25, -4.0]])
    curvature = np.array([[1.0], [3.0]])
    batch, _ = run(rule, starts, [0.05] * 7, curvature)
    rates, _ = run(rule, starts, [np.full(3, 0.05)] * 7, curvature)
    np.testing.assert_array_equal(batch, rates)
    for b in range(3):
        vector, _ = run(rule, starts[:, b], [0.05] * 7, curvature[:, 0])
        np.testing.assert_array_equal(batch[:, b], vector)
        for i in range(2 * rule.elementwise):
            number, _ = run(rule, float(starts[i, b]), [0.05] * 7, float(curvature[i, 0]))
            assert number == pytest.approx(batch[i, b], rel=1e-14)


@pytest.mark.parametrize(("rule", "convention"), EACH)
def test_single_precision_stays_single(rule, convention):
    """A network trains in single precision; a state in double would cost twice the time."""
    rule = rule(convention=convention, weight_decay=0.01)
    x = np.ones(3, np.float32)
    state = rule.init(x)
    for k in range(3):
        delta, state, _ = rule.update(x * 2, state, k, x, 0.1)
        assert delta.dtype == np.float32
        assert {np.asarray(value).dtype for value in state.values()} <= {np.dtype(np.float32)}
    assert all(np.asarray(v).dtype == float for v in rule.init(np.array([1, 2])).values())


@pytest.mark.parametrize(("rule", "convention"), EACH)
def test_update_changes_nothing_it_was_given(rule, convention):
    rule = rule(convention=convention, weight_decay=0.01)
    x, g = np.array([1.0, 2.0]), np.array([3.0, -1.0])
    state = rule.init(x)
    before = {name: value.copy() for name, value in state.items()}
    first = rule.update(g, state, 0, x, 0.1)
    second = rule.update(g, state, 0, x, 0.1)
    np.testing.assert_array_equal(first[0], second[0])
    assert state.keys() == before.keys() == first[1].keys()
    for name in before:
        np.testing.assert_array_equal(state[name], before[name])
    assert list(x) == [1, 2]
    assert list(g) == [3, -1]


GRADIENTS = st.lists(
    st.floats(-1e3, 1e3).map(lambda g: g if abs(g) > 1e-12 else 1e-6), min_size=1, max_size=5
)
VARIANTS = {"rmsprop": [{}, {"centred": True}], "adam": [{}, {"bias_correction": False}]}
DERIVED = [
    pytest.param(rule, c, variant, id=f"{rule.name}-{c}-{'-'.join(variant)}")
    for rule in ALL
    for c in rule.forms
    for variant in VARIANTS.get(rule.name, [{}])
]


def moved_by(rule, g, terms, k):
    """What the effective rates multiply, from the recorded terms and each rule's definition."""
    if rule.name in ("adagrad", "rmsprop"):
        return g
    t = k + 1
    if rule.name == "nadam":
        now, then = (rule.beta1 * (1 - 0.5 * 0.96 ** (i * rule.momentum_decay)) for i in (t, t + 1))
        product = terms["momentum_product"]
        return then * terms["m"] / (1 - product * then) + (1 - now) * g / (1 - product)
    corrected = getattr(rule, "bias_correction", True)
    corrected = corrected and (rule.name, rule.convention) != ("amsgrad", "paper")
    return terms["m"] / (1 - rule.beta1**t) if corrected else terms["m"]


@pytest.mark.parametrize(("rule", "convention", "variant"), DERIVED)
@given(gradients=GRADIENTS, epsilon=st.sampled_from([None, 1e-10, 1e-3]))
def test_derived_terms_are_those_of_the_step_really_made(
    rule, convention, variant, gradients, epsilon
):
    """Rate times direction, and effective rate times what it multiplies, are the step.

    At x = 0, where a decoupled decay takes nothing away beside it.
    """
    if epsilon is not None and hasattr(rule, "epsilon"):
        variant = {**variant, "epsilon": epsilon}
    rule = rule(convention=convention, **variant)
    state, lr = rule.init(1.0), 0.1
    for k, g in enumerate(gradients):
        delta, state, terms = rule.update(g, state, k, 0.0, lr)
        derived = rule.derived(terms, k, lr)
        if "direction" in derived:
            assert -lr * derived["direction"] == pytest.approx(delta, rel=1e-13, abs=0)
        if "effective_rate" in derived:
            along = moved_by(rule, g, terms, k)
            assert -derived["effective_rate"] * along == pytest.approx(delta, rel=1e-11, abs=1e-300)


@pytest.mark.parametrize("rule", [Adam, AdamW, AMSGrad])
def test_epsilon_of_keras_is_not_corrected(rule):
    """By hand: m = 1e-7, √v = √1e-15, m̂ = 1e-6; √0.001 is what corrects √v."""
    rule = rule(convention="keras", weight_decay=0)
    g, lr = 1e-6, 0.1
    delta, _, terms = rule.update(g, rule.init(0.0), 0, 0.0, lr)
    derived = rule.derived(terms, 0, lr)
    share = math.sqrt(0.001) / (math.sqrt(1e-15) + 1e-7)
    assert delta == pytest.approx(-0.02402530733520421, rel=1e-12)
    assert derived["direction"] == pytest.approx(1e-6 * share, rel=1e-12)
    assert derived["effective_rate"] == pytest.approx(0.1 * share, rel=1e-12)


def test_derived_terms_of_many_starts():
    """Steps, starts and their hyperparameters keep to their own axes."""
    rule = Adam(convention="keras", epsilon=np.array([1e-7, 1e-2]))
    path = minimize(Objective("x^2 + 3*y^2"), rule, [[1, 2], [1e-5, -3]], steps=4)
    rates = path.learning_rate.reshape(4, -1, 1)
    np.testing.assert_allclose(path.step, -rates * path.derived["direction"], rtol=1e-9)


def test_conventions_of_momentum_part_when_the_rate_changes():
    constant, changing = [0.05] * 10, [0.05] * 5 + [0.005] * 5
    for rule in (Momentum, Nesterov):
        torch, lecture = rule(), rule(convention="cs231n")
        ends = [run(r, 1.0, constant, 2.0)[0] for r in (torch, lecture)]
        if rule is Momentum:
            assert ends[0] == pytest.approx(ends[1], rel=1e-12)
        ends = [run(r, 1.0, changing, 2.0)[0] for r in (torch, lecture)]
        assert abs(ends[0] - ends[1]) > 1e-3


def test_velocity_is_a_geometric_sum():
    _, state = run(Momentum(momentum=0.5), np.array(1.0), [1e-12] * 30, 1.0)
    assert state["velocity"] == pytest.approx(2.0, rel=1e-6)


def test_divider_of_adagrad_only_grows():
    rule, x = AdaGrad(), np.array([3.0])
    state, sums = rule.init(x), []
    for k in range(20):
        delta, state, _ = rule.update(x, state, k, x, 0.5)
        x = x + delta
        sums.append(state["square_sum"].item())
    assert sums == sorted(sums)


def test_adamw_of_the_paper_decays_by_the_schedules_multiplier():
    """Loshchilov and Hutter, algorithm 2, by hand: 0.9, 0.9 (1 - 0.01), 0.891 (1 - 0.001)."""
    rule = AdamW(weight_decay=0.1, convention="paper")
    x, state, points = 1.0, rule.init(1.0), []
    for k, lr in enumerate([0.1, 0.01, 0.001]):
        delta, state, _ = rule.update(0.0, state, k, x, lr)
        x = x + delta
        points.append(float(x))
    assert points == pytest.approx([0.9, 0.891, 0.890109], rel=1e-12)
    delta, _, _ = rule.update(0.0, rule.init(1.0), 0, 1.0, 0.0)
    assert delta == 0


def test_adamw_of_the_paper_in_the_fast_loops():
    """One start, many starts and the definition make the same steps on f = 0·x."""
    rule, rate = AdamW(weight_decay=0.1, convention="paper"), Exponential(0.1, 0.1)
    flat = Objective("0*x + y - y + x^2/10^30", ["x", "y"])
    for start in ([1.0, 1.0], [[1.0, 1.0], [2.0, 2.0]]):
        path = minimize(flat, rule, start, steps=3, learning_rate=rate)
        first = path.x.reshape(4, -1, 2)[:, 0, 1]
        assert first == pytest.approx([1, 0.9, 0.891, 0.890109], rel=1e-9)
        assert path.check().holds


def test_lion_moves_every_coordinate_alike():
    rule, x = Lion(), np.array([5.0, -0.001])
    delta, _, _ = rule.update(x, rule.init(x), 0, x, 0.01)
    assert list(delta) == [-0.01, 0.01]


def test_decay_apart_from_the_gradient_is_not_divided_by_it():
    """With a large gradient, Adam's L2 decay vanishes; AdamW's does not."""
    g, x = np.array([1e3]), np.array([1.0])
    plain = Adam().update(g, Adam().init(x), 0, x, 0.1)[0]
    coupled = Adam(weight_decay=0.5).update(g, Adam().init(x), 0, x, 0.1)[0]
    apart = AdamW(weight_decay=0.5).update(g, Adam().init(x), 0, x, 0.1)[0]
    of_paper = AdamW(weight_decay=0.5, convention="paper")
    paper = of_paper.update(g, of_paper.init(x), 0, x, 0.1)[0]
    assert coupled == pytest.approx(plain)
    assert apart == pytest.approx(plain - 0.05)
    assert paper == pytest.approx(plain - 0.5)


def test_amsgrad_never_raises_a_rate():
    rule, x = AMSGrad(), np.array([1.0])
    state, rates = rule.init(x), []
    for k, g in enumerate([5.0, 0.1, 0.1, 0.1]):
        _, state, terms = rule.update(np.array([g]), state, k, x, 0.1)
        rates.append(terms["v_max"].item())
    assert rates == sorted(rates)


def test_hyperparameters_broadcast_over_starts():
    momenta = [0.0, 0.5, 0.9]
    start = np.ones((2, 3))
    batch, _ = run(Momentum(momentum=momenta), start, [0.05] * 5, 2.0)
    for b, momentum in enumerate(momenta):
        alone, _ = run(Momentum(momentum=momentum), start[:, b], [0.05] * 5, 2.0)
        np.testing.assert_array_equal(batch[:, b], alone)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Adam(beta1=1.0), r"beta1 must lie in \[0, 1\), got 1.0"),
        (lambda: Momentum(momentum=1.5), r"momentum must lie in \[0, 1\], got 1.5"),
        (lambda: Adam(epsilon=-1), r"epsilon must lie in \[0, inf\), got -1"),
        (lambda: Adam(beta2=float("nan")), r"beta2 must lie"),
        (lambda: Momentum(momentum=[0.5, 2]), r"momentum must lie"),
        (
            lambda: Lion(convention="torch"),
            r"Lion has the conventions paper, keras, optax; not 'torch'",
        ),
        (lambda: Momentum(dampening=0.5, convention="keras"), "dampening is part of the torch"),
        (
            lambda: Momentum(dampening=[0, 0.5], convention="optax"),
            "dampening is part of the torch",
        ),
    ],
)
def test_bad_hyperparameters_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_gradient_descent_of_a_quadratic_in_closed_form():
    x, _ = run(GradientDescent(), 1.0, [0.1] * 20, 3.0)
    assert x == pytest.approx(0.7**20)
