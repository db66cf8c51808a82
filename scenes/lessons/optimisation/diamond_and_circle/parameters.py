"""Parameters of the lesson on the L1 diamond and the L2 circle."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from scenes.explanations.optimisation.regularisation import Exact, PenaltyName
from scenes.parameters.declarations import ParameterError, Parameters, parameter
from scenes.parameters.kinds import Matrix, Number

if TYPE_CHECKING:
    from linalg.reading import ReadMatrix
    from optviz.planar.planar_loss import PlanarLoss
    from optviz.regularisation.penalties import Penalty

__all__ = ["DiamondAndCircleParameters", "Pair"]

CENTRE, AXES, ANGLE = (2, Fraction(9, 4)), (Fraction(5, 2), 1), -20
LARGEST_CONDITION = 1e6


@dataclass(frozen=True)
class Pair:
    """Two rational numbers, kept exact.

    Examples
    --------
    >>> Pair().read("5/2 2")
    (Fraction(5, 2), 2)
    """

    metavar: str = "PAIR"

    def read(self, text: str) -> tuple[int | Fraction, int | Fraction]:
        from linalg.reading.matrices import read_vector

        numbers = tuple(read_vector(text))
        if len(numbers) != 2 or not all(isinstance(n, int | Fraction) for n in numbers):
            raise ValueError(f"{text[:40]!r} is not two rational numbers, such as 5/2 2")
        return numbers


@dataclass(frozen=True, kw_only=True)
class DiamondAndCircleParameters(Parameters):
    """L1 diamond against L2 circle: where loss ellipses touch them, and which weights become zero.

    The loss is that of a least-squares problem, or an ellipse given by its centre and shape.

    Source: Hastie, Tibshirani and Friedman, "The elements of statistical learning", section 3.4.

    Examples
    --------
    >>> DiamondAndCircleParameters.from_mapping({"data": "2 0 | 1; 0 1 | 1; 1 1 | 2"}).loss.hessian
    ((5, 1), (1, 2))
    """

    data: ReadMatrix | None = parameter(
        Matrix(),
        help="least squares: the data [X y] with a bar before y, two columns in X, centred",
        example="2 0 | 1; 0 1 | 1; 1 1 | 2",
        default=None,
    )
    centre: tuple[int | Fraction, int | Fraction] | None = parameter(
        Pair(),
        help="the lowest point of the loss; 2 5/2 without data",
        example="2 5/2",
        default=None,
    )
    axes: tuple[int | Fraction, int | Fraction] | None = parameter(
        Pair(),
        help="the semi-axes of its ellipses; 5/2 1 without data",
        example="5/2 1",
        default=None,
    )
    angle: float | None = parameter(
        Number(-360, 360),
        help="how far the ellipses are turned, in degrees; -20 without data",
        example="-20",
        default=None,
    )
    left: Penalty | None = parameter(
        PenaltyName(), help="the penalty on the left: l1 unless given", example="l1", default=None
    )
    right: Penalty | None = parameter(
        PenaltyName(),
        help="the penalty on the right, l2 unless given; l1, l2, max, elastic RATIO or p NUMBER",
        example="elastic 1/2",
        default=None,
    )
    radius: int | Fraction | None = parameter(
        Exact(),
        help="where diamond and circle cut the axes; unless given, where L1 keeps one weight",
        example="1",
        default=None,
    )
    strengths: tuple[int | Fraction, int | Fraction] | None = parameter(
        Pair(),
        help="the range of λ; unless given, from 0 to a little more than L1 needs for zero weights",
        example="0 3",
        default=None,
    )

    def __post_init__(self) -> None:
        self._check_data()
        if self.axes is not None and min(self.axes) <= 0:
            raise ParameterError("axes", "must both be positive")
        if self.radius == 0:
            raise ParameterError("radius", "must be positive")
        if self.strengths is not None and not 0 <= self.strengths[0] < self.strengths[1]:
            raise ParameterError("strengths", "must rise, from 0 or more")
        if LARGEST_CONDITION < self.loss.condition < math.inf:
            raise ParameterError(
                "axes" if self.data is None else "data",
                f"the ellipses are more than {LARGEST_CONDITION**0.5:g} times as long as wide",
            )

    def _check_data(self) -> None:
        if self.data is None:
            return
        right = self.data.right_hand_side
        if right is None or len(right[0]) != 1:
            raise ParameterError("data", "needs a bar and one column y after it: 2 0 | 1; 0 1 | 1")
        for name in ("centre", "axes", "angle"):
            if getattr(self, name) is not None:
                raise ParameterError(name, "follows from the data; give one or the other")

    @property
    def penalties(self) -> tuple[Penalty, Penalty]:
        """The penalties on the left and on the right."""
        from optviz.regularisation.penalties import L1, L2

        return self.left or L1(), self.right or L2()

    @cached_property
    def loss(self) -> PlanarLoss:
        """The loss that was asked for."""
        from optviz.planar.planar_loss import PlanarLoss

        if self.data is None:
            angle = ANGLE if self.angle is None else self.angle
            return PlanarLoss.from_ellipse(self.centre or CENTRE, self.axes or AXES, angle)
        try:
            return PlanarLoss.from_data(self.data.rows, self.data.right_hand_side)
        except (TypeError, ValueError) as error:
            raise ParameterError("data", str(error)) from error

    @cached_property
    def shown_radius(self) -> int | Fraction:
        """The radius of both balls: as given, or a round one at which L1 keeps one weight."""
        from optviz.planar.planar_fit import penalised
        from optviz.planar.planar_path import sparse_strengths
        from optviz.regularisation.penalties import L1

        if self.radius is not None:
            return self.radius
        least, most = sparse_strengths(self.loss)
        sparse = penalised(self.loss, L1(), least + (most - least) * Fraction(3, 10))
        reach = sum(abs(float(weight)) for weight in self.loss.centre)
        return _round(float(sparse.radius) or reach / 2) or 1

    @cached_property
    def shown_strengths(self) -> tuple[float, float]:
        """The range of λ: as given, or one that ends a little after L1 has no weight left.

        In a flat valley it begins after 0, where all of the valley does as well.
        """
        if self.strengths is not None:
            low, high = self.strengths
            return float(low), float(high)
        needed = max(abs(float(pull)) for pull in self.loss.pull)
        end = 1.1 * needed or 1.0
        return (end / 100 if self.loss.flat else 0.0), end


def _round(value: float) -> Fraction:
    """Return a number of two digits near a value, exactly."""
    return Fraction(f"{value:.1e}")
