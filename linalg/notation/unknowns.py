"""Names of the unknowns of a system: the same on pages and in films."""

from collections.abc import Iterator, Sequence
from typing import Any

from linalg.notation.elements import Formula
from linalg.notation.parts import brackets, formula, point


def unknown_names(n: int, *matrices: Any) -> tuple[str, ...]:
    """The names of n unknowns: x, y, z for up to three, x₁, x₂, … for more.

    Names that stand in the system itself are left to it.

    Parameters
    ----------
    n : int
    *matrices : matrix or None
        What the system is made of.

    Examples
    --------
    >>> unknown_names(2), unknown_names(4)
    (('x', 'y'), ('x_1', 'x_2', 'x_3', 'x_4'))
    >>> import sympy
    >>> unknown_names(2, sympy.Matrix([[sympy.Symbol("y"), 1]]))
    ('x_1', 'x_2')
    """
    taken = {s.name for matrix in matrices for s in getattr(matrix, "free_symbols", ())}
    return next(names for names in _choices(n) if taken.isdisjoint(names))


def _choices(n: int) -> Iterator[tuple[str, ...]]:
    if n <= 3:
        yield ("x", "y", "z")[:n]
    letter = "x"
    while True:
        yield tuple(f"{letter}_{j + 1}" for j in range(n))
        letter += "x"


def unknown_point(names: Sequence[str]) -> Formula:
    """Return the vector of unknowns: (x, y, z) where they have letters of their own, else x.

    >>> from linalg.notation import to_text
    >>> to_text(unknown_point(["x", "y"])), to_text(unknown_point(["x_1", "x_2"]))
    ('(x, y)', 'x')
    """
    return point(*names) if _have_letters(names) else formula("x")


def unknown_column(names: Sequence[str]) -> Formula:
    """The same as a column, beside which the unknowns can stand as factors."""
    return brackets([[name] for name in names]) if _have_letters(names) else formula("x")


def _have_letters(names: Sequence[str]) -> bool:
    return len(names) > 1 and not any("_" in name for name in names)
