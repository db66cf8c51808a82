"""Text and formulas as mobjects that know their baseline, their size and what they say."""

from __future__ import annotations

from typing import Any, Literal, Self

import numpy as np

from scenes.stage import Region
from scenes.theme import SMALLEST, Role, TextKind, Theme
from scenes.typed_manim import Mobject, VGroup, VMobject
from scenes.typesetting.typeset import typeset

__all__ = ["UNITS_PER_POINT", "Text", "region_of"]

Side = Literal["left", "middle", "right"]

UNITS_PER_POINT = 1 / 96
"""Manim's font sizes: 48 is half a unit to the em, whatever makes the text."""


class Text(VGroup):
    """One piece of typeset text, its baseline through the origin until it is moved.

    Parameters
    ----------
    body : str
        Typst markup, made by ``scenes.typesetting.typeset``'s `mathematics`, `inline` or `prose`.
    theme : Theme
    kind : TextKind
        What it is for; decides how small it may be.
    size : float, optional
        Font size in Manim's units; the smallest of its kind if left out.
    role : Role
        Its colour; parts that the markup colours keep theirs.

    Attributes
    ----------
    value : object
        What it states, if it is a value; None otherwise.
    """

    def __init__(
        self,
        body: str,
        theme: Theme,
        kind: TextKind,
        size: float | None = None,
        role: Role = Role.FOREGROUND,
    ) -> None:
        super().__init__()
        (typeset_body,) = typeset(body)
        self.body = body
        self.kind = kind
        self.role = role
        self.value: Any = None
        self.ink = (typeset_body.width, typeset_body.height)
        self.foot = typeset_body.bottom
        scale = (SMALLEST[kind] if size is None else size) * UNITS_PER_POINT
        for outline in typeset_body.outlines:
            glyph = VMobject(
                fill_color=outline.colour or theme[role], fill_opacity=1, stroke_width=0
            )
            points = np.zeros((len(outline.curves), 3))
            points[:, :2] = outline.curves * scale
            glyph.set_points(points)
            self.add(glyph)

    @property
    def font_size(self) -> float:
        """The size as it is now, after any scaling."""
        return self.font_size_in(region_of(self))

    def font_size_in(self, region: Region) -> float:
        """Return the size at which the ink fills a region."""
        width, height = self.ink
        em = region.width / width if width >= height else region.height / height
        return em / UNITS_PER_POINT

    @property
    def baseline(self) -> float:
        """The height of the baseline on the frame."""
        region = region_of(self)
        return region.bottom - self.foot * self.font_size_in(region) * UNITS_PER_POINT

    def stand_at(self, x: float, y: float, side: Side = "middle") -> Self:
        """Put the baseline at height y, and the ink's middle, or its left or right side, at x."""
        region = region_of(self)
        anchor = {"left": region.left, "middle": region.centre[0], "right": region.right}[side]
        return self.shift((x - anchor, y - self.baseline, 0))

    def adopt(self, other: Text) -> None:
        """Become another text for good, keeping this one's place in its group."""
        self.submobjects = other.submobjects
        self.body, self.kind, self.role = other.body, other.kind, other.role
        self.ink, self.foot, self.value = other.ink, other.foot, other.value


def region_of(mobject: Mobject) -> Region:
    """Return the box around what a mobject draws."""
    points = np.concatenate([part.points for part in mobject.family_members_with_points()])
    columns = np.ascontiguousarray(points.T)  # along which NumPy is ten times as fast
    (left, bottom, _), (right, top, _) = columns.min(axis=1), columns.max(axis=1)
    return Region(float(left), float(right), float(bottom), float(top))
