"""The reading of formulas in words, in English; another language says some parts otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

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
from linalg.notation.symbols import GREEK_NAMES, INVISIBLE_TIMES, JUXTAPOSED

_SILENT = {JUXTAPOSED, INVISIBLE_TIMES}


class English:
    """The voice that reads each kind of part.

    Examples
    --------
    >>> from linalg.notation import formula, over
    >>> English().read(formula(("x_1", "=", over(3, 2))))
    'x sub 1 equals 3 over 2'
    """

    signs: Mapping[str, str] = {
        "=": "equals",
        "≠": "is not equal to",
        "≈": "is approximately",
        "<": "is less than",
        ">": "is greater than",
        "≤": "is at most",
        "≥": "is at least",
        "∈": "is in",
        "⊥": "is orthogonal to",
        "∝": "is proportional to",
        "+": "plus",
        "−": "minus",
        "±": "plus or minus",
        "·": "times",
        "×": "by",
        "⊙": "times entry by entry",
        "/": "over",
        "÷": "divided by",
        ",": ",",
        "…": "and so on",
        "∑": "the sum of",
        "∇": "the gradient of",
        "∂": "partial",
        "det": "the determinant of",
        "←": "becomes",
        "→": "goes to",
        "↔": "changes places with",
        "⟹": "implies",
        "⟺": "exactly if",
    }
    superscripts: Mapping[str, str] = {
        "T": "transpose",
        "−1": "inverse",
        "2": "squared",
        "3": "cubed",
    }
    accents: Mapping[str, str] = {"hat": "hat", "bar": "bar", "tilde": "tilde", "vec": "vector"}
    minus = "minus"

    def read(self, node: Formula) -> str:
        """Return a formula in words."""
        match node:
            case Number(digits, None):
                return digits
            case Number(digits, int(exponent)):
                return self.scientific(digits, self.signed(exponent))
            case Identifier(name):
                known = spelled(name)
                return self.letter(name) if known == node else self.read(known)
            case Operator(sign):
                return self.signs.get(sign, sign)
            case Words(text):
                return text.strip()
            case Row(items):
                return self.row(items)
            case Over(numerator, denominator):
                return self.fraction(
                    self.read(numerator),
                    self.read(denominator),
                    simple=_is_one(numerator) and _is_one(denominator),
                )
            case Script(base, sub, sup):
                said = self.read(base)
                said = said if sub is None else self.subscript(said, self.read(sub))
                return said if sup is None else self.superscript(said, self.read(sup))
            case Power(base, exponent):
                return self.superscript(self.read(base), self.read(exponent))
            case Accented(body, mark):
                return f"{self.read(body)} {self.accents[mark]}"
            case Root(radicand, index):
                return self.root(self.read(radicand), index, simple=_is_one(radicand))
            case Fenced(body, fence):
                return self.fenced(self.read(body), fence)
            case Call("abs", (argument,), None):
                return self.fenced(self.read(argument), "||")
            case Call("exp", (argument,), None):
                return self.superscript("e", self.read(argument))
            case Call(function, arguments, exponent, base):
                name = function if base is None else self.subscript(function, self.read(base))
                name = name if exponent is None else self.superscript(name, self.read(exponent))
                return self.call(name, ", ".join(map(self.read, arguments)))
            case Marked(body):
                return self.read(body)
            case Brackets():
                return self.matrix(node)
        raise AssertionError(node)

    def row(self, items: Sequence[Formula]) -> str:
        """Say parts side by side."""
        return self.side_by_side(items)

    def side_by_side(self, items: Iterable[Formula]) -> str:
        """Join the words of parts, a comma close to what is before it, silent products left out."""
        spoken = (
            self.read(item)
            for item in items
            if not (isinstance(item, Operator) and item.sign in _SILENT)
        )
        return " ".join(filter(None, spoken)).replace(" ,", ",")

    def letter(self, name: str) -> str:
        """Say a letter; a capital one as it is written."""
        return GREEK_NAMES.get(name, name)

    def signed(self, number: int) -> str:
        """Say a whole number with its sign."""
        return f"{self.minus} {-number}" if number < 0 else str(number)

    def scientific(self, digits: str, exponent: str) -> str:
        """Say a number times a power of ten."""
        return f"{digits} times 10 to the power {exponent}"

    def fraction(self, above: str, below: str, *, simple: bool) -> str:
        """Say a fraction; `simple` if both halves are single numbers or letters."""
        return f"{above} over {below}" if simple else f"the fraction {above}, over {below}, end"

    def subscript(self, base: str, script: str) -> str:
        """Say a base with its subscript."""
        return f"{base} sub {script}"

    def superscript(self, base: str, script: str) -> str:
        """Say a base with its superscript."""
        known = self.superscripts.get(script.replace(f"{self.minus} ", "−"))
        return f"{base} {known or f'to the power {script}'}"

    def root(self, body: str, index: int, *, simple: bool) -> str:
        """Say a root."""
        kind = {2: "square root", 3: "cube root"}.get(index, f"root of order {index}")
        return f"the {kind} of {body}" + ("" if simple else ", end of root")

    def fenced(self, body: str, fence: str) -> str:
        """Say what stands between parentheses, brackets or bars."""
        match fence:
            case "||":
                return f"the absolute value of {body}, end"
            case "‖‖":
                return f"the norm of {body}, end"
            case "[]":
                return f"open bracket {body} close bracket"
        return f"open parenthesis {body} close parenthesis"

    def call(self, function: str, arguments: str) -> str:
        """Say a function of its arguments."""
        return f"{function} of {arguments}, end"

    def matrix(self, matrix: Brackets) -> str:
        """Say a matrix row by row, with its bar and the remarks beside its rows."""
        rows, columns = len(matrix.rows), len(matrix.rows[0]) if matrix.rows else 0
        kind = "the determinant of the" if matrix.fence == "||" else "the"
        bar = "" if matrix.bar is None else f" with a bar after column {matrix.bar}"
        entries = (", ".join(map(self.read, row)) for row in matrix.rows)
        said = "; ".join(f"row {i}: {row}" for i, row in enumerate(entries, start=1))
        beside = "".join(
            f", beside row {i}: {self.read(remark)}"
            for i, remark in enumerate(matrix.beside or (), start=1)
            if remark is not None
        )
        return f", {kind} {rows} by {columns} matrix{bar}, {said}, end of matrix{beside},"


def _is_one(node: Formula) -> bool:
    """Tell a single number or symbol, after which nothing need say where it ends."""
    return isinstance(node, Number | Identifier | Script)
