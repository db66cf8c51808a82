"""Where an angle makes a function jump: at which points, what jumps, and what is smooth there."""

import pytest
import sympy as sp

from linalg import gradient, hessian, jacobian, taylor
from linalg.calculus.differentiation import second_derivatives
from linalg.errors import LinalgError
from linalg.kinks.branch_cuts import branch_cuts
from linalg.reading import read_expression

VARIABLES = sp.symbols("x y")


@pytest.mark.parametrize(
    ("f", "expected"),
    [
        ("atan2(y, x)", [("y", "x", "value", "all")]),
        ("3*atan2(y - 1, 2*x) + abs(y)", [("y - 1", "2*x", "value", "all")]),
        ("(x + 1)*atan2(y, x)", [("y", "x", "value", "almost all")]),
        ("y*atan2(y, x)", [("y", "x", "slope", "almost all")]),
        ("y^2*atan2(y, x)", [("y", "x", "second", "almost all")]),
        ("y^3*atan2(y, x)", []),
        ("sin(atan2(y, x))", []),
        ("cos(3*atan2(y, x + y))", []),
        ("atan2(y, 1 + x^2)", []),
        ("x*y", []),
    ],
)
def test_cuts(f, expected):
    """By hand: atan2 is larger by 2 pi above the half line, and y^k takes away k orders."""
    expression = sp.sympify(read_expression(f))
    first, second = second_derivatives(expression, VARIABLES)
    found = branch_cuts(expression, VARIABLES, first, second.values())
    shown = [(str(c.place), str(c.negative), c.failure, c.extent) for c in found]
    assert shown == expected


@pytest.mark.parametrize(
    ("f", "fault"),
    [
        ("atan2(y, x)", "jumps at the point, where y = 0 and x < 0"),
        ("y*atan2(y, x)", "has a kink at the point"),
    ],
)
def test_no_slope_on_a_cut(f, fault):
    for of in (gradient, taylor):
        with pytest.raises(LinalgError, match=fault):
            of(f, at={"x": -1, "y": 0})


def test_no_parabola_on_a_cut_and_a_tangent_plane_on_it():
    at = {"x": -1, "y": 0}
    with pytest.raises(LinalgError, match="no second derivative at the point"):
        taylor("y^2*atan2(y, x)", at)
    assert taylor("y^2*atan2(y, x)", at, order=1).polynomial == 0


def test_beside_a_cut_the_angle_is_smooth():
    """By hand: around (1, 0) the angle is y - (x - 1) y + …; at (-1, 1) it is 3 pi/4."""
    x, y = VARIABLES
    polynomial = taylor("atan2(y, x)", {"x": 1, "y": 0}).polynomial
    assert sp.expand(polynomial - (y - (x - 1) * y)) == 0
    record = taylor("atan2(y, x)", {"x": -1, "y": 1})
    assert record.value == 3 * sp.pi / 4
    assert record.check()


def test_pages_say_where():
    said = "Where y = 0 and x < 0 the function jumps, and there is no gradient."
    assert said in " ".join(gradient("atan2(y, x)").to_text().split())
    assert "neither a gradient nor a Hessian" in " ".join(hessian("atan2(y, x)").to_text().split())
    polar = jacobian(["sqrt(x^2 + y^2)", "atan2(y, x)"], ["x", "y"])
    assert "the function jumps, and there is no Jacobian" in " ".join(polar.to_text().split())
    assert sp.simplify(polar.determinant - 1 / sp.sqrt(VARIABLES[0] ** 2 + VARIABLES[1] ** 2)) == 0
