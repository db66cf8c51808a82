"""Functions as they are read: the order of their variables, parameters, and what is asked back."""

import pytest
import sympy as sp

from linalg import directional_derivative, gradient, hessian, jacobian, taylor
from linalg.calculus.variables import read_function, read_functions
from linalg.errors import LinalgError, ParseError

x, y = sp.symbols("x y")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("r*cos(theta)", ["r", "theta"]),
        ("theta*r", ["theta", "r"]),
        ("z*(x + y)", ["z", "x", "y"]),
        ("b^2 - 4*a*c", ["b", "a", "c"]),
        ("max(y, x) + x10*x2", ["y", "x", "x10", "x2"]),
        ("b - b + a", ["b", "a"]),
        ("0*x + y^2", ["x", "y"]),
        ("x - x", ["x"]),
        ("y", ["y"]),
        ("7", []),
    ],
)
def test_variables_of_text_in_order_of_appearance(text, names):
    assert [v.name for v in read_function(text)[1]] == names


def test_a_variable_that_cancels_has_a_slope_of_zero():
    record = gradient("0*x + y^2")
    assert record.variables == (x, y)
    assert list(record.matrix) == [0, 2 * y]


@pytest.mark.parametrize("text", ["x1^2 + x_1", "x_1*x__1", "x_ + x"])
def test_two_names_that_look_alike_on_paper_are_refused(text):
    with pytest.raises(LinalgError, match="look alike on paper"):
        read_function(text)


def test_variables_of_an_expression_by_name():
    expression = sp.sympify(sum(sp.symbols("x10 x2 y1 a")))
    assert [v.name for v in read_function(expression)[1]] == ["a", "x2", "x10", "y1"]


def test_several_functions_share_their_variables():
    assert [v.name for v in read_functions(["v*w", "u + v"])[1]] == ["v", "w", "u"]


def test_polar_coordinates_keep_their_orientation():
    """By hand: det J of (r cos t, r sin t) with respect to (r, t) is r; the angle comes second."""
    for angle in ("t", "theta", "phi", "a"):
        J = jacobian([f"r*cos({angle})", f"r*sin({angle})"])
        assert J.determinant == sp.Symbol("r")
        assert jacobian([*J.components], [angle, "r"]).determinant == -sp.Symbol("r")


def test_declared_variables_set_the_order_and_may_be_absent():
    _, variables = read_function("y", ["z", "y", "x"])
    assert [v.name for v in variables] == ["z", "y", "x"]
    assert read_function("y", "z, y x")[1] == sp.symbols("z y x")
    t = sp.Symbol("t", positive=True)
    assert read_function(t**2, ["t"])[1] == (t,)
    assert read_function("t^2", [t])[0] == t**2


@pytest.mark.parametrize(
    ("f", "variables", "error", "message"),
    [
        ("x + q", ["x"], ParseError, "q"),
        (x + y, [x], LinalgError, "holds y, which is not among the variables x"),
        ("x", ["x", "x"], LinalgError, "named twice"),
        ("x +", None, ParseError, "character"),
    ],
)
def test_bad_functions(f, variables, error, message):
    with pytest.raises(error, match=message):
        read_function(f, variables)


def test_text_that_is_code_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ParseError):
        read_function('open("canary", "w")')
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(sp.SympifyError):
        read_function(["x"])


@pytest.mark.parametrize("text", ["e^x", "2*e^(-x)", "x + (e)**2", "sin(((e))^x)"])
def test_a_power_of_e_is_asked_back(text):
    with pytest.raises(ParseError, match=r"write exp\(…\) or E\^…") as caught:
        read_function(text)
    assert text[caught.value.position] == "e"
    e = sp.Symbol("e")
    assert e in read_function(text, ["x", "e"])[0].free_symbols


@pytest.mark.parametrize("text", ["e*x", "(x + e)^2", "sin(e)^2", "x^e", "E^x", "exp(x)"])
def test_other_letters_e_are_read(text):
    read_function(text)


def test_other_letters_than_the_variables_are_parameters():
    a, b = sp.symbols("a b")
    record = gradient("a*x^2*y + b*x", ["x", "y"], at=[1, 2])
    assert record.parameters == (a, b)
    assert list(record.matrix) == [2 * a * x * y + b, a * x**2]
    assert record.check()
    assert "Here a and b are parameters." in record.to_text()
    assert "At the point p = (1, 2)" in record.to_text()
    assert hessian("k*x^2", ["x"]).matrix[0] == 2 * sp.Symbol("k")
    assert jacobian(["a*x", "b*y"], ["x", "y"]).determinant == a * b
    assert directional_derivative("a*x", [3, 4], ["x", "y"]).check()
    polynomial = taylor("exp(a*x)", [0], variables=["x"])
    assert polynomial.polynomial == 1 + a * x + a**2 * x**2 / 2
    assert polynomial.check()


def test_a_wrong_derivative_with_parameters_fails_its_check():
    record = gradient("a*x^2*y", ["x", "y"])
    object.__setattr__(record, "matrix", sp.ImmutableMatrix([2 * x * y, sp.Symbol("a") * x**2]))
    assert not record.check()


@pytest.mark.parametrize(
    "call",
    [
        lambda variables, at: gradient("z*(x + y)", variables, at=at),
        lambda variables, at: taylor("z*(x + y)", at, 1, variables),
        lambda variables, at: directional_derivative("z*(x + y)", at, variables),
    ],
)
def test_bare_numbers_for_variables_in_doubt_are_asked_back(call):
    with pytest.raises(LinalgError, match="may give z, x, y, as they appear, or x, y, z"):
        call(None, [1, 2, 3])
    call("xyz", [1, 2, 3])
    call(None, {"x": 1, "y": 2, "z": 3})


def test_one_order_is_not_in_doubt():
    assert gradient("x*y", at=[1, 2]).point == (1, 2)
    assert gradient("a*X", at=[1, 2]).point == (1, 2)
    assert gradient(y**2 * x, at=[1, 2]).point == (1, 2)
