"""Matrices, systems and vectors as they are written on paper."""

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from linalg.errors import LimitError, LinalgError, ParseError, ShapeError
from linalg.reading import ReadMatrix, read_expression, read_matrix, read_vector

a, b, c, d, e, x = sp.symbols("a b c d e x")

ACCEPTED = {
    "1 2 1; 3 8 1; 0 4 1": [[1, 2, 1], [3, 8, 1], [0, 4, 1]],
    "[[1, 2], [3, 4]]": [[1, 2], [3, 4]],
    "[[1, 2],\n [3, 4]]": [[1, 2], [3, 4]],
    "[[1 2]\n [3 4]]": [[1, 2], [3, 4]],
    "[[1., 2.],\n [3., 4.]]": [[1, 2], [3, 4]],
    "[[1, 2]; [3, 4]]": [[1, 2], [3, 4]],
    "[[1, 2], [3, 4],]": [[1, 2], [3, 4]],
    "[1 2; 3 4]": [[1, 2], [3, 4]],
    "[1, 2]": [[1, 2]],
    "[[1]]": [[1]],
    "7": [[7]],
    "1/2 -0.25; a b+1": [[Fraction(1, 2), Fraction(-1, 4)], [a, b + 1]],
    "1 2\n3 4": [[1, 2], [3, 4]],
    "\n1 2\r\n\r\n3 4\n": [[1, 2], [3, 4]],
    "1 2;\n3 4;\n": [[1, 2], [3, 4]],
    "1\t2\n3\t4": [[1, 2], [3, 4]],
    "1, 2 3; 4 5, 6": [[1, 2, 3], [4, 5, 6]],
    "1,2": [[1, 2]],
    "1 -2": [[1, -2]],
    "1 - 2": [[-1]],
    "1- 2": [[-1]],
    "1-2": [[-1]],
    "1 +2 -3": [[1, 2, -3]],
    "1 −2": [[1, -2]],
    "1 - -2": [[3]],
    "a -b": [[a, -b]],
    "a - b": [[a - b]],
    "a*b c": [[a * b, c]],
    "a * b c": [[a * b, c]],
    "1 / 2 3": [[Fraction(1, 2), 3]],
    "(1 -2) 3": [[-1, 3]],
    "2 (3)": [[2, 3]],
    "sin(x) -cos(x); cos(x) sin(x)": [[sp.sin(x), -sp.cos(x)], [sp.cos(x), sp.sin(x)]],
    "max(a, b) 1": [[sp.Max(a, b), 1]],
    "a b c; d e 0": [[a, b, c], [d, e, 0]],
    "lambda -1": [[sp.Symbol("lambda"), -1]],
}

SYSTEMS = {
    "1 2 | 3; 4 5 | 6": ([[1, 2], [4, 5]], [[3], [6]]),
    "1 2|3\n4 5|6": ([[1, 2], [4, 5]], [[3], [6]]),
    "[1 2 | 3; 4 5 | 6]": ([[1, 2], [4, 5]], [[3], [6]]),
    "[[1, 2 | 3], [4, 5 | 6]]": ([[1, 2], [4, 5]], [[3], [6]]),
    "1 | -2 3": ([[1]], [[-2, 3]]),
    "a b | b - a": ([[a, b]], [[b - a]]),
}

REFUSED = {
    "": (0, "nothing to read"),
    " \n": (0, "nothing to read"),
    "[]": (0, "nothing to read"),
    "[[]]": (0, "nothing to read"),
    "1,,2": (2, "missing before"),
    ",1": (0, "missing before"),
    "1 2,": (3, "missing after"),
    "1;;2": (2, "before ;"),
    ";1": (0, "before ;"),
    "1 2\n3 2x": (7, "line 2, character 4"),
    "1 2; 3 1/0": (9, "division by zero"),
    "1 -": (2, "nothing stands after"),
    "sin (x)": (0, "write sin(x)"),
    "[1, 2], [3, 4]": (6, "[[1, 2], [3, 4]]"),
    "[[1, 2], [3, 4]": (0, "never closed"),
    "[1 2; 3 4]]": (10, "closes nothing"),
    "[1 2; 3 4] x": (11, "something stands after the matrix"),
    "[1 2)": (4, "the [ before it is still open"),
    "[[1, 2], 3, 4]": (9, "not a row"),
    "[[1, 2],, [3, 4]]": (8, "not a row"),
    "[[1, [2]]]": (5, "not a row"),
    "[1 2": (0, "never closed"),
    "1 2]": (3, "closes nothing"),
    "1 [2] 3": (2, "out of place"),
    "| 1": (0, "before the bar"),
    "1 |": (2, "after the bar"),
    "1 | 2 | 3": (6, "second bar"),
    "(1 2; 3 4)": (0, "not closed in its row"),
    "(a\n+b)": (0, "not closed in its row"),
    "1 2) 3": (3, "closes nothing"),
    "(1 2) 3": (3, "nothing stands between"),
}

EACH_ROW = "each row has its own, as in 1 2 | 3; 4 5 | 6"
MISSHAPEN = {
    "1 2; 3": "row 2 has 1 entry, row 1 has 2",
    "1; 2; 3 4 5": "row 3 has 3 entries, row 1 has 1",
    "[[1, 2], []]": "row 2 has 0 entries, row 1 has 2",
    "1 2 | 3; 4 5": "row 1 has a bar |, row 2 has none: " + EACH_ROW,
    "1 2; 4 5 | 3": "row 2 has a bar |, row 1 has none: " + EACH_ROW,
    "1 | 2; 3 | 4 5": "row 2 has 2 entries after the bar, row 1 has 1",
}


def rows(*lists):
    return tuple(map(tuple, lists))


@pytest.mark.parametrize(("text", "matrix"), ACCEPTED.items())
def test_accepted(text, matrix):
    assert read_matrix(text) == ReadMatrix(rows(*matrix))


@pytest.mark.parametrize(("text", "system"), SYSTEMS.items())
def test_a_bar_stands_before_the_right_hand_side(text, system):
    left, right = system
    assert read_matrix(text) == ReadMatrix(rows(*left), rows(*right))


@pytest.mark.parametrize(("text", "expected"), REFUSED.items())
def test_refused_with_position_and_reason(text, expected):
    position, reason = expected
    with pytest.raises(ParseError) as caught:
        read_matrix(text)
    assert reason in str(caught.value)
    assert caught.value.position == position
    assert caught.value.text == text


@pytest.mark.parametrize(("text", "message"), MISSHAPEN.items())
def test_misshapen(text, message):
    with pytest.raises(ShapeError) as caught:
        read_matrix(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1 2; 3 x^65", "row 2, column 2: a power beyond 64"),
        ("1 2 | 3; 4 5 | 2**65", "row 2, column 3: a power beyond 64"),
        ("1;" * 65, "more than 64 rows"),
        ("1\n" * 65, "more than 64 rows"),
        ("a " * 65, "more than 64 columns"),
        ("1 " * 65, "more than 64 columns"),
        ("1 |" + " 1" * 65, "more than 64 columns"),
        ("; ".join(f"x{k}" + "+1" * 1000 for k in range(3)), "row 1, column 1: an entry of 2002"),
        (" ".join(f"sin(x{k})+sin(y{k})" for k in range(60)) + "\n", None),
        ("\n".join(" ".join(f"sin(x{k}+{j})" for k in range(60)) for j in range(9)), "functions"),
        ("1 " * 131_073, "a text of 262146 characters"),
    ],
)
def test_bounds_of_the_whole(text, message):
    if message is None:
        read_matrix(text)
    else:
        with pytest.raises(LimitError, match=message):
            read_matrix(text)


def test_the_largest_matrix_is_read():
    read = read_matrix("\n".join(" ".join(["-1/3"] * 64) + " | x" for _ in range(64)))
    assert (len(read.rows), len(read.rows[0]), len(read.right_hand_side)) == (64, 64, 64)


def test_what_is_read_can_be_a_key_and_is_frozen():
    read = read_matrix("1 a; 2 b")
    assert {read: 1}[read_matrix("[[1, a], [2, b]]")] == 1
    with pytest.raises(AttributeError):
        read.rows = ()


@pytest.mark.parametrize(
    ("text", "vector"),
    {
        "2 12 2": (2, 12, 2),
        "2, 12, 2": (2, 12, 2),
        "2; 12; 2": (2, 12, 2),
        "2\n12\n2\n": (2, 12, 2),
        "[2, 12, 2]": (2, 12, 2),
        "[[2], [12], [2]]": (2, 12, 2),
        "(2, 12, 2)": (2, 12, 2),
        " ( 2, -1/2 ) ": (2, Fraction(-1, 2)),
        "(1)": (1,),
        "(1) - (2)": (-1,),
        "(a + b) - (a - b)": (2 * b,),
        "(a + b)*2, 3": (2 * (a + b), 3),
        "((a + b), c)": (a + b, c),
    }.items(),
)
def test_vectors(text, vector):
    assert read_vector(text) == vector


def test_a_vector_keeps_positions():
    with pytest.raises(ParseError) as caught:
        read_vector("(1, 2x)")
    assert caught.value.position == 5


@pytest.mark.parametrize("text", ["1 2; 3 4", "1 | 2"])
def test_no_vector(text):
    with pytest.raises(ShapeError, match="vector"):
        read_vector(text)


plain = st.one_of(
    st.integers(-(10**9), 10**9),
    st.fractions(max_denominator=10**6),
    st.decimals(-1000, 1000, places=4).map(lambda n: Fraction(str(n))),
)
grids = st.tuples(st.integers(1, 6), st.integers(1, 6)).flatmap(
    lambda shape: st.lists(
        st.lists(plain, min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


@given(grids, st.sampled_from([("; ", " "), ("\n", ", "), (";", ","), ("\n\n", "\t")]))
def test_a_printed_grid_is_read_back(grid, separators):
    between_rows, between_entries = separators
    lines = [between_entries.join(map(str, row)) for row in grid]
    expected = ReadMatrix(rows(*grid))
    assert read_matrix(between_rows.join(lines)) == expected
    # the brackets take another path than plain numbers
    assert read_matrix("[" + between_rows.join(lines) + "]") == expected
    assert read_matrix("[" + ", ".join(f"[{line}]" for line in lines) + "]") == expected


@given(st.text(st.sampled_from("0123 -+.,;/\n"), max_size=20))
@settings(max_examples=500)
def test_the_short_way_for_plain_numbers_reads_what_the_grammar_reads(text):
    short, general = outcome(text), outcome(f"[{text}]")
    assert short == general or type(short) is type(general) is not ReadMatrix


def outcome(text):
    try:
        return read_matrix(text)
    except LinalgError as error:
        return error


fragments = st.sampled_from(
    ["1", "-2", "a", "1/2", "+", "-", " ", "  ", ",", ";", "\n", "|", "[", "]", "(", ")", "x^2"]
)


@given(st.one_of(st.text(max_size=30), st.lists(fragments, max_size=25).map("".join)))
@settings(max_examples=500, deadline=None)
def test_any_text_is_read_or_refused_in_place(text):
    result = outcome(text)
    if isinstance(result, ParseError):
        assert 0 <= result.position <= len(text)
        assert result.text == text
    elif isinstance(result, ReadMatrix):
        assert len({len(row) for row in result.rows}) == 1
    else:
        assert isinstance(result, LimitError | ShapeError)


@given(st.sampled_from(["a+1", "-x", "sin(x)", "(a -b)", "1 - 2", "x^2/3"]))
def test_an_entry_is_read_as_an_expression(text):
    assert read_matrix(f"{text}, 1").rows == ((read_expression(text), 1),)
