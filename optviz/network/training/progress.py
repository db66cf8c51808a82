"""A progress bar for training, by tqdm."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from optviz.network.training.checkpoint import TrainingState

__all__ = ["progress_bar"]

_MOST_LINES = 20
"""Where each state of the bar stays: in a notebook that is stored, in a file."""


@contextmanager
def progress_bar(shown: bool, epochs: int, done: int) -> Iterator[Callable[[TrainingState], None]]:
    """A progress bar, or nothing; yields what to call after an epoch.

    On a terminal it moves all the time; elsewhere a few times in all, for each is kept.
    """
    if not shown:
        yield lambda state: None
        return
    from tqdm import tqdm

    step = math.ceil(epochs / _MOST_LINES)
    rhythm = {} if sys.stderr.isatty() else {"miniters": step, "mininterval": 0}
    with tqdm(total=epochs, initial=done, unit="epoch", **rhythm) as bar:

        def advance(state: TrainingState) -> None:
            said = {name: f"{values[-1]:.3g}" for name, values in state.epochs.items()}
            bar.set_postfix(said, refresh=False)
            bar.update()

        yield advance
