"""Bounds on the size of a text, so that every one is read or refused in a moment.

The bounds hold for text and files only: a program that builds a matrix knows what it does.
"""

from __future__ import annotations

ENTRY_CHARACTERS = 2000
ENTRY_NODES = 400
"""Numbers, names, operators and calls in one entry."""
ENTRY_DEPTH = 60
"""Parentheses, signs and powers inside one another."""
INTEGER_BITS = 240
"""About 72 decimal digits, for numerators and denominators alike."""
EXPONENT = 64

FUNCTION_DEPTH = 5
"""SymPy needs time exponential in the depth for some functions (tanh of tanh of tanh …)."""
ENTRY_FUNCTIONS = 40
"""Calls in one entry; each argument of max and min counts, since SymPy compares all pairs."""
ENTRY_RADICAND_BITS = 2048
"""Bits under all roots of one entry: SymPy looks for common factors of every pair."""
MAGNITUDE_BITS = 240
"""A constant such as exp(10) stays between 2**-240 and 2**240, so that it can be evaluated."""

TEXT_CHARACTERS = 256 * 1024
TEXT_PARTS = 20_000
"""Words and signs of one text: a 64 × 64 matrix of fractions has 16 448."""
MATRIX_ROWS = 64
MATRIX_COLUMNS = 64
MATRIX_FUNCTIONS = 512
