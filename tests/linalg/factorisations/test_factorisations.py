from dataclasses import replace
from functools import reduce
from itertools import product

import numpy as np
import pytest
import scipy.linalg
import sympy as sp
from hypothesis import given, settings
from strategies import exact_matrices

from linalg import LinalgError, ShapeError, ZeroPivotError, eliminate, ldlt, ldu, lu, plu
from linalg.elimination.solving import solution_of
from linalg.factorisations.factorisations import PLU

half = sp.Rational(1, 2)


def test_lu_of_the_lecture():
    """MIT 18.06, lecture 4."""
    L, U = lu("2 1; 8 7")
    assert sp.Matrix([[1, 0], [4, 1]]) == L
    assert sp.Matrix([[2, 1], [0, 3]]) == U
    assert lu("2 1; 8 7").check().relation == "A = LU"


def test_ldu_of_the_lecture():
    """MIT 18.06, lecture 4."""
    record = ldu("2 1; 8 7")
    L, D, U = record
    assert (
        sp.Matrix([[1, 0], [4, 1]]),
        sp.diag(2, 3),
        sp.Matrix([[1, half], [0, 1]]),
    ) == (L, D, U)
    assert record.check()


def test_the_order_of_the_eliminations():
    """MIT 18.06, lecture 4: E mixes the multipliers, L does not."""
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
    except ZeroPivotError:
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


@pytest.mark.parametrize("A", ["0 1; 1 0", "1 2 3; 2 4 5; 3 5 6"])
def test_where_there_is_no_ldlt_no_exchange_of_rows_is_offered(A):
    """Both have a negative determinant of two rows and columns: of the second, 4·6 - 5·5 = -1."""
    with pytest.raises(
        ZeroPivotError, match="A is indefinite; no exchange of rows helps"
    ) as caught:
        ldlt(A)
    assert caught.value.exchange_with is None


def test_no_ldlt_of_symbols_says_on_what_condition():
    with pytest.raises(ZeroPivotError, match="as long as the pivots above are not zero") as caught:
        ldlt("a b c; b b^2/a d; c d 0")
    assert "indefinite" not in str(caught.value)


def test_ldu_wants_a_square_matrix_with_its_pivots():
    with pytest.raises(ShapeError, match="2 × 3"):
        ldu("1 2 3; 4 5 6")
    with pytest.raises(ZeroPivotError, match="does not exist, while A = LU does"):
        ldu("0 1; 0 0")
    with pytest.raises(ZeroPivotError, match="does not exist, while PA = LU does"):
        ldu("0 0; 1 0")
    with pytest.raises(ZeroPivotError, match="exchange row 1 with row 2"):
        ldu("0 1; 1 0")


def small_matrices(m, n, count):
    """All matrices of entries from -1 to 2, or `count` of them taken at random."""
    if 4 ** (m * n) <= count:
        yield from np.reshape(list(product(range(-1, 3), repeat=m * n)), (-1, m, n))
    else:
        yield from np.random.default_rng(m * 10 + n).integers(-1, 3, (count, m, n))


def leading_rows_reach(A):
    """Say whether row k + 1, cut to k columns, is a combination of those above, for every k."""
    ranks = np.linalg.matrix_rank
    return all(ranks(A[:k, :k]) == ranks(A[: k + 1, :k]) for k in range(1, len(A)))


@pytest.mark.parametrize("shape", [(2, 2), (2, 3), (3, 2), (3, 3), (4, 4)])
def test_factors_exist_where_leading_rows_and_columns_reach(shape):
    """Against the criterion, by NumPy's ranks; a wrong factor would also fail its product."""
    square = shape[0] == shape[1]
    for A in small_matrices(*shape, 300):
        rows, columns = leading_rows_reach(A), leading_rows_reach(A.T)
        found = [exists(lu, A)]
        expected = [rows]
        if square:
            S = np.tril(A) + np.tril(A, -1).T
            found += [exists(ldu, A), exists(ldlt, S)]
            expected += [rows and columns, leading_rows_reach(S)]
        assert found == expected, A


def exists(factorisation, A):
    """Say whether there are factors, and hold them against A."""
    try:
        record = factorisation(A.tolist())
    except ZeroPivotError:
        return False
    factors = [np.array(factor.tolist(), dtype=object) for factor in record]
    if factorisation is ldlt:
        factors.append(factors[0].T)
    assert np.array_equal(reduce(np.matmul, factors), A)
    if factorisation is not ldlt:
        U = factors[-1]
        assert np.array_equal(U, np.triu(U))
    L = factors[0]
    assert np.array_equal(L, np.tril(L))
    assert np.all(np.diagonal(L) == 1)
    assert record.check()
    return True


@given(exact_matrices(4))
@settings(deadline=None)
def test_lu_is_the_end_of_its_steps(A):
    """With pivots out of order too: the states lead from A to U, and so do the multipliers."""
    try:
        record = lu(A).elimination
    except ZeroPivotError as error:
        i, j = error.row, error.exchange_with
        rows = [j if k == i else i if k == j else k for k in range(A.rows)]
        assert j > i
        assert lu(A[rows[: i + 1], : i + 1]).U[i, i] != 0  # the exchange brings a pivot there
        return
    state = record.A
    for step, rebuilt in zip(record.steps, list(record.states)[1:], strict=True):
        state = step.apply(state)
        assert all(sp.cancel(x) == 0 for x in state - rebuilt)
    assert all(sp.cancel(x) == 0 for x in state - record.U)
    assert record.rank == A.rank(simplify=True)


def test_a_system_is_solved_from_any_pivots_without_exchanges():
    record = eliminate("0 0 1; 0 1 1; 0 0 1", "3 5 3", pivoting="none")
    assert record.pivots == ((0, 2), (1, 1))
    solution = solution_of(record)
    assert (solution.kind, solution.free_columns) == ("family", (0,))
    assert tuple(solution.x) == (0, 2, 3)
    assert solution.check()
    assert solution_of(eliminate("0 0 1; 0 1 1; 0 0 1", "3 5 4", pivoting="none")).kind == "none"
    with pytest.raises(ZeroPivotError, match="exchange row 1 with row 2"):
        eliminate("0 0 1; 0 1 1; 0 0 1", pivoting="none", form="reduced")


def test_a_wrong_factor_fails_its_check():
    record = plu([[4.0, 3.0], [6.0, 3.0]])
    factors = record.elimination.factors
    packed = factors.packed.copy()
    packed[1, 1] *= 1 + 1e-13
    wrong = replace(record.elimination, factors=replace(factors, packed=packed))
    assert record.check()
    assert not PLU(wrong).check()


class TestFloatsWithoutExchanges:
    def test_they_exist_where_those_of_the_same_integers_do(self):
        """Also where thirds and tenths are rounded; none is handed out that fails its check."""
        for shape in [(2, 2), (2, 3), (3, 2), (3, 3)]:
            for A in small_matrices(*shape, 60):
                k = min(shape)
                S = np.tril(A[:k, :k]) + np.tril(A[:k, :k], -1).T
                for factorisation, M in ((lu, A), (ldu, A[:k, :k]), (ldlt, S)):
                    expected = exists(factorisation, M)
                    for unit in (1.0, 0.1, 1 / 3):
                        assert holds(factorisation, M * unit) == expected, (factorisation, M, unit)

    def test_rounding_is_not_exchanged_for_rounding(self):
        """What elimination leaves in column 2 is 2e-16 and 1e-16: A = LU, by hand."""
        A = np.array([[0.1, 0.3, 1.0], [0.7, 2.1, 5.0], [0.3, 0.9, 2.0]])
        record = lu(A)
        assert np.allclose(record.L, [[1, 0, 0], [7, 1, 0], [3, 0.5, 1]], atol=1e-14)
        assert np.allclose(record.U, [[0.1, 0.3, 1], [0, 0, -2], [0, 0, 0]], atol=1e-14)
        assert record.U[1, 1] == record.U[2, 2] == 0
        assert record.check()

    def test_zeros_on_the_diagonal(self):
        assert np.array_equal(ldlt([[0.0, 0.0], [0.0, 1.0]]).D, np.diag([0.0, 1.0]))
        record = ldu(np.array([[0.1, 0.3], [0.3, 0.9]]))
        assert np.allclose(record.U, [[1, 3], [0, 1]], rtol=1e-15)
        assert record.check()

    @pytest.mark.parametrize("factorisation", [lu, ldu, ldlt])
    def test_a_wrong_factor_or_none_at_all_fails_the_check(self, factorisation):
        A = [[4.0, 2.0, 1.0], [2.0, 5.0, 1.0], [1.0, 1.0, 3.0]]
        assert factorisation(A).check()
        for wrong in (1 + 1e-12, np.nan):
            record = factorisation(A)
            packed = record.elimination.factors.packed.copy()
            packed[2, 2] *= wrong
            factors = replace(record.elimination.factors, packed=packed)
            assert not type(record)(replace(record.elimination, factors=factors)).check()

    def test_ldlt_of_random_symmetric_matrices(self):
        random = np.random.default_rng(0)
        for _ in range(50):
            n = int(random.integers(1, 9))
            A = random.standard_normal((n, n))
            record = ldlt(A + A.T)
            assert record.check()
            assert np.allclose(record.L @ record.D @ record.L.T, A + A.T, atol=1e-8)


def holds(factorisation, A):
    """Say whether there are factors of floats, and hold them against their check."""
    try:
        record = factorisation(A)
    except ZeroPivotError:
        return False
    assert record.check(), A
    return True
