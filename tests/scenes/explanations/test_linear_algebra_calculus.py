"""What the topics of calculus read, and how they refuse the rest."""

import pytest

from linalg.calculus.variables import read_function
from scenes.explanations.linear_algebra.calculus import (
    DirectionalDerivative,
    Gradient,
    Hessian,
    Jacobian,
    Taylor,
)
from scenes.parameters.declarations import ParameterError, declared

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


def test_variables_are_taken_as_they_appear_and_the_page_says_so():
    polar = ask(Jacobian, functions="r*cos(theta); r*sin(theta)")
    assert str(polar.record().determinant) == "r"
    assert polar.remarks == ("The variables are r and theta, in order of appearance.",)
    turned = ask(Jacobian, functions="r*cos(theta); r*sin(theta)", variables="theta, r")
    assert str(turned.record().determinant) == "-r"
    assert turned.remarks == ()
    assert ask(Gradient, function="booth").remarks == ()
    assert ask(Gradient, function="x^2").remarks == ()


@pytest.mark.parametrize(
    ("topic", "name"), [(Gradient, "at"), (Taylor, "at"), (DirectionalDerivative, "direction")]
)
def test_bare_numbers_are_asked_back_where_the_order_is_in_doubt(topic, name):
    """CS231n, lecture 4: (x + y) z at (-2, 5, -4) has the slopes -4, -4, 3."""
    bare = ask(topic, function="z*(x + y)", **{name: "-2, 5, -4"})
    with pytest.raises(ParameterError, match="write 'z = -2, x = 5, y = -4'") as caught:
        bare.record()
    assert caught.value.name == name
    assert "--variables 'z, x, y'" in caught.value.reason
    by_name = ask(topic, function="z*(x + y)", **{name: "x = -2; y = 5, z = -4"}).record()
    in_order = ask(topic, function="z*(x + y)", variables="x y z", **{name: "-2, 5, -4"}).record()
    assert [v.name for v in in_order.variables] == ["x", "y", "z"]
    if topic is Gradient:
        assert list(in_order.at(in_order.point)) == [-4, -4, 3]
        assert list(by_name.at(by_name.point)) == [3, -4, -4]


@pytest.mark.parametrize("topic", TOPICS)
def test_letters_that_are_no_variables_are_parameters(topic):
    record = ask(topic, function="a*x^2*y", variables="x, y", at="1, 2", direction="1, 2").record()
    assert [p.name for p in record.parameters] == ["a"]
    assert "Here a is a parameter." in record.to_text()
    assert record.check()


@pytest.mark.parametrize("topic", TOPICS)
def test_a_power_of_e_is_asked_back(topic):
    given = {"function": "e^x", "at": "x = 1", "direction": "x = 1"}
    with pytest.raises(ParameterError, match="write exp") as caught:
        ask(topic, **given)
    assert (caught.value.name, caught.value.position) == ("function", 0)
    both = {"at": "1, 2", "direction": "1, 2"}
    assert ask(topic, function="e^x", variables="e, x", **both).record().check()


@pytest.mark.parametrize(
    ("name", "text", "reason", "position"),
    [
        ("at", "x = 1, x = 2", "x is given twice", 7),
        ("at", "x = 1, y = 2*", "nothing stands after", 12),
        ("at", "(x, y) = (1, 2)", "write x = 1, y = 2", 0),
        ("at", "x = 1, y = k", "without letters", None),
        ("variables", "x, sin", "it is a function", 3),
        ("variables", "x, pi", "it is a constant", 3),
        ("variables", "x, 2", "is no name", 3),
        ("variables", "x, x", "named twice", 3),
        ("variables", "x, I", "complex", 3),
    ],
)
def test_places_and_names_that_are_none(name, text, reason, position):
    with pytest.raises(ParameterError, match=reason) as caught:
        ask(Gradient, function="x*y", **{name: text})
    assert (caught.value.name, caught.value.position) == (name, position)
