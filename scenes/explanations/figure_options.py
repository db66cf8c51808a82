"""The look of figures that are written to files, as it is typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenes.parameters.declarations import ParameterError, Parameters, parameter
from scenes.parameters.kinds import Choice, Number, Switch
from scenes.signature import MADE_BY

if TYPE_CHECKING:
    from linalg.page.drawing import FigureLook

__all__ = ["FigureOptions", "Size"]

_TO_THE_INCH = {"in": 1.0, "cm": 2.54, "mm": 25.4}
_SMALLEST, _LARGEST = 1.0, 40.0
_MOST_DOTS = 100e6
"""Of a picture: more than any screen or poster shows."""


@dataclass(frozen=True)
class Size:
    """A width and a height, in inches unless centimetres or millimetres are named.

    Examples
    --------
    >>> Size().read("6x4"), Size().read("254 x 127 mm")
    ((6.0, 4.0), (10.0, 5.0))
    >>> Size().read("6")
    Traceback (most recent call last):
    ValueError: '6' is no size: write a width and a height, such as 6x4, 15x10cm or 150x100mm
    """

    metavar: str = "WIDTHxHEIGHT"

    def read(self, text: str) -> tuple[float, float]:
        number = r"(\d{1,5}(?:\.\d{1,5})?)"
        found = re.fullmatch(rf"\s*{number}\s*[x×*]\s*{number}\s*(in|cm|mm)?\s*", text)
        if found is None:
            raise ValueError(
                f"{text[:40]!r} is no size: write a width and a height, such as 6x4, 15x10cm or "
                "150x100mm"
            )
        width, height, unit = found.groups()
        units = _TO_THE_INCH[unit or "in"]
        size = float(width) / units, float(height) / units
        if not all(_SMALLEST <= side <= _LARGEST for side in size):
            raise ValueError(
                f"{text.strip()} is out of range: a side is {_SMALLEST:g} to {_LARGEST:g} inches"
            )
        return size


@dataclass(frozen=True)
class FigureOptions(Parameters):
    """The look of a figure in a file of its own.

    Examples
    --------
    >>> FigureOptions.from_mapping({"size": "12.7x7.62cm", "theme": "dark"}).look().size
    (5.0, 3.0)
    """

    size: tuple[float, float] | None = parameter(
        Size(),
        help="of a figure: width and height in inches, cm or mm, before empty edges are cut off",
        example="15x10cm",
        default=None,
    )
    dpi: float | None = parameter(
        Number(20, 1200),
        help="dots per inch of a figure as png (144 unless given)",
        example="300",
        default=None,
    )
    transparent: bool = parameter(
        Switch(), help="a figure without a ground", example="yes", default=False
    )
    theme: str = parameter(
        Choice("light", "dark"),
        help="of a figure: dark on light, or light on dark as in the films",
        example="dark",
        default="light",
    )
    letters: str = parameter(
        Choice("outlines", "text"),
        help="in a figure as svg or pdf-figure: outlines, which look the same everywhere, or text, "
        "which can be searched and edited",
        example="text",
        default="outlines",
    )

    def __post_init__(self) -> None:
        look = self.look()
        width, height = look.size
        if width * height * look.dpi**2 > _MOST_DOTS:
            raise ParameterError(
                "dpi", "that is more than 100 million dots: take fewer to the inch"
            )

    def look(self) -> FigureLook:
        """Return what the drawing is told."""
        from linalg.page.drawing import FigureLook

        return FigureLook(
            size=self.size or FigureLook.size,
            dpi=self.dpi or 144,
            transparent=self.transparent,
            dark=self.theme == "dark",
            outlines=self.letters == "outlines",
            maker=MADE_BY,
        )

    def check_for(self, target_format: str, *, to_a_file: bool) -> None:
        """Refuse a look where no figure is written.

        Raises
        ------
        ParameterError
        """
        if target_format in ("png", "svg", "pdf-figure"):
            return
        if target_format in ("latex", "markdown") and to_a_file:
            return
        for name in ("size", "dpi", "transparent", "theme", "letters"):
            if getattr(self, name) != getattr(FigureOptions(), name):
                raise ParameterError(
                    name,
                    "only figures in files of their own have it: add --to png, svg, pdf-figure",
                )
