"""Definiteness by cases, against values by hand and against eigenvalues of numbers."""

import numpy as np
import pytest
import sympy as sp

from linalg import LimitError, LinalgError, definiteness

ONE_SYMBOL = {
    "2 b; b 2": {
        "positive definite": "-2 < b < 2",
        "positive semidefinite": "b = -2 or b = 2",
        "indefinite": "b < -2 or b > 2",
    },
    "b 0; 0 b": {"negative definite": "b < 0", "zero": "b = 0", "positive definite": "b > 0"},
    "1 a 0; a 1 a; 0 a 1": {
        "positive definite": "-sqrt(2)/2 < a < sqrt(2)/2",
        "positive semidefinite": "a = -sqrt(2)/2 or a = sqrt(2)/2",
        "indefinite": "a < -sqrt(2)/2 or a > sqrt(2)/2",
    },
    "1 a; a 1+a^2": {"positive definite": "every a"},
    "a a; a a": {
        "negative semidefinite": "a < 0",
        "zero": "a = 0",
        "positive semidefinite": "a > 0",
    },
    "1/b 1; 1 b": {"negative semidefinite": "b < 0", "positive semidefinite": "b > 0"},
    "0 a; a 0": {"indefinite": "a < 0 or a > 0", "zero": "a = 0"},
    "a^3-3*a+1": {
        "negative definite": "a < -1.87939 or 0.347296 < a < 1.53209",
        "zero": "a ≈ -1.87939 or a ≈ 0.347296 or a ≈ 1.53209",
        "positive definite": "-1.87939 < a < 0.347296 or a > 1.53209",
    },
}


@pytest.mark.parametrize("text", ONE_SYMBOL)
def test_one_symbol(text):
    record = definiteness(text)
    assert {kind: str(condition) for kind, condition in record.cases} == ONE_SYMBOL[text]
    assert record.check()


@pytest.mark.parametrize("text", ["2 b; b 2", "1 b b^2; b 2 1; b^2 1 b", "b 1 2; 1 b 3; 2 3 1"])
@pytest.mark.parametrize("value", [-3, -2, -1, -0.4, 0, 0.3, 1, 2, 3.5])
def test_numbers_in_the_place_of_the_symbol_have_those_eigenvalues(text, value):
    record = definiteness(text)
    (stretch,) = (s for s in record.stretches if _holds(s, value))
    values = np.linalg.eigvalsh(np.array(record.A.subs("b", value)).astype(float))
    values = np.where(np.abs(values) < 1e-9, 0, values)
    assert stretch.definiteness == definiteness(np.diag(values)).definiteness


def _holds(stretch, value):
    (left, right) = stretch.closed
    above = value >= stretch.low if left else value > stretch.low
    return bool(above) and bool(value <= stretch.high if right else value < stretch.high)


@pytest.mark.parametrize(
    ("text", "positive", "negative"),
    [
        ("a b; b c", ["a > 0", "a*c > b^2"], ["a < 0", "a*c > b^2"]),
        ("a 0; 0 b", ["a > 0", "b > 0"], ["a < 0", "b < 0"]),
        ("a^2+1 b; b 1", ["a^2 + 1 > b^2"], None),
        ("sqrt(2) a; a sqrt(2)", ["a^2 < 2"], None),
        ("exp(a) 0; 0 b", ["b > 0"], None),
        ("1 b; b b^2+c^2", ["c ≠ 0"], None),
    ],
)
def test_several_symbols_give_inequalities(text, positive, negative):
    record = definiteness(text)
    assert list(map(str, record.positive)) == positive
    assert record.negative is negative or list(map(str, record.negative)) == negative


def test_page_and_data():
    text = " ".join(definiteness("2 b; b 2").to_text().split())
    assert "-2 < b < 2 positive definite" in text
    assert "A is negative definite exactly where their signs are -, +, -, …: nowhere." in text
    data = definiteness("2 b; b 2").to_dict()
    assert {"conditions": ["-2 < b < 2"], "definiteness": "positive definite"} in data["cases"]
    assert data["positive"] == ["-2 < b < 2"]


def test_numbers_and_refusals():
    assert definiteness("2 1; 1 2").definiteness == "positive definite"
    with pytest.raises(LinalgError, match="symmetric"):
        definiteness("1 a; 2 1")
    with pytest.raises(LimitError, match="at most 6 rows"):
        definiteness(sp.diag(*[sp.Symbol("a")] * 7))
