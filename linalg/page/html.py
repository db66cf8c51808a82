"""A page as HTML: nothing to fetch, formulas as MathML, which browsers typeset themselves."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence

from linalg.notation import to_mathml
from linalg.notation.elements import Role
from linalg.notation.mathml import presentation
from linalg.notation.prose import escape_html
from linalg.notation.roles import BOXED, ON_DARK, ON_PAPER, UNDERLINED
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
_HUE = 60  # per cent of a role's own colour: with the rest of the text's, it reads in any theme
_MIXED: dict[Role, str] = {
    role: f"color-mix(in srgb, {colour} {_HUE}%, currentColor)"
    for role, colour in ON_PAPER.items()
    if role != "target"  # which is the colour of the text
}
_DOCUMENT = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ margin: 2.5rem auto; max-width: 46rem; padding: 0 1.5rem; line-height: 1.5;
  font-family: "New Computer Modern", "Latin Modern Roman", "STIX Two Text", Georgia, serif;
  color: #1B1E24; background: #FBFAF7; }}
@media (prefers-color-scheme: dark) {{ body {{ color: #ECEDEE; background: #111318; }} }}
@media print {{ body {{ margin: 0; max-width: none; background: none; }} }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def to_html(page: Page, *, standalone: bool = True) -> str:
    """Return the page as an HTML document, or as a fragment for a notebook.

    A document has colours for light and for dark, as the reader's system asks. In a fragment they
    are mixed with the colour of the text around it, so that they suit any theme of a notebook.
    """
    written = (_block(block, page.language) for block in page.blocks)
    blocks = [f"<h1>{escape_html(page.title)}</h1>", *written]
    body = f'<div class="page-of-notes">\n{_style(standalone)}\n' + "\n".join(blocks) + "\n</div>"
    title = escape_html(page.title)
    return _DOCUMENT.format(title=title, body=body, language=page.language) if standalone else body


def _style(standalone: bool) -> str:
    """The style sheet of a page, confined to it."""
    rules = [
        "h1 { font-size: 1.6em; }",
        "h2 { font-size: 1.25em; }",
        "h3 { font-size: 1.05em; }",
        ".equation { margin: 0 0 0 1.5em; overflow-x: auto; break-inside: avoid; }",
        ".equation math { width: max-content; margin: 0.4em 0; }",
        "mtable.matrix mtd { padding: 0.25em 0.5em; }",
        "mtable.matrix mtd.bar { border-left: 1px solid; }",
        "mtable.beside { margin-left: 1em; }",
        "mtable.beside mtd { padding: 0.25em 0; text-align: left; text-align: -webkit-left; }",
        "mtable.aligned mtd { padding: 0.2em 0; text-align: left; }",
        "mtable.aligned mtd:first-child { text-align: right; text-align: -webkit-right; }",
        ".table { overflow-x: auto; }",
        "table { border-collapse: collapse; }",
        "th, td { padding: 0.25em 0.9em; border-bottom: 1px solid #8886; }",
        ".left { text-align: left; }",
        ".right { text-align: right; }",
        "hr.new-page { break-after: page; border: 0; border-top: 1px solid #8886; margin: 2em 0; }",
        "img { max-width: 100%; background: white; }",
        *(
            f".{_class(role)} {{ border: 1.5px solid; border-radius: 3px; padding: 0.1em 0.2em; }}"
            for role in BOXED
        ),
        *(f".{_class(role)} {{ border-bottom: 1.5px solid; }}" for role in UNDERLINED),
    ]
    if not standalone:
        return f"<style>{_confined([*rules, *_colours(_MIXED)])}</style>"
    own, dark = _confined([*rules, *_colours(ON_PAPER)]), _confined(_colours(ON_DARK))
    return f"<style>{own} @media (prefers-color-scheme: dark) {{ {dark} }}</style>"


def _confined(rules: Sequence[str]) -> str:
    return " ".join(f".page-of-notes {rule}" for rule in rules)


def _colours(of_roles: Mapping[Role, str]) -> list[str]:
    return [f".{_class(role)} {{ color: {colour}; }}" for role, colour in of_roles.items()]


def _class(role: str) -> str:
    return role.replace(" ", "-")


def _block(block: Block, language: str) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level}>{escape_html(text)}</h{level}>"
        case Paragraph(inline):
            return f"<p>{_inline(inline)}</p>"
        case Equation(formula):
            lines = broken(formula, LINE_WIDTH, typeset_width, language)
            written = "".join(to_mathml(line, display=True) for line in lines)
            return f'<div class="equation">{written}</div>'
        case Aligned():
            return f'<div class="equation">{_aligned(block)}</div>'
        case Table(header, rows):
            head = _cells("th", header, block.alignment)
            body = "".join(f"<tr>{_cells('td', row, block.alignment)}</tr>" for row in rows)
            table = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
            return f'<div class="table"><table>{table}</table></div>'
        case Figure(_, caption):
            data = base64.b64encode(svg(block, language).encode()).decode()
            image = f'<img alt="{escape_html(caption)}" src="data:image/svg+xml;base64,{data}">'
            return f"<figure>{image}<figcaption>{escape_html(caption)}</figcaption></figure>"
        case NewPage():
            return '<hr class="new-page">'
    raise TypeError(f"a {type(block).__name__} is no block of a page")


def _inline(parts: Sequence[Inline]) -> str:
    return "".join(escape_html(p) if isinstance(p, str) else to_mathml(p) for p in parts)


def _cells(tag: str, cells: Sequence[Inline], alignment: Sequence[str]) -> str:
    return "".join(
        f'<{tag} class="{side}">{_inline([cell])}</{tag}>'
        for cell, side in zip(cells, alignment, strict=True)
    )


def _aligned(block: Aligned) -> str:
    rows = "".join(
        f"<mtr><mtd>{presentation(left)}</mtd><mtd>{presentation(right)}</mtd></mtr>"
        for left, right in continued(block.lines, LINE_WIDTH, typeset_width)
    )
    return (
        f'<math display="block"><mtable class="aligned" displaystyle="true">{rows}</mtable></math>'
    )
