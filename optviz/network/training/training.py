"""Training: sample, forward, backward, update, and look at what happens."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from linalg.language import say
from optviz.network.data.data import Data
from optviz.network.layers.layer import Layer
from optviz.network.layers.parameters import Parameters
from optviz.network.losses.loss import Loss
from optviz.network.training.checkpoint import TrainingState, load, save
from optviz.network.training.divergence import DivergedError, parameter_trouble
from optviz.network.training.history import Status, TrainingHistory
from optviz.network.training.loop import Loop
from optviz.network.training.probes import Probe
from optviz.network.training.progress import progress_bar
from optviz.network.training.settings import TrainingSettings
from optviz.network.training.stopping import EarlyStopping
from optviz.rules import Rule

__all__ = ["train"]

_DEFAULT = TrainingSettings()


def train(
    network: Layer,
    loss: Loss,
    rule: Rule,
    data: Data,
    settings: TrainingSettings = _DEFAULT,
    *,
    parameters: Parameters | None = None,
    probes: Sequence[Probe] = (),
) -> TrainingHistory:
    """Train a network by mini-batches.

    Parameters
    ----------
    network, loss, rule, data
        What is trained, what for, how it steps, on what.
    settings : TrainingSettings
        Epochs, batch size, learning rate, weight decay, early stopping, a checkpoint and the like.
    parameters : Parameters, optional
        Where to start; they are not changed. Drawn afresh as the settings say otherwise.
    probes : sequence of Probe
        Measured after each epoch.

    Returns
    -------
    TrainingHistory
        Also after Ctrl-C, with what was learned by then; its `status` and `reason` say so.

    Raises
    ------
    DivergedError
        When a number stops being finite; it names the layer, the shape and what to do, and its
        `history` holds what was measured until then.
    ShapeError, ValueError
        When network, loss and data do not fit together, naming the layer.

    Examples
    --------
    >>> from optviz.network.layers.activations import ReLU
    >>> from optviz.network.data.data import moons
    >>> from optviz.network.layers.linear import Linear
    >>> from optviz.network.losses.losses import SoftmaxCrossEntropy
    >>> from optviz.network.layers.sequential import Sequential
    >>> from optviz.rules import Adam
    >>> network = Sequential(Linear(2, 16), ReLU(), Linear(16, 2))
    >>> settings = TrainingSettings(epochs=60, learning_rate=0.02)
    >>> history = train(network, SoftmaxCrossEntropy(), Adam(), moons(), settings)
    >>> history.status, bool(history.epochs["held-out accuracy"][-1] > 0.9)
    ('finished', True)
    """
    epochs, stopping, dtype = settings.epochs, settings.stopping, settings.dtype
    path = None if settings.checkpoint is None else Path(settings.checkpoint)
    loop = Loop(network, loss, rule, _converted(data, dtype), settings)
    rng = np.random.default_rng(settings.seed)
    start = parameters or network.parameters(rng, weights=settings.weights, dtype=dtype)
    start = start.like(start.vector.astype(dtype), start.statistics.astype(dtype))
    if bad := parameter_trouble(start):
        raise ValueError(f"training cannot start with {bad}; give finite ones")
    state = TrainingState(parameters=start, rule=rule.init(start.vector), rng=rng)
    fingerprint = loop.fingerprint()
    if settings.resume and path is not None:
        state = load(path, state, fingerprint)
    status: Status = "finished"
    reason: str = say("all {epochs} epochs done", epochs=epochs)
    labels: dict[str, tuple[str, ...]] = {}
    # Overflow needs no warning here: an error will say where it led.
    quiet = np.errstate(over="ignore", invalid="ignore")
    with quiet, progress_bar(settings.progress, epochs, state.epoch) as advance:
        try:
            while state.epoch < epochs:
                trouble = loop.epoch(state)
                if trouble:
                    status, reason = "diverged", trouble
                    break
                labels = loop.measure(state, probes)
                verdict = _early(stopping, state)
                if path is not None:
                    save(path, state, fingerprint)
                advance(state)
                if verdict:
                    status, reason = "stopped early", verdict
                    break
        except KeyboardInterrupt:
            status = "interrupted"
            reason = say(
                "after {epochs} whole epochs, {steps} steps; what they learned stays",
                epochs=state.epoch,
                steps=state.step,
            )
    history = TrainingHistory(
        network=network,
        parameters=state.parameters,
        best=state.best,
        best_epoch=stopping.best(_watched(stopping, state))
        if stopping and state.epochs["loss"]
        else None,
        steps={name: np.array(values) for name, values in state.steps.items()},
        epochs={name: np.array(values) for name, values in state.epochs.items()},
        probes={name: np.array(values) for name, values in state.probes.items()},
        probe_labels=labels,
        status=status,
        reason=reason,
        classes=data.number_of_classes,
        chance=loss.chance(data.number_of_classes) if data.number_of_classes else None,
    )
    if status == "diverged":
        raise DivergedError(history)
    return history


def _converted(data: Data, dtype: Any) -> Data:
    """The data in the precision of the training; labels stay integers."""
    x, held = (part.astype(dtype, copy=False) for part in (data.x, data.x_held_out))
    y, y_held = (
        part if part.dtype.kind in "iu" else part.astype(dtype, copy=False)
        for part in (data.y, data.y_held_out)
    )
    return Data(x, y, held, y_held, data.classes)


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
