"""CSV files: separators, marks, exact decimals, and errors that name row and column."""

from fractions import Fraction

import pytest
import sympy as sp

from linalg.errors import LimitError, ParseError, ShapeError
from linalg.reading import read_csv
from linalg.reading.files.tables import read_table

a = sp.Symbol("a")


@pytest.fixture
def saved(tmp_path):
    def save(content):
        path = tmp_path / "matrix.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return save


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("1,2\n3,4\n", ((1, 2), (3, 4))),
        ("1, 2\r\n3, 4\r\n", ((1, 2), (3, 4))),
        ("1;2\n3;4", ((1, 2), (3, 4))),
        ("1\t2\n3\t4", ((1, 2), (3, 4))),
        ("\n1,2\n\n3,4\n\n", ((1, 2), (3, 4))),
        ("5", ((5,),)),
        ("0.1,1e-3", ((Fraction(1, 10), Fraction(1, 1000)),)),
        ("1/3,a+1", ((Fraction(1, 3), a + 1),)),
        ('"max(a, 1)",2', ((sp.Max(a, 1), 2),)),
        ("max(a, 1);2", ((sp.Max(a, 1), 2),)),
        (b"\xef\xbb\xbf1,2", ((1, 2),)),
    ],
)
def test_accepted(saved, content, rows):
    read = read_csv(saved(content))
    assert read.rows == rows
    assert read.right_hand_side is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("1,2\n3,2x\n", "row 2, column 2: a product needs its sign: write 2*x"),
        ("1,2\n3,\n", "row 2, column 2 is empty: write 0 if it is zero"),
        ("1;2\n3;4,5\n", "write decimals with a point"),
        ("1,2\n3,#N/A\n", "row 2, column 2: # has no meaning here"),
        ("1,nan", "row 1, column 2: nan is not a variable"),
        ("", "holds no values"),
        (",\n,\n", "holds no values"),
        ('1,"2', "not a CSV table"),
        (b"1,2\n3,\xff", "not UTF-8 text: save the table as UTF-8 CSV"),
        (b"PK\x03\x04\x00\x00", "has no meaning"),
    ],
)
def test_refused_by_row_and_column(saved, content, message):
    with pytest.raises(ParseError) as caught:
        read_csv(saved(content))
    assert message in str(caught.value)


def test_the_position_counts_within_the_value(saved):
    with pytest.raises(ParseError) as caught:
        read_csv(saved("1,2\n3,1+2x\n"))
    assert caught.value.text == "1+2x"
    assert caught.value.position == 3


def test_ragged_rows(saved):
    with pytest.raises(ShapeError, match="row 2 has 3 entries, row 1 has 2"):
        read_csv(saved("1,2\n3,4,5\n"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("1,2\n3,2**65\n", "row 2, column 2: a power beyond 64"),
        ("1\n" * 65, "more than 64 rows"),
        ("1," * 64 + "1", "more than 64 columns"),
        ("1" * 300_000, "more than 262144 bytes"),
        ("1" * 200_000, "CSV|characters"),
        ("\n".join(",".join(f"sin(x{k}+{j})" for k in range(60)) for j in range(9)), "functions"),
    ],
)
def test_too_large(saved, content, message):
    with pytest.raises((LimitError, ParseError), match=message):
        read_csv(saved(content))


def test_a_missing_file_is_the_systems_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_csv(tmp_path / "missing.csv")


@pytest.mark.parametrize("text", ["name,x,y\nann,1,2\n", "name x y\nann 1 2\n", ",x,y\nann,1,2\n"])
def test_headings_of_columns_and_rows_are_asked_about(text):
    with pytest.raises(ParseError, match="the first column are words; they may be headings"):
        read_table(text)


def test_letters_above_and_left_of_numbers_are_symbols():
    a, b, c, x1, x2 = sp.symbols("a b c x1 x2")
    assert read_table("a,b\nc,2\n").rows == ((a, b), (c, 2))
    assert read_table("x1 x2\nx2 3\n").rows == ((x1, x2), (x2, 3))
