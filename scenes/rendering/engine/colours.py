"""A colour and an opacity as an array, without the general case around them."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import ManimColor, VMobject

__all__ = ["colour_between", "rgbas_of"]

_OPACITIES = frozenset((type(None), int, float))
_general = VMobject.generate_rgbas_array
_general_between = VMobject.interpolate_color

_INTERPOLATED = (
    "fill_rgbas stroke_rgbas background_stroke_rgbas stroke_width background_stroke_width "
    "sheen_direction sheen_factor"
).split()


def rgbas_of(self: VMobject, color: Any, opacity: Any) -> np.ndarray:
    """Return the colours of a mobject, shape (n, 4).

    In place of ``VMobject.generate_rgbas_array`` (manim/mobject/types/vectorized_mobject.py), which
    is called some ten times for every mobject made and builds lists and new colours of one colour.
    """
    if (
        type(color) is not ManimColor
        or type(opacity) not in _OPACITIES
        or self.get_sheen_factor() != 0
    ):
        return _general(self, color, opacity)
    rgbas = np.empty((1, 4))
    rgbas[0, :3] = color._internal_value[:3]
    rgbas[0, 3] = 0.0 if opacity is None else opacity
    return rgbas


def colour_between(self: VMobject, start: VMobject, end: VMobject, alpha: float) -> VMobject:
    """Colour a mobject between two others.

    In place of ``VMobject.interpolate_color`` (manim/mobject/types/vectorized_mobject.py), which at
    the end of the way, where ``become`` always is, calculates first and then copies all the same.
    """
    if alpha != 1:
        return _general_between(self, start, end, alpha)
    for name in _INTERPOLATED:
        value = getattr(end, name)
        setattr(self, name, value.copy() if isinstance(value, np.ndarray) else value)
    return self
