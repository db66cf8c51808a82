"""Processes that play a scene anew and help to draw it, where processes are not forked.

Each plays all of it, as a rehearsal does, and draws the segments that nobody has begun before it.
It reads from standard input what to do, and says at its end how it went.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scenes.rendering.faults import RenderError
from scenes.rendering.options import RenderOptions
from scenes.rendering.processes.children import Report
from scenes.rendering.processes.interruption import not_now

__all__ = ["Replay", "Replays", "can_be_sent"]

_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from optviz_command import OwnPackages; OwnPackages.come_first(); "
    "from scenes.rendering.helping import help_to_render; help_to_render()"
)
"""Modules are found where this process finds them: a person's folder may well be called scenes."""


@dataclass(frozen=True)
class Replay:
    """The task of a process.

    Attributes
    ----------
    make_scene : callable
        What makes the scene, from the keywords of Manim's ``Scene``; it can be pickled.
    options : RenderOptions
    folder : Path
        The folder of the render.
    parent : int
        The process that asks for help; without it there is nobody to help.
    """

    make_scene: Callable[..., Any]
    options: RenderOptions
    folder: Path
    parent: int


def can_be_sent(make_scene: Callable[..., Any]) -> bool:
    """Say whether another process can be told what to make; not of a class inside a function."""
    if getattr(make_scene, "__module__", "") == "__main__":
        return False
    try:
        pickle.dumps(make_scene)
    except (pickle.PicklingError, AttributeError, TypeError):
        return False
    return True


class Replays:
    """So many processes that play a scene."""

    def __init__(self, task: Replay, count: int) -> None:
        parcel = task.folder / "replay"
        parcel.write_bytes(pickle.dumps(task))
        self.reports: list[Report] = []
        self._running: list[subprocess.Popen[bytes]] = []
        for _ in range(count):
            with not_now(), parcel.open("rb") as told:
                process = subprocess.Popen(
                    [sys.executable, "-P", "-c", _PROGRAM, json.dumps(sys.path)],
                    stdin=told,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                )
                self._running.append(process)

    def wait(self) -> None:
        """Wait for all; raise what went wrong in any."""
        while self._running:
            process = self._running[0]
            assert process.stdout is not None
            said = process.stdout.read()
            report = Report.read(said, process.wait())
            with not_now():
                self._running.remove(process)
            process.stdout.close()
            report.check()
            self.reports.append(report)

    def check(self, name: str, value: object) -> None:
        """Refuse reports that say something else under this name: the scenes were not the same."""
        if any(report.said[name] != value for report in self.reports):
            raise RenderError(
                "the scene is another one each time it is played (numbers drawn by the system, "
                "or the time of day): --processes 1 renders it as it comes"
            )

    def kill(self) -> None:
        """End all that still run, at once."""
        for process in self._running:
            process.kill()
        for process in self._running:
            process.wait()
        self._running.clear()
