"""The settings of a training: how long, in what steps, how regularised, and what to keep."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from linalg.options import counts, number
from optviz.network.data.augmentation import Augmentation
from optviz.network.layers.initialisation import Initialisation
from optviz.network.training.stopping import EarlyStopping
from optviz.rules import Rule
from optviz.schedules.schedules import Schedule, as_schedule

__all__ = ["TrainingSettings"]


@dataclass(frozen=True, kw_only=True)
class TrainingSettings:
    """Settings of a training, apart from the network, the loss, the rule and the data.

    Attributes
    ----------
    epochs : int
        How often to go through the data.
    batch_size : int
        Examples a step; the last mini-batch of an epoch may have fewer.
    learning_rate : float or Schedule, optional
        Of step k from 0; the rule's usual one unless told otherwise.
    weight_decay : float
        λ of the penalty ½λ‖W‖², on weights only, not on biases and scales; its gradient is added
        to the loss's. (AdamW's decoupled decay is a matter of the rule.)
    weights : Initialisation, optional
        Draws the weights to start from; each layer's own one unless told otherwise.
    seed : int
        Decides everything that is random.
    dtype : dtype
        float32, or float64 for twice the time.
    augment : callable, optional
        Changes each mini-batch.
    stopping : EarlyStopping, optional
    checkpoint : path, optional
        A file that is written after each epoch.
    resume : bool
        Go on from that file: the result is the same, bit for bit, as without the interruption.
    progress : bool
        Show a bar, with tqdm.

    Raises
    ------
    ValueError
        If a number is out of its range, or there is no checkpoint to go on from.

    Examples
    --------
    >>> TrainingSettings(epochs=60, learning_rate=0.02).batch_size
    64
    >>> TrainingSettings(epochs=0)
    Traceback (most recent call last):
        ...
    linalg.errors.LinalgError: epochs must be at least 1, got 0
    """

    epochs: int = 20
    batch_size: int = 64
    learning_rate: float | Schedule | None = None
    weight_decay: float = 0.0
    weights: Initialisation | None = None
    seed: int = 0
    dtype: Any = np.float32
    augment: Augmentation | None = None
    stopping: EarlyStopping | None = None
    checkpoint: str | Path | None = None
    resume: bool = False
    progress: bool = False

    def __post_init__(self) -> None:
        counts(epochs=self.epochs, batch_size=self.batch_size)
        number("weight_decay", self.weight_decay, low=0)
        if self.resume and self.checkpoint is None:
            raise ValueError("resume=True needs the checkpoint to go on from: checkpoint=path")

    def schedule(self, rule: Rule) -> Schedule:
        """Return the learning rate of every step: the rule's usual one unless one is set."""
        return as_schedule(rule.default_rate if self.learning_rate is None else self.learning_rate)
