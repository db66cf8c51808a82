"""Explanations of calculus."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from scenes.explanations.topics import Explanation
from scenes.parameters.declarations import parameter
from scenes.parameters.functions import (
    Coordinates,
    Place,
    order_remarks,
    refused_as,
    require_sure_order,
    variables_parameter,
)
from scenes.parameters.kinds import Integer

if TYPE_CHECKING:
    import sympy as sp

    from linalg.calculus.directional import DirectionalDerivative as DirectionalDerivativeRecord
    from linalg.calculus.gradients import Gradient as GradientRecord
    from linalg.calculus.gradients import Hessian as HessianRecord
    from linalg.calculus.gradients import Jacobian as JacobianRecord
    from linalg.calculus.taylor import Taylor as TaylorRecord

__all__ = ["DirectionalDerivative", "Gradient", "Hessian", "Jacobian", "Taylor"]


Function = tuple[list[Any], "tuple[sp.Symbol, ...]"]
"""Expressions, and their variables together."""


def read_functions(texts: Sequence[str], variables: Sequence[str] | None = None) -> Function:
    """Return the expressions and the variables of functions: expressions, or known names.

    Raises
    ------
    LinalgError
        For a text that is none, with the name that was meant.

    Examples
    --------
    >>> read_functions(["x**2 + y"])
    ([x**2 + y], (x, y))
    >>> read_functions(["booth", "x + z"])[1]
    (x, y, z)
    >>> read_functions(["rosenbrok"])
    Traceback (most recent call last):
    linalg.errors.ParseError: character 1: there is no function rosenbrok: did you mean rosenbrock?
    """
    from linalg.calculus.variables import read_functions as read_expressions
    from optviz.objectives.gallery import known_function

    parts = [text if (known := known_function(text)) is None else known for text in texts]
    expressions = [part if isinstance(part, str) else part.expression for part in parts]
    return read_expressions(expressions, variables, parameters=True)


@dataclass(frozen=True)
class FunctionText:
    """An expression in any variables, or a known name; returned as the text that was checked."""

    metavar: str = "FUNCTION"

    def read(self, text: str) -> str:
        _require_variables([text], f"{text.strip()} is a constant: write a function of some")
        return text


@dataclass(frozen=True)
class FunctionTexts:
    """Functions apart by semicolons, of some variables together."""

    metavar: str = "FUNCTIONS"

    def read(self, text: str) -> str:
        parts = text.split(";")
        _require_variables(parts, f"{text.strip()} is constant: write functions of some")
        return text


def _require_variables(texts: Sequence[str], fault: str) -> None:
    from linalg.calculus.variables import AskBackError

    try:
        symbols = read_functions(texts)[1]
    except AskBackError:
        return  # the names of the variables may answer it
    if not symbols:
        example = "x**2 + y" if len(texts) == 1 else "x*y; x - y"
        raise ValueError(f"{fault} variables, as {example}")


_FUNCTION_HELP = "an expression, or a name such as rosenbrock"


@dataclass(frozen=True)
class OfVariables(Explanation):
    """A derivative of one function, or of several, of some variables."""

    if TYPE_CHECKING:  # a field of each, after those of its own

        @property
        def variables(self) -> tuple[str, ...] | None:
            """The names of the variables in their order, if they were given."""

    def __post_init__(self) -> None:
        self._read  # noqa: B018 (what the names of the variables make of the text)

    @property
    @abstractmethod
    def _texts(self) -> tuple[str, list[str]]:
        """The parameter that holds the functions, and their texts."""

    @cached_property
    def _read(self) -> Function:
        name, texts = self._texts
        with refused_as(name):
            return read_functions(texts, self.variables)

    @property
    def _order(self) -> object:
        """The source of the order of the variables: their names, or a known function; or None."""
        from optviz.objectives.gallery import known_function

        if all(known_function(text) is not None for text in self._texts[1]):
            return self._texts
        return self.variables

    @property
    def remarks(self) -> tuple[str, ...]:
        """The assumption made: the order of the variables."""
        return (*super().remarks, *order_remarks(self._read[1], self._order))

    def _require_sure_order(self, name: str, place: Coordinates | None) -> None:
        if place is not None:
            require_sure_order(name, place, self._read[1], self._order)


@dataclass(frozen=True)
class OfOneFunction(OfVariables):
    """A derivative of one function."""

    function: str = parameter(FunctionText(), help=_FUNCTION_HELP, example="x**2 + y**2")

    @property
    def _texts(self) -> tuple[str, list[str]]:
        return "function", [self.function]


@dataclass(frozen=True)
class Gradient(OfOneFunction):
    """The gradient of a function of several variables, checked against differences."""

    function: str = parameter(FunctionText(), help=_FUNCTION_HELP, example="(x + y)*z")
    at: Coordinates | None = parameter(
        Place(), help="a point at which to evaluate it", example="-2, 5, -4", default=None
    )
    variables: tuple[str, ...] | None = variables_parameter(others=True)

    def record(self) -> GradientRecord:
        from linalg import gradient

        (f,), variables = self._read
        self._require_sure_order("at", self.at)
        with refused_as("at"):
            return gradient(f, variables, at=self.at)


@dataclass(frozen=True)
class Jacobian(OfVariables):
    """The Jacobian of several functions, and what it does to a small square."""

    functions: str = parameter(
        FunctionTexts(), help="the components, apart by ;", example="r*cos(t); r*sin(t)"
    )
    variables: tuple[str, ...] | None = variables_parameter(others=True)

    @property
    def _texts(self) -> tuple[str, list[str]]:
        return "functions", self.functions.split(";")

    def record(self) -> JacobianRecord:
        from linalg import jacobian

        return jacobian(*self._read)


@dataclass(frozen=True)
class Hessian(OfOneFunction):
    """The Hessian of a function of several variables, checked against differences."""

    function: str = parameter(FunctionText(), help=_FUNCTION_HELP, example="x**2*y + y**3")
    variables: tuple[str, ...] | None = variables_parameter(others=True)

    def record(self) -> HessianRecord:
        from linalg import hessian

        (f,), variables = self._read
        return hessian(f, variables)


@dataclass(frozen=True)
class DirectionalDerivative(OfOneFunction):
    """The slope of a function along a direction."""

    direction: Coordinates = parameter(Place(), help="the direction", example="3, 4")
    variables: tuple[str, ...] | None = variables_parameter(others=True)

    def record(self) -> DirectionalDerivativeRecord:
        from linalg import directional_derivative

        (f,), variables = self._read
        self._require_sure_order("direction", self.direction)
        with refused_as("direction"):
            return directional_derivative(f, self.direction, variables)


@dataclass(frozen=True)
class Taylor(OfOneFunction):
    """The tangent plane or the local parabola of a function at a point."""

    function: str = parameter(FunctionText(), help=_FUNCTION_HELP, example="exp(x)*cos(y)")
    at: Coordinates = parameter(Place(), help="the point", example="0, 0")
    order: int = parameter(Integer(1, 2), help="1 or 2", example="2", default=2)
    variables: tuple[str, ...] | None = variables_parameter(others=True)

    def record(self) -> TaylorRecord:
        from linalg import taylor

        (f,), variables = self._read
        self._require_sure_order("at", self.at)
        with refused_as("at"):
            return taylor(f, self.at, self.order, variables)
