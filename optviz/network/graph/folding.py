"""A graph as it is drawn: a typed number is no node, but belongs to the one that takes it.

So x² + 1 is a square and a "+ 1", as a lecture draws them, not four nodes and two numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from linalg.reading.lexing.names import CONSTANTS
from optviz.network.graph.graph import Node

__all__ = ["DrawnNode", "folded", "is_constant", "is_number"]

_TAKE_NUMBERS = ("+", "-", "*", "/", "**")
_DIGITS = frozenset("-.0123456789")


class DrawnNode(NamedTuple):
    """A node, with the typed number that it takes, if any, in place of an input.

    Attributes
    ----------
    name : str
        Of the leaf, or of the operation.
    inputs : tuple of int
        The places on the tape of the nodes that are drawn as its inputs.
    slots : tuple of int
        Which of the operation's inputs each is, from 0.
    before, after : str or None
        The number that stands before or after what comes in: 1 in 1/x, 2 in x − 2.
    """

    name: str
    inputs: tuple[int, ...]
    slots: tuple[int, ...]
    before: str | None = None
    after: str | None = None


def is_number(node: Node) -> bool:
    """Tell whether a node is a number that was typed: it is named by its digits."""
    return node.operation is None and node.name[:1] in _DIGITS and np.ndim(node.value) == 0


def is_constant(node: Node) -> bool:
    """Tell whether a node is a typed number, or one with a name of its own, such as π."""
    return is_number(node) or (node.operation is None and node.name in CONSTANTS)


def folded(nodes: Sequence[Node]) -> dict[int, DrawnNode]:
    """Return what is drawn of a graph, by places on the tape, in their order.

    A leaf that no node takes is left out.

    Parameters
    ----------
    nodes : sequence of Node
        Those of a tape, the output last.

    Examples
    --------
    >>> from optviz.network.graph.scalars import variables
    >>> (x,) = variables(x=3)
    >>> for place, node in folded((1 / (x**2 + 1)).tape).items():
    ...     print(place, node.before, node.name, node.after, node.inputs)
    0 None x None ()
    2 None ** 2 (0,)
    4 None + 1 (2,)
    6 1 / None (4,)
    """
    drawn: dict[int, DrawnNode] = {}
    waiting = [len(nodes) - 1]
    while waiting:
        place = waiting.pop()
        if place in drawn:
            continue
        drawn[place] = _drawn(nodes, place)
        waiting += drawn[place].inputs
    return dict(sorted(drawn.items()))


def _drawn(nodes: Sequence[Node], place: int) -> DrawnNode:
    name, _, inputs, *_ = nodes[place]
    if name in _TAKE_NUMBERS and len(inputs) == 2:
        first, second = inputs
        if is_constant(nodes[second]):
            return DrawnNode(name, (first,), (0,), after=nodes[second].name)
        if is_constant(nodes[first]):
            return DrawnNode(name, (second,), (1,), before=nodes[first].name)
    return DrawnNode(name, inputs, tuple(range(len(inputs))))
