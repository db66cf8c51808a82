"""Parameters of the lesson on backpropagation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from scenes.parameters.declarations import ParameterError
from scenes.parameters.graphs import GraphProblem
from scenes.stage import FORMULA, MAIN

if TYPE_CHECKING:
    from scenes.mobjects.graphs.gradient_columns import GradientColumns
    from scenes.mobjects.graphs.plan import GraphPlan

__all__ = ["BackpropagationParameters"]


@dataclass(frozen=True, kw_only=True)
class BackpropagationParameters(GraphProblem):
    """Backpropagation: a nudge travels forward, blame travels back as local × upstream.

    Source: CS231n, lecture 4.

    Examples
    --------
    >>> BackpropagationParameters.example().record.value
    -12.0
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        _ = self.plan, self.columns

    @cached_property
    def plan(self) -> GraphPlan:
        """The graph in the whole of its region; refused if it could not be read."""
        from scenes.mobjects.graphs.plan import TooLargeGraphError, plan_graph

        try:
            return plan_graph(self.nudges, MAIN)
        except TooLargeGraphError as error:
            raise ParameterError("expression", str(error)) from error

    @cached_property
    def columns(self) -> GradientColumns:
        """The gradients beside one another; refused if there are too many."""
        from scenes.mobjects.graphs.gradient_columns import plan_columns
        from scenes.mobjects.graphs.plan import TooLargeGraphError

        try:
            return plan_columns(self.nudges, FORMULA)
        except TooLargeGraphError as error:
            raise ParameterError("values", str(error)) from error
