"""The parameters of everything that follows methods down a function."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from scenes.parameters.declarations import ParameterError, Parameters, declared, parameter
from scenes.parameters.functions import (
    Coordinates,
    Place,
    order_remarks,
    refused_as,
    require_sure_order,
    variables_parameter,
)
from scenes.parameters.kinds import Choice, Integer, Number, Switch

if TYPE_CHECKING:
    from optviz.descent.compare import Comparison
    from optviz.objectives.objective import Objective

__all__ = [
    "METHODS",
    "MOST_STEPS",
    "RULES",
    "DescentProblem",
    "Methods",
    "ObjectiveText",
    "OfAnObjective",
    "RuleName",
    "RuleProblem",
    "read_start",
]


MOST_STEPS = 200
"""Unless asked otherwise, of a film and of a handout alike."""


RULES = (
    *("gd", "momentum", "nesterov", "adagrad", "adadelta", "rmsprop"),
    *("adam", "adamw", "amsgrad", "adamax", "nadam", "lion"),
    *("radam", "rprop", "adafactor", "muon", "schedule_free"),
)
METHODS = (
    *RULES,
    *("polyak", "newton", "damped_newton", "modified_newton", "trust_region", "gauss_newton"),
    *("levenberg_marquardt", "bfgs", "lbfgs", "cg"),
)
"""The keys of `optviz.descent.methods`, shown in --help without it; a test compares them."""


@dataclass(frozen=True)
class ObjectiveText:
    """A function to minimise: an expression, or a name of the gallery."""

    metavar: str = "FUNCTION"

    def read(self, text: str) -> str:
        from linalg.calculus.variables import AskBackError
        from optviz.objectives.gallery import read_objective

        with suppress(AskBackError):  # the names of the variables may answer it
            read_objective(text)
        return text


@dataclass(frozen=True)
class Methods:
    """Methods with their hyperparameters; returned as the text that was checked."""

    metavar: str = "METHODS"

    def read(self, text: str) -> str:
        from optviz.descent.methods import read_methods

        read_methods(text)
        return text


class RuleName(Choice):
    """One rule of a list, in any spelling of its name.

    Examples
    --------
    >>> RuleName("gd", "adam").read("SGD")
    'gd'
    """

    def read(self, text: str) -> str:
        from optviz.method_names import key_of

        return super().read(key_of(text) or text)


def read_start(
    name: str, objective: Objective, point: Coordinates, order: object = None
) -> list[float]:
    """Return a point as floats, if the objective has a value there.

    Parameters
    ----------
    name : str
        The parameter, for errors.
    objective : Objective
    point : tuple, or dict by name
    order : optional
        What says the order of the variables, where anything does.

    Raises
    ------
    ParameterError
        If it has none, for a point of another number of coordinates, or if their order is in doubt.
    """
    from linalg.calculus.derivative import coordinates
    from optviz.descent.minimize import read_starts

    require_sure_order(name, point, objective.variables, order)
    with refused_as(name):
        start = [float(c) for c in coordinates(point, objective.variables)]
    try:
        read_starts(objective, start)
    except ValueError as error:
        raise ParameterError(name, str(error)) from error
    return start


class OfAnObjective(Parameters):
    """Parameters about an objective: `objective` is its text, `variables` their order or None."""

    objective: str
    variables: tuple[str, ...] | None

    @cached_property
    def function(self) -> Objective:
        """The function, read."""
        from optviz.objectives.gallery import read_objective

        with refused_as("objective"):
            return read_objective(self.objective, self.variables)

    @property
    def order(self) -> object:
        """The source of the order of the variables: their names, or a known function; or None."""
        from optviz.objectives.gallery import known_function

        return self.variables or known_function(self.objective)

    @property
    def remarks(self) -> tuple[str, ...]:
        """The assumption made: the order of the variables."""
        return (*super().remarks, *order_remarks(self.function.variables, self.order))


@dataclass(frozen=True, kw_only=True)
class DescentProblem(OfAnObjective):
    """A function, a start and the methods that go down from there.

    Examples
    --------
    >>> DescentProblem(objective="x**2 + 10*y**2", start=(4, 1), rules="newton").race.winner
    'newton'
    """

    objective: str = parameter(
        ObjectiveText(),
        help="the function: an expression, a name such as rosenbrock, or residuals apart by ;",
        example="x**2 + 10*y**2",
    )
    start: Coordinates = parameter(Place(), help="where to start", example="4, 1")
    rules: str = parameter(
        Methods(),
        help="the methods; a rule without lr is tried with several and keeps the best; there are "
        + ", ".join(METHODS),
        example="gd(lr=0.05), newton",
        default="gd, momentum, adam, newton",
    )
    steps: int = parameter(
        Integer(1, 100_000), help="at most so many steps", example="50", default=MOST_STEPS
    )
    tolerance: float | None = parameter(
        Number(0, 1e300),
        help="end where no slope is steeper",
        example="1e-8",
        default=None,
    )
    tune: bool = parameter(
        Switch(), help="choose learning rates that are not given", example="no", default=True
    )
    variables: tuple[str, ...] | None = variables_parameter()

    @classmethod
    def example(cls) -> Self:
        """Return the lecture's own descent, its methods included."""
        lecture = {"objective", "start", "rules"}
        return cls.from_mapping({d.name: d.example for d in declared(cls) if d.name in lecture})

    @property
    def coordinates(self) -> tuple[Any, ...]:
        """The exact coordinates of the start, in the order of the variables."""
        from linalg.calculus.derivative import coordinates

        return tuple(coordinates(self.start, self.function.variables))

    @cached_property
    def usable_start(self) -> list[float]:
        """The coordinates of the start, where the function has a value and a gradient.

        Raises
        ------
        ParameterError
            Where it has none.
        """
        import numpy as np

        from optviz.descent.minimize import require_gradient

        start = read_start("start", self.function, self.start, self.order)
        try:
            require_gradient(self.function, np.asarray(start))
        except ValueError as error:
            raise ParameterError("start", str(error)) from error
        return start

    @cached_property
    def race(self) -> Comparison:
        """All methods from the start.

        Raises
        ------
        ParameterError
            For a start or a method that the function does not take.
        """
        from optviz.descent.compare import compare
        from optviz.descent.methods import read_methods

        start = self.usable_start
        try:
            return compare(
                self.function,
                read_methods(self.rules),
                start,
                steps=self.steps,
                tolerance=self.tolerance,
                tune=self.tune,
            )
        except (ValueError, TypeError) as error:
            raise ParameterError("rules", str(error)) from error


@dataclass(frozen=True, kw_only=True)
class RuleProblem(DescentProblem):
    """A function, a start and rules of first order.

    Examples
    --------
    >>> RuleProblem(objective="x**2 + 10*y**2", start=(4, 1), rules="gd, newton").race
    Traceback (most recent call last):
    scenes.parameters.declarations.ParameterError: rules: newton: only rules of first order; the
    others are in descent
    """

    @cached_property
    def race(self) -> Comparison:
        """All rules from the start; a rate that is not given takes none of them higher, if one can.

        Raises
        ------
        ParameterError
            For a start or a rule that the function does not take, or a method of second order.
        """
        from optviz.descent.compare import best_rate, compare
        from optviz.descent.methods import read_methods
        from optviz.rules import Rule

        start, steps = self.usable_start, self.steps
        methods = read_methods(self.rules)
        if others := [named.label for named in methods if not isinstance(named.method, Rule)]:
            raise ParameterError(
                "rules",
                f"{', '.join(others)}: only rules of first order; the others are in descent",
            )
        try:
            for k, named in enumerate(methods):
                if named.needs_rate and self.tune:
                    rate = best_rate(self.function, named.method, start, steps=steps, calm=True)
                    methods[k] = replace(named, learning_rate=rate)
            return compare(
                self.function, methods, start, steps=steps, tolerance=self.tolerance, tune=self.tune
            )
        except (ValueError, TypeError) as error:
            raise ParameterError("rules", str(error)) from error
