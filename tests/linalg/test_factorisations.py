import numpy as np
import pytest
import scipy.linalg
import sympy as sp
from hypothesis import given, settings
from strategies import exact_matrices

from linalg import LinalgError, ShapeError, SingularError, ZeroPivotError, ldlt, ldu, lu, plu

half = sp.Rational(1, 2)


def test_lu_of_the_lecture():
    """COURSE A5."""
    L, U = lu("2 1; 8 7")
    assert sp.Matrix([[1, 0], [4, 1]]) == L
    assert sp.Matrix([[2, 1], [0, 3]]) == U
    assert lu("2 1; 8 7").check().relation == "A = LU"


def test_ldu_of_the_lecture():
    """COURSE A5."""
    record = ldu("2 1; 8 7")
    L, D, U = record
    assert (
        sp.Matrix([[1, 0], [4, 1]]),
        sp.diag(2, 3),
        sp.Matrix([[1, half], [0, 1]]),
    ) == (L, D, U)
    assert record.check()


def test_the_order_of_the_eliminations():
    """COURSE A5: E mixes the multipliers, L does not."""
    record = lu([[1, 0, 0], [2, 1, 0], [0, 5, 1]])
    first, second = (step.matrix(3) for step in record.elimination.steps)
    assert (second * first)[2, 0] == 10
    assert record.L == first.inv() * second.inv() == sp.Matrix([[1, 0, 0], [2, 1, 0], [0, 5, 1]])


def test_lu_never_exchanges():
    with pytest.raises(ZeroPivotError, match="exchange row 1 with row 2"):
        lu("0 1 1; 1 2 1; 2 7 9")
    P, L, U = plu("0 1 1; 1 2 1; 2 7 9")
    assert sp.Matrix([[0, 1, 1], [1, 2, 1], [2, 7, 9]]) == P.T * L * U


@pytest.mark.parametrize("shape", [(1, 1), (4, 4), (7, 3), (3, 7), (60, 60)])
def test_float_plu_is_scipys(shape):
    A = np.random.default_rng(0).normal(size=shape)
    P, L, U = plu(A)
    p, scipys_L, scipys_U = scipy.linalg.lu(A, p_indices=True)
    k = min(shape)
    assert np.array_equal(P, np.eye(shape[0])[np.argsort(p)])
    assert np.array_equal(L[:, :k], scipys_L)
    assert np.array_equal(U[:k], scipys_U)


@given(exact_matrices(4))
@settings(deadline=None)
def test_ldlt_of_gram_matrices(A):
    """RᵀR is symmetric; where LDLᵀ exists it holds, and the pivots' product is the determinant."""
    S = sp.Matrix(A.T * A).applyfunc(sp.cancel)
    try:
        record = ldlt(S)
    except (ZeroPivotError, SingularError):
        return
    L, D = record
    assert all(sp.cancel(x) == 0 for x in L * D * L.T - S)
    assert record.check()


def test_ldlt_numbers():
    L, D = ldlt("10 11 7; 11 13 11; 7 11 17")
    assert sp.Matrix([[10, 11, 7], [11, 13, 11], [7, 11, 17]]) == L * D * L.T
    assert D[2, 2] == 0


def test_ldlt_of_floats():
    record = ldlt([[2.0, 1.0], [1.0, 3.0]])
    assert np.allclose(record.D, np.diag([2.0, 2.5]), rtol=1e-15)
    assert record.check()


def test_ldlt_wants_symmetry():
    with pytest.raises(LinalgError, match=r"entry \(2, 1\) is 3 but \(1, 2\) is 2"):
        ldlt("1 2; 3 4")
    with pytest.raises(ZeroPivotError):
        ldlt("0 1; 1 0")


def test_ldu_wants_a_square_matrix_with_its_pivots():
    with pytest.raises(ShapeError, match="2 × 3"):
        ldu("1 2 3; 4 5 6")
    with pytest.raises(SingularError):
        ldu("0 1; 0 0")


def test_a_wrong_factor_fails_its_check():
    record = plu([[4.0, 3.0], [6.0, 3.0]])
    packed = record.elimination.factors.packed
    packed[1, 1] *= 1 + 1e-13
    assert not record.check()
