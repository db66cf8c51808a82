"""Numbers on screen: left alone while their text is the same, else laid out with known digits."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from manim import DecimalNumber, Mobject, VMobject
from manim.mobject.text.numbers import string_to_mob_map

from scenes.rendering.engine.digits import Digit, is_plain, lay_out

__all__ = ["LiveNumbers"]

_general = DecimalNumber.set_value
_general_digit = DecimalNumber._string_to_mob

_MOST = 500
"""Digits that are remembered."""


class LiveNumbers:
    """The numbers that change, the digits they consist of, and how they were laid out last."""

    def __init__(self) -> None:
        self._sized: dict[tuple[str, float], tuple[Mobject, Digit]] = {}
        self._laid_out: WeakKeyDictionary[DecimalNumber, tuple[str, list[Any], np.ndarray]] = (
            WeakKeyDictionary()
        )

    def set_value(self, mobject: DecimalNumber, number: float) -> DecimalNumber:
        """Set the value, and lay out the digits anew only if another text comes of it.

        In place of ``DecimalNumber.set_value`` (manim/mobject/text/numbers.py), which copies every
        digit whether the text changes or not. Digits that were moved since are left where they
        are; digits that were changed in any other way are laid out anew, as upstream.
        """
        text = mobject._get_num_string(number)
        before = self._laid_out.get(mobject)
        if before is not None and before[0] == text and _only_moved(mobject, before[1], before[2]):
            mobject.number = number
            mobject.init_colors()
            return mobject
        digits = self._known(mobject, text)
        if digits is None:
            _general(mobject, number)
        else:
            _set(mobject, number, text, digits)
        self._laid_out[mobject] = (text, list(mobject.submobjects), _points(mobject))
        return mobject

    def digit(self, number: DecimalNumber, string: str, *more: Any, **keywords: Any) -> VMobject:
        """Return one character of a number, for it to place.

        In place of ``DecimalNumber._string_to_mob`` (manim/mobject/text/numbers.py), which brings
        every copy of a digit to its size by itself.
        """
        if more or keywords or string not in string_to_mob_map:
            return _general_digit(number, string, *more, **keywords)
        return self._digit(number, string).copy()

    def _digit(self, number: DecimalNumber, string: str) -> Digit:
        key, source = (string, number._font_size), string_to_mob_map[string]
        if key not in self._sized or self._sized[key][0] is not source:
            if len(self._sized) >= _MOST:
                self._sized.clear()
            self._sized[key] = (source, Digit(_general_digit(number, string)))
        return self._sized[key][1]

    def _known(self, number: DecimalNumber, text: str) -> list[Digit] | None:
        """Return the digits of a text, if there is nothing else to it."""
        if (
            number.unit is not None
            or number.show_ellipsis
            or number.include_background_rectangle
            or number.dim != 3
            or len(number.points)
            or not text
            or not number.height > 0
            or not all(character in string_to_mob_map for character in text)
            or not is_plain(type(number))
        ):
            return None
        digits = [self._digit(number, character) for character in text]
        return digits if all(digit.is_plain for digit in digits) else None


def _set(number: DecimalNumber, value: float, text: str, digits: list[Digit]) -> None:
    """Do as upstream's ``set_value``."""
    family, parts = number.get_family(), number.submobjects
    number.number = value
    lay_out(number, text, digits)
    for new, old in zip(number.submobjects, parts, strict=False):
        new.match_style(old)
    for member in family:
        member.points[:] = 0
    number.init_colors()


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
