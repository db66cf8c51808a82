"""Explanations of models to look at: capacity, decision regions, features, the first networks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from scenes.explanations.topics import Explanation
from scenes.parameters.declarations import ParameterError, parameter
from scenes.parameters.kinds import Choice, Integer, Matrix, Number

if TYPE_CHECKING:
    import numpy as np

    from linalg.reading import ReadMatrix
    from optviz.network.experiments.capacities import Capacities
    from optviz.network.experiments.decision_picture import DecisionPicture
    from optviz.network.experiments.dimensions import Emptiness
    from optviz.network.experiments.feature_comparison import FeatureComparison
    from optviz.network.experiments.one_vs_rest import OneVsRest
    from optviz.network.experiments.polynomial import CapacityCurve, PolynomialFit
    from optviz.network.machines.boltzmann import Boltzmann as BoltzmannRecord
    from optviz.network.machines.boltzmann import Pretraining as PretrainingRecord
    from optviz.network.machines.madaline import Madaline as MadalineRecord
    from optviz.network.machines.perceptron import ThresholdUnit

__all__ = [
    "Adaline",
    "Boltzmann",
    "Capacity",
    "CapacityAndDecay",
    "DecisionRegions",
    "Dimensions",
    "Features",
    "Madaline",
    "OneForEach",
    "Perceptron",
    "Polynomial",
    "Pretraining",
]

OR = "0 0 | -1; 0 1 | 1; 1 0 | 1; 1 1 | 1"
XOR = "0 0 | -1; 0 1 | 1; 1 0 | 1; 1 1 | -1"


@dataclass(frozen=True)
class Polynomial(Explanation):
    """A polynomial through noisy points: too stiff, about right, or through every one of them."""

    degree: int = parameter(Integer(0, 30), help="the degree", example="9")
    points: int = parameter(Integer(2, 200), help="how many points", example="10", default=10)
    penalty: float = parameter(
        Number(0, 1e6), help="λ of the penalty on the coefficients", example="0.1", default=0.0
    )

    def __post_init__(self) -> None:
        if self.degree >= self.points:
            raise ParameterError(
                "degree", f"{self.points} points determine at most degree {self.points - 1}"
            )

    def record(self) -> PolynomialFit:
        from optviz.network import polynomial_fit

        return polynomial_fit(self.degree, points=self.points, penalty=self.penalty, seed=4)


@dataclass(frozen=True)
class Capacity(Explanation):
    """Errors against capacity: polynomials of every degree through the same points."""

    points: int = parameter(Integer(2, 40), help="how many points", example="10", default=10)

    def record(self) -> CapacityCurve:
        from optviz.network import capacity_curve

        return capacity_curve(points=self.points, seed=4)


@dataclass(frozen=True)
class DecisionRegions(Explanation):
    """The regions that a classifier cuts the plane into, with and without hidden units."""

    data: Literal["moons", "spirals"] = parameter(
        Choice("moons", "spirals"), help="the points", example="moons", default="spirals"
    )
    hidden: int = parameter(
        Integer(0, 500), help="hidden units; 0 is softmax regression", example="3", default=0
    )
    weight_decay: float = parameter(
        Number(0, 10), help="λ of the penalty on the weights", example="0.001", default=0.0
    )

    def record(self) -> DecisionPicture:
        import optviz.network

        data = getattr(optviz.network, self.data)()
        hidden = (self.hidden,) if self.hidden else ()
        return optviz.network.decision_picture(data, hidden=hidden, weight_decay=self.weight_decay)


@dataclass(frozen=True)
class CapacityAndDecay(Explanation):
    """Decision regions for several numbers of hidden units and strengths of weight decay."""

    data: Literal["moons", "spirals"] = parameter(
        Choice("moons", "spirals"), help="the points", example="moons", default="spirals"
    )
    epochs: int = parameter(Integer(1, 1000), help="epochs for each", example="20", default=200)

    def record(self) -> Capacities:
        import optviz.network

        data = getattr(optviz.network, self.data)()
        return optviz.network.capacities(
            data, hidden=(1, 3, 20), weight_decay=(0.0, 0.003), epochs=self.epochs
        )


@dataclass(frozen=True)
class OneForEach(Explanation):
    """One linear classifier for each class against one for all: classes in a row, or around."""

    classes: int = parameter(Integer(2, 8), help="classes", example="5", default=7)
    placed: Literal["row", "circle"] = parameter(
        Choice("row", "circle"), help="how they lie", example="circle", default="row"
    )
    seed: int = parameter(Integer(0, 10**9), help="for the points", example="1", default=0)

    def record(self) -> OneVsRest:
        import numpy as np

        from optviz.network import Data, one_for_each_and_one_for_all

        rng = np.random.default_rng(self.seed)
        y = np.arange(100 * self.classes) % self.classes
        if self.placed == "row":
            middle = np.stack([2.0 * y, 0 * y], axis=1)
        else:
            angle = 2 * np.pi * y / self.classes
            middle = self.classes / 2 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
        return one_for_each_and_one_for_all(Data.split(middle + rng.normal(0, 0.3, (len(y), 2)), y))


@dataclass(frozen=True)
class Dimensions(Explanation):
    """The curse of dimensionality: how many points fill a space, and how alike distances get."""

    points: int = parameter(Integer(10, 2000), help="random points", example="100", default=500)

    def record(self) -> Emptiness:
        from optviz.network import emptiness

        return emptiness(points=self.points)


@dataclass(frozen=True)
class Features(Explanation):
    """Image features by hand against a network on the pixels: which picture is a patch of."""

    patches: int = parameter(
        Integer(10, 500), help="training patches of each picture", example="10", default=40
    )

    def record(self) -> FeatureComparison:
        from optviz.network import compare_features, picture_patches

        return compare_features(picture_patches(each=self.patches, held_out=self.patches // 2))


@dataclass(frozen=True)
class SignedPoints(Explanation):
    """Points and their signs.

    Examples
    --------
    >>> Perceptron.example().points[1].tolist()
    [-1, 1, 1, 1]
    """

    matrix: ReadMatrix = parameter(
        Matrix(), help="a point a row, and behind a bar its sign: 1 or -1", example=OR
    )

    def __post_init__(self) -> None:
        if self.matrix.right_hand_side is None:
            raise ParameterError("matrix", f"has no bar with signs behind it; for example {OR}")
        if any(tuple(row) not in ((1,), (-1,)) for row in self.matrix.right_hand_side):
            raise ParameterError("matrix", "behind the bar each point has one sign: 1 or -1")
        for entry in (entry for row in self.matrix.rows for entry in row):
            try:
                float(entry)
            except TypeError:
                raise ParameterError("matrix", f"takes numbers, not {entry}") from None

    @property
    def points(self) -> tuple[np.ndarray, np.ndarray]:
        """The points, (N, D), and their signs, (N,)."""
        import numpy as np

        signs = [row[0] for row in self.matrix.right_hand_side or ()]
        return np.array(self.matrix.rows, float), np.array(signs, int)


@dataclass(frozen=True)
class Perceptron(SignedPoints):
    """The perceptron of 1957: it converges where a line separates the signs, and only there."""

    def record(self) -> ThresholdUnit:
        from optviz.network import perceptron

        return perceptron(*self.points)


@dataclass(frozen=True)
class Adaline(SignedPoints):
    """Adaline of 1960: it steps by the error itself, and needs no mistake to learn."""

    rate: float = parameter(Number(1e-9, 10), help="the step", example="0.05", default=0.05)
    passes: int = parameter(
        Integer(1, 10_000), help="how often through the points", example="20", default=100
    )

    def record(self) -> ThresholdUnit:
        from optviz.network import adaline

        try:
            return adaline(*self.points, rate=self.rate, passes=self.passes)
        except ValueError as error:
            raise ParameterError("rate", str(error)) from error


@dataclass(frozen=True)
class Madaline(SignedPoints):
    """A layer of threshold units that learns without derivatives: Madaline, Rule II."""

    hidden: int = parameter(Integer(1, 50), help="hidden units", example="3", default=3)

    def record(self) -> MadalineRecord:
        from optviz.network import madaline

        return madaline(*self.points, hidden=self.hidden)


@dataclass(frozen=True)
class Boltzmann(Explanation):
    """A restricted Boltzmann machine on the digits, trained by contrastive divergence."""

    hidden: int = parameter(Integer(1, 500), help="hidden units", example="16", default=40)
    epochs: int = parameter(Integer(2, 200), help="epochs", example="3", default=20)

    def record(self) -> BoltzmannRecord:
        from optviz.network import boltzmann, digits

        return boltzmann(digits().x, self.hidden, epochs=self.epochs)


@dataclass(frozen=True)
class Pretraining(Explanation):
    """A deep autoencoder that starts from a stack of Boltzmann machines, and one that does not."""

    epochs: int = parameter(Integer(2, 200), help="epochs of each part", example="3", default=20)

    def record(self) -> PretrainingRecord:
        from optviz.network import digits, pretrain_autoencoder

        return pretrain_autoencoder(digits().x, machine_epochs=self.epochs, epochs=self.epochs)
