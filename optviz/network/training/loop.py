"""The loop of training: sample, forward, backward, update; and after an epoch, measure."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linalg.errors import ShapeError
from linalg.language import say
from optviz.network.data.data import Data
from optviz.network.graph.graph import Tape
from optviz.network.layers.layer import Layer, track
from optviz.network.layers.parameters import Parameters
from optviz.network.losses.loss import Loss
from optviz.network.training.checkpoint import TrainingState
from optviz.network.training.divergence import REMEDY, first_trouble, parameter_trouble
from optviz.network.training.evaluation import evaluate
from optviz.network.training.probes import Look, Probe
from optviz.network.training.settings import TrainingSettings
from optviz.network.training.step import collect, run
from optviz.rules import Rule

__all__ = ["Loop"]

Array = NDArray[Any]

_SAMPLE = 1000
"""So many training examples are looked at again after each epoch."""


@dataclass
class Loop:
    """The fixed parts of a training, and one epoch of it."""

    network: Layer
    loss: Loss
    rule: Rule
    data: Data
    settings: TrainingSettings
    _delta: Array = field(default_factory=lambda: np.zeros(0))

    def __post_init__(self) -> None:
        self._schedule = self.settings.schedule(self.rule)

    def fingerprint(self) -> dict[str, Any]:
        """Return what a checkpoint must agree with."""
        return {
            "network": repr(self.network),
            "loss": repr(self.loss),
            "rule": repr(self.rule),
            "learning rate": repr(self._schedule),
            "batch size": self.settings.batch_size,
            "weight decay": self.settings.weight_decay,
            "seed": self.settings.seed,
            "precision": str(self.data.x.dtype),
            "data": [list(self.data.x.shape), _checksum(self.data.x), _checksum(self.data.y)],
        }

    def epoch(self, state: TrainingState) -> str:
        """Go through the data once; what went wrong, or nothing."""
        gradient = state.parameters.like(np.zeros_like(state.parameters.vector))
        decayed = _weights_only(state.parameters) * state.parameters.vector.dtype.type(
            self.settings.weight_decay
        )
        vector, keeps = state.parameters.vector, state.parameters.statistics.size > 0
        for x, y in self._batches(state.rng):  # sample
            tape = self._forward(state, x, y)  # forward
            loss, rate = tape[-1].value, float(self._schedule(state.step))
            _append(state.steps, {"loss": loss, "learning rate": rate})
            if not isfinite(loss):
                return self._trouble(state, first_trouble(tape))
            collect(tape, gradient)  # backward
            if keeps:
                track(tape)
            if self.settings.weight_decay:
                gradient.vector[...] += decayed * vector
            self._delta, state.rule, _ = self.rule.update(
                gradient.vector, state.rule, state.step, vector, rate
            )
            vector += self._delta  # update
            state.step += 1
        last = parameter_trouble(state.parameters)  # of the step that no forward pass has seen
        if last:
            return self._trouble(state, last + f": {REMEDY}")
        state.epoch += 1
        return ""

    def _forward(self, state: TrainingState, x: Array, y: Array) -> Tape:
        try:
            return run(self.network, state.parameters, x, y, self.loss, rng=state.rng)
        except ShapeError as error:
            if len(x) < self.settings.batch_size:
                rest = (
                    f"the last mini-batch of an epoch has {len(x)} of {len(self.data.x)} examples"
                )
                raise ShapeError(f"{error} ({rest})") from None
            raise

    def _batches(self, rng: np.random.Generator) -> Iterator[tuple[Array, Array]]:
        """Sample: each example once, in a random order."""
        augment = self.settings.augment
        for chosen in self._chunks(rng.permutation(len(self.data.x))):
            x, y = self.data.x.take(chosen, axis=0), self.data.y.take(chosen, axis=0)
            yield augment(x, y, rng) if augment else (x, y)

    def _chunks(self, order: Array) -> Iterator[Array]:
        size = self.settings.batch_size
        return (order[i : i + size] for i in range(0, len(order), size))

    def _trouble(self, state: TrainingState, where: str) -> str:
        rate = state.steps["learning rate"][-1]
        return say(
            "at step {step}, learning rate {rate:g}: {where}",
            step=len(state.steps["loss"]),
            rate=rate,
            where=where,
        )

    def measure(self, state: TrainingState, probes: Sequence[Probe]) -> dict[str, tuple[str, ...]]:
        """Measure what an epoch achieved; return the labels of the probes."""
        sizes = [len(chosen) for chosen in self._chunks(np.arange(len(self.data.x)))]
        losses = state.steps["loss"][-len(sizes) :]
        found: dict[str, float | None] = {"loss": float(np.average(losses, weights=sizes))}
        sample = self.data.take(_SAMPLE)
        _, found["accuracy"] = self._evaluated(state, sample.x, sample.y)
        if self.data.held_out:
            held = self._evaluated(state, self.data.x_held_out, self.data.y_held_out)
            found["held-out loss"], found["held-out accuracy"] = held
        _append(state.epochs, {name: value for name, value in found.items() if value is not None})
        if not probes:
            return {}
        look = self._look(state, sample)
        _append(state.probes, {probe.name: probe.measure(look) for probe in probes})
        return {probe.name: probe.labels(look) for probe in probes}

    def _evaluated(self, state: TrainingState, x: Array, y: Array) -> tuple[float, float | None]:
        return evaluate(self.network, state.parameters, self.loss, x, y)

    def _look(self, state: TrainingState, sample: Data) -> Look:
        p = state.parameters
        tape = run(self.network, p, sample.x, sample.y, self.loss, mode="test")
        gradient = p.like(np.zeros_like(p.vector))
        collect(tape, gradient)
        return Look(self.network, p, tape, gradient, p.like(self._delta.astype(p.vector.dtype)))


def _weights_only(parameters: Parameters) -> Array:
    """1 at every weight, 0 at biases, scales and shifts."""
    mask = parameters.like(np.zeros_like(parameters.vector))
    for path in parameters.paths():
        if path.rpartition(".")[2] == "W":
            mask.at(path)[...] = 1
    return mask.vector


def _append(lists: dict[str, list[Any]], values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        lists.setdefault(name, []).append(value)


def _checksum(array: Array) -> int:
    return zlib.crc32(np.ascontiguousarray(array).data)
