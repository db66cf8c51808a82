"""The display list: what cairo is told for each drawable, in drawing order.

An item is made again only when the drawable's points, colours or widths have changed, so two
frames can be compared item by item.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress, zip_longest
from typing import Any, TypeGuard

import cairo
import numpy as np
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP, Camera
from manim.camera.moving_camera import MovingCamera
from manim.mobject.mobject import Mobject
from manim.mobject.types.image_mobject import AbstractImageMobject
from manim.mobject.types.point_cloud_mobject import PMobject
from manim.mobject.types.vectorized_mobject import VMobject

from scenes.rendering.engine.drawing.paths import Path, lay_out

__all__ = ["DisplayList", "Item", "Paint", "Stroke", "UnhandledError"]

_MITER_LIMIT = 10.0
"""How many half widths a corner of a stroke reaches out at most; cairo's default."""


class UnhandledError(Exception):
    """Something that the engine leaves to Manim; says what."""


Paint = tuple[float, float, float, float] | cairo.Pattern


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """A line along a path."""

    paint: Paint
    width: float
    join: cairo.LineJoin
    cap: cairo.LineCap


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One drawable: a path, the stroke behind it, its fill and the stroke on top."""

    path: Path
    behind: Stroke | None
    fill: Paint | None
    stroke: Stroke | None

    @property
    def reach(self) -> float:
        """The reach of the strokes beyond the path's control points."""
        strokes = (s for s in (self.behind, self.stroke) if s is not None)
        return max((_MITER_LIMIT * s.width / 2 for s in strokes), default=0.0)


_Entry = tuple[VMobject, tuple[object, ...], Item | None]
"""A mobject, what it looked like, and what is drawn for it."""


class DisplayList:
    """Makes the items of frames, those that stay the same only once."""

    def __init__(self, camera: Camera) -> None:
        self.camera = camera
        self._known: dict[int, _Entry] = {}
        self._last: list[_Entry] = []

    def items(self, mobjects: Iterable[Mobject]) -> list[Item]:
        """Return what is drawn for mobjects and their families, in order.

        Raises
        ------
        UnhandledError
            When something is among them that the engine does not draw.
        """
        if type(self.camera) not in (Camera, MovingCamera):
            raise UnhandledError(type(self.camera).__name__)
        known: dict[int, _Entry] = {}
        changed: list[tuple[VMobject, tuple[object, ...]]] = []
        drawables = [m for m in _drawables(mobjects, self.camera.use_z_index) if _is_drawn(m)]
        for vmobject, in_place in zip_longest(drawables, self._last[: len(drawables)]):
            content = _content(vmobject)
            entry = self._known.get(id(vmobject))
            if entry is not None and entry[0] is vmobject and entry[1] == content:
                known[id(vmobject)] = entry
            elif in_place is not None and in_place[1] == content:
                # Another that looks the same, as ``always_redraw`` makes them.
                known[id(vmobject)] = (vmobject, content, in_place[2])
            else:
                changed.append((vmobject, content))
        for (vmobject, content), item in zip(
            changed, _items([vmobject for vmobject, _ in changed], self.camera), strict=True
        ):
            known[id(vmobject)] = (vmobject, content, item)
        self._known.update(known)
        self._last = [known[id(vmobject)] for vmobject in drawables]
        return [item for _, _, item in self._last if item is not None]

    def forget_all_but(self, mobjects: Iterable[Mobject]) -> None:
        """Keep only the items of these mobjects and their families."""
        kept = {id(m) for m in _drawables(mobjects, False)}
        self._known = {key: entry for key, entry in self._known.items() if key in kept}


def _drawables(mobjects: Iterable[Mobject], use_z_index: bool) -> list[Mobject]:
    """Return the members of the families that have points, in drawing order.

    Stands in for ``extract_mobject_family_members``, which walks a family again for each of its
    members that is listed too. Of a member that comes twice the last place counts.
    """
    families: dict[int, list[Mobject]] = {}
    members: list[Mobject] = []
    for mobject in mobjects:
        members += _family(mobject, families)
    members.reverse()
    unique = list(dict.fromkeys(members))
    unique.reverse()
    return sorted(unique, key=lambda m: m.z_index) if use_z_index else unique


def _family(mobject: Mobject, families: dict[int, list[Mobject]]) -> list[Mobject]:
    """Return the members of a family that have points."""
    known = families.get(id(mobject))
    if known is not None:
        return known
    if type(mobject).get_family is not Mobject.get_family:
        family = mobject.family_members_with_points()
    else:
        family = [mobject] if len(mobject.points) else []
        for child in mobject.submobjects:
            family = family + _family(child, families)
    families[id(mobject)] = family
    return family


def _is_drawn(mobject: Mobject) -> TypeGuard[VMobject]:
    """Say whether a mobject is drawn at all; a tracker, which is no VMobject, shows nothing."""
    if not isinstance(mobject, VMobject):
        if isinstance(mobject, PMobject | AbstractImageMobject):
            raise UnhandledError(type(mobject).__name__)
        return False
    if mobject.background_image is not None:
        raise UnhandledError("background image")
    if not _is_plain(type(mobject)):
        raise UnhandledError(type(mobject).__name__)
    return True


_READ_DIRECTLY = (
    "get_background_image",
    "get_fill_rgbas",
    "get_stroke_rgbas",
    "get_stroke_width",
    "get_subpath_split_indices_from_points",
    "consider_points_equals_2d",
)
"""Methods that Manim's camera calls, whose results are read off the attributes here."""

_plain: dict[type[VMobject], bool] = {}


def _is_plain(kind: type[VMobject]) -> bool:
    """Say whether a class answers the camera's questions as ``VMobject`` does."""
    if kind not in _plain:
        _plain[kind] = all(getattr(kind, n) is getattr(VMobject, n) for n in _READ_DIRECTLY)
    return _plain[kind]


def _content(vmobject: VMobject) -> tuple[object, ...]:
    """Return all that the look of a mobject depends on, quick to compare."""
    fill, stroke = vmobject.fill_rgbas, vmobject.stroke_rgbas
    behind = vmobject.background_stroke_rgbas
    plain = len(fill) == len(stroke) == len(behind) == 1
    gradient = None if plain else vmobject.get_gradient_start_and_end_points()
    return (
        vmobject.points.tobytes(),
        fill.tobytes(),
        stroke.tobytes(),
        behind.tobytes(),
        vmobject.stroke_width,
        vmobject.background_stroke_width,
        vmobject.joint_type,
        vmobject.cap_style,
        None if gradient is None else np.concatenate(gradient).tobytes(),
    )


def _items(vmobjects: Sequence[VMobject], camera: Camera) -> list[Item | None]:
    """Return an item for each mobject, and None for one that shows nothing."""
    curves = [m.points for m in vmobjects]
    finite = [len(p) >= 4 and math.isfinite(p.sum()) for p in curves]
    if any(len(p) % 4 for p in compress(curves, finite)):
        raise UnhandledError("an unfinished curve")
    shown = list(compress(vmobjects, finite))
    if not shown:
        return [None] * len(vmobjects)
    paths = iter(
        lay_out([m.points for m in shown], [m.tolerance_for_point_equality for m in shown])
    )
    return [
        _item(m, next(paths), camera) if ok else None
        for m, ok in zip(vmobjects, finite, strict=True)
    ]


def _item(vmobject: VMobject, path: Path, camera: Camera) -> Item | None:
    behind = _stroke(vmobject, camera, background=True)
    fill = _paint(vmobject.get_fill_rgbas(), vmobject, camera)
    stroke = _stroke(vmobject, camera, background=False)
    if behind is None and fill is None and stroke is None:
        return None
    return Item(path, behind, fill, stroke)


def _stroke(vmobject: VMobject, camera: Camera, *, background: bool) -> Stroke | None:
    width = vmobject.get_stroke_width(background)
    if width == 0:
        return None
    paint = _paint(vmobject.get_stroke_rgbas(background), vmobject, camera)
    if paint is None:
        return None
    return Stroke(
        paint,
        width * camera.cairo_line_width_multiple,
        LINE_JOIN_MAP[vmobject.joint_type],
        CAP_STYLE_MAP[vmobject.cap_style],
    )


def _paint(rgbas: Any, vmobject: VMobject, camera: Camera) -> Paint | None:
    """Return a colour or gradient in the byte order of Manim's frames; None if transparent."""
    colours = rgbas.tolist()
    if all(colour[3] <= 0 for colour in colours):
        return None
    if len(colours) == 1:
        red, green, blue, alpha = colours[0]
        return (blue, green, red, alpha)
    points = camera.transform_points_pre_display(
        vmobject, np.array(vmobject.get_gradient_start_and_end_points())
    )
    (x0, y0, *_), (x1, y1, *_) = points.tolist()
    gradient = cairo.LinearGradient(x0, y0, x1, y1)
    for offset, (red, green, blue, alpha) in zip(
        np.linspace(0, 1, len(colours)).tolist(), colours, strict=True
    ):
        gradient.add_color_stop_rgba(offset, blue, green, red, alpha)
    return gradient
