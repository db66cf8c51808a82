"""Numbers on screen whose text stays the same are left alone; digits are brought to size once."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from manim import DecimalNumber, Mobject, VMobject
from manim.mobject.text.numbers import string_to_mob_map

from scenes.rendering.engine.moulds import Mould

__all__ = ["SizedDigits", "set_value_if_new"]

_general = DecimalNumber.set_value
_general_digit = DecimalNumber._string_to_mob

_MOST = 500
"""Digits that are remembered."""

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


class SizedDigits:
    """Digits as they were typeset, and copies of them in the sizes asked for so far."""

    def __init__(self) -> None:
        self._sized: dict[tuple[str, float], tuple[Mobject, Mould]] = {}

    def digit(self, number: DecimalNumber, string: str, *more: Any, **keywords: Any) -> VMobject:
        """Return one character of a number, for it to place.

        In place of ``DecimalNumber._string_to_mob`` (manim/mobject/text/numbers.py), which brings
        every copy of a digit to its size by itself.
        """
        key = (string, number._font_size)
        source = string_to_mob_map.get(string)
        if more or keywords or source is None:
            return _general_digit(number, string, *more, **keywords)
        if key not in self._sized or self._sized[key][0] is not source:
            if len(self._sized) >= _MOST:
                self._sized.clear()
            self._sized[key] = (source, Mould(_general_digit(number, string)))
        return self._sized[key][1].copy()
