"""The drawing of a figure block, as an SVG that carries all it needs."""

from __future__ import annotations

import importlib.util
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

from linalg.language import word_or_name
from linalg.page.model import Figure

SIZE = (5.6, 3.6)  # inches


def svg(figure: Figure, language: str = "en") -> str:
    """Return a figure as SVG, its letters as outlines, its words in a language.

    Words that the language lacks stay as they are: names, and what a person has typed. Korean takes
    the font NanumGothic; where that is not installed, the words stay English.
    """
    from matplotlib import rc_context

    file = StringIO()
    # A fixed salt and no date make the same drawing the same text.
    with rc_context({"svg.fonttype": "path", "svg.hashsalt": "page"}):
        drawn(figure, language).savefig(file, format="svg", metadata={"Date": None})
    return file.getvalue()


def drawn(figure: Figure, language: str = "en") -> Any:
    """Return a figure as matplotlib's own, its words in a language."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure as Canvas

    translated = language != "en" and _has_hangul()
    fonts: Any = {"font.family": ["DejaVu Sans", "NanumGothic"]} if translated else {}
    with rc_context(fonts):
        canvas = Canvas(figsize=SIZE, layout="constrained")
        figure.draw(canvas.add_subplot(projection=figure.projection))
        if translated:
            _translate(canvas, language)
    return canvas


def _translate(canvas: Any, language: str) -> None:
    """Put the words of titles, axes, legends and remarks into a language."""
    from matplotlib.text import Text

    for text in canvas.findobj(Text):
        if text.get_text():
            text.set_text(word_or_name(text.get_text(), language))


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
