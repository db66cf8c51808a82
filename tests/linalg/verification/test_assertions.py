"""The assertion in a test suite: silent where factors are right, a sentence where they are not."""

import subprocess
import sys
import textwrap

import numpy as np
import pytest
import scipy.linalg
from processes import PATIENCE

import linalg
from linalg.errors import LinalgError, ShapeError

A = np.array([[0.0, 1.0, 2.0], [0.0, 0.0, 3.0], [4.0, 0.0, 1.0]])


def test_right_factors_pass_in_silence():
    P, L, U = scipy.linalg.lu(A)
    assert linalg.assert_factorisation(A, P=P, L=L, U=U, convention="scipy") is None
    assert linalg.assert_factorisation(A, P=P.T, L=L, U=U) is None
    for record in (linalg.plu(A), linalg.plu("0 1 2; 0 0 3; 4 0 1"), linalg.plu("0 a; b 1")):
        linalg.assert_factorisation(record.A, P=record.P, L=record.L, U=record.U)
        linalg.assert_factorisation(record.A, P=list(record.p), L=record.L, U=record.U)
    ldlt = linalg.ldlt("2 1; 1 3")
    linalg.assert_factorisation(ldlt.A, L=ldlt.L, D=ldlt.D)


@pytest.mark.parametrize(
    "factors",
    [
        {"L": "1 0; -4 1", "U": "2 1; 0 3"},
        {"L": "1 0; 4 1", "U": "2 1; 0 4"},
        {"L": [[1.0, 0.0], [4.0, 1.0]], "U": [[2.0, 1.0], [0.0, 3.0001]]},
        {"L": "1 0; 1/4 1", "U": "8 7; 0 -3/4"},
    ],
)
def test_the_message_is_the_one_of_verify(factors):
    with pytest.raises(AssertionError) as caught:
        linalg.assert_factorisation("2 1; 8 7", **factors)
    assert str(caught.value) == linalg.verify("2 1; 8 7", **factors).message
    assert "\n" not in str(caught.value)


def test_what_is_no_verdict_is_no_failed_assertion():
    with pytest.raises(ShapeError):
        linalg.assert_factorisation("2 1; 8 7", L="1 0 0; 0 1 0; 0 0 1", U="2 1; 0 3")
    with pytest.raises(LinalgError, match="missing"):
        linalg.assert_factorisation("2 1; 8 7", L="1 0; 4 1")
    with pytest.raises(LinalgError, match="nothing to verify"):
        linalg.assert_factorisation("2 1; 8 7")


def test_pytest_shows_the_line_of_the_test_and_the_sentence(tmp_path):
    test = tmp_path / "test_mine.py"
    test.write_text(
        textwrap.dedent("""
            from linalg import assert_factorisation

            def test_mine():
                assert_factorisation("2 1; 8 7", L="1 0; -4 1", U="2 1; 0 3")
        """)
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(test)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 1
    assert "l₂₁ = -4 should be l₂₁ = 8/2 = 4" in done.stdout
    assert '>       assert_factorisation("2 1; 8 7"' in done.stdout
    assert "raise AssertionError" not in done.stdout
