"""Formulas as presentation MathML, which browsers typeset by themselves.

Only elements and attributes of MathML Core; boxes, colours and the bar of an augmented matrix are
classes that the page's style sheet draws (`linalg.page.html`).
"""

from __future__ import annotations

import html

from linalg.notation.elements import (
    Accented,
    Brackets,
    Call,
    Fenced,
    Formula,
    Identifier,
    Marked,
    Number,
    Operator,
    Over,
    Power,
    Root,
    Row,
    Script,
    Words,
)
from linalg.notation.names import spelled
from linalg.notation.parts import formula
from linalg.notation.prose import printable
from linalg.notation.symbols import AREA_FUNCTIONS, FUNCTIONS, INVISIBLE_TIMES

_ACCENTS = {"hat": "^", "bar": "¯", "tilde": "~", "vec": "→"}


def to_mathml(part: object, *, display: bool = False) -> str:
    """One part or formula as a ``<math>`` element.

    >>> from fractions import Fraction
    >>> to_mathml(Fraction(3, 2))
    '<math><mfrac><mn>3</mn><mn>2</mn></mfrac></math>'
    """
    attribute = ' display="block"' if display else ""
    return f"<math{attribute}>{presentation(formula(part))}</math>"


def presentation(node: Formula) -> str:
    """The elements of a formula, without the ``<math>`` around them."""
    match node:
        case Number(digits, None):
            return _element("mn", digits)
        case Number(digits, exponent):
            power = f"<msup><mn>10</mn><mn>{str(exponent).replace('-', '−')}</mn></msup>"
            return f"<mrow><mn>{digits}</mn><mo>×</mo>{power}</mrow>"
        case Identifier(name):
            return _identifier(name)
        case Operator(sign):
            return _element("mo", sign or INVISIBLE_TIMES)
        case Words(text):
            return _element("mtext", text.replace(" ", "\u00a0"))
        case Row(items):
            return f"<mrow>{''.join(map(presentation, items))}</mrow>"
        case Over(numerator, denominator):
            return f"<mfrac>{presentation(numerator)}{presentation(denominator)}</mfrac>"
        case Script(base, sub, sup):
            tag = {(True, False): "msub", (False, True): "msup"}.get(
                (bool(sub), bool(sup)), "msubsup"
            )
            scripts = "".join(presentation(script) for script in (sub, sup) if script)
            return f"<{tag}>{presentation(base)}{scripts}</{tag}>"
        case Power(base, exponent):
            return f"<msup>{presentation(base)}{presentation(exponent)}</msup>"
        case Accented(base, mark):
            accent = f'<mo stretchy="false">{_ACCENTS[mark]}</mo>'
            return f'<mover accent="true">{presentation(base)}{accent}</mover>'
        case Root(radicand, 2):
            return f"<msqrt>{presentation(radicand)}</msqrt>"
        case Root(radicand, index):
            return f"<mroot>{presentation(radicand)}<mn>{index}</mn></mroot>"
        case Fenced(body, fence):
            return _fenced(presentation(body), fence)
        case Call():
            return _call(node)
        case Marked(body, role):
            return f'<mrow class="{role.replace(" ", "-")}">{presentation(body)}</mrow>'
        case Brackets():
            return _matrix(node)
    raise AssertionError(node)


def _element(tag: str, text: str) -> str:
    return f"<{tag}>{html.escape(text)}</{tag}>"


def _identifier(name: str) -> str:
    match spelled(name):
        case Identifier(letters):
            return _element("mi", letters)
        case other:
            return presentation(other)


def _fenced(body: str, fence: str) -> str:
    left, right = fence[0], fence[1]
    opening = f'<mo fence="true" form="prefix" stretchy="true">{left}</mo>'
    closing = f'<mo fence="true" form="postfix" stretchy="true">{right}</mo>'
    return f"<mrow>{opening}{body}{closing}</mrow>"


def _call(call: Call) -> str:
    arguments = "<mo>,</mo>".join(map(presentation, call.arguments))
    match call:
        case Call("exp", (Number("1", None),), None):
            return "<mi>e</mi>"
        case Call("exp", _, None):
            return f"<msup><mi>e</mi><mrow>{arguments}</mrow></msup>"
        case Call("abs", (argument,), None):
            return presentation(Fenced(argument, "||"))
    spelling = (FUNCTIONS | AREA_FUNCTIONS).get(call.function, printable(call.function))
    name = _element("mi", spelling)
    if call.base:
        name = f"<msub>{name}{presentation(call.base)}</msub>"
    if call.exponent:
        name = f"<msup>{name}{presentation(call.exponent)}</msup>"
    return f"<mrow>{name}<mo>\u2061</mo>{_fenced(f'<mrow>{arguments}</mrow>', '()')}</mrow>"


def _matrix(matrix: Brackets) -> str:
    rows = [[presentation(entry) for entry in row] for row in matrix.rows]
    body = "".join(f"<mtr>{_cells(row, matrix.bar)}</mtr>" for row in rows)
    if not rows:
        return _fenced('<mspace width="0.5em"/>', "[]")
    written = _fenced(f'<mtable class="matrix">{body}</mtable>', matrix.fence)
    if matrix.beside is None:
        return written
    # A phantom of its row gives each remark the height of what it stands beside.
    remarks = "".join(
        f'<mtr><mtd><mpadded width="0"><mphantom>{"".join(row)}</mphantom></mpadded>'
        f"{presentation(remark) if remark else ''}</mtd></mtr>"
        for row, remark in zip(rows, matrix.beside, strict=True)
    )
    return f'<mrow>{written}<mtable class="beside">{remarks}</mtable></mrow>'


def _cells(row: list[str], bar: int | None) -> str:
    return "".join(
        f'<mtd class="bar">{entry}</mtd>' if bar and j == bar else f"<mtd>{entry}</mtd>"
        for j, entry in enumerate(row)
    )
