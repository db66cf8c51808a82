"""Symmetric matrices: A = Aᵀ, and the symmetric part of any square matrix.

Source: G. Strang, MIT 18.06, lecture 5.
"""

from __future__ import annotations

from linalg.errors import LinalgError
from linalg.factorisations.factorisations import require_square
from linalg.factorisations.symmetric_factors import require_symmetric
from linalg.numbers.matrices import Matrix, grid, handed_out


def is_symmetric(A: object) -> bool:
    """Say whether A = Aᵀ, exactly for each kind of number.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (m, n)

    Examples
    --------
    >>> is_symmetric("1 2; 2 3"), is_symmetric("1 2; 3 4")
    (True, False)
    """
    try:
        require_symmetric(handed_out(grid(A)))
    except LinalgError:
        return False
    return True


def symmetric_part(A: object) -> Matrix:
    """Return (A + Aᵀ)/2, which has the same quadratic form as the square A.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (n, n)

    Raises
    ------
    ShapeError
        If A is not square.

    Examples
    --------
    >>> symmetric_part("1 4; 2 3")
    Matrix([
    [1, 3],
    [3, 3]])
    """
    M = handed_out(grid(A))
    require_square(M.shape, "the symmetric part")
    return (M + M.T) / 2
