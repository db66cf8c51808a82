"""A graph written as the formula that it computes, in the order in which it was typed.

SymPy would write (x + y) z as z (x + y); a lecture that draws the graph of a formula shows both.
"""

from __future__ import annotations

from collections.abc import Sequence

from linalg.notation import Formula, fenced, formula, over, power, spelled
from linalg.notation.elements import Call, Number, Root, Row
from linalg.notation.expressions import is_sum
from optviz.network.graph.folding import is_number
from optviz.network.graph.graph import Node

__all__ = ["formula_of"]

_NAMES = {"sigmoid": "σ", "relu": "ReLU"}


def formula_of(nodes: Sequence[Node]) -> Formula:
    """Return the formula of the last node of a scalar graph.

    Examples
    --------
    >>> from linalg.notation import to_text
    >>> from optviz.network.graph.expressions import read_graph
    >>> values = {"x": -2, "y": 5, "z": -4}
    >>> for text in ("(x + y)*z", "1/(1 + exp(-(x*y + z)))", "-(x - 2)^2", "max(x, 0)*3"):
    ...     print(to_text(formula_of(read_graph(text, values).tape)))
    (x + y)z
    1/(1 + exp(-(xy + z)))
    -(x - 2)²
    max(x, 0) · 3
    """
    written: list[Formula] = []
    for node in nodes:
        written.append(_written(node, [written[place] for place in node.inputs]))
    return written[-1]


def _written(node: Node, inputs: list[Formula]) -> Formula:
    match node.name, inputs:
        case _, []:
            return _leaf(node)
        case "+", [one, other]:
            return formula((one, "+", other))
        case "-", [one, other]:
            return formula((one, "-", fenced(other) if is_sum(other) else other))
        case "negate", [one]:
            return formula(("-", fenced(one) if is_sum(one) else one))
        case "*", [one, other]:
            again = other in (one, *(one.items if isinstance(one, Row) else ()))
            return formula((one, "·", other) if again else (one, other))  # x · x, not xx
        case "/", [one, other]:
            return over(one, other)
        case "**", [one, other]:
            return _power(one, other)
        case "sqrt", [one]:
            return Root(one)
        case "sigmoid" | "relu", [one]:
            return Call(_NAMES[node.name], (one,))
    return Call(node.name, tuple(inputs))


def _leaf(node: Node) -> Formula:
    if not is_number(node):
        return spelled(node.name)
    digits = node.name.removeprefix("-")
    mantissa, _, exponent = digits.partition("e")
    number = Number(mantissa, int(exponent) if exponent else None)
    return formula(("-", number)) if node.name.startswith("-") else number


def _power(base: Formula, exponent: Formula) -> Formula:
    plain = type(base).__name__ in ("Identifier", "Number", "Script")
    return power(base if plain else fenced(base), exponent)
