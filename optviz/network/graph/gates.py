"""The characters of nodes on the way back: some pass on what arrives, some switch, some choose.

Source: CS231n, lecture 4, "patterns in backward flow".
"""

from __future__ import annotations

from enum import StrEnum

from optviz.network.graph.folding import DrawnNode
from optviz.network.graph.graph import Node

__all__ = ["Character", "character_of"]


class Character(StrEnum):
    """A node's way with the gradient that arrives.

    Attributes
    ----------
    ADD
        Passes it on to every input.
    SUBTRACT
        Passes it on, with its sign turned for what is taken away.
    MULTIPLY
        Gives each of two inputs the other's value times it.
    SCALE
        Multiplies it by a number that was typed, -1 for a sign.
    ROUTE
        Gives it to the one input that was chosen.
    TIE
        Shares it among inputs of which none is larger than the others.
    OPEN, CLOSED
        A rectifier lets it through, or stops it.
    SLOPE
        Multiplies it by the slope of its function at this place.
    BRANCH
        No node, but a value that is used more than once: adds up what comes back.
    """

    ADD = "add"
    SUBTRACT = "subtract"
    MULTIPLY = "multiply"
    SCALE = "scale"
    ROUTE = "route"
    TIE = "tie"
    OPEN = "open"
    CLOSED = "closed"
    SLOPE = "slope"
    BRANCH = "branch"


def character_of(node: Node, drawn: DrawnNode) -> Character:
    """Return the character of a scalar node where it stands.

    Examples
    --------
    >>> from optviz.network.graph.folding import folded
    >>> from optviz.network.graph.scalars import apply, variables
    >>> x, y = variables(x=2, y=2)
    >>> tape = (x * apply("max", x, y) - 3).tape
    >>> [str(character_of(tape[k], node)) for k, node in folded(tape).items() if node.inputs]
    ['tie', 'multiply', 'add']
    """
    slopes = [float(slope or 0.0) for slope in node.cache]
    match node.name:
        case "max" | "min":
            return Character.ROUTE if max(slopes) == 1 else Character.TIE
        case "relu":
            return Character.OPEN if slopes[0] else Character.CLOSED
        case "negate":
            return Character.SCALE
        case "+":
            return Character.ADD
        case "-" if len(drawn.inputs) == 2:
            return Character.SUBTRACT
        case "-":
            return Character.ADD if drawn.slots == (0,) else Character.SCALE
        case "*" if len(drawn.inputs) == 2:
            return Character.MULTIPLY
        case "*":
            return Character.SCALE
        case "/" if drawn.after is not None:
            return Character.SCALE
    return Character.SLOPE
