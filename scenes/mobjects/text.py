"""Text and formulas as mobjects that know their baseline, their size and what they say."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, VGroup, VMobject

from scenes.stage import Region
from scenes.theme import SMALLEST, Role, TextKind, Theme
from scenes.typeset import typeset

__all__ = ["UNITS_PER_POINT", "Text", "region_of"]

UNITS_PER_POINT = 1 / 96
"""Manim's font sizes: 48 is half a unit to the em, whatever makes the text."""


class Text(VGroup):
    """One piece of typeset text, its baseline through the origin until it is moved.

    Parameters
    ----------
    body : str
        Typst markup, made by ``scenes.typeset``'s `mathematics`, `inline` or `prose`.
    theme : Theme
    kind : TextKind
        What it is for; decides how small it may be.
    size : float, optional
        Font size in Manim's units; the smallest of its kind if left out.
    role : Role
        Its colour; parts that the markup colours keep theirs.
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
        width, height = self.ink
        em = self.width / width if width >= height else self.height / height
        return float(em / UNITS_PER_POINT)

    @property
    def baseline(self) -> float:
        """The height of the baseline on the frame."""
        return float(self.get_bottom()[1] - self.foot * self._em)

    @property
    def _em(self) -> float:
        return self.font_size * UNITS_PER_POINT

    def stand_at(self, x: float, y: float, side: np.ndarray | None = None) -> Text:
        """Put the baseline at height y, and the ink's middle, or its left or right side, at x."""
        anchor = (self.get_center() if side is None else self.get_edge_center(side))[0]
        self.shift([x - anchor, y - self.baseline, 0])
        return self

    def adopt(self, other: Text) -> None:
        """Become another text for good, keeping this one's place in its group."""
        self.submobjects = other.submobjects
        self.body, self.kind, self.role = other.body, other.kind, other.role
        self.ink, self.foot = other.ink, other.foot

    def follow(self, other: Text, gap: float) -> Text:
        """Stand to the right of another text, on its baseline."""
        return self.stand_at(other.get_right()[0] + gap, other.baseline, -RIGHT)


def region_of(mobject: VMobject) -> Region:
    """Return the box around what a mobject draws."""
    left, right = mobject.get_left()[0], mobject.get_right()[0]
    return Region(left, right, mobject.get_bottom()[1], mobject.get_top()[1])
