"""Explanations of networks: one backward pass, one loss, one start, one training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from scenes.explanations.topics import Explanation
from scenes.parameters.declarations import ParameterError, parameter
from scenes.parameters.graphs import Expression, Values, refused_values
from scenes.parameters.kinds import Choice, Columns, Integer, Number, Rows

if TYPE_CHECKING:
    from optviz.network import Backpropagation as BackpropagationRecord
    from optviz.network import Data, LayerStatistics, LossExplanation, TrainingHistory
    from optviz.network import Diagnosis as DiagnosisRecord
    from optviz.network.data.preprocessing import Preprocessing as PreprocessingRecord
    from optviz.network.experiments.activation_race import ActivationRace as ActivationRaceRecord

__all__ = [
    "ActivationRace",
    "Activations",
    "Backpropagation",
    "Diagnosis",
    "Loss",
    "Preprocessing",
    "Training",
]

STARTS = {
    "tanh-small": "tanh, small",
    "tanh-large": "tanh, large",
    "tanh-xavier": "tanh, Xavier",
    "relu-xavier": "ReLU, Xavier",
    "relu-he": "ReLU, He",
    "selu-lecun": "SELU, LeCun",
}


@dataclass(frozen=True)
class Backpropagation(Explanation):
    """Forward and backward through a computational graph, every gradient with its two factors."""

    expression: str = parameter(
        Expression(),
        help="of + - * / ^, exp, log, sqrt, sigmoid, tanh, relu, max, min, abs",
        example="(x + y)*z",
    )
    values: dict[str, float] = parameter(
        Values(), help="a number for each name", example="x = -2, y = 5, z = -4"
    )

    def record(self) -> BackpropagationRecord:
        from optviz.network import backpropagate

        with refused_values(self.expression):
            return backpropagate(self.expression, **self.values)


LOSSES = ("hinge", "squared-hinge", "worst-hinge", "softmax", "binary", "squared", "huber")
ON_NUMBERS = ("binary", "squared", "huber")


@dataclass(frozen=True)
class Loss(Explanation):
    """The loss of one example, term by term: hinge, softmax, binary cross-entropy, squared error.

    Examples
    --------
    >>> round(Loss.example().record().value, 3)
    2.9
    """

    scores: Rows = parameter(Columns(), help="the score of each class", example="3.2, 5.1, -1.7")
    right: int = parameter(Integer(1, 1000), help="the right class, from 1", example="1", default=1)
    targets: Rows | None = parameter(
        Columns(),
        help="for binary, squared and huber: what each score should have led to",
        example="1, 0, 0",
        default=None,
    )
    kind: Literal[
        "hinge", "squared-hinge", "worst-hinge", "softmax", "binary", "squared", "huber"
    ] = parameter(Choice(*LOSSES), help="the loss", example="softmax", default="hinge")
    smoothing: float = parameter(
        Number(0, 1), help="ε of label smoothing, for softmax", example="0.1", default=0.0
    )

    def __post_init__(self) -> None:
        if self.kind in ON_NUMBERS:
            if self.targets is None or len(self.targets) != len(self.scores):
                raise ParameterError("targets", f"{self.kind} needs one for each score")
            if self.kind == "binary" and not all(0 <= t <= 1 for t in self._numbers("targets")):
                raise ParameterError("targets", "binary ones lie between 0 and 1")
        elif self.right > len(self.scores):
            raise ParameterError("right", f"there are {len(self.scores)} classes")

    def record(self) -> LossExplanation:
        from optviz import network

        loss = {
            "hinge": network.MulticlassHinge(),
            "squared-hinge": network.MulticlassHinge(squared=True),
            "worst-hinge": network.MulticlassHinge(classes="worst"),
            "softmax": network.SoftmaxCrossEntropy(self.smoothing),
            "binary": network.BinaryCrossEntropy(),
            "squared": network.SquaredError(),
            "huber": network.Huber(),
        }[self.kind]
        against_numbers = self.kind in ON_NUMBERS
        target = self._numbers("targets") if against_numbers else self.right - 1
        return network.explain_loss(loss, self._numbers("scores"), target)

    def _numbers(self, name: str) -> list[float]:
        numbers = []
        for place, (entry, *more) in enumerate(getattr(self, name), 1):
            try:
                numbers.append(float(entry))
            except TypeError:
                raise ParameterError(name, f"entry {place}, {entry}, is no number") from None
            if more:
                raise ParameterError(name, "one column or row of numbers, not a matrix")
        return numbers


@dataclass(frozen=True)
class Activations(Explanation):
    """The signal in a deep stack of random layers: it dies out, saturates, or holds."""

    start: str = parameter(
        Choice(*STARTS),
        help="the activation and how the weights are drawn",
        example="relu-he",
        default="tanh-small",
    )
    sigma: float | None = parameter(
        Number(1e-6, 1e3), help="draw weights from N(0, σ²) instead", example="0.05", default=None
    )
    depth: int = parameter(Integer(2, 100), help="layers", example="5", default=10)
    width: int = parameter(Integer(10, 1000), help="units in each", example="50", default=500)

    def record(self) -> LayerStatistics:
        from optviz.network import LECTURE, Normal, layer_statistics

        activation, weights = LECTURE[STARTS[self.start]]
        if self.sigma is not None:
            weights = Normal(self.sigma)
        return layer_statistics(activation, weights, depth=self.depth, width=self.width)


@dataclass(frozen=True)
class Trained(Explanation):
    """A network with one hidden layer of ReLUs, trained by Adam.

    Examples
    --------
    >>> Training.example().hidden
    64
    """

    data: Literal["digits", "moons", "spirals", "iris", "wine"] = parameter(
        Choice("digits", "moons", "spirals", "iris", "wine"),
        help="what to learn",
        example="moons",
        default="digits",
    )
    hidden: int = parameter(Integer(1, 1000), help="hidden units", example="16", default=64)
    learning_rate: float = parameter(
        Number(1e-8, 1e3), help="the learning rate", example="0.02", default=0.003
    )
    epochs: int = parameter(
        Integer(1, 1000), help="how often to go through the data", example="20", default=20
    )

    def loaded(self) -> Data:
        """The data set."""
        import optviz.network

        data: Data = getattr(optviz.network, self.data)()
        return data

    def history(self) -> TrainingHistory:
        """Train, and look inside."""
        from optviz.network import (
            DeadUnits,
            DivergedError,
            Linear,
            ReLU,
            Sequential,
            SoftmaxCrossEntropy,
            TrainingSettings,
            UpdateRatio,
            train,
        )
        from optviz.rules import Adam

        data = self.loaded()
        outputs = Linear(self.hidden, data.number_of_classes)
        network = Sequential(Linear(data.x.shape[1], self.hidden), ReLU(), outputs)
        try:
            return train(
                network,
                SoftmaxCrossEntropy(),
                Adam(),
                data,
                TrainingSettings(epochs=self.epochs, learning_rate=self.learning_rate),
                probes=[DeadUnits(), UpdateRatio()],
            )
        except DivergedError as error:
            return error.history


@dataclass(frozen=True)
class Training(Trained):
    """Training a small network: loss and accuracy, on training and held-out data."""

    def record(self) -> TrainingHistory:
        return self.history()


@dataclass(frozen=True)
class Diagnosis(Trained):
    """The diagnosis of a training run from its curves: learning rate, overfitting, dead units."""

    def record(self) -> DiagnosisRecord:
        from optviz.network import diagnose

        return diagnose(self.history())


@dataclass(frozen=True)
class Preprocessing(Explanation):
    """Data made ready for training: centred, normalised, decorrelated, whitened."""

    kind: Literal["centre", "normalise", "pca", "whiten"] = parameter(
        Choice("centre", "normalise", "pca", "whiten"),
        help="what to do",
        example="pca",
        default="whiten",
    )
    data: Literal["wine", "digits", "iris"] = parameter(
        Choice("wine", "digits", "iris"), help="to which data", example="iris", default="wine"
    )

    def record(self) -> PreprocessingRecord:
        import optviz.network

        x = getattr(optviz.network, self.data)().x
        fitted: PreprocessingRecord = getattr(optviz.network, self.kind)(x)
        return fitted


@dataclass(frozen=True)
class ActivationRace(Explanation):
    """A race of activations to a training loss: ReLU, tanh, sigmoid, measured on digits."""

    depth: int = parameter(Integer(1, 20), help="hidden layers", example="2", default=4)
    epochs: int = parameter(Integer(2, 100), help="epochs for each", example="2", default=6)

    def record(self) -> ActivationRaceRecord:
        from optviz.network import activation_race, digits

        return activation_race(digits(), hidden=[64] * self.depth, epochs=self.epochs)
