"""The drawing of a figure block: on its own as a picture, and as an SVG within a page."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from linalg.language import word_or_name
from linalg.page.darkness import in_the_dark
from linalg.page.model import Figure

__all__ = ["ON_A_PAGE", "FigureLook", "Picture", "drawn", "picture", "svg"]

Picture = Literal["png", "svg", "pdf"]


@dataclass(frozen=True, kw_only=True)
class FigureLook:
    """The look of a figure on its own.

    Attributes
    ----------
    size : tuple of float
        Width and height in inches, before what is empty at the edges is cut off.
    dpi : float
        Dots per inch of a PNG, and of what is coloured point by point in the others.
    transparent : bool
        Without a ground.
    dark : bool
        Light on dark, as the films are.
    outlines : bool
        Letters as outlines, the same everywhere; else as text, which can be searched and edited.
    cropped : bool
        Without what is empty at the edges.
    maker : str
        What the file says of the program that made it.
    """

    size: tuple[float, float] = (5.6, 3.6)
    dpi: float = 100
    transparent: bool = False
    dark: bool = False
    outlines: bool = True
    cropped: bool = True
    maker: str = "optviz"


ON_A_PAGE = FigureLook(cropped=False)
"""Within a page: figures of one width stand below each other."""

_MARGINS = {None: 0.04, "3d": 0.2}
"""Around a cropped figure, in inches; in space names of axes lie outside of what is measured."""


def svg(figure: Figure, language: str = "en") -> str:
    """Return a figure as it stands in a page: an SVG that carries all it needs (see `picture`)."""
    return picture(figure, "svg", ON_A_PAGE, language).decode()


def picture(
    figure: Figure, kind: Picture, look: FigureLook | None = None, language: str = "en"
) -> bytes:
    """Return a figure as the bytes of a file; the same figure makes the same bytes.

    Words that the language lacks stay as they are: names, and what a person has typed. Korean takes
    the font NanumGothic; where that is not installed, the words stay English.

    Parameters
    ----------
    figure : Figure
    kind : {"png", "svg", "pdf"}
    look : FigureLook, optional
    language : {"en", "ko"}

    Examples
    --------
    >>> line = Figure(lambda axes: axes.plot([0, 1], [0, 1]), "A line")
    >>> picture(line, "png")[1:4], picture(line, "pdf")[:5]
    (b'PNG', b'%PDF-')
    """
    look = look or FigureLook()
    metadata = {
        "png": {"Software": look.maker},
        "svg": {"Date": None, "Creator": look.maker},
        "pdf": {"CreationDate": None, "Creator": look.maker},
    }
    fitted: dict[str, Any] = (
        {"bbox_inches": "tight", "pad_inches": _MARGINS[figure.projection]} if look.cropped else {}
    )
    file = BytesIO()
    with _letters(look.outlines):
        canvas = drawn(figure, language, look.size)
        ground = in_the_dark(canvas) if look.dark else "white"
        canvas.savefig(
            file,
            format=kind,
            dpi=look.dpi,
            facecolor="none" if look.transparent else ground,
            metadata=metadata[kind],
            **fitted,
        )
    return file.getvalue()


@contextmanager
def _letters(outlines: bool) -> Iterator[None]:
    """Write letters as outlines or as text; a fixed salt makes the same drawing the same text."""
    from matplotlib import rc_context

    kinds: Any = {
        "svg.fonttype": "path" if outlines else "none",
        "pdf.fonttype": 3 if outlines else 42,
    }
    with rc_context({"svg.hashsalt": "page", **kinds}):
        yield


def drawn(figure: Figure, language: str = "en", size: tuple[float, float] = FigureLook.size) -> Any:
    """Return a figure as matplotlib's own, of a size in inches, its words in a language."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure as Canvas

    translated = language != "en" and _has_hangul()
    fonts: Any = {"font.family": ["DejaVu Sans", "NanumGothic"]} if translated else {}
    with rc_context(fonts):
        canvas = Canvas(figsize=size, layout="constrained")
        figure.draw(canvas.add_subplot(projection=figure.projection))
        if translated:
            _translate(canvas, language)
    return canvas


def _translate(canvas: Any, language: str) -> None:
    """Put the words of titles, axes, legends and remarks into a language."""
    from matplotlib.text import Text

    for axes in canvas.axes:
        for axis in (axes.xaxis, axes.yaxis):
            places = axis.get_ticklocs()
            marks = axis.get_major_formatter().format_ticks(places)
            words = [word_or_name(mark, language) for mark in marks]
            if words != marks:  # an axis writes its marks again whenever it is drawn
                axis.set_ticks(places, words)
    for text in canvas.findobj(Text):
        if text.get_text():
            text.set_text(word_or_name(text.get_text(), language))
            if "$" in text.get_text() and not text.get_text().isascii():
                # words beside mathematics are set in the first font alone
                text.set_fontfamily("NanumGothic")


@cache
def _has_hangul() -> bool:
    """Make the Hangul font known, if it is installed."""
    from matplotlib.font_manager import fontManager

    package = importlib.util.find_spec("koreanize_matplotlib")
    if package is None:
        return False
    for path in (Path(str(package.origin)).parent / "fonts").glob("*.ttf"):
        fontManager.addfont(path)
    return "NanumGothic" in fontManager.get_font_names()
