"""The whitelist parser against SymPy's `sympify`, which runs code that it should not."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Matrix, sympify

from benchmarks.measure import Case
from linalg import read_expression, read_matrix

EXPRESSIONS = {
    "integer": "12",
    "decimal": "-0.25",
    "polynomial": "3*x^2*y - 2*x*y + 1/2",
    "functions": "exp(-x**2/2) * sin(a*x + b) / sqrt(1 + y**2)",
}


def cases() -> Iterator[Case]:
    """Yield expressions of several kinds and a whole matrix."""
    for name, text in EXPRESSIONS.items():
        yield expression(name, text)
    rows = [[f"{(7 * i + 3 * j) % 19 - 9}/{j + 1}" for j in range(8)] for i in range(8)]
    text = "; ".join(" ".join(row) for row in rows)
    yield Case(
        "matrix, 8 × 8 fractions",
        lambda: read_matrix(text),
        lambda: Matrix([[sympify(entry) for entry in row] for row in rows]),
        "sympify, entry by entry",
        1 / 5,
    )


def expression(name: str, text: str) -> Case:
    """One expression, read afresh at each call."""
    return Case(
        f"expression, {name}",
        lambda: read_expression(text),
        lambda: sympify(text),
        "sympify",
        1 / 5,
    )
