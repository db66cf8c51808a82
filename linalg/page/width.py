"""How wide a formula is once it is typeset, estimated in digits of its own size."""

from __future__ import annotations

from linalg.notation.formula import (
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
_COLUMN_GAP = 1.8


def typeset_width(node: Formula) -> float:
    """The width of a formula; a fraction is as wide as the wider of its halves.

    >>> from linalg.notation import formula
    >>> typeset_width(formula([[1, 2], [3, 40]]))
    6.8
    """
    match node:
        case Number(digits, exponent):
            return len(digits) + (0 if exponent is None else 4)
        case Identifier(name):
            typeset = spelled(name)
            return len(name) if typeset == node else typeset_width(typeset)
        case Operator(sign):
            return 3.0 if sign in RELATIONS else 2.0 if sign.strip(",\u2062") else 0.5
        case Words(text):
            return len(text)
        case Row(items):
            return sum(map(typeset_width, items))
        case Over(numerator, denominator):
            return _SMALLER * max(typeset_width(numerator), typeset_width(denominator))
        case Script(base, sub, sup):
            scripts = [typeset_width(script) for script in (sub, sup) if script]
            return typeset_width(base) + _SMALLER * max(scripts)
        case Power(base, exponent):
            return typeset_width(base) + _SMALLER * typeset_width(exponent)
        case Accented(body) | Marked(body):
            return typeset_width(body)
        case Root(body) | Fenced(body):
            return typeset_width(body) + 1.5
        case Call(function, arguments, _):
            return len(function) + 1.5 + sum(map(typeset_width, arguments))
        case Brackets(rows, _, beside):
            columns = [max(map(typeset_width, column)) for column in zip(*rows, strict=True)]
            remarks = [typeset_width(remark) + 3 for remark in beside or () if remark]
            return sum(columns) + _COLUMN_GAP * len(columns) + 0.2 + max(remarks, default=0)
    raise AssertionError(node)
