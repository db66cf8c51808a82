"""One step of a rule on an objective as a graph of operations.

The rule's `update` is called with nodes in place of numbers, on top of the objective's own graph:
gradient and update become one straight-line body that a loop can repeat.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from linalg.compilation import Node
from optviz.objective import Objective
from optviz.rules import Rule


@dataclass(frozen=True)
class Step:
    """Inputs and outputs of one step, as nodes; the state is listed name by name."""

    x: Sequence[Node]
    state: Sequence[Node]
    hyperparameters: Sequence[Node]
    k: Node
    rate: Node
    value: Node
    gradient: Sequence[Node]
    next_x: Sequence[Node]
    next_state: Sequence[Node]

    @property
    def levels(self) -> dict[Node, int]:
        """What is known before the loop (0), at the head of a step (1), and at the point (2)."""
        return {
            **dict.fromkeys(self.hyperparameters, 0),
            **dict.fromkeys([self.k, self.rate], 1),
            **dict.fromkeys([*self.x, *self.state], 2),
        }


def inputs_of(rule: Rule) -> list[str]:
    """Names of the hyperparameters that a loop is given as arguments: those that are not 0.

    A hyperparameter that is 0 switches a part of the rule off, and the code for it away.
    """
    names = [f.name for f in fields(rule) if "low" in f.metadata]
    return [name for name in names if np.ndim(getattr(rule, name)) or getattr(rule, name) != 0]


def signature(rule: Rule) -> tuple[object, ...]:
    """What the code of a rule depends on: its class, its switches, which parts are off."""
    switches = [getattr(rule, f.name) for f in fields(rule) if "low" not in f.metadata]
    return type(rule), *switches, *inputs_of(rule)


def trace(objective: Objective, rule: Rule) -> Step:
    """Call the rule with nodes, once for each coordinate."""
    graph = objective.kernel.graph
    x = objective.kernel.inputs
    value, *gradient = objective.kernel.outputs
    k, rate = graph.input("k"), graph.input("r")
    traced = copy.copy(rule)
    hyperparameters = [graph.input(f"h{j}") for j in range(len(inputs_of(rule)))]
    for name, node in zip(inputs_of(rule), hyperparameters, strict=True):
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
        x,
        [state[name] for name in rule.state_names for state in states],
        hyperparameters,
        k,
        rate,
        value,
        gradient,
        [here + delta for here, (delta, _, _) in zip(x, steps, strict=True)],
        [after[name] for name in rule.state_names for _, after, _ in steps],
    )
