"""A graph computed anew with other numbers at its leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from optviz.network.graph.graph import Node
from optviz.network.graph.scalars import ScalarOperation

__all__ = ["replayed"]


def replayed(nodes: Sequence[Node], leaves: Mapping[int, float]) -> list[float]:
    """Return the value of every node of a scalar graph, with other numbers at some leaves.

    Parameters
    ----------
    nodes : sequence of Node
    leaves : mapping of int to float
        By places on the tape.

    Raises
    ------
    EdgeError
        Where a node has no value or no slope for them.

    Examples
    --------
    >>> from optviz.network.graph.scalars import variables
    >>> x, y = variables(x=3, y=-4)
    >>> replayed((x * y).tape, {0: 5.0})
    [5.0, -4.0, -20.0]
    """
    computed: list[float] = []
    for place, node in enumerate(nodes):
        if isinstance(node.operation, ScalarOperation):
            computed.append(node.operation.forward(*(computed[i] for i in node.inputs))[0])
        else:
            computed.append(float(leaves.get(place, node.value)))
    return computed
