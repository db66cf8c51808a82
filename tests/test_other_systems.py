"""What works where the modules and functions of POSIX are missing, as on Windows."""

import os
import subprocess
import sys

import pytest
from processes import PATIENCE

WITHOUT = """
import os, signal, sys

for name in "fcntl grp pty pwd resource termios tty".split():
    sys.modules[name] = None
for name in "fork forkpty killpg register_at_fork setsid".split():
    delattr(os, name)
for name in "SIGHUP SIGKILL alarm setitimer".split():
    delattr(signal, name)
"""
COMMAND = "from optviz_command import main; main()"


def run(code, *words, folder):
    done = subprocess.run(
        [sys.executable, "-P", "-c", WITHOUT + code, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_module_is_imported(tmp_path):
    code = """
import importlib, pkgutil, linalg, optviz, scenes
from scenes.rendering.settings import import_manim

import_manim()
names = []
for package in linalg, optviz, scenes:
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
            names.append(module.name)
print(len(names))
"""
    assert int(run(code, folder=tmp_path)) > 300


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lessons"], "elimination"),
        (["explain", "lu", "--matrix", "2 1; 8 7"], "4"),
        (["explain", "descent", "--objective", "x^2 + y^2", "--start", "1, 2"], "converged"),
    ],
)
def test_lessons_and_explain_run(tmp_path, words, said):
    assert said in run(COMMAND, *words, folder=tmp_path)


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_lesson_is_rendered(tmp_path, processes):
    words = ["--quality", "low", "--fps", "5", "--matrix", "2", "--processes", processes]
    made = run(COMMAND, "render", "elimination", *words, folder=tmp_path)
    assert "elimination.mp4" in made
    assert not list(tmp_path.glob(".*"))
