"""The nearest float: Python's division of integers and NumPy's own types are the oracles."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linalg.errors import LinalgError
from linalg.numbers.nearest import _of_kind, nearest

KINDS = [np.float16, np.float32, np.float64, np.longdouble]
whole = st.integers(-(2**200), 2**200)
fractions = st.builds(Fraction, whole, st.integers(1, 2**200))
scaled = st.builds(lambda x, k: x * Fraction(2) ** k, fractions, st.integers(-1100, 900))


@given(scaled)
@example(Fraction(2**53 + 1))  # half way: to the even one
@example(Fraction(2**1024 - 2**970 - 1))  # below half way to 2^1024
@example(Fraction(1, 2**1075))  # half of the smallest float
@example(Fraction(3, 2**1075))
def test_float64_as_python_divides(x):
    try:
        expected = x.numerator / x.denominator
    except OverflowError:
        with pytest.raises(LinalgError, match="beyond the largest float64"):
            nearest(x)
        with pytest.raises(OverflowError):
            _of_kind(x, np.dtype(np.float64))
    else:
        assert float(nearest(x)).hex() == expected.hex()
        assert abs(float(_of_kind(x, np.dtype(np.float64)))).hex() == abs(expected).hex()


@given(fractions, st.sampled_from(KINDS))
def test_no_other_float_is_nearer(x, kind):
    try:
        found = nearest(x, kind)
    except LinalgError:
        assert abs(x) > Fraction(int(np.finfo(kind).max))
        return
    assert found.dtype == kind
    distance = abs(exact(found) - x)
    for neighbour in (np.nextafter(found, kind(np.inf)), np.nextafter(found, kind(-np.inf))):
        if np.isfinite(neighbour):
            other = abs(exact(neighbour) - x)
            assert distance < other or (distance == other and is_even(found, neighbour))


def exact(x):
    """What a float of any kind is worth: NumPy says so with integers."""
    return Fraction(*x.as_integer_ratio())


def is_even(x, neighbour):
    """Of two neighbours one is an even number of the finer steps between them."""
    step = abs(exact(neighbour) - exact(x))
    return (exact(x) / step) % 2 == 0


def test_rounding_once_and_not_twice():
    """Half of float32's last place and a little more than float64 sees."""
    x = 1 + Fraction(1, 2**24) + Fraction(1, 2**60)
    assert np.float32(float(x)) == 1
    assert nearest(x, np.float32) == np.nextafter(np.float32(1), np.float32(2))
