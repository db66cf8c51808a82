"""Parameters of the lesson from momentum to Adam."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.parameters.declarations import ParameterError, parameter
from scenes.parameters.descents import RULES, Methods, ObjectiveText, RuleProblem
from scenes.parameters.functions import Coordinates, Place
from scenes.parameters.kinds import Integer

__all__ = ["MOST_RULES", "MomentumToAdamParameters"]

MOST_RULES = 4


@dataclass(frozen=True, kw_only=True)
class MomentumToAdamParameters(RuleProblem):
    """From gradient descent to Adam: velocity as stacked gradients, and a divider for each axis.

    Source: CS231n, lecture 7, on first-order update rules.

    Examples
    --------
    >>> MomentumToAdamParameters.example().race.winner
    'rmsprop(lr=0.2, rho=0.9)'
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
