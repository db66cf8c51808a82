"""Right numbers that were rounded are called so, and others are not."""

from fractions import Fraction

import pytest
import sympy as sp

from linalg import verify
from linalg.verification.decimals import is_short_for


@pytest.mark.parametrize(
    ("found", "expected", "is_short"),
    [
        (Fraction(33, 100), Fraction(1, 3), True),
        (Fraction(-33, 100), Fraction(-1, 3), True),
        (Fraction(66, 100), Fraction(2, 3), True),  # cut off
        (Fraction(68, 100), Fraction(2, 3), False),
        (Fraction(33, 100), Fraction(-1, 3), False),
        (Fraction(1, 3), Fraction(33, 100), False),  # no decimal
        (Fraction(141, 100), sp.sqrt(2), True),
        (Fraction(142, 100), sp.sqrt(2), False),
        (Fraction(1, 2), sp.Symbol("a"), False),
        (0.3333, 1 / 3, True),
        (0.1 + 0.2, 0.3, False),  # computed, not typed
        (float("inf"), 1.0, False),
        (3, 4, False),
    ],
)
def test_a_short_decimal_of_another_number(found, expected, is_short):
    assert is_short_for(found, expected) is is_short


def kinds(record):
    return [cause.kind for cause in record.claims[0].diagnosis.causes]


def test_rounded_factors_are_not_right_and_called_rounded():
    record = verify("3 1; 1 2", L="1 0; 0.33 1", U="3 1; 0 1.67")
    assert not record
    assert "l₂₁ = 1/3, not 0.33; u₂₂ = 5/3, not 1.67." in record.message
    matlab = {"P": "[0 1; 1 0]", "L": "[1.0000 0; 0.3333 1.0000]"}
    assert "rounded" in kinds(verify("[1 2; 3 7]", U="[3.0000 7.0000; 0 -0.3333]", **matlab))
    assert "rounded" not in kinds(verify("[1 2; 3 7]", U="[3.0000 7.0000; 0 0.3333]", **matlab))
    floats = verify([[3.0, 1], [1, 2]], L=[[1, 0], [0.3333, 1]], U=[[3.0, 1], [0, 1.6667]])
    assert "rounded" in kinds(floats)


def test_a_rounded_inverse_and_solution():
    record = verify("2 1; 8 7", inverse="1.17 -.17; -1.33 0.33")
    assert kinds(record) == ["rounded"]
    assert "x₂₁ = -4/3, not -1.33; and so on." in record.message
    assert "rounded" in kinds(verify("3 1; 1 3", b="1 0", x="0.375 -0.13"))
    assert "rounded" not in kinds(verify("3 1; 1 3", b="1 0", x="0.375 -0.15"))


def test_whole_numbers_are_never_called_rounded():
    """2 for 9/4 is no decimal."""
    assert "rounded" not in kinds(verify("4 1; 9 1", L="1 0; 2 1", U="4 1; 0 -1"))
