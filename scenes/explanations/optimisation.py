"""Explanations of calculus and of optimisers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from scenes.descents import DescentProblem, Methods, ObjectiveText, Place, Vector, read_start
from scenes.explanations.topics import Explanation
from scenes.kinds import Choice, Integer, Number
from scenes.parameters import ParameterError, parameter

if TYPE_CHECKING:
    from linalg.calculus import Gradient as GradientRecord
    from linalg.calculus import Hessian as HessianRecord
    from linalg.calculus import Jacobian as JacobianRecord
    from linalg.directional import DirectionalDerivative as DirectionalDerivativeRecord
    from linalg.record import Record
    from linalg.taylor import Taylor as TaylorRecord
    from optviz.basins import Basins as BasinsRecord
    from optviz.conventions import Conventions as ConventionsRecord
    from optviz.gradient_check import GradientCheck as GradientCheckRecord
    from optviz.newton_cost import NewtonCost as NewtonCostRecord
    from optviz.rate_curve import RateCurve

__all__ = [
    "Basins",
    "Conventions",
    "Descent",
    "DirectionalDerivative",
    "Gradient",
    "GradientCheck",
    "Hessian",
    "Jacobian",
    "NewtonCost",
    "Schedule",
    "Taylor",
]


@dataclass(frozen=True)
class Expression:
    """An expression in any variables; returned as the text that was checked."""

    metavar: str = "EXPRESSION"

    def read(self, text: str) -> str:
        from linalg.reading import read_expression

        for part in text.split(";"):
            read_expression(part)
        return text


@dataclass(frozen=True)
class Descent(DescentProblem, Explanation):
    """A race of methods down a function, or one of them step by step."""

    def record(self) -> Record:
        trajectories = self.race.trajectories
        return self.race if len(trajectories) > 1 else next(iter(trajectories.values()))


@dataclass(frozen=True)
class Gradient(Explanation):
    """The gradient of a function of several variables, checked against differences."""

    function: str = parameter(Expression(), help="the function", example="(x + y)*z")
    at: tuple[Any, ...] | None = parameter(
        Place(), help="a point at which to evaluate it", example="-2, 5, -4", default=None
    )

    def record(self) -> GradientRecord:
        from linalg import gradient

        return gradient(self.function, at=self.at)


@dataclass(frozen=True)
class Jacobian(Explanation):
    """The Jacobian of several functions, and what it does to a small square."""

    functions: str = parameter(
        Expression(), help="the components, apart by ;", example="r*cos(t); r*sin(t)"
    )

    def record(self) -> JacobianRecord:
        from linalg import jacobian

        return jacobian(self.functions.split(";"))


@dataclass(frozen=True)
class Hessian(Explanation):
    """The Hessian of a function of several variables, checked against differences."""

    function: str = parameter(Expression(), help="the function", example="x**2*y + y**3")

    def record(self) -> HessianRecord:
        from linalg import hessian

        return hessian(self.function)


@dataclass(frozen=True)
class DirectionalDerivative(Explanation):
    """The slope of a function along a direction."""

    function: str = parameter(Expression(), help="the function", example="x**2 + y**2")
    direction: tuple[Any, ...] = parameter(Vector(), help="the direction", example="3, 4")

    def record(self) -> DirectionalDerivativeRecord:
        from linalg import directional_derivative

        return directional_derivative(self.function, self.direction)


@dataclass(frozen=True)
class Taylor(Explanation):
    """The tangent plane or the local parabola of a function at a point."""

    function: str = parameter(Expression(), help="the function", example="exp(x)*cos(y)")
    at: tuple[Any, ...] = parameter(Place(), help="the point", example="0, 0")
    order: int = parameter(Integer(1, 2), help="1 or 2", example="2", default=2)

    def record(self) -> TaylorRecord:
        from linalg import taylor

        return taylor(self.function, self.at, self.order)


@dataclass(frozen=True)
class GradientCheck(Explanation):
    """A gradient by formula beside one by differences, and the error against the step."""

    objective: str = parameter(
        ObjectiveText(), help="the function, or a name such as rosenbrock", example="rosenbrock"
    )
    at: tuple[Any, ...] = parameter(Place(), help="the point", example="-1.2, 1")
    formula: Literal["forward", "central", "complex"] = parameter(
        Choice("forward", "central", "complex"),
        help="the difference",
        example="forward",
        default="central",
    )

    def record(self) -> GradientCheckRecord:
        from optviz.gallery import read_objective
        from optviz.gradient_check import gradient_check

        objective = read_objective(self.objective)
        at = read_start("at", objective, self.at)
        return gradient_check(objective, at, formula=self.formula)


@dataclass(frozen=True)
class Conventions(Explanation):
    """Where PyTorch, Keras, CS231n and the paper part on one rule."""

    rule: str = parameter(
        Choice(
            *("gd", "momentum", "nesterov", "adagrad", "adadelta", "rmsprop"),
            *("adam", "adamw", "amsgrad", "adamax", "nadam", "lion"),
        ),
        help="the rule",
        example="adagrad",
    )
    objective: str = parameter(
        ObjectiveText(), help="the function", example="rosenbrock", default="x**2 + 10*y**2"
    )
    start: tuple[Any, ...] = parameter(
        Place(), help="where to start", example="4, 1", default=(4, 1)
    )
    steps: int = parameter(Integer(1, 100_000), help="how many steps", example="50", default=50)
    rate: float | None = parameter(
        Number(1e-300, 1e300),
        help="the learning rate; else the rule's own",
        example="0.1",
        default=None,
    )

    def record(self) -> ConventionsRecord:
        from optviz.conventions import compare_conventions
        from optviz.entrants import METHODS
        from optviz.gallery import read_objective

        rule: Any = METHODS[self.rule]
        objective = read_objective(self.objective)
        return compare_conventions(
            objective,
            rule,
            read_start("start", objective, self.start),
            steps=self.steps,
            learning_rate=self.rate,
        )


@dataclass(frozen=True)
class Basins(Explanation):
    """Which minimum a method reaches from each point of a window."""

    objective: str = parameter(
        ObjectiveText(), help="the function of two variables", example="himmelblau"
    )
    rule: str = parameter(
        Methods(), help="one method", example="gd(lr=0.01)", default="trust_region"
    )
    steps: int = parameter(Integer(1, 100_000), help="at most so many", example="200", default=100)
    resolution: int = parameter(
        Integer(2, 1000), help="starts along each side", example="50", default=60
    )

    def record(self) -> BasinsRecord:
        from optviz.basins import basins
        from optviz.entrants import read_entrants
        from optviz.gallery import read_objective

        objective, entrants = read_objective(self.objective), read_entrants(self.rule)
        if objective.n != 2:
            raise ParameterError("objective", "a map of basins needs two variables")
        if len(entrants) != 1:
            raise ParameterError("rule", "name one method")
        left, right = (-5.0, 5.0), (-5.0, 5.0)
        window = (objective.domain[0], objective.domain[1]) if objective.domain else (left, right)
        return basins(
            objective,
            entrants[0].method,
            window,
            resolution=self.resolution,
            steps=self.steps,
            learning_rate=entrants[0].learning_rate,
        )


@dataclass(frozen=True)
class NewtonCost(Explanation):
    """What a Newton step costs as the number of parameters grows, measured here."""

    largest: int = parameter(
        Integer(100, 5000), help="the largest number of parameters", example="1600", default=800
    )

    def record(self) -> NewtonCostRecord:
        from optviz.newton_cost import newton_cost

        sizes = [self.largest // 2**i for i in range(6) if self.largest // 2**i >= 10]
        return newton_cost(sizes[::-1])


@dataclass(frozen=True)
class Schedule(Explanation):
    """A learning-rate schedule: the rate of each step."""

    name: str = parameter(
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
        from optviz.rate_curve import rate_curve

        return rate_curve(self.name, self.steps, self.rate)  # type: ignore[arg-type]
