"""Exact factors in NumPy's hands: which numbers, which types, and what is refused."""

import pickle
from fractions import Fraction

import numpy as np
import pytest
import scipy.linalg
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

import linalg
from linalg.errors import LinalgError
from linalg.numbers.record_matrix import RecordMatrix

a, b = sp.symbols("a b")
A = [[0, 1, 2], [0, 0, 3], [4, 0, 1]]


def test_factors_compare_with_those_of_scipy():
    record = linalg.plu(A)
    P, L, U = scipy.linalg.lu(np.array(A, dtype=float))
    np.testing.assert_allclose(record.P.T, P)
    np.testing.assert_allclose(record.L, L)
    np.testing.assert_allclose(record.U, U)
    np.testing.assert_array_equal(record.P @ record.A, record.L @ record.U)
    with pytest.raises(AssertionError, match="Mismatched elements: 1 / 9"):
        np.testing.assert_allclose(record.U, U + np.diag([0, 0, 1]))


EXACT = [
    lambda: linalg.lu("1 2; 3 4").L,
    lambda: linalg.plu("0 2; 3 4").P,
    lambda: linalg.ldu("1 2; 3 4").D,
    lambda: linalg.ldu("1 2; 3 4").U,
    lambda: linalg.ldlt("1 2; 2 3").D,
    lambda: linalg.inverse("1 2; 3 4").matrix,
    lambda: linalg.rref("1 2; 2 4").R,
    lambda: linalg.solve("1 2; 3 4", "1 1").x,
    lambda: linalg.solve("1 2; 2 4", "1 2").N,
    lambda: linalg.null_space("1 2; 2 4")[0],
    lambda: linalg.four_subspaces("1 2; 2 4").row_space.matrix,
    lambda: linalg.eliminate("1 2; 3 4").A,
    lambda: linalg.multiply("1 2; 3 4", "1 0; 0 1").AB,
    lambda: linalg.permutation("2 1").matrix,
    lambda: linalg.permutation("2 1").apply("1 2; 3 4"),
    lambda: linalg.elimination_matrices("1 2; 3 4").E,
    lambda: linalg.generate(3, seed=1).A,
    lambda: linalg.hessian("x^2 + 3*y^2").matrix,
    lambda: linalg.transpose("1 2; 3 4"),
    lambda: list(linalg.eliminate("1 2; 3 4").states)[1],
    lambda: linalg.lu("1 2; 3 4").L.inv().T[:, :1],
    lambda: sp.eye(2) * linalg.lu("1 2; 3 4").L,
    lambda: linalg.Swap(0, 1).matrix(2),
    lambda: linalg.gram("1 2; 3 4"),
]


@pytest.mark.parametrize("make", EXACT)
def test_every_exact_matrix_is_one(make):
    matrix = make()
    assert isinstance(matrix, RecordMatrix)
    assert np.asarray(matrix).dtype == np.float64
    assert np.array(matrix, dtype=float).tolist() == [
        [float(x) for x in row] for row in matrix.tolist()
    ]


@given(st.lists(st.fractions(), min_size=4, max_size=4))
def test_entries_are_rounded_once(entries):
    M = RecordMatrix(2, 2, entries)
    assert np.asarray(M).ravel().tolist() == [x.numerator / x.denominator for x in entries]


@given(st.lists(st.fractions(), min_size=4, max_size=4))
def test_rows_of_fractions_are_the_entries(entries):
    rows = RecordMatrix(2, 2, entries).rational_rows()
    assert rows == [entries[:2], entries[2:]]
    assert {type(x) for row in rows for x in row} <= {int, Fraction}
    assert RecordMatrix([[sp.sqrt(2), 1]]).rational_rows() is None
    assert RecordMatrix([[a, 1]]).rational_rows() is None


def test_fractions_of_numbers_that_are_no_floats():
    huge = 10**5000
    M = RecordMatrix([[sp.Rational(huge, 3 * huge + 1), sp.Rational(1, huge)]])
    assert np.asarray(M).tolist() == [[1 / 3, 0.0]]
    with pytest.raises(LinalgError, match=r"entry \(1, 2\): a number beyond the largest float64"):
        np.asarray(RecordMatrix([[1, huge]]))
    with pytest.raises(TypeError, match="a long fraction, is no whole number for int64"):
        np.asarray(M, dtype=int)


def test_roots_and_constants():
    M = RecordMatrix(
        [[sp.sqrt(2), sp.pi, sp.sqrt(2) - sp.sqrt(sp.Integer(2) + sp.Rational(1, 10**30))]]
    )
    assert np.asarray(M).tolist()[0] == pytest.approx(
        [2**0.5, np.pi, -(2**-1.5) * 1e-30], rel=1e-15
    )
    root = np.asarray(M, dtype=np.longdouble)[0, 0]
    assert abs(root * root - 2) <= 4 * np.finfo(np.longdouble).eps


@pytest.mark.parametrize(
    ("dtype", "expected"),
    [
        (None, np.float64),
        (float, np.float64),
        (np.float32, np.float32),
        (complex, np.complex128),
        (np.complex64, np.complex64),
        (np.int8, np.int8),
        (object, object),
        (bool, bool),
    ],
)
def test_the_type_that_is_asked_for(dtype, expected):
    array = np.asarray(RecordMatrix([[1, -2], [3, 0]]), dtype=dtype)
    assert array.dtype == expected
    assert array.tolist() == np.array([[1, -2], [3, 0]]).astype(expected).tolist()
    assert array.flags.writeable


def test_what_no_array_holds():
    with pytest.raises(
        TypeError, match=r"entry \(1, 2\), a \+ b, holds the symbol a: give it a value"
    ):
        np.testing.assert_allclose(RecordMatrix([[1, a + b]]), [[1, 2]])
    with pytest.raises(TypeError, match=r"entry \(2, 1\), 1/2, is no whole number for int64"):
        np.asarray(RecordMatrix([[1], [sp.Rational(1, 2)]]), dtype=int)
    with pytest.raises(LinalgError, match="too large for int8"):
        np.asarray(RecordMatrix([[300]]), dtype=np.int8)
    with pytest.raises(ValueError, match="by copying alone"):
        np.array(RecordMatrix([[1]]), copy=False)
    assert np.asarray(RecordMatrix([[a, 1]]), dtype=object).tolist() == [[a, 1]]


def test_sizes_without_entries():
    for shape in ((0, 3), (3, 0), (0, 0)):
        assert np.asarray(RecordMatrix(*shape, [])).shape == shape


def test_it_is_sympys_matrix_in_all_else():
    M, plain = RecordMatrix([[1, a], [0, 1]]), sp.ImmutableMatrix([[1, a], [0, 1]])
    assert plain == M
    assert hash(M) == hash(plain)
    assert repr(M) == repr(plain)
    assert sp.latex(M) == sp.latex(plain)
    assert type(pickle.loads(pickle.dumps(M))) is RecordMatrix
    products = [M * plain, plain * M, sp.Matrix(plain) * M, M + plain, -M, 2 * M, M.T, M[:1, :]]
    assert {type(product) for product in products} == {RecordMatrix}
    with pytest.raises(TypeError):
        M[0, 0] = 2


def test_nested_lists_of_fractions_are_exact():
    assert linalg.lu([[Fraction(1, 3), 1], [1, 2]]).L.tolist() == [[1, 0], [3, 1]]
