"""The storage of a layer's Jacobian, and its cost written out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from scenes.explanations.topics import Explanation
from scenes.parameters.declarations import ParameterError, parameter
from scenes.parameters.kinds import Choice, Integer

if TYPE_CHECKING:
    from collections.abc import Callable

    from linalg.calculus.structured import StructuredMatrix
    from optviz.network.layers.layer import Layer

__all__ = ["LayerJacobian"]

LARGEST = 10_000_000
"""The most numbers that a layer may store or be given."""


@dataclass(frozen=True)
class LayerJacobian(Explanation):
    """The Jacobian of a layer on random inputs: its structure, and what that saves."""

    layer: Literal["relu", "softmax", "linear", "layer-norm"] = parameter(
        Choice("relu", "softmax", "linear", "layer-norm"), help="the layer", example="relu"
    )
    inputs: int = parameter(
        Integer(1, 100_000), help="inputs of one example", example="1000", default=4096
    )
    batch: int = parameter(
        Integer(1, 1000), help="examples in the mini-batch", example="100", default=1
    )

    def __post_init__(self) -> None:
        stored = self.inputs * (self.inputs if self.layer == "linear" else self.batch)
        if max(stored, self.inputs * self.batch) > LARGEST:
            raise ParameterError("inputs", f"make more than {LARGEST:,} numbers with this layer")

    def record(self) -> StructuredMatrix:
        import numpy as np

        from optviz import network

        layers: dict[str, Callable[[], Layer]] = {
            "relu": network.ReLU,
            "softmax": network.Softmax,
            "linear": lambda: network.Linear(self.inputs, self.inputs),
            "layer-norm": lambda: network.LayerNorm(self.inputs),
        }
        layer = layers[self.layer]()
        x = np.random.default_rng(0).normal(size=(self.batch, self.inputs))
        return layer.jacobian(layer.parameters(0), x)
