r"""Formulas as Typst math that needs no preamble and compiles wherever it is put.

Names of more than one letter, and everything that is not ASCII, are quoted strings.
"""

from collections.abc import Mapping

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
    Role,
    Root,
    Row,
    Script,
    Words,
)
from linalg.notation.names import spelled
from linalg.notation.parts import formula
from linalg.notation.prose import printable, quote_typst
from linalg.notation.roles import BOXED, ON_PAPER, UNDERLINED
from linalg.notation.symbols import AREA_FUNCTIONS, FUNCTIONS, GREEK_NAMES, OPERATORS

_FENCES = {
    "()": ("paren.l", "paren.r"),
    "[]": ("bracket.l", "bracket.r"),
    "||": ("bar.v", "bar.v"),
    "‖‖": ("bar.v.double", "bar.v.double"),
}
_ACCENTS = {"hat": "hat", "bar": "macron", "tilde": "tilde", "vec": "arrow"}
_NUMBERS = {"∞": "infinity", "nan": '"nan"'}


def to_typst(part: object, *, colours: Mapping[Role, str] | Mapping[str, str] = ON_PAPER) -> str:
    r"""One part or formula as Typst math, without dollar signs.

    `colours` gives the colour of each role, as ``#rrggbb``.

    >>> from fractions import Fraction
    >>> to_typst(Fraction(-3, 2))
    '-frac(3, 2)'
    >>> to_typst(("P", "A", "=", [[1, 2], [3, 4]]))
    'P A = lr(bracket.l thin mat(delim: #none, 1, 2; 3, 4) thin bracket.r)'
    """
    return _Writer(colours).write(formula(part))


class _Writer:
    def __init__(self, colours: Mapping[Role, str] | Mapping[str, str]) -> None:
        self.colours = colours

    def write(self, node: Formula) -> str:
        match node:
            case Number(digits, exponent):
                mantissa = _NUMBERS.get(digits, digits)
                return mantissa if exponent is None else f"{mantissa} times 10^({exponent})"
            case Identifier(name):
                return self._identifier(name)
            case Operator(sign):
                return OPERATORS[sign].typst
            case Words(text):
                return quote_typst(text)
            case Row(items):
                return self._join(items)
            case Over(numerator, denominator):
                return f"frac({self.write(numerator)}, {self.write(denominator)})"
            case Script(base, sub, sup):
                below = f"_({self.write(sub)})" if sub else ""
                above = f"^({self.write(sup)})" if sup else ""
                return f"{self.write(base)}{below}{above}"
            case Power(base, exponent):
                return f"{self.write(base)}^({self.write(exponent)})"
            case Accented(base, mark):
                return f"{_ACCENTS[mark]}({self.write(base)})"
            case Root(radicand, index):
                written = self.write(radicand)
                return f"sqrt({written})" if index == 2 else f"root({index}, {written})"
            case Fenced(body, fence):
                left, right = _FENCES[fence]
                return f"lr({left} {self.write(body)} {right})"
            case Call():
                return self._call(node)
            case Marked(body, role):
                return self._marked(self.write(body), role)
            case Brackets():
                return self._matrix(node)
        raise AssertionError(node)

    def _identifier(self, name: str) -> str:
        match spelled(name):
            case Identifier(letter) if letter in GREEK_NAMES or (
                len(letter) == 1 and letter.isascii()
            ):
                return letter
            case Identifier(word):
                return f'upright("{word}")'
            case other:
                return self.write(other)

    def _join(self, items: tuple[Formula, ...]) -> str:
        written = [text for text in map(self.write, items) if text]
        if items[:1] == (Operator("−"),):
            written[:2] = ["".join(written[:2])]
        return " ".join(written)

    def _call(self, call: Call) -> str:
        arguments = r" \, ".join(map(self.write, call.arguments))
        match call:
            case Call("exp", (Number("1", None),), None):
                return "e"
            case Call("exp", _, None):
                return f"e^({arguments})"
            case Call("abs", (argument,), None):
                return self.write(Fenced(argument, "||"))
        spelling = AREA_FUNCTIONS.get(call.function, call.function)
        name = FUNCTIONS.get(call.function, f"op({quote_typst(printable(spelling))})")
        base = f"_({self.write(call.base)})" if call.base else ""
        exponent = f"^({self.write(call.exponent)})" if call.exponent else ""
        return f"{name}{base}{exponent} lr(paren.l {arguments} paren.r)"

    def _marked(self, body: str, role: Role) -> str:
        colour = f'rgb("{self.colours[role]}")'
        if role in UNDERLINED:
            body = f"underline({body})"
        if role in BOXED:
            frame = (
                f"stroke: 0.7pt + {colour}, inset: (x: 2.5pt), outset: (y: 2.5pt), radius: 1.5pt"
            )
            # Without leading the box is as high as a fraction in it.
            body = f"#box({frame}, {{set par(leading: 0pt); ${body}$}})"
        return f"text(fill: #{colour}, {body})"

    def _matrix(self, matrix: Brackets) -> str:
        rows = [", ".join(map(self.write, row)) for row in matrix.rows]
        if not rows:
            return "lr(bracket.l quad bracket.r)"
        gaps = "row-gap: #0.7em, " if any("frac(" in row for row in rows) else ""
        bar = f"augment: #(vline: {matrix.bar}, stroke: 0.5pt), " if matrix.bar is not None else ""
        body = f"mat(delim: #none, {gaps}{bar}{'; '.join(rows)})"
        left, right = _FENCES[matrix.fence]
        written = f"lr({left} thin {body} thin {right})"
        if matrix.beside is None:
            return written
        # A hidden copy of its row gives each remark the height of what it stands beside.
        struts = [f"#box(width: 0pt, hide($mat(delim: #none, {row})$))" for row in rows]
        remarks = [self.write(remark) if remark else '""' for remark in matrix.beside]
        side = "; ".join(map(" ".join, zip(struts, remarks, strict=True)))
        return f"{written} quad mat(delim: #none, align: #left, {gaps}{side})"
