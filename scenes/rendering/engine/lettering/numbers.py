"""Numbers that change in every frame are laid out with digits that are known already."""

from __future__ import annotations

from typing import Any

from manim import DecimalNumber, Mobject, VMobject
from manim.mobject.text.numbers import string_to_mob_map

from scenes.rendering.engine.lettering.digits import Digit, is_plain, lay_out

__all__ = ["LiveNumbers"]

_general = DecimalNumber.set_value
_general_digit = DecimalNumber._string_to_mob

_MOST = 500
"""Digits that are remembered."""


class LiveNumbers:
    """The digits that numbers consist of, in the sizes asked for so far."""

    def __init__(self) -> None:
        self._sized: dict[tuple[str, float], tuple[Mobject, Digit]] = {}

    def set_value(self, mobject: DecimalNumber, number: float) -> DecimalNumber:
        """Set the value.

        In place of ``DecimalNumber.set_value`` (manim/mobject/text/numbers.py), which moves and
        measures digit after digit. Also where the text stays the same: what holds one of the
        digits would keep a part of the number, which upstream has other ones by then.
        """
        text = mobject._get_num_string(number)
        digits = self._known(mobject, text)
        if digits is None:
            return _general(mobject, number)
        family, parts = mobject.get_family(), mobject.submobjects
        mobject.number = number
        lay_out(mobject, text, digits)
        for new, old in zip(mobject.submobjects, parts, strict=False):
            new.match_style(old)
        for member in family:
            member.points[:] = 0
        mobject.init_colors()
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
