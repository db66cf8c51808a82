"""The sign of a relation between matrices, which is lit only while the relation holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import matmul
from typing import Any

import numpy as np

from linalg.elimination.steps import lowest_terms
from scenes.mobjects.text import Text
from scenes.parts.lesson import Lesson
from scenes.theme import Role
from scenes.typed_manim import Motion

__all__ = ["Relation", "is_product", "is_same"]

ROUNDING = 1e-9  # of the largest number, which floats on the frame may be off


class Relation:
    """A sign between matrices that is muted while what it says does not hold.

    Parameters
    ----------
    lesson : Lesson
    text : Text
        The sign.
    name : str
    holds : callable
        Tells, from what is drawn, whether it is true.
    """

    def __init__(self, lesson: Lesson, text: Text, name: str, holds: Callable[[], bool]) -> None:
        self.text, self.theme = text, lesson.theme
        lesson.claim(name, text, holds)

    def dim(self) -> Motion:
        """Return what mutes the sign: before one side changes without the other."""
        return self._turn(Role.MUTED)

    def light(self) -> Motion:
        """Return what lights the sign again."""
        return self._turn(Role.FOREGROUND)

    def _turn(self, role: Role) -> Motion:
        self.text.role = role
        return self.text.animate.set_fill(self.theme[role])


def is_product(whole: Sequence[Any], factors: Sequence[Any]) -> bool:
    """Tell whether two products of matrices are the same: as expressions, or up to rounding.

    Examples
    --------
    >>> from sympy import Matrix
    >>> A, L, U = Matrix([[2, 1], [8, 7]]), Matrix([[1, 0], [4, 1]]), Matrix([[2, 1], [0, 3]])
    >>> is_product([A], [L, U]), is_product([A], [L, A])
    (True, False)
    """
    one, other = (reduce(matmul, matrices) for matrices in (whole, factors))
    return is_same(list(one), list(other))


def is_same(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Tell whether numbers are the same: as expressions, or floats up to rounding.

    Examples
    --------
    >>> is_same([1, 2], [1, 2]), is_same([0.1 + 0.2], [0.3]), is_same([1], [2])
    (True, True, False)
    """
    pairs = zip(one, other, strict=True)
    if any(_is_float(x) for x in (*one, *other)):
        numbers = np.array([one, other], dtype=float)
        largest = max(1.0, float(np.abs(numbers).max(initial=0.0)))
        return bool((np.abs(numbers[0] - numbers[1]) <= ROUNDING * largest).all())
    return all(x == y or lowest_terms(x - y) == 0 for x, y in pairs)


def _is_float(x: Any) -> bool:
    return isinstance(x, float) or bool(getattr(x, "is_Float", False))
