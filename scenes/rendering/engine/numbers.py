"""Numbers on screen whose text stays the same are left alone."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from manim import DecimalNumber

__all__ = ["set_value_if_new"]

_general = DecimalNumber.set_value

_laid_out: WeakKeyDictionary[DecimalNumber, tuple[str, list[Any], np.ndarray]] = WeakKeyDictionary()
"""For each number the text, the digits and their points, as the last change of value left them."""


def set_value_if_new(self: DecimalNumber, number: float) -> DecimalNumber:
    """Set the value, and lay out the digits anew only if another text comes of it.

    In place of ``DecimalNumber.set_value`` (manim/mobject/text/numbers.py), which copies every
    digit whether the text changes or not. Digits that were moved since are left where they are;
    digits that were changed in any other way are laid out anew, as upstream.
    """
    text = self._get_num_string(number)
    before = _laid_out.get(self)
    if before is not None and before[0] == text and _only_moved(self, before[1], before[2]):
        self.number = number
        self.init_colors()
        return self
    result = _general(self, number)
    _laid_out[self] = (text, list(self.submobjects), _points(self))
    return result


def _points(number: DecimalNumber) -> np.ndarray:
    return np.concatenate([m.points for m in number.get_family()])


def _only_moved(number: DecimalNumber, digits: list[Any], points: np.ndarray) -> bool:
    """Whether a number is made of the same digits, all shifted alike."""
    if len(digits) != len(number.submobjects) or any(
        a is not b for a, b in zip(digits, number.submobjects, strict=True)
    ):
        return False
    now = _points(number)
    if now.shape != points.shape or not len(now):
        return False
    shift = now - points
    return bool((np.abs(shift - shift[0]) < 1e-9).all())
