"""Ctrl-C and its kin: what was begun is undone, and the process ends at once.

Unwinding through Manim would wait for its encoders to drain, many seconds of 4K. So the signal
handler itself undoes what is registered here and leaves without ceremony.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["end_on_signals", "in_a_child", "not_now", "undone_by_signals"]

_SIGNALS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]
"""Windows has no hang-up."""

_PATIENCE = 10

_undo: list[Callable[[], None]] = []
_deferring = 0
_deferred: list[int] = []


def end_on_signals() -> None:
    """From now on SIGINT, SIGTERM and SIGHUP end the process, with status 128 + signal.

    A signal that was ignored when the process began (``nohup``, a background job) stays ignored.
    """
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


@contextmanager
def undone_by_signals(undo: Callable[[], None]) -> Iterator[None]:
    """Within this context a signal calls `undo` before it ends the process."""
    _undo.append(undo)
    try:
        yield
    finally:
        _undo.remove(undo)


@contextmanager
def not_now() -> Iterator[None]:
    """Within this context, which has to be short, a signal waits for its end."""
    global _deferring
    _deferring += 1
    try:
        yield
    finally:
        _deferring -= 1
        if _deferred and not _deferring:
            _end(_deferred[0], None)


def in_a_child() -> None:
    """In a forked process: from now on signals end it, and nothing is undone; its parent does."""
    global _deferring
    _deferring = 0
    _deferred.clear()
    _undo.clear()
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)


def _end(number: int, frame: FrameType | None) -> None:
    if _deferring:
        _deferred.append(number)
        return
    for other in _SIGNALS:
        signal.signal(other, signal.SIG_IGN)
    if hasattr(signal, "alarm"):  # the system ends the process, should the undoing get stuck
        signal.alarm(_PATIENCE)
    for undo in reversed(_undo):
        undo()
    os._exit(128 + number)
