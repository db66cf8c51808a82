"""Scenes of a person's own file, found and rendered."""

from __future__ import annotations

import av
import pytest
from click.testing import CliRunner

from scenes.commands.render import render
from scenes.rendering.settings import import_manim
from scenes.scene_files import SceneFileError, scene_in

import_manim()

FILE = """
from manim import *
from beside import COLOUR

class First(Scene):
    def construct(self):
        self.play(FadeIn(Dot(color=COLOUR)), run_time=0.4, subcaption="a dot")

class Second(First):
    pass
"""


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "beside.py").write_text("COLOUR = '#FF0000'\n")
    path = tmp_path / "two_scenes.py"
    path.write_text(FILE)
    return path


def test_a_scene_is_found_by_its_name(file):
    assert scene_in(file, "Second").__name__ == "Second"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (None, "say which scene of two_scenes.py: First, Second"),
        ("Frist", "two_scenes.py has no scene 'Frist'; did you mean First?"),
        ("Scene", "two_scenes.py has no scene 'Scene'; it has First, Second"),
    ],
)
def test_what_is_not_there_is_named(file, name, message):
    with pytest.raises(SceneFileError) as error:
        scene_in(file, name)
    assert str(error.value) == message


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(SceneFileError, match="there is no file"):
        scene_in(tmp_path / "none.py", None)


@pytest.mark.parametrize("encode", ["small", "fast"])
def test_it_is_rendered_with_its_subtitles(file, encode):
    words = [str(file), "First", "--quality", "low", "--encode", encode]
    result = CliRunner().invoke(render, words, catch_exceptions=False)
    assert result.exit_code == 0
    assert result.output.split() == ["First.mp4", "First.srt", "First.vtt"]
    with av.open("First.mp4") as film:
        assert sum(1 for _ in film.decode(video=0)) == 6
