"""Verdicts on solutions and inverses that somebody else computed."""

import numpy as np
import pytest
import sympy as sp

from linalg import LinalgError, ShapeError, verify

# MIT 18.06, lecture 2: x = (2, 1, -2)
A, B = "1 2 1; 3 8 1; 0 4 1", "2 12 2"


def found(record):
    (claim,) = record.claims
    fault = claim.diagnosis.fault
    place = fault.factor, fault.row, fault.column, fault.expected
    return place, {(c.kind, c.row, c.column) for c in claim.diagnosis.causes}


def test_the_solution_of_a_lecture():
    assert verify(A, x="2 1 -2", b=B)
    assert verify(A, x=[2, 1, -2], b=[2, 12, 2])
    assert verify("1 2 1 | 2; 3 8 1 | 12; 0 4 1 | 2", x="2 1 -2")


def test_a_wrong_sign_and_two_exchanged_unknowns():
    assert found(verify(A, x="2 1 2", b=B)) == (("x", 2, 0, -2), {("sign", 2, 0)})
    assert found(verify(A, x="1 2 -2", b=B)) == (("x", 0, 0, 2), {("exchanged entries", 0, None)})


def test_an_equation_copied_wrongly():
    record = verify(A, x="2 1 -2", b="2 12 3")
    assert ("equation", 2, 0) in found(record)[1]
    assert "Equation 3 gives 0 · 2 + 4 · 1 + 1 · (-2) = 2, not 3." in record.message


def test_any_solution_of_a_family_is_one():
    assert verify("1 2; 2 4", x="1 1", b="3 6")
    assert verify("1 2; 2 4", x="3 0", b="3 6")
    assert not verify("1 2; 2 4", x="1 2", b="3 6")
    assert verify("1 1 1", x="1 1 1", b="3")


def test_a_system_without_solution_says_so():
    record = verify("1 2; 2 4", x="1 1", b="3 7")
    assert "The system has no solution at all." in record.message


def test_several_right_hand_sides():
    assert verify("1 3; 2 7", x="1 0; 0 1", b="1 3; 2 7")
    (place, _) = found(verify("1 3; 2 7", x="1 0; 0 2", b="1 3; 2 7"))
    assert place == ("X", 1, 1, 1)


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("7 3; -2 1", ("sign", 0, 1)),
        ("7 3; 2 1", ("signs of cofactors", None, None)),
        ("7 -2; -3 1", ("transposed A", None, None)),
        ("-7 3; 2 -1", ("all signs", None, None)),
        ("-2 1; 7 -3", ("exchanged entries", 0, None)),
        ("-3 7; 1 -2", ("exchanged columns", None, 0)),
        ("14 -6; -4 2", ("factor", None, None)),
        ("7 -3; -2 5", ("entry", 1, 1)),
    ],
)
def test_what_was_done_to_an_inverse(given, kind):
    """A = [1 3; 2 7] of MIT 18.06, lecture 3; its inverse is [7 -3; -2 1]."""
    assert verify("1 3; 2 7", inverse="7 -3; -2 1")
    record = verify("1 3; 2 7", inverse=given)
    assert not record
    assert kind in found(record)[1]


def test_a_singular_matrix_has_no_inverse():
    record = verify("1 3; 2 6", inverse="1 0; 0 1")
    assert "The matrix has no inverse: x = (-3, 1) is not zero and Ax = 0." in record.message


def test_functions():
    right = "a/(a^2-1) -1/(a^2-1); -1/(a^2-1) a/(a^2-1)"
    record = verify("a 1; 1 a", inverse=right)
    assert record
    assert "a^2 ≠ 1" in record.to_text()
    assert not verify("a 1; 1 a", inverse=right.replace("-1/(a^2-1);", "1/(a^2-1);"))


def test_random_systems_of_floats_hold_and_their_neighbours_do_not():
    random = np.random.default_rng(3)
    for n in (1, 2, 5, 20, 60):
        M = random.standard_normal((n, n))
        b = random.standard_normal((n, 2))
        x = np.linalg.solve(M, b)
        assert verify(M, x=x, b=b)
        assert verify(M, inverse=np.linalg.inv(M))
        wrong = x.copy()
        wrong[n // 2, 1] += 1e-6
        (place, causes) = found(verify(M, x=wrong, b=b))
        assert place[:3] == ("X", n // 2, 1)
        assert ("entry", n // 2, 1) in causes


def test_an_ill_conditioned_system_is_judged_by_its_residual():
    hilbert = np.array([[1 / (i + j + 1) for j in range(10)] for i in range(10)])
    x = np.linalg.solve(hilbert, np.ones(10))
    assert verify(hilbert, x=x, b=np.ones(10))
    assert verify(hilbert, inverse=np.linalg.inv(hilbert))


def test_single_precision_has_its_own_rounding():
    M = np.random.default_rng(0).standard_normal((6, 6))
    inverse = np.linalg.inv(M).astype(np.float32)
    assert verify(M, inverse=inverse)
    assert not verify(M, inverse=inverse.astype(np.float64))


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        ({"x": "1 2"}, LinalgError, "give b"),
        ({"x": "1 2 3", "b": "1 2"}, ShapeError, "x is 3 × 1"),
        ({"x": "1 2", "b": "1 2 3"}, ShapeError, "b"),
        ({"inverse": "1 2 3; 4 5 6"}, ShapeError, "X is 2 × 3"),
        ({"inverse": [[float("nan"), 1], [1, 1]]}, LinalgError, "nan"),
        ({"inverse": [[1j, 1], [1, 1]]}, TypeError, "complex"),
    ],
)
def test_what_does_not_fit_is_refused(arguments, error, said):
    with pytest.raises(error, match=said):
        verify("1 3; 2 7", **arguments)


def test_every_sign_and_place_of_a_wrong_entry_is_found():
    solution = sp.Matrix([2, 1, -2])
    for i in range(3):
        x = [*solution]
        x[i] += 5 + i
        place, causes = found(verify(A, x=x, b=B))
        assert place == ("x", i, 0, solution[i])
        assert any(row == i for _, row, _ in causes)


def test_two_wrong_entries_are_both_named():
    record = verify("1 1 1; 0 1 1; 0 0 1", b="3 2 1", x="5 7 1")
    diagnosis = record.claims[0].diagnosis
    assert not diagnosis.causes
    assert [(f.row, f.expected) for f in (diagnosis.fault, diagnosis.following)] == [(0, 1), (1, 1)]


def test_a_right_hand_side_is_not_passed_over():
    with pytest.raises(LinalgError, match="b is given, and nothing that is to satisfy it"):
        verify("2 1; 8 7", b="3 15")
    with pytest.raises(LinalgError, match="b is given"):
        verify("2 1 | 3; 8 7 | 15", L="1 0; 4 1", U="2 1; 0 3")
