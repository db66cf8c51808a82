"""Files and pipes: the contents say which form it is; SciPy and NumPy write them."""

import io
from fractions import Fraction

import numpy as np
import pytest
import scipy.io
import scipy.sparse
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from linalg import rank, solve
from linalg.errors import LimitError, LinalgError, ParseError, ShapeError
from linalg.reading import read_bytes, read_csv, read_file

HEADER = "The first line, x and y, is left out as a header."
COMMENT = "1 line that begins with # or % is left out."
UNKNOWNS = "The unknowns, in order of appearance: x, y."
a, b = sp.symbols("a b")


@pytest.mark.parametrize(
    ("text", "rows", "remarks"),
    [
        ("1 2\n3 4\n", ((1, 2), (3, 4)), ()),
        ("  1.5   2\n    3 1e-1\n", ((Fraction(3, 2), 2), (3, Fraction(1, 10))), ()),
        ("x y\n1 2\n3 4", ((1, 2), (3, 4)), (HEADER,)),
        ("x,y\n1,2\n3,4", ((1, 2), (3, 4)), (HEADER,)),
        ('"x";"y"\r\n"1";"-2"\r\n', ((1, -2),), (HEADER,)),
        ("x\ty\n1\t2", ((1, 2),), (HEADER,)),
        ("# 2 x 2\n1 2\n3 4", ((1, 2), (3, 4)), (COMMENT,)),
        ("# 2 x 2\nx,y\n1,2", ((1, 2),), (COMMENT, HEADER)),
        ("a,b\n1,c", ((a, b), (1, sp.Symbol("c"))), ()),
        ("1;2\n3;4", ((1, 2), (3, 4)), ()),
        ("1 2; 3 4", ((1, 2), (3, 4)), ()),
        ("1 2;\n3 4;\n", ((1, 2), (3, 4)), ()),
        ("[[1, 2],\n [3, 4]]", ((1, 2), (3, 4)), ()),
        (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", ((1, 2), (3, 4)), ()),
        ("2x + y = 3\nx - y = 1\n", ((2, 1), (1, -1)), (UNKNOWNS,)),
    ],
)
def test_texts(text, rows, remarks):
    read = read_bytes(text.encode())
    assert read.rows == rows
    assert read.remarks == remarks


def test_a_bar_in_a_file_stands_before_the_right_hand_side():
    assert read_bytes(b"1 2 | 3\n4 5 | 6\n").right_hand_side == ((3,), (6,))


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        (b",x,y\n0,1,2\n1,3,4\n", ParseError, "no heading; it may be an index"),
        (b"   x  y\n0  2  3\n1  1 -1", ParseError, "no heading; it may be an index"),
        (b"x,y\n0,2,3\n", ParseError, "no heading; it may be an index"),
        (b"1 2,5\n3 4\n", ParseError, "2,5 may be one number or two"),
        (b"1,5;2,5\n3;4\n", ParseError, "decimals with a point"),
        (b"1,5\t2\n", ParseError, "decimals with a point"),
        (b"1,,2\n3,4,5\n", ParseError, "row 1, column 2 is empty"),
        (b"# nothing\n", ParseError, "holds no values"),
        (b"1 \xff", ParseError, "not UTF-8"),
        (b"\x89HDF\r\n", LinalgError, "HDF5: save the matrix as"),
        (b"PK\x03\x04", LinalgError, "zip"),
        (b"1 " * 131_073, LimitError, "262144 bytes"),
        (b"1\n" * 65, LimitError, "64 rows"),
    ],
)
def test_refused(data, error, message):
    with pytest.raises(error) as caught:
        read_bytes(data)
    assert message in str(caught.value)


matrices = st.tuples(st.integers(1, 5), st.integers(1, 5), st.integers(0, 2**32 - 1)).map(
    lambda s: np.random.default_rng(s[2]).integers(-9, 9, s[:2])
)


@given(matrices, st.sampled_from(["general", "symmetric", "skew-symmetric"]), st.booleans())
@settings(max_examples=60, deadline=None)
def test_matrix_market_as_scipy_writes_it(array, symmetry, is_sparse):
    if symmetry != "general":
        n = min(array.shape)
        square = array[:n, :n]
        array = square + square.T if symmetry == "symmetric" else square - square.T
    file = io.BytesIO()
    quarters = array / 4
    written = scipy.sparse.coo_array(quarters) if is_sparse else quarters
    scipy.io.mmwrite(file, written, symmetry=symmetry)
    rows = read_bytes(file.getvalue()).rows
    assert rows == tuple(tuple(Fraction(int(x), 4) for x in row) for row in array)


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        (
            "array real general\n% column by column\n2 2\n1\n3\n2\n0.1",
            ((1, 2), (3, Fraction(1, 10))),
        ),
        ("coordinate pattern symmetric\n3 3 2\n1 1\n3 1", ((1, 0, 1), (0, 0, 0), (1, 0, 0))),
        ("coordinate integer general\n1 2 0", ((0, 0),)),
    ],
)
def test_matrix_market(body, rows):
    assert read_bytes(f"%%MatrixMarket matrix {body}\n".encode()).rows == rows


@pytest.mark.parametrize(
    ("body", "error", "message"),
    [
        ("array complex general\n1 1\n1 2", ParseError, "complex numbers"),
        ("array real hermitian\n1 1\n1", ParseError, "complex numbers"),
        ("vector real general\n1\n1", ParseError, "no matrix"),
        ("coordinate real general\n65 1 1\n1 1 1", LimitError, "65 × 1"),
        (
            "coordinate real general\n2 2 2\n1 1 1",
            ParseError,
            "the size says 2 entries, the file has 1",
        ),
        ("coordinate real general\n2 2 2\n1 1 1\n1 1 2", ParseError, "stands there twice"),
        ("coordinate real symmetric\n2 2 2\n1 2 1\n2 1 2", ParseError, "stands there twice"),
        ("coordinate real symmetric\n2 3 1\n1 2 1", ParseError, "is square"),
        ("coordinate real general\n2 2 1\n3 1 1", ParseError, "no place in a matrix"),
        ("coordinate real general\n2 2 1\n1 1 x", ParseError, "not a variable"),
        ("coordinate real general\n2 2 1\n1 1 2**65", LimitError, "beyond 64"),
        ("coordinate real general\n2 2", ParseError, "rows, columns, entries"),
        ("array real general\n0 2", ParseError, "the size"),
        ("array real general", ParseError, "the size"),
    ],
)
def test_matrix_market_refused(body, error, message):
    with pytest.raises(error) as caught:
        read_bytes(f"%%MatrixMarket matrix {body}\n".encode())
    assert message in str(caught.value)


def npy(array):
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def mat(**arrays):
    file = io.BytesIO()
    scipy.io.savemat(file, arrays, do_compression=True)
    return file.getvalue()


WHOLE = "All numbers of the file are whole and taken as exact."
FLOATS = "The numbers of the file are floats, and stay so."


@pytest.mark.parametrize(
    ("data", "rows", "remarks"),
    [
        (npy(np.arange(6).reshape(2, 3)), ((0, 1, 2), (3, 4, 5)), ()),
        (npy(np.asfortranarray([[1, 2], [3, 4]])), ((1, 2), (3, 4)), ()),
        (npy(np.eye(2)), ((1, 0), (0, 1)), (WHOLE,)),
        (npy(np.array([[0.5, 1]])), ((0.5, 1.0),), (FLOATS,)),
        (npy(np.array([2, 12, 2])), ((2, 12, 2),), ()),
        (npy(np.array([[2**63]], np.uint64)), ((2**63,),), ()),
        (mat(A=[[1.0, 2.0]]), ((1, 2),), (WHOLE,)),
        (mat(A=[[0.5]], title="x"), ((0.5,),), ("A is the only matrix in the file.", FLOATS)),
        (mat(A=scipy.sparse.csc_array(2 * np.eye(2))), ((2, 0), (0, 2)), (WHOLE,)),
    ],
)
def test_arrays(data, rows, remarks):
    read = read_bytes(data)
    assert read.rows == rows
    assert read.remarks == remarks


def test_floats_of_fewer_digits_keep_their_rounding():
    rows = read_bytes(npy(np.array([[0.1, 0.3], [0.7, 2.1]], np.float32))).rows
    assert rank(rows) == 1


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        (npy(np.zeros((65, 2))), LimitError, "65 × 2"),
        (npy(np.zeros((2, 2, 2))), ShapeError, "(2, 2, 2)"),
        (npy(np.zeros((0, 3))), ShapeError, "(0, 3)"),
        (npy(np.array([[1j]])), LinalgError, "complex numbers"),
        (npy(np.array([["x"]])), LinalgError, "<U1"),
        (npy(np.array([[np.nan]])), LinalgError, "finite"),
        (npy(np.eye(2))[:-1], LinalgError, "damaged"),
        (npy(np.eye(2))[:20], LinalgError, "damaged"),
        (npy(np.eye(2)).replace(b"(2, 2)", b"(2, 9)"), LinalgError, "damaged"),
        (mat(A=np.zeros((65, 2))), LimitError, "65 × 2"),
        (mat(A=[[1]], b=[[2]]), LinalgError, "several matrices, A, b: save one matrix"),
        (mat(s="text"), LinalgError, "no matrix of numbers is in this file: save one matrix"),
        (mat(A=[[1j]]), LinalgError, "complex numbers"),
        (mat(A=[[1]])[:-9], LinalgError, "SciPy cannot read"),
        (b"MATLAB 5.0", LinalgError, "SciPy cannot read"),
    ],
)
def test_arrays_refused(data, error, message):
    with pytest.raises(error) as caught:
        read_bytes(data)
    assert message in str(caught.value)


class Canary:
    def __reduce__(self):
        return open, ("canary", "w")


def test_no_pickle_is_loaded(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    array = np.array([[Canary()]], dtype=object)
    with pytest.raises(LinalgError, match="entries of the kind object"):
        read_bytes(npy(array))
    with pytest.raises(LinalgError):
        read_bytes(array.dumps())
    assert list(tmp_path.iterdir()) == []


@given(
    st.binary(max_size=60),
    st.sampled_from([b"", b"\x93NUMPY\x01\x00", b"MATLAB 5.0 ", b"%%MatrixMarket "]),
)
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(data, beginning):
    refused(beginning + data)


@given(st.integers(0, 300), st.integers(0, 255))
@settings(max_examples=200, deadline=None)
def test_damaged_arrays_are_read_or_refused(place, value):
    for data in (npy(np.arange(4.0).reshape(2, 2)), mat(A=[[1.5, 2.0]])):
        place = min(place, len(data) - 1)
        refused(data[:place] + bytes([value]) + data[place + 1 :])


def refused(data):
    """Read, or be refused in a short message; any other error is a fault."""
    try:
        message = str(read_bytes(data).remarks)
    except LinalgError as error:
        message = str(error)
    assert len(message) < 300


def test_a_file_and_its_contents_are_read_alike(tmp_path):
    path = tmp_path / "matrix.csv"
    path.write_bytes(b"\xef\xbb\xbfx,y\n1,2\n")
    assert read_file(path) == read_csv(path) == read_bytes(path.read_bytes())
    assert read_csv(path).remarks == (HEADER,)
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "missing.npy")


def test_rows_are_counted_as_the_file_has_them(tmp_path):
    path = tmp_path / "matrix.csv"
    path.write_text("x,y\n1,2\n3,\n")
    with pytest.raises(ParseError, match="row 3, column 2 is empty"):
        read_csv(path)


class Frame:
    """A table of another library, which says how to become an array."""

    def __init__(self, rows):
        self.rows = rows

    def __array__(self, dtype=None, copy=None):
        return np.array(self.rows, dtype=dtype)


def test_tables_of_other_libraries_are_arrays():
    assert solve(Frame([[2, 3], [1, -1]]), Frame([20, 5])).x == solve([[2, 3], [1, -1]], [20, 5]).x
    assert solve(Frame([[2.0, 3], [1, -1]]), [20, 5]).x.tolist() == [[7], [2]]
    assert rank(Frame([["a", "1"], ["2*a", "2"]])) == 1
    assert rank(scipy.sparse.csr_array([[1, 2], [2, 4]])) == 1
    assert rank(scipy.sparse.coo_matrix([[1.0, 2], [2, 5]])) == 2
    with pytest.raises(LinalgError, match="nan"):
        rank(Frame([[1.0, np.nan]]))
    with pytest.raises(LinalgError, match="masked"):
        rank(np.ma.masked_array([[1.0, 2]], mask=[[False, True]]))
    with pytest.raises(ShapeError, match="3 dimensions"):
        rank(Frame(np.zeros((2, 2, 2))))
