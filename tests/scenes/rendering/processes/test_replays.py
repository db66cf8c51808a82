"""Processes that are not forked play the scene anew: the same film, and nothing left behind."""

from __future__ import annotations

import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from processes import PATIENCE, kin, wait_for
from tiny_films import Film

from scenes.command_line.render import made_by
from scenes.lessons.catalogue import lesson, lesson_names
from scenes.parameters.presentation import Presentation
from scenes.rendering.faults import RenderError
from scenes.rendering.files.scene_files import make_scene_in
from scenes.rendering.options import RenderOptions
from scenes.rendering.processes import replays
from scenes.rendering.processes.replays import Replay, Replays, can_be_sent
from scenes.rendering.progress import Silence
from scenes.rendering.session import render

SCENES = """
import os
import random
import signal
from pathlib import Path

import numpy as np
from manim import *

PLACE = [random.random(), np.random.random(), 0]


def is_first():
    "Whether no other process has asked yet."
    try:
        Path(__file__).with_name("asked").mkdir()
    except FileExistsError:
        return False
    return True


class Plain(Scene):
    def construct(self):
        print("said once")
        for kind in (Square, Circle, Dot):
            self.play(FadeIn(kind()), run_time=0.2)


class Walk(Scene):
    def construct(self):
        dot = Dot(PLACE)
        dot.add_updater(lambda dot: dot.shift([random.gauss(0, 1), np.random.normal(), 0]))
        self.add(dot)
        for _ in range(2):
            self.play(FadeIn(Square().shift(random.random() * UP)), run_time=0.2)


class Another(Scene):
    def construct(self):
        self.play(FadeIn(Square()), run_time=0.2 if is_first() else 0.4)
        self.play(FadeIn(Dot()), run_time=0.2)


class Failing(Scene):
    def construct(self):
        if not is_first():
            raise ZeroDivisionError("of no use")
        self.play(FadeIn(Square()), run_time=0.2)


class Killed(Scene):
    def construct(self):
        if not is_first():
            os.kill(os.getpid(), signal.SIGKILL)
        self.play(FadeIn(Square()), run_time=0.2)


class Long(Scene):
    def construct(self):
        circle = Circle()
        for _ in range(8):
            self.play(Rotating(circle, run_time=60))
"""

NOT_FORKED = """
import sys
from scenes.command_line.cli import main
from scenes.rendering.options import RenderOptions

RenderOptions.forks = property(lambda options: False)
main()
"""


@pytest.fixture(autouse=True)
def _not_forked(monkeypatch):
    monkeypatch.setattr(RenderOptions, "forks", False)


def made(folder, processes, scene=None, ending="mp4"):
    """Render the film, or a scene of the file, in a folder of its own."""
    folder.mkdir()
    (folder / "film.py").write_text(SCENES)
    output = folder / f"film.{ending}"
    options = RenderOptions(quality="low", output=output, processes=processes)
    make_scene = Film if scene is None else partial(make_scene_in, folder / "film.py", scene)
    return render(make_scene, "film", options, Silence(), subtitles=True)


@pytest.mark.parametrize("ending", ["mp4", "gif"])
def test_the_file_is_the_same(tmp_path, capfd, ending):
    alone = made(tmp_path / "alone", 1, ending=ending)
    said = capfd.readouterr().out
    together = made(tmp_path / "together", 3, ending=ending)
    assert capfd.readouterr().out == said == "said once\n"
    assert alone.path.read_bytes() == together.path.read_bytes()
    assert alone.frames == together.frames
    assert alone.left_to_manim == together.left_to_manim != ()
    srt = [(tmp_path / who / "film.srt").read_bytes() for who in ("alone", "together")]
    assert srt[0] == srt[1]
    left = {path.name for path in (tmp_path / "together").iterdir()}
    assert left - {"__pycache__"} == {"film.py", f"film.{ending}", "film.srt", "film.vtt"}


def test_chance_is_the_same_in_each(tmp_path, monkeypatch):
    """While the file is imported, too; the helper draws all of it here."""
    from scenes.rendering.engine.sharing import ReplayingWriter

    alone = made(tmp_path / "alone", 1, "Walk")
    monkeypatch.setattr(ReplayingWriter, "_is_drawn_here", _leave)
    assert made(tmp_path / "together", 2, "Walk").path.read_bytes() == alone.path.read_bytes()


def test_all_of_them_draw(tmp_path, monkeypatch):
    """The helper draws what this process has not begun: here it begins nothing."""
    from scenes.rendering.engine.sharing import ReplayingWriter

    alone = made(tmp_path / "alone", 1)
    monkeypatch.setattr(ReplayingWriter, "_is_drawn_here", _leave)
    assert made(tmp_path / "together", 2).path.read_bytes() == alone.path.read_bytes()


def _leave(writer):
    writer.lengths.append(writer.frames_written)
    return False


def test_a_folder_called_scenes(tmp_path, monkeypatch):
    """As people call theirs: it does not get in the way of the package."""
    (tmp_path / "scenes").mkdir()
    (tmp_path / "scenes" / "__init__.py").write_text("raise SystemExit('not this one')")
    monkeypatch.chdir(tmp_path)
    together, alone = (made(tmp_path / f"{n}", n, "Plain") for n in (2, 1))
    assert together.frames == alone.frames == 9
    assert together.path.read_bytes() == alone.path.read_bytes()


@pytest.mark.parametrize(
    ("scene", "message"),
    [
        ("Another", "another one each time it is played"),
        ("Failing", "ZeroDivisionError: of no use"),
        ("Killed", "it was ended by SIGKILL"),
    ],
)
def test_faults(tmp_path, scene, message):
    with pytest.raises((RenderError, ZeroDivisionError), match=message):
        made(tmp_path / "film", 2, scene)
    left = {path.name for path in (tmp_path / "film").iterdir()}
    assert left - {"__pycache__"} == {"film.py", "asked"}


def test_a_helper_that_ends_before_it_is_told_all(tmp_path, monkeypatch):
    """There is more to tell than a pipe holds, and nobody who listens."""
    monkeypatch.setattr(replays, "_PROGRAM", "raise SystemExit(3)")
    task = Replay(partial(print, b" " * 10**6), RenderOptions(), tmp_path, 0)
    with pytest.raises(RenderError, match="it left with status 3"):
        Replays(task, 1).wait()


def test_what_cannot_be_sent_is_made_here(tmp_path):
    from manim import Dot, FadeIn, Scene

    class Local(Scene):
        def construct(self):
            self.play(FadeIn(Dot()), run_time=0.2)

    assert not can_be_sent(Local)
    options = RenderOptions(quality="low", output=tmp_path / "film.mp4", processes=2)
    assert render(Local, "film", options, Silence()).frames == 3


@pytest.mark.parametrize("name", lesson_names())
def test_lessons_can_be_sent(name):
    entry = lesson(name)
    assert can_be_sent(partial(made_by, entry, entry.parameters.example(), Presentation()))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_ends_them_all(tmp_path, number):
    (tmp_path / "film.py").write_text(SCENES)
    (tmp_path / "not_forked.py").write_text(NOT_FORKED)
    words = "render film.py Long --quality low --processes 3 --output long.mp4".split()
    parent = subprocess.Popen([sys.executable, "not_forked.py", *words], cwd=tmp_path)
    try:
        helpers = wait_for(lambda: len(kin(parent.pid)) == 2 and kin(parent.pid))
        wait_for(lambda: len(list(tmp_path.glob(".rendering-*/claims/*"))) == 3)
        parent.send_signal(number)
        assert parent.wait(PATIENCE) in (128 + number, -number)
    finally:
        parent.kill()
    wait_for(lambda: not any(Path(f"/proc/{helper}").exists() for helper in helpers))
    assert not (tmp_path / "long.mp4").exists()
    if number != signal.SIGKILL:
        left = {path.name for path in tmp_path.iterdir()} - {"__pycache__"}
        assert left == {"film.py", "not_forked.py"}
