"""Typst in processes of its own, so that this process can be forked.

Typst keeps threads, and a forked process has none but the one that forked it: a child that asked
them for anything would wait for ever. So a process that will fork never lets them begin.
"""

from __future__ import annotations

import os
import pickle
from contextlib import suppress
from typing import Any

import typst

from scenes.rendering.processes.interruption import in_a_child, not_now

__all__ = ["CompiledApart"]

_general = typst.compile


class CompiledApart:
    """Typst's compiler, for a process and those that it forks.

    In place of ``typst.compile``, in this process. Its children compile by themselves, since they
    fork no further.
    """

    def __init__(self) -> None:
        self._process = os.getpid()

    def compile(self, *values: Any, **keywords: Any) -> Any:
        """Compile a document."""
        if os.getpid() != self._process:
            return _general(*values, **keywords)
        reading, writing = os.pipe()
        with not_now():
            child = os.fork()
            if not child:
                in_a_child()
        if not child:
            os.close(reading)
            _tell(writing, values, keywords)
        os.close(writing)
        with os.fdopen(reading, "rb") as answers:
            answer = answers.read()
        os.waitpid(child, 0)
        if not answer:
            raise RuntimeError("the process that typesets ended before it had an answer")
        result, error = pickle.loads(answer)
        if error is not None:
            raise error
        return result


def _tell(writing: int, values: Any, keywords: Any) -> None:
    """Compile a document in a process of its own, say what came of it, and end."""
    with suppress(BaseException), os.fdopen(writing, "wb") as answers:
        answer: tuple[Any, Exception | None]
        try:
            answer = (_general(*values, **keywords), None)
        except Exception as error:
            answer = (None, error)
        answers.write(pickle.dumps(answer))
    os._exit(0)
