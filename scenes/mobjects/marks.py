"""Marks beside a colour, so that no meaning hangs on it alone: boxes and underlines."""

from __future__ import annotations

from typing import Self

from scenes.stage import Region
from scenes.theme import Role, Theme
from scenes.typed_manim import Line, RoundedRectangle, VMobject

__all__ = ["Box", "Mark", "Underline"]

_STRONG, _QUIET = 4.0, 2.0


class Mark(VMobject):
    """A mark in the colour of a role.

    Attributes
    ----------
    role : Role
    strong : bool
        Whether it asks for attention now; at most two do at a time.
    """

    role: Role
    strong: bool

    def quieten(self) -> Self:
        """Become thinner: what is marked stays what it is, but the eye may go on.

        Made to be animated: ``mark.animate.quieten()``.
        """
        self.strong = False
        return self.set_stroke(width=_QUIET, opacity=0.75)


class Box(Mark, RoundedRectangle):
    """A rounded box around a region.

    Parameters
    ----------
    region : Region
    role : Role
    theme : Theme
    padding : float
        The room between the region and the line.
    strong : bool
    """

    def __init__(
        self,
        region: Region,
        role: Role,
        theme: Theme,
        *,
        padding: float = 0.12,
        strong: bool = True,
    ) -> None:
        width, height = region.width + 2 * padding, region.height + 2 * padding
        super().__init__(
            width=width,
            height=height,
            corner_radius=min(0.12, width / 3, height / 3),
            stroke_color=theme[role],
            stroke_width=_STRONG,
        )
        self.move_to(region.centre)
        self.role, self.strong = role, True
        if not strong:
            self.quieten()


class Underline(Mark, Line):
    """A line under a region.

    Parameters
    ----------
    region : Region
    role : Role
    theme : Theme
    gap : float
        The room between the region and the line.
    strong : bool
    """

    def __init__(
        self,
        region: Region,
        role: Role,
        theme: Theme,
        *,
        gap: float = 0.1,
        strong: bool = True,
    ) -> None:
        y = region.bottom - gap
        super().__init__(
            (region.left, y, 0),
            (region.right, y, 0),
            stroke_color=theme[role],
            stroke_width=_STRONG,
        )
        self.role, self.strong = role, True
        if not strong:
            self.quieten()
