r"""A page as LaTeX that compiles with amsmath alone.

Korean words add ``kotex``, which Overleaf has; scripts other than Latin and Hangul want XeLaTeX.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from linalg.language import translated
from linalg.notation.elements import Formula
from linalg.notation.latex import to_latex as math
from linalg.notation.prose import escape_latex
from linalg.notation.symbols import GREEK_NAMES, OPERATORS
from linalg.page.breaking import broken, continued
from linalg.page.model import (
    Aligned,
    Block,
    Equation,
    Figure,
    Heading,
    Inline,
    NewPage,
    Page,
    Paragraph,
    Table,
)
from linalg.page.width import typeset_width

LINE_WIDTH = 105  # digits of a line beyond which a formula is broken
_SIZES = ((94, r"\scriptsize"), (84, r"\footnotesize"), (76, r"\small"))
_DOCUMENT = r"""\documentclass[11pt,a4paper,fleqn]{{article}}
\usepackage{{amsmath}}
{packages}\setlength{{\oddsidemargin}}{{0pt}}
\setlength{{\textwidth}}{{159mm}}
\setlength{{\topmargin}}{{-10mm}}
\setlength{{\textheight}}{{240mm}}
\setlength{{\parindent}}{{0pt}}
\setlength{{\parskip}}{{6pt}}
\begin{{document}}

{body}
\end{{document}}
"""
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_SIGNS = {sign: spelling.latex for sign, spelling in OPERATORS.items() if sign > "\u007f"} | {
    letter: rf"\{name}" for letter, name in GREEK_NAMES.items()
}


def to_latex(page: Page, *, standalone: bool = True, figures: Sequence[str] = ()) -> str:
    r"""Return the page as a LaTeX document, or without its preamble as the body of one.

    Parameters
    ----------
    page : Page
    standalone : bool
    figures : sequence of str
        The file of each figure, in their order, which ``\includegraphics`` of the package graphicx
        can read; without them, a figure's caption stands for it.
    """
    body = rf"\section*{{{prose(page.title)}}}" + "\n"
    files = iter(figures)
    for block in page.blocks:
        # A display right below its paragraph: a blank line between them would be a gap.
        body += (
            ("" if isinstance(block, Equation | Aligned) else "\n")
            + (_drawn(block, files) or _block(block, page.language))
            + "\n"
        )
    if not standalone:
        return body
    packages = "\\usepackage{kotex}\n" if _HANGUL.search(body) else ""
    packages += "\\usepackage{graphicx}\n" if figures else ""
    return _DOCUMENT.format(packages=packages, body=body)


def displayed(formula: Formula, language: str) -> tuple[Formula, ...]:
    """The formulas for lines of their own that a formula becomes, several if it is too wide."""
    return broken(formula, LINE_WIDTH, typeset_width, language)


def aligned(block: Aligned) -> str:
    """Equations level at their first relation."""
    fitting = continued(block.lines, LINE_WIDTH, typeset_width)
    lines = [f"{math(left)} &{math(right)}" for left, right in fitting]
    separator = " \\\\[4pt]\n" if any(r"\frac" in line for line in lines) else " \\\\\n"
    return f"\\begin{{aligned}}\n{separator.join(lines)}\n\\end{{aligned}}"


def prose(text: str) -> str:
    r"""Words for LaTeX's text mode, mathematical signs and Greek letters in math.

    >>> prose("5% of λ → 0")
    '5\\% of $\\lambda$ $\\rightarrow$ 0'
    """
    return "".join(_character(character) for character in text)


def _character(character: str) -> str:
    if character in _SIGNS:
        return f"${_SIGNS[character]}$"
    latin = character < "\u0180" or character in "–—‘’“”…•"
    if latin or (unicodedata.category(character)[0] == "L" and not _plain(character)):
        return escape_latex(character)
    return escape_latex(_plain(character)) or "?"


def _plain(character: str) -> str:
    """The ASCII that stands for a character, such as 1 for a subscript 1, if there is any."""
    plain = unicodedata.normalize("NFKD", character)
    return plain.encode("ascii", "ignore").decode()


def _drawn(block: Block, files: Iterator[str]) -> str:
    """A figure from the next file, its caption beneath; nothing for other blocks or no file."""
    if not isinstance(block, Figure) or (file := next(files, None)) is None:
        return ""
    image = rf"\includegraphics[width=0.8\linewidth]{{{file}}}"
    return f"\\begin{{center}}\n{image}\n\n{prose(block.caption)}\n\\end{{center}}"


def _block(block: Block, language: str) -> str:
    match block:
        case Heading(text, level):
            command = "subsection" if level == 2 else "subsubsection"
            return rf"\{command}*{{{prose(text)}}}"
        case Paragraph(inline):
            return _inline(inline)
        case Equation(formula):
            lines = displayed(formula, language)
            return "\n".join(_display(math(line), typeset_width(line)) for line in lines)
        case Aligned(lines):
            fitting = continued(lines, LINE_WIDTH, typeset_width)
            width = max(typeset_width(left) + typeset_width(right) for left, right in fitting)
            return _display(aligned(block), width)
        case Table():
            return _table(block)
        case Figure(_, caption):
            return rf"\emph{{[{translated('Figure', language)}: {prose(caption)}]}}"
        case NewPage():
            return r"\newpage"
    raise TypeError(f"a {type(block).__name__} is no block of a page")


def _display(body: str, width: float) -> str:
    size = _size(width)
    equation = f"\\[\n{body}\n\\]"
    return f"{{{size}\n{equation}\n}}" if size else equation


def _size(width: float) -> str:
    """The command for the size in which so many digits fit on a line; none for the usual one."""
    return next((size for limit, size in _SIZES if width > limit), "")


def _inline(parts: Sequence[Inline]) -> str:
    return "".join(prose(p) if isinstance(p, str) else f"${math(p)}$" for p in parts)


def _table(table: Table) -> str:
    rows = [" & ".join(_inline([cell]) for cell in row) for row in (table.header, *table.rows)]
    header, *body = [rf"{row} \\" for row in rows]
    columns = "".join(side[0] for side in table.alignment)
    inside = "\n".join([r"\hline", header, r"\hline", *body, r"\hline"])
    cells = zip(table.header, *table.rows, strict=True)
    size = _size(sum(max(map(_cell_width, column)) + 2 for column in cells))
    return (
        f"{{{size}\\renewcommand{{\\arraystretch}}{{1.3}}\n"
        f"\\begin{{tabular}}{{{columns}}}\n{inside}\n\\end{{tabular}}}}"
    )


def _cell_width(cell: Inline) -> float:
    return len(cell) if isinstance(cell, str) else typeset_width(cell)
