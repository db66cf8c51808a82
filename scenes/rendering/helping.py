"""The work of a process that was started to help with a render."""

from __future__ import annotations

import os
import pickle
import sys
from typing import NoReturn

from scenes.rendering.processes.children import Report
from scenes.rendering.processes.interruption import in_a_child

__all__ = ["help_to_render"]


def help_to_render() -> NoReturn:
    """Help to render what standard input says; standard output is for the report alone."""
    in_a_child()
    answers = os.dup(sys.stdout.fileno())
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    from scenes.rendering.session import replay  # Manim may speak while it is imported

    try:
        report = Report.of(replay(pickle.load(sys.stdin.buffer)))
    except BaseException as error:
        report = Report.of({}, error)
    os.write(answers, report.written())
    os._exit(0)
