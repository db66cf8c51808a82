"""A page as a Typst document for A4.

It compiles by itself: no packages, no files. A formula is never broken over two pages; one wider
than the line shrinks to fit. `scenes.typesetting.handout` makes a PDF of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from linalg.language.spoken import spoken as read_aloud
from linalg.notation import Formula
from linalg.notation import to_typst as math
from linalg.notation.elements import Row
from linalg.notation.prose import escape_typst, quote_typst
from linalg.page.breaking import broken, continued
from linalg.page.drawing import svg
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

LINE_WIDTH = 130  # digits of a line beyond which a formula is broken
_PREAMBLE = """\
#set document(title: {title})
#set page(
  paper: "a4",
  margin: (x: 2.4cm, top: 2cm, bottom: 2.2cm),
  footer: context align(center, text(9pt)[#counter(page).display("1 / 1", both: true)]),
)
#set text(font: ("New Computer Modern", "NanumGothic"), size: 10.5pt, lang: "{language}")
#show math.equation: set text(font: ("New Computer Modern Math", "NanumGothic"))
#show math.equation.where(block: true): set align(left)
#set par(justify: true, leading: 0.7em, spacing: 0.95em)
#set math.mat(gap: 0.45em, column-gap: 0.9em)
#show heading: set block(above: 1.3em, below: 0.8em)
#let fit(body) = block(inset: (left: 1.5em, y: 0.2em), layout(line => {{
  let size = measure(body)
  let ratio = calc.min(1, line.width / calc.max(size.width, 1pt), 24cm / calc.max(size.height, 1pt))
  scale(ratio * 100%, origin: left + top, reflow: true, body)
}}))
#let fit-table(least: 40%, body) = block(above: 1.1em, below: 1.3em, layout(line => {{
  let ratio = calc.max(least, calc.min(100%, line.width / measure(body).width * 100%))
  set text(size: ratio * 1em)
  body
}}))
"""
_LIST_ITEM = re.compile(r" |-|\d+\.")
_MARKUP = re.compile(r"--|\.\.\.|http|[^\w ,;:()%?!.'’“”–-]|_")


def to_typst(page: Page, *, spoken: bool = False) -> str:
    """Return the page as a Typst document.

    Parameters
    ----------
    page : Page
    spoken : bool
        Give every formula an alternative text, its words in the language of the page, as PDF/UA
        asks for; the source is longer and harder to read.

    Examples
    --------
    >>> page = Page("Notes", [Equation("x", "=", 2)])
    >>> print(to_typst(page, spoken=True).splitlines()[-1])
    #fit(math.equation(block: true, alt: "x equals 2", $ x = 2 $))
    """
    write = _Writer(page.language, spoken)
    blocks = [f"= {_prose(page.title)}"]
    for block, after in zip(page.blocks, (*page.blocks[1:], None), strict=False):
        written = write.block(block)
        introduces = isinstance(block, Paragraph) and isinstance(after, Equation | Aligned | Table)
        blocks.append(f"#block(sticky: true)[{written}]" if introduces else written)
    preamble = _PREAMBLE.format(title=quote_typst(page.title), language=page.language)
    return "\n\n".join([preamble, *blocks]) + "\n"


@dataclass(frozen=True)
class _Writer:
    """Writes the blocks of a page in one language, with or without the words of its formulas."""

    language: str
    spoken: bool

    def block(self, block: Block) -> str:
        match block:
            case Heading(text, level):
                return f"{'=' * level} {_prose(text)}"
            case Paragraph(inline):
                return self.inline(inline)
            case Equation(formula):
                lines = broken(formula, LINE_WIDTH, typeset_width, self.language)
                return "\n".join(f"#fit({self.display(math(line), line)})" for line in lines)
            case Aligned(lines):
                fitting = list(continued(lines, LINE_WIDTH, typeset_width))
                body = " \\\n  ".join(f"{math(left)} &{math(right)}" for left, right in fitting)
                whole = (Row((*left.items, *right.items)) for left, right in lines)
                return f"#fit({self.display(body, *whole)})"
            case Table():
                return self.table(block)
            case Figure(_, caption):
                alt = quote_typst(caption)
                drawing = f"image(bytes({quote_typst(svg(block, self.language))}), alt: {alt})"
                return f"#figure({drawing}, caption: [{_prose(caption)}])"
            case NewPage():
                return "#pagebreak(weak: true)"
        raise TypeError(f"a {type(block).__name__} is no block of a page")

    def display(self, body: str, *formulas: Formula) -> str:
        """Write formulas, one below the other, on lines of their own."""
        if not self.spoken:
            return f"$ {body} $"
        return f"math.equation(block: true, alt: {self.words(*formulas)}, $ {body} $)"

    def words(self, *formulas: Formula) -> str:
        said = "; ".join(read_aloud(formula, self.language) for formula in formulas)
        return quote_typst(said or "-")

    def inline(self, parts: Sequence[Inline]) -> str:
        return "".join(
            _prose(part, start=i == 0) if isinstance(part, str) else self.within(part)
            for i, part in enumerate(parts)
        )

    def within(self, part: Formula) -> str:
        """Write a formula within a sentence."""
        if not self.spoken:
            return f"${math(part)}$"
        return f"#math.equation(alt: {self.words(part)}, ${math(part)}$);"

    def table(self, table: Table) -> str:
        header = " ".join(f"[*{self.inline([cell])}*]," for cell in table.header)
        rows = [" ".join(f"[{self.inline([cell])}]," for cell in row) for row in table.rows]
        # Typst takes off some of the height of a matrix within a line.
        tall = any("mat(" in row for row in rows)
        alignment = ", ".join(f"{side} + horizon" if tall else side for side in table.alignment)
        return "\n".join(
            [
                f"#fit-table(least: {85 if 'left' in table.alignment else 40}%, table(",
                f"  columns: {len(table.header)}, align: ({alignment},), stroke: none,",
                f"  inset: (x: 0.8em, y: {1 if tall else 0.6}em),",
                f"  table.hline(), table.header({header[:-1]}), table.hline(stroke: 0.5pt),",
                *(f"  {row}" for row in rows),
                "  table.hline()))",
            ]
        )


def _prose(text: str, *, start: bool = True) -> str:
    """Words as they are where none of them could be markup, else as a string expression."""
    markup = _MARKUP.search(text) or (start and _LIST_ITEM.match(text))
    return escape_typst(text) if markup else text
