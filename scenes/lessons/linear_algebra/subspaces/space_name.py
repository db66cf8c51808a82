"""The name of a column space or a null space, where it is seen highest."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np

from linalg.notation import fenced, to_typst
from scenes.mobjects.space.swept import Swept
from scenes.mobjects.text import UNITS_PER_POINT, Text
from scenes.theme import Role, TextKind, Theme
from scenes.typed_manim import VGroup
from scenes.typesetting.typeset import mathematics

__all__ = ["SpaceName"]

_SIZE = 30


class SpaceName(VGroup):
    """C(A) or N(A) beside a line or a plane; nothing beside 0 alone or all there is.

    Parameters
    ----------
    letter : str
    swept : Swept
        What it names, once all of it is there.
    theme : Theme
    role : Role

    Attributes
    ----------
    offset : ndarray, (2,)
        Where its middle stands, from the highest point of what it names, on the frame.
    share : float
        How far it has come.
    """

    width_in_heights: ClassVar[float] = 2.3

    def __init__(self, letter: str, swept: Swept, theme: Theme, role: Role) -> None:
        self.swept, self.offset, self.share = swept, np.zeros(2), 0.0
        count, dimension = len(swept.vectors), swept.ground.dimension
        self.is_said = 0 < count < dimension
        self.anchor = swept.top if self.is_said else np.zeros(dimension)
        body = mathematics(to_typst((letter, fenced("A"))))
        self.text = Text(body, theme, TextKind.LABEL, _SIZE, role)
        super().__init__(*([self.text] if self.is_said else []))
        self.redraw()

    @property
    def lines(self) -> np.ndarray:
        """The line, or the outline of the plane, that it stays off, (k, 2, d)."""
        if not self.is_said:
            return np.zeros((0, 2, self.swept.ground.dimension))
        if len(self.swept.vectors) == 1:
            return np.asarray(np.multiply.outer(self.swept.reach(0), self.swept.vectors[0])[None])
        outline = self.swept.outline
        return np.stack([outline, np.roll(outline, -1, axis=0)], axis=1)

    def redraw(self) -> Self:
        """Stand where its place is seen from now."""
        (place,) = self.swept.ground.places(self.anchor[None])
        x, y = place + self.offset
        self.text.stand_at(float(x), float(y) - _SIZE * UNITS_PER_POINT / 4)
        self.text.set_fill(opacity=self.share)
        return self
