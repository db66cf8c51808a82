"""A line on the terminal that says what is being rendered and how far it is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from scenes.rendering.processes.interruption import undone_by_signals

if TYPE_CHECKING:
    from rich.progress import Progress

    from scenes.rendering.film.writer import Listener

__all__ = ["Silence", "progress"]


class Silence:
    """A listener that says nothing."""

    def plan(self, steps: int) -> None:
        pass

    def section(self, name: str) -> None:
        pass

    def step(self) -> None:
        pass

    def frames(self, count: int) -> None:
        pass


class _Bar:
    """A listener that shows the section, the step and the frames drawn."""

    def __init__(self, bar: Progress, title: str) -> None:
        self.bar = bar
        self.title = title
        self.task = bar.add_task(title, total=None, note="getting ready")
        self.planned = self.begun = self.drawn = 0

    def plan(self, steps: int) -> None:
        self.planned = steps
        self.bar.update(self.task, total=steps)

    def section(self, name: str) -> None:
        self.bar.update(self.task, description=f"{self.title}: {name}")

    def step(self) -> None:
        self.begun += 1
        self.bar.update(self.task, completed=self.begun - 1, note=self._note())

    def frames(self, count: int) -> None:
        self.drawn += count
        self.bar.update(self.task, note=self._note())

    def _note(self) -> str:
        of = f" of {self.planned}" if self.planned else ""
        return f"step {self.begun}{of}, {self.drawn} frames"


@contextmanager
def progress(title: str) -> Iterator[Listener]:
    """Yield a listener that shows a bar; a silent one where there is no terminal."""
    if not sys.stderr.isatty():
        yield Silence()
        return

    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[note]}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with undone_by_signals(bar.stop), bar:
        yield _Bar(bar, title)
