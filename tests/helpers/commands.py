"""The command ``optviz`` in this process: what it prints and its status, without its start."""

import io
import os
import signal
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from unittest.mock import patch

from scenes.command_line.cli import main


@dataclass(frozen=True)
class Done:
    """How a command has ended."""

    returncode: int
    stdout: str
    stderr: str


def run(*words, folder, stdin="", **environment):
    """Run the command in a folder, with a text to read and variables of its own."""
    said, complained = stream(), stream()
    with (
        chdir(folder),
        patch.dict(os.environ, environment),
        patch("sys.stdin", stream(stdin)),
        redirect_stdout(said),
        redirect_stderr(complained),
        signals_as_before(),
    ):
        try:
            main(words)
        except SystemExit as end:
            status = end.code
    return Done(status, text_of(said), text_of(complained))


def stream(text=""):
    """Return a stream as a pipe's: letters above, bytes below."""
    return io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")


def text_of(stream):
    stream.flush()
    return stream.buffer.getvalue().decode()


@contextmanager
def signals_as_before():
    """Undo what the command wants to hear of."""
    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    heard = {getattr(signal, name): signal.getsignal(getattr(signal, name)) for name in names}
    try:
        yield
    finally:
        for number, handler in heard.items():
            signal.signal(number, handler)
