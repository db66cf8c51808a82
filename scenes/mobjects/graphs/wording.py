"""The names and numbers that are written in a graph, and how wide they are, in ems."""

from __future__ import annotations

from functools import cache

from linalg.notation import Formula, formula, power, spelled, symbol, to_typst, words
from linalg.notation.elements import Number
from linalg.notation.symbols import GREEK
from optviz.network.graph.folding import DrawnNode
from scenes.mobjects.written import Written, read_back
from scenes.typesetting.typeset import mathematics, typeset

__all__ = [
    "CHANGES",
    "NUMBERS",
    "as_written",
    "label_of",
    "number",
    "number_width",
    "width_of",
]

NUMBERS = Written(places=None, least=1e-3, most=1e6, mantissa=1, trimmed=True)
"""Values and gradients: three digits, or fewer where nothing is lost."""
CHANGES = NUMBERS._replace(signed=True)
"""What a nudge has changed by."""

_WIDE = {"⁻": 0.5, "−": 0.778, "+": 0.778, "×": 0.778, ".": 0.278, "∞": 1.0}
_RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_DIGIT, _RAISED_DIGIT = 0.5, 0.4
_SIGNS: dict[str, object] = {"+": "+", "-": "-", "negate": "-", "*": "×", "/": "÷"}
_NAMES = {"sigmoid": "σ", "relu": "ReLU", "sqrt": "√", "abs": "|·|", "**": "^"}
_IN = "·"  # stands for what comes in


def number_width(text: str) -> float:
    """Return the width of a number, as a live number sets it.

    Examples
    --------
    >>> number_width("−0.25"), number_width("7")
    (2.556, 0.5)
    """
    return round(
        sum(_RAISED_DIGIT if c in _RAISED else _WIDE.get(c, _DIGIT) for c in text),
        6,
    )


def width_of(part: Formula) -> float:
    """Return the width of a formula as it is typeset."""
    return _typeset_width(to_typst(part))


@cache
def _typeset_width(markup: str) -> float:
    (ink,) = typeset(mathematics(markup))
    return float(ink.width)


def label_of(node: DrawnNode) -> Formula:
    """Return what is written in the box of a node, or in place of a leaf.

    Examples
    --------
    >>> from linalg.notation import to_text
    >>> to_text(label_of(DrawnNode("*", (0,), (1,), before="2"))).strip()
    '× 2'
    """
    if not node.inputs:
        return _constant(node.name) if node.name[:1] in "-.0123456789" else spelled(node.name)
    if node.name == "**" and node.after is not None:
        return power(words(f"({_IN})"), _constant(node.after))
    if node.name == "**" and node.before is not None:
        return power(_constant(node.before), words(f"({_IN})"))
    if node.name == "/" and node.before is not None:
        return words(f"{_typed(node.before)}/{_IN}")
    if node.name == "/" and node.after is not None:
        return words(f"{_IN}/{_typed(node.after)}")
    if node.name == "-" and node.before is not None:
        return formula((_constant(node.before), "-", words(_IN)))
    sign = _SIGNS.get(node.name) or words(_NAMES.get(node.name, node.name))
    taken = node.after if node.before is None else node.before  # as they commute
    return formula(sign) if taken is None else formula((sign, _constant(taken)))


def _constant(name: str) -> Formula:
    if name[:1].isalpha():
        return symbol(name)
    return words(_typed(name))


def _typed(name: str) -> str:
    return GREEK.get(name, name).replace("-", "−")


def number(value: float) -> Formula:
    """Return a number as it is written in the graph, as a part of a formula.

    Examples
    --------
    >>> from linalg.notation import to_text
    >>> to_text(number(-0.25)), to_text(number(1 / 3))
    ('-0.25', '0.333')
    """
    return _read(NUMBERS.of(value))


def _read(text: str) -> Formula:
    mantissa, _, exponent = text.removeprefix("−").partition("×10")
    power_of_ten = int(exponent.translate(_LOW)) if exponent else None
    size = Number(mantissa, power_of_ten)
    return formula(("-", size)) if text.startswith("−") else size


def as_written(value: float) -> float:
    """Return the number that is read where a number is written.

    Examples
    --------
    >>> as_written(1 / 3), as_written(-0.25)
    (0.333, -0.25)
    """
    return read_back(NUMBERS.of(value))


_LOW = {ord(raised): low for raised, low in zip("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789", strict=True)}
