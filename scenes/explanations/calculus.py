"""Explanations of calculus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scenes.descents import Place
from scenes.explanations.topics import Explanation
from scenes.kinds import Integer
from scenes.parameters import parameter

if TYPE_CHECKING:
    from linalg.calculus import Gradient as GradientRecord
    from linalg.calculus import Hessian as HessianRecord
    from linalg.calculus import Jacobian as JacobianRecord
    from linalg.directional import DirectionalDerivative as DirectionalDerivativeRecord
    from linalg.taylor import Taylor as TaylorRecord

__all__ = ["DirectionalDerivative", "Gradient", "Hessian", "Jacobian", "Taylor"]


@dataclass(frozen=True)
class Expression:
    """An expression in any variables; returned as the text that was checked."""

    metavar: str = "EXPRESSION"

    def read(self, text: str) -> str:
        from linalg.reading import read_expression

        read_expression(text)
        return text


@dataclass(frozen=True)
class Expressions(Expression):
    """Expressions apart by semicolons."""

    metavar: str = "EXPRESSIONS"

    def read(self, text: str) -> str:
        for part in text.split(";"):
            super().read(part)
        return text


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
        Expressions(), help="the components, apart by ;", example="r*cos(t); r*sin(t)"
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
    direction: tuple[Any, ...] = parameter(Place(), help="the direction", example="3, 4")

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
