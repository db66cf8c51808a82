"""The page of an objective: the function, its gradient, its Hessian, its known minima."""

from __future__ import annotations

import numpy as np
import sympy as sp

from linalg.calculus.pages import NEITHER, kink_blocks
from linalg.kinks.kinks import beside_kinks
from linalg.language import say, verbatim
from linalg.page import Block, Equation, Figure, Page, Paragraph, Table, point
from linalg.record import page_of
from optviz.objectives.objective import Objective


@page_of.register
def objective_page(objective: Objective) -> Page:
    """Write an objective and its derivatives."""
    n, lower = objective.n, objective.hessian_expressions
    hessian = sp.Matrix(n, n, lambda i, j: lower.get((max(i, j), min(i, j)), sp.Integer(0)))
    blocks: list[Block] = [
        function_equation(objective),
        Paragraph("Its gradient and its Hessian are"),
        Equation("∇", "f", "=", sp.Matrix(objective.gradient_expressions).applyfunc(_by_hand)),
        Equation("H", "=", hessian.applyfunc(_by_hand)),
        *kink_blocks(
            objective.expression,
            objective.variables,
            objective.gradient_expressions,
            lower.values(),
            NEITHER,
        ),
    ]
    blocks += _lowest(objective)
    if objective.n == 2 and _has_values(objective):
        blocks.append(Figure(objective.plot, "Level sets, closer where the function is low"))
    if objective.source:
        blocks.append(Paragraph(say("Source: {source}.", source=verbatim(objective.source))))
    return Page(verbatim(objective.name), blocks)


def _by_hand(derivative: sp.Expr) -> sp.Expr:
    """A derivative with the numbers in front, 4x(x² + y - 11) for 2x(2x² + 2y - 22)."""
    return sp.Add(*map(sp.factor_terms, sp.Add.make_args(beside_kinks(derivative))))


def _lowest(objective: Objective) -> list[Block]:
    """List the known minima: a sentence for one, a table for several."""
    found = [
        (point(*map(shown, minimum)), shown(round(objective(minimum), 9)))
        for minimum in objective.minima
    ]
    if len(found) > 1:
        return [Paragraph("Its lowest points are"), Table(["point", "value"], found)]
    return [Paragraph("Its lowest point is ", at, ", of value ", value, ".") for at, value in found]


def _has_values(objective: Objective) -> bool:
    """Say whether there is anything to draw in the window."""
    corners = [np.linspace(*side, 50) for side in objective.window]
    return bool(np.isfinite(objective.values(np.array(np.meshgrid(*corners)))).any())


def function_equation(objective: Objective) -> Equation:
    """The equation f(x, y) = …."""
    return Equation("f", point(*objective.variables), "=", objective.expression)


def shown(number: float) -> float | int:
    """A float, or the integer that it is equal to."""
    return int(number) if abs(number) < 1e9 and number == int(number) else number
