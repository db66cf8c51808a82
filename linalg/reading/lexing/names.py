"""Names with a meaning: functions, constants, names that are refused; all others are variables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from linalg.reading.lexing.functions import angle, logarithm, quotient_of

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "sqrt": sp.sqrt,
    "exp": sp.exp,
    "log": logarithm,
    "ln": sp.log,
    "log2": lambda x: logarithm(x, sp.Integer(2)),
    "log10": lambda x: logarithm(x, sp.Integer(10)),
    **{name: getattr(sp, name) for name in ("sin", "cos", "tan")},
    "cot": quotient_of(sp.cos, sp.sin),
    "sec": quotient_of(None, sp.cos),
    "csc": quotient_of(None, sp.sin),
    **dict.fromkeys(("asin", "arcsin"), sp.asin),
    **dict.fromkeys(("acos", "arccos"), sp.acos),
    **dict.fromkeys(("atan", "arctan"), sp.atan),
    **dict.fromkeys(("atan2", "arctan2"), angle),
    **{name: getattr(sp, name) for name in ("sinh", "cosh", "tanh")},
    **dict.fromkeys(("asinh", "arsinh", "arcsinh"), sp.asinh),
    **dict.fromkeys(("acosh", "arcosh", "arccosh"), sp.acosh),
    **dict.fromkeys(("atanh", "artanh", "arctanh"), sp.atanh),
    "abs": sp.Abs,
    **dict.fromkeys(("sign", "sgn"), sp.sign),
    "max": sp.Max,
    "min": sp.Min,
}
"""What the names of functions stand for; `log` and `ln` are natural, `log(x, b)` has a base."""

_ARGUMENTS: dict[str, tuple[int, int | None]] = {
    "log": (1, 2),
    "max": (2, None),
    "min": (2, None),
    "atan2": (2, 2),
    "arctan2": (2, 2),
}
"""The least and the greatest number of arguments, where it is not one."""

_WORDS = {(1, 1): "one argument", (1, 2): "one argument or two", (2, 2): "two arguments"}


def wanted_arguments(function: str, given: int | None = None) -> str | None:
    """Say how many arguments a function takes; None where as many are given.

    Examples
    --------
    >>> wanted_arguments("max", 1), wanted_arguments("log", 3), wanted_arguments("log", 2)
    ('two or more arguments', 'one argument or two', None)
    """
    least, most = _ARGUMENTS.get(function, (1, 1))
    if given is not None and given >= least and (most is None or given <= most):
        return None
    return "two or more arguments" if most is None else _WORDS[least, most]


def example_call(function: str) -> str:
    """Write a call of a function as a hint shows it.

    Examples
    --------
    >>> example_call("sin"), example_call("atan2")
    ('sin(x)', 'atan2(y, x)')
    """
    if function in ("atan2", "arctan2"):
        return f"{function}(y, x)"
    return f"{function}(x, y)" if _ARGUMENTS.get(function, (1, 1))[0] > 1 else f"{function}(x)"


CONSTANTS: dict[str, Any] = {"pi": sp.pi, "E": sp.E}
"""`e` stays a variable, as in the matrix a b c; d e f; g h i."""

REFUSED = {
    "I": "complex numbers are not read; give a variable another name",
    "nan": "every entry is a number",
    "inf": "every entry is finite",
    "infinity": "every entry is finite",
    "oo": "every entry is finite",
    "zoo": "every entry is finite",
    "None": "write 0 for an empty entry",
    "True": "write 1",
    "False": "write 0",
}


def refusal(name: str) -> str | None:
    """Say why a name is not read as a variable, or None."""
    return REFUSED.get(name) or REFUSED.get(name.lower())
