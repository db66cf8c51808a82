"""Layers put together: one after the other, or beside a shortcut.

A composition is a layer like any other. It runs by writing its layers on a tape, so that a drawn
graph shows every one of them, and goes back along that tape.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from linalg.errors import ShapeError
from linalg.options import number
from optviz.network.graph.graph import Tape
from optviz.network.layers.initialisation import Initialisation
from optviz.network.layers.layer import Array, Gradients, Layer, Mode, Result, Rng, generator, track
from optviz.network.layers.parameters import Tree

__all__ = ["Composition", "Residual", "Sequential", "StochasticDepth"]


class Composition(Layer):
    """A layer made of named layers; a subclass says in :meth:`trace` how they are joined."""

    @property
    @abstractmethod
    def parts(self) -> Mapping[str, Layer]:
        """The layers, by the name under which their parameters are found."""

    @abstractmethod
    def trace(self, tape: Tape, x: int, parameters: Tree, path: str = "") -> int:
        """Write the layers on a tape, one node each, and return the output's place."""

    def initial(self, weights: Initialisation, rng: np.random.Generator) -> Tree:
        return {name: part.initial(weights, rng) for name, part in self.parts.items()}

    def statistics(self) -> Tree:
        return {name: part.statistics() for name, part in self.parts.items()}

    def forward(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> Result:
        tape = Tape(mode, rng)
        y = self.trace(tape, tape.leaf("x", x), parameters)
        return tape[y].value, tape

    def backward(self, dy: Array, cache: Any) -> tuple[Array, Gradients]:
        arrived = cache.gradients(dy)
        leaves = {
            cache[place].name: total for place, total in arrived.items() if _leaf(cache, place)
        }
        dx = leaves.pop("x", dy)  # without any layer the gradient passes through
        return dx, _nested(leaves)

    def track(self, parameters: Tree, cache: Any) -> None:
        track(cache)


class Sequential(Composition):
    """One layer after the other, each taking what the one before puts out.

    Parameters
    ----------
    *layers : Layer
        Of shapes that fit: x is what the first takes, y what the last puts out.

    Notes
    -----
    Rumelhart, Hinton & Williams 1986, whose chain rule goes back through it.

    Examples
    --------
    >>> from optviz.network.layers.activations import ReLU
    >>> from optviz.network.layers.linear import Linear
    >>> network = Sequential(Linear(64, 128), ReLU(), Linear(128, 10))
    >>> p = network.parameters(0)
    >>> p.vector.size
    9610
    >>> scores, _ = network.forward(p, np.zeros((5, 64)))
    >>> scores.shape
    (5, 10)
    """

    def __init__(self, *layers: Layer) -> None:
        self._parts = {str(i): layer for i, layer in enumerate(layers)}

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers in order."""
        return tuple(self._parts.values())

    @property
    def parts(self) -> Mapping[str, Layer]:
        return self._parts

    def trace(self, tape: Tape, x: int, parameters: Tree, path: str = "") -> int:
        for name, layer in self._parts.items():
            below = f"{path}.{name}" if path else name
            try:
                x = layer.trace(tape, x, parameters[name], below)
            except ShapeError as error:
                if isinstance(layer, Composition):  # it has named the layer within
                    raise
                raise ShapeError(f"layer {below}, {error}") from None
        return x

    def __len__(self) -> int:
        return len(self._parts)

    def __iter__(self) -> Iterator[Layer]:
        return iter(self._parts.values())

    def __repr__(self) -> str:
        return f"Sequential({', '.join(map(repr, self))})"


class _Add:
    """The sum of a branch and its shortcut: the gradient goes to both."""

    name = "+"

    def backward(self, upstream: Array, cache: Any) -> tuple[Array, Array]:
        return upstream, upstream


class _Scale:
    """A branch times a number."""

    name = "×"

    def backward(self, upstream: Array, cache: Any) -> tuple[Array]:
        return (upstream * cache,)


class Residual(Composition):
    """y = x + F(x): the branch F learns what to change, and gradients have a way around it.

    Parameters
    ----------
    branch : Layer
        F.
    shortcut : Layer, optional
        What x passes on the other side, when F changes the shape.
    zero_last : bool
        Start the branch's last trained layer (its weights or its γ) at zero, so that a deep stack
        starts as the identity.

    Notes
    -----
    He et al. 2016; Goyal et al. 2017 for the zeros.

    Examples
    --------
    >>> from optviz.network.layers.linear import Linear
    >>> block = Residual(Sequential(Linear(3, 3)), zero_last=True)
    >>> block.forward(block.parameters(0), np.array([[1.0, 2.0, 3.0]]))[0]
    array([[1., 2., 3.]])
    """

    def __init__(
        self, branch: Layer, shortcut: Layer | None = None, *, zero_last: bool = False
    ) -> None:
        self.branch = branch
        self.shortcut = shortcut
        self.zero_last = zero_last

    @property
    def parts(self) -> Mapping[str, Layer]:
        if self.shortcut is None:
            return {"branch": self.branch}
        return {"branch": self.branch, "shortcut": self.shortcut}

    def initial(self, weights: Initialisation, rng: np.random.Generator) -> Tree:
        drawn = super().initial(weights, rng)
        return {**drawn, "branch": _zero_last(drawn["branch"])} if self.zero_last else drawn

    def trace(self, tape: Tape, x: int, parameters: Tree, path: str = "") -> int:
        beside = x
        if self.shortcut is not None:
            beside = self.shortcut.trace(tape, x, parameters["shortcut"], _below(path, "shortcut"))
        branch = self.branch.trace(tape, x, parameters["branch"], _below(path, "branch"))
        return self._join(tape, beside, branch)

    def _join(self, tape: Tape, beside: int, branch: int) -> int:
        x, change = tape[beside].value, tape[branch].value
        if x.shape != change.shape:
            raise ShapeError(
                f"{self}: the shortcut has the shape {x.shape}, the branch {change.shape}; "
                "pass a shortcut layer that makes them equal"
            )
        return tape.node(_Add(), (beside, branch), x + change)

    def __repr__(self) -> str:
        shortcut = "" if self.shortcut is None else f", {self.shortcut}"
        return f"{type(self).__name__}({self.branch}{shortcut})"


class StochasticDepth(Residual):
    """A residual block whose branch is left out, for a mini-batch, with the probability `rate`.

    At test time the branch counts with the probability with which it was there: 1 - rate.

    Parameters
    ----------
    branch, shortcut : Layer
    rate : float
        The probability to leave the branch out, in [0, 1).

    Notes
    -----
    Huang et al. 2016. y has the shape of x, (N, …), or the shortcut's.

    Examples
    --------
    Here x + branch(x) is 2x in training, or x where the branch is left out; in testing, between:

    >>> from optviz.network.layers.linear import Linear
    >>> block = StochasticDepth(Linear(1, 1, bias=None), rate=0.5)
    >>> p = block.parameters(0)
    >>> p.vector[:] = 1.0
    >>> block.forward(p, np.array([[4.0]]))[0]
    array([[6.]])
    """

    def __init__(self, branch: Layer, shortcut: Layer | None = None, *, rate: float = 0.5) -> None:
        super().__init__(branch, shortcut)
        number("StochasticDepth: rate", rate, low=0, below=1)
        self.rate = rate

    def _join(self, tape: Tape, beside: int, branch: int) -> int:
        kept = 1 - self.rate
        if tape.mode == "train":
            kept = float(generator(self, tape.rng).random() >= self.rate)
        scaled = tape.node(_Scale(), (branch,), kept * tape[branch].value, kept)
        return super()._join(tape, beside, scaled)


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _leaf(tape: Tape, place: int) -> bool:
    return tape[place].operation is None


def _nested(leaves: Mapping[str, Any]) -> dict[str, Any]:
    """Gradients by path, "2.branch.0", as the tree that the parameters are."""
    tree: dict[str, Any] = {}
    for path, gradients in leaves.items():
        *above, last = path.split(".")
        inside = tree
        for name in above:
            inside = inside.setdefault(name, {})
        inside[last] = gradients
    return tree


def _zero_last(tree: Tree) -> Tree:
    """The tree with the last weights or scales in it set to zero."""
    changed = dict(tree)
    for name in reversed(changed):
        part = changed[name]
        if isinstance(part, Mapping) and part:
            changed[name] = _zero_last(part)
            return changed
        if name in ("W", "gamma"):
            changed[name] = np.zeros_like(part)
            return changed
    return changed
