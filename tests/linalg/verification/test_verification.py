"""Verdicts on factors that somebody else computed, and what is said where they are wrong."""

import numpy as np
import pytest
import scipy.linalg
import sympy as sp

from linalg import LinalgError, ShapeError, lu, plu, verify
from linalg.rings.rings import ExactMatrix

# MIT 18.06, lecture 2
A = [[1, 2, 1], [3, 8, 1], [0, 4, 1]]
L = [[1, 0, 0], [3, 1, 0], [0, 2, 1]]
U = [[1, 2, 1], [0, 2, -2], [0, 0, 5]]
CYCLE = "0 1 2; 0 0 3; 4 0 1"


def causes(record):
    return {(c.kind, c.row, c.column) for c in record.claims[0].diagnosis.causes}


def fault(record):
    found = record.claims[0].diagnosis.fault
    return found.factor, found.row, found.column, found.expected


def test_the_factors_of_a_lecture_hold():
    record = verify(A, L=L, U=U)
    assert record
    assert record.message == "A = LU holds exactly."
    assert record.check()


def test_text_arrays_and_sympy_s_matrices_are_read_alike():
    for form in (str, sp.Matrix, np.array):
        given = [form(M) if form is not str else "; ".join(" ".join(map(str, r)) for r in M)
                 for M in (A, L, U)]  # fmt: skip
        assert verify(given[0], L=given[1], U=given[2])


def test_a_forgotten_sign_is_found_at_its_place():
    wrong = [[1, 0, 0], [-3, 1, 0], [0, 2, 1]]
    record = verify(A, L=wrong, U=U)
    assert not record
    assert fault(record) == ("L", 1, 0, 3)
    assert ("sign", 1, 0) in causes(record)
    assert "The sign of the multiplier of row 2 was forgotten: l₂₁ = 3, not -3." in record.message


def test_an_exchange_of_rows_is_seen_both_ways_round():
    """A 3-cycle: P and its transpose differ, which one exchange of two rows hides."""
    P, lower, upper = plu(CYCLE)
    assert verify(CYCLE, L=lower, U=upper, P=P)
    assert ("transposed P", None, None) in causes(verify(CYCLE, L=lower, U=upper, P=P.T))
    assert ("exchange left out", None, None) in causes(verify(CYCLE, L=lower, U=upper))


def test_symbols_are_equal_as_functions_and_say_where():
    record = verify("a b; c d", L="1 0; c/a 1", U="a b; 0 d-b*c/a")
    assert record
    assert "defined where a ≠ 0" in record.to_text()
    assert not verify("a b; c d", L="1 0; c/a 1", U="a b; 0 d+b*c/a")


def test_roots_and_angles_are_equal_as_functions():
    assert verify("sqrt(2) 1; 2 3", L="1 0; sqrt(2) 1", U="sqrt(2) 1; 0 3-sqrt(2)")
    assert verify("1 sin(t); sin(t) 1", L="1 0; sin(t) 1", U="1 sin(t); 0 cos(t)^2")


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_floats_have_higham_s_bound(dtype):
    M = np.random.default_rng(5).standard_normal((40, 40)).astype(dtype)
    P, lower, upper = scipy.linalg.lu(M)
    assert lower.dtype == dtype
    record = verify(M, L=lower, U=upper, P=P.T)
    assert record
    assert "Theorem 9.3" in record.to_text()
    changed = upper.copy()
    changed[3, 7] += 100 * np.finfo(dtype).eps * np.abs(M).max()
    assert not verify(M, L=lower, U=changed, P=P.T)


def test_near_the_bound_of_floats_entries_are_computed_exactly():
    """γ₁ = u/(1 - u) of a 1 × 1 matrix: one rounding is allowed, two are not."""
    one = np.array([[1.0]])
    assert not verify(one, L=one, U=np.array([[1 + 2**-52]]))
    assert verify(one, L=one, U=np.array([[1 - 2**-53]]))


def test_any_shape_and_rank():
    for M in ("1 2; 2 4; 3 6", "1 2 3; 2 4 7", "5", "0 0; 0 0", "0"):
        record = plu(M)
        assert verify(M, L=record.L, U=record.U, P=record.P)
    assert verify("1 2; 2 4; 3 6", L="1; 2; 3", U="1 2")


def test_ldu_and_ldlt():
    assert verify("2 4; 6 8", L="1 0; 3 1", D="2 0; 0 -4", U="1 2; 0 1")
    assert verify("2 1; 1 3", L="1 0; 1/2 1", D="2 0; 0 5/2")
    assert verify("2 4; 6 8", L="1 0; 3 1", D="2 -4", U="1 2; 0 1")
    assert verify("2 4; 6 8", L="1 0; 3 1", D=[2.0, -4.0], U="1 2; 0 1")
    record = verify("2 4; 6 8", L="1 0; 3 1", D="2 0; 0 -4", U="2 4; 0 -4")
    assert ("D left in U", None, None) in causes(record)


def test_what_is_no_permutation_is_no_answer():
    record = verify("1 2; 3 4", L="1 0; 3 1", U="1 2; 0 -2", P="1 0; 1 0")
    assert not record
    assert fault(record)[:3] == ("P", 1, 0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({}, "nothing to verify"),
        ({"L": "1 0; 3 1"}, "the factor U is missing"),
        ({"U": "1 2; 0 -2"}, "the factor L is missing"),
        ({"L": "1 0; 3 1", "U": "1 2 3; 0 -2 1"}, "U needs 2 columns"),
        ({"L": "1 0 0; 3 1 0", "U": "1 2; 0 -2"}, "as many rows as L has columns"),
        ({"L": "1 0; 3 1", "D": "1 2 3", "U": "1 2; 0 1"}, "D is 3 × 3"),
        ({"L": "1 0; 3 1", "U": "1 2; 0 -2", "P": [0, 1, 2]}, "P reorders 3 rows, A has 2"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_line(arguments, said):
    with pytest.raises(LinalgError, match=said):
        verify("1 2; 3 4", **arguments)


def test_an_empty_matrix_is_refused():
    with pytest.raises(ShapeError, match="empty"):
        verify(sp.Matrix(0, 0, []), L=sp.Matrix(0, 0, []), U=sp.Matrix(0, 0, []))


def test_the_caller_s_lists_are_the_caller_s():
    mine = [row[:] for row in U]
    record = verify(A, L=L, U=mine)
    mine[0][0] = 99
    assert record.to_dict()["claims"][0]["U"][0][0] == "1"
    assert record.claims[0].matrices["U"] == lu(A).U


def test_what_rounding_leaves_below_the_diagonal_is_no_entry():
    """Elimination written out in floats leaves 5e-17 where by hand there is 0."""
    M = np.array([[0.1, 0.2], [0.3, 0.7]])
    multiplier = M[1, 0] / M[0, 0]
    U = np.array([M[0], M[1] - multiplier * M[0]])
    L = np.array([[1.0, 0.0], [multiplier, 1.0]])
    assert verify(M, L=L, U=U)
    assert verify(M, L=[[1, 0], [3.0, 1]], U=[[0.1, 0.2], [5e-17, 0.1]])
    assert not verify(M, L=L, U=[[0.1, 0.2], [1e-9, U[1, 1]]])


def test_a_large_matrix_of_floats_is_diagnosed_too():
    M = np.random.default_rng(0).standard_normal((120, 120))
    P, lower, upper = scipy.linalg.lu(M)
    upper[40, 70] += 1
    record = verify(M, L=lower, U=upper, P=P.T)
    assert fault(record)[:3] == ("U", 40, 70)
    assert causes(record) == {("entry of U", 40, 70)}


def test_what_nobody_can_decide_is_called_undecided(monkeypatch):
    """Where the zero test of the ring gives no answer, neither does the verdict."""
    monkeypatch.setattr(ExactMatrix, "vanishes", lambda self, x: None if x else True)
    for U in ("a+1 b; 0 1", "a b; c 1"):
        record = verify("a b; 0 1", L="1 0; 0 1", U=U)
        assert not record
        assert not record.check().decided
        assert record.message.endswith("could not be decided.")
        assert record.to_text().startswith("Undecided")


def test_the_page_says_whose_convention_it_was():
    unit = "1 0; 0 1"
    record = verify(unit, L=unit, U=unit, convention="SciPy")
    assert record.convention == "scipy"
    assert "The factors are read as SciPy writes them." in record.to_text()


def test_a_permutation_as_exchanges():
    """Rows 1 and 3 of [0 1 2; 0 0 3; 4 0 1], then 2 and 3: a cycle, and not its inverse."""
    given = {"L": "1 0 0; 0 1 0; 0 0 1", "U": "4 0 1; 0 1 2; 0 0 3"}
    assert verify("0 1 2; 0 0 3; 4 0 1", P="R1 <-> R3; R2 <-> R3", **given)
    assert not verify("0 1 2; 0 0 3; 4 0 1", P="R2 <-> R3; R1 <-> R3", **given)
    with pytest.raises(LinalgError, match="exchanges alone"):
        verify("0 1 2; 0 0 3; 4 0 1", P="R1 <-> R3; R2 - R1", **given)
    with pytest.raises(LinalgError):
        verify("0 1 2; 0 0 3; 4 0 1", P="R1 <-> R4", **given)
