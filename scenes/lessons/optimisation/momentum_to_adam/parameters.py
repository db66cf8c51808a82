"""Parameters of the lesson from momentum to Adam."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from scenes.parameters.declarations import ParameterError, parameter
from scenes.parameters.descents import RULES, DescentProblem, Methods, ObjectiveText
from scenes.parameters.functions import Coordinates, Place
from scenes.parameters.kinds import Integer

if TYPE_CHECKING:
    from optviz.descent.compare import Comparison

__all__ = ["MOST_RULES", "MomentumToAdamParameters"]

MOST_RULES = 4


@dataclass(frozen=True, kw_only=True)
class MomentumToAdamParameters(DescentProblem):
    """From gradient descent to Adam: velocity as stacked gradients, and a divider for each axis.

    Source: CS231n, lecture 7, on first-order update rules.

    Examples
    --------
    >>> MomentumToAdamParameters.example().race.steps_to()
    {'gd(lr=0.045)': 137, 'momentum(lr=0.045, momentum=0.7)': 35, 'rmsprop(lr=0.2, rho=0.9)': 34, \
'adam(lr=0.3, betas=(0.7, 0.99))': 36}
    """

    objective: str = parameter(
        ObjectiveText(),
        help="the function of two variables: an expression, or a name such as rosenbrock",
        example="x^2/2 + 10*y^2",
    )
    start: Coordinates = parameter(Place(), help="where to start", example="-4, 3/4")
    rules: str = parameter(
        Methods(),
        help="two to four first-order rules; one without lr is tried with several and keeps the "
        f"best; there are {', '.join(RULES)}",
        example="gd(lr=0.09), momentum(lr=0.09, momentum=0.7), rmsprop(lr=0.2, rho=0.9), "
        "adam(lr=0.3, betas=(0.7, 0.99))",
        default="gd, momentum, rmsprop, adam",
    )
    steps: int = parameter(Integer(4, 2000), help="so many steps", example="100", default=60)

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

    def __post_init__(self) -> None:
        function = self.function
        if function.n != 2:
            names = ", ".join(function.names)
            remedy = (
                f"add a second one, such as ({self.objective}) + y^2"
                if function.n == 1
                else "fix the others at numbers"
            )
            raise ParameterError(
                "objective", f"level sets are drawn for two variables, not for {names}; {remedy}"
            )
        count = len(self.race.labels)
        if not 2 <= count <= MOST_RULES:
            raise ParameterError("rules", f"names {count}; the lesson compares 2 to {MOST_RULES}")
