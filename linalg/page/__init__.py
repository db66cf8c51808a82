"""Pages of notes: what they hold, and a writer for each target.

>>> import sympy
>>> page = Page(
...     "A step of elimination",
...     [
...         Paragraph("The multiplier is ", ("l_21", "=", 3), "; row 1 times 3 leaves row 2."),
...         Equation(
...             brackets(
...                 [[1, 2, 2], [3, 8, 12]],
...                 bar=2,
...                 marks={(0, 0): "pivot"},
...                 beside={1: ("R_2", "<-", "R_2", "-", 3, "R_1")},
...             )
...         ),
...         Aligned(("y", "=", over(6, 2), "=", 3), ("x", "=", 2, "-", 2, "*", 3, "=", -4)),
...     ],
... )
>>> print(to_text(page))
A step of elimination
=====================
<BLANKLINE>
The multiplier is l₂₁ = 3; row 1 times 3 leaves row 2.
<BLANKLINE>
    ⎡(1)  2 │  2⎤
    ⎣ 3   8 │ 12⎦   R₂ ← R₂ - 3 R₁
<BLANKLINE>
    y = 6/2 = 3
    x = 2 - 2 · 3 = -4
<BLANKLINE>
"""

from linalg.notation import (
    brackets,
    determinant_bars,
    fenced,
    marked,
    over,
    point,
    power,
    quotient,
    spelled,
    symbol,
    words,
)
from linalg.page.html import to_html
from linalg.page.latex import to_latex
from linalg.page.markdown import to_markdown
from linalg.page.model import (
    Aligned,
    Block,
    Equation,
    Figure,
    Heading,
    NewPage,
    Page,
    Paragraph,
    Table,
)
from linalg.page.text import text_lines, to_text
from linalg.page.typst import to_typst
from linalg.page.verdicts import verdict

__all__ = [
    "Aligned",
    "Block",
    "Equation",
    "Figure",
    "Heading",
    "NewPage",
    "Page",
    "Paragraph",
    "Table",
    "brackets",
    "determinant_bars",
    "fenced",
    "marked",
    "over",
    "point",
    "power",
    "quotient",
    "spelled",
    "symbol",
    "text_lines",
    "to_html",
    "to_latex",
    "to_markdown",
    "to_text",
    "to_typst",
    "verdict",
    "words",
]
