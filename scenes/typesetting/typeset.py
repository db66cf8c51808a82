"""The only door to Typst: a page of a handout, or the outlines of a formula to animate.

A compile costs a fraction of a millisecond once the fonts are loaded, so the fonts are loaded once
and nothing is kept on disk: no cache can grow stale when a font comes or goes, and two renders at
the same time share no file.

Sources: Typst 0.14's documentation; the SVG that ``typst.compile`` writes.
"""

from __future__ import annotations

import importlib.util
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from scenes.typesetting.svg_outlines import shapes

if TYPE_CHECKING:
    import typst

__all__ = [
    "STANDARDS",
    "MissingGlyphError",
    "Outline",
    "Standard",
    "Typeset",
    "TypesettingError",
    "font_folders",
    "fonts",
    "inline",
    "mathematics",
    "pdf",
    "prose",
    "typeset",
]

Standard = Literal["ua-1", "a-2b", "a-4"]
STANDARDS: tuple[Standard, ...] = get_args(Standard)
"""PDF/UA-1, which a screen reader can read, and two kinds of PDF/A, which archives keep."""

TEXT_FONTS = ("New Computer Modern", "NanumGothic", "New Computer Modern Math")
MATH_FONTS = ("New Computer Modern Math", "NanumGothic")
_EM = 12  # points to the em while compiling; Typst rounds to 0.01 pt, a fifth of a pixel at 4k
_MARK = "#ff00fe"  # a square of this colour, one point wide, stands on the baseline of every page
_NOWHERE = "\U0010fffd"  # a private character that no font holds

_PREAMBLE = f"""\
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(size: {_EM}pt, font: {TEXT_FONTS}, fallback: false)
#show math.equation: set text(font: {MATH_FONTS}, weight: 450, fallback: false)
#let mark = box(rect(width: 1pt, height: 1pt, fill: rgb("{_MARK}"), stroke: none))
""".replace("'", '"')


class TypesettingError(RuntimeError):
    """Typst could not compile a text; the message carries its diagnostics."""


class MissingGlyphError(TypesettingError):
    """A text holds characters that none of the fonts can draw.

    Parameters
    ----------
    characters : str
        Each of them once.
    """

    def __init__(self, characters: str) -> None:
        super().__init__(characters)
        self.characters = characters

    def __str__(self) -> str:
        names = ", ".join(f"{c} (U+{ord(c):04X})" for c in self.characters)
        if any(unicodedata.name(c, "").startswith("HANGUL") for c in self.characters):
            remedy = "install the Hangul font with: pip install koreanize-matplotlib"
        else:
            remedy = "write it another way"
        return f"no font here has {names}: {remedy}"


@dataclass(frozen=True, eq=False)
class Outline:
    """One glyph or rule.

    Attributes
    ----------
    curves : ndarray, (4k, 2)
        Control points of k cubic Bézier curves, in ems; the baseline is y = 0, y points up.
    colour : str or None
        None for the colour of the text around it.
    """

    curves: np.ndarray
    colour: str | None


@dataclass(frozen=True, eq=False, kw_only=True)
class Typeset:
    """A text as outlines.

    Attributes
    ----------
    body : str
        The Typst markup.
    outlines : tuple of Outline
    left, right, bottom, top : float
        The box of the ink, in ems from the start of the baseline.
    """

    body: str
    outlines: tuple[Outline, ...]
    left: float
    right: float
    bottom: float
    top: float

    @property
    def width(self) -> float:
        """The width of the ink, in ems."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The height of the ink, in ems."""
        return self.top - self.bottom


def mathematics(source: str) -> str:
    """Return markup for a formula, its fractions built up at full size."""
    return f"$display({source})$"


def inline(source: str) -> str:
    """Return markup for a formula within a sentence."""
    return f"${source}$"


def prose(text: str) -> str:
    r"""Return markup that prints a text as it stands, whatever characters it holds.

    Examples
    --------
    >>> prose('#read("canary") $x$')
    '#"#read(\\"canary\\") $x$"'
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{escaped}"'


@cache
def fonts() -> typst.Fonts:
    """Return the fonts that come with Typst, and NanumGothic; the system's are left alone.

    So a film looks the same on every machine.
    """
    import typst

    folders = [str(folder) for folder in font_folders()]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


def font_folders() -> list[Path]:
    """Return where the fonts are that do not come with Typst: NanumGothic's, if it is installed."""
    package = importlib.util.find_spec("koreanize_matplotlib")
    return [] if package is None else [Path(str(package.origin)).parent / "fonts"]


def pdf(source: str, standard: Standard | None = None, date: int | None = None) -> bytes:
    """Compile a whole Typst document to PDF.

    Parameters
    ----------
    source : str
    standard : {"ua-1", "a-2b", "a-4"}, optional
        What the file is held to.
    date : int, optional
        When it was made, in seconds since 1970; else now, unless the document says none.

    Raises
    ------
    TypesettingError
        With Typst's own diagnostics.
    """
    return _compile(source, "pdf", standard, date)[0]


def typeset(*bodies: str) -> tuple[Typeset, ...]:
    """Return the outlines of each body, all compiled as pages of one document.

    Parameters
    ----------
    *bodies : str
        Typst markup; `mathematics`, `inline` and `prose` make it.

    Raises
    ------
    MissingGlyphError
        For a character that no font holds, which Typst itself would draw as a box.
    TypesettingError
        With Typst's own diagnostics.
    """
    new = [body for body in dict.fromkeys(bodies) if body not in _known]
    if new:
        pages = _compile(_PREAMBLE + _pages(new), "svg")
        _known.update((body, _read(body, page)) for body, page in zip(new, pages, strict=True))
    return tuple(_known[body] for body in bodies)


_known: dict[str, Typeset] = {}


def _pages(bodies: Iterable[str]) -> str:
    return "\n#pagebreak()\n".join(f"#mark{body}" for body in bodies)


def _compile(
    source: str,
    format: Literal["svg", "pdf"],
    standard: Standard | None = None,
    date: int | None = None,
) -> list[bytes]:
    import typst

    compiled: bytes | list[bytes]  # a list of several pages, whatever its annotations say
    try:
        compiled = typst.compile(
            source.encode(),
            format=format,
            font_paths=fonts(),
            pdf_standards=[standard] if standard else [],
            timestamp=date,
        )
    except typst.TypstError as error:
        raise TypesettingError(str(error)) from error
    return compiled if isinstance(compiled, list) else [compiled]


def _read(body: str, page: bytes) -> Typeset:
    """Read one page of Typst's SVG, measured from its mark, which is then left out."""
    drawn = list(shapes(page))
    if any(_is_missing(curves) for curves, _ in drawn):
        raise MissingGlyphError(_missing_in(body))
    mark = next(curves for curves, colour in drawn if colour == _MARK)
    origin = np.array([mark[:, 0].max(), mark[:, 1].max()])
    flip = np.array([1, -1]) / _EM
    outlines = tuple(
        Outline((curves - origin) * flip, None if colour == "#000000" else colour)
        for curves, colour in drawn
        if colour != _MARK
    )
    points = np.concatenate([o.curves for o in outlines] or [np.zeros((1, 2))])
    (left, bottom), (right, top) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return Typeset(body=body, outlines=outlines, left=left, right=right, bottom=bottom, top=top)


def _is_missing(curves: np.ndarray) -> bool:
    """Tell whether an outline is the box that a font draws for a glyph that it lacks."""
    return _shape(curves) in _boxes()


@cache
def _boxes() -> frozenset[bytes]:
    (page,) = _compile(f"{_PREAMBLE}{_NOWHERE}${_NOWHERE}$", "svg")
    return frozenset(_shape(curves) for curves, _ in shapes(page))


def _shape(curves: np.ndarray) -> bytes:
    """Return what is left of an outline when its place and size are forgotten."""
    low, high = curves.min(axis=0), curves.max(axis=0)
    scaled = (curves - low) / max(high - low)
    return bytes((np.round(scaled * 50) + 0.0).astype(np.int8))


def _missing_in(body: str) -> str:
    """Return the characters of a markup that no font holds, each once."""
    suspects = [c for c in dict.fromkeys(body) if not c.isascii()]
    pages = _compile(_PREAMBLE + _pages(map(prose, suspects)), "svg") if suspects else []
    return "".join(
        character
        for character, page in zip(suspects, pages, strict=True)
        if any(_is_missing(curves) for curves, _ in shapes(page))
    )
