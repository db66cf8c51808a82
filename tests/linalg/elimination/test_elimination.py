import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from strategies import exact_matrices, float_matrices, fraction_rows
from sympy.polys.matrices import DomainMatrix

from linalg import (
    LimitError,
    LinalgError,
    ShapeError,
    Subtract,
    Swap,
    UndecidedZeroError,
    ZeroPivotError,
    eliminate,
)

LECTURE_A = "1 2 1; 3 8 1; 0 4 1"
LECTURE_B = "2 12 2"


def zero_matrix(M):
    return all(sp.cancel(x) == 0 for x in M)


class TestTheLecture:
    """MIT 18.06, lecture 2."""

    def test_factors(self):
        record = eliminate(LECTURE_A, LECTURE_B)
        assert sp.Matrix([[1, 2, 1], [0, 2, -2], [0, 0, 5]]) == record.U
        assert record.c == sp.Matrix([2, 6, -10])
        assert [record.L[1, 0], record.L[2, 0], record.L[2, 1]] == [3, 0, 2]
        assert record.check()

    def test_steps_and_states(self):
        record = eliminate(LECTURE_A, LECTURE_B)
        assert record.steps == (Subtract(1, 0, 3), Subtract(2, 1, 2))
        assert list(record.states) == [
            sp.Matrix([[1, 2, 1, 2], [3, 8, 1, 12], [0, 4, 1, 2]]),
            sp.Matrix([[1, 2, 1, 2], [0, 2, -2, 6], [0, 4, 1, 2]]),
            sp.Matrix([[1, 2, 1, 2], [0, 2, -2, 6], [0, 0, 5, -10]]),
        ]

    def test_back_substitution(self):
        unknowns = eliminate(LECTURE_A, LECTURE_B).back_substitution()
        assert [(u.column, u.value) for u in unknowns] == [(2, -2), (1, 1), (0, 2)]
        last = unknowns[-1]
        assert [(t.column, t.coefficient, t.value) for t in last.terms] == [(1, 2, 1), (2, 1, -2)]

    def test_a_third_pivot_of_zero(self):
        record = eliminate("1 2 1; 3 8 1; 0 4 -4")
        assert record.rank == 2
        assert record.free_columns == (2,)
        assert record.U[2, 2] == 0

    def test_an_exchange(self):
        """MIT 18.06, lecture 5."""
        record = eliminate("0 1 1; 1 2 1; 2 7 9")
        assert record.steps[0] == Swap(0, 1)
        assert record.sign == -1
        assert record.check()

    def test_singular(self):
        """MIT 18.06, lecture 3."""
        record = eliminate("1 3; 2 6")
        assert record.rank == 1
        assert record.determinant == 0


class TestExact:
    @given(exact_matrices())
    @settings(deadline=None)
    def test_pa_is_lu(self, A):
        record = eliminate(A)
        m, n = A.shape
        assert zero_matrix(record.P * A - record.L * record.U)
        assert record.L.shape == (m, m)
        assert record.U.shape == (m, n)
        assert record.L.is_lower
        assert all(record.L[i, i] == 1 for i in range(m))
        assert record.check()

    @given(exact_matrices())
    @settings(deadline=None)
    def test_u_is_an_echelon_form_with_its_pivots(self, A):
        record = eliminate(A)
        leading = [
            next((j for j in range(A.cols) if record.U[i, j] != 0), None) for i in range(A.rows)
        ]
        columns = [j for j in leading if j is not None]
        assert columns == sorted(set(columns))
        assert tuple(enumerate(columns)) == record.pivots
        assert all(j is None for j in leading[len(columns) :])

    @given(exact_matrices())
    @settings(deadline=None)
    def test_rank_is_sympys(self, A):
        assert eliminate(A).rank == A.rank(simplify=True)

    @given(exact_matrices(4))
    @settings(deadline=None)
    def test_steps_replayed_give_each_state_and_undone_give_a_back(self, A):
        for form in ("echelon", "reduced"):
            record = eliminate(A, form=form)
            state = sp.ImmutableMatrix(A)
            seen = [state]
            for step in record.steps:
                state = step.apply(state)
                seen.append(state)
            assert len(record.states) == len(seen)
            assert all(zero_matrix(x - y) for x, y in zip(record.states, seen, strict=True))
            assert all(zero_matrix(record.states[t] - seen[t]) for t in range(len(seen)))
            for step in reversed(record.steps):
                state = step.inverse.apply(state)
            assert zero_matrix(state - A)

    @given(exact_matrices(4))
    @settings(deadline=None)
    def test_reduced_form_is_sympys(self, A):
        record = eliminate(A, form="reduced")
        expected, columns = A.rref(simplify=True)
        assert record.pivot_columns == columns
        assert zero_matrix(record.R - expected)
        assert zero_matrix(record.states[-1] - expected)

    @given(exact_matrices(4))
    @settings(deadline=None)
    def test_steps_as_matrices(self, A):
        record = eliminate(A)
        product = sp.eye(A.rows)
        for step in record.steps:
            product = step.matrix(A.rows) * product
        assert zero_matrix(product * A - record.U)

    def test_factors_are_those_of_domain_matrix(self):
        A = [[2, -1, 3, 4], [4, 0, 1, 1], [-2, 5, 7, 3], [6, 1, 1, 9]]
        L, U, _ = DomainMatrix(A, (4, 4), sp.ZZ).convert_to(sp.QQ).lu()
        record = eliminate(A)
        assert L.to_Matrix() == record.L
        assert U.to_Matrix() == record.U

    @given(exact_matrices(4))
    @settings(deadline=None)
    def test_determinant_is_sympys(self, A):
        k = min(A.shape)
        square = A[:k, :k]
        assert sp.cancel(eliminate(square).determinant - square.det()) == 0

    def test_largest_pivots(self):
        record = eliminate("1/2 1; -3 4", pivoting="max")
        assert record.p == (1, 0)
        assert record.L[1, 0] == sp.Rational(-1, 6)
        with pytest.raises(LinalgError, match="nonzero"):
            eliminate("a 1; b 2", pivoting="max")


class TestSymbols:
    def test_assumptions(self):
        record = eliminate("a b; c d")
        a, b, c, d = sp.symbols("a b c d")
        assert [x.expression for x in record.assumptions] == [a, a * d - b * c]
        assert [(x.row, x.column) for x in record.assumptions] == [(0, 0), (1, 1)]
        assert str(record.assumptions[0]) == "a ≠ 0"

    def test_numbers_assume_nothing(self):
        assert eliminate(LECTURE_A).assumptions == ()

    def test_a_hidden_zero_is_no_pivot(self):
        record = eliminate("(x+1)^2-x^2-2*x-1 1; 1 2")
        assert record.steps == (Swap(0, 1),)

    def test_one_algebraic_extension(self):
        A = "-5+5*sqrt(2) -5; -5*sqrt(2)/2+5 -5*sqrt(2)/2"
        record = eliminate(A)
        assert record.rank == 1
        assert record.check()

    @pytest.mark.parametrize(
        "A", ["1 log(2)+log(3); 1 log(6)", "1 sin(1)^2+cos(1)^2; 1 1", "sqrt(2)*a a; 2 sqrt(2)"]
    )
    def test_dependent_generators(self, A):
        record = eliminate(A)
        assert record.rank == 1
        assert record.check()

    def test_an_undecided_pivot_is_an_error(self, monkeypatch):
        monkeypatch.setattr("linalg.rings.rings.is_zero", lambda expression: None)
        with pytest.raises(UndecidedZeroError, match="row 1, column 1"):
            eliminate("log(2) 1; log(3) 2")

    def test_a_generic_matrix_stops_at_its_limit(self):
        generic = sp.Matrix(7, 7, lambda i, j: sp.Symbol(f"a{i}{j}"))
        with pytest.raises(LimitError, match="smaller"):
            eliminate(generic)
        assert eliminate(generic[:5, :5]).check()

    def test_float_beside_symbol(self):
        with pytest.raises(TypeError, match="exact"):
            eliminate([[0.5, sp.Symbol("a")]])


class TestFloats:
    @given(float_matrices())
    @settings(deadline=None)
    def test_residual_in_exact_rationals_is_within_the_componentwise_bound(self, case):
        rows, shape = case
        A = np.array(rows, dtype=float).reshape(shape)
        for pivoting in ("max", "nonzero"):
            record = eliminate(A, pivoting=pivoting)
            assert record.kind == "float"
            k = min(shape)
            gamma = (k + 1) * 2.0**-53 / (1 - (k + 1) * 2.0**-53)
            PA, L, U = (fraction_rows(M) for M in (A[list(record.p)], record.L, record.U))
            for i in range(shape[0]):
                for j in range(shape[1]):
                    products = [L[i][q] * U[q][j] for q in range(k)]
                    bound = gamma * sum(map(abs, products)) + k * np.finfo(float).tiny
                    assert abs(PA[i][j] - sum(products)) <= bound
            assert record.check()

    @given(float_matrices())
    @settings(deadline=None)
    def test_states_are_the_steps_replayed(self, case):
        rows, shape = case
        A = np.array(rows, dtype=float).reshape(shape)
        record = eliminate(A, np.ones(shape[0]))
        state = np.column_stack([A, np.ones(shape[0])])
        size = max(1.0, np.abs(state).max(initial=0))
        for step, rebuilt in zip(record.steps, list(record.states)[1:], strict=True):
            state = step.apply(state)
            size = max(size, np.abs(state).max(initial=0))
            # each is within a few roundings of the other, relative to the largest entry so far
            assert np.abs(state - rebuilt).max(initial=0) <= 1e-13 * size * max(shape)

    def test_a_tiny_pivot_counts_as_zero(self):
        with pytest.raises(ZeroPivotError, match="exchange row 1 with row 2"):
            eliminate([[1e-20, 1.0], [1.0, 1.0]], pivoting="none")

    def test_rank_is_not_read_off_getrf(self):
        record = eliminate([[0.0, 1.0], [0.0, 1.0]])
        assert np.count_nonzero(np.abs(record.U).sum(axis=1)) == 2
        assert record.rank == 1

    def test_singular_as_exact_decimals_but_not_as_floats(self):
        text = ".9 -.1 -.2; -.8 .9 -.4; -.1 -.8 .6"
        assert eliminate(text).rank == 2
        record = eliminate([[0.9, -0.1, -0.2], [-0.8, 0.9, -0.4], [-0.1, -0.8, 0.6]])
        assert record.rank == 2
        assert len(record.pivots) == 2

    def test_arrays_handed_out_cannot_be_written(self):
        record = eliminate(np.eye(2))
        with pytest.raises(ValueError, match="read-only"):
            record.L[0, 0] = 2.0


class TestInput:
    @pytest.mark.parametrize(
        ("A", "b", "error", "words"),
        [
            ([[1, 2], [3]], None, ShapeError, "row 2 of A has length 1"),
            ([1, 2], None, ShapeError, "rows of equal length"),
            ([[1, 2], [3, 4]], [1, 2, 3], ShapeError, "3 rows"),
            ([[float("nan"), 1]], None, LinalgError, r"entry \(1, 1\) of A is nan"),
            ([[1, float("inf")]], None, LinalgError, r"entry \(1, 2\) of A is inf"),
            ([[sp.zoo]], None, LinalgError, "finite"),
            ([[1j]], None, TypeError, "complex"),
            ([[sp.I]], None, TypeError, "complex"),
            ([[None]], None, TypeError, "NoneType"),
            ([[1.0, 10**400]], None, LinalgError, "too large for a float"),
            (np.zeros((2, 2, 2)), None, ShapeError, "3 dimensions"),
            ("1 2 | 3", "3", ShapeError, "twice"),
        ],
    )
    def test_errors_name_the_place(self, A, b, error, words):
        with pytest.raises(error, match=words):
            eliminate(A, b)

    @pytest.mark.parametrize("name", ["pivoting", "form"])
    def test_unknown_options(self, name):
        with pytest.raises(LinalgError, match=name):
            eliminate("1 2; 3 4", **{name: "sideways"})

    def test_every_form_of_input_is_the_same_matrix(self):
        expected = sp.Matrix([[1, 2], [3, 4]])
        for A in ("1 2; 3 4", "[[1, 2], [3, 4]]", "1 2\n3 4", [[1, 2], [3, 4]], expected):
            assert expected == eliminate(A).A
        assert expected == eliminate(np.array([[1, 2], [3, 4]])).A
        assert expected == eliminate([["1", "2"], ["3", "4"]]).A

    def test_bar(self):
        record = eliminate("1 2 | 3; 4 5 | 6")
        assert record.A.shape == (2, 2)
        assert record.b == sp.Matrix([3, 6])

    def test_zero_pivot_without_exchange(self):
        with pytest.raises(ZeroPivotError) as caught:
            eliminate("0 1; 1 0", pivoting="none")
        assert (caught.value.row, caught.value.column, caught.value.exchange_with) == (0, 0, 1)
