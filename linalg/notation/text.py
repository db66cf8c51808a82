"""Formulas as plain text for a terminal: most on one line, a matrix on several, columns aligned.

Values are written so that they can be typed in again (``a^2/2 - 3*b``); symbols of a formula take
Unicode scripts (``x₁``, ``Aᵀ``). A marked pivot stands in parentheses, as it is circled by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from linalg.notation.elements import (
    Accented,
    Brackets,
    Call,
    Fence,
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
from linalg.notation.expressions import is_sum
from linalg.notation.parts import formula
from linalg.notation.prose import printable
from linalg.notation.roles import BOXED
from linalg.notation.symbols import JUXTAPOSED, OPERATORS, PREFIXES
from linalg.notation.text_box import Span, TextBox, beside, line, stack

_SUBSCRIPTS = str.maketrans("0123456789+-×aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋ₓₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_SUPERSCRIPTS = str.maketrans("0123456789+-iknT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁱᵏⁿᵀ")
_UNARY = (Operator("−"), Operator("±"))
_ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "vec": "\u20d7"}
_TALL_FENCES = {"(": "⎛⎜⎝", ")": "⎞⎟⎠", "[": "⎡⎢⎣", "]": "⎤⎥⎦", "|": "│││", "‖": "‖‖‖"}


def to_text(part: object) -> str:
    """One part or formula as plain text.

    >>> from fractions import Fraction
    >>> to_text(Fraction(-3, 2))
    '-3/2'
    >>> print(to_text(("A", "=", [[1, -2], [Fraction(1, 2), 4]])))
    A = ⎡  1  -2⎤
        ⎣1/2   4⎦
    """
    return text_box(formula(part)).text


def text_box(node: Formula) -> TextBox:
    """A formula as lines of text with the colours of its roles."""
    match node:
        case Number(digits, exponent):
            mantissa = "inf" if digits == "∞" else digits
            return line(mantissa if exponent is None else f"{mantissa}e{exponent}")
        case Identifier(name):
            return line(printable(name))
        case Operator(sign):
            return line(OPERATORS[sign].text)
        case Words(text):
            return line(text)
        case Row(items):
            return beside(*_spaced(items))
        case Over(numerator, denominator):
            above, below = text_box(numerator), text_box(denominator)
            return beside(
                _fenced(above) if is_sum(numerator) else above,
                line("/"),
                _fenced(below) if isinstance(denominator, Row | Over) else below,
            )
        case Script(base, sub, sup):
            return _scripted(text_box(base), sub, sup)
        case Power(Fenced(Call() as call), exponent):  # its own parentheses are enough here
            return beside(text_box(call), line("^"), _tight(exponent))
        case Power(base, exponent):
            return beside(text_box(base), line("^"), _tight(exponent))
        case Accented(base, mark):
            return line(text_box(base).text + _ACCENTS[mark])
        case Root(radicand, 2):
            return beside(line("sqrt"), _fenced(text_box(radicand)))
        case Root(radicand, index):
            return beside(_tight(radicand), line(f"^(1/{index})"))
        case Fenced(body, fence):
            return _fenced(text_box(body), fence)
        case Call():
            return _call(node)
        case Marked(body, role):
            return text_box(body).coloured(role)
        case Brackets():
            return _matrix(node)
    raise AssertionError(node)


def _tight(node: Formula) -> TextBox:
    """A formula in parentheses, unless it is one number, one name or fenced already."""
    atom = isinstance(node, Number | Identifier | Fenced | Call)
    return text_box(node) if atom else _fenced(text_box(node))


def _fenced(body: TextBox, fence: Fence = "()") -> TextBox:
    left, right = (_fence(sign, len(body.lines), body.level) for sign in fence)
    return beside(left, body, right)


def _fence(sign: str, height: int, level: int) -> TextBox:
    if height == 1:
        return line(sign)
    glyphs = _TALL_FENCES[sign]
    column = glyphs[0] + glyphs[1] * (height - 2) + glyphs[2]
    return TextBox(tuple((Span(glyph),) for glyph in column), level)


def _call(call: Call) -> TextBox:
    arguments = (*call.arguments, call.base) if call.base else call.arguments
    listed = [piece for a in arguments for piece in (line(", "), text_box(a))][1:]
    called = beside(line(printable(call.function)), _fenced(beside(*listed)))
    return beside(called, line("^"), _tight(call.exponent)) if call.exponent else called


def _spaced(items: tuple[Formula, ...]) -> Iterator[TextBox]:
    """The items of a row, with a blank between neighbours that would run together."""
    for i, item in enumerate(items):
        if item in _UNARY and (i == 0 or isinstance(items[i - 1], Operator)):
            yield line(OPERATORS[item.sign].text.strip())
        elif item == Operator(JUXTAPOSED):
            # Nothing follows where a line is broken before a wide matrix.
            following = items[i + 1 : i + 2]
            letters = _is_letter(items[i - 1]) and all(map(_is_letter, following))
            yield line("" if letters else " ")
        elif _is_misread(item, items[max(i - 1, 0)], items[i + 1 : i + 2]):
            yield _fenced(text_box(item))
        else:
            yield text_box(item)


def _is_misread(node: Formula, before: Formula, after: tuple[Formula, ...]) -> bool:
    """Say whether a fraction needs parentheses: 1 ÷ (1/2), and (c/a) R₁ though 1/2 R₁."""
    body = node.body if isinstance(node, Marked) else node
    if not isinstance(body, Over):
        return False
    numeric = isinstance(body.denominator, Number)
    return before == Operator("÷") or (after == (Operator(JUXTAPOSED),) and not numeric)


def _is_letter(node: Formula) -> bool:
    match node:
        case Identifier(name):
            return len(name) == 1
        case Fenced():
            return True
        case Operator(sign):
            return sign in PREFIXES
        case Script(base) | Accented(base) | Marked(base):
            return _is_letter(base)
    return False


def _scripted(base: TextBox, sub: Formula | None, sup: Formula | None) -> TextBox:
    """Scripts beside one line, or at the foot and the head of several."""
    below = _script(sub, "_", _SUBSCRIPTS)
    above = _script(sup, "^", _SUPERSCRIPTS)
    if len(base.lines) == 1:
        return beside(base, below, above)
    blank = [line("")] * (len(base.lines) - 2)
    return beside(base, stack([above, *blank, below], base.level))


def _script(node: Formula | None, sign: str, letters: dict[int, int]) -> TextBox:
    if node is None:
        return line("")
    plain = text_box(node).text.replace(" ", "")
    if all(ord(character) in letters for character in plain):
        return line(plain.translate(letters))
    return line(f"{sign}{plain}" if plain.isalnum() else f"{sign}({plain})")


def _matrix(matrix: Brackets) -> TextBox:
    if not matrix.rows:
        return line("[ ]")
    columns = [_column(entries) for entries in zip(*matrix.rows, strict=True)]
    rows = [beside(*_separated(cells, matrix.bar)) for cells in zip(*columns, strict=True)]
    above, middle = rows[: (len(rows) - 1) // 2], rows[(len(rows) - 1) // 2]
    level = sum(len(row.lines) for row in above) + middle.level
    body = stack(rows, level)
    bracketed = _fenced(body, matrix.fence)
    if matrix.beside is None:
        return bracketed
    remarks = [
        _as_high_as(row, text_box(remark) if remark else line(""))
        for row, remark in zip(rows, matrix.beside, strict=True)
    ]
    return beside(bracketed, line("   "), stack(remarks, level))


def _column(entries: tuple[Formula, ...]) -> list[TextBox]:
    """The entries of a column, right-aligned, decimal points one below the other."""
    cells = [text_box(entry) for entry in entries]
    tails = _decimals([cell.text for cell in cells])
    boxed = [isinstance(entry, Marked) and entry.role in BOXED for entry in entries]
    fences = [("(", ")") if box else ("", " " * any(boxed)) for box in boxed]
    padded = [
        beside(line(left), cell, line(right + " " * (max(tails) - tail)))
        for cell, tail, (left, right) in zip(cells, tails, fences, strict=True)
    ]
    width = max(cell.width for cell in padded)
    return [beside(line(" " * (width - cell.width)), cell) for cell in padded]


def _decimals(texts: list[str]) -> list[int]:
    """Count the characters after the place of the point, in a column of plain numbers."""
    if not all(re.fullmatch(r"-?[\d.]+(e-?\d+)?", text) for text in texts):
        return [0] * len(texts)
    return [len(text) - len(re.split("[.e]", text)[0]) for text in texts]


def _separated(cells: tuple[TextBox, ...], bar: int | None) -> Iterator[TextBox]:
    for j, cell in enumerate(cells):
        if j:
            yield line(" │ " if j == bar else "  ")
        yield cell


def _as_high_as(row: TextBox, remark: TextBox) -> TextBox:
    """A remark of one line, level with the row of a matrix it belongs to."""
    blank = TextBox(((),) * len(row.lines), row.level)
    return beside(blank, remark)
