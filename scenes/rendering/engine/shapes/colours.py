"""A colour and an opacity as an array, without the general case around them."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import ManimColor, VMobject
from manim.utils.iterables import make_even

__all__ = ["colour_between", "match_style", "rgbas_of", "update_rgbas"]

_OPACITIES = frozenset((type(None), int, float))
_general = VMobject.generate_rgbas_array
_general_update = VMobject.update_rgbas_array
_general_between = VMobject.interpolate_color
_general_match = VMobject.match_style

_RGBAS = ("fill_rgbas", "stroke_rgbas", "background_stroke_rgbas")
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


def update_rgbas(
    self: VMobject, array_name: str, color: Any = None, opacity: Any = None
) -> VMobject:
    """Change the colour of a mobject, its opacity, or both.

    In place of ``VMobject.update_rgbas_array`` (manim/mobject/types/vectorized_mobject.py), which
    makes an array of the two, to take from it what is asked for.
    """
    rgbas = self.__dict__.get(array_name)
    if (
        rgbas is None
        or len(rgbas) != 1
        or (color is not None and type(color) is not ManimColor)
        or type(opacity) not in _OPACITIES
        or self.sheen_factor != 0
        or type(self).generate_rgbas_array is not VMobject.generate_rgbas_array
    ):
        return _general_update(self, array_name, color, opacity)
    if color is not None:
        rgbas[0, :3] = color._internal_value[:3]
    if opacity is not None:
        rgbas[0, 3] = opacity
    return self


def colour_between(self: VMobject, start: VMobject, end: VMobject, alpha: float) -> VMobject:
    """Colour a mobject between two others.

    In place of ``VMobject.interpolate_color`` (manim/mobject/types/vectorized_mobject.py), which at
    the end of the way, where ``become`` always is, calculates first and then copies all the same.
    """
    if alpha != 1 or any(len(getattr(start, n)) != len(getattr(end, n)) for n in _RGBAS):
        return _general_between(self, start, end, alpha)
    for name in _INTERPOLATED:
        value = getattr(end, name)
        setattr(self, name, value.copy() if isinstance(value, np.ndarray) else value)
    return self


def match_style(self: VMobject, vmobject: VMobject, family: bool = True) -> VMobject:
    """Give a mobject the colours and widths of another.

    In place of ``VMobject.match_style`` (manim/mobject/types/vectorized_mobject.py), which makes
    new colours of the numbers and then numbers of the colours. Where each has one colour, the
    numbers are copied.
    """
    if not (_has_one_colour(self) and _has_one_colour(vmobject)):
        return _general_match(self, vmobject, family)
    for name in _RGBAS:
        getattr(self, name)[:] = getattr(vmobject, name)
    styled: Any = self  # Manim puts arrays and lists where it declares one number or colour
    behind: Any = vmobject.get_stroke_colors(background=True)
    styled.fill_opacity = vmobject.fill_rgbas[:, 3]
    styled.stroke_opacity = vmobject.get_stroke_opacity()
    styled.stroke_width = vmobject.get_stroke_width()
    styled.background_stroke_opacity = vmobject.get_stroke_opacity(background=True)
    styled.background_stroke_width = vmobject.get_stroke_width(background=True)
    styled.background_stroke_color = ManimColor.parse(behind)
    if family and self.submobjects:
        others = vmobject.submobjects or [vmobject]
        for part, other in zip(*make_even(self.submobjects, others), strict=True):
            part.match_style(other)
    return self


def _has_one_colour(vmobject: VMobject) -> bool:
    return (
        type(vmobject).set_style is VMobject.set_style
        and type(vmobject).set_fill is VMobject.set_fill
        and type(vmobject).set_stroke is VMobject.set_stroke
        and type(vmobject).get_style is VMobject.get_style
        and vmobject.sheen_factor == 0
        and vmobject.background_image is None
        and all(len(getattr(vmobject, name)) == 1 for name in _RGBAS)
    )
