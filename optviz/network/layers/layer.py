"""The base of every layer: a pure function forward, and its chain rule backward.

A layer holds its hyperparameters and nothing else: no weights, no gradients, no training flag, no
random state. Weights come in as ``parameters``, whether it trains as ``mode``, chance as ``rng``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from linalg.calculus.structured import DENSE_LIMIT, Dense, StructuredMatrix
from linalg.errors import LimitError, ShapeError
from linalg.options import word
from optviz.network.graph.concise import Concise
from optviz.network.graph.graph import Tape
from optviz.network.layers.initialisation import He, Initialisation
from optviz.network.layers.parameters import Parameters, Tree
from optviz.network.layers.summary import Summary, summarise

__all__ = ["Array", "Gradients", "Layer", "Mode", "Result", "Rng", "track"]

Array: TypeAlias = NDArray[Any]
Mode: TypeAlias = Literal["test", "train"]
Rng: TypeAlias = np.random.Generator | None
Result: TypeAlias = tuple[Array, Any]
"""The output, and the cache: what a layer needs to know on the way back."""
Gradients: TypeAlias = Mapping[str, Any]
"""One array for each trained parameter, by its name."""


class Layer(Concise, ABC):
    """One layer, or a network of them: both have the same face.

    Shapes: x is (N, …), N examples along the first axis. A subclass defines `forward` and
    `backward`, and `initial` where it learns anything.

    Attributes
    ----------
    name : str
        As it is drawn: that of the class.

    Examples
    --------
    >>> class Double(Layer):
    ...     def forward(self, parameters, x, *, mode="test", rng=None):
    ...         return 2 * x, None
    ...
    ...     def backward(self, dy, cache):
    ...         return 2 * dy, {}
    >>> Double().forward({}, np.array([[1.0, -2.0]]))[0]
    array([[ 2., -4.]])
    """

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        for name in ("forward", "jacobian"):
            if name in vars(cls):
                setattr(cls, name, _knows_its_mode(vars(cls)[name]))

    @abstractmethod
    def forward(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> Result:
        """The output y, shape (N, …), and the cache that :meth:`backward` needs."""

    @abstractmethod
    def backward(self, dy: Array, cache: Any) -> tuple[Array, Gradients]:
        """From the gradient at the output to those at the input and at the parameters.

        Parameters
        ----------
        dy : array of the shape of y
        cache : Any
            What :meth:`forward` returned beside y; it is not changed.

        Returns
        -------
        dx : array of the shape of x
        gradients : mapping
            One array for each trained parameter, of its shape.
        """

    def parameter_gradients(self, dy: Array, cache: Any) -> Gradients:
        """The second part of :meth:`backward`, for a first layer, whose dx nobody wants."""
        return self.backward(dy, cache)[1]

    def initial(self, weights: Initialisation, rng: np.random.Generator) -> Tree:
        """The trained parameters before training, by name."""
        return {}

    def statistics(self) -> Tree:
        """Return the running averages and counts that the layer keeps, before training."""
        return {}

    def track(self, parameters: Tree, cache: Any) -> None:
        """Blend a training batch's statistics into the running ones, in place."""

    def parameters(
        self,
        rng: np.random.Generator | int | None = None,
        *,
        weights: Initialisation | None = None,
        dtype: Any = np.float64,
    ) -> Parameters:
        """Fresh parameters.

        Parameters
        ----------
        rng : Generator or seed
        weights : Initialisation
            How weights are drawn; He's normal distribution unless told otherwise. Biases start at
            0, scales at 1, unless a layer says otherwise.
        dtype : dtype
            float32 trains about twice as fast, float64 checks gradients.
        """
        drawn = self.initial(weights or He(), np.random.default_rng(rng))
        return Parameters.pack(drawn, self.statistics(), dtype)

    def summary(self, input_shape: tuple[int, ...]) -> Summary:
        """The shapes and the numbers of parameters, for examples of a shape such as (3, 32, 32).

        Examples
        --------
        >>> from optviz.network.layers.linear import Linear
        >>> Linear(64, 10).summary((64,)).parameters
        650
        """
        return summarise(self, input_shape)

    def trace(self, tape: Tape, x: int, parameters: Tree, path: str = "") -> int:
        """Run forward on the node `x` of a tape and write that down; the output's place."""
        y, cache = self.forward(parameters, tape[x].value, mode=tape.mode, rng=tape.rng)
        inputs = (x, tape.leaf(path, parameters)) if parameters else (x,)
        return tape.node(self, inputs, y, cache)

    def jacobian(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> StructuredMatrix:
        """The Jacobian of the flattened y with respect to the flattened x.

        A layer whose Jacobian has structure returns that; otherwise it is put together row by row
        from :meth:`backward`.

        Raises
        ------
        LimitError
            When there is no structure and the dense matrix would take more than 256 MiB.
        """
        y, cache = self.forward(parameters, x, mode=mode, rng=rng)
        if y.size * x.size * y.itemsize > DENSE_LIMIT:
            raise LimitError(
                f"{self}: the Jacobian is {y.size} × {x.size} and no structure of it is used; "
                "backward gives its product with any vector"
            )
        unit = np.zeros(y.size, y.dtype)
        rows = np.empty((y.size, x.size), y.dtype)
        for i in range(y.size):
            unit[i] = 1
            rows[i] = self.backward(unit.reshape(y.shape), cache)[0].ravel()
            unit[i] = 0
        return Dense(rows)


def _knows_its_mode(method: Callable[..., Any]) -> Callable[..., Any]:
    """The same method, which refuses a mode that there is not: no layer needs to think of it."""

    @wraps(method)
    def checked(
        self: Layer, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> Any:
        if mode != "test" and mode != "train":
            word("mode", mode, Mode)
        return method(self, parameters, x, mode=mode, rng=rng)

    return checked


def track(tape: Tape) -> None:
    """Blend the batch statistics on a training tape into the running ones of its layers."""
    for node in tape:
        if isinstance(node.operation, Layer) and len(node.inputs) == 2:
            parameters = tape[node.inputs[1]].value
            if isinstance(parameters, Mapping):
                node.operation.track(parameters, node.cache)


def needs(holds: bool, layer: Layer, wanted: str, x: Array, remedy: str) -> None:
    """Check the shape of a layer's input, and name the layer and what to do."""
    if not holds:
        described = f"of shape {wanted}" if wanted.startswith("(") else f"with {wanted}"
        raise ShapeError(f"{layer}: takes inputs {described}, got {x.shape}; {remedy}")


def generator(layer: Layer, rng: Rng) -> np.random.Generator:
    """The generator that a training-mode layer must have been given."""
    if rng is None:
        raise ValueError(
            f"{layer}: training draws random numbers; pass rng=np.random.default_rng(seed)"
        )
    return rng
