"""Faults of LaTeX, in words: it is missing, or it refused what a scene gave it.

Of a log this reads the first complaint, since the others mostly follow from it.

Source: D. E. Knuth, The TeXbook, 1984, chapters 6 and 27, on what an error message shows.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass

from scenes.rendering.faults import RenderError

__all__ = ["LatexError", "MissingLatexError", "complaint_lines", "installation", "missing_lines"]

_INSTALLATION = (
    "Debian, Ubuntu: apt install texlive-latex-extra {}dvisvgm; "
    "macOS: brew install --cask mactex-no-gui; Windows: MiKTeX, from miktex.org"
)
_DEBIAN_ENGINES = {"xelatex": "texlive-xetex ", "lualatex": "texlive-luatex "}

_DEBIAN_PACKAGES = {
    "texlive-science": "physics siunitx mhchem algorithm2e algorithmicx algorithm stmaryrd tensor",
    "texlive-fonts-extra": "dsfont bbm esint mathabx fontawesome5",
    "texlive-pictures": "tikz pgf pgfplots circuitikz tikz-cd chemfig",
    "texlive-latex-recommended": "mathtools xcolor microtype mathrsfs fontspec ragged2e",
    "texlive-latex-extra": "standalone cancel braket preview siunitx-v2 tcolorbox polynom",
    "texlive-lang-chinese": "ctex xeCJK",
    "texlive-lang-korean": "kotex",
    "texlive-lang-cjk": "CJK CJKutf8",
    "texlive-games": "skak xskak chessboard",
}
_DEBIAN = {name: package for package, names in _DEBIAN_PACKAGES.items() for name in names.split()}

_INSTEAD = {
    "Tex": 'Typst("…") in Typst\'s notation, or Text("…")',
    "Title": 'Text("…").to_edge(UP)',
    "BulletedList": 'Typst("- one\\n- two")',
    "DecimalNumber": "DecimalNumber(…, mob_class=MathTypst), without a unit or an ellipsis",
    "Integer": "Integer(…, mob_class=MathTypst), without a unit",
    "Variable": 'MathTypst("x =") beside DecimalNumber(…, mob_class=MathTypst)',
    "NumberLine": "NumberLine(…, label_constructor=MathTypst)",
    "ComplexPlane": "ComplexPlane without its coordinates",
    "PolarPlane": "PolarPlane without its coordinates",
    "CoordinateSystem": (
        'axis_config={"label_constructor": MathTypst} for the numbers, '
        'and labels that are MathTypst("x") in place of "x"'
    ),
    "BarChart": (
        'x_axis_config={"label_constructor": Text}, y_axis_config={"label_constructor": Text}, '
        "and get_bar_labels(label_constructor=Text)"
    ),
    "Matrix": 'MathTypst("mat(1, 2; 3, 4)")',
    "BraceLabel": "BraceLabel(…, label_constructor=MathTypst), or BraceText",
    "Brace": 'put_at_tip(Text("…")) in place of get_text and get_tex',
    "Table": "Table(…, element_to_mobject=MathTypst), with entries that are text",
    "GenericGraph": 'labels={vertex: MathTypst("…")}',
    "LabeledDot": 'LabeledDot(MathTypst("…"))',
}
"""What works without LaTeX, by a class of Manim; what is left out is a formula."""

_FORMULA = 'MathTypst("x^2 / 2") in Typst\'s notation'

_WITH_TEXT = ("<argument>", "l.")
_SPECIAL = re.compile(r"\\special ?\{dvisvgm:[^{}]*\}")
_CUT_SPECIAL = re.compile(r"^\.{3}[^\\{}]*\{?[^\\{}]*>\}|\\special ?\{?[^{}]*(?=\.{3}$)")
_WIDTH = 79
"""Columns after which TeX goes on with a line of its log on the next one."""


class LatexError(RenderError, ValueError):
    """LaTeX or dvisvgm refused what a scene gave it; a ``ValueError`` as in Manim."""


class MissingLatexError(RenderError, FileNotFoundError):
    """LaTeX or dvisvgm is not installed; a ``FileNotFoundError`` as in Manim."""


@dataclass(frozen=True)
class _Complaint:
    """The first error in a log.

    Attributes
    ----------
    message : str
    label : str
        What TeX was reading: "l.8" is line 8 of the file; empty if it does not say.
    read, unread : str
        What it had read there when it stopped, and what was to come.
    """

    message: str
    label: str = ""
    read: str = ""
    unread: str = ""


def missing_lines(program: str, classes: tuple[str, ...]) -> tuple[str, ...]:
    """Return how to install a program that is missing, and what works without it.

    Parameters
    ----------
    program : str
    classes : tuple of str
        The names of the class that wants it, and of its bases, the nearest first.
    """
    install = installation(program)
    instead = next((_INSTEAD[name] for name in classes if name in _INSTEAD), _FORMULA)
    return (f"To install it: {install}", f"Without it: {instead}")


def installation(program: str = "latex") -> str:
    """Return how to install LaTeX, with what Debian has apart for a program of it."""
    return _INSTALLATION.format(_DEBIAN_ENGINES.get(program, ""))


def complaint_lines(log: str) -> tuple[str, ...]:
    r"""Return what LaTeX complains of first in a log, where, and the remedy, if one is known.

    Returns
    -------
    tuple of str
        The complaint; then, if the log has it, TeX's line in two, broken where it stopped, and
        what helps. Empty if there is no complaint.

    Examples
    --------
    >>> complaint_lines("! Undefined control sequence.\nl.7 one \\foo\n            {1} two\n")
    ('Undefined control sequence \\foo', 'l.7 one \\foo', '            {1} two')
    """
    found = _first_complaint(log.splitlines())
    if found is None:
        return ()
    message, lines = found.message.removesuffix("."), []
    if message == "Undefined control sequence":
        culprit = re.search(r"(\\(?:[A-Za-z@]+|.)) ?$", found.read)
        message += f" {culprit[1]}" if culprit else ""
    if found.read or found.unread:
        shown = f"{found.label} {found.read}".lstrip()
        lines = [shown.rstrip(), " " * _width(shown) + found.unread]
    return (message, *(line for line in lines if line.strip(" …")), *_remedy(message))


def _remedy(message: str) -> list[str]:
    missing = re.search(r"File `(.+?)\.(?:sty|cls|def|tex)' not found", message)
    if missing:
        package = _DEBIAN.get(missing[1])
        how = f"apt install {package}" if package else f"apt-file search {missing[1]}.sty"
        return [f"To get it: Debian, Ubuntu: {how}; TeX Live: tlmgr install {missing[1]}"]
    if "Unicode character" in message and "not set up" in message:
        return ["Text, MarkupText and Typst draw such letters"]
    return []


def _first_complaint(lines: list[str]) -> _Complaint | None:
    start = next((k for k, line in enumerate(lines) if line.startswith("! ")), None)
    if start is None:
        return None
    message, following = lines[start][2:], start + 1
    for line in lines[following:]:
        if len(lines[following - 1].encode()) == _WIDTH:
            message += line
        elif re.match(r"(\s{4,}|\([\w-]+\)\s{2,})\S", line):
            message += " " + re.sub(r"^\([\w-]+\)", "", line).strip()
        else:
            break
        following += 1
    return _Complaint(message, *_place(lines[following:]))


def _place(lines: list[str]) -> tuple[str, str, str]:
    """Return what TeX was reading, of the file or else of an argument, and where it stopped."""
    held: tuple[str, str, str] = ("", "", "")
    for line, rest in itertools.zip_longest(lines, lines[1:], fillvalue=""):
        if line.startswith("!"):
            break
        if not line.startswith(_WITH_TEXT):
            continue
        label, _, read = line.partition(" ")
        place = (label, _plain(read).lstrip(), _plain(rest.strip()))
        if label.startswith("l."):
            gathered = re.fullmatch(r"\\end ?\{[\w*]*\}", place[1].strip()) or not any(place[1:])
            return (label, *held[1:]) if gathered else place
        if not held[0]:
            held = place
    return held


def _plain(text: str) -> str:
    """Return a text without the marks by which Manim finds the parts of a formula again."""
    plain = _CUT_SPECIAL.sub("", _SPECIAL.sub("", text))
    return re.sub(r"^\.{3}|\.{3}$", "…", plain)


def _width(text: str) -> int:
    """Return how many columns a terminal needs for a text."""
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)
