"""Walks of a first-order rule over a function, recorded at every step.

`walk` calls the rule step by step and takes any function and any rule: it is the definition.
`walk_one` and `walk_many` run generated loops for an objective given by an expression; they do
the same arithmetic in the same order.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from linalg.compilation import BLOCK, compile_source
from linalg.compilation.array_source import FUNCTIONS as ARRAY_FUNCTIONS
from linalg.compilation.scalar_source import FUNCTIONS as SCALAR_FUNCTIONS
from optviz.first_order.loop_source import array_loop, scalar_loop
from optviz.first_order.tracing import inputs_of, signature, trace
from optviz.objective import Function, Objective
from optviz.rules import Rule
from optviz.walk import Walk

FloatArray = NDArray[np.float64]

CHUNK = 64
"""Steps between two looks at whether every start has ended."""


def walk(
    function: Function, rule: Rule, start: FloatArray, rates: FloatArray, tolerance: float | None
) -> Walk:
    """Apply the rule step by step.

    Parameters
    ----------
    function : Function
    rule : Rule
    start : ndarray, shape (n, B)
    rates : ndarray, shape (T,) or (T, B)
    tolerance : float or None
        The walk is over when every start has had a gradient within it.
    """
    x, state = start, rule.init(start)
    points, gradients, terms = [x], [function.gradients_at_step(x, 0)], []
    ended: Any = False
    with np.errstate(all="ignore"):
        for k, lr in enumerate(rates):
            g = gradients[-1]
            ended |= has_ended(x, g, tolerance)
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
    return Walk(
        path,
        values,
        np.array(gradients),
        {name: np.array([shown[name] for shown in terms]) for name in names},
    )


def has_ended(x: FloatArray, g: FloatArray, tolerance: float | None) -> Any:
    """Whether each start has met the tolerance or left the numbers, shape (B,)."""
    lost = ~np.isfinite(x).all(axis=0)
    return lost if tolerance is None else lost | (np.abs(g) <= tolerance).all(axis=0)


_LOOPS: WeakKeyDictionary[Objective, dict[Any, Any]] = WeakKeyDictionary()


def _loop(objective: Objective, key: tuple[object, ...], make: Callable[[], Any]) -> Any:
    """The compiled loop of an objective, made once for each rule's signature."""
    loops = _LOOPS.setdefault(objective, {})
    if key not in loops:
        loops[key] = make()
    return loops[key]


def walk_one(
    objective: Objective,
    rule: Rule,
    start: FloatArray,
    rates: FloatArray,
    tolerance: float | None,
) -> Walk:
    """Walk from one start, (n, 1), on floats."""
    stops = tolerance is not None

    def make() -> Callable[..., list[float]]:
        source = scalar_loop(trace(objective, rule), stops=stops)
        space = {**SCALAR_FUNCTIONS, "enumerate": enumerate, "ArithmeticError": ArithmeticError}
        return compile_source(source, "loop", {**space, "ValueError": ValueError})

    loop = _loop(objective, ("one", stops, *signature(rule)), make)
    out: list[float] = []
    initial = rule.init(start)
    state = [v for name in rule.state_names for v in initial[name].ravel().tolist()]
    hyperparameters = [getattr(rule, name) for name in inputs_of(rule)]
    end = loop(out, rates.tolist(), tolerance, *hyperparameters, *start[:, 0].tolist(), *state)
    n = objective.n
    rows = np.frombuffer(array("d", out)).reshape(-1, 2 * n + len(state))
    x = np.concatenate([rows[:, :n], [end]])
    g = np.concatenate([rows[:, n : 2 * n], [objective.gradients(x[-1])]])
    terms = {
        name: rows[:, (j + 2) * n : (j + 3) * n, None] for j, name in enumerate(rule.state_names)
    }
    return Walk(x[..., None], objective.values(x.T)[:, None], g[..., None], terms)


def walk_many(
    objective: Objective,
    rule: Rule,
    start: FloatArray,
    rates: FloatArray,
    tolerance: float | None,
) -> Walk:
    """Walk from many starts, (n, B), on arrays, a block of starts after the other."""
    n, count = start.shape
    m = n * len(rule.state_names)
    record = np.empty((len(rates) + 1, 2 * n + m + 1, count))
    record[0, :n] = start
    initial = rule.init(start)
    for j, name in enumerate(rule.state_names, 1):
        record[0, j * n : (j + 1) * n] = initial[name]
    gradient = slice(n + m, 2 * n + m)
    ended: Any = False
    last = 0
    while last < len(rates) and not np.all(ended):
        chunk = slice(last, min(last + CHUNK, len(rates)))
        for low in range(0, count, BLOCK):
            _advance(objective, rule, record, chunk, slice(low, min(low + BLOCK, count)), rates)
        last = chunk.stop
        ended |= ~np.isfinite(record[last, :n]).all(axis=0)
        if tolerance is not None:
            small = np.abs(record[chunk, gradient]) <= tolerance
            ended |= small.all(axis=1).any(axis=0)
    record = record[: last + 1]
    objective.value_kernel.fill(record[last, :n], record[last, -1:])
    objective.gradient_kernel.fill(record[last, :n], record[last, gradient])
    terms = {name: record[1:, j * n : (j + 1) * n] for j, name in enumerate(rule.state_names, 1)}
    return Walk(record[:, :n], record[:, -1], record[:, gradient], terms)


def _advance(
    objective: Objective,
    rule: Rule,
    record: FloatArray,
    chunk: slice,
    block: slice,
    rates: FloatArray,
) -> None:
    """Write a chunk of steps of a block of starts into the record."""
    loop, buffers = array_runner(objective, rule, spread_rate=rates.ndim > 1)
    work = np.empty((buffers, block.stop - block.start))
    values = [getattr(rule, name) for name in inputs_of(rule)]
    hyperparameters = [value[block] if np.ndim(value) else value for value in values]
    rows = [list(row) for row in record[chunk.start : chunk.stop + 1, :, block]]
    given = rates[chunk, block] if rates.ndim > 1 else rates[chunk].tolist()
    with np.errstate(all="ignore"):
        loop(chunk.start, given, rows, *hyperparameters, *work)


def array_runner(
    objective: Objective, rule: Rule, *, spread_rate: bool
) -> tuple[Callable[..., None], int]:
    """The loop on arrays of an objective and a rule, and how many work arrays it needs."""
    spread = [j for j, name in enumerate(inputs_of(rule)) if np.ndim(getattr(rule, name))]

    def make() -> tuple[Callable[..., None], int]:
        step = trace(objective, rule)
        wide = [step.hyperparameters[j] for j in spread] + [step.rate] * spread_rate
        source, calls = array_loop(step, wide)
        space = {**SCALAR_FUNCTIONS, **ARRAY_FUNCTIONS, **calls.constants}
        loop = compile_source(
            source,
            "loop",
            {**space, "enumerate": enumerate, "zip": zip, "iter": iter, "next": next},
        )
        return loop, len(calls.buffers)

    key = ("many", spread_rate, *spread, *signature(rule))
    runner: tuple[Callable[..., None], int] = _loop(objective, key, make)
    return runner
