"""The look of the films: roles in place of colours, and the sizes that stay legible.

A colour means a role, everywhere the same, and never stands alone: a box, an underline or a dash
goes with it. The hues are Okabe and Ito's, which people with colour-blindness tell apart; on the
light background each is darkened until text in it is readable. Pages of notes use the same ones.

Source: M. Okabe, K. Ito, Color Universal Design, 2008; contrast as in WCAG 2.2, criterion 1.4.3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from linalg.notation import Role as FormulaRole
from linalg.notation.roles import ON_DARK, ON_PAPER

__all__ = [
    "DARK",
    "LEAST_CONTRAST",
    "LIGHT",
    "SMALLEST",
    "THEMES",
    "Role",
    "TextKind",
    "Theme",
    "contrast",
]

LEAST_CONTRAST = 4.5


class Role(StrEnum):
    """The role of a thing on the screen; the words are those of ``linalg.notation``."""

    FOREGROUND = "foreground"
    MUTED = "muted"
    PIVOT = "pivot"
    SOURCE = "source"
    TARGET = "target"
    MULTIPLIER = "multiplier"
    ELIMINATED = "eliminated"
    RESULT = "result"
    GRADIENT = "gradient"
    NEWTON = "newton"
    MODEL = "model"
    LEVEL_SET = "level set"
    CONSTRAINT = "constraint"
    SOLUTION = "solution"
    THIRD = "third"
    FOURTH = "fourth"


class TextKind(StrEnum):
    """The purpose of a piece of text, which decides how small it may be."""

    ENTRY = "entry"
    LABEL = "label"
    CAPTION = "caption"
    FORMULA = "formula"
    TITLE = "title"


SMALLEST: Mapping[TextKind, float] = MappingProxyType(
    {
        TextKind.ENTRY: 28,
        TextKind.LABEL: 28,
        TextKind.CAPTION: 32,
        TextKind.FORMULA: 44,
        TextKind.TITLE: 64,
    }
)
"""The smallest font size of each kind of text, in Manim's units (48 is half a unit to the em)."""


@dataclass(frozen=True)
class Theme:
    """A background, the text on it, and a colour for each role.

    Attributes
    ----------
    background, surface : str
        The ground, and the slightly raised ground of a card that moves over it.
    colours : mapping of Role to str
        ``#rrggbb``; every one readable on both grounds.

    Examples
    --------
    >>> DARK[Role.PIVOT]
    '#E69F00'
    """

    name: str
    background: str
    surface: str
    colours: Mapping[str, str]

    def __getitem__(self, role: Role | str) -> str:
        return self.colours[Role(role)]

    def __deepcopy__(self, memo: object) -> Theme:
        return self  # it never changes, and Manim copies what it animates


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21.

    Examples
    --------
    >>> contrast("#000000", "#FFFFFF")
    21.0
    """
    dim, bright = sorted((_luminance(one), _luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _colours(foreground: str, muted: str, roles: Mapping[FormulaRole, str]) -> Mapping[str, str]:
    plain = {Role.FOREGROUND: foreground, Role.MUTED: muted}
    # Of several that race, the third and the fourth; the first two have roles of their own.
    racers = {Role.THIRD: roles["eliminated"], Role.FOURTH: roles["result"]}
    named = {Role(role): hue for role, hue in roles.items()}
    return MappingProxyType(
        {role: hue for part in (plain, named, racers) for role, hue in part.items()}
    )


DARK = Theme(
    "dark",
    background="#111318",
    surface="#1B1F27",
    colours=_colours("#ECEDEE", "#9AA3B2", ON_DARK),
)

LIGHT = Theme(
    "light",
    background="#FBFAF7",
    surface="#F0EEE8",
    colours=_colours("#1B1E24", "#596373", ON_PAPER),
)

THEMES: Mapping[str, Theme] = MappingProxyType({"dark": DARK, "light": LIGHT})
