"""The digits of a number in their places, by arithmetic on the boxes around them.

Manim moves digit after digit and asks all points again where they are. A box moves like what is in
it: rounding keeps the order of numbers, so the lowest of the moved points is the lowest, moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from manim import DOWN, ORIGIN, RIGHT, UP, DecimalNumber, Mobject, VMobject
from numpy.typing import ArrayLike

from scenes.rendering.engine.shapes.bounds import boundary_of
from scenes.rendering.engine.shapes.moulds import Mould

__all__ = ["Digit", "is_plain", "lay_out"]

_Vector: TypeAlias = np.ndarray

_ASKED = (
    "align_to family_members_with_points get_critical_point get_extremum_along_dim get_family "
    "get_points_defining_boundary height length_over_dim next_to reduce_across_dimension set_coord "
    "shift"
).split()
"""What upstream asks of digits to lay them out."""

_ASKED_OF_NUMBERS = (
    "_get_num_string _set_submobjects_from_number add arrange center font_size get_edge_center "
    "move_to scale"
).split()
"""What it asks of the number too."""

_plain: dict[type[Mobject], bool] = {}


def is_plain(kind: type[Mobject]) -> bool:
    """Say whether mobjects of a class, numbers or others, are moved and measured as any."""
    if kind not in _plain:
        _plain[kind] = _answers_as(VMobject, kind, _ASKED) and (
            not issubclass(kind, DecimalNumber)
            or _answers_as(DecimalNumber, kind, _ASKED_OF_NUMBERS)
        )
    return _plain[kind]


def _answers_as(expected: type[Mobject], kind: type[Mobject], names: Sequence[str]) -> bool:
    """Say whether a class has these methods and properties from another, as they are there."""
    return all(getattr(kind, name) is getattr(expected, name) for name in names)


@dataclass(frozen=True)
class Box:
    """The box of a mobject's curves: first and last x, and how far they reach up and down."""

    low: _Vector
    high: _Vector
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def point(self, direction: ArrayLike) -> _Vector:
        """Return a corner, the middle of an edge or the centre."""
        signs = np.asarray(direction)
        return np.where(
            signs < 0,
            self.low,
            np.where(signs == 0, (self.low + self.high) / 2, self.high),
        )

    def moved(self, by: _Vector) -> Box:
        return Box(self.low + by, self.high + by, self.bottom + by[1], self.top + by[1])

    def scaled(self, factor: float, about: _Vector) -> Box:
        return Box(
            factor * (self.low - about) + about,
            factor * (self.high - about) + about,
            factor * (self.bottom - about[1]) + about[1],
            factor * (self.top - about[1]) + about[1],
        )


class Digit:
    """One character of a number, as it was typeset and brought to size.

    Attributes
    ----------
    box : Box or None
        None where there is nothing to see.
    is_plain : bool
        Whether it can be laid out by its box.
    """

    def __init__(self, original: VMobject) -> None:
        self._mould = Mould(original)
        self.box = _box_of(original)
        self.is_plain = self.box is not None and is_plain(type(original))

    def copy(self) -> VMobject:
        """Return a copy."""
        return self._mould.copy()


def _box_of(mobject: VMobject) -> Box | None:
    points = [m.points for m in mobject.get_family() if len(m.points)]
    if not points:
        return None
    ends, heights = boundary_of(mobject), np.concatenate(points)[:, 1]
    return Box(ends.min(axis=0), ends.max(axis=0), heights.min(), heights.max())


class _Placed:
    """A digit on its way: its copy, its box, and the points that are to be moved."""

    def __init__(self, digit: Digit) -> None:
        assert digit.box is not None
        self.mobject = digit.copy()
        self.box = digit.box
        self._members = [m for m in self.mobject.get_family() if len(m.points)]

    def shift(self, by: _Vector) -> None:
        self.box = self.box.moved(by)
        for member in self._members:
            member.points += by

    def scale(self, factor: float, about: _Vector) -> None:
        self.box = self.box.scaled(factor, about)
        for member in self._members:
            member.points -= about
            member.points = factor * member.points
            member.points += about


def lay_out(number: DecimalNumber, text: str, digits: Sequence[Digit]) -> None:
    """Give a number the digits of a text, of the size and in the place of those that it has.

    As ``DecimalNumber._set_submobjects_from_number`` and what ``set_value`` does after it
    (manim/mobject/text/numbers.py), for a number without a unit, dots and a background. The
    arithmetic is the same, in the same order.
    """
    size, place = number.font_size, number.get_edge_center(number.edge_to_fix)
    row = [_Placed(digit) for digit in digits]
    gap = number.digit_buff_per_font_unit * number._font_size * RIGHT
    for before, after in pairwise(row):
        after.shift(before.box.point(DOWN + RIGHT) - after.box.point(DOWN - RIGHT) + gap)
    for _ in ("arranged", "moved to the origin"):
        _shift_all(row, ORIGIN - _around(row).point(ORIGIN))
    for character, digit, after in zip(text, row, row[1:], strict=False):
        if character == "-":
            digit.shift((after.box.point(UP) - digit.box.point(UP)) * UP)
            digit.shift(after.box.height * DOWN / 2)
    for character, digit in zip(text, row, strict=True):
        if character == ",":
            digit.shift(digit.box.height * DOWN / 2)
    box = _around(row)
    number.initial_height = box.height
    about = box.point(ORIGIN)
    for digit in row:
        digit.scale(size / number._font_size, about)
    _shift_all(row, place - _around(row).point(number.edge_to_fix))
    number.submobjects = [digit.mobject for digit in row]


def _around(row: Sequence[_Placed]) -> Box:
    boxes = [digit.box for digit in row]
    return Box(
        np.min([box.low for box in boxes], axis=0),
        np.max([box.high for box in boxes], axis=0),
        min(box.bottom for box in boxes),
        max(box.top for box in boxes),
    )


def _shift_all(row: Sequence[_Placed], by: _Vector) -> None:
    for digit in row:
        digit.shift(by)
