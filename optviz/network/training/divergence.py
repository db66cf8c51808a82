"""Divergence of a training: the first number that is not finite, and the error that says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from linalg.language import say, verbatim
from optviz.network.graph.graph import Node, Tape
from optviz.network.layers.parameters import Parameters
from optviz.network.losses.loss import Loss
from optviz.network.training.history import TrainingHistory

__all__ = ["REMEDY", "DivergedError", "first_trouble", "parameter_trouble"]

REMEDY = "lower the learning rate, start with smaller weights, or clip the gradient"


class DivergedError(ArithmeticError):
    """Training met a number that is not finite; what was measured until then is not lost.

    Attributes
    ----------
    history : TrainingHistory
        Of status "diverged": losses, probes, and the parameters as they were. It can be plotted
        and diagnosed like any other.

    Examples
    --------
    >>> from optviz.network import Data, Linear, SquaredError, TrainingSettings, diagnose, train
    >>> from optviz.rules import GradientDescent
    >>> x = np.random.default_rng(0).normal(size=(100, 2))
    >>> settings = TrainingSettings(learning_rate=1e30)
    >>> try:
    ...     train(Linear(2, 2), SquaredError(), GradientDescent(), Data(x, x), settings)
    ... except DivergedError as error:
    ...     diagnose(error.history).names
    ('diverged',)
    """

    def __init__(self, history: TrainingHistory) -> None:
        super().__init__(history)
        self.history = history

    def __str__(self) -> str:
        return f"training diverged: {self.history.reason}"


def first_trouble(tape: Tape) -> str:
    """Say where on a tape numbers stop being finite: the layer, the shape, the remedy."""
    for node in tape:
        if not _finite(node.value):
            return _described(tape, node)
    return ""


def parameter_trouble(parameters: Parameters) -> str:
    """Say which trained array or running statistic is not finite, or nothing."""
    found = (_array(*each) for each in parameters.layers.items() if not _finite(each[1]))
    return next(found, "")


def _described(tape: Tape, node: Node) -> str:
    if node.operation is None and isinstance(node.value, Mapping):
        return _array(node.name, node.value) + f": {REMEDY}"
    if node.operation is None:
        return say(
            "{bad} in the mini-batch of shape {shape}: look at what augment makes of it",
            bad=_bad(node.value),
            shape=str(node.value.shape),
        )
    taken = tape[node.inputs[0]].value.shape
    if isinstance(node.operation, Loss):
        return say(
            f"{{bad}} is the loss {{loss}} of scores of shape {{shape}}: {REMEDY}",
            bad=_bad(node.value),
            loss=verbatim(str(node.operation)),
            shape=str(taken),
        )
    own = [tape[i].name for i in node.inputs[1:] if isinstance(tape[i].value, Mapping)]
    operation = verbatim(str(node.operation))
    named = own and own[0]
    where = say("layer {name}, {kind},", name=own[0], kind=operation) if named else operation
    return say(
        "{bad} comes out of {where} in an array of shape {shape}, "
        f"from finite numbers of shape {{taken}}: {REMEDY}",
        bad=_bad(node.value),
        where=where,
        shape=str(node.value.shape),
        taken=str(taken),
    )


def _array(path: str, arrays: Mapping[str, Any]) -> str:
    """Return the array of a layer that holds a number that is not finite."""
    name, array = next((n, a) for n, a in arrays.items() if not _finite(a))
    where = say(" of layer {path}", path=path) if path else ""
    return say(
        "{bad} in the parameter {name}{where}, of shape {shape}",
        bad=_bad(array),
        name=name,
        where=where,
        shape=str(array.shape),
    )


def _bad(value: Any) -> str:
    """The first number that is not finite: nan, inf or -inf."""
    numbers = np.ravel(value)
    return str(numbers[~np.isfinite(numbers)][0])


def _finite(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(_finite(part) for part in value.values())
    return bool(np.isfinite(value).all())
