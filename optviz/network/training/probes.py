"""Probes: what to look at inside a network, once an epoch, while it trains.

A probe sees the network after an epoch through a :class:`Look`: forward and backward passes over a
sample of the training data, and the last step. What it measures has the same shape every time.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linalg.options import check_options, within
from optviz.network.graph.graph import Tape
from optviz.network.layers.activations import Elementwise
from optviz.network.layers.layer import Layer
from optviz.network.layers.parameters import Parameters
from optviz.network.training.regions import regions

__all__ = [
    "ActivationStatistics",
    "DeadUnits",
    "DecisionRegions",
    "GradientNorms",
    "Look",
    "Probe",
    "Saturation",
    "UpdateRatio",
]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Look:
    """The network after an epoch.

    Attributes
    ----------
    network : Layer
    parameters : Parameters
    tape : Tape
        A test-mode pass over a sample of the training data.
    gradient : Parameters
        The loss's gradient on that sample.
    delta : Parameters
        The last step.
    """

    network: Layer
    parameters: Parameters
    tape: Tape
    gradient: Parameters
    delta: Parameters

    @property
    def activations(self) -> dict[str, tuple[Elementwise, Any, Array]]:
        """The elementwise layers, numbered from 1: each with its cache and its output."""
        nodes = [node for node in self.tape if isinstance(node.operation, Elementwise)]
        return {
            f"{node.name} {i + 1}": (node.operation, node.cache, node.value)
            for i, node in enumerate(nodes)
            if isinstance(node.operation, Elementwise)
        }


class Probe(ABC):
    """Something to measure once an epoch."""

    @property
    def name(self) -> str:
        """The name under which a history keeps it."""
        return type(self).__name__

    @abstractmethod
    def measure(self, look: Look) -> Array:
        """The measurement, an array of the same shape every time."""

    def labels(self, look: Look) -> tuple[str, ...]:
        """Return the labels of the rows of a measurement."""
        return tuple(look.activations)


class _ByLayer(Probe):
    """One number for each activation layer."""

    def measure(self, look: Look) -> Array:
        return np.array([self.number(*each) for each in look.activations.values()])

    @abstractmethod
    def number(self, layer: Elementwise, cache: Any, output: Array) -> float: ...


@dataclass(frozen=True)
class ActivationStatistics(Probe):
    """Mean and standard deviation of each activation layer's output, shape (layers, 2).

    Examples
    --------
    >>> from optviz.network.layers.activations import ReLU
    >>> from optviz.network.data.data import moons
    >>> from optviz.network.layers.linear import Linear
    >>> from optviz.network.losses.losses import SoftmaxCrossEntropy
    >>> from optviz.network.layers.sequential import Sequential
    >>> from optviz.network.training.settings import TrainingSettings
    >>> from optviz.network.training.training import train
    >>> from optviz.rules import Adam
    >>> network = Sequential(Linear(2, 8), ReLU(), Linear(8, 2))
    >>> history = train(
    ...     network,
    ...     SoftmaxCrossEntropy(),
    ...     Adam(),
    ...     moons(),
    ...     TrainingSettings(epochs=3),
    ...     probes=[ActivationStatistics()],
    ... )
    >>> history.probes["ActivationStatistics"].shape, history.probe_labels["ActivationStatistics"]
    ((3, 1, 2), ('ReLU 1',))
    """

    def measure(self, look: Look) -> Array:
        outputs = [output for _, _, output in look.activations.values()]
        return np.array([[output.mean(), output.std()] for output in outputs]).reshape(-1, 2)


@dataclass(frozen=True)
class DeadUnits(_ByLayer):
    """The share of units whose slope is 0 for every example of the sample: they learn nothing.

    Examples
    --------
    Of two units the second is below 0 for both examples.

    >>> from optviz.network.layers.activations import ReLU
    >>> y, cache = ReLU().forward({}, np.array([[1.0, -1.0], [-2.0, -3.0]]))
    >>> DeadUnits().number(ReLU(), cache, y)
    0.5
    """

    def number(self, layer: Elementwise, cache: Any, output: Array) -> float:
        return float((layer.slope(cache.x, cache.y) == 0).all(axis=0).mean())


@dataclass(frozen=True)
class Saturation(_ByLayer):
    """The share of outputs whose slope is below a hundredth of the slope at 0.

    Examples
    --------
    >>> from optviz.network.layers.activations import Tanh
    >>> y, cache = Tanh().forward({}, np.array([[0.1, -5.0, 8.0, 1.0]]))
    >>> Saturation().number(Tanh(), cache, y)
    0.5
    """

    def number(self, layer: Elementwise, cache: Any, output: Array) -> float:
        zero = np.zeros(1, output.dtype)
        steepest = float(layer.slope(zero, layer.value(zero))[0]) or 1.0
        return float((np.abs(layer.slope(cache.x, cache.y)) < 0.01 * steepest).mean())


@dataclass(frozen=True)
class GradientNorms(Probe):
    """The length of the gradient with respect to each parameter array.

    Examples
    --------
    >>> from optviz.network.data.data import moons
    >>> from optviz.network.layers.linear import Linear
    >>> from optviz.network.losses.losses import SoftmaxCrossEntropy
    >>> from optviz.network.training.settings import TrainingSettings
    >>> from optviz.network.training.training import train
    >>> from optviz.rules import Adam
    >>> settings = TrainingSettings(epochs=3)
    >>> history = train(
    ...     Linear(2, 2), SoftmaxCrossEntropy(), Adam(), moons(), settings, probes=[GradientNorms()]
    ... )
    >>> history.probes["GradientNorms"].shape, history.probe_labels["GradientNorms"]
    ((3, 2), ('W', 'b'))
    """

    def measure(self, look: Look) -> Array:
        return _norms(look.gradient)

    def labels(self, look: Look) -> tuple[str, ...]:
        return tuple(look.parameters.paths())


@dataclass(frozen=True)
class UpdateRatio(Probe):
    """The length of the last step over that of the weights, for each parameter array.

    Near 1e-3 is a good sign (CS231n, lecture 6).

    Examples
    --------
    >>> from optviz.network.data.data import moons
    >>> from optviz.network.layers.linear import Linear
    >>> from optviz.network.losses.losses import SoftmaxCrossEntropy
    >>> from optviz.network.training.settings import TrainingSettings
    >>> from optviz.network.training.training import train
    >>> from optviz.rules import Adam
    >>> settings = TrainingSettings(epochs=30)
    >>> history = train(
    ...     Linear(2, 2), SoftmaxCrossEntropy(), Adam(), moons(), settings, probes=[UpdateRatio()]
    ... )
    >>> bool(1e-4 < history.probes["UpdateRatio"][-1, 0] < 1e-2)
    True
    """

    def measure(self, look: Look) -> Array:
        size = _norms(look.parameters)
        return np.divide(_norms(look.delta), size, out=np.full_like(size, np.nan), where=size > 0)

    def labels(self, look: Look) -> tuple[str, ...]:
        return tuple(look.parameters.paths())


@dataclass(frozen=True)
class DecisionRegions(Probe):
    """The class that the network gives each point of a grid, for data in the plane.

    Parameters
    ----------
    low, high : (float, float)
        Two corners of the grid.
    points : int
        Along each side.

    Examples
    --------
    >>> from optviz.network.data.data import moons
    >>> from optviz.network.layers.linear import Linear
    >>> from optviz.network.losses.losses import SoftmaxCrossEntropy
    >>> from optviz.network.training.settings import TrainingSettings
    >>> from optviz.network.training.training import train
    >>> from optviz.rules import Adam
    >>> probe = DecisionRegions((-1.0, -1.0), (2.0, 1.0), points=20)
    >>> settings = TrainingSettings(epochs=3)
    >>> history = train(
    ...     Linear(2, 2), SoftmaxCrossEntropy(), Adam(), moons(), settings, probes=[probe]
    ... )
    >>> history.probes["DecisionRegions"].shape
    (3, 20, 20)
    """

    low: tuple[float, float]
    high: tuple[float, float]
    points: int = within(60, low=2, whole=True)

    def __post_init__(self) -> None:
        check_options(self)

    def measure(self, look: Look) -> Array:
        return regions(look.network, look.parameters, self.low, self.high, self.points)

    def labels(self, look: Look) -> tuple[str, ...]:
        """The two axes, each with its ends."""
        ends = zip("₁₂", self.low, self.high, strict=True)
        return tuple(f"x{axis} from {low:g} to {high:g}" for axis, low, high in ends)


def _norms(parameters: Parameters) -> Array:
    return np.array([np.linalg.norm(parameters.at(path)) for path in parameters.paths()])
