"""Newton's method with a fixed step in few variables, by a generated loop.

Gradient, Hessian and the solution of Hp = -g, written out by Cramer's rule, become one
straight-line body.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linalg.compilation import Node, lower
from optviz.curvature import RELATIVE
from optviz.loops import Plan, Step, run_many, run_one
from optviz.objectives.objective import Objective
from optviz.trajectories.iterates import Iterates

FloatArray = NDArray[np.float64]

MOST_VARIABLES = 3
"""Cramer's rule grows too fast, and loses too much, beyond."""


def newton_iterates(
    objective: Objective, start: FloatArray, steps: int, tolerance: float | None, length: float
) -> Iterates:
    """Return the iterates from starts (n, B), with the Hessian and the predicted decrease."""
    n, count = start.shape
    entries = n * (n + 1) // 2
    state = np.zeros((entries, count))
    full = length == 1
    trace = partial(trace_newton, full=full)
    plan = Plan(("newton", full), trace, state, [], {"lower": slice(0, entries)})
    rates = np.full(steps, length)
    iterates = (run_one if count == 1 else run_many)(objective, plan, start, rates, tolerance)
    lower_half = iterates.terms["lower"]
    hessian = lower_half.take(_both_halves(n), axis=1)
    with np.errstate(all="ignore"):
        step = iterates.x[1:] - iterates.x[:-1]
        # H times the step is -length times the gradient.
        predicted = (length / 2 - 1) * (iterates.g[:-1] * step).sum(axis=1)
    terms = {
        "hessian": hessian,
        "direction": step / length,
        "step_length": np.full(step.shape[::2], length),
        "predicted_decrease": predicted,
    }
    return Iterates(iterates.x, iterates.f, iterates.g, terms)


def any_singular(hessians: FloatArray) -> bool:
    """Say whether a Hessian of the iterates, (T, n, n, B), is singular up to rounding.

    Cramer's rule divides by its determinant, and what it gives then is rounding over rounding.
    """
    n = hessians.shape[1]
    rows = [[hessians[:, i, j] for j in range(n)] for i in range(n)]
    with np.errstate(all="ignore"):
        size = np.abs(hessians).max(axis=(1, 2), initial=0.0)
        return bool((np.abs(_determinant(rows)) <= n * n * RELATIVE * size**n).any())


def _lower(n: int) -> list[tuple[int, int]]:
    return [(i, j) for i in range(n) for j in range(i + 1)]


@cache
def _both_halves(n: int) -> NDArray[np.int64]:
    """Place in the lower half of each entry of a symmetric matrix, shape (n, n)."""
    place = {(i, j): k for k, (i, j) in enumerate(_lower(n))}
    return np.array([[place[max(i, j), min(i, j)] for j in range(n)] for i in range(n)])


def trace_newton(objective: Objective, *, full: bool) -> Step:
    """One step of Newton's method, of length 1 if it is `full`.

    Its "state" is the lower half of the Hessian, to record it.
    """
    kernel = objective.kernel
    graph, x, n = kernel.graph, kernel.inputs, objective.n
    value, *gradient = kernel.outputs
    known = dict(zip(objective.variables, x, strict=True))
    expressions = objective.hessian_entries
    nodes = lower(list(expressions.values()), graph, known)
    present = dict(zip(expressions, nodes, strict=True))
    entries = {place: present.get(place, graph.constant(0.0)) for place in _lower(n)}
    matrix = [[entries[max(i, j), min(i, j)] for j in range(n)] for i in range(n)]
    rate = graph.input("r")
    direction = _cramer(matrix, gradient)
    return Step(
        x=x,
        state=[graph.input(f"s0_{i}") for i in range(len(entries))],
        parameters=[],
        k=graph.input("k"),
        rate=rate,
        value=value,
        gradient=gradient,
        next_x=[here - (d if full else rate * d) for here, d in zip(x, direction, strict=True)],
        next_state=list(entries.values()),
    )


def _cramer(matrix: Sequence[Sequence[Node]], right: Sequence[Node]) -> list[Node]:
    """Solution of a system of up to 3 equations."""
    whole = _determinant(matrix)
    columns = list(zip(*matrix, strict=True))
    swapped = [[*columns[:i], tuple(right), *columns[i + 1 :]] for i in range(len(right))]
    return [_determinant(other) / whole for other in swapped]


def _determinant(matrix: Sequence[Sequence[Any]]) -> Any:
    if len(matrix) == 1:
        return matrix[0][0]
    if len(matrix) == 2:
        (a, b), (c, d) = matrix
        return a * d - b * c
    first, *rest = matrix
    minors = [_determinant([[*row[:j], *row[j + 1 :]] for row in rest]) for j in range(3)]
    return first[0] * minors[0] - first[1] * minors[1] + first[2] * minors[2]
