"""What names mean: functions, constants, names that are refused; every other name is a variable."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "sqrt": sp.sqrt,
    "exp": sp.exp,
    "log": sp.log,
    "ln": sp.log,
    "sin": sp.sin,
    "cos": sp.cos,
    "tan": sp.tan,
    "asin": sp.asin,
    "acos": sp.acos,
    "atan": sp.atan,
    "sinh": sp.sinh,
    "cosh": sp.cosh,
    "tanh": sp.tanh,
    "abs": sp.Abs,
    "sign": sp.sign,
    "max": sp.Max,
    "min": sp.Min,
}
"""Functions of one argument; `max` and `min` take two or more. `log` and `ln` are natural."""

COMPARISONS = frozenset({"max", "min"})

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
