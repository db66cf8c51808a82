"""Whole files by the engine and by Manim's own writer, in every format, with sound and alpha."""

from __future__ import annotations

import wave

import av
import numpy as np
import pytest

from scenes.rendering.settings import import_manim

import_manim()

from manim import RIGHT, FadeIn, Scene, Square, Text, tempconfig  # noqa: E402

from scenes.rendering.engine.renderer import EngineRenderer  # noqa: E402
from scenes.rendering.engine.sharing import ForkingWriter  # noqa: E402
from scenes.rendering.engine.substitutes import substitutes  # noqa: E402
from scenes.rendering.engine.video.writer import EngineWriter  # noqa: E402
from scenes.rendering.progress import Silence  # noqa: E402

# pydub leaves the files of sounds open.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


class Film(Scene):
    sound = ""

    def construct(self):
        self.add_sound(self.sound, time_offset=0.2)
        square = Square(fill_opacity=0.5)
        self.play(FadeIn(square), run_time=0.5)
        self.wait(0.6)
        self.next_section("second")
        self.play(square.animate.shift(RIGHT), FadeIn(Text("now")), run_time=0.5)
        self.add_sound(self.sound, gain=-6)
        self.wait(0.4)


@pytest.fixture(autouse=True, scope="module")
def sound(tmp_path_factory):
    path = tmp_path_factory.mktemp("sound") / "tone.wav"
    tone = 9000 * np.sin(np.arange(12000) * 2 * np.pi * 440 / 24000)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(24000)
        file.writeframes(tone.astype("<i2").tobytes())
    Film.sound = str(path)


def settings(folder, file_format, transparent):
    return tempconfig(
        {
            "pixel_width": 214,
            "pixel_height": 120,
            "frame_rate": 10,
            "format": file_format,
            "transparent": transparent,
            "disable_caching": True,
            "progress_bar": "none",
            "verbosity": "CRITICAL",
            "media_dir": str(folder),
            "video_encoder_options": {"threads": "1"},
            "save_sections": file_format == "mp4",
        }
    )


def by_manim(folder, file_format, transparent):
    with settings(folder, file_format, transparent):
        made = Film()
        made.render()
        return found(folder, made)


def by_the_engine(folder, file_format, transparent, processes=1):
    with settings(folder, file_format, transparent), substitutes():
        made = Film()
        made.renderer = EngineRenderer(made.renderer)
        made.renderer.file_writer = (
            EngineWriter(made.file_writer_settings, Silence())
            if processes == 1
            else ForkingWriter(made.file_writer_settings, Silence(), processes)
        )
        made.render()
        return found(folder, made)


def found(folder, made):
    """The film, or the pictures."""
    pictures = sorted(folder.glob("images/**/*.png"))
    return pictures or [made.renderer.file_writer.final_file_path]


def decoded(path, layout):
    with av.open(str(path)) as film:
        stream = film.streams.video[0]
        if stream.codec_context.name == "vp9":
            # FFmpeg's own decoder leaves alpha out, and its threads do not always agree.
            decoder = av.CodecContext.create("libvpx-vp9", "r")
            frames = [frame for packet in film.demux(stream) for frame in decoder.decode(packet)]
        else:
            frames = list(film.decode(stream))
        return np.array([frame.to_ndarray(format=layout) for frame in frames])


def heard(path):
    with av.open(str(path)) as film:
        return np.concatenate([frame.to_ndarray() for frame in film.decode(audio=0)], axis=1)


FILMS = [
    ("mp4", False),
    ("webm", False),
    ("webm", True),
    ("mov", False),
    ("mov", True),
    ("gif", False),
]
PICTURES = [("png", False), ("png-sequence", False)]


@pytest.mark.parametrize(
    ("file_format", "transparent", "processes"),
    [(*how, n) for how in FILMS for n in (1, 2)] + [(*how, 1) for how in PICTURES],
)
def test_the_same_pictures_come_out(tmp_path, file_format, transparent, processes):
    theirs = by_manim(tmp_path / "theirs", file_format, transparent)
    ours = by_the_engine(tmp_path / "ours", file_format, transparent, processes)
    if file_format == "png-sequence":  # Manim writes a hold once
        theirs = [*theirs[:6], *[theirs[5]] * 4, *theirs[6:12], *[theirs[11]] * 3]
    layout = "rgba" if transparent else "rgb24"
    for a, b in zip(ours, theirs, strict=True):
        mine, other = decoded(a, layout), decoded(b, layout)
        assert mine.shape == other.shape
        if (
            file_format in ("mp4", "mov", "gif") and not transparent
        ):  # holds, and the palette, are made in other ways
            assert np.abs(mine.astype(int) - other).mean() < 1
        else:
            assert np.array_equal(mine, other)
    if transparent:
        assert len(set(mine[..., 3].flat)) > 9


@pytest.mark.parametrize("processes", [1, 2])
def test_the_same_is_heard(tmp_path, processes):
    (theirs,) = by_manim(tmp_path / "theirs", "mp4", False)
    (ours,) = by_the_engine(tmp_path / "ours", "mp4", False, processes)
    mine, other = heard(ours), heard(theirs)
    assert np.array_equal(mine, other)
    assert np.abs(mine).max() > 0.1
    sections = [sorted(p.name for p in f.glob("**/sections/*")) for f in tmp_path.iterdir()]
    assert sections[0] == sections[1]
    assert len(sections[0]) == 3
