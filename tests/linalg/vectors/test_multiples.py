"""Null vectors in whole numbers and of length 1: SymPy, SciPy and FLINT's way as oracles."""

from math import gcd

import numpy as np
import pytest
import scipy.linalg
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

import linalg
from linalg.errors import LinalgError, ShapeError
from linalg.vectors.multiples import length, primitive_factor

a, b = sp.symbols("a b")
vectors = st.lists(st.fractions(-50, 50, max_denominator=60), min_size=1, max_size=5)
singular = st.tuples(st.integers(1, 4), st.integers(2, 5)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(-4, 4), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0], max_size=shape[0],
    )
)  # fmt: skip


@given(vectors)
def test_a_primitive_vector_is_whole_coprime_and_points_the_same_way(entries):
    found = linalg.primitive(entries)
    if not any(entries):
        assert found is None
        return
    whole = [int(x) for x in found]
    assert list(found) == whole
    assert gcd(*whole) == 1
    ratio = {x / y for x, y in zip(whole, entries, strict=True) if y}
    assert len(ratio) == 1
    assert min(ratio) > 0


@given(singular)
@settings(max_examples=50, deadline=None)
def test_null_vectors_stay_null_vectors(rows):
    for v in linalg.null_space(rows):
        assert sp.Matrix(rows) * linalg.primitive(v) == sp.zeros(len(rows), 1)
        assert sp.Matrix(rows) * linalg.unit(v) == sp.zeros(len(rows), 1)
        assert sp.simplify(linalg.unit(v).dot(linalg.unit(v))) == 1


def test_the_null_vector_of_a_line_as_other_systems_write_it():
    """PARI's matkerint, FLINT's with minus the denominator, and SciPy's of length 1."""
    (v,) = linalg.null_space("2 3")
    assert list(v) == [sp.Rational(-3, 2), 1]
    assert list(linalg.primitive(v)) == [-3, 2]
    theirs = scipy.linalg.null_space([[2.0, 3.0]])[:, 0]
    ours = np.asarray(linalg.unit(v))[:, 0]
    assert min(abs(ours - theirs).max(), abs(ours + theirs).max()) < 1e-15


@pytest.mark.parametrize(
    ("v", "factor", "expected"),
    [
        ([1 / a, 1], a, [1, a]),
        ([-b / a, 1], a, [-b, a]),
        ([a / (a + 1), a / (a - 1)], (a**2 - 1) / a, [a - 1, a + 1]),
        ([a / 2, sp.Rational(1, 3)], 6, [3 * a, 2]),
        ([a, 1], 1, [a, 1]),
        ([2 * a, 4 * a], 1 / (2 * a), [1, 2]),
    ],
)
def test_quotients_of_polynomials_become_polynomials(v, factor, expected):
    column = sp.Matrix(v)
    assert sp.simplify(primitive_factor(column) - factor) == 0
    assert [sp.expand(x) for x in linalg.primitive(column)] == [sp.expand(x) for x in expected]


@pytest.mark.parametrize("v", ["sqrt(2) 1", "cos(t) 1", "pi 2", [0.5, 1.0], "0 0", "sqrt(a) 1"])
def test_what_has_no_primitive_multiple(v):
    assert linalg.primitive(v) is None


def test_lengths_at_the_ends_of_the_floats():
    for scale in (1e-200, 1.0, 1e200):
        v = linalg.unit([3 * scale, 4 * scale])
        np.testing.assert_allclose(v[:, 0], [0.6, 0.8], rtol=1e-15)
    assert not v.flags.writeable
    assert length(sp.Matrix([a, b])) == sp.sqrt(a**2 + b**2)


def test_what_is_refused():
    with pytest.raises(LinalgError, match="no direction"):
        linalg.unit("0 0")
    with pytest.raises(ShapeError, match="v has 2 columns; a vector has one"):
        linalg.primitive("1 2; 3 4")
