"""The plan of a generated loop: one step of a method on an objective, as a graph of operations.

A first-order rule's `update` is called with nodes in place of numbers, on top of the objective's
own graph: gradient and update become one straight-line body.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linalg.compilation import Node
from optviz.objectives.objective import Objective
from optviz.rules import Rule

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Step:
    """Inputs and outputs of one step, as nodes."""

    x: Sequence[Node]
    state: Sequence[Node]
    parameters: Sequence[Node]
    k: Node
    rate: Node
    value: Node
    gradient: Sequence[Node]
    next_x: Sequence[Node]
    next_state: Sequence[Node]

    @property
    def levels(self) -> dict[Node, int]:
        """The inputs known before the loop (0), at the head of a step (1), and at the point (2)."""
        return {
            **dict.fromkeys(self.parameters, 0),
            **dict.fromkeys([self.k, self.rate], 1),
            **dict.fromkeys([*self.x, *self.state], 2),
        }


@dataclass(frozen=True, eq=False)
class Plan:
    """A step to repeat, and what to begin with.

    Attributes
    ----------
    key : tuple
        What the code depends on, beside the objective.
    trace : callable
        Makes the step for an objective.
    state : ndarray, shape (m, B)
        Before the first step; the state after each step is recorded.
    parameters : sequence of float or ndarray, shape (B,)
    terms : mapping of str to slice
        Which rows of the state go by which name.
    """

    key: tuple[object, ...]
    trace: Callable[[Objective], Step]
    state: FloatArray
    parameters: Sequence[Any]
    terms: Mapping[str, slice]


def plan_rule(rule: Rule, start: FloatArray) -> Plan:
    """Plan of a first-order rule from starts (n, B); the state is listed name by name."""
    n = len(start)
    initial = rule.init(start)
    state = [np.broadcast_to(initial[name], start.shape) for name in rule.state_names]
    switches = [getattr(rule, f.name) for f in fields(rule) if "low" not in f.metadata]
    return Plan(
        (type(rule), *switches, *inputs_of(rule)),
        partial(trace_rule, rule),
        np.concatenate(state) if state else np.empty((0, start.shape[1])),
        [getattr(rule, name) for name in inputs_of(rule)],
        {name: slice(j * n, (j + 1) * n) for j, name in enumerate(rule.state_names)},
    )


def inputs_of(rule: Rule) -> list[str]:
    """Names of the hyperparameters that a loop is given as arguments: those that are not 0.

    A hyperparameter that is 0 switches a part of the rule off, and the code for it away.
    """
    names = [f.name for f in fields(rule) if "low" in f.metadata]
    return [name for name in names if np.ndim(getattr(rule, name)) or getattr(rule, name) != 0]


def trace_rule(rule: Rule, objective: Objective) -> Step:
    """Call the rule with nodes, once for each coordinate."""
    graph = objective.kernel.graph
    x = objective.kernel.inputs
    value, *gradient = objective.kernel.outputs
    k, rate = graph.input("k"), graph.input("r")
    traced = copy.copy(rule)
    parameters = [graph.input(f"h{j}") for j in range(len(inputs_of(rule)))]
    for name, node in zip(inputs_of(rule), parameters, strict=True):
        object.__setattr__(traced, name, node)
    states = [
        {name: graph.input(f"s{j}_{i}") for j, name in enumerate(rule.state_names)}
        for i in range(len(x))
    ]
    steps = [
        traced.update(g, state, k, here, rate)
        for g, state, here in zip(gradient, states, x, strict=True)
    ]
    return Step(
        x=x,
        state=[state[name] for name in rule.state_names for state in states],
        parameters=parameters,
        k=k,
        rate=rate,
        value=value,
        gradient=gradient,
        next_x=[here + delta for here, (delta, _, _) in zip(x, steps, strict=True)],
        next_state=[after[name] for name in rule.state_names for _, after, _ in steps],
    )
