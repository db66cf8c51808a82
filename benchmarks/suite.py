"""The tests: those of this tree and of a reference commit, by turns, on two cores.

Each suite runs in a worktree of its own with the libraries that are installed here, by the commands
of its own ``make test``. Work is what all processes used of the processors together, which other
processes on the machine lengthen little; waiting is by the clock; memory is the peak of the largest
process. What is committed is measured, nothing else.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
REFERENCE = os.environ.get("OPTVIZ_BENCH_REFERENCE", "f5e67bf")
"""The last commit before tests shared what they make."""

WORKERS = 2
LONGEST = 0.6
"""The goal: waiting as a part of the reference's."""

LARGEST = 900
"""The goal for the memory of a process, in megabytes."""


@dataclass(frozen=True)
class Run:
    """One run of a suite.

    Attributes
    ----------
    work, wait : float
        Seconds of the processors, and by the clock.
    memory : float
        The peak of the largest process in megabytes.
    said : str
        The last line of pytest.
    """

    work: float
    wait: float
    memory: float
    said: str

    @classmethod
    def of(cls, command: str, folder: Path) -> Run:
        """Run a suite and wait for it; with all that its processes have started and awaited."""
        variables = {**os.environ, "PYTEST_XDIST_AUTO_NUM_WORKERS": str(WORKERS)}
        log = folder / "suite.log"
        begin = time.monotonic()
        with log.open("wb") as output:
            process = subprocess.Popen(
                ["sh", "-c", command], cwd=folder, env=variables, stdout=output, stderr=output
            )
            _, _, used = os.wait4(process.pid, 0)
        wait = time.monotonic() - begin
        process.returncode = 0  # it was waited for: what became of it stands in the log
        work = used.ru_utime + used.ru_stime
        return cls(work, wait, megabytes(used), last_line(log.read_text(errors="replace")))


def megabytes(used: resource.struct_rusage) -> float:
    """Return the peak memory that the system tells, which Linux counts in KB and macOS in bytes."""
    return used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def last_line(log: str) -> str:
    r"""Return what pytest said in the end.

    Examples
    --------
    >>> last_line("....\n==== 3 failed, 5 passed in 1.20s ====\nmake: *** Error 1\n")
    '3 failed, 5 passed in 1.20s'
    """
    ends = re.findall(r"^=* ?(\d.* in [\d.]+s.*?) ?=*$", log, re.MULTILINE)
    return ends[-1] if ends else "no result"


def report(samples: int) -> int:
    """Print every run and the ratios, and return how many goals are missed."""
    rounds = min(samples, 2)
    print(f"reference: {REFERENCE}, {WORKERS} workers, {rounds} rounds by turns")
    print(f"\n{'suite':34}{'work':>10}{'wait':>10}{'memory':>10}")
    best: dict[str, Run] = {}
    with worktree("HEAD") as ours_lies, worktree(REFERENCE) as theirs_lies:
        for _ in range(rounds):
            for name, folder in {"ours": ours_lies, "reference": theirs_lies}.items():
                run = Run.of(command_of(folder), folder)
                columns = f"{run.work:>8.0f} s{run.wait:>8.0f} s{run.memory:>7.0f} MB"
                print(f"{name:34}{columns}  {run.said}", flush=True)
                best[name] = min(run, best.get(name, run), key=lambda run: run.work)
    ours, theirs = best["ours"], best["reference"]
    work, wait, memory = (
        getattr(ours, name) / getattr(theirs, name) for name in ("work", "wait", "memory")
    )
    print(f"{'ratio':34}{work:>10.3g}{wait:>10.3g}{memory:>10.3g}")
    missed = [wait > LONGEST, ours.memory > LARGEST]
    verdicts = ["MISSED" if each else "reached" for each in missed]
    print(f"wait ≤ {LONGEST}: {verdicts[0]}; memory ≤ {LARGEST} MB: {verdicts[1]}")
    return sum(missed)


def command_of(folder: Path) -> str:
    """Return what ``make test`` of a tree runs, once all is set up."""
    shown = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", "test"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return next(line for line in shown.stdout.splitlines() if "-m pytest" in line)


@contextmanager
def worktree(commit: str) -> Iterator[Path]:
    """Lay a commit into a folder, with an environment in which its packages are those it finds."""
    with tempfile.TemporaryDirectory(prefix="optviz-bench-") as place:
        folder = Path(place) / "tree"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(folder), commit], check=True)
        try:
            add_environment(folder)
            yield folder
        finally:
            subprocess.run([*git, "remove", "--force", str(folder)], check=True)


def add_environment(folder: Path) -> None:
    """Make ``.venv``: this tree's packages first, then the libraries of this interpreter."""
    venv.create(folder / ".venv", symlinks=True)
    (packages,) = folder.glob(".venv/lib/python*/site-packages")
    (packages / "trees.pth").write_text(f"{folder}\n{Path(pytest.__file__).parents[1]}\n")
    programs = folder / ".venv" / "bin"
    for name, module in {"optviz": "optviz_command", "manim": "manim.__main__"}.items():
        (programs / name).write_text(f"#!{programs}/python\nfrom {module} import main\n\nmain()\n")
        (programs / name).chmod(0o755)
