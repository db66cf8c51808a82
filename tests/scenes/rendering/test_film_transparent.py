"""Films and pictures without a background: the frames of ``manim render --transparent``."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from scenes.command_line.render import made_by
from scenes.lessons.catalogue import lesson
from scenes.parameters.presentation import Presentation
from scenes.rendering.options import RenderOptions
from scenes.rendering.progress import Silence
from scenes.rendering.session import render
from scenes.rendering.settings import import_manim
from scenes.theme import THEMES

import_manim()

from manim import RED, RIGHT, Create, FadeOut, Scene, Square, tempconfig  # noqa: E402

FORMATS = ("mov", "webm", "gif", "png", "png-sequence")
SIZE = {"pixel_width": 214, "pixel_height": 120, "frame_rate": 10}


class Film(Scene):
    """Half-opaque fills, a hold, and something that stays and goes."""

    def construct(self):
        square, dot = Square(color=RED, fill_opacity=0.4), Square(0.3, fill_opacity=1)
        self.add(dot.shift(2 * RIGHT))
        self.play(Create(square), run_time=0.4)
        self.wait(0.3)
        self.next_section("Away")
        self.play(square.animate.shift(RIGHT), FadeOut(dot), run_time=0.4)


def by_manim(folder, file_format):
    settings = {
        **SIZE,
        "transparent": True,
        "format": file_format,
        "media_dir": str(folder),
        "disable_caching": True,
        "progress_bar": "none",
        "verbosity": "CRITICAL",
        "video_encoder_options": {"threads": "1"},
    }
    with tempconfig(settings):
        scene = Film()
        scene.render()
        pictures = sorted(folder.glob("images/**/*.png"))
        made = pictures or [Path(scene.renderer.file_writer.final_file_path)]
    if file_format == "png-sequence":  # Manim writes a hold once
        made = [*made[:5], *made[4:]]
    return np.concatenate([decoded(path) for path in made])


def by_optviz(folder, file_format, processes=1, **options):
    folder.mkdir()
    name = "frames" if file_format == "png-sequence" else f"film.{file_format}"
    asked = RenderOptions(
        format=file_format, output=folder / name, processes=processes, **options, own=SIZE
    )
    return render(Film, "film", asked, Silence()).path


def decoded(path):
    """The frames of a film, or a picture, with their alpha."""
    if path.is_dir():
        return np.concatenate([decoded(picture) for picture in sorted(path.iterdir())])
    if path.suffix == ".png":
        with Image.open(path) as picture:
            return np.asarray(picture)[None]
    with av.open(str(path)) as film:
        stream = film.streams.video[0]
        if stream.codec_context.name == "vp9":  # FFmpeg's own decoder leaves alpha out
            decoder = av.CodecContext.create("libvpx-vp9", "r")
            frames = [frame for packet in film.demux(stream) for frame in decoder.decode(packet)]
        else:
            frames = list(film.decode(stream))
        return np.array([frame.to_ndarray(format="rgba") for frame in frames])


@pytest.mark.parametrize("file_format", FORMATS)
def test_the_frames_are_manims(tmp_path, file_format):
    theirs = by_manim(tmp_path / "theirs", file_format)
    ours = decoded(by_optviz(tmp_path / "ours", file_format, transparent=True))
    assert ours.shape == theirs.shape == (1 if file_format == "png" else 10, 120, 214, 4)
    assert np.array_equal(ours, theirs)
    assert ours[-1, 0, 0, 3] == 0
    assert 0 < ours[..., 3].mean() < 255
    assert len(set(ours[..., 3].flat)) > (2 if file_format != "gif" else 1)


@pytest.mark.parametrize("file_format", ["mov", "webm", "gif"])
def test_several_processes_make_the_same_file(tmp_path, file_format):
    alone, together = (
        by_optviz(tmp_path / f"{n}", file_format, n, transparent=True) for n in (1, 2)
    )
    assert alone.read_bytes() == together.read_bytes()


@pytest.mark.parametrize(
    ("file_format", "codec", "layout"), [("mov", "qtrle", "argb"), ("webm", "vp9", "yuv420p")]
)
def test_a_player_is_told_of_the_alpha(tmp_path, file_format, codec, layout):
    path = by_optviz(tmp_path / "film", file_format, transparent=True)
    with av.open(str(path)) as film:
        stream = film.streams.video[0]
        assert (stream.codec_context.name, stream.pix_fmt) == (codec, layout)
        if file_format == "webm":  # which holds the alpha of each frame beside its colours
            assert stream.metadata["alpha_mode"] == "1"
        assert [entry["metadata"]["title"] for entry in film.chapters()] == ["film", "Away"]


def test_pictures_with_a_background_have_no_alpha(tmp_path):
    with Image.open(by_optviz(tmp_path / "film", "png")) as picture:
        assert picture.mode == "RGB"


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_a_lesson_on_the_colour_of_its_theme_is_the_lesson_with_its_background(tmp_path, theme):
    """Manim's frames are not: they are darker wherever something covers part of a pixel."""
    entry, presentation = lesson("elimination"), Presentation(theme=theme)
    make_scene = partial(made_by, entry, entry.parameters.example(), presentation)

    def last(transparent):
        output = tmp_path / f"{transparent}.png"
        asked = RenderOptions(quality="low", format="png", output=output, transparent=transparent)
        return render(make_scene, "last", asked, Silence()).path

    with Image.open(last(True)) as drawn, Image.open(last(False)) as usual:
        below = Image.new("RGBA", drawn.size, THEMES[theme].background)
        below.alpha_composite(drawn)
        difference = np.subtract(below.convert("RGB"), usual, dtype=int)
        opacity = np.asarray(drawn)[..., 3]
    assert abs(difference).max() <= 3
    assert (opacity[[0, 0, -1, -1], [0, -1, 0, -1]] == 0).all()
    assert 0.7 < np.mean(opacity == 0) < 0.99


@pytest.mark.parametrize("file_format", ["mov", "png-sequence"])
def test_frames_of_a_lesson_have_their_colours_as_they_are(tmp_path, monkeypatch, file_format):
    monkeypatch.setattr(Film, "straight_alpha", True, raising=False)
    for processes in (1, 2):
        folder = tmp_path / f"{processes}"
        frames = decoded(by_optviz(folder, file_format, processes, transparent=True))
        square = frames[4][60, 107]
        assert square[3] == 102  # 0.4 of 255
        assert np.abs(square[:3].astype(int) - RED.to_int_rgb()).max() <= 2
