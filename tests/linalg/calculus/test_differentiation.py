"""Partial derivatives against SymPy's own, and how variables are read."""

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from linalg.calculus.differentiation import first_derivatives, second_derivatives

x, y, z = sp.symbols("x y z")
EXPRESSIONS = [
    x**2 * y**3 - 2 * x / y + 7,
    sp.exp(x * y) * sp.sin(z) + sp.log(1 + x**2),
    (x + y * z) ** 5 / (1 + z**2),
    sp.sqrt(x**2 + y**2) + sp.atan(x / y) + sp.erf(z),
    x**y + 2**z,
    sp.tanh(x) * sp.acosh(2 + y**2) - sp.tan(z),
    sp.atan2(x * y, z) * sp.cot(x) + sp.sec(y) / sp.csc(z),
    x ** sp.Rational(3, 2) + x**sp.pi,
    sp.Integer(3),
]


@pytest.mark.parametrize("f", EXPRESSIONS, ids=str)
def test_as_sympy(f):
    first, second = second_derivatives(f, [x, y, z])
    for i, a in enumerate((x, y, z)):
        assert sp.simplify(first[i] - f.diff(a)) == 0
        for j, b in enumerate((x, y, z)[: i + 1]):
            assert sp.simplify(second.get((i, j), 0) - f.diff(a, b)) == 0
    assert first_derivatives(f, [z]) == [first[2]]


@st.composite
def polynomials(draw):
    terms = draw(
        st.lists(st.tuples(st.integers(-9, 9), *(st.integers(0, 4),) * 3), min_size=1, max_size=6)
    )
    return sum(c * x**a * y**b * z**d for c, a, b, d in terms) + sp.S.Zero


@given(polynomials(), polynomials())
@settings(max_examples=25, deadline=None)
def test_products_of_polynomials(p, q):
    first, second = second_derivatives(p * q, [x, y, z])
    assert [sp.expand(d) for d in first] == [sp.expand((p * q).diff(v)) for v in (x, y, z)]
    for (i, j), entry in second.items():
        assert sp.expand(entry - (p * q).diff((x, y, z)[i], (x, y, z)[j])) == 0


def test_zero_entries_are_left_out():
    chain = sum((sp.Symbol(f"v{i + 1}") - sp.Symbol(f"v{i}") ** 2) ** 2 for i in range(9))
    _, second = second_derivatives(chain, sp.symbols("v:10"))
    assert sorted(second) == sorted([(i, i) for i in range(10)] + [(i + 1, i) for i in range(9)])


def test_kinks_along_the_real_line():
    assert first_derivatives(sp.Abs(x) * y, [x]) == [y * sp.sign(x)]
    (slope,) = first_derivatives(sp.Max(x, 0), [x])
    assert slope.subs(x, 2) == 1
    assert slope.subs(x, -2) == 0
    assert slope.free_symbols == {x}
