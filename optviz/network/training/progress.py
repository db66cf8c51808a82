"""A progress bar for training, by tqdm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from optviz.network.training.checkpoint import TrainingState

__all__ = ["progress_bar"]


@contextmanager
def progress_bar(shown: bool, epochs: int, done: int) -> Iterator[Callable[[TrainingState], None]]:
    """A progress bar, or nothing; yields what to call after an epoch."""
    if not shown:
        yield lambda state: None
        return
    from tqdm import tqdm

    with tqdm(total=epochs, initial=done, unit="epoch") as bar:

        def advance(state: TrainingState) -> None:
            bar.set_postfix({name: f"{values[-1]:.3g}" for name, values in state.epochs.items()})
            bar.update()

        yield advance
