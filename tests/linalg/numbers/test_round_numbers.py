"""Numbers that are easily read off a picture."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linalg.numbers.round_numbers import round_below, round_near

SIZES = st.floats(1e-8, 1e8)


def is_round(x):
    digits = f"{float(x):.12e}".partition("e")[0].rstrip("0").rstrip(".")
    return digits in {"1", "2", "5"}


@given(SIZES)
def test_it_is_round_and_not_above_and_the_next_one_would_be(x):
    found = round_below(x)
    assert is_round(found)
    assert found <= x * (1 + 1e-9)
    assert found * Fraction(5, 2) > x * (1 - 1e-9)


@given(SIZES)
def test_the_nearest_is_off_by_less_than_the_root_of_the_widest_ratio(x):
    found = round_near(x)
    assert is_round(found)
    assert 1 / 2.5**0.5 - 1e-9 <= float(found) / x <= 2.5**0.5 + 1e-9


@pytest.mark.parametrize("x", ["1/1000", "2", "50", "1/5"])
def test_a_round_number_is_its_own(x):
    assert round_below(float(Fraction(x))) == round_near(float(Fraction(x))) == Fraction(x)
