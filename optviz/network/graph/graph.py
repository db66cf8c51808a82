"""Back-propagation: one tape, one backward pass, for scalars and for layers alike.

A computation is written on a *tape*, node by node, in the order in which it happens. A leaf node
holds something given (an input, a parameter); any other node holds an operation, the nodes that it
took as inputs, its value, and a cache: what the operation wants to remember for the way back.

Going back, the chain rule is all there is: a node takes the gradient that arrived at it
(*upstream*) and hands each of its inputs one share (*local × upstream*); where a value went along
several branches, the shares add up. Whether a node is `max` of two floats or a convolution of a
mini-batch makes no difference here: an operation answers ``backward(upstream, cache)`` with one
gradient for each of its inputs.

Nothing on the tape changes on the way back, so going back twice gives the same answer twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, Protocol

import numpy as np

from linalg.options import word
from optviz.network.graph.trees import add

__all__ = ["Backward", "Forward", "Node", "Operation", "Tape"]


class Operation(Protocol):
    """The backward rule of a node."""

    @property
    def name(self) -> str:
        """The operation's name, as it is drawn."""

    def backward(self, upstream: Any, cache: Any) -> tuple[Any, ...]:
        """One gradient for each input: local × upstream."""


class Node(NamedTuple):
    """One step of the computation.

    Attributes
    ----------
    name : str
        The name of a leaf ("x", "0.W"), or of the operation ("+", "Linear(2, 3)").
    operation : Operation or None
        None for a leaf.
    inputs : tuple of int
        The places on the tape of the nodes that it took.
    value : Any
        A float, an array, or for a layer's parameters a mapping of arrays.
    cache : Any
        What the operation remembered.

    Examples
    --------
    >>> from optviz.network.graph.scalars import variables
    >>> x, y = variables(x=3, y=-4)
    >>> node = (x * y).tape[-1]
    >>> node.name, node.inputs, node.value
    ('*', (0, 1), -12.0)
    """

    name: str
    operation: Operation | None
    inputs: tuple[int, ...]
    value: Any
    cache: Any


class Forward(NamedTuple):
    """An event: the node `node` computed its value.

    Attributes
    ----------
    node : int
        Its place on the tape.
    value : Any
        As in `Node`.

    Examples
    --------
    >>> from optviz.network.graph.scalars import variables
    >>> x, y = variables(x=-2, y=5)
    >>> list((x + y).tape.forward())[-1]
    Forward(node=2, value=3.0)
    """

    node: int
    value: Any


class Backward(NamedTuple):
    """An event: the node `node` handed a gradient to its input `to`.

    Attributes
    ----------
    node, to : int
        From where to where, places on the tape.
    slot : int
        Which of its inputs that is, from 0: in x·x both are the same node.
    upstream : Any
        The gradient that had arrived at `node`.
    gradient : Any
        The share for this input: local × upstream.
    total : Any
        What has arrived at `to` so far, with this share.

    Examples
    --------
    Multiplication switches its inputs: x gets the upstream gradient times y.

    >>> from optviz.network.graph.scalars import variables
    >>> x, y = variables(x=3, y=-4)
    >>> next((x * y).tape.backward())
    Backward(node=2, to=0, slot=0, upstream=1.0, gradient=-4.0, total=-4.0)
    """

    node: int
    to: int
    slot: int
    upstream: Any
    gradient: Any
    total: Any


class Tape(list[Node]):
    """A computation written down in order, and the way back through it.

    Parameters
    ----------
    mode : {"test", "train"}
        For layers that behave differently while training: dropout, batch normalisation.
    rng : numpy.random.Generator, optional
        For layers that draw random numbers.

    Examples
    --------
    A node is written by whoever computed its value. Here one that doubles:

    >>> class Double:
    ...     name = "2x"
    ...
    ...     def backward(self, upstream, cache):
    ...         return (2 * upstream,)
    >>> tape = Tape()
    >>> x = tape.leaf("x", 3.0)
    >>> y = tape.node(Double(), (x,), 6.0)
    >>> list(tape.backward(1.0))
    [Backward(node=1, to=0, slot=0, upstream=1.0, gradient=2.0, total=2.0)]
    """

    def __init__(
        self, mode: Literal["test", "train"] = "test", rng: np.random.Generator | None = None
    ) -> None:
        super().__init__()
        word("mode", mode, Literal["test", "train"])
        self.mode = mode
        self.rng = rng
        self.constants: set[int] = set()

    def leaf(self, name: str, value: Any, *, constant: bool = False) -> int:
        """Write down something given; nobody asks for the gradient of a constant one."""
        place = len(self)
        self.append(Node(name, None, (), value, None))
        if constant:
            self.constants.add(place)
        return place

    def node(
        self, operation: Operation, inputs: tuple[int, ...], value: Any, cache: Any = None
    ) -> int:
        """Write down that `operation` made `value` of `inputs`; its place on the tape."""
        self.append(Node(operation.name, operation, inputs, value, cache))
        return len(self) - 1

    def forward(self) -> Iterator[Forward]:
        """The forward events, in order."""
        return (Forward(index, node.value) for index, node in enumerate(self))

    def backward(self, upstream: Any = 1.0, *, start: int = -1) -> Iterator[Backward]:
        """Go back from the node `start`, handing gradients on, one event for each edge.

        Parameters
        ----------
        upstream : float or array
            The gradient that enters, of the shape of the node's value; 1 for a loss.
        start : int
            The node to go back from, the last one unless told.

        Yields
        ------
        Backward
            When a node hands on, everything that reaches it has arrived.
        """
        return map(Backward._make, self._back({start % len(self): upstream}))

    def gradients(self, upstream: Any = 1.0) -> dict[int, Any]:
        """The whole gradient at each node that one reaches, by its place."""
        arrived = {len(self) - 1: upstream}
        for _ in self._back(arrived):
            pass
        return arrived

    def _back(self, arrived: dict[int, Any]) -> Iterator[tuple[int, int, int, Any, Any, Any]]:
        """The one backward pass: yields the parts of its events and adds up what has arrived."""
        for index in range(max(arrived), -1, -1):
            if index not in arrived:
                continue
            _, operation, inputs, _, cache = self[index]
            if operation is None:
                continue
            upstream = arrived[index]
            if inputs[0] in self.constants:
                gradients = (None, operation.parameter_gradients(upstream, cache))  # type: ignore[attr-defined]
            else:
                gradients = operation.backward(upstream, cache)
            for slot, to in enumerate(inputs):
                gradient = gradients[slot]
                if gradient is None:
                    continue
                total = add(arrived[to], gradient) if to in arrived else gradient
                arrived[to] = total
                yield index, to, slot, upstream, gradient, total
