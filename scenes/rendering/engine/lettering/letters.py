"""Letters that no font of this machine has: drawn by the Korean font of the lessons, or told.

Pango draws such a letter as a box with its number in it, and the box is the only stroke that it
draws; where it has found no font at all it may also draw nothing. A text without boxes stays as
Pango drew it. One with boxes is drawn once more, with the fonts of the lessons; afterwards these
are taken away, so that no other text can change.

Pango remembers in each thread which fonts there are, so it is asked in a thread of its own.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import manimpango
from manimpango import MarkupUtils, TextSetting

from scenes.typesetting.typeset import font_folders

__all__ = ["letters_drawn", "missing_letters", "note_missing"]

_general_text = manimpango.text2svg
_general_markup = MarkupUtils.text2svg

_MOST = 12
"""Letters that are shown of those that are missing."""

_CJK = ("CJK", "HIRAGANA", "KATAKANA", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH", "HANGUL")
"""How Unicode begins the names of the letters of China, Japan and Korea."""

_BLANK = "\u115f\u1160\u2800\u3164\uffa0"
"""The letters and symbols that are blank: the fillers of Hangul and Braille's empty cell."""


class _Letters:
    """Draws texts, and knows which of their letters no font has."""

    def __init__(self) -> None:
        self.missing: dict[str, None] = {}
        self._has: dict[str, bool] = {}

    def draw_text(self, settings: Sequence[TextSetting], *values: Any, **keywords: Any) -> str:
        """Draw the lines of a ``Text`` into a file.

        In place of ``manimpango.text2svg``.
        """
        # size, line_spacing, disable_liga, file_name, START_X, START_Y, width, height, orig_text
        file, text = Path(values[3]), values[8]
        return self._draw(lambda: _general_text(settings, *values, **keywords), file, text)

    def draw_markup(self, text: str, *values: Any, **keywords: Any) -> str:
        """Draw a ``MarkupText`` into a file.

        In place of ``MarkupUtils.text2svg``.
        """
        # font, slant, weight, size, line_spacing, disable_liga, file_name
        file, plain = Path(values[6]), html.unescape(re.sub(r"<[^>]*>", "", text))
        return self._draw(lambda: _general_markup(text, *values, **keywords), file, plain)

    def _draw(self, draw: Callable[[], str], file: Path, text: str) -> str:
        drawn = draw()
        suspects = [c for c in dict.fromkeys(text) if not c.isspace()]
        if not (_has_boxes(file) or _is_bare(file, suspects)):
            return drawn
        new = [letter for letter in suspects if letter not in self._has]
        self._has |= dict.fromkeys(new, True) | dict.fromkeys(_lacking(new, file), False)
        lacking = [letter for letter in suspects if not self._has[letter]]
        with ThreadPoolExecutor(1) as apart, _offered():
            still = apart.submit(_lacking, lacking, file).result()
            if len(still) < len(lacking):
                apart.submit(draw).result()
        self.missing |= dict.fromkeys(still)
        return drawn


_letters = _Letters()
"""Of this process, since a file may draw its texts before its first scene is made."""


@contextmanager
def letters_drawn() -> Iterator[None]:
    """Within this context texts are drawn with the fonts of the lessons where others lack."""
    with (
        patch.object(manimpango, "text2svg", _letters.draw_text),
        patch.object(MarkupUtils, "text2svg", _letters.draw_markup),
    ):
        yield


def note_missing(letters: Iterable[str]) -> None:
    """Remember letters that no font has, to tell a person."""
    _letters.missing |= dict.fromkeys(letters)


def missing_letters() -> tuple[str, ...]:
    """Return a sentence on the letters that no font has, if any; each is told once."""
    if not (letters := list(_letters.missing)):
        return ()
    _letters.missing.clear()
    fonts = " and ".join(dict.fromkeys(map(_remedy, letters)))
    return (f"no font here has {_listed(letters)}, drawn as boxes: install {fonts}",)


@contextmanager
def _offered() -> Iterator[None]:
    """Within this context Pango has the fonts of the lessons too, and afterwards not."""
    fonts = [str(font) for folder in font_folders() for font in sorted(folder.glob("*.ttf"))]
    before = [font.path for font in manimpango.registered_fonts]
    new = [font for font in fonts if font not in before and manimpango.register_font(font)]
    try:
        yield
    finally:
        for font in new:
            manimpango.unregister_font(font)
        gone = set(before) - {font.path for font in manimpango.registered_fonts}
        for font in sorted(gone):  # fontconfig knows only how to forget all
            manimpango.register_font(font)


def _lacking(letters: Sequence[str], beside: Path) -> list[str]:
    """Return the letters that Pango draws as boxes, in this thread."""
    place = beside.with_suffix(".letter")
    found = []
    for letter in letters:
        setting = TextSetting(0, 1, "", "NORMAL", "NORMAL", line_num=0)
        _general_text([setting], 20, 20, True, str(place), 10, 10, 100, 100, letter)
        if _has_boxes(place) or _is_bare(place, letter):
            found.append(letter)
    place.unlink(missing_ok=True)
    return found


def _has_boxes(file: Path) -> bool:
    """Tell whether a text drawn by Pango holds strokes, which no glyph and no line under it is."""
    return b"stroke-width" in file.read_bytes()


def _is_bare(file: Path, letters: Iterable[str]) -> bool:
    """Tell whether nothing was drawn of letters that have ink."""
    return b"<path" not in file.read_bytes() and any(map(_has_ink, letters))


def _has_ink(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNPS" and letter not in _BLANK


def _remedy(letter: str) -> str:
    if unicodedata.name(letter, "").startswith(_CJK):
        font, package = "Noto Sans CJK", "fonts-noto-cjk"
    elif unicodedata.category(letter).startswith("S"):
        font, package = "Symbola", "fonts-symbola"
    else:
        font, package = "Noto Sans", "fonts-noto-core"
    return f"{font} (Debian, Ubuntu: apt install {package})"


def _listed(letters: Sequence[str]) -> str:
    shown = " ".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in letters[:_MOST])
    return shown if len(letters) <= _MOST else f"{shown} and {len(letters) - _MOST} more"
