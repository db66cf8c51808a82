"""The place of the one formula that the eye is led to."""

from __future__ import annotations

from linalg.notation import to_typst
from scenes.mobjects.text import UNITS_PER_POINT, Text
from scenes.parts.fades import in_place_of
from scenes.stage import FORMULA, Region
from scenes.theme import SMALLEST, TextKind, Theme
from scenes.typed_manim import Animation
from scenes.typesetting.typeset import mathematics, typeset

__all__ = ["FormulaPlace"]

_SIZE = 52


class FormulaPlace:
    """A formula at a time, as large as its place allows.

    Attributes
    ----------
    region : Region or None
        Where it stands; None where there is no room for it.
    text : Text or None
        The formula that is shown there.
    """

    def __init__(self, theme: Theme) -> None:
        self.region: Region | None = FORMULA
        self.text: Text | None = None
        self._theme = theme

    def turn_to(self, parts: tuple[object, ...], margin: float = 0.0) -> list[Animation]:
        """Return the animations that put a formula here, and the one before away."""
        leaving = self.text
        self.text = self.fitting(parts, margin) if parts else None
        return in_place_of(leaving, self.text)

    def fitting(self, parts: tuple[object, ...], margin: float = 0.0) -> Text | None:
        """Return a formula in its place with a margin at its sides, or None without room."""
        if self.region is None:
            return None
        body = mathematics(to_typst(parts, colours=self._theme.colours))
        (ink,) = typeset(body)
        ems = min((self.region.width - 2 * margin) / ink.width, self.region.height / ink.height)
        size = min(_SIZE, ems / UNITS_PER_POINT)
        if size < SMALLEST[TextKind.FORMULA]:
            return None
        return Text(body, self._theme, TextKind.FORMULA, size).move_to(self.region.centre)
