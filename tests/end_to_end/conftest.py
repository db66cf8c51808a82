"""The command line as a user runs it: a process of its own, in a folder that was empty."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import commands
import pytest
from filelock import FileLock
from processes import PATIENCE

COMMAND = [sys.executable, "-m", "scenes"]
SYSTEM = ["--matrix", "2 1; 8 7", "--rhs", "3 15"]


@pytest.fixture(autouse=True, scope="session")
def interrupts_are_heard():
    """Undo what a shell does to tests in the background: they would all ignore Ctrl-C."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass(frozen=True)
class Optviz:
    """Runs ``optviz`` in a folder, with a home of its own and no terminal."""

    folder: Path

    def __call__(self, *words, status=0, stdin=None, command=COMMAND, path=None, **options):
        done = subprocess.run(
            [*command, *map(str, words)],
            cwd=self.folder,
            env=self.environment() if path is None else {**self.environment(), "PATH": str(path)},
            input=stdin,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
            **options,
        )
        assert done.returncode == status, done.stderr
        return done

    def here(self, *words, status=0):
        """Run it in this process, where its start is not what is looked at."""
        home = self.environment()["HOME"]
        done = commands.run(*map(str, words), folder=self.folder, HOME=home)
        assert done.returncode == status, done.stderr
        return done

    def start(self, *words, **options):
        return subprocess.Popen(
            [*COMMAND, *map(str, words)],
            cwd=self.folder,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            **options,
        )

    def environment(self):
        home = self.folder.parent / "home"
        home.mkdir(exist_ok=True)
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        return {**kept, "HOME": str(home), "PYTHONWARNINGS": "error::ResourceWarning"}

    def left(self):
        """Return the names of all that lies in the folder, hidden or not."""
        return sorted(path.name for path in self.folder.iterdir())


@pytest.fixture
def optviz(tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    return Optviz(folder)


@dataclass(frozen=True)
class Film:
    """A film, and what the command printed when it made it."""

    path: Path
    printed: str


@pytest.fixture(scope="session")
def film(tmp_path_factory):
    """One low-quality film that several tests look at, made once for all processes of a run."""
    run_folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        run_folder = run_folder.parent
    with FileLock(run_folder / "film.lock"):
        folder, printed = run_folder / "film", run_folder / "film.printed"
        if not printed.exists():
            folder.mkdir()
            words = ["--quality", "low", "--captions", "both"]
            done = Optviz(folder)("render", "elimination", *SYSTEM, *words)
            printed.write_text(done.stdout + done.stderr)
    return Film(folder / "elimination.mp4", printed.read_text())
