"""Several processes draw one film: the same file, and nothing left behind when one fails."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from processes import PATIENCE, kin, wait_for

from scenes.rendering.faults import RenderError
from scenes.rendering.options import RenderOptions
from scenes.rendering.progress import Silence
from scenes.rendering.session import render
from scenes.rendering.settings import import_manim

import_manim()

import numpy as np  # noqa: E402
import typst  # noqa: E402
from manim import (  # noqa: E402
    Dot,
    FadeIn,
    Scene,
    Square,
    Text,
    Typst,
    VGroup,
    always_redraw,
    config,
)
from tiny_films import Film  # noqa: E402

from scenes.rendering.engine.video import planes  # noqa: E402


def made(path, processes, kind=Film):
    options = RenderOptions(quality="low", output=path, processes=processes)
    return render(kind, "film", options, Silence(), subtitles=True)


@pytest.mark.parametrize("ending", ["mp4", "webm", "gif"])
def test_the_file_is_the_same(tmp_path, ending):
    alone, together = (made(tmp_path / f"{n}.{ending}", n) for n in (1, 3))
    assert alone.path.read_bytes() == together.path.read_bytes()
    assert alone.frames == together.frames
    assert alone.left_to_manim == together.left_to_manim != ()
    assert (tmp_path / "1.srt").read_bytes() == (tmp_path / "3.srt").read_bytes()


class Walk(Scene):
    """Numbers by chance, from all that draws them, in the story and while it moves."""

    def construct(self):
        own, generator = random.Random(1), np.random.default_rng(2)
        dot = Dot()
        self.add(dot)

        def step(mobject, dt):
            mobject.shift([random.gauss(0, 0.1), np.random.normal(0, 0.1), 0])  # noqa: NPY002
            mobject.set_opacity(0.5 + 0.5 * own.random())
            mobject.scale(generator.uniform(0.9, 1.1))

        for _ in range(2):
            self.play(FadeIn(Square().shift([random.random(), np.random.random(), 0])))  # noqa: NPY002
            dot.add_updater(step)
            self.wait(0.4)
            dot.clear_updaters()


class Unseeded(Scene):
    """Generators that take their seed from the system, made while another process draws."""

    def construct(self):
        dot = Dot()
        for _ in range(3):
            own, generator = random.Random(), np.random.default_rng()
            old = np.random.RandomState()
            dot.move_to([own.uniform(-3, 3), generator.uniform(-3, 3), 0])
            self.add(dot.set_opacity(old.uniform(0.5, 1)).copy())
            self.wait(0.4)
            random.seed()
            self.add(Dot([random.uniform(-3, 3), 0, 0]))


@pytest.mark.parametrize("kind", [Walk, Unseeded])
def test_chance_goes_along(tmp_path, kind):
    alone, together = (made(tmp_path / f"{n}.mp4", n, kind) for n in (1, 2))
    assert alone.path.read_bytes() == together.path.read_bytes()


TYPESET = """
import typst
from manim import *

def pages(count):
    source = "#pagebreak()".join(f" = {i} \\n $ x_{i}^2 $ " for i in range(count))
    return Text(str(len(typst.compile(source.encode(), format="svg"))))

class Typeset(Scene):
    def construct(self):
        turn = ValueTracker(0)
        self.add(always_redraw(lambda: pages(20 + int(turn.get_value()))))
        for _ in range(2):
            self.play(turn.animate.increment_value(2), run_time=0.2)
"""


def test_typst_before_and_after(tmp_path):
    """Pages are set by Typst's threads, before a process is forked and after."""
    (tmp_path / "typeset.py").write_text(TYPESET)
    for n in (1, 2):
        words = f"render typeset.py --quality low --processes {n} --output {n}.mp4".split()
        command = [sys.executable, "-m", "scenes", *words]
        done = subprocess.run(command, cwd=tmp_path, timeout=PATIENCE, check=False)
        assert done.returncode == 0
    assert (tmp_path / "1.mp4").read_bytes() == (tmp_path / "2.mp4").read_bytes()


def test_no_two_processes_typeset_in_one_folder(tmp_path):
    """Manim writes texts and formulas in place: another process would read half of one."""
    log = tmp_path / "log"

    def note():
        with log.open("a") as file:
            for kind in ("text_dir", "tex_dir"):
                file.write(f"{os.getpid()} {config.get_dir(kind)}\n")
        return VGroup(Text(f"{os.getpid()}"), Typst(f"= {os.getpid()}"))

    class Noted(Scene):
        def construct(self):
            self.add(always_redraw(note))
            for _ in range(3):
                self.play(FadeIn(Square()), run_time=0.1)

    made(tmp_path / "film.mp4", 3, Noted)
    users = {}
    for line in log.read_text().splitlines():
        process, folder = line.split(" ", 1)
        users.setdefault(folder, set()).add(process)
    assert len(users) == 2 * (3 + 1)
    assert all(len(processes) == 1 for processes in users.values())
    assert not any(Path(folder).exists() for folder in users)


def test_a_mistake_for_typst_is_told(tmp_path):
    class Mistaken(Scene):
        def construct(self):
            typst.compile(b"#mistaken")

    with pytest.raises(typst.TypstError, match="unknown variable: mistaken"):
        made(tmp_path / "film.mp4", 2, Mistaken)


def test_a_full_disk_in_a_child(tmp_path, monkeypatch):
    def full_disk(*_args, **_keywords):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(planes, "planes_of", full_disk)
    with pytest.raises(RenderError, match="the disk is full"):
        made(tmp_path / "film.mp4", 2)
    assert list(tmp_path.iterdir()) == []


def test_a_child_that_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr(planes, "planes_of", lambda frame: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(RenderError, match="it was ended by SIGKILL"):
        made(tmp_path / "film.mp4", 2)
    assert list(tmp_path.iterdir()) == []


class Broken(Scene):
    def construct(self):
        square = Square()
        self.play(FadeIn(square), run_time=0.2)
        square.add_updater(lambda m: m.shift(1 / 0))
        self.play(square.animate.scale(2), run_time=0.2)


def test_an_error_in_the_story(tmp_path):
    with pytest.raises((ZeroDivisionError, RenderError), match="division by zero"):
        made(tmp_path / "film.mp4", 2, Broken)
    assert list(tmp_path.iterdir()) == []


LONG = """
from manim import *

class Long(Scene):
    def construct(self):
        circle = Circle()
        for _ in range(8):
            self.play(Rotating(circle, run_time=60))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_ends_them_all(tmp_path, number):
    (tmp_path / "long.py").write_text(LONG)
    words = "render long.py --quality low --processes 2 --output long.mp4".split()
    parent = subprocess.Popen([sys.executable, "-B", "-m", "scenes", *words], cwd=tmp_path)
    try:
        children = wait_for(lambda: len(kin(parent.pid)) == 2 and kin(parent.pid))
        parent.send_signal(number)
        assert parent.wait(PATIENCE) in (128 + number, -number)
    finally:
        parent.kill()
    wait_for(lambda: not any(Path(f"/proc/{child}").exists() for child in children))
    assert not (tmp_path / "long.mp4").exists()
    if number != signal.SIGKILL:
        assert [path.name for path in tmp_path.iterdir()] == ["long.py"]
