"""An encoder that fails on the way: one line, the older file untouched, and nothing left behind."""

from __future__ import annotations

import errno

import pytest

from scenes.rendering.faults import RenderError
from scenes.rendering.options import RenderOptions
from scenes.rendering.progress import Silence
from scenes.rendering.session import render
from scenes.rendering.settings import import_manim

import_manim()

from manim import FadeIn, FadeOut, Scene, Square  # noqa: E402

from scenes.rendering.engine.video import planes  # noqa: E402


class Film(Scene):
    def construct(self):
        square = Square()
        self.play(FadeIn(square), run_time=0.4)
        self.wait(1)
        self.play(FadeOut(square), run_time=0.4)


def full_disk(*_args, **_keywords):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("place", ["BandEncoder", "planes_of", "new_frame"])
def test_a_full_disk_while_encoding(tmp_path, monkeypatch, place):
    target = tmp_path / "film.mp4"
    target.write_bytes(b"older")
    options = RenderOptions(quality="low", output=target)
    with monkeypatch.context() as broken:
        broken.setattr(planes, place, full_disk)
        with pytest.raises(RenderError, match="the disk is full"):
            render(Film, "film", options, Silence())
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]
    assert target.read_bytes() == b"older"

    assert render(Film, "film", options, Silence()).frames == 27
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]
