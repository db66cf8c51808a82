"""The width of a formula once it is typeset, estimated in digits of its own size."""

from __future__ import annotations

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
from linalg.notation.symbols import RELATIONS

_SMALLER = 0.75  # of scripts and of fractions within a line
_COLUMN_GAP = 2.0


def typeset_width(node: Formula, *, small: bool = False) -> float:
    """The width of a formula; a fraction is as wide as the wider of its halves.

    `small` says that fractions are set in their smaller size, as in a matrix or another fraction.

    >>> from linalg.notation import formula
    >>> typeset_width(formula([[1, 2], [3, 40]]))
    7.2
    """

    def width(part: Formula) -> float:
        return typeset_width(part, small=small)

    def small_width(part: Formula) -> float:
        return typeset_width(part, small=True)

    match node:
        case Number(digits, exponent):
            return len(digits) + (0 if exponent is None else 4)
        case Identifier(name):
            typeset = spelled(name)
            return len(name) if typeset == node else width(typeset)
        case Operator(sign):
            return 3.0 if sign in RELATIONS else 2.0 if sign.strip(",\u2062") else 0.5
        case Words(text):
            return len(text)
        case Row(items):
            return sum(map(width, items))
        case Over(numerator, denominator):
            halves = max(small_width(numerator), small_width(denominator))
            return _SMALLER * halves if small else halves
        case Script(base, sub, sup):
            return width(base) + _SMALLER * max(small_width(s) for s in (sub, sup) if s)
        case Power(base, exponent):
            return width(base) + _SMALLER * small_width(exponent)
        case Accented(body) | Marked(body):
            return width(body)
        case Root(body) | Fenced(body):
            return width(body) + 1.5
        case Call(function, arguments, _, base):
            named = len(function) + (_SMALLER * small_width(base) if base else 0)
            return named + 1.5 + sum(map(width, arguments))
        case Brackets(rows, beside=beside):
            columns = [max(map(small_width, column)) for column in zip(*rows, strict=True)]
            remarks = [small_width(remark) + 4 for remark in beside or () if remark]
            return sum(columns) + _COLUMN_GAP * len(columns) + 0.2 + max(remarks, default=0)
    raise AssertionError(node)
