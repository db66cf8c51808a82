"""The record of a forward and a backward pass, for an expression or a whole network.

Both are the same record, since both are written on the same tape: the nodes, and the ordered events
that a lecture plays: first every value, then every gradient on its way back.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from linalg.calculus.differences import EPS
from linalg.check import Check
from linalg.immutable import Immutable
from linalg.language import say, verbatim
from linalg.notation import Formula
from linalg.page import Equation, Figure, Heading, Page, Paragraph, Table, spelled
from linalg.record import Record, as_json
from optviz.network.graph.expressions import read_graph
from optviz.network.graph.folding import is_number
from optviz.network.graph.graph import Backward, Forward, Node, Tape
from optviz.network.graph.replay import replayed
from optviz.network.graph.scalars import EdgeError, Scalar, ScalarOperation, node_name
from optviz.network.graph.trees import direction_like, dot, in_double, moved, replaced
from optviz.network.inspection.graph_figure import draw_graph
from optviz.network.layers.layer import Array, Layer, Mode
from optviz.network.layers.parameters import Parameters
from optviz.network.losses.loss import Loss

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Backpropagation", "backpropagate", "backpropagate_network"]


@dataclass(frozen=True)
class Backpropagation(Record):
    """Values of a forward pass and gradients of the backward pass.

    Attributes
    ----------
    nodes : tuple of Node
        In the order of the computation; an event names a node by its place here.
    forward : tuple of Forward
        Each node and its value.
    backward : tuple of Backward
        Each edge on the way back: upstream gradient, the share for this input, what has arrived
        there so far.

    Examples
    --------
    The first example of CS231n, lecture 4:

    >>> record = backpropagate("(x + y)*z", x=-2, y=5, z=-4)
    >>> record.value
    -12.0
    >>> record.gradient
    {'x': -4.0, 'y': -4.0, 'z': 3.0}
    >>> bool(record.check())
    True
    """

    nodes: tuple[Node, ...]
    forward: tuple[Forward, ...]
    backward: tuple[Backward, ...]
    _replay: Callable[[int, Any], float] = field(repr=False, compare=False)

    @property
    def value(self) -> Any:
        """The value of the last node."""
        return self.nodes[-1].value

    @property
    def arrived(self) -> dict[int, Any]:
        """The whole gradient at each node, by its place."""
        return {len(self.nodes) - 1: 1.0} | {event.to: event.total for event in self.backward}

    @property
    def gradient(self) -> dict[str, Any]:
        """The gradient of each named leaf that has one; a typed constant is not named."""
        return {
            self.nodes[place].name: self.arrived[place]
            for place in sorted(self.arrived)
            if self.nodes[place].operation is None and not is_number(self.nodes[place])
        }

    @property
    def shares(self) -> dict[tuple[int, int], Any]:
        """Return what comes back to each input of a node, by node and slot."""
        return {(event.node, event.slot): event.gradient for event in self.backward}

    def local(self, event: Backward) -> Any:
        """The local gradient of an event's edge, for a scalar node: the gradient over upstream."""
        node = self.nodes[event.node]
        return node.cache[event.slot] if _scalar(node) else None

    def check(self) -> Check:
        """Compare with difference quotients, each leaf along one random direction.

        At a kink any slope between the one from the left and the one from the right holds.
        """
        rng = np.random.default_rng(0)
        residuals, bounds = [], []
        for place, gradient in self.arrived.items():
            if self.nodes[place].operation is not None:
                continue
            direction = direction_like(gradient, rng)
            slope = dot(gradient, direction)
            scale = 1 + abs(slope) + abs(float(self.value))
            bounds.append(_precision(gradient) * scale)
            residuals.append(self._distance(place, direction, slope, bounds[-1]))
        residual, bound = np.array(residuals), np.array(bounds)
        return Check("gradient = slope", bool((residual <= bound).all()), residual, bound)

    def _distance(self, place: int, direction: Any, slope: float, bound: float) -> float:
        """Return how far a slope lies outside those of its two sides, at the first step that tells.

        Near the edge of the domain a step may leave it, or be too long for what bends so much.
        """
        least = math.nan
        for step in (1e-5, 1e-7, 1e-9, 1e-11, 1e-13, 1e-15):
            if step < 1e-5 and 4 * EPS * abs(float(self.value)) / step > bound:
                break  # rounding would hide whatever is wrong
            slopes = []
            for side in (-1, 1):
                with suppress(EdgeError):  # on this side the domain ends
                    slopes.append(self._slope(place, direction, side, step))
            if slopes:
                outside = max(min(slopes) - slope, slope - max(slopes), 0.0)
                least = outside if math.isnan(least) else min(outside, least)
            if least <= bound:
                break
        return least

    def _slope(self, place: int, direction: Any, side: int, step: float) -> float:
        """The slope on one side, to second order in the step."""
        values = [
            self._replay(place, moved(self.nodes[place].value, direction, side * k * step))
            for k in range(3)
        ]
        return side * (-3 * values[0] + 4 * values[1] - values[2]) / (2 * step)

    def page(self) -> Page:
        """The nodes with their values and gradients, and each step back."""
        arrived = self.arrived
        rows = [
            (
                self._label(place),
                _shown(node.value),
                _shown(arrived[place]) if place in arrived else "",
            )
            for place, node in enumerate(self.nodes)
        ]
        blocks = [
            Paragraph(
                "Forward, each node computes its value. Backward, it hands each input its share, "
                "local gradient times upstream gradient; where branches meet, shares add up."
            ),
            Table(("node", "value", "gradient"), rows),
            Figure(lambda ax: self.plot(ax), "Values above the edges, gradients below them."),
            Heading("The way back"),
            *(self._line(event) for event in self.backward),
        ]
        return Page("Back-propagation", blocks)

    def _label(self, place: int) -> str | Formula:
        """A name for each node: that of a leaf, or its operation and its place, from 1."""
        node = self.nodes[place]
        if node.operation is None:
            if _is_tree(node.value):
                return say("parameters {name}", name=node.name) if node.name else "parameters"
            return verbatim(node.name) if is_number(node) else spelled(node.name)
        return node_name(node.name, place)

    def _line(self, event: Backward) -> Paragraph | Equation:
        way = ("From ", self._label(event.node), " to ", self._label(event.to), ": ")
        local = self.local(event)
        if local is None:
            return Paragraph(*way, say("a gradient {shown}.", shown=_shown(event.gradient)))
        share = (_rounded(local), "×", _rounded(event.upstream), "=", _rounded(event.gradient))
        if event.total != event.gradient:
            return Paragraph(*way, share, "; in all ", _rounded(event.total), ".")
        return Paragraph(*way, share, ".")

    def to_dict(self) -> dict[str, Any]:
        arrived = self.arrived
        return {
            "record": "Backpropagation",
            "nodes": [
                {
                    "name": node.name,
                    "inputs": list(node.inputs),
                    "value": as_json(node.value),
                    "gradient": as_json(arrived.get(place)),
                }
                for place, node in enumerate(self.nodes)
            ],
            "backward": [as_json(event._asdict()) for event in self.backward],
        }

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the graph, values above and gradients below its edges."""
        return draw_graph(self.nodes, self.shares, self.arrived, ax)


def backpropagate(expression: str | Scalar, /, **values: float) -> Backpropagation:
    """Run an expression forward and backward.

    Parameters
    ----------
    expression : str or Scalar
        As typed, with a number for each name in `values`; or what Python's arithmetic made of
        :func:`~optviz.network.graph.scalars.variables`.
    **values : float
        The number of each name in a typed expression.

    Raises
    ------
    ParseError
        For a text that is no expression, with the position.
    EdgeError
        With the name of the node that has no value or no slope there, or too large a one.

    Returns
    -------
    Backpropagation
        Every event forward and backward.

    Examples
    --------
    >>> from optviz.network.graph.scalars import apply, variables
    >>> x, y = variables(x=3, y=3)
    >>> backpropagate(apply("max", x, y)).gradient  # a tie is shared
    {'x': 0.5, 'y': 0.5}
    """
    end = read_graph(expression, values) if isinstance(expression, str) else expression
    nodes = tuple(end.tape[: end.place + 1])

    forward = tuple(Forward(place, node.value) for place, node in enumerate(nodes))
    backward = tuple(end.tape.backward(start=end.place))
    for event in backward:
        if not math.isfinite(event.total):
            name = node_name(nodes[event.node].name, event.node)
            raise EdgeError(f"{name} hands back a gradient that is too large for a float")
    return Backpropagation(nodes, forward, backward, partial(_replayed, nodes))


def backpropagate_network(
    network: Layer,
    parameters: Parameters,
    x: Array,
    loss: Loss,
    targets: Array,
    *,
    mode: Mode = "train",
    seed: int = 0,
) -> Backpropagation:
    """Run a network and its loss forward and backward on a mini-batch.

    Parameters
    ----------
    network : Layer
    parameters : Parameters
    x : array of shape (N, …)
    loss : Loss
    targets : array
        What the loss compares with.
    mode : {"train", "test"}
    seed : int
        For layers that draw random numbers, so that the check can draw the same again.

    Returns
    -------
    Backpropagation
        Every event forward and backward.

    Examples
    --------
    >>> from optviz.network.layers.activations import ReLU
    >>> from optviz.network.layers.linear import Linear
    >>> from optviz.network.losses.losses import SoftmaxCrossEntropy
    >>> from optviz.network.layers.sequential import Sequential
    >>> network = Sequential(Linear(2, 3), ReLU(), Linear(3, 2))
    >>> x, labels = np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([0, 1])
    >>> record = backpropagate_network(
    ...     network, network.parameters(0), x, SoftmaxCrossEntropy(), labels
    ... )
    >>> [record.nodes[event.node].name for event in record.backward]
    ['SoftmaxCrossEntropy', 'Linear', 'Linear', 'ReLU', 'Linear', 'Linear']
    >>> bool(record.check())
    True
    """
    run = _Run(
        network=network,
        parameters=parameters,
        x=x,
        loss=loss,
        targets=targets,
        mode=mode,
        seed=seed,
    )
    tape = run.tape()
    return Backpropagation(
        tuple(tape),
        tuple(tape.forward()),
        tuple(tape.backward()),
        run,
    )


def _replayed(nodes: tuple[Node, ...], leaf: int, value: Any) -> float:
    """The value of an expression with another number at one leaf."""
    return replayed(nodes, {leaf: value})[-1]


@dataclass(frozen=True, eq=False, kw_only=True)
class _Run(Immutable):
    """A network and its loss on a mini-batch, to be run again and again."""

    network: Layer
    parameters: Parameters
    x: Array
    loss: Loss
    targets: Array
    mode: Mode
    seed: int

    def __call__(self, place: int, value: Any) -> float:
        """The loss in double precision with another value at one leaf."""
        leaf = self.tape()[place].name
        return float(self.tape(leaf, value)[-1].value)

    def tape(self, leaf: str = "", value: Any = None) -> Tape:
        """The tape of one run; with another value for a leaf, in double precision."""
        tape = Tape(self.mode, np.random.default_rng(self.seed))
        given = in_double(self.x) if leaf else self.x
        start = tape.leaf("x", value if leaf == "x" else given)
        tree = in_double(self.parameters) if leaf else self.parameters
        end = self.network.trace(tape, start, replaced(tree, leaf, value))
        self.loss.trace(tape, end, self.targets)
        return tape


def _precision(gradient: Any) -> float:
    """Return the error that a gradient may have beside a difference: more in single precision."""
    parts = gradient.values() if isinstance(gradient, Mapping) else [gradient]
    return 1e-3 if any(np.asarray(part).dtype == np.float32 for part in parts) else 1e-6


def _scalar(node: Node) -> bool:
    return isinstance(node.operation, ScalarOperation)


def _is_tree(value: Any) -> bool:
    return isinstance(value, Mapping)


def _rounded(x: float) -> float:
    return float(f"{x:.4g}")


def _shown(value: Any) -> str:
    """A number, or what there is to say of an array: its shape and its root mean square."""
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_shown(part)}" for name, part in value.items())
    if np.ndim(value) == 0:
        return f"{float(value):.4g}"
    shape = " × ".join(map(str, np.shape(value)))
    return f"{shape}, size {np.sqrt(np.mean(np.square(value))):.3g}"
