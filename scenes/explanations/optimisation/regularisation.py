"""Explanations of regularisation: where ellipse and ball touch, and paths of coefficients."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from scenes.explanations.topics import Explanation
from scenes.parameters.declarations import ParameterError, parameter
from scenes.parameters.kinds import Matrix, Switch

if TYPE_CHECKING:
    from linalg.reading import ReadMatrix
    from optviz.planar.planar_loss import PlanarLoss
    from optviz.planar.planar_path import TouchPath as TouchPathRecord
    from optviz.planar.touch import Touch as TouchRecord
    from optviz.regularisation.paths import CoefficientPath
    from optviz.regularisation.penalties import Penalty

__all__ = ["Exact", "PenaltyName", "RegularisationPath", "Touch", "TouchPath"]


@dataclass(frozen=True)
class Exact:
    """A rational number that is not negative, kept exact.

    Examples
    --------
    >>> Exact().read("0.25")
    Fraction(1, 4)
    """

    metavar: str = "NUMBER"

    def read(self, text: str) -> int | Fraction:
        from linalg.reading import read_expression

        number = read_expression(text, ())
        if not isinstance(number, int | Fraction):
            raise ValueError(f"{text!r} is not a rational number")
        if number < 0:
            raise ValueError(f"{text!r} is negative")
        return number


@dataclass(frozen=True)
class PenaltyName:
    """A penalty by its name.

    Examples
    --------
    >>> [PenaltyName().read(text) for text in ("l1", "elastic 1/2", "p 0.5")]
    [L1(), ElasticNet(ratio=Fraction(1, 2)), PNorm(p=0.5)]
    """

    metavar: str = "PENALTY"

    def read(self, text: str) -> Penalty:
        from optviz.regularisation.penalties import L1, L2, ElasticNet, MaxNorm, norm_penalty

        plain: dict[str, Any] = {"l1": L1, "l2": L2, "max": MaxNorm}
        name, _, number = text.strip().lower().partition(" ")
        if name in plain and not number:
            penalty: Penalty = plain[name]()
            return penalty
        if name == "elastic" and number:
            return ElasticNet(Exact().read(number))
        if name == "p" and number:
            try:
                return norm_penalty(float(Exact().read(number)))
            except ValueError:
                between = "is not p with a number from 0.1 to 50; for p = ∞ write max"
                raise ValueError(f"{text!r} {between}") from None
        raise ValueError(f"{text!r} is not one of l1, l2, max, elastic RATIO, p NUMBER")


@dataclass(frozen=True)
class FittedData(Explanation):
    """Least squares on data: the columns of X, and y after a bar."""

    data: ReadMatrix = parameter(
        Matrix(),
        help="the data [X y] with a bar before y; centre the columns first",
        example="2 0 | 1; 0 1 | 1; 1 1 | 2",
    )
    penalty: Penalty = parameter(
        PenaltyName(), help="l1, l2, max, elastic RATIO or p NUMBER", example="l1"
    )

    def __post_init__(self) -> None:
        right = self.data.right_hand_side
        if right is None or len(right[0]) != 1:
            raise ParameterError("data", "needs a bar and one column y after it: 2 0 | 1; 0 1 | 1")


@dataclass(frozen=True)
class PlanarData(FittedData):
    """Least squares on data with two columns."""

    def __post_init__(self) -> None:
        super().__post_init__()
        count = len(self.data.rows[0])
        if count != 2:
            there = f"{count} column{'s' if count > 1 else ''} before the bar"
            raise ParameterError("data", f"{there}; two weights need two: 2 0 | 1; 0 1 | 1")

    @property
    def loss(self) -> PlanarLoss:
        """The loss of two weights, exact for exact data."""
        from optviz.planar.planar_loss import PlanarLoss

        try:
            return PlanarLoss.from_data(self.data.rows, self.data.right_hand_side)
        except (TypeError, ValueError) as error:
            raise ParameterError("data", str(error)) from error


@dataclass(frozen=True)
class Touch(PlanarData):
    """The touch of the ellipse of a loss of two weights and the ball of a penalty."""

    strength: int | Fraction = parameter(
        Exact(), help="the weight λ of the penalty", example="2", default=1
    )

    def record(self) -> TouchRecord:
        from optviz.planar.planar_fit import penalised

        return penalised(self.loss, self.penalty, self.strength)


@dataclass(frozen=True)
class TouchPath(PlanarData):
    """The touching point as the ball of a penalty grows: which weights are zero, and how long."""

    def record(self) -> TouchPathRecord:
        from optviz.planar.planar_path import touch_path

        try:
            return touch_path(self.loss, self.penalty)
        except ValueError as error:
            raise ParameterError("data", str(error)) from error


@dataclass(frozen=True)
class RegularisationPath(FittedData):
    """The coefficients of a linear fit as the penalty weakens: ridge, lasso, elastic net."""

    intercept: bool = parameter(
        Switch(),
        help="fit a constant too, not penalised: the columns and the targets are centred",
        example="yes",
        default=False,
    )

    def record(self) -> CoefficientPath:
        from optviz.regularisation.paths import elastic_net_path, lasso_path, ridge_path
        from optviz.regularisation.penalties import L1, L2, ElasticNet

        if not isinstance(self.penalty, L1 | L2 | ElasticNet):
            raise ParameterError("penalty", "a path is known for l1, l2 and elastic RATIO")
        try:
            X = [[float(entry) for entry in row] for row in self.data.rows]
            y = [float(entry) for (entry,) in self.data.right_hand_side or ()]
            match self.penalty:
                case L1():
                    return lasso_path(X, y, intercept=self.intercept)
                case L2():
                    return ridge_path(X, y, intercept=self.intercept)
                case ElasticNet(ratio):
                    return elastic_net_path(X, y, float(ratio), intercept=self.intercept)
        except (TypeError, ValueError) as error:
            raise ParameterError("data", str(error)) from error
