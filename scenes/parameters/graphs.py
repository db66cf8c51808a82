"""The parameters of what follows an expression through its graph: the text, and its values."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from scenes.parameters.declarations import ParameterError, Parameters, parameter
from scenes.parameters.kinds import Number

if TYPE_CHECKING:
    from optviz.network.inspection.backpropagation import Backpropagation
    from optviz.network.inspection.nudges import Nudges

__all__ = ["Expression", "GraphProblem", "Name", "Values", "refused_values"]


@dataclass(frozen=True)
class Expression:
    """An expression, read when its values are known."""

    metavar: str = "EXPRESSION"

    def read(self, text: str) -> str:
        return text.strip()


@dataclass(frozen=True)
class Name:
    """The name of an input."""

    metavar: str = "NAME"

    def read(self, text: str) -> str:
        return text.strip()


@dataclass(frozen=True)
class Values:
    """A number for each name.

    Examples
    --------
    >>> Values().read("x = -2, y = 1/2")
    {'x': -2.0, 'y': 0.5}
    >>> Values().read("x -2")
    Traceback (most recent call last):
    ValueError: 'x -2' is no value; for example x = -2, y = 5
    """

    metavar: str = "VALUES"
    number: Number = field(default=Number(-1e9, 1e9))

    def read(self, text: str) -> dict[str, float]:
        values = {}
        for part in text.split(","):
            name, sign, value = part.partition("=")
            if not sign or not name.strip().isidentifier():
                raise ValueError(f"{part.strip()!r} is no value; for example x = -2, y = 5")
            values[name.strip()] = self.number.read(value.strip())
        return values


@contextmanager
def refused_values(expression: str) -> Iterator[None]:
    """Say which parameter an error of a graph is about, and where in the expression."""
    from linalg.errors import ParseError

    try:
        yield
    except ParseError as error:
        raise ParameterError("expression", str(error), expression, error.position) from error
    except ValueError as error:  # 1/0, log(-1), a power beyond floats
        raise ParameterError("values", str(error)) from error


@dataclass(frozen=True, kw_only=True)
class GraphProblem(Parameters):
    """An expression, the values of its names, and a nudge of one of them.

    Examples
    --------
    >>> given = {"expression": "(x + y)*z", "values": "x = -2, y = 5, z = -4"}
    >>> problem = GraphProblem.from_mapping(given)
    >>> problem.record.gradient, problem.nudged
    ({'x': -4.0, 'y': -4.0, 'z': 3.0}, 'x')
    """

    expression: str = parameter(
        Expression(),
        help="of + - * / ^, exp, log, sqrt, sigmoid, tanh, relu, max, min, abs",
        example="(x + y)*z",
    )
    values: dict[str, float] = parameter(
        Values(), help="a number for each name", example="x = -2, y = 5, z = -4"
    )
    nudge: str | None = parameter(
        Name(), help="the input that is nudged first", example="x", default=None
    )
    h: float | None = parameter(
        Number(-1e6, 1e6),
        help="by how much, else about a tenth of its first digit",
        example="1/10",
        default=None,
    )

    def __post_init__(self) -> None:
        from linalg.reading.lexing.names import CONSTANTS

        for name in self.values:
            if name in CONSTANTS:
                raise ParameterError("values", f"{name} has a value of its own; name it otherwise")
        unused = [name for name in self.values if name not in self.inputs]
        if unused:
            raise ParameterError("values", f"{unused[0]} does not occur in {self.expression}")
        if self.nudge is not None and self.nudge not in self.inputs:
            names = ", ".join(self.inputs)
            raise ParameterError("nudge", f"{self.nudge} is none of the inputs: {names}")
        if self.h == 0:
            raise ParameterError("h", "moves nothing; for example 1/10")
        if self.h is not None:
            with refused_as_h():
                _ = self.nudges

    @cached_property
    def record(self) -> Backpropagation:
        """The forward and the backward pass."""
        from optviz.network.inspection.backpropagation import backpropagate

        with refused_values(self.expression):
            return backpropagate(self.expression, **self.values)

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The names that occur in the expression, in the order of the values."""
        taken = {place for node in self.record.nodes for place in node.inputs}
        taken.add(len(self.record.nodes) - 1)
        there = {self.record.nodes[place].name for place in taken if place < len(self.values)}
        return tuple(name for name in self.values if name in there)

    @cached_property
    def nudges(self) -> Nudges:
        """Each input nudged, the one that goes first before the others."""
        from optviz.network.inspection.nudges import nudge_inputs

        rest = [name for name in self.inputs if name != self.nudged]
        return nudge_inputs(self.record, [self.nudged, *rest], self.h)

    @property
    def nudged(self) -> str:
        """The input that is nudged first: one that moves the result, if there is one."""
        moving = [name for name in self.inputs if self.record.gradient.get(name)]
        return self.nudge or next(iter(moving or self.inputs))


@contextmanager
def refused_as_h() -> Iterator[None]:
    """Say that a nudge leads to where there is no value."""
    try:
        yield
    except ValueError as error:
        raise ParameterError("h", f"after this nudge {error}; take a smaller one") from error
