"""The table of conventions against the packages that it speaks of."""

import json
from pathlib import Path

import numpy as np
import pytest

from linalg.page import to_markdown
from optviz import rules
from optviz.rules.conventions_page import DOCUMENT, conventions_page
from optviz.rules.forms import FORMS, VERSIONS

STORED = json.loads((Path(__file__).parent / "oracles" / "rule_defaults.json").read_text("utf-8"))
CELLS = [(library, rule) for library, own in STORED["defaults"].items() for rule in own]


def made(rule, convention):
    """The rule of that name in a convention, with every default."""
    classes = (cls for cls in vars(rules).values() if isinstance(cls, type))
    (cls,) = (cls for cls in classes if getattr(cls, "name", None) == rule)
    return cls(convention=convention)


@pytest.mark.parametrize(("library", "rule"), CELLS)
def test_defaults_are_those_of_the_package(library, rule):
    theirs, form = STORED["defaults"][library][rule], FORMS[rule][library]
    ours = made(rule, library)
    for name, value in theirs.items():
        if name == "momentum" and name not in form.defaults:
            continue  # one class of theirs is three rules of ours
        mine = ours.default_rate if name == "learning_rate" else getattr(ours, name, None)
        if value is None and name == "learning_rate":
            # optax's Adafactor without a rate leaves the factor out.
            assert name in form.borrowed or (rule, mine) == ("adafactor", 1.0)
        else:
            assert mine is None or mine == (value or 0), (name, mine, value)
            assert name not in form.borrowed or value is None


def test_every_cell_of_the_three_libraries_was_looked_up():
    for library in ("torch", "keras", "optax", "mlx"):
        assert {r for r in FORMS if library in FORMS[r]} == set(STORED["defaults"][library])


def test_versions_are_those_that_were_run():
    for name, version in STORED["versions"].items():
        assert VERSIONS[name].split()[-1] == version.split("+")[0]
    assert {c for forms in FORMS.values() for c in forms} == set(VERSIONS)


@pytest.mark.parametrize(
    ("rule", "rates"),
    [
        ("adadelta", {"torch": 1.0, "keras": 1e-3}),
        ("gd", {"torch": 1e-3, "keras": 1e-2}),
        ("adamw", {"torch": 1e-3, "keras": 1e-3}),
    ],
)
def test_a_convention_brings_its_learning_rate(rule, rates):
    assert {c: made(rule, c).default_rate for c in rates} == rates


def test_decay_of_adamw_by_convention():
    decays = {c: made("adamw", c).weight_decay for c in ("torch", "keras", "optax")}
    assert decays == {"torch": 0.01, "keras": 0.004, "optax": 0.0001}


def test_nadam_of_optax_has_no_warm_up():
    """By hand: 0.9 · 0.1/(1 - 0.81) + 0.1/0.1 = 1.47368 times the rate 0.1."""
    rule = made("nadam", "optax")
    delta, _, _ = rule.update(1.0, rule.init(0.0), 0, 0.0, 0.1)
    assert delta == pytest.approx(-0.1 * (0.09 / 0.19 + 1), rel=1e-7)


def test_amsgrad_of_optax_keeps_the_largest_corrected_moment():
    """By hand: v̂ = 1, then (0.999e-3 + 0)/(1 - 0.999²) < 1, so the first stays."""
    rule = made("amsgrad", "optax")
    _, state, _ = rule.update(1.0, rule.init(0.0), 0, 0.0, 0.1)
    delta, state, _ = rule.update(0.0, state, 1, 0.0, 0.1)
    assert state["v_max"] == pytest.approx(1.0)
    assert delta == pytest.approx(-0.1 * 0.09 / 0.19, rel=1e-7)


def test_momentum_as_a_mean_from_the_first_step():
    """By hand, g = 1: v = 0.1, 0.19, and a constant gradient's mean goes to 1."""
    for rule in (
        rules.Momentum(convention="autograd"),
        rules.Momentum(convention="mlx", dampening=0.9),
    ):
        state, seen = rule.init(0.0), []
        for k in range(200):
            delta, state, _ = rule.update(1.0, state, k, 0.0, 1.0)
            seen.append(-float(delta))
        np.testing.assert_allclose(seen[:2], [0.1, 0.19])
        assert seen[-1] == pytest.approx(1, abs=1e-8)


def test_the_documentation_holds_the_table():
    """Written anew by ``python -m optviz.rules.conventions_page``."""
    assert DOCUMENT.read_text("utf-8") == to_markdown(conventions_page()) + "\n"
