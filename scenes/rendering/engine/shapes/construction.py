"""A mobject's attributes and colours, set at once as it is made."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
from manim import WHITE, LineJointType, ManimColor, Mobject, VMobject

from scenes.rendering.engine.shapes.copying import special_names

__all__ = ["initialise"]

_general = VMobject._original__init__
_of_any_mobject = Mobject.__init__

_DEFAULTS = {
    "color": WHITE,
    "name": None,
    "target": None,
    "z_index": 0,
    **{
        name: item.default
        for name, item in inspect.signature(_general).parameters.items()
        if item.default is not inspect.Parameter.empty
    },
}
_NOT_KEPT = frozenset(("color", "fill_color", "stroke_color"))
_COLOURS = ("color", "fill_color", "stroke_color", "background_stroke_color")
_MEASURES = (
    "fill_opacity stroke_opacity stroke_width background_stroke_opacity background_stroke_width"
).split()

_CALLED = (
    "set_color set_fill set_stroke set_background_stroke set_sheen init_colors reset_points "
    "update_rgbas_array get_fill_color get_stroke_color get_sheen_factor "
    "color fill_color stroke_color"
).split()
"""Methods and properties that upstream uses meanwhile, and that a class may have of its own."""

_STORED = (_DEFAULTS.keys() - _NOT_KEPT) | set(
    "_bezier_t_values background_stroke_color dim fill_rgbas point_hash points stroke_rgbas "
    "background_stroke_rgbas submobjects updaters updating_suspended".split()
)
"""What is stored as it is, unless a class does something else when it is set."""

_NUMBERS = frozenset((int, float, np.float64))
_QUARTERS = np.linspace(0, 1, 4)

_plain: dict[type[VMobject], bool] = {}


def initialise(self: VMobject, *values: Any, **keywords: Any) -> None:
    """Make a mobject.

    In place of ``VMobject.__init__`` (manim/mobject/types/vectorized_mobject.py), which sets each
    colour three or four times over, by lists of new colours. The points come about at the same
    moment, after the attributes and before the colours.
    """
    asked = {**_DEFAULTS, **keywords}
    if values or len(asked) > len(_DEFAULTS) or not _is_simple(asked) or not _is_plain(type(self)):
        _general(self, *values, **keywords)
        return
    state = self.__dict__
    general = ManimColor(asked["color"])
    for name, value in asked.items():
        if name not in _NOT_KEPT:
            state[name] = value
    if state["name"] is None:
        state["name"] = type(self).__name__
    if state["joint_type"] is None:
        state["joint_type"] = LineJointType.AUTO
    state["_bezier_t_values"] = _QUARTERS.copy()
    state["background_stroke_color"] = ManimColor(asked["background_stroke_color"])
    state["dim"], state["point_hash"], state["updating_suspended"] = 3, None, False
    state["submobjects"], state["updaters"] = [], []
    state["fill_rgbas"] = fill = _rgbas(general, 0)
    state["stroke_rgbas"] = stroke = _rgbas(general, 0)
    self.points = np.zeros((0, 3))
    self.generate_points()
    if (
        self.submobjects
        or not type(self).generate_points.__module__.startswith("manim.")
        or state["fill_rgbas"] is not fill
        or state["stroke_rgbas"] is not stroke
    ):
        _colour_generally(self, asked)
        return
    if asked["sheen_direction"] is not None:
        state["sheen_direction"] = np.array(asked["sheen_direction"])
    fill[0, 3], stroke[0, 3] = self.fill_opacity, self.stroke_opacity
    if asked["fill_color"] is not None:
        fill[0, :3] = ManimColor(asked["fill_color"])._internal_value[:3]
    if asked["stroke_color"] is not None:
        stroke[0, :3] = ManimColor(asked["stroke_color"])._internal_value[:3]
    state["background_stroke_rgbas"] = _rgbas(
        self.background_stroke_color, self.background_stroke_opacity
    )


def _colour_generally(mobject: VMobject, asked: dict[str, Any]) -> None:
    """Colour a mobject as upstream, after its points were generated in a way of their own."""
    mobject.init_colors()
    if asked["fill_color"] is not None:
        mobject.fill_color = ManimColor.parse(asked["fill_color"])
    if asked["stroke_color"] is not None:
        mobject.stroke_color = ManimColor.parse(asked["stroke_color"])


def _rgbas(color: ManimColor, opacity: float) -> np.ndarray:
    rgbas = np.empty((1, 4))
    rgbas[0] = color._internal_value
    rgbas[0, 3] = opacity
    return rgbas


def _is_simple(asked: dict[str, Any]) -> bool:
    """Say whether one colour and one opacity is asked for each of fill and stroke."""
    return (
        _NUMBERS.issuperset(type(asked[name]) for name in _MEASURES)
        and not any(isinstance(asked[name], list | tuple) for name in _COLOURS)
        and asked["background_stroke_color"] is not None
        and asked["sheen_factor"] == 0
        and asked["n_points_per_cubic_curve"] == 4
    )


def _is_plain(kind: type[VMobject]) -> bool:
    """Say whether a class is made by ``VMobject`` and ``Mobject`` as they come."""
    if Mobject.__init__ is not _of_any_mobject:  # ``Mobject.set_default`` puts another in its place
        return False
    if kind not in _plain:
        bases, special = kind.__mro__, special_names(kind)
        _plain[kind] = (
            bases[bases.index(VMobject) + 1] is Mobject
            and special is not None
            and special.isdisjoint(_STORED)
            and all(getattr(kind, name) is getattr(VMobject, name) for name in _CALLED)
        )
    return _plain[kind]
