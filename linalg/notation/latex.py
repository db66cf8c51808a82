r"""Formulas as LaTeX math that needs amsmath alone, and that MathJax and KaTeX read too.

Only letters follow a backslash (and ``\\`` between rows): Markdown would eat ``\,`` and ``\{``.
LaTeX carries no colour, which would need one more package; a pivot is boxed.
"""

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
from linalg.notation.prose import escape_latex, printable
from linalg.notation.roles import BOXED
from linalg.notation.symbols import AREA_FUNCTIONS, FUNCTIONS, GREEK_NAMES, OPERATORS

_FENCES = {
    "()": ("(", ")"),
    "[]": ("[", "]"),
    "||": (r"\lvert", r"\rvert"),
    "‖‖": (r"\lVert", r"\rVert"),
}
_NUMBERS = {"∞": r"\infty", "nan": r"\mathrm{nan}"}
_BMATRIX_COLUMNS = 10  # amsmath's MaxMatrixCols


def to_latex(part: object) -> str:
    r"""One part or formula as LaTeX math, without dollar signs.

    >>> from fractions import Fraction
    >>> to_latex(Fraction(-3, 2))
    '-\\frac{3}{2}'
    >>> to_latex(("P", "A", "=", [[1, 2], [3, 4]]))
    'P A = \\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}'
    """
    return _write(formula(part))


def _write(node: Formula) -> str:
    match node:
        case Number(digits, exponent):
            mantissa = _NUMBERS.get(digits, digits)
            return mantissa if exponent is None else rf"{mantissa} \times 10^{{{exponent}}}"
        case Identifier(name):
            return _identifier(name)
        case Operator(sign):
            return OPERATORS[sign].latex
        case Words(text):
            return rf"\text{{{escape_latex(text)}}}"
        case Row(items):
            return _join(items)
        case Over(numerator, denominator):
            return rf"\frac{{{_write(numerator)}}}{{{_write(denominator)}}}"
        case Script(base, sub, sup):
            scripts = (f"_{{{_write(sub)}}}" if sub else "") + (
                f"^{{{_write(sup)}}}" if sup else ""
            )
            return f"{_write(base)}{scripts}"
        case Power(base, exponent):
            return f"{_write(base)}^{{{_write(exponent)}}}"
        case Accented(base, mark):
            return rf"\{mark}{{{_write(base)}}}"
        case Root(radicand, index):
            degree = "" if index == 2 else f"[{index}]"
            return rf"\sqrt{degree}{{{_write(radicand)}}}"
        case Fenced(body, fence):
            left, right = _FENCES[fence]
            return rf"\left{left} {_write(body)} \right{right}"
        case Call():
            return _call(node)
        case Marked(body, role):
            return _boxed(_write(body)) if role in BOXED else _write(body)
        case Brackets():
            return _matrix(node)
    raise AssertionError(node)


def _identifier(name: str) -> str:
    match spelled(name):
        case Identifier(letter) if letter in GREEK_NAMES:
            return rf"\{GREEK_NAMES[letter]}"
        case Identifier(letter):
            return letter if len(letter) == 1 and letter.isascii() else rf"\mathrm{{{letter}}}"
        case other:
            return _write(other)


def _join(items: tuple[Formula, ...]) -> str:
    """The items of a row with blanks between them, but none after a leading minus sign."""
    written = [text for text in map(_write, items) if text]
    if items[:1] == (Operator("−"),):
        written[:2] = ["".join(written[:2])]
    return " ".join(written)


def _call(call: Call) -> str:
    arguments = ", ".join(map(_write, call.arguments))
    match call:
        case Call("exp", (Number("1", None),), None):
            return "e"
        case Call("exp", _, None):
            return f"e^{{{arguments}}}"
        case Call("abs", (argument,), None):
            return _write(Fenced(argument, "||"))
    known = FUNCTIONS.get(call.function)
    spelling = AREA_FUNCTIONS.get(call.function, call.function)
    name = rf"\{known}" if known else _operator_name(spelling)
    base = f"_{{{_write(call.base)}}}" if call.base else ""
    exponent = f"^{{{_write(call.exponent)}}}" if call.exponent else ""
    return rf"{name}{base}{exponent}\left( {arguments} \right)"


def _operator_name(name: str) -> str:
    return rf"\operatorname{{{escape_latex(printable(name))}}}"


def _matrix(matrix: Brackets) -> str:
    rows = [" & ".join(map(_write, row)) for row in matrix.rows]
    if not rows:
        return r"\left[ \phantom{0} \right]"
    columns = len(matrix.rows[0])
    newline = r" \\[3pt] " if any(r"\frac" in row for row in rows) else r" \\ "
    body = newline.join(rows)
    if matrix.bar is None and columns <= _BMATRIX_COLUMNS:
        kind = "bmatrix" if matrix.fence == "[]" else "vmatrix"
        written = rf"\begin{{{kind}}} {body} \end{{{kind}}}"
    else:
        bar = matrix.bar or columns
        preamble = "c" * bar + "|" * (matrix.bar is not None) + "c" * (columns - bar)
        left, right = _FENCES[matrix.fence]
        array = rf"\begin{{array}}{{{preamble}}} {body} \end{{array}}"
        written = rf"\left{left}{array}\right{right}"
    if matrix.beside is None:
        return written
    remarks = newline.join(
        f"{_write(remark) if remark else '{}'} {_strut(row)}".strip()
        for row, remark in zip(rows, matrix.beside, strict=True)
    )
    return rf"{written} \quad \begin{{array}}{{l}} {remarks} \end{{array}}"


def _boxed(body: str) -> str:
    # amsmath's box would set a fraction at full size.
    size = r"\textstyle " if r"\frac" in body else ""
    return rf"\boxed{{{size}{body}}}"


def _strut(row: str) -> str:
    """Something unseen as high as a row, so that a remark is level with what it stands beside."""
    tallest = r"\frac{1}{1}" if r"\frac" in row else "1"
    return rf"\phantom{{{_boxed(tallest)}}}" if r"\boxed" in row else rf"\phantom{{{tallest}}}"
