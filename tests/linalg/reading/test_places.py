"""Points by name and names of variables: read, refused in place, and bounded."""

import contextlib
from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from linalg.errors import LimitError, LinalgError, ParseError
from linalg.reading.places import read_names, read_place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("1, 1/2", (1, Fraction(1, 2))),
        ("x = 1, y = 2", {"x": 1, "y": 2}),
        ("y=-2;x=0.5", {"y": -2, "x": Fraction(1, 2)}),
        ("x = 1 y = 2", {"x": 1, "y": 2}),
        ("x = max(1, 2), y = log(8, 2),", {"x": 2, "y": 3}),
        ("theta = pi/2", {"theta": sp.pi / 2}),
        ("x1 = 1\nx2 = 3", {"x1": 1, "x2": 3}),
    ],
)
def test_places(text, place):
    assert read_place(text) == place


@pytest.mark.parametrize("text", ["x, y", "x y", "(x, y)", "[x; y]", " x\ny "])
def test_names(text):
    assert read_names(text) == ("x", "y")


@pytest.mark.parametrize(
    ("text", "position", "reason"),
    [
        ("= 1", 0, "one after the other"),
        ("2 = x", 0, "one after the other"),
        ("x = 1, sin = 2", 7, "sin is no variable"),
        ("x = 1, x = 2", 7, "given twice"),
        ("x = 1, y = (2", 11, "never closed"),
        ("x =", 3, "nothing to read"),
    ],
)
def test_refused_places(text, position, reason):
    with pytest.raises(ParseError, match=reason) as caught:
        read_place(text)
    assert caught.value.position == position


def test_long_texts_are_refused():
    for text in ("=" + "a" * 200_000, "a=" * 100_000, "x = 1, " * 20_000):
        with pytest.raises(LimitError, match="characters"):
            read_place(text)
    with pytest.raises(LimitError, match="characters"):
        read_names("x " * 100_000)


@given(st.text(st.sampled_from("xyab=,;() 12/*^-\n[]'\"._"), max_size=30))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_refused(text):
    for read in (read_place, read_names):
        with contextlib.suppress(LinalgError):
            read(text)
