"""A page as Markdown with math between dollar signs, for GitHub, Jupyter and pandoc."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from linalg.language import translated
from linalg.notation.latex import to_latex as math
from linalg.notation.prose import escape_markdown
from linalg.page.latex import aligned, displayed
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


def to_markdown(page: Page, *, figures: Sequence[str] = ()) -> str:
    """Return the page as Markdown.

    Parameters
    ----------
    page : Page
    figures : sequence of str
        The file of each figure, in their order; without them, a figure's caption stands for it.
    """
    files = iter(figures)
    blocks = [
        f"# {escape_markdown(page.title)}",
        *(_drawn(block, files) or _block(block, page.language) for block in page.blocks),
    ]
    return "\n\n".join(blocks) + "\n"


def _drawn(block: Block, files: Iterator[str]) -> str:
    """A figure from the next file, its caption beneath; nothing for other blocks or no file."""
    if not isinstance(block, Figure) or (file := next(files, None)) is None:
        return ""
    caption = escape_markdown(block.caption)
    return f"![{caption}]({quote(file)})\n\n*{caption}*"


def _block(block: Block, language: str) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {escape_markdown(text)}"
        case Paragraph(inline):
            return _inline(inline).strip()
        case Equation(formula):
            return "\n\n".join(f"$$\n{math(line)}\n$$" for line in displayed(formula, language))
        case Aligned():
            return f"$$\n{aligned(block)}\n$$"
        case Table(header, rows):
            rules = ["---" if side == "left" else "--:" for side in block.alignment]
            return "\n".join([_row(header), f"| {' | '.join(rules)} |", *map(_row, rows)])
        case Figure(_, caption):
            return f"*{translated('Figure', language)}: {escape_markdown(caption)}*"
        case NewPage():
            return "---"
    raise TypeError(f"a {type(block).__name__} is no block of a page")


def _row(cells: Sequence[Inline]) -> str:
    return f"| {' | '.join(_inline([cell]) for cell in cells)} |"


def _inline(parts: Sequence[Inline]) -> str:
    return "".join(escape_markdown(p) if isinstance(p, str) else f"${math(p)}$" for p in parts)
