"""An assertion for test suites: factors are right, or the first mistake is the message."""

from __future__ import annotations

from linalg.verification.verification import verify


def assert_factorisation(
    A: object,
    *,
    L: object | None = None,
    U: object | None = None,
    P: object | None = None,
    D: object | None = None,
    Q: object | None = None,
    convention: str | None = None,
) -> None:
    """Raise an AssertionError that says what is wrong with factors, unless they are right.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (m, n)
    L, U, P, D, Q, convention
        As in `verify`: PA = LU, or PA = LDU, or with L and D alone A = LDLᵀ; P and Q also as
        lists. Exact numbers must be right exactly, floats within the bound of a backward-stable
        factorisation.

    Raises
    ------
    AssertionError
        Whose message is that of `Verification`: the first wrong row and entry, what it should be,
        and which mistakes explain it.
    LinalgError
        If matrices do not fit together, or there is nothing to verify: that is no verdict.

    Examples
    --------
    >>> assert_factorisation("2 1; 8 7", L="1 0; 4 1", U="2 1; 0 3")
    >>> assert_factorisation("2 1; 8 7", L="1 0; -4 1", U="2 1; 0 3")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    AssertionError: A = LU does not hold. Row 2, column 1 of L: l₂₁ = -4 should be l₂₁ = 8/2 = ...
    """
    __tracebackhide__ = True  # pytest shows the line of the test, not this one
    record = verify(A, L=L, U=U, P=P, D=D, Q=Q, convention=convention)
    if not record:
        raise AssertionError(record.message)
