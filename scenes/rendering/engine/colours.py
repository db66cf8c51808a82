"""A colour and an opacity as an array, without the general case around them."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import ManimColor, VMobject

__all__ = ["rgbas_of"]

_OPACITIES = frozenset((type(None), int, float))
_general = VMobject.generate_rgbas_array


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
