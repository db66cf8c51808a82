"""Parameters of the lesson on descent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scenes.parameters.declarations import ParameterError, parameter
from scenes.parameters.descents import METHODS, MOST_STEPS, DescentProblem, Methods, ObjectiveText
from scenes.parameters.functions import Coordinates, Place
from scenes.parameters.kinds import Choice, Integer, Switch

__all__ = ["MOST_RULES", "DescentParameters"]

MOST_RULES = 4


@dataclass(frozen=True, kw_only=True)
class DescentParameters(DescentProblem):
    """Gradient descent beside Newton's method: slope, curvature, saddles, and the price.

    Source: CS231n, lecture 7, on first- and second-order optimisation.

    Examples
    --------
    >>> DescentParameters.example().race.steps_to()
    {'gd(lr=0.06)': 100, 'newton': 5}
    """

    objective: str = parameter(
        ObjectiveText(),
        help="the function of two variables: an expression, or a name such as rosenbrock",
        example="x^2/2 + 12*(y - x^2/8)^2",
    )
    start: Coordinates = parameter(Place(), help="where to start", example="-5/2, 0")
    rules: str = parameter(
        Methods(),
        help="two to four methods; a rule without lr is tried with several and keeps the best; "
        f"there are {', '.join(METHODS)}",
        example="gd(lr=0.06), newton",
        default="gd, newton",
    )
    steps: int = parameter(
        Integer(1, 2000), help="at most so many steps", example="100", default=MOST_STEPS
    )
    view: Literal["contours", "surface"] = parameter(
        Choice("contours", "surface"),
        help="begin with the level sets, or with the surface in space",
        example="surface",
        default="contours",
    )
    trouble: bool = parameter(
        Switch(),
        help="show Newton caught by a saddle and thrown far, and what damping does",
        example="no",
        default=False,
    )
    price: bool = parameter(Switch(), help="show what a step costs", example="no", default=True)

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
