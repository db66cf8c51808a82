"""Explanations of objectives and of optimisers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from scenes.explanations.topics import Explanation
from scenes.parameters.declarations import ParameterError, parameter
from scenes.parameters.descents import (
    METHODS,
    RULES,
    DescentProblem,
    Methods,
    ObjectiveText,
    OfAnObjective,
    RuleName,
    read_start,
)
from scenes.parameters.functions import (
    Coordinates,
    Place,
    order_remarks,
    refused_as,
    variables_parameter,
)
from scenes.parameters.kinds import Choice, Integer, Number

if TYPE_CHECKING:
    from linalg.record import Record
    from optviz.descent.basins import Basins as BasinsRecord
    from optviz.descent.conventions import Conventions as ConventionsRecord
    from optviz.descent.gradient_noise import GradientNoise as GradientNoiseRecord
    from optviz.gradient_checks.gradient_check import GradientCheck as GradientCheckRecord
    from optviz.objectives.objective import Objective as ObjectiveRecord
    from optviz.schedules.rate_curve import RateCurve, ScheduleName
    from optviz.second_order.newton_cost import NewtonCost as NewtonCostRecord

__all__ = [
    "Basins",
    "Conventions",
    "Descent",
    "GradientCheck",
    "GradientNoise",
    "NewtonCost",
    "Objective",
    "Schedule",
]


@dataclass(frozen=True)
class Descent(DescentProblem, Explanation):
    """A race of methods down a function, or one of them step by step."""

    def record(self) -> Record:
        trajectories = self.race.trajectories
        return self.race if len(trajectories) > 1 else next(iter(trajectories.values()))


@dataclass(frozen=True)
class Objective(Explanation):
    """A function to minimise: gradient, Hessian, known minima, and its level sets."""

    function: str = parameter(
        ObjectiveText(),
        help="an expression, or a name such as rosenbrock",
        example="himmelblau",
    )
    variables: tuple[str, ...] | None = variables_parameter()

    def record(self) -> ObjectiveRecord:
        from optviz.objectives.gallery import read_objective

        with refused_as("function"):
            return read_objective(self.function, self.variables)

    @property
    def remarks(self) -> tuple[str, ...]:
        """The assumption made: the order of the variables."""
        from optviz.objectives.gallery import known_function

        order = self.variables or known_function(self.function)
        return (*super().remarks, *order_remarks(self.record().variables, order))


@dataclass(frozen=True)
class GradientCheck(OfAnObjective, Explanation):
    """A gradient by formula beside one by differences, and the error against the step."""

    objective: str = parameter(
        ObjectiveText(), help="the function, or a name such as rosenbrock", example="rosenbrock"
    )
    at: Coordinates = parameter(Place(), help="the point", example="-1.2, 1")
    formula: Literal["forward", "central", "complex"] = parameter(
        Choice("forward", "central", "complex"),
        help="the difference",
        example="forward",
        default="central",
    )
    variables: tuple[str, ...] | None = variables_parameter()

    def record(self) -> GradientCheckRecord:
        from optviz.gradient_checks.gradient_check import gradient_check

        at = read_start("at", self.function, self.at, self.order)
        try:
            return gradient_check(self.function, at, formula=self.formula)
        except ValueError as error:
            raise ParameterError("at", str(error)) from error


@dataclass(frozen=True)
class GradientNoise(Explanation):
    """The distance of a mini-batch's gradient from the true one, on the diabetes data."""

    seed: int = parameter(
        Integer(0, 2**32 - 1), help="decides which examples are drawn", example="2", default=0
    )
    draws: int = parameter(
        Integer(2, 10_000), help="batches drawn of each size", example="100", default=400
    )

    def record(self) -> GradientNoiseRecord:
        from sklearn.datasets import load_diabetes

        from optviz.descent.gradient_noise import gradient_noise
        from optviz.objectives.data_objectives import LeastSquares

        data = load_diabetes()
        loss = LeastSquares(data.data / data.data.std(axis=0), data.target - data.target.mean())
        sizes = [2**k for k in range(9)]
        return gradient_noise(loss, [0.0] * loss.n, sizes, draws=self.draws, seed=self.seed)


@dataclass(frozen=True, kw_only=True)
class Conventions(OfAnObjective, Explanation):
    """One rule as PyTorch, Keras, optax, MLX, CS231n and the paper write it, side by side."""

    rule: str = parameter(
        RuleName(*RULES),
        help="the rule",
        example="adagrad",
    )
    objective: str = parameter(
        ObjectiveText(), help="the function", example="rosenbrock", default="x**2 + 10*y**2"
    )
    start: Coordinates = parameter(Place(), help="where to start", example="4, 1", default=(4, 1))
    steps: int = parameter(Integer(1, 100_000), help="how many steps", example="50", default=50)
    rate: float | None = parameter(
        Number(1e-300, 1e300),
        help="the learning rate; else the rule's own",
        example="0.1",
        default=None,
    )
    variables: tuple[str, ...] | None = variables_parameter()

    def record(self) -> ConventionsRecord:
        from optviz.descent.conventions import compare_conventions
        from optviz.descent.methods import METHODS

        rule: Any = METHODS[self.rule]
        return compare_conventions(
            self.function,
            rule,
            read_start("start", self.function, self.start, self.order),
            steps=self.steps,
            learning_rate=self.rate,
        )


@dataclass(frozen=True)
class Basins(OfAnObjective, Explanation):
    """The minimum that a method reaches from each point of a window."""

    objective: str = parameter(
        ObjectiveText(), help="the function of two variables", example="himmelblau"
    )
    rule: str = parameter(
        Methods(),
        help=f"one method of {', '.join(METHODS)}",
        example="gd(lr=0.01)",
        default="trust_region",
    )
    steps: int = parameter(Integer(1, 100_000), help="at most so many", example="200", default=100)
    resolution: int = parameter(
        Integer(2, 1000), help="starts along each side", example="50", default=60
    )
    variables: tuple[str, ...] | None = variables_parameter()

    def record(self) -> BasinsRecord:
        from optviz.descent.basins import basins
        from optviz.descent.methods import read_methods

        objective, methods = self.function, read_methods(self.rule)
        if objective.n != 2:
            raise ParameterError("objective", "a map of basins needs two variables")
        if len(methods) != 1:
            raise ParameterError("rule", "name one method")
        try:
            return basins(
                objective,
                methods[0].method,
                objective.window,
                resolution=self.resolution,
                steps=self.steps,
                learning_rate=methods[0].learning_rate,
            )
        except (TypeError, ValueError) as error:
            raise ParameterError("rule", str(error)) from error


@dataclass(frozen=True)
class NewtonCost(Explanation):
    """The cost of a Newton step as the number of parameters grows, measured here."""

    largest: int = parameter(
        Integer(100, 5000), help="the largest number of parameters", example="1600", default=800
    )

    def record(self) -> NewtonCostRecord:
        from optviz.second_order.newton_cost import newton_cost

        sizes = [self.largest // 2**i for i in range(6) if self.largest // 2**i >= 10]
        return newton_cost(sizes[::-1])


@dataclass(frozen=True)
class Schedule(Explanation):
    """A learning-rate schedule: the rate of each step."""

    name: ScheduleName = parameter(
        Choice(
            "constant",
            "step",
            "exponential",
            "cosine",
            "linear",
            "inverse-sqrt",
            "warm-up",
            "lecture",
        ),
        help="which schedule",
        example="cosine",
        default="lecture",
    )
    steps: int = parameter(
        Integer(10, 1_000_000), help="how many steps", example="1000", default=100
    )
    rate: float = parameter(Number(1e-12, 1e6), help="the largest rate", example="0.1", default=0.1)

    def record(self) -> RateCurve:
        from optviz.schedules.rate_curve import rate_curve

        return rate_curve(self.name, self.steps, self.rate)
