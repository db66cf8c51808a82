r"""Values and formulas in the notation of each target: text, LaTeX, Typst, MathML.

>>> import sympy
>>> alpha = sympy.Symbol("alpha")
>>> to_text(alpha**2 / 2), to_latex(alpha**2 / 2), to_typst(alpha**2 / 2)
('alpha^2/2', '\\frac{\\alpha^{2}}{2}', 'frac(α^(2), 2)')
"""

from linalg.notation.elements import Formula, Role
from linalg.notation.latex import to_latex
from linalg.notation.mathml import to_mathml
from linalg.notation.names import spelled
from linalg.notation.parts import (
    brackets,
    determinant_bars,
    fenced,
    formula,
    marked,
    over,
    point,
    power,
    quotient,
    symbol,
    words,
)
from linalg.notation.text import to_text
from linalg.notation.typst import to_typst

__all__ = [
    "Formula",
    "Role",
    "brackets",
    "determinant_bars",
    "fenced",
    "formula",
    "marked",
    "over",
    "point",
    "power",
    "quotient",
    "spelled",
    "symbol",
    "to_latex",
    "to_mathml",
    "to_text",
    "to_typst",
    "words",
]
