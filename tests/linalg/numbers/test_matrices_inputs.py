"""Every container of numbers is read, and what is lost or refused is said."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import scipy.sparse

import linalg
from linalg.errors import LimitError, LinalgError
from linalg.numbers.matrices import grid

A = np.array([[2, 1], [4, 7]])


class Frame:
    """As much of a data frame of pandas as NumPy needs."""

    def __init__(self, array):
        self.array = array

    def __array__(self, dtype=None, copy=None):
        return self.array


@pytest.mark.parametrize(
    "container",
    [
        A,
        A.astype(np.uint8),
        A.astype(object),
        np.ma.array(A),
        Frame(A),
        scipy.sparse.csr_array(A),
        scipy.sparse.coo_matrix(A),
        [[Fraction(2), Decimal(1)], ["4", np.int8(7)]],
        [A[0], A[1]],
        linalg.lu(A).A,
    ],
)
def test_whole_numbers_stay_exact(container):
    assert linalg.lu(container) == linalg.lu("2 1; 4 7")


@pytest.mark.parametrize(
    ("kind", "eps"), [(np.float32, 2.0**-23), (np.float16, 2.0**-10), (np.float64, 2.0**-52)]
)
def test_floats_remember_how_they_were_rounded(kind, eps):
    for container in (A.astype(kind), [[kind(2), kind(1)], [kind(4), kind(7)]]):
        read = grid(container)
        assert read.eps == eps
        assert read.entries.dtype == np.float64


def test_a_sparse_matrix_of_float32_remembers_too():
    assert grid(scipy.sparse.csr_array(A.astype(np.float32))).eps == 2.0**-23


def test_the_page_says_what_becomes_of_float32():
    sentence = "with a relative rounding of 1.2e-07, that of float32; the arithmetic is that of"
    rounded = np.array([[0.1, 1], [3, 4]], np.float32)
    for record in (linalg.lu(rounded), linalg.eliminate(rounded), linalg.solve(rounded, [1, 2])):
        assert sentence in " ".join(record.to_text().split())
    assert "float64" not in linalg.lu(rounded.astype(float)).to_text()
    assert linalg.lu(rounded).A[0, 0] == float(np.float32(0.1)) != 0.1


@pytest.mark.skipif(np.finfo(np.longdouble).nmant == 52, reason="longdouble is float64 here")
def test_a_longdouble_that_float64_cannot_hold_is_refused():
    third = np.longdouble(1) / 3
    assert linalg.lu(A.astype(np.longdouble)) == linalg.lu(A.astype(float))
    for wrong in (np.array([[1, 2], [third, 4]]), [[1, 2], [third, 4]]):
        with pytest.raises(TypeError, match=r"entry \(2, 1\) of A is a longdouble that float64"):
            linalg.lu(wrong)
    with pytest.raises(TypeError, match=r"entry \(1, 1\) of A is a longdouble that float64"):
        linalg.lu(np.array([[np.longdouble("1e400")]]))


def test_a_sparse_matrix_too_large_to_fill():
    with pytest.raises(LimitError, match="A is sparse and 100000 × 100000; it is filled with its"):
        linalg.lu(scipy.sparse.csr_array((100000, 100000)))


@pytest.mark.parametrize(
    ("wrong", "kind", "message"),
    [
        (A.astype(complex), TypeError, "entry (1, 1) of A is complex"),
        ([[1, 1j], [2, 3]], TypeError, "entry (1, 2) of A is complex"),
        (np.ma.array(A, mask=[[0, 0], [0, 1]]), LinalgError, "masked entries; fill them in"),
        (np.array([[np.nan, 1.0]]), LinalgError, "entry (1, 1) of A is nan"),
        (Frame(np.array([[1, None]], dtype=object)), TypeError, "entry (1, 2) of A is a NoneType"),
        (np.zeros((2, 2, 2)), LinalgError, "3 dimensions"),
    ],
)
def test_what_is_refused(wrong, kind, message):
    with pytest.raises(kind) as caught:
        linalg.lu(wrong)
    assert message in str(caught.value)
