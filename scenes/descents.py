"""The parameters of everything that follows methods down a function."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Self

from scenes.kinds import Choice, Integer, Number
from scenes.parameters import ParameterError, Parameters, declared, parameter

if TYPE_CHECKING:
    from optviz.compare import Comparison
    from optviz.objective import Objective

__all__ = ["DescentProblem", "Methods", "ObjectiveText", "Place", "Vector", "read_start"]


@dataclass(frozen=True)
class ObjectiveText:
    """A function to minimise: an expression, or a name of the gallery."""

    metavar: str = "FUNCTION"

    def read(self, text: str) -> str:
        from optviz.gallery import read_objective

        read_objective(text)
        return text


@dataclass(frozen=True)
class Vector:
    """Exact coordinates of a point or a direction."""

    metavar: str = "POINT"

    def read(self, text: str) -> tuple[Any, ...]:
        from linalg.reading.matrices import read_vector

        return tuple(read_vector(text))


@dataclass(frozen=True)
class Place(Vector):
    """Exact coordinates of a point, without letters."""

    def read(self, text: str) -> tuple[Any, ...]:
        coordinates = super().read(text)
        if any(getattr(coordinate, "free_symbols", ()) for coordinate in coordinates):
            raise ValueError("needs numbers, without letters")
        return coordinates


@dataclass(frozen=True)
class Methods:
    """Methods with their hyperparameters; returned as the text that was checked."""

    metavar: str = "METHODS"

    def read(self, text: str) -> str:
        from optviz.entrants import read_entrants

        read_entrants(text)
        return text


def read_start(name: str, objective: Objective, point: tuple[Any, ...]) -> list[float]:
    """Return a point as floats, if the objective has a value there.

    Raises
    ------
    ParameterError
        If it has none, or for a point of another number of coordinates.
    """
    from optviz.minimize import read_starts

    start = [float(coordinate) for coordinate in point]
    try:
        read_starts(objective, start)
    except ValueError as error:
        raise ParameterError(name, str(error)) from error
    return start


@dataclass(frozen=True)
class DescentProblem(Parameters):
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
    start: tuple[Any, ...] = parameter(Place(), help="where to start", example="4, 1")
    rules: str = parameter(
        Methods(),
        help="the methods; a rule without lr is tried with several and keeps the best",
        example="gd(lr=0.05), newton",
        default="gd, momentum, adam, newton",
    )
    steps: int = parameter(
        Integer(1, 100_000), help="at most so many steps", example="50", default=100
    )
    tolerance: float | None = parameter(
        Number(0, 1e300),
        help="end where no slope is steeper",
        example="1e-8",
        default=None,
    )
    tuned: Literal["yes", "no"] = parameter(
        Choice("yes", "no"), help="choose learning rates that are not given", example="no",
        default="yes",
    )  # fmt: skip

    @classmethod
    def example(cls) -> Self:
        """Return the lecture's own descent, its methods included."""
        lecture = {"objective", "start", "rules"}
        return cls.from_mapping({d.name: d.example for d in declared(cls) if d.name in lecture})

    @cached_property
    def function(self) -> Objective:
        """The function, read."""
        from optviz.gallery import read_objective

        return read_objective(self.objective)

    @cached_property
    def race(self) -> Comparison:
        """All methods from the start.

        Raises
        ------
        ParameterError
            For a start or a method that the function does not take.
        """
        import numpy as np

        from optviz.compare import compare
        from optviz.entrants import read_entrants
        from optviz.minimize import require_gradient

        start = read_start("start", self.function, self.start)
        try:
            require_gradient(self.function, np.asarray(start))
        except ValueError as error:
            raise ParameterError("start", str(error)) from error
        try:
            return compare(
                self.function,
                read_entrants(self.rules),
                start,
                steps=self.steps,
                tolerance=self.tolerance,
                tune=self.tuned == "yes",
            )
        except (ValueError, TypeError) as error:
            raise ParameterError("rules", str(error)) from error
