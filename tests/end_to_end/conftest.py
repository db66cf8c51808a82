"""The command line as a user runs it: a process of its own, in a folder that was empty."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "scenes"]
SYSTEM = ["--matrix", "2 1; 8 7", "--rhs", "3 15"]


@dataclass(frozen=True)
class Optviz:
    """Runs ``optviz`` in a folder, with a home of its own and no terminal."""

    folder: Path

    def __call__(self, *words, status=0, stdin=None, command=COMMAND, **options):
        done = subprocess.run(
            [*command, *map(str, words)],
            cwd=self.folder,
            env=self.environment(),
            input=stdin,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            **options,
        )
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


@pytest.fixture(scope="session")
def film(tmp_path_factory):
    """One low-quality video that several tests look at, and the process that made it."""
    folder = tmp_path_factory.mktemp("film")
    run = Optviz(folder)
    done = run("render", "elimination", *SYSTEM, "--quality", "low", "--captions", "both")
    return folder / "elimination.mp4", done
