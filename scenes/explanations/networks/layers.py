"""Explanations of the parts of a network: one layer, one activation, all layers of a network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from scenes.explanations.topics import Explanation
from scenes.parameters.declarations import ParameterError, parameter
from scenes.parameters.kinds import Choice, Columns, Integer, Matrix, Rows, Switch

if TYPE_CHECKING:
    import numpy as np

    from linalg.reading import ReadMatrix
    from optviz.network import ActivationCurve, LayerExplanation
    from optviz.network.layers.layer import Layer as NetworkLayer
    from optviz.network.layers.summary import Summary as NetworkSummary

__all__ = ["ActivationFunction", "Layer", "Summary"]

ACTIVATIONS = {
    "sigmoid": "Sigmoid",
    "tanh": "Tanh",
    "relu": "ReLU",
    "leaky-relu": "LeakyReLU",
    "prelu": "PReLU",
    "elu": "ELU",
    "selu": "SELU",
    "gelu": "GELU",
    "silu": "SiLU",
    "softplus": "Softplus",
    "mish": "Mish",
    "hard-swish": "HardSwish",
}
ON_IMAGES = (
    *("convolution", "max-pool", "average-pool", "fractional-max-pool"),
    *("instance-norm", "flatten"),
)
ON_ROWS = (
    *("linear", "maxout", "softmax", "batch-norm", "layer-norm", "rms-norm", "group-norm"),
    *("dropout", "dropconnect", "residual", "stochastic-depth"),
)
LARGEST = 12


@dataclass(frozen=True)
class ActivationFunction(Explanation):
    """One activation as a function: its value, its slope, where it is flat."""

    name: str = parameter(Choice(*ACTIVATIONS), help="the activation", example="tanh")

    def record(self) -> ActivationCurve:
        from optviz import network

        return network.activation_curve(getattr(network, ACTIVATIONS[self.name])())


@dataclass(frozen=True)
class Layer(Explanation):
    """One layer on a small input, forward and backward, with its Jacobian.

    Examples
    --------
    >>> Layer.example().x.shape
    (3, 3)
    """

    layer: str = parameter(
        Choice(*ON_ROWS, *ON_IMAGES, *ACTIVATIONS), help="the layer", example="batch-norm"
    )
    matrix: ReadMatrix = parameter(
        Matrix(),
        help="the input, an example a row; for convolution, pooling and such one image",
        example="1 -2 3; 0.5 4 -1; 2 2 0",
    )
    outputs: int = parameter(
        Integer(1, LARGEST), help="of linear, maxout, dropconnect", example="2", default=2
    )
    mode: Literal["train", "test"] = parameter(
        Choice("train", "test"),
        help="in training, or in use",
        example="test",
        default="train",
    )
    seed: int = parameter(
        Integer(0, 10**9), help="for weights and random masks", example="1", default=0
    )

    def __post_init__(self) -> None:
        if max(self.x.shape) > LARGEST:
            raise ParameterError("matrix", f"at most {LARGEST} rows and columns")

    @property
    def x(self) -> np.ndarray:
        """The input, (N, D)."""
        import numpy as np

        try:
            return np.array(self.matrix.rows, float)
        except TypeError:
            raise ParameterError("matrix", "takes numbers, no names") from None

    def record(self) -> LayerExplanation:
        from linalg.errors import ShapeError
        from optviz.network import explain_layer

        x = self.x[None, None] if self.layer in ON_IMAGES else self.x
        try:
            return explain_layer(self._built(), x, mode=self.mode, seed=self.seed)
        except ShapeError as error:
            raise ParameterError("matrix", str(error)) from error

    def _built(self) -> NetworkLayer:
        from optviz import network as n

        if self.layer in ACTIVATIONS:
            built: NetworkLayer = getattr(n, ACTIVATIONS[self.layer])()
            return built
        (height, width), outputs = self.x.shape, self.outputs
        kernel = min(3, height, width)
        window = min(2, height, width)
        make: dict[str, Any] = {
            "linear": lambda: n.Linear(width, outputs),
            "maxout": lambda: n.Maxout(width, outputs),
            "softmax": n.Softmax,
            "batch-norm": lambda: n.BatchNorm(width),
            "layer-norm": lambda: n.LayerNorm(width),
            "rms-norm": lambda: n.RMSNorm(width),
            "group-norm": lambda: n.GroupNorm(2 if width > 2 and width % 2 == 0 else 1, width),
            "dropout": n.Dropout,
            "dropconnect": lambda: n.DropConnect(width, outputs),
            "residual": lambda: n.Residual(n.Sequential(n.Linear(width, width), n.ReLU())),
            "stochastic-depth": lambda: n.StochasticDepth(n.Linear(width, width)),
            "convolution": lambda: n.Convolution(1, 1, kernel),
            "max-pool": lambda: n.MaxPool(window),
            "average-pool": lambda: n.AveragePool(window),
            "fractional-max-pool": lambda: n.FractionalMaxPool(
                (max(2 * height // 3, 1), max(2 * width // 3, 1)), window
            ),
            "instance-norm": lambda: n.InstanceNorm(1),
            "flatten": n.Flatten,
        }
        made: NetworkLayer = make[self.layer]()
        return made


@dataclass(frozen=True)
class Summary(Explanation):
    """The layers of a network: what shape each puts out, and how many numbers it learns.

    Examples
    --------
    >>> Summary.example().record().parameters
    9610
    """

    hidden: Rows = parameter(Columns(), help="units of each hidden layer", example="128")
    inputs: int = parameter(Integer(1, 10_000), help="numbers an example", example="64", default=64)
    outputs: int = parameter(Integer(1, 10_000), help="classes", example="10", default=10)
    batch_norm: bool = parameter(
        Switch(), help="batch normalisation too", example="yes", default=False
    )
    dropout: bool = parameter(Switch(), help="dropout too", example="yes", default=False)

    def __post_init__(self) -> None:
        allowed = range(1, 10_001)
        for row in self.hidden:
            if len(row) > 1 or row[0] not in allowed:
                raise ParameterError("hidden", "numbers of units from 1 to 10 000, such as 128 64")

    def record(self) -> NetworkSummary:
        from optviz import network as n

        layers: list[NetworkLayer] = []
        width = self.inputs
        for (units,) in self.hidden:
            layers.append(n.Linear(width, int(units), bias=None if self.batch_norm else 0.0))
            layers += [n.BatchNorm(int(units))] if self.batch_norm else []
            layers += [n.ReLU(), n.Dropout()] if self.dropout else [n.ReLU()]
            width = int(units)
        return n.summarise(n.Sequential(*layers, n.Linear(width, self.outputs)), (self.inputs,))
