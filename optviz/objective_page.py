"""The page of an objective: the function, its gradient, its Hessian, its known minima."""

from __future__ import annotations

import numpy as np
import sympy as sp

from linalg.page import Block, Equation, Figure, Page, Paragraph, point
from optviz.objective import Objective


def objective_page(objective: Objective) -> Page:
    """Write an objective and its derivatives."""
    n, lower = objective.n, objective.hessian_expressions
    hessian = sp.Matrix(n, n, lambda i, j: lower.get((max(i, j), min(i, j)), 0))
    blocks: list[Block] = [
        function_equation(objective),
        Paragraph("Its gradient and its Hessian are"),
        Equation("∇", "f", "=", sp.Matrix(objective.gradient_expressions)),
        Equation("H", "=", hessian),
    ]
    for minimum in objective.minima:
        value = shown(round(objective(minimum), 9))
        at = point(*map(shown, minimum))
        blocks.append(Paragraph("A lowest point is ", at, ", where the value is ", value, "."))
    if objective.n == 2 and _has_values(objective):
        blocks.append(Figure(objective.plot, "Level sets, closer where the function is low"))
    if objective.source:
        blocks.append(Paragraph(f"Source: {objective.source}."))
    return Page(objective.name, blocks)


def _has_values(objective: Objective) -> bool:
    """Whether there is anything to draw in the window."""
    corners = [np.linspace(*side, 50) for side in objective.window]
    return bool(np.isfinite(objective.values(np.array(np.meshgrid(*corners)))).any())


def function_equation(objective: Objective) -> Equation:
    """The equation f(x, y) = …."""
    return Equation("f", point(*objective.variables), "=", objective.expression)


def shown(number: float) -> float | int:
    """A float, or the integer that it is equal to."""
    return int(number) if number == int(number) and abs(number) < 1e15 else number
