"""The rank of floats and all that is read off it, whatever the units of rows and columns."""

from fractions import Fraction

import numpy as np
import pytest
import scipy.linalg
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from linalg import (
    SingularError,
    determinant,
    eliminate,
    explain_rank,
    four_subspaces,
    inverse,
    null_space,
    rank,
    rref,
    solve,
)
from linalg.check import Check
from linalg.elimination.solving import Solution
from linalg.kernels.equilibration import equilibrate
from linalg.subspaces.subspaces import span


@st.composite
def scaled_products(draw):
    """An integer matrix of known rank, exponents for its rows and columns, and a base."""
    m, n = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    k = draw(st.integers(1, min(m, n)))
    entries = st.integers(-3, 3)
    B = np.array(draw(st.lists(entries, min_size=m * k, max_size=m * k))).reshape(m, k)
    C = np.array(draw(st.lists(entries, min_size=k * n, max_size=k * n))).reshape(k, n)
    exponents = st.integers(-12, 12)
    rows = draw(st.lists(exponents, min_size=m, max_size=m))
    columns = draw(st.lists(exponents, min_size=n, max_size=n))
    return B @ C, np.array(rows), np.array(columns), draw(st.sampled_from([2.0, 10.0, 2.0**5]))


def scaled(A, rows, columns, base):
    return base ** rows[:, None] * A * base**columns


@given(scaled_products(), st.integers(-9, 9))
@settings(deadline=None)
def test_units_change_neither_the_rank_nor_what_can_be_solved(case, seed):
    """Against exact elimination of the integers."""
    A, rows, columns, base = case
    M = scaled(A, rows, columns, base)
    exact = rref(A.tolist())
    found = rref(M)
    assert found.pivot_columns == exact.pivot_columns
    assert found.rank == rank(M) == explain_rank(M).value == eliminate(M).rank
    assert found.check()
    R = np.array(exact.R.tolist(), dtype=float)
    unscaled = found.R[: found.rank] * base ** (
        columns[list(found.pivot_columns)][:, None] - columns
    )
    assert np.allclose(unscaled, R[: found.rank], rtol=1e-9, atol=1e-9)
    random = np.random.default_rng(seed + 9)
    for b in (A @ random.integers(-3, 4, A.shape[1]), random.integers(-3, 4, A.shape[0])):
        solution = solve(M, base**rows * b)
        assert solution.kind == solve(A.tolist(), b.tolist()).kind
        assert solution.check()
    four = four_subspaces(M)
    assert [space.dimension for space in four] == [
        found.rank, A.shape[1] - found.rank, found.rank, A.shape[0] - found.rank,
    ]  # fmt: skip
    assert four.check()


@given(scaled_products())
@settings(deadline=None)
def test_square_answers_agree(case):
    A, rows, columns, base = case
    k = min(A.shape)
    M, exact = scaled(A, rows, columns, base)[:k, :k], sp.Matrix(A[:k, :k]).det()
    assert (determinant(M) == 0) == (exact == 0) == (rank(M) < k) == bool(null_space(M))
    if exact == 0:
        assert np.copysign(1, determinant(M)) == 1
        with pytest.raises(SingularError, match="within rounding"):
            inverse(M)
        return
    assert inverse(M).check()
    expected = float(exact) * float(base) ** float(rows[:k].sum() + columns[:k].sum())
    assert determinant(M) == pytest.approx(expected, rel=1e-9)


@given(scaled_products())
@settings(deadline=None)
def test_scaling_by_powers_of_two_leaves_what_is_judged(case):
    """Up to a factor of 2, where a logarithm is half way between integers."""
    A, rows, columns, _ = case
    once, again = equilibrate(A.astype(float)), equilibrate(scaled(A, rows, columns, 2.0))
    assert np.array_equal(np.sign(once.matrix), np.sign(again.matrix))
    present = A != 0
    ratio = np.log2(np.abs(once.matrix[present] / again.matrix[present]))
    assert np.all(np.abs(ratio) <= 2)
    for axis in (0, 1):
        largest = np.abs(once.matrix).max(axis=axis)
        assert np.all((largest == 0) | ((largest >= 1) & (largest < 4)))


@pytest.mark.parametrize(
    ("A", "b", "x"),
    [
        ([[1e10, 0], [0, 1e-8]], [1, 1], (1e-10, 1e8)),
        ([[1e-17, 2e-17], [1.0, 3.0]], [3e-17, 4.0], (1, 1)),
        ([[1.0, 1e20], [1.0, 1.0]], [1e20, 2.0], (1, 1)),
        ([[1e18, 5e8], [5e8, 1.0]], [1.5e9, 1.5], (1e-9, 1)),
    ],
)
def test_units_of_equations_and_unknowns_do_not_make_a_system_singular(A, b, x):
    solution = solve(A, b)
    assert solution.kind == "unique"
    assert np.allclose(solution.x.ravel(), x, rtol=1e-12, atol=0)
    assert solution.check()
    assert inverse(A).check()
    assert rank(A) == 2


def test_the_page_says_where_numpys_rank_differs():
    assert "scale rows and columns, says 1 instead of 2." in " ".join(
        str(eliminate([[1e10, 0], [0, 1e-8]])).split()
    )
    assert "NumPy" not in str(eliminate([[1.0, 2.0], [2.0, 4.0]]))


class TestSinglePrecision:
    A = np.array([[0.1, 0.3], [0.7, 2.1]], np.float32)

    def test_the_rounding_of_the_input_decides(self):
        """NumPy's rank of it is 1 too; of the same numbers to 16 digits it is 2."""
        assert rank(self.A) == np.linalg.matrix_rank(self.A) == 1
        assert rank(self.A.astype(float)) == 2
        assert rank(self.A.tolist()) == 2
        assert rank([list(row) for row in self.A]) == 1
        assert determinant(self.A) == 0
        with pytest.raises(SingularError):
            inverse(self.A)

    def test_everything_agrees_and_holds(self):
        (x,) = null_space(self.A)
        assert np.allclose(x.ravel(), (-3, 1), rtol=1e-6)
        assert four_subspaces(self.A).check()
        assert [space.dimension for space in four_subspaces(self.A)] == [1, 1, 1, 1]
        assert four_subspaces(self.A).column_space.contains(self.A[:, 1])
        assert span(self.A[0], self.A[1]).dimension == 1
        solution = solve(self.A, np.array([0.1, 0.7], np.float32))
        assert solution.kind == "family"
        assert solution.check()
        assert explain_rank(self.A).check()

    def test_the_record_and_the_page_say_which(self):
        assert eliminate(self.A).eps == rref(self.A).eps == 2.0**-23
        assert eliminate(np.eye(2)).to_dict()["eps"] == 2.0**-52
        assert "that of float32" in str(eliminate(self.A))
        assert "NumPy" not in str(eliminate(self.A))

    def test_half_precision(self):
        assert rank(self.A.astype(np.float16)) == 1
        assert "NumPy" not in str(explain_rank(self.A.astype(np.float16)))
        assert rank(np.eye(3, dtype=np.float16)) == 3


class TestNullVectors:
    def test_zeros_of_the_reduced_form_stay_zeros(self):
        rows = np.array([[0, 1, 2, 2, 2], [0, 2, 4, 6, 8], [0, 3, 6, 8, 10]], dtype=float)
        for x in null_space(rows * 0.1):
            R = rref(rows * 0.1).R
            (free,) = [j for j in (0, 2, 4) if x[j, 0] == 1]
            assert np.array_equal(x[[1, 3], 0], -R[:2, free])
        assert np.array_equal(null_space(rows)[1].ravel(), (0, -2, 1, 0, 0))

    def test_of_zeros_and_ones(self):
        """A basis of the same space as SciPy's."""
        A = np.random.default_rng(3).integers(0, 2, (40, 50)).astype(float)
        ours, theirs = np.hstack(null_space(A)), scipy.linalg.null_space(A)
        assert ours.shape == theirs.shape
        assert np.allclose(scipy.linalg.subspace_angles(ours, theirs), 0, atol=1e-10)


class TestContradictions:
    def test_only_a_residual_makes_one(self):
        """Row 2 is a thousandth of row 1: its residual is judged by its own size."""
        A = [[1e3, 2e3], [1.0, 2.0], [0.0, 1e-9]]
        assert solve(A, [3e3, 3.0, 1e-9]).kind == "unique"
        solution = solve(A, [3e3, 3.001, 1e-9])
        assert solution.kind == "none"
        evidence = solution.evidence.ravel() / solution.evidence[1, 0]
        assert np.allclose(evidence, (-1e-3, 1, 0), rtol=1e-15, atol=0)
        assert solution.check()

    def test_a_row_of_zeros_takes_nothing_but_zero(self):
        assert solve([[1.0, 0.0], [0.0, 0.0]], [1.0, 0.0]).kind == "family"
        assert solve([[1.0, 0.0], [0.0, 0.0]], [1.0, 1e-30]).kind == "none"

    def test_a_large_right_hand_side_hides_no_contradiction(self):
        solution = solve([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]], [1.0, 1.0001, 1e17])
        assert solution.kind == "none"
        assert solution.check()


class TestChecks:
    @pytest.mark.parametrize("seed", range(30))
    def test_right_results_hold_and_wrong_ones_do_not(self, seed):
        """Inverses of random matrices in any units; each entry is put wrong in its 11th digit."""
        random = np.random.default_rng(seed)
        n = int(random.integers(1, 6))
        units = 10.0 ** random.integers(-15, 15, (2, n))
        A = units[0][:, None] * random.standard_normal((n, n)) * units[1]
        record = inverse(A)
        assert record.check()
        for i, j in np.ndindex(n, n):
            wrong = record.matrix.copy()
            wrong[i, j] *= 1 + 1e-8
            assert not type(record)(wrong, record.elimination).check()
        solution = solve(A, random.standard_normal(n) * units[0])
        assert solution.check()
        for i in range(n):
            wrong = solution.x.copy()
            wrong[i] *= 1 + 1e-8
            assert not Solution(
                kind="unique",
                elimination=solution.elimination,
                x=wrong,
                null_vectors=(),
                free_columns=(),
            ).check()

    def test_a_row_in_other_units(self):
        """Three random rows, one of them × 1e-3: all of 300 inverses are right."""
        random = np.random.default_rng(0)
        for _ in range(300):
            A = random.standard_normal((3, 3))
            A[random.integers(3)] *= 1e-3
            assert inverse(A).check()
        assert inverse(np.array([[0.001, 0.002], [300.0, 400.0]])).check()

    def test_what_is_not_a_number_never_holds(self):
        record = inverse(np.eye(2))
        assert not type(record)(record.matrix * np.nan, record.elimination).check()
        assert not Check("x", True, np.array([0.0, np.nan]), 1.0)
        assert not Check("x", True, np.array([0.0, 0.0]), np.array([1.0, np.nan]))
        assert str(Check("x", True, np.nan, 1.0)) == (
            "x does not hold: the residual is not a number"
        )


def test_determinants_neither_overflow_on_the_way_nor_vanish():
    """10²⁰⁰ · 10⁻²⁰⁰ in an order that overflows; what is no float is refused, not called 0."""
    A = np.diag([1e200, 1e200, 1e-200, 1e-200])
    assert determinant(A) == pytest.approx(1, rel=1e-12)
    for beyond in (1e200, 1e-200):
        with pytest.raises(ValueError, match="beyond the range of floats"):
            determinant(np.diag([beyond, beyond]))
        assert "The rank is 2, the determinant is beyond the range of floats." in str(
            eliminate(np.diag([beyond, beyond]))
        )
    assert str(determinant([[-1.0, -2.0], [-2.0, -4.0]])) == "0.0"


def test_exact_ranks_are_never_exceeded():
    """A rank that rounding invents would show here: products of floats as exact fractions."""
    random = np.random.default_rng(5)
    for _ in range(30):
        A = np.vstack([random.standard_normal((2, 4)), np.zeros((1, 4))])
        A[2] = A[0] * 0.5 - A[1] * 2
        exact = [[Fraction(float(x)) for x in row] for row in A]
        assert rank(A) == 2 <= eliminate(exact).rank


def test_checks_hold_for_entries_of_any_size():
    """Of 40 orders of magnitude, a good part of them 0; in none of the answers is a warning."""
    random = np.random.default_rng(7)
    for _ in range(150):
        m, n = random.integers(1, 6, 2)
        A = random.standard_normal((m, n)) * 10.0 ** random.integers(-20, 20, (m, n))
        A *= random.random((m, n)) < 0.6
        k = min(m, n)
        records = [solve(A, random.standard_normal(m)), rref(A), four_subspaces(A), explain_rank(A)]
        records += [inverse(A[:k, :k])] if rank(A[:k, :k]) == k else []
        for record in records:
            assert record.check(), A
        assert rank(A) == rank(A.T)


@pytest.mark.parametrize("tiny", [5e-324, 1e-200, 1e-60])
def test_very_small_entries_make_nothing_dependent(tiny):
    A = np.array([[0.1, tiny, 0.1], [tiny, 1e-20, 1.0], [0.1, 1.0, 0.0]])
    b = A @ np.array([3.0, -2.0, 1.0])
    assert rank(A) == rank(A.T) == 3
    solution = solve(A, b)
    assert solution.kind == "unique"
    np.testing.assert_allclose(solution.x.ravel(), [3, -2, 1], rtol=1e-12)
