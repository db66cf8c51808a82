"""Training: sample, forward, backward, update, and look at what happens."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optviz.network.checkpoint import TrainingState, load, save
from optviz.network.data import Data
from optviz.network.evaluation import evaluate
from optviz.network.graph import Tape
from optviz.network.history import Status, TrainingHistory
from optviz.network.initialisation import Initialisation
from optviz.network.layer import Layer, track
from optviz.network.losses import Loss
from optviz.network.parameters import Parameters
from optviz.network.probes import Look, Probe
from optviz.network.progress import progress_bar
from optviz.network.step import collect, run
from optviz.network.stopping import EarlyStopping
from optviz.rules import Rule
from optviz.schedules import Schedule, as_schedule

__all__ = ["Augmentation", "train"]

Array = NDArray[Any]
Augmentation = Callable[[Array, Array, np.random.Generator], tuple[Array, Array]]
"""From a mini-batch and its targets to a changed one; see :mod:`optviz.network.augmentation`."""

_SAMPLE = 1000
"""So many training examples are looked at again after each epoch."""


def train(
    network: Layer,
    loss: Loss,
    rule: Rule,
    data: Data,
    *,
    epochs: int = 20,
    batch_size: int = 64,
    learning_rate: float | Schedule | None = None,
    weight_decay: float = 0.0,
    parameters: Parameters | None = None,
    weights: Initialisation | None = None,
    seed: int = 0,
    dtype: Any = np.float32,
    augment: Augmentation | None = None,
    stopping: EarlyStopping | None = None,
    probes: Sequence[Probe] = (),
    checkpoint: str | Path | None = None,
    resume: bool = False,
    progress: bool = False,
) -> TrainingHistory:
    """Train a network by mini-batches.

    Parameters
    ----------
    network, loss, rule, data
        What is trained, what for, how it steps, on what.
    epochs : int
        How often to go through the data.
    batch_size : int
        Examples a step; the last mini-batch of an epoch may have fewer.
    learning_rate : float or Schedule, optional
        Of step k from 0; the rule's usual one unless told otherwise.
    weight_decay : float
        λ of the penalty ½λ‖W‖², on weights only, not on biases and scales; its gradient is added
        to the loss's. (AdamW's decoupled decay is a matter of the rule.)
    parameters : Parameters, optional
        Where to start; they are not changed. Drawn afresh with `weights` and `seed` otherwise.
    seed : int
        Decides everything that is random.
    dtype : dtype
        float32, or float64 for twice the time.
    augment : callable, optional
        Changes each mini-batch.
    stopping : EarlyStopping, optional
    probes : sequence of Probe
        Measured after each epoch.
    checkpoint : path, optional
        A file that is written after each epoch.
    resume : bool
        Go on from that file: the result is the same, bit for bit, as without the interruption.
    progress : bool
        Show a bar, with tqdm.

    Returns
    -------
    TrainingHistory
        Also after Ctrl-C, with what was learned by then, and when the loss stopped being a number;
        its `status` and `reason` say so.

    Raises
    ------
    ShapeError, ValueError
        When network, loss and data do not fit together, naming the layer.

    Examples
    --------
    >>> from optviz.network.activations import ReLU
    >>> from optviz.network.data import moons
    >>> from optviz.network.linear import Linear
    >>> from optviz.network.losses import SoftmaxCrossEntropy
    >>> from optviz.network.sequential import Sequential
    >>> from optviz.rules import Adam
    >>> network = Sequential(Linear(2, 16), ReLU(), Linear(16, 2))
    >>> history = train(
    ...     network, SoftmaxCrossEntropy(), Adam(), moons(), epochs=60, learning_rate=0.02
    ... )
    >>> history.status, bool(history.epochs["held-out accuracy"][-1] > 0.9)
    ('finished', True)
    """
    if epochs < 1 or batch_size < 1:
        raise ValueError(f"at least one epoch and one example a batch, not {epochs}, {batch_size}")
    if resume and checkpoint is None:
        raise ValueError("resume=True needs the checkpoint to go on from: checkpoint=path")
    path = None if checkpoint is None else Path(checkpoint)
    schedule = as_schedule(rule.default_rate if learning_rate is None else learning_rate)
    training = _Training(
        network, loss, rule, _converted(data, dtype), schedule, batch_size, weight_decay, augment
    )
    rng = np.random.default_rng(seed)
    start = parameters or network.parameters(rng, weights=weights, dtype=dtype)
    start = start.like(start.vector.astype(dtype), start.statistics.astype(dtype))
    state = TrainingState(start, training.first_rule_state(start), rng)
    fingerprint = training.fingerprint(seed)
    if resume and path is not None:
        state = load(path, state, fingerprint)
    status: Status = "finished"
    reason = f"all {epochs} epochs done"
    labels: dict[str, tuple[str, ...]] = {}
    # Overflow needs no warning here: the status will say so.
    quiet = np.errstate(over="ignore", invalid="ignore")
    with quiet, progress_bar(progress, epochs, state.epoch) as advance:
        try:
            while state.epoch < epochs:
                trouble = training.epoch(state)
                if trouble:
                    status, reason = "diverged", trouble
                    break
                labels = training.measure(state, probes)
                verdict = _early(stopping, state)
                if path is not None:
                    save(path, state, fingerprint)
                advance(state)
                if verdict:
                    status, reason = "stopped early", verdict
                    break
        except KeyboardInterrupt:
            status = "interrupted"
            reason = (
                f"after {state.epoch} whole epochs, {state.step} steps; what they learned stays"
            )
    return TrainingHistory(
        network,
        state.parameters,
        state.best,
        stopping.best(_watched(stopping, state)) if stopping and state.epochs["loss"] else None,
        {name: np.array(values) for name, values in state.steps.items()},
        {name: np.array(values) for name, values in state.epochs.items()},
        {name: np.array(values) for name, values in state.probes.items()},
        labels,
        status,
        reason,
        data.number_of_classes,
        loss.chance(data.number_of_classes) if data.number_of_classes else None,
    )


@dataclass
class _Training:
    """What stays the same while training, and one epoch of it."""

    network: Layer
    loss: Loss
    rule: Rule
    data: Data
    schedule: Schedule
    batch_size: int
    weight_decay: float
    augment: Augmentation | None
    _delta: Array = field(default_factory=lambda: np.zeros(0))

    def first_rule_state(self, start: Parameters) -> dict[str, Any]:
        """The rule's state in the precision of the parameters."""
        state = self.rule.init(start.vector)
        kind = start.vector.dtype
        return {k: v.astype(kind) if isinstance(v, np.ndarray) else v for k, v in state.items()}

    def fingerprint(self, seed: int) -> dict[str, Any]:
        """What a checkpoint must agree with."""
        return {
            "network": repr(self.network),
            "loss": repr(self.loss),
            "rule": repr(self.rule),
            "learning rate": repr(self.schedule),
            "batch size": self.batch_size,
            "weight decay": self.weight_decay,
            "seed": seed,
            "precision": str(self.data.x.dtype),
            "data": [list(self.data.x.shape), _checksum(self.data.x), _checksum(self.data.y)],
        }

    def epoch(self, state: TrainingState) -> str:
        """Go through the data once; what went wrong, or nothing."""
        gradient = state.parameters.like(np.zeros_like(state.parameters.vector))
        decayed = _weights_only(state.parameters) * state.parameters.vector.dtype.type(
            self.weight_decay
        )
        vector, keeps = state.parameters.vector, state.parameters.statistics.size > 0
        for x, y in self._batches(state.rng):  # sample
            tape = run(self.network, state.parameters, x, y, self.loss, rng=state.rng)  # forward
            loss, rate = tape[-1].value, float(self.schedule(state.step))
            _append(state.steps, {"loss": loss, "learning rate": rate})
            if not isfinite(loss):
                return self._trouble(state, x)
            collect(tape, gradient)  # backward
            if keeps:
                track(tape)
            if self.weight_decay:
                gradient.vector[...] += decayed * vector
            self._delta, state.rule, _ = self.rule.update(
                gradient.vector, state.rule, state.step, vector, rate
            )
            vector += self._delta  # update
            state.step += 1
        state.epoch += 1
        return ""

    def _batches(self, rng: np.random.Generator) -> Iterator[tuple[Array, Array]]:
        """Sample: each example once, in a random order."""
        for chosen in self._chunks(rng.permutation(len(self.data.x))):
            x, y = self.data.x.take(chosen, axis=0), self.data.y.take(chosen, axis=0)
            yield self.augment(x, y, rng) if self.augment else (x, y)

    def _chunks(self, order: Array) -> Iterator[Array]:
        return (order[i : i + self.batch_size] for i in range(0, len(order), self.batch_size))

    def _trouble(self, state: TrainingState, x: Array) -> str:
        """Say where numbers stopped being finite."""
        tape = Tape()
        self.network.trace(tape, tape.leaf("x", x), state.parameters)
        first = next((node.name for node in tape if not _finite(node.value)), "the loss")
        return (
            f"the loss is {state.steps['loss'][-1]} at step {state.step + 1}, learning rate "
            f"{state.steps['learning rate'][-1]:g}; the first numbers that are not finite come out "
            f"of {first}: lower the learning rate, or start with smaller weights"
        )

    def measure(self, state: TrainingState, probes: Sequence[Probe]) -> dict[str, tuple[str, ...]]:
        """What an epoch achieved; returns the labels of the probes."""
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


def _converted(data: Data, dtype: Any) -> Data:
    """The data in the precision of the training; labels stay integers."""
    x, held = (part.astype(dtype, copy=False) for part in (data.x, data.x_held_out))
    y, y_held = (
        part if part.dtype.kind in "iu" else part.astype(dtype, copy=False)
        for part in (data.y, data.y_held_out)
    )
    return Data(x, y, held, y_held, data.classes)


def _weights_only(parameters: Parameters) -> Array:
    """1 at every weight, 0 at biases, scales and shifts."""
    mask = parameters.like(np.zeros_like(parameters.vector))
    for path in parameters.paths():
        if path.rpartition(".")[2] == "W":
            mask.at(path)[...] = 1
    return mask.vector


def _early(stopping: EarlyStopping | None, state: TrainingState) -> str:
    """Keep the best parameters so far; why to stop, or nothing."""
    if stopping is None:
        return ""
    values = _watched(stopping, state)
    best = stopping.best(values)
    if best == state.epoch - 1:
        state.best = state.parameters.copy()
    if not stopping.stops(values):
        return ""
    return (
        f"the trend of the {stopping.metric} was best at epoch {best + 1} and has not improved "
        f"for {stopping.patience} epochs"
    )


def _watched(stopping: EarlyStopping, state: TrainingState) -> list[float]:
    if stopping.metric not in state.epochs:
        known = ", ".join(state.epochs)
        raise ValueError(f"early stopping watches {stopping.metric!r}; this training has {known}")
    return state.epochs[stopping.metric]


def _append(lists: dict[str, list[Any]], values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        lists.setdefault(name, []).append(value)


def _finite(value: Any) -> bool:
    parts = value.values() if isinstance(value, Mapping) else [value]
    return all(np.isfinite(part).all() for part in parts)


def _checksum(array: Array) -> int:
    return zlib.crc32(np.ascontiguousarray(array).data)
