"""A whole render of a tiny scene, in every format, decoded again."""

import re
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from scenes.rendering.faults import RenderError
from scenes.rendering.options import RenderOptions
from scenes.rendering.progress import Silence
from scenes.rendering.session import render
from scenes.rendering.settings import import_manim

import_manim()

from manim import LEFT, RIGHT, Create, FadeOut, Scene, Square  # noqa: E402

from scenes.rendering.film import writer  # noqa: E402


class Tiny(Scene):
    """Steps of 8, 15, 8, 8 and 7 frames, 15 a second; the first section has no name.

    Where 8 frames meet others, Manim's own files are off their beat.
    """

    def construct(self):
        square = Square(color="#FF0000", fill_opacity=1)
        self.play(Create(square), run_time=8 / 15)
        self.next_section("Standing")
        self.wait(1.0)
        self.next_section("Moving")
        self.play(square.animate.shift(RIGHT), run_time=8 / 15, subcaption="to the right")
        self.play(square.animate.shift(LEFT), run_time=8 / 15)
        self.play(FadeOut(square), run_time=7 / 15)


GRAPHIC_CONTROL = re.compile(rb"\x21\xf9\x04.(..).\x00", re.DOTALL)


class Heard(Silence):
    def __init__(self):
        self.events = []
        self.drawn = 0

    def plan(self, steps):
        self.events.append(("plan", steps))

    def section(self, name):
        self.events.append(("section", name))

    def step(self):
        self.events.append("step")

    def frames(self, count):
        self.drawn += count


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def decoded(path):
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """The tiny scene in every format."""
    folder = tmp_path_factory.mktemp("tiny")
    made = {}
    for file_format in ("mp4", "webm", "mov", "gif", "png", "png-sequence"):
        listener = Heard()
        name = "frames" if file_format == "png-sequence" else f"tiny.{file_format}"
        options = RenderOptions(quality="low", format=file_format, output=folder / name)
        made[file_format] = render(Tiny, "Tiny", options, listener, rehearse=True), listener
    return made


@pytest.mark.parametrize("file_format", ["mp4", "webm", "mov"])
def test_a_video_has_every_frame_on_its_beat(tiny, file_format):
    rendered, listener = tiny[file_format]
    assert rendered.frames == listener.drawn == 46
    assert rendered.duration == pytest.approx(46 / 15)
    assert len(decoded(rendered.path)) == 46
    with av.open(str(rendered.path)) as container:
        stream = container.streams.video[0]
        moments = sorted(packet.pts for packet in container.demux(stream) if packet.dts is not None)
        beats = [float(moment * stream.time_base * 15) for moment in moments]
        assert beats == pytest.approx(range(46), abs=0.01 if file_format == "webm" else 1e-6)
        assert container.metadata["title"] == "Tiny"
        chapters = [
            (entry["metadata"]["title"], round(float(entry["end"] * entry["time_base"]), 2))
            for entry in container.chapters()
        ]
    assert chapters == [("Tiny", 0.53), ("Standing", 1.53), ("Moving", 3.07)]


@pytest.mark.parametrize("file_format", ["mp4", "webm", "mov"])
def test_a_video_says_how_its_colours_are_meant(tiny, file_format):
    with av.open(str(tiny[file_format][0].path)) as container:
        frame = next(container.decode(video=0))
    assert (int(frame.colorspace), int(frame.color_range)) == (6, 1)
    assert (int(frame.color_primaries), int(frame.color_trc)) == (1, 1)


def test_a_listener_hears_of_every_step(tiny):
    _, listener = tiny["mp4"]
    assert listener.events == [
        ("plan", 5),
        "step",
        ("section", "Standing"),
        "step",
        ("section", "Moving"),
        "step",
        "step",
        "step",
    ]


def test_a_sequence_holds_as_long_as_a_video(tiny):
    pictures = sorted(tiny["png-sequence"][0].path.iterdir())
    assert [path.name for path in pictures] == [f"{n:05}.png" for n in range(46)]
    arrays = [np.asarray(Image.open(path)) for path in pictures]
    for picture, frame in zip(arrays, decoded(tiny["mp4"][0].path), strict=True):
        assert picture.shape == frame.shape
        assert np.abs(picture.astype(int) - frame).mean() < 1


def test_a_gif_has_every_frame(tiny):
    frames = decoded(tiny["gif"][0].path)
    assert len(frames) == 46
    for a, b in zip(frames, decoded(tiny["mp4"][0].path), strict=True):
        assert np.abs(a.astype(int) - b).mean() < 2


def delays(path):
    """The delays of a GIF's frames in hundredths of a second, read from its bytes (GIF89a, 23)."""
    return [int.from_bytes(two, "little") for two in GRAPHIC_CONTROL.findall(path.read_bytes())]


@pytest.mark.parametrize("fps", [12.5, 15, 24, 25, 30, 50])
def test_a_gif_lasts_as_long_as_the_film_and_no_frame_is_one_that_browsers_slow_down(here, fps):
    options = RenderOptions(quality="low", format="gif", fps=fps)
    rendered = render(Tiny, "t", options, Silence())
    lasting = delays(rendered.path)
    assert len(lasting) == rendered.frames
    assert min(lasting) >= 2
    assert abs(sum(lasting) - 100 * rendered.duration) <= 1


def test_a_picture_is_the_last_frame(tiny):
    rendered, _ = tiny["png"]
    last = decoded(tiny["mp4"][0].path)[-1]
    assert rendered.frames == 1
    assert np.abs(np.asarray(Image.open(rendered.path)).astype(int) - last).mean() < 3


def test_a_render_makes_its_gif_that_way(here, monkeypatch):
    written = []
    monkeypatch.setattr(writer, "write_gif", lambda segments, target: written.append(target))
    with pytest.raises(FileNotFoundError):
        render(Tiny, "t", RenderOptions(quality="low", format="gif"), Silence())
    assert [path.suffix for path in written] == [".gif"]


def test_a_gif_keeps_few_frames_in_memory(tiny, tmp_path):
    source = tiny["mp4"][0].path
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from scenes.rendering.film.gif import write_gif\n"
        "write_gif([Path(sys.argv[1])] * int(sys.argv[2]), Path(sys.argv[3]))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    peak = {}
    for times in (1, 20):
        words = [sys.executable, "-c", code, str(source), str(times), str(tmp_path / "long.gif")]
        peak[times] = int(subprocess.run(words, capture_output=True, check=True).stdout)
    assert peak[20] < 1.2 * peak[1]


def test_subtitles_of_a_scene_lie_beside_it(here):
    rendered = render(Tiny, "t", RenderOptions(quality="low"), Silence(), subtitles=True)
    assert rendered.subtitles == (here / "t.srt", here / "t.vtt")
    assert "00:00:01,533 --> 00:00:02,067\nto the right" in (here / "t.srt").read_text()


def test_two_renders_are_the_same_file(here):
    for name in ("a.mp4", "b.mp4"):
        render(Tiny, "t", RenderOptions(quality="low", output=Path(name)), Silence())
    assert (here / "a.mp4").read_bytes() == (here / "b.mp4").read_bytes()


class Broken(Tiny):
    def construct(self):
        super().construct()
        raise ZeroDivisionError("in the story")


def test_a_failed_render_leaves_the_older_file_and_nothing_else(here):
    (here / "t.mp4").write_bytes(b"older")
    with pytest.raises(ZeroDivisionError, match="in the story"):
        render(Broken, "t", RenderOptions(quality="low"), Silence())
    assert [path.name for path in here.iterdir()] == ["t.mp4"]
    assert (here / "t.mp4").read_bytes() == b"older"


def test_a_folder_of_frames_is_replaced_and_any_other_folder_is_not(here):
    frames = here / "frames"
    frames.mkdir()
    (frames / "00099.png").touch()
    options = RenderOptions(quality="low", format="png-sequence", output=Path("frames"))
    render(Tiny, "t", options, Silence())
    assert len(list(frames.iterdir())) == 46
    (frames / "thesis.tex").touch()
    with pytest.raises(RenderError, match=r"holds other things than frames \(thesis\.tex\)"):
        render(Tiny, "t", options, Silence())
    assert [path.name for path in here.iterdir()] == ["frames"]


class Numbered(Scene):
    def construct(self):
        for number in (1, 2):
            self.next_section(number)
            self.wait(0.2)


def test_a_section_may_be_called_by_a_number(tmp_path):
    options = RenderOptions(quality="low", output=tmp_path / "film.mp4")
    render(Numbered, "film", options, Silence())
    with av.open(str(tmp_path / "film.mp4")) as container:
        assert [entry["metadata"]["title"] for entry in container.chapters()] == ["1", "2"]
