"""Entries of matrices, and names, in the grammars of other systems."""

from __future__ import annotations

import keyword
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy.printing.str import StrPrinter

from linalg.numbers.nearest import nearest
from linalg.numbers.record_matrix import RecordMatrix

PYTHON = frozenset(keyword.kwlist) | frozenset(
    "np print abs Matrix Rational symbols simplify zeros eye sqrt Abs sign Max Min pi E exp".split()
)
MATLAB = frozenset(
    "break case catch classdef continue else elseif end for function global if otherwise parfor "
    "persistent return spmd switch try while syms sym norm eye eps pi zeros disp simplify "
    "isequal".split()
)
MAXIMA = frozenset(
    "and or not if then else elseif do for from thru step while unless in next true false unknown "
    "matrix transpose ident zeromatrix is ratsimp algebraic mat_norm".split()
)
MATHEMATICA = frozenset("C D E I K N O".split())
_EXACT_INTEGERS = 2**53


class _SymPy(StrPrinter):  # type: ignore[misc]
    def _print_Rational(self, x: Any) -> str:
        return str(x.p) if x.q == 1 else f"Rational({x.p}, {x.q})"


class _Maxima(StrPrinter):  # type: ignore[misc]
    def _print_Pi(self, x: Any) -> str:
        return "%pi"

    def _print_Exp1(self, x: Any) -> str:
        return "%e"


_MAXIMAS = {sp.Abs: "abs", sp.sign: "signum", sp.Max: "max", sp.Min: "min"}


def maxima(x: Any) -> str:
    """Write an entry for Maxima.

    >>> maxima(sp.pi * sp.Symbol("a") / 2)
    '%pi*a/2'
    """
    if isinstance(x, float):
        return repr(x)
    for function, name in _MAXIMAS.items():
        x = x.replace(function, sp.Function(name))
    return str(_Maxima().doprint(x))


def mathematica(x: Any) -> str:
    """Write an entry for Mathematica.

    >>> mathematica(sp.sqrt(2)), mathematica(1e-10)
    ('2^(1/2)', '1*^-10')
    """
    if isinstance(x, float):
        return repr(x).replace("e", "*^").replace("^+", "^")
    functions = {"sign": "Sign", "Abs": "Abs"}
    return str(sp.mathematica_code(x, user_functions=functions))


def sympy_code(x: Any) -> str:
    """Write an entry for SymPy, after ``from sympy import *``.

    >>> sympy_code(sp.Rational(1, 3)), sympy_code(sp.sqrt(2) * sp.Symbol("a") / 3)
    ('Rational(1, 3)', 'sqrt(2)*a/3')
    """
    return repr(x) if isinstance(x, float) else str(_SymPy().doprint(x))


def numpy_code(x: Any) -> str:
    """Write an entry for NumPy: a fraction as a quotient, a root as the nearest float.

    >>> numpy_code(sp.Rational(1, 3)), numpy_code(sp.sqrt(2))
    ('1/3', '1.4142135623730951')
    """
    if isinstance(x, float):
        return repr(x)
    if not x.is_Rational:
        return repr(float(RecordMatrix([[x]]).__array__()[0, 0]))
    return (
        str(x)
        if abs(x.p) < _EXACT_INTEGERS > x.q
        else repr(float(nearest(Fraction(int(x.p), int(x.q)))))
    )


def matlab(x: Any) -> str:
    """Write an entry for MATLAB and Octave, as numbers.

    >>> matlab(sp.Rational(1, 3)), matlab(sp.pi)
    ('1/3', 'pi')
    """
    if isinstance(x, float) or x.is_Rational:
        return numpy_code(x)
    return str(sp.octave_code(x))


def matlab_symbolic(x: Any) -> str:
    """Write an entry for MATLAB's and Octave's symbols, where numbers stay exact.

    >>> matlab_symbolic(sp.Rational(1, 3)), matlab_symbolic(sp.Symbol("a") / 3)
    ("sym('1/3')", 'a/3')
    """
    if x.is_Integer and abs(x) < _EXACT_INTEGERS:
        return str(x)
    return f"sym('{x}')" if x.is_Rational else str(sp.octave_code(x))


def renamed(
    names: Iterable[str], taken: Iterable[str], reserved: frozenset[str], underscore: str = "_"
) -> dict[str, str]:
    """Return a name for each that is neither reserved nor taken.

    Examples
    --------
    >>> renamed(["a", "lambda", "x_1"], [], PYTHON)
    {'a': 'a', 'lambda': 'lambda1', 'x_1': 'x_1'}
    """
    used, found = set(taken), {}
    for name in names:
        plain = "".join(
            c if c.isascii() and c.isalnum() else underscore if c == "_" else "u" for c in name
        )
        choice, number = plain, 0
        while choice in reserved or choice in used:
            number += 1
            choice = f"{plain}{number}"
        used.add(choice)
        found[name] = choice
    return found
