import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from strategies import exact_matrices, float_matrices, fraction_rows

from linalg import determinant, eliminate, null_space, rank, solve
from linalg.errors import LinalgError


def zero_matrix(M):
    return all(sp.cancel(x) == 0 for x in M)


class TestTheLecture:
    @pytest.mark.parametrize(
        ("A", "b", "x"),
        [
            ("2 -1; -1 2", "0 3", (1, 2)),
            ("2 -1 0; -1 2 -1; 0 -3 4", "0 -1 4", (0, 0, 1)),
            ("2 -1 0; -1 2 -1; 0 -3 4", "1 1 -3", (1, 1, 0)),
            ("1 2 1; 3 8 1; 0 4 1", "2 12 2", (2, 1, -2)),
        ],
    )
    def test_one_solution(self, A, b, x):
        """MIT 18.06, lectures 1 and 2."""
        solution = solve(A, b)
        assert solution.kind == "unique"
        assert tuple(solution.x) == x
        assert solution.check()

    def test_no_solution_has_its_evidence(self):
        solution = solve("1 3; 2 6", "1 3")
        assert solution.kind == "none"
        assert solution.x is None
        assert solution.evidence == solution.weights == sp.Matrix([-2, 1])
        assert solution.check()
        with pytest.raises(LinalgError, match="Ax = b has no solution"):
            _ = solution.particular

    def test_a_solution_has_no_evidence(self):
        solution = solve("1 3; 2 7", "4 9")
        assert solution.particular == solution.x == sp.Matrix([1, 1])
        with pytest.raises(LinalgError, match="Ax = b has a solution"):
            _ = solution.weights

    def test_a_matrix_by_itself_has_no_right_hand_sides(self):
        assert eliminate("1 3; 2 7", "4 9").right_hand_sides == (
            sp.Matrix([4, 9]),
            sp.Matrix([4, 1]),
        )
        with pytest.raises(LinalgError, match="eliminated without a right-hand side"):
            eliminate("1 3; 2 7").back_substitution()

    def test_a_family(self):
        solution = solve("1 2 2 2; 2 4 6 8; 3 6 8 10", "1 5 6")
        assert solution.kind == "family"
        assert solution.x == sp.Matrix([-2, 0, sp.Rational(3, 2), 0])
        assert solution.free_columns == (1, 3)
        assert sp.Matrix([[-2, 2], [1, 0], [0, -2], [0, 1]]) == solution.N
        assert solution.check()

    def test_null_vector_of_the_singular_matrix(self):
        (x,) = null_space("1 3; 2 6")
        assert x == -sp.Matrix([3, -1])


class TestExact:
    @given(exact_matrices(4), exact_matrices(4))
    @settings(deadline=None)
    def test_solutions_solve_and_evidence_refutes(self, A, B):
        b = sp.Matrix(A.rows, 1, lambda i, j: B[i, 0] if i < B.rows and B.cols else 1)
        solution = solve(A, b)
        if solution.kind in ("none", "conditional"):
            y = solution.evidence
            assert zero_matrix(y.T * A)
            assert not zero_matrix(y.T * b)
            assert A.row_join(b).rank(simplify=True) > A.rank(simplify=True)
            assert (solution.kind == "none") == (solution.conditions == ())
            assert solution.check()
        else:
            assert zero_matrix(A * solution.x - b)
            assert (solution.kind == "family") == bool(solution.null_vectors)
        assert zero_matrix(A * solution.N)
        assert solution.N.shape == (A.cols, A.cols - eliminate(A).rank)
        assert solution.N.extract(list(solution.free_columns), list(range(solution.N.cols))) == (
            sp.eye(len(solution.free_columns))
        )
        assert solution.check()

    def test_several_right_hand_sides(self):
        solution = solve("2 1; 1 3", [[1, 0], [0, 1]])
        assert solution.x == sp.Matrix([[3, -1], [-1, 2]]) / 5

    def test_exchanged_rows_in_the_evidence(self):
        solution = solve("0 0; 1 1; 2 2", "0 1 3")
        assert solution.kind == "none"
        assert solution.evidence.T * sp.Matrix([0, 1, 3]) != sp.zeros(1, 1)
        assert solution.check()

    def test_a_wrong_answer_fails_its_check(self):
        solution = solve("1 2; 3 4", "1 2")
        object.__setattr__(solution, "x", solution.x + sp.Matrix([0, 1]))
        assert not solution.check()


class TestFloats:
    @given(float_matrices(4))
    @settings(deadline=None)
    def test_answers_hold(self, case):
        rows, shape = case
        A = np.array(rows, dtype=float).reshape(shape)
        solution = solve(A, np.ones(shape[0]))
        exact = eliminate(fraction_rows(A)).rank if A.size else 0
        assert shape[1] - len(solution.null_vectors) <= exact
        assert solution.check()

    def test_consistent_and_inconsistent(self):
        A = [[0.0, 1.0], [0.0, 1.0]]
        assert solve(A, [1.0, 1.0]).kind == "family"
        solution = solve(A, [1.0, 2.0])
        assert solution.kind == "none"
        assert np.allclose(solution.evidence.ravel(), [-1, 1], rtol=1e-14)

    def test_least_squares_is_not_smuggled_in(self):
        assert solve([[1.0], [1.0]], [1.0, 2.0]).x is None


def test_rank_and_determinant():
    assert rank("1 2; 2 4") == 1
    assert rank([[1.0, 2.0], [2.0, 4.0]]) == 1
    assert determinant("1 2; 3 4") == -2
    assert determinant([[1.0, 2.0], [3.0, 4.0]]) == pytest.approx(-2, rel=1e-15)
    assert determinant("a b; c d") == sp.sympify("a*d - b*c")
