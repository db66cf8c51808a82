"""Copies of mobjects made twice of the same arguments, as in ``always_redraw``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import DashedLine, ManimColor, MarkupText, Mobject, Text, config

from scenes.rendering.engine.shapes.moulds import Mould

__all__ = ["REMEMBERED", "Remembered"]

REMEMBERED = (Text, MarkupText, DashedLine)
"""Classes whose mobjects take long to make, and depend on nothing but what they are made of."""

_VALUES = frozenset((type(None), bool, int, float, str, np.float64))

_MOST = 500
"""Mobjects that are remembered; a lecture has some hundred."""


class Remembered:
    """The mobjects of one class made so far.

    In place of the class's ``__init__`` (manim/mobject/text/text_mobject.py,
    manim/mobject/geometry/line.py). Only where all arguments are plain values or points.
    """

    def __init__(self, kind: type[Mobject]) -> None:
        self.kind = kind
        self._general: Callable[..., None] = kind.__init__
        self._made: dict[tuple[object, ...], Mould[Mobject]] = {}
        self._met: set[tuple[object, ...]] = set()

    def initialise(self, mobject: Mobject, *values: Any, **keywords: Any) -> None:
        """Make a mobject, or give it copies of all that an equal one has."""
        key = None if type(mobject) is not self.kind else _key(values, keywords)
        if key is None:
            self._general(mobject, *values, **keywords)
            return
        if key in self._made:
            self._made[key].fill(mobject)
            del mobject.original_id
            return
        self._general(mobject, *values, **keywords)
        if key in self._met:  # a line that follows something is another one in every frame
            if len(self._made) >= _MOST:
                self._made.clear()
            self._made[key] = Mould(mobject.copy())
        else:
            if len(self._met) >= _MOST:
                self._met.clear()
            self._met.add(key)

    def forget(self) -> None:
        """Forget all; for when a class gets other defaults."""
        self._made.clear()
        self._met.clear()


def _key(values: tuple[Any, ...], keywords: dict[str, Any]) -> tuple[object, ...] | None:
    """Return what tells one set of arguments from another; None where there is no telling."""
    parts: list[object] = [str(config.media_dir)]
    for name, value in [*enumerate(values), *sorted(keywords.items())]:
        if type(value) in _VALUES:
            parts.append((name, type(value), repr(value)))
        elif type(value) is ManimColor:
            parts.append((name, ManimColor, value._internal_value.tobytes()))
        elif type(value) is np.ndarray and not value.dtype.hasobject:
            parts.append((name, value.shape, value.dtype.str, value.tobytes()))
        else:
            return None
    return tuple(parts)
