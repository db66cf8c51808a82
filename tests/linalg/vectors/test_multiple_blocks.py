"""Pages with special solutions say them in whole numbers and of length 1 too, where they differ."""

import numpy as np
import pytest

import linalg
from linalg.language import LANGUAGES

WHOLE = "The same space is spanned by their multiples in whole numbers without a common factor:"
UNITS = "The same space is spanned by their multiples of length 1:"


def text(record):
    return " ".join(record.to_text().split())


@pytest.mark.parametrize(
    "record",
    [
        linalg.solve("3 4", "1"),
        linalg.eliminate("3 4", "0"),
        linalg.four_subspaces("3 4"),
        linalg.four_subspaces("3 4").null_space,
        linalg.four_subspaces("3; 4").left_null_space,
        linalg.is_subspace("3*x + 4*y = 0"),
    ],
)
def test_wherever_special_solutions_are(record):
    page = text(record)
    assert WHOLE in page
    assert "⎡-4⎤ ⎣ 3⎦ and by those of length 1: 1/5 ⎡-4⎤ ⎣ 3⎦" in page


def test_nothing_is_said_twice():
    assert "same space" not in text(linalg.four_subspaces("0 1").null_space)
    assert WHOLE not in text(linalg.four_subspaces("1 1").null_space)
    assert UNITS in text(linalg.four_subspaces("1 1").null_space)
    assert "same space" not in text(linalg.four_subspaces("1 2; 3 4"))
    assert "same space" not in text(linalg.span("1 2"))


def test_with_symbols_only_where_no_factor_is_zero():
    page = text(linalg.four_subspaces("a b").null_space)
    assert (
        "As long as a ≠ 0, the same space is spanned by their multiples without denominators and "
        "common factors: ⎡-b⎤ ⎣ a⎦ and by those of length 1: (1/sqrt(a^2 + b^2))"
    ) in page
    page = text(linalg.four_subspaces("2 a").null_space)
    assert "The same space is spanned by their multiples without a common factor: ⎡-a⎤" in page


def test_floats_and_roots_have_no_whole_numbers():
    assert f"{UNITS} ⎡-0.8⎤ ⎣ 0.6⎦" in text(linalg.four_subspaces([[3.0, 4.0]]).null_space)
    assert f"{UNITS} sqrt(6)/3 ⎡-sqrt(2)/2⎤" in text(linalg.four_subspaces("sqrt(2) 1").null_space)


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_every_language(language):
    for rows in ("3 4", "1 1", "a b", "2 a", [[3.0, 4.0]]):
        for record in (linalg.four_subspaces(rows), linalg.solve(rows, "1")):
            assert record.page().in_language(language).blocks
    rounded = np.array([[0.1, 1], [3, 4]], np.float32)
    assert linalg.solve(rounded, [1, 2]).page().in_language(language).blocks
