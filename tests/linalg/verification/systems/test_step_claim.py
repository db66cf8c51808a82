"""Row operations of somebody else, checked one by one."""

import numpy as np
import pytest

from linalg import LinalgError, ParseError, Scale, Subtract, Swap, eliminate, verify

A = "1 2 1; 3 8 1; 0 4 1"
U = "1 2 1; 0 2 -2; 0 0 5"


def found(record):
    (claim,) = record.claims
    fault = claim.diagnosis.fault
    causes = {(c.kind, c.row) for c in claim.diagnosis.causes}
    return (fault.step, fault.row, fault.column, fault.found, fault.expected), causes


def test_the_steps_of_a_lecture():
    assert verify(A, steps="R2 - 3 R1; R3 - 2 R2", U=U)
    assert verify(A, steps="R2 - 3 R1; R3 - 2 R2")
    assert verify(A, b="2 12 2", steps="R2 <- R2 - 3R1, R3 = R3 - 2R2", U=U)


def test_results_that_stand_after_the_steps():
    good = "R2 - 3 R1 : 1 2 1; 0 2 -2; 0 4 1\nR3 - 2 R2 => 1 2 1; 0 2 -2; 0 0 5"
    assert verify(A, steps=good)
    wrong = good.replace("0 2 -2; 0 4 1", "0 2 -4; 0 4 1")
    assert found(verify(A, steps=wrong))[0] == (0, 1, 2, -4, -2)
    assert verify(A, steps=[("R2 - 3 R1", "1 2 1; 0 2 -2; 0 4 1"), "R3 - 2 R2"], U=U)


def test_a_wrong_sign_and_a_wrong_row_are_named():
    place, causes = found(verify(A, steps="R2 + 3 R1; R3 - 2 R2", U=U))
    assert place[1:3] == (1, 0)
    assert causes == {("sign", 1)}
    assert found(verify(A, steps="R2 - 3 R1; R3 - 2 R1", U=U))[1] == {("other row", 2)}


def test_a_step_that_loses_a_row_is_not_allowed():
    record = verify(A, steps="R2 - 3 R1; R3 <- 2 R2")
    assert not record
    assert record.message == (
        "the result of the steps = an echelon form does not hold. Step 2, R₃ ← 2 R₂, is not "
        "allowed: row 3 is lost, and no step leads back."
    )
    assert not verify(A, steps="0 R2")
    assert not verify(A, steps="R2 - R2")


def test_a_row_that_is_not_there():
    assert "A has 3 rows, no row 4" in verify(A, steps="R4 - R1").message


def test_steps_that_end_too_early():
    place, _ = found(verify(A, steps="R2 - 3 R1"))
    assert place == (None, 2, 1, 4, 0)


def test_exchanges_scalings_and_symbols():
    assert verify("0 1; 2 4", steps="R1 <-> R2; R1 / 2", U="1 2; 0 1")
    assert verify("a b; c d", steps="R2 - (c/a) R1", U="a b; 0 d-b*c/a")
    assert not verify("a b; c d", steps="R2 - (c/a) R1", U="a b; 0 d+b*c/a")


@pytest.mark.parametrize("matrix", [A, "0 1 2; 0 0 3; 4 0 1", "1 2; 2 4; 3 7", "5"])
def test_the_steps_of_every_elimination_hold(matrix):
    record = eliminate(matrix)
    assert {type(step) for step in record.steps} <= {Swap, Subtract, Scale}
    assert verify(matrix, steps=record.steps or "R1", U=record.U)


def test_floats_hold_within_rounding():
    M = np.random.default_rng(1).standard_normal((4, 4))
    record = eliminate(M)
    assert verify(M, steps=record.steps, U=record.U)
    wrong = record.U.copy()
    wrong[1, 2] += 1e-9
    assert found(verify(M, steps=record.steps, U=wrong))[0][:3] == (None, 1, 2)


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ("", "nothing to read"),
        ("R2 * R1", "no sum of multiples of rows"),
        ("R2 - 3", "no sum of multiples of rows"),
        ("3 R1 + R2", "which row changes is not said: write R1 <- 3 R1"),
        ("R0 - R1", "there is no row 0"),
        ("hello", "no row stands here"),
        ("R1 <-> 3", "here stands one row"),
        ("R2 - 3 R1 : 1 2; 3 4 5", "row 2"),
        ([3], "a step is a row operation"),
        (3, "steps are text or a list"),
    ],
)
def test_what_is_no_row_operation_is_refused_with_its_place(steps, said):
    with pytest.raises(LinalgError, match=said.replace("(", r"\(")):
        verify(A, steps=steps)


def test_the_place_of_a_mistake_is_that_in_the_whole_text():
    with pytest.raises(ParseError) as caught:
        verify(A, steps="R2 - 3 R1; R3 - R2*R1")
    assert caught.value.text[caught.value.position :].startswith(" R3 - R2*R1")


def test_what_does_not_hold_is_named_where_it_does_not():
    """The echelon form is reached; it is the matrix written after step 1 that is wrong."""
    record = verify("2 1; 8 7", steps="R2 - 4 R1 : 2 1; 0 4")
    assert record.message.startswith(
        "the matrix written after step 1 does not hold. After step 1, "
    )
    assert "All else fits: this entry alone may be wrong." in record.message
    assert found(verify("2 1; 8 7", steps="R2 - 4 R1", U="2 1; 0 4"))[1] == {("entry", 1)}


def test_of_two_wrong_matrices_both_are_named():
    steps = "R2 - 3R1 : 1 2 1; 0 3 -2; 0 4 1\nR3 - 2R2 : 1 2 1; 0 3 -2; 0 0 6"
    following = verify(A, steps=steps).claims[0].diagnosis.following
    assert (following.step, following.row, following.column) == (1, 1, 1)


def test_where_the_reason_is_said_no_causes_are_asked_for():
    for record in (verify("2 1; 8 7", steps="R3 - 4 R1"), verify("1 2; 2 4", inverse="1 2; 2 1")):
        assert not record
        assert "Causes" not in record.to_text()
