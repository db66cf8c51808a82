"""Derivatives against the numbers of CS231n, closed forms, and differences."""

import dataclasses
import json
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from linalg import directional_derivative, gradient, hessian, jacobian, taylor
from linalg.errors import LinalgError, ShapeError
from linalg.reading import read_expression

x, y, z = sp.symbols("x y z")
MESSY = "exp(x*y)*sin(z) + log(1 + x^2)/(2 + y^2)"


def test_the_lecture_s_example():
    """CS231n, lecture 4: f = (x + y) z at (-2, 5, -4) is -12, its gradient (-4, -4, 3)."""
    g = gradient("(x + y)*z")
    at = [-2, 5, -4]
    assert g.f.subs(dict(zip((x, y, z), at, strict=True))) == -12
    assert list(g.at(at)) == [-4, -4, 3]
    assert list(g.at({"z": -4, "x": -2, "y": 5})) == [-4, -4, 3]
    np.testing.assert_array_equal(g.at([-2.0, 5.0, -4.0])[:, 0], [-4, -4, 3])
    np.testing.assert_allclose(g.numeric([-2, 5, -4], "complex").value, [-4, -4, 3])
    assert taylor("(x + y)*z", at, order=1).polynomial.expand() == -4 * x - 4 * y + 3 * z + 12


def test_softmax_jacobian_is_diag_p_minus_ppt():
    """CS231n, lecture 4."""
    scores = sp.symbols("s1:4")
    total = sum(sp.exp(s) for s in scores)
    p = sp.Matrix([sp.exp(s) / total for s in scores])
    J = jacobian(list(p), scores)
    assert sp.simplify(J.matrix - (sp.diag(*p) - p * p.T)) == sp.zeros(3, 3)
    assert sp.simplify(J.determinant) == 0


@pytest.mark.parametrize(
    "record",
    [
        gradient(MESSY),
        hessian(MESSY),
        jacobian([MESSY, "x*y*z", "cos(x) - y"]),
        directional_derivative(MESSY, [1, -2, 2]),
        hessian("abs(x)*y + max(x, y)"),
        gradient("sqrt(x)*y"),
    ],
    ids=lambda r: type(r).__name__,
)
def test_each_agrees_with_differences(record):
    check = record.check()
    assert check
    assert check.worst_ratio < 1


def test_a_wrong_derivative_fails_its_check():
    g = gradient("x^2*y")
    object.__setattr__(g, "matrix", sp.ImmutableMatrix([2 * x * y, x]))
    assert not g.check()
    t = taylor("exp(x)", [0])
    object.__setattr__(t, "gradient", sp.ImmutableMatrix([2]))
    assert not t.check()


def test_hessian_is_symmetric_and_skips_what_is_absent():
    H = hessian("x^2*y + z", "xyz")
    assert H.matrix == H.matrix.T
    assert set(H.lower) == {(0, 0), (1, 0)}
    assert H.at([Fraction(1, 2), 3, 0])[1, 0] == 1


def test_polar_coordinates_grow_area_by_r():
    J = jacobian(["r*cos(t)", "r*sin(t)"])
    assert sp.simplify(J.determinant - sp.Symbol("r")) == 0
    curved, straight = J.images([1.0, 0.5], 1e-4)
    np.testing.assert_allclose(curved, straight, atol=2e-8)
    edge = straight[:, 1:] - straight[:, :-1]
    area = 0.5 * np.sum(straight[0, :-1] * edge[1] - straight[1, :-1] * edge[0])
    assert area == pytest.approx(1.0 * 1e-8, rel=1e-4)


def test_slope_is_steepest_along_the_gradient():
    f = "x^2*y + y^2"
    steepest = directional_derivative(f, list(gradient(f).at([1, 2]))).at([1, 2])[0]
    assert steepest == sp.sqrt(4**2 + 5**2)
    level = directional_derivative(f, [5, -4]).at([1, 2])[0]
    assert level == 0
    assert directional_derivative(f, [3, 4], unit=False).at([1, 2])[0] == 3 * 4 + 4 * 5


def test_taylor_of_a_quadratic_is_itself():
    t = taylor("3*x^2 - 2*x*y + y^2 + 4*x - 1", [5, -7])
    assert sp.expand(t.polynomial - t.f) == 0
    assert t.check()


@pytest.mark.parametrize(
    ("f", "at", "written"),
    [
        ("x**2 + 3*x*y", [1, 1], "4 + 5*(x - 1) + 3*(y - 1) + (x - 1)^2 + 3*(x - 1)*(y - 1)"),
        ("exp(x)*cos(y)", [0, 0], "1 + x + x^2/2 - y^2/2"),
        ("exp(-x)", [1], "exp(-1) - (x - 1)/exp(1) + (x - 1)^2/(2*exp(1))"),
        ("x", [1], "1 + (x - 1)"),
        ("x - exp(x)", [1], "1 - exp(1) + (1 - exp(1))*(x - 1) - exp(1)*(x - 1)^2/2"),
        ("1 - x**2", [1], "-2*(x - 1) - (x - 1)^2"),
        ("x**3", [0], "0"),
        ("sin(x)*y", [1, 2], None),
        ("sqrt(x) + y**3*x", [2, Fraction(1, 2)], None),
        ("x*y*z", [1, -2, 3], None),
    ],
)
def test_a_polynomial_is_written_in_steps_from_the_point(f, at, written):
    record = taylor(f, at)
    shown = record.to_text().partition("T(")[2].partition("= ")[2].partition("\n")[0]
    assert written is None or shown == written
    assert sp.simplify(read_expression(shown) - record.polynomial) == 0


def test_taylor_orders():
    for order in (1, 2):
        t = taylor(MESSY, [1, 0, 2], order=order)
        assert t.check()
        assert (t.hessian is None) == (order == 1)


def test_compiled_entries():
    H = hessian(MESSY)
    points = np.random.default_rng(0).normal(size=(3, 6))
    values = H.compile()(points).reshape(3, 3, 6)
    for b in range(6):
        np.testing.assert_allclose(values[..., b], H.at(points[:, b].tolist()), rtol=1e-14)


@pytest.mark.parametrize("target", ["text", "latex", "markdown", "typst", "html"])
def test_pages(target):
    for record in (
        gradient("(x + y)*z"),
        jacobian(["x*y", "x - y"]),
        jacobian(["x*y"]),
        hessian("x^2*y"),
        directional_derivative("x^2", [1]),
        taylor("exp(x)", [0]),
    ):
        assert getattr(record, f"to_{target}")()


def test_json():
    data = json.loads(json.dumps(gradient("x^2/3").to_dict()))
    assert data["matrix"] == [["2*x/3"]]


def test_figures():
    pytest.importorskip("matplotlib").use("Agg")
    from matplotlib import pyplot as plt

    assert "0.0625" in jacobian(["r*cos(t)", "r*sin(t)"]).plot().get_xlabel()
    line = directional_derivative("x^2 + y^2", [3, 4]).plot(at=[1.0, 2.0]).lines[1]
    slope = np.diff(line.get_ydata()) / np.diff(line.get_xdata())
    np.testing.assert_allclose(slope, 22 / 5)
    assert len(taylor("sin(x)", [1]).plot().lines) == 2
    assert taylor("x*y", [0, 0]).plot().collections
    with pytest.raises(ValueError, match="one or two variables, not 3"):
        taylor("x*y*z", [0, 0, 0]).plot()
    plt.close("all")


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: gradient("x*y").at([1]), ShapeError, "the 2 coordinates x, y; got 1"),
        (
            lambda: gradient("x*y").at({"x": 1}),
            ShapeError,
            "the variables are x, y: give y too, or keep",
        ),
        (lambda: jacobian(["x*y"]).determinant, ShapeError, "square"),
        (lambda: jacobian("x*y"), ShapeError, "a list of components"),
        (lambda: jacobian([]), ShapeError, "a list of components"),
        (lambda: directional_derivative("x*y", [0, 0]), ShapeError, "no direction"),
        (lambda: directional_derivative("x*y", [1]), ShapeError, "a direction has the 2 c"),
        (lambda: taylor("x", [0], order=3), LinalgError, "1 or 2, not 3"),
        (lambda: gradient("log(-1 - x^2)").check(), LinalgError, "no random point"),
        (lambda: jacobian(["x"]).images([0, 0], 1), ShapeError, "two variables"),
    ],
)
def test_bad_questions(call, error, message):
    with pytest.raises(error, match=message):
        call()


@pytest.mark.parametrize("of", [gradient, hessian, lambda f: jacobian([f])])
def test_a_constant_needs_named_variables(of):
    with pytest.raises(ShapeError, match="name some"):
        of("5")


def test_points_for_the_check_are_sought_far_away_too():
    assert gradient("log(x - 20)").check()


def test_a_slope_names_its_own_relation():
    assert "∇f · u" in str(directional_derivative("x**2 + y**2", [3, 4]).check())


@pytest.mark.parametrize(("f", "at"), [("log(x)", [0]), ("log(x)", [-1]), ("1/x", [0])])
def test_no_polynomial_where_there_is_no_value(f, at):
    with pytest.raises(LinalgError, match="no real value"):
        taylor(f, at)


def test_no_polynomial_where_there_is_no_slope():
    with pytest.raises(LinalgError, match="no real value"):
        taylor("sqrt(x)", [0], order=1)


def test_no_polynomial_at_a_kink():
    with pytest.raises(LinalgError, match="a kink at the point, where x = 0"):
        taylor("abs(x)*y", [0, 1])


@pytest.mark.parametrize("f", ["max(0, x)**2", "x*abs(x)"])
def test_no_parabola_where_there_is_no_second_derivative(f):
    with pytest.raises(LinalgError, match="a slope but no second derivative at the point"):
        taylor(f, [0])
    assert taylor(f, [0], order=1).polynomial == 0


@pytest.mark.parametrize(
    ("f", "bend"), [("max(0, x)**3", 0), ("abs(x)**3", 0), ("abs(x**3)", 0), ("abs(x)**2", 2)]
)
def test_a_parabola_at_a_kink_that_is_smoothed_twice(f, bend):
    record = taylor(f, [0])
    assert record.hessian[0] == bend
    assert record.polynomial == bend * x**2 / 2


@pytest.mark.parametrize(
    ("f", "fault"),
    [("sqrt(abs(x))", "an infinite slope"), ("sign(x)", "jumps"), ("x*sign(x)", "a kink")],
)
def test_what_fails_at_a_point_is_named(f, fault):
    with pytest.raises(LinalgError, match=fault):
        gradient(f, at=[0])


def test_kinks_that_cancel():
    """max(x, y) + min(x, y) = x + y."""
    assert list(gradient("max(x, y) + min(x, y)", at=[1, 1]).matrix.subs({x: 1, y: 1})) == [1, 1]
    assert "jumps" not in gradient("max(x, y) + min(x, y)").to_text()


def test_a_kink_that_something_smooths():
    """y|x| and max(x, y)² have a slope of 0 at the origin, in every direction."""
    assert taylor("abs(x)*y", [0, 0], order=1).polynomial == 0
    assert list(gradient("max(x, y)**2", at=[0, 0]).at([0, 0])) == [0, 0]


def test_a_hessian_beside_its_kinks():
    text = hessian("abs(x)*y + max(x, y) + y**2").to_text()
    assert "DiracDelta" not in text
    assert "At almost every point where x = 0 the slope jumps" in text
    assert "Where x - y = 0 the slope jumps" in text
    assert "jumps" not in hessian("x**2*y").to_text()


def _prose(record):
    return " ".join(record.to_text().split())


@pytest.mark.parametrize("f", ["abs(x**3)", "abs(x)**3", "max(0, x)**3", "abs(x)**2"])
def test_a_hessian_that_is_everywhere(f):
    """Oracle: abs(x)³ has the second derivative 6 |x|, also at 0."""
    assert "Where" not in _prose(hessian(f))


@pytest.mark.parametrize(
    ("f", "said"),
    [
        ("max(0, x)**2", "Where x = 0 the slope is continuous, but there is no Hessian."),
        ("abs(x)**(3/2)", "Where x = 0 the slope is continuous, but there is no Hessian."),
        ("sqrt(abs(x))", "Where x = 0 the slope is infinite, and there is neither"),
        ("sqrt(max(0, x))", "Where x = 0 the slope is infinite"),
        ("abs(x)", "Where x = 0 the slope jumps, and there is neither a gradient nor a Hessian."),
        ("x*sign(x)", "Where x = 0 the slope jumps"),
        ("sign(x)", "Where x = 0 the function jumps"),
        ("max(x, x**2)", "Where x^2 - x = 0 the slope jumps"),
        ("abs(x)*max(0, x*(x - 1))", "At some points where"),
        ("max(exp(x), 2)", "Where exp(x) - 2 = 0 the slope jumps"),
    ],
)
def test_where_there_is_no_hessian(f, said):
    assert said in _prose(hessian(f))


def test_where_there_is_no_gradient():
    said = "Where x - y = 0 the slope jumps, and there is no gradient."
    assert said in _prose(gradient("max(x, y)"))
    assert said in _prose(directional_derivative("max(x, y)", [1, 2]))
    assert "Where x = 0 the slope jumps, and there is no Jacobian." in _prose(
        jacobian(["abs(x)", "abs(x) + y"])
    )
    assert "continuous" not in _prose(gradient("max(0, x)**2"))


@pytest.mark.parametrize("target", ["text", "latex", "markdown", "typst", "html"])
@pytest.mark.parametrize("f", ["x*sign(x)", "max(x, y, z)", "max(x, y)**2", "max(0, 1 - x*y)**2"])
def test_no_page_shows_a_delta_or_a_heaviside(f, target):
    for record in (gradient(f), hessian(f), jacobian([f])):
        written = getattr(record, f"to_{target}")()
        assert "Delta" not in written
        assert "Heaviside" not in written


def test_steps_that_exclude_each_other_make_zero():
    """Where x is the largest, y is not; below the diagonal the Hessian of max² is 0."""
    text = hessian("max(x, y, z)**2").to_text()
    assert text.count("1[") == 3 + 3  # of the gradient, and of the diagonal


def test_a_step_is_written_as_an_indicator():
    assert "⎡1[x > y]" in gradient("max(x, y)").to_text()
    assert "1[x < 1]" in gradient("max(0, 1 - x)").to_text()
    assert "2*max(0, x)" in gradient("max(0, x)**2").to_text()


def test_a_gradient_at_a_point_shows_the_value_and_the_slopes_there():
    """CS231n, lecture 4."""
    record = gradient("(x + y)*z", at=[-2, 5, -4])
    assert record.point == (-2, 5, -4)
    text = record.to_text()
    assert "f(a) = -12" in text
    assert "-4" in text.partition("f(a)")[2]
    assert gradient("x*y", ["x", "y"], at={"y": 2, "x": 1}).point == (1, 2)
    assert "a = " not in gradient("(x + y)*z").to_text()


@pytest.mark.parametrize(
    ("f", "at", "error", "message"),
    [
        ("x*y", [1], ShapeError, "2 coordinates"),
        ("1/x", [0], LinalgError, "no real value"),
        ("sqrt(x)", [0], LinalgError, "no real value"),
        ("abs(x)*y", [0, 1], LinalgError, "a kink at the point, where x = 0"),
        ("max(x, y)**2", [2, 2], LinalgError, "a kink at the point, where x - y = 0"),
    ],
)
def test_no_gradient_where_there_is_no_slope(f, at, error, message):
    with pytest.raises(error, match=message):
        gradient(f, at=at)


R = sp.Rational


@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize(
    ("f", "at"),
    [
        *[("sin(1000*x)", [0]), ("1/x", [R(1, 100)]), ("log(x)", [R(1, 1000)])],
        *[("sin(10^12*x)", [0]), ("sqrt(x)", [R(1, 10**8)]), ("1/(1 - x)", [R(999, 1000)])],
        *[("10^-30*sin(x)", [0]), ("exp(50*x)", [2]), ("exp(-1/x)", [R(1, 50)])],
        *[("tan(x)", [R(157, 100)]), ("x^20", [3]), ("sin(x)", [sp.pi / 3])],
        *[("x/(1 + x^2)", [sp.sqrt(2)]), ("1/(x + y)", [R(1, 10**6), 0]), ("x^x", [1])],
        *[("sin(y*cos(1))", [1]), ("asinh(x) + acosh(y)", [1, 2]), ("log10(x)", [R(1, 10)])],
        *[("sin(1000*x)", [0.3]), ("1/x", [0.01]), ("exp(x*y)", [0.5, -1.25])],
    ],
)
def test_taylor_polynomials_are_checked_on_the_function_s_own_scale(f, at, order):
    """Right ones pass, and no one that is wrong by a ten-thousandth, or holds a NaN, does."""
    record = taylor(f, at, order)
    assert record.check()
    for field in ("value", "gradient", "hessian")[: order + 1]:
        entries = sp.Matrix([getattr(record, field)])
        for change in (lambda e: e * R(10001, 10000), lambda _: sp.nan):
            altered = entries.copy()
            place = next((i for i, e in enumerate(entries) if e != 0), None)
            if place is None:
                continue
            altered[place] = change(entries[place])
            other = altered[0] if field == "value" else sp.ImmutableMatrix(altered)
            assert not dataclasses.replace(record, **{field: other}).check()


def test_a_function_that_is_just_smooth_enough_has_a_weaker_relation():
    """By hand: |x|^(5/2) is o(x²) and not O(x³); |x|³ is O(x³)."""
    assert taylor("abs(x)^(5/2)", [0]).check().relation == "f - T = o(distance²)"
    assert taylor("abs(x)^3", [0]).check().relation == "f - T = O(distance³)"


@pytest.mark.parametrize(
    ("f", "at", "written"),
    [
        ("x^3", [2], "6*x**2 - 12*x + 8"),
        ("x*y", [1, 2], "x*y"),
        ("atan2(y, x)", {"x": 1, "y": 0}, "-x*y + 2*y"),
        ("1/x", [R(1, 100)], "1000000*x**2 - 30000*x + 300"),
        ("exp(x)", [1], "E*x**2/2 + E/2"),
    ],
)
def test_a_polynomial_is_multiplied_out(f, at, written):
    assert str(taylor(f, at).polynomial) == written


def test_a_polynomial_of_constants_within_constants_is_drawn():
    """sympy.horner takes sin(cos(1)) for a variable."""
    pytest.importorskip("matplotlib").use("Agg")
    from matplotlib import pyplot as plt

    line = taylor("sin(y*cos(1))", [1]).plot().lines[1]
    np.testing.assert_allclose(line.get_ydata()[60], np.sin(np.cos(1)))
    plt.close("all")


@pytest.mark.parametrize(
    "f",
    [
        *("sin(10^9*x)", "10^-8*sin(x)", "1/(x - 1/3)^4", "exp(50*x)", "tanh(1000*x)*y"),
        *("log(x - 20)", "x^40", "10^30*x^2", "exp(-1/x^2)", "max(x, y)^2 + abs(x*y)", "x^x"),
    ],
)
def test_derivatives_are_checked_on_the_function_s_own_scale(f):
    """Right ones pass; none that is wrong by a ten-thousandth, or holds a NaN, does."""
    two = "y" in f
    for record in (
        gradient(f),
        jacobian([f, f"2*{f}"]),
        directional_derivative(f, [1, 2] if two else [1]),
        hessian(f),
    ):
        assert record.check()
        if isinstance(record, type(hessian("x"))):
            place = next(iter(record.lower))
            for entry in (record.lower[place] * R(10001, 10000), sp.nan):
                lower = {**record.lower, place: entry}
                assert not dataclasses.replace(record, lower=lower).check()
            continue
        for change in (lambda e: e * R(10001, 10000), lambda _: sp.nan):
            wrong = record.matrix.as_mutable()
            wrong[0] = change(wrong[0])
            assert not dataclasses.replace(record, matrix=sp.ImmutableMatrix(wrong)).check()
