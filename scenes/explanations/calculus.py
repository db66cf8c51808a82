"""Explanations of calculus."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scenes.descents import Place
from scenes.explanations.topics import Explanation
from scenes.kinds import Integer
from scenes.parameters import ParameterError, parameter

if TYPE_CHECKING:
    import sympy as sp

    from linalg.calculus import Gradient as GradientRecord
    from linalg.calculus import Hessian as HessianRecord
    from linalg.calculus import Jacobian as JacobianRecord
    from linalg.directional import DirectionalDerivative as DirectionalDerivativeRecord
    from linalg.taylor import Taylor as TaylorRecord

__all__ = ["DirectionalDerivative", "Gradient", "Hessian", "Jacobian", "Taylor"]


def read_function(text: str) -> tuple[Any, tuple[sp.Symbol, ...]]:
    """Return the expression and the variables of a function: an expression, or a known name.

    Raises
    ------
    LinalgError
        For a text that is none, with the name that was meant.

    Examples
    --------
    >>> read_function("x**2 + y")
    (x**2 + y, (x, y))
    >>> read_function("booth")[1]
    (x, y)
    >>> read_function("rosenbrok")
    Traceback (most recent call last):
    linalg.errors.ParseError: character 1: there is no function rosenbrok: did you mean rosenbrock?
    """
    from linalg.differentiation import read_function as read_expression
    from linalg.errors import ShapeError
    from optviz.gallery import NAME, read_objective

    if NAME.fullmatch(text):
        # A constant such as pi is no objective; what it is good for is for others to say.
        with suppress(ShapeError):
            objective = read_objective(text)
            return objective.expression, objective.variables
    return read_expression(text)


@dataclass(frozen=True)
class FunctionText:
    """An expression in any variables, or a known name; returned as the text that was checked."""

    metavar: str = "FUNCTION"

    def read(self, text: str) -> str:
        if not read_function(text)[1]:
            raise ValueError(
                f"{text.strip()} is a constant: write a function of some variables, as x**2 + y"
            )
        return text


@dataclass(frozen=True)
class FunctionTexts:
    """Functions apart by semicolons, of some variables together."""

    metavar: str = "FUNCTIONS"

    def read(self, text: str) -> str:
        variables = [read_function(part)[1] for part in text.split(";")]
        if not any(variables):
            raise ValueError(
                f"{text.strip()} is constant: write functions of some variables, as x*y; x - y"
            )
        return text


@contextmanager
def _refused_as(name: str) -> Iterator[None]:
    """Say which parameter an error is about."""
    from linalg.errors import LinalgError

    try:
        yield
    except LinalgError as error:
        raise ParameterError(name, str(error)) from error


_FUNCTION_HELP = "an expression, or a name such as rosenbrock"


@dataclass(frozen=True)
class Gradient(Explanation):
    """The gradient of a function of several variables, checked against differences."""

    function: str = parameter(FunctionText(), help=_FUNCTION_HELP, example="(x + y)*z")
    at: tuple[Any, ...] | None = parameter(
        Place(), help="a point at which to evaluate it", example="-2, 5, -4", default=None
    )

    def record(self) -> GradientRecord:
        from linalg import gradient

        with _refused_as("at"):
            return gradient(*read_function(self.function), at=self.at)


@dataclass(frozen=True)
class Jacobian(Explanation):
    """The Jacobian of several functions, and what it does to a small square."""

    functions: str = parameter(
        FunctionTexts(), help="the components, apart by ;", example="r*cos(t); r*sin(t)"
    )

    def record(self) -> JacobianRecord:
        from linalg import jacobian

        return jacobian([read_function(part)[0] for part in self.functions.split(";")])


@dataclass(frozen=True)
class Hessian(Explanation):
    """The Hessian of a function of several variables, checked against differences."""

    function: str = parameter(FunctionText(), help=_FUNCTION_HELP, example="x**2*y + y**3")

    def record(self) -> HessianRecord:
        from linalg import hessian

        return hessian(*read_function(self.function))


@dataclass(frozen=True)
class DirectionalDerivative(Explanation):
    """The slope of a function along a direction."""

    function: str = parameter(FunctionText(), help=_FUNCTION_HELP, example="x**2 + y**2")
    direction: tuple[Any, ...] = parameter(Place(), help="the direction", example="3, 4")

    def record(self) -> DirectionalDerivativeRecord:
        from linalg import directional_derivative

        f, variables = read_function(self.function)
        with _refused_as("direction"):
            return directional_derivative(f, self.direction, variables)


@dataclass(frozen=True)
class Taylor(Explanation):
    """The tangent plane or the local parabola of a function at a point."""

    function: str = parameter(FunctionText(), help=_FUNCTION_HELP, example="exp(x)*cos(y)")
    at: tuple[Any, ...] = parameter(Place(), help="the point", example="0, 0")
    order: int = parameter(Integer(1, 2), help="1 or 2", example="2", default=2)

    def record(self) -> TaylorRecord:
        from linalg import taylor

        f, variables = read_function(self.function)
        with _refused_as("at"):
            return taylor(f, self.at, self.order, variables)
