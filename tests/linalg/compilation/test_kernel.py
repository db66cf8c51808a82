"""Kernels: right values, the same on floats and arrays, no names but ours, no slow powers."""

import re

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from linalg.compilation import Kernel
from linalg.errors import LinalgError, ShapeError
from linalg.reading import read_expression

x, y, z = sp.symbols("x y z", real=True)
RATIONAL = [
    x**2 * y**3 - 2 * x + 2,
    (x - y) ** 5 / (1 + x**2),
    1 / x**3 + y**-1,
    -(x**2) - y,
    -x * y / 3,
    2 * x * y + 2 * x + 2 * y,
    sp.Rational(1, 3) * x - 0.25 * y + 7,
    sp.Integer(4),
    x,
    sp.sqrt(x**2 + y**2 + 1) ** 3,
    sp.Piecewise((x, x > 1), (y**2, x > 0), (x * y, True)),
    sp.Max(x, y, 0) + sp.Min(x, y),
    sp.Abs(x - y) + sp.sign(x),
]
TRANSCENDENTAL = [
    sp.exp(-(x**2)) * sp.sin(y) + sp.cos(x * y),
    sp.log(1 + x**2) + sp.tanh(y) + sp.atan(x),
    sp.Abs(x) ** sp.Rational(1, 3) + sp.pi * sp.E**y + sp.sqrt(2) * x,
    sp.erf(x) + sp.sinh(y) + sp.cosh(x) + sp.asinh(y) + sp.tan(x),
    sp.atan2(y, x) + sp.floor(x) + sp.ceiling(y),
    sp.cot(x) * sp.sec(y) + sp.csc(x * y) ** 2,
    sp.log(x**2 + 1) / sp.log(10) + sp.atan2(x - y, 1 + x**2),
    sp.asin(sp.tanh(x)) + sp.acos(sp.tanh(y)) + sp.acosh(2 + x**2) + sp.atanh(sp.tanh(y) / 2),
]
POINTS = np.random.default_rng(0).normal(size=(2, 50)) * 2


@pytest.mark.parametrize("expression", RATIONAL + TRANSCENDENTAL, ids=str)
def test_values_are_sympys(expression):
    values = Kernel([expression], [x, y])(POINTS)[0]
    for i in range(0, 50, 10):
        a, b = (sp.Float(v, 30) for v in POINTS[:, i].tolist())
        assert values[i] == pytest.approx(float(expression.subs({x: a, y: b})), rel=1e-13)


def test_floats_and_arrays_agree_to_the_bit_in_arithmetic():
    kernel = Kernel(RATIONAL, [x, y])
    values = kernel(POINTS)
    for i in range(50):
        np.testing.assert_array_equal(kernel.scalar(*POINTS[:, i].tolist()), values[:, i])


def test_floats_and_arrays_agree_to_rounding_in_functions():
    kernel = Kernel(TRANSCENDENTAL, [x, y])
    values = kernel(POINTS)
    for i in range(50):
        ours = kernel.scalar(*POINTS[:, i].tolist())
        np.testing.assert_allclose(ours, values[:, i], rtol=1e-14, atol=1e-15)


def test_integer_powers_become_products():
    kernel = Kernel([x**7 + y**-3, (x + y) ** 4], [x, y])
    for source in (kernel.scalar_source, kernel.array_source):
        assert "**" not in source
        assert "power" not in source
    assert kernel.array_source.count("np_multiply") == 4 + 2 + 2


def test_common_parts_are_computed_once():
    kernel = Kernel([sp.exp(x * y) + x * y, y * sp.exp(x * y)], [x, y])
    assert kernel.scalar_source.count("exp(") == 1
    assert kernel.array_source.count("np_exp(") == 1


def test_a_hostile_name_never_enters_the_source():
    hostile = sp.Symbol('open("canary", "w")')
    kernel = Kernel([hostile**2], [hostile])
    assert kernel([3.0]) == 9
    for source in (kernel.scalar_source, kernel.array_source):
        assert set(re.findall(r"[a-z_]+\d*", source)) <= {"def", "kernel", "x0", "y0"} | {
            "return",
            "np_multiply",
        }


def test_text_is_not_an_expression():
    with pytest.raises(sp.SympifyError):
        Kernel(['open("canary", "w")'], [x])


def test_long_sums_and_deep_towers_compile():
    variables = sp.symbols("x:300")
    kernel = Kernel([sum((i + 1) * v for i, v in enumerate(variables))], variables)
    assert kernel(np.ones(300))[0] == 300 * 301 / 2
    tower = x
    for _ in range(60):
        tower = sp.sqrt(1 + tower)
    assert Kernel([tower], [x])([1.0])[0] == pytest.approx((1 + 5**0.5) / 2)


def test_blocks_cover_every_point():
    points = np.random.default_rng(1).normal(size=(2, 9001))
    np.testing.assert_array_equal(Kernel([x * y - 1], [x, y])(points)[0], points[0] * points[1] - 1)


def test_any_shape_of_points():
    kernel = Kernel([x + y, x - y, x * y], [x, y])
    points = np.random.default_rng(2).normal(size=(2, 3, 4))
    values = kernel(points)
    assert values.shape == (3, 3, 4)
    np.testing.assert_array_equal(values[1], points[0] - points[1])
    assert kernel(np.empty((2, 0))).shape == (3, 0)


def test_no_value_is_not_a_number_on_both_sides():
    kernel = Kernel([sp.log(x), 1 / x, sp.exp(x)], [x])
    np.testing.assert_array_equal(kernel([0.0]), [-np.inf, np.inf, 1])
    np.testing.assert_array_equal(kernel([-1.0])[:2], [np.nan, -1])
    assert kernel([1e3])[2] == np.inf
    np.testing.assert_array_equal(kernel([[0.0, -1.0]])[0], [-np.inf, np.nan])


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        (x + z, "z is not among the variables"),
        (sp.gamma(x), "no kernel for gamma"),
        (sp.I * x, "I is not a real number"),
        (x * sp.Integer(10) ** 400, "not a real number that a float can hold"),
    ],
)
def test_what_cannot_be_computed_is_named(expression, message):
    with pytest.raises(LinalgError, match=message):
        Kernel([expression], [x, y])


def test_points_of_another_dimension_are_refused():
    with pytest.raises(ShapeError, match=r"2 coordinates along the first axis.*shape \(3,\)"):
        Kernel([x + y], [x, y])([1.0, 2.0, 3.0])


TYPED = [
    *("arctan(x*y)", "arcsin(x/9)", "arccos(y/9)", "asinh(x - y)", "arcosh(1 + x^2)"),
    *("artanh(x/9)", "atan2(y, x)", "atan2(x - 1, x*y)", "log10(1 + x^2)", "log2(2 + y^2)"),
    *("log(1 + y^2, 3)", "log(2 + x^2, 3 + y^2)", "cot(x)", "sec(x*y)", "csc(y)", "ln(x^2)"),
]


@given(
    st.sampled_from(TYPED),
    st.sampled_from(TYPED),
    st.sampled_from(["({})*({})", "({}) - ({})", "sin({})*({})", "({})/(2 + ({})^2)"]),
    st.tuples(*2 * [st.floats(-4, 4).map(lambda v: round(v, 6) + 0.0)]),
)
@settings(max_examples=60, deadline=None)
def test_typed_functions_are_sympys_on_floats_and_on_arrays(one, other, form, at):
    expression = sp.sympify(read_expression(form.format(one, other)))
    kernel = Kernel([expression], sp.symbols("x y"))
    exact = {v: sp.Rational(str(c)) for v, c in zip(sp.symbols("x y"), at, strict=True)}
    value = expression.xreplace(exact).evalf(30)
    (on_floats,) = kernel(np.array(at))
    on_arrays = kernel(np.array([[a, a] for a in at]))[0, 1]
    if not (value.is_Float or value.is_Rational):
        return  # no real value, as of cot(0)
    size = 1 + max(abs(complex(part.xreplace(exact))) for part in sp.preorder_traversal(expression))
    assert on_floats == pytest.approx(float(value), rel=1e-12, abs=1e-12 * size)
    assert on_arrays == pytest.approx(on_floats, rel=1e-13, abs=1e-14 * size)
