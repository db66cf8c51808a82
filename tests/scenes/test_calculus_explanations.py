"""What the topics of calculus read, and how they refuse the rest."""

import pytest

from linalg.differentiation import read_function
from scenes.explanations.calculus import (
    DirectionalDerivative,
    Gradient,
    Hessian,
    Jacobian,
    Taylor,
)
from scenes.parameters import ParameterError, declared

TOPICS = [Gradient, Hessian, DirectionalDerivative, Taylor]


def ask(topic, **given):
    """Ask a topic what it knows of these."""
    known = {d.name for d in declared(topic)}
    return topic.from_mapping({name: text for name, text in given.items() if name in known})


@pytest.mark.parametrize("topic", TOPICS)
def test_names_of_test_functions_are_read(topic):
    record = ask(topic, function="rosenbrock", at="1, 2", direction="1, 2").record()
    expected, variables = read_function("(1 - x)**2 + 100*(y - x**2)**2")
    assert (record.f - expected).expand() == 0
    assert record.variables == variables


def test_a_jacobian_takes_names_too():
    record = ask(Jacobian, functions="booth; x + z").record()
    assert [v.name for v in record.variables] == ["x", "y", "z"]


@pytest.mark.parametrize("topic", TOPICS)
def test_a_name_that_is_nearly_one(topic):
    with pytest.raises(ParameterError, match="did you mean rosenbrock"):
        ask(topic, function="rosenbrok", at="1", direction="1")


def test_a_letter_is_a_variable():
    assert list(ask(Gradient, function="x").record().matrix) == [1]


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("function", ["5", "pi", "2*exp(1)"])
def test_a_constant_is_told_what_to_write(topic, function):
    with pytest.raises(ParameterError, match=r"function: .* is a constant: write a function"):
        ask(topic, function=function, at="1", direction="1")


def test_constants_have_no_jacobian():
    with pytest.raises(ParameterError, match="write functions of some variables"):
        ask(Jacobian, functions="1; 2")


@pytest.mark.parametrize(
    ("topic", "name", "text", "reason"),
    [
        (Gradient, "at", "1, 2", "has the coordinate x; got 2"),
        (Gradient, "at", "0", "has a kink at the point"),
        (Taylor, "at", "1, 2", "has the coordinate x; got 2"),
        (Taylor, "at", "0", "has a kink at the point"),
        (DirectionalDerivative, "direction", "0", "the zero vector has no direction"),
        (DirectionalDerivative, "direction", "1, 2", "a direction has the coordinate x"),
    ],
)
def test_a_point_or_direction_that_does_not_fit_is_named(topic, name, text, reason):
    with pytest.raises(ParameterError, match=reason) as caught:
        ask(topic, function="abs(x)", **{name: text}).record()
    assert caught.value.name == name
