"""What other systems print around a matrix, copied from their sessions."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linalg import read_matrix
from linalg.errors import LinalgError, ParseError
from linalg.reading.systems.lines import without_lines

SMALL = ((1, 2), (3, 4))


@pytest.mark.parametrize(
    "printed",
    [
        "A =\n\n   1   2\n   3   4\n\n",  # Octave
        "A =\n\n     1     2\n     3     4\n",  # MATLAB
        "ans =\n \n[1, 2]\n[3, 4]\n",  # MATLAB, of symbols
        "A = (sym 2×2 matrix)\n\n  ⎡1  2⎤\n  ⎢    ⎥\n  ⎣3  4⎦\n",  # Octave, of symbols
        "A = [1 2 ...\n  ; 3 4]",
        "(%o1)    [ 1  2 ]\n         [      ]\n         [ 3  4 ]",  # Maxima
        "            [ 1  2 ]\n(%o3)       [      ]\n            [ 3  4 ]",
        "[1 2]\n[3 4]",  # Sage
        "Out[3]= {{1, 2}, {3, 4}}",
        "Out[3]//InputForm= {{1, 2}, {3, 4}}",
        "2×2 Matrix{Int64}:\n 1  2\n 3  4",  # Julia
        "2×2 Matrix{Rational{Int64}}:\n 1//1  2\n 3//1  4//1",
    ],
)
def test_frames_of_other_systems(printed):
    assert read_matrix(printed).rows == SMALL


@pytest.mark.parametrize(
    ("printed", "rows"),
    [
        ("E =\n\nDiagonal Matrix\n\n   1   0\n   0   2\n", ((1, 0), (0, 2))),
        ("P =\n\nPermutation Matrix\n\n   0   1\n   1   0\n", ((0, 1), (1, 0))),
        ("A =\n\n   1.0e+03  *\n\n    0.1    0.2\n    3    4\n", ((100, 200), (3000, 4000))),
        ("A =\n\n   1.0e-03 *\n\n   0.5  1\n", ((Fraction(1, 2000), Fraction(1, 1000)),)),
        ("x =\n\n   1e+02 *\n\n  a\n  1\n".replace("a", "2"), ((200,), (100,))),
        ("A =\n[1/2, 2]\n[  a, 4]", ((Fraction(1, 2), 2), (read_matrix("a 1").rows[0][0], 4))),
    ],
)
def test_headings_and_a_common_factor(printed, rows):
    assert read_matrix(printed).rows == rows


def test_a_factor_is_said():
    (remark,) = read_matrix("A =\n\n 1.0e+03 *\n\n 0.1 0.2\n").remarks
    assert remark == "The numbers are multiplied by 10^3, which stands above them."
    assert "10^-3" in read_matrix("1.0e-03 *\n 2").remarks[0]


@pytest.mark.parametrize(
    ("printed", "message"),
    [
        (" Columns 1 through 3:\n\n 1 2 3\n\n Column 4:\n\n 4\n", "printed in pieces"),
        ("  Columns 1 through 2\n\n  1 2\n", "mat2str(A, 17)"),
        ("[ 1   2  ]\n[        ]\n[      1 ]\n[ 3  - - ]\n[      2 ]", "display2d: false"),
        ("(%o1) [  2    ]\n      [ a   1 ]", "a row stands on several lines"),
        ("[  2    ]\n[ a   1 ]\n[       ]\n[ 2   3 ]", "a row stands on several lines"),
        ("1e3 *\n 1\n1e4 *\n 2", "a second factor"),
        ("1.0e+300 *\n 1", "a number of more than"),
    ],
)
def test_what_cannot_be_known_is_refused_with_a_remedy(printed, message):
    with pytest.raises(LinalgError) as caught:
        read_matrix(printed)
    assert message in str(caught.value)


def test_entries_that_numpy_leaves_out_are_missed():
    wide = np.arange(4000).reshape(2, 2000)
    for printed in (str(wide), repr(wide), str(wide.T), repr(wide.T)):
        with pytest.raises(ParseError, match="write every entry"):
            read_matrix(printed)


PIECES = st.sampled_from(
    ["[", "]", "1", "a", " ", "\n", "-", "(%o1)", "Out[1]=", "1e3 *", "Diagonal Matrix", "...", "=",
     "A =", ", ", ";", "Columns 1 through 2:", "⎡", "/", "{", "}"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join))
def test_every_sign_keeps_its_place_and_nothing_else_is_raised(text):
    try:
        kept, factor = without_lines(text)
    except ParseError:
        return
    assert len(kept) == len(text)
    assert factor is None or factor > 0
    for before, after in zip(text, kept, strict=True):
        assert after in (before, " ")
