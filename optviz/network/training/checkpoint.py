"""Checkpoints: all that training needs to go on, bit for bit, in one file that runs nothing.

The file is NumPy's .npz of plain arrays and one text, a JSON object with the counters, the state of
the random generator and what was being trained; it is read with pickles forbidden. A new one takes
the place of the old one in a single step, so that an interruption never leaves half a file.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optviz.network.layers.parameters import Parameters

__all__ = ["TrainingState", "load", "save"]

_VERSION = 1


@dataclass(kw_only=True)
class TrainingState:
    """Everything that changes while training.

    Attributes
    ----------
    parameters : Parameters
    rule : dict
        What the update rule remembers.
    rng : numpy.random.Generator
        The one source of chance: order of the examples, dropout, augmentation.
    epoch, step : int
        Finished ones.
    steps, epochs, probes : dict of str to list
        What was measured.
    best : Parameters or None
        At the best epoch so far, with early stopping.
    """

    parameters: Parameters
    rule: dict[str, Any]
    rng: np.random.Generator
    epoch: int = 0
    step: int = 0
    steps: dict[str, list[float]] = field(default_factory=lambda: {"loss": [], "learning rate": []})
    epochs: dict[str, list[float]] = field(default_factory=lambda: {"loss": []})
    probes: dict[str, list[NDArray[Any]]] = field(default_factory=dict)
    best: Parameters | None = None


def save(path: Path, state: TrainingState, fingerprint: Mapping[str, Any]) -> None:
    """Write a checkpoint, in place of the one that was there."""
    header = {
        "version": _VERSION,
        "fingerprint": fingerprint,
        "epoch": state.epoch,
        "step": state.step,
        "rng": state.rng.bit_generator.state,
    }
    arrays = {
        "header": np.array(json.dumps(header)),
        "parameters": state.parameters.vector,
        "statistics": state.parameters.statistics,
        **_named("rule", state.rule),
        **_named("steps", state.steps),
        **_named("epochs", state.epochs),
        **_named("probes", state.probes),
    }
    if state.best is not None:
        arrays |= {"best": state.best.vector, "best statistics": state.best.statistics}
    partial = path.with_name(path.name + ".partial")
    with partial.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def load(path: Path, fresh: TrainingState, fingerprint: Mapping[str, Any]) -> TrainingState:
    """Read a checkpoint of the same training.

    Parameters
    ----------
    fresh : TrainingState
        One at the start of this training, whose shapes the file must have.
    fingerprint : mapping
        What is being trained, and on what.

    Raises
    ------
    ValueError
        When the file is no checkpoint, or one of another training; the message says what differs.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        header = json.loads(str(arrays.pop("header")))
    except (zipfile.BadZipFile, ValueError, KeyError, EOFError) as error:
        raise ValueError(f"{path.name}: not a checkpoint ({error})") from None
    if not isinstance(header, dict) or header.get("version") != _VERSION:
        raise ValueError(f"{path.name}: not a checkpoint of version {_VERSION}")
    differing = [key for key in fingerprint if header["fingerprint"].get(key) != fingerprint[key]]
    if differing:
        was = "; ".join(
            f"{key} was {header['fingerprint'].get(key)}, now {fingerprint[key]}"
            for key in differing
        )
        raise ValueError(f"{path.name}: a checkpoint of another training: {was}")
    return _restored(arrays, header, fresh)


def _restored(
    arrays: Mapping[str, NDArray[Any]], header: Mapping[str, Any], fresh: TrainingState
) -> TrainingState:
    fresh.rng.bit_generator.state = header["rng"]
    best = None
    if "best" in arrays:
        best = fresh.parameters.like(arrays["best"], arrays["best statistics"])
    return TrainingState(
        parameters=fresh.parameters.like(arrays["parameters"], arrays["statistics"]),
        rule=dict(_below("rule", arrays)),
        rng=fresh.rng,
        epoch=header["epoch"],
        step=header["step"],
        steps={name: values.tolist() for name, values in _below("steps", arrays).items()},
        epochs={name: values.tolist() for name, values in _below("epochs", arrays).items()},
        probes={name: list(values) for name, values in _below("probes", arrays).items()},
        best=best,
    )


def _named(kind: str, values: Mapping[str, Any]) -> dict[str, NDArray[Any]]:
    arrays = {f"{kind}/{name}": np.asarray(value) for name, value in values.items()}
    for name, array in arrays.items():
        if array.dtype == object:
            raise TypeError(f"{name}: only numbers and arrays of them go into a checkpoint")
    return arrays


def _below(kind: str, arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    prefix = f"{kind}/"
    return {
        name.removeprefix(prefix): array
        for name, array in arrays.items()
        if name.startswith(prefix)
    }
