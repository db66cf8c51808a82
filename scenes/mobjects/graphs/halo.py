"""A mark around the box of a node."""

from __future__ import annotations

from scenes.mobjects.marks import Mark
from scenes.stage import Region
from scenes.theme import Role, Theme
from scenes.typed_manim import RoundedRectangle

__all__ = ["Halo"]

_AROUND = 0.04
_WIDTH = 5.0


class Halo(Mark, RoundedRectangle):
    """A ring around a node, in the colour of a role.

    Parameters
    ----------
    region : Region
        Of the node's box.
    role : Role
    theme : Theme
    """

    def __init__(self, region: Region, role: Role, theme: Theme) -> None:
        width, height = region.width + 2 * _AROUND, region.height + 2 * _AROUND
        super().__init__(
            width=width,
            height=height,
            corner_radius=height / 2 - 1e-3,
            stroke_color=theme[role],
            stroke_width=_WIDTH,
        )
        self.move_to(region.centre)
        self.role, self.strong = role, True
