"""A step repeated from a start on floats, from many on arrays, and by the rule itself.

`run_rule` calls a first-order rule step by step and takes any function and any rule: it is the
definition. `run_one` and `run_many` run generated loops on an objective given by an expression;
they do the same arithmetic in the same order.
"""

from __future__ import annotations

from collections.abc import Callable
from math import nan
from struct import Struct
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from linalg.compilation import BLOCK, compile_source
from linalg.compilation.array_source import FUNCTIONS as ARRAY_FUNCTIONS
from linalg.compilation.scalar_source import FUNCTIONS as SCALAR_FUNCTIONS
from optviz.loops.plan import Plan
from optviz.loops.source import array_loop, scalar_loop
from optviz.objectives.function import Function
from optviz.objectives.objective import Objective
from optviz.rules import Rule
from optviz.trajectories.iterates import Iterates

FloatArray = NDArray[np.float64]

CHUNK = 64
"""Steps between two looks at whether every start has ended."""


def run_rule(
    function: Function, rule: Rule, start: FloatArray, rates: FloatArray, tolerance: float | None
) -> Iterates:
    """Apply a rule step by step.

    Parameters
    ----------
    function : Function
    rule : Rule
    start : ndarray, shape (n, B)
    rates : ndarray, shape (T,) or (T, B)
    tolerance : float or None
        It ends when every start has had a gradient within it.
    """
    x, state = start, rule.init(start)
    points, gradients, terms = [x], [function.gradients_at_step(x, 0)], []
    ended: Any = False
    with np.errstate(all="ignore"):
        for k, lr in enumerate(rates):
            g = gradients[-1]
            ended |= ~np.isfinite(x).all(axis=0)
            if tolerance is not None:
                ended |= (np.abs(g) <= tolerance).all(axis=0)
            if np.all(ended):
                break
            delta, state, shown = rule.update(g, state, k, x, lr)
            x = x + delta
            points.append(x)
            gradients.append(function.gradients_at_step(x, k + 1))
            terms.append(shown)
        path = np.array(points)
        values = function.values(np.moveaxis(path, 0, 1))
    names = terms[0] if terms else {}
    return Iterates(
        path,
        values,
        np.array(gradients),
        {name: np.array([shown[name] for shown in terms]) for name in names},
    )


def run_one(
    objective: Objective, plan: Plan, start: FloatArray, rates: FloatArray, tolerance: float | None
) -> Iterates:
    """Repeat a step from one start, (n, 1), on floats.

    A value that does not exist is left to `run_many`, which records it.
    """
    stops = tolerance is not None

    def make() -> Callable[..., tuple[int, list[float]]]:
        source = scalar_loop(plan.trace(objective), stops=stops)
        names = {"enumerate": enumerate, "zip": zip, "write": row.pack_into}
        return compile_source(source, "loop", {**SCALAR_FUNCTIONS, **names})

    n, width = len(start), 2 * len(start) + len(plan.state)
    row = Struct(f"{width}d")
    loop = _loop(objective, ("one", stops, *plan.key), make)
    # Written as bytes: a list of floats would take three times the memory, and longer.
    record = bytearray(row.size * (len(rates) + 1))
    places = range(0, row.size * len(rates), row.size)
    begin = [*start[:, 0].tolist(), *plan.state[:, 0].tolist()]
    try:
        last, end = loop(record, places, rates.tolist, tolerance, *plan.parameters, *begin)
        slope = objective.gradient_kernel.scalar(*end)
    except (ArithmeticError, ValueError):
        return run_many(objective, plan, start, rates, tolerance)
    unmade = [nan] * (width - 2 * n)  # no step is made from the last point
    row.pack_into(record, last, *end, *slope, *unmade)
    del record[last + row.size :]
    rows = np.frombuffer(record).reshape(-1, width, 1)
    x, g, state = rows[:, :n], rows[:, n : 2 * n], rows[:-1, 2 * n :]
    f = objective.values(x[..., 0].T)[:, None]
    return Iterates(x, f, g, {name: state[:, place] for name, place in plan.terms.items()})


def run_many(
    objective: Objective, plan: Plan, start: FloatArray, rates: FloatArray, tolerance: float | None
) -> Iterates:
    """Repeat a step from many starts, (n, B), on arrays, a block of starts after the other.

    The record is one array of rows, (T + 1, 2n + m + 1, B): point, state before the step,
    gradient, value.
    """
    n, m = len(start), len(plan.state)
    record = np.empty((len(rates) + 1, 2 * n + m + 1, start.shape[1]))
    record[0, :n], record[0, n : n + m] = start, plan.state
    gradient = slice(n + m, 2 * n + m)
    ended: Any = False
    last = 0
    while last < len(rates) and not np.all(ended):
        chunk = slice(last, min(last + CHUNK, len(rates)))
        for low in range(0, start.shape[1], BLOCK):
            block = slice(low, min(low + BLOCK, start.shape[1]))
            _advance(objective, plan, record, chunk, block, rates)
        last = chunk.stop
        ended |= ~np.isfinite(record[last, :n]).all(axis=0)
        if tolerance is not None:
            small = np.abs(record[chunk, gradient]) <= tolerance
            ended |= small.all(axis=1).any(axis=0)
    record = record[: last + 1]
    record[last, -1], record[last, gradient] = objective.evaluate(record[last, :n])
    state = record[1:, n : n + m]
    terms = {name: state[:, place] for name, place in plan.terms.items()}
    return Iterates(record[:, :n], record[:, -1], record[:, gradient], terms)


def _advance(
    objective: Objective,
    plan: Plan,
    record: FloatArray,
    chunk: slice,
    block: slice,
    rates: FloatArray,
) -> None:
    """Write a chunk of steps of a block of starts into the record."""
    loop, buffers = array_runner(objective, plan, spread_rate=rates.ndim > 1)
    work = np.empty((buffers, block.stop - block.start))
    parameters = [value[block] if np.ndim(value) else value for value in plan.parameters]
    rows = [list(row) for row in record[chunk.start : chunk.stop + 1, :, block]]
    given = rates[chunk, block] if rates.ndim > 1 else rates[chunk].tolist()
    with np.errstate(all="ignore"):
        loop(chunk.start, given, rows, *parameters, *work)


def array_runner(
    objective: Objective, plan: Plan, *, spread_rate: bool
) -> tuple[Callable[..., None], int]:
    """The loop on arrays, and how many work arrays it needs."""
    spread = [j for j, value in enumerate(plan.parameters) if np.ndim(value)]

    def make() -> tuple[Callable[..., None], int]:
        step = plan.trace(objective)
        wide = [step.parameters[j] for j in spread] + [step.rate] * spread_rate
        source, calls = array_loop(step, wide)
        names = {"enumerate": enumerate, "zip": zip, "iter": iter, "next": next, "array": np.array}
        space = {**SCALAR_FUNCTIONS, **ARRAY_FUNCTIONS, **calls.constants, **names}
        return compile_source(source, "loop", space), len(calls.buffers)

    runner: tuple[Callable[..., None], int] = _loop(
        objective, ("many", spread_rate, *spread, *plan.key), make
    )
    return runner


_LOOPS: WeakKeyDictionary[Objective, dict[Any, Any]] = WeakKeyDictionary()


def _loop(objective: Objective, key: tuple[object, ...], make: Callable[[], Any]) -> Any:
    """A compiled loop of an objective, made once for each key."""
    loops = _LOOPS.setdefault(objective, {})
    if key not in loops:
        loops[key] = make()
    return loops[key]
