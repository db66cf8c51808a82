"""Processes forked from this one, each of which does one piece of work and says how it went."""

from __future__ import annotations

import json
import os
import random
import select
import signal
import warnings
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NoReturn

from scenes.rendering.faults import (
    Frames,
    ProcessError,
    RenderError,
    frames_above,
    frames_of,
    said_by,
    system_error_number,
)
from scenes.rendering.processes.interruption import in_a_child, not_now

__all__ = ["Children", "Report"]


@dataclass(frozen=True)
class Report:
    """The report of a child at its end."""

    said: dict[str, Any]
    error_number: int | None = None
    error: str | None = None
    frames: Frames = field(default_factory=list)
    more: Sequence[str] = ()

    @classmethod
    def of(cls, said: dict[str, Any], error: BaseException | None = None) -> Report:
        """Return what a process says that ends, with an error or without."""
        if error is None:
            return cls(said)
        more = error.more if isinstance(error, RenderError) else ()
        frames = [*frames_above(error), *frames_of(error)]
        return cls(said, system_error_number(error), said_by(error), frames, more)

    def written(self) -> bytes:
        """Return it for the way to another process."""
        return json.dumps(list(vars(self).values())).encode()

    @classmethod
    def read(cls, written: bytes, code: int) -> Report:
        """Read the report of a process that left with this code, minus a signal's number."""
        return cls(*json.loads(written)) if written else cls({}, None, _ending(code))

    def check(self) -> None:
        """Raise what went wrong, if anything."""
        if self.error_number is not None:
            raise OSError(self.error_number, os.strerror(self.error_number))
        if self.error is not None:
            raise ProcessError(self.error, self.frames, self.more)


class Children:
    """At most so many processes at a time, forked one after another.

    A child that outlives its parent ends by itself when it next asks :meth:`end_if_abandoned`.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.reports: list[Report] = []
        self._running: dict[int, int] = {}  # the pipe to read from: the process
        self._parent = os.getpid()
        self._pipe: int | None = None

    @property
    def is_child(self) -> bool:
        """True on a child's side."""
        return self._pipe is not None

    def fork(self) -> None:
        """Go on as two processes, once there is room for one more."""
        while len(self._running) >= self.most:
            self._collect()
        reading, writing = os.pipe()
        chance = random.getstate()
        with not_now():
            with warnings.catch_warnings():
                # A bar on the terminal has a thread, whose locks no child asks for.
                warnings.simplefilter("ignore", DeprecationWarning)
                process = os.fork()
            if process:
                self._running[reading] = process
        if process:
            os.close(writing)
            return
        in_a_child()
        random.setstate(chance)  # Python gives a child another seed; NumPy does not
        self._running.clear()
        self._pipe = writing

    def end_child(self, said: dict[str, Any], error: BaseException | None = None) -> NoReturn:
        """End this child with a report."""
        assert self._pipe is not None
        with suppress(OSError):
            os.write(self._pipe, Report.of(said, error).written())
        os._exit(0)

    def end_if_abandoned(self) -> None:
        """End this child if its parent was killed."""
        if self.is_child and os.getppid() != self._parent:
            os._exit(1)

    def wait(self) -> None:
        """Wait for all; raise what went wrong in any."""
        while self._running:
            self._collect()

    def kill(self) -> None:
        """End all that still run, at once."""
        for process in self._running.values():
            os.kill(process, signal.SIGKILL)
        for pipe, process in self._running.items():
            os.waitpid(process, 0)
            os.close(pipe)
        self._running.clear()

    def _collect(self) -> None:
        """Take the report of the next child that ends."""
        (pipe, *_), _, _ = select.select(list(self._running), [], [])
        with open(pipe, "rb", closefd=False) as file:
            said = file.read()
        process = self._running[pipe]
        _, status = os.waitpid(process, 0)
        with not_now():
            del self._running[pipe]
            os.close(pipe)
        report = Report.read(said, os.waitstatus_to_exitcode(status))
        report.check()
        self.reports.append(report)


def _ending(code: int) -> str:
    if code < 0:
        return f"it was ended by {signal.Signals(-code).name}"
    return f"it left with status {code}"
