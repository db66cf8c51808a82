"""Multiples of a vector: in whole numbers without a common factor, and of length 1.

The special solutions of Ax = 0 have a 1 in their free place. Other systems write the same null
vectors without fractions or of length 1; all of them span the same line.
"""

from __future__ import annotations

from math import gcd, lcm
from typing import Any

import numpy as np
import sympy as sp

from linalg.errors import LinalgError, ShapeError
from linalg.immutable import read_only
from linalg.numbers.matrices import Matrix, columns, handed_out, is_float
from linalg.numbers.record_matrix import RecordMatrix


def primitive_factor(v: Matrix) -> sp.Expr | None:
    """Return the factor that makes a vector primitive: no denominators, no common factor.

    Parameters
    ----------
    v : (n, 1) matrix
        Of fractions the factor is positive and the entries become whole numbers. Of rational
        functions they become polynomials; the vector keeps its line only where the factor is
        neither zero nor divided by zero.

    Returns
    -------
    SymPy expression or None
        None for floats, for roots and other functions, and for the zero vector.

    Examples
    --------
    >>> a = sp.Symbol("a")
    >>> primitive_factor(sp.Matrix([sp.Rational(-3, 2), sp.Rational(9, 4)]))
    4/3
    >>> primitive_factor(sp.Matrix([1 / a, 1]))
    a
    """
    if is_float(v):
        return None
    entries = [sp.sympify(x) for x in v[:, 0] if x != 0]
    symbols = set().union(*(x.free_symbols for x in entries))
    if not entries or not all(_is_quotient(x, symbols) for x in entries):
        return None
    if not symbols:
        return sp.Rational(lcm(*(int(x.q) for x in entries)), gcd(*(int(x.p) for x in entries)))
    halves = [sp.fraction(sp.cancel(x)) for x in entries]
    tops, bottoms = [top for top, _ in halves], [bottom for _, bottom in halves]
    return sp.factor(sp.lcm_list(bottoms) / sp.gcd_list(tops))


def primitive(v: object) -> Matrix | None:
    """Return the multiple of a vector in whole numbers, or polynomials, without a common factor.

    Parameters
    ----------
    v : vector of n entries, in any form
        Such as a special solution of `null_space`; its direction is kept.

    Returns
    -------
    (n, 1) matrix or None
        None for floats, for roots and other functions, and for the zero vector.

    Examples
    --------
    >>> primitive("-1/3 0 1")
    Matrix([
    [-1],
    [ 0],
    [ 3]])
    """
    v = _column(v)
    factor = primitive_factor(v)
    if factor is None:
        return None
    return RecordMatrix(*v.shape, [sp.expand(sp.cancel(factor * x)) for x in v[:, 0]])


def length(v: Matrix) -> Any:
    """Return the length of a vector, √(v · v); symbols stand for real numbers.

    Parameters
    ----------
    v : (n, 1) matrix

    Examples
    --------
    >>> length(sp.Matrix([-2, 1])), length(np.array([[3.0], [4.0]]))
    (sqrt(5), 5.0)
    """
    if is_float(v):
        return float(np.hypot.reduce(v[:, 0]))
    return sp.sqrt(sp.factor_terms(sp.expand(sum(x**2 for x in v[:, 0]))))


def unit(v: object) -> Matrix:
    """Return the multiple of length 1 with the direction of a vector.

    Parameters
    ----------
    v : vector of n entries, in any form

    Returns
    -------
    (n, 1) matrix

    Raises
    ------
    LinalgError
        For the zero vector, which has no direction.

    Examples
    --------
    >>> unit("-2 1").T
    Matrix([[-2*sqrt(5)/5, sqrt(5)/5]])
    >>> unit([3.0, 4.0]).T.tolist()
    [[0.6, 0.8]]
    """
    v = _column(v)
    size = length(v)
    if size == 0:
        raise LinalgError("the zero vector has no direction, so no multiple of length 1")
    if is_float(v):
        scaled = v / np.abs(v).max()  # whose squares neither overflow nor vanish
        return read_only(np.asarray(scaled / np.linalg.norm(scaled)))
    return RecordMatrix(*v.shape, [x / size for x in v[:, 0]])


def _column(v: object) -> Matrix:
    read = columns(v, "v")
    if read.shape[1] != 1:
        raise ShapeError(f"v has {read.shape[1]} columns; a vector has one")
    return handed_out(read)


def _is_quotient(x: sp.Expr, symbols: set[sp.Symbol]) -> bool:
    """Say whether x is a fraction, or a quotient of polynomials with such coefficients."""
    has_root = any(not power.exp.is_Integer for power in x.atoms(sp.Pow))
    numbers = x.atoms(sp.Number, sp.NumberSymbol)
    is_rational = all(number.is_Rational for number in numbers) and not has_root
    return is_rational and bool(x.is_rational_function(*symbols) if symbols else x.is_Rational)
