"""The parts of a render: what is asked, where it is made, what comes out; with a tiny scene."""

import errno
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from scenes.parameters import ParameterError
from scenes.rendering import settings
from scenes.rendering.faults import RenderError, system_fault
from scenes.rendering.options import RenderOptions
from scenes.rendering.progress import Silence
from scenes.rendering.session import render
from scenes.rendering.subtitles import Cue, to_srt, to_webvtt
from scenes.rendering.workspace import workspace

settings.import_manim()

from manim import RIGHT, Create, FadeOut, Scene, Square  # noqa: E402


class Tiny(Scene):
    """Four steps, 2.4 s, two named sections after one without a name."""

    def construct(self):
        square = Square(color="#FF0000", fill_opacity=1)
        self.play(Create(square), run_time=0.6)
        self.next_section("Standing")
        self.wait(1.0)
        self.next_section("Moving")
        self.play(square.animate.shift(RIGHT), run_time=0.4, subcaption="to the right")
        self.play(FadeOut(square), run_time=0.4)


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


# What is asked


@pytest.mark.parametrize(
    ("given", "file_format", "target"),
    [
        ({}, "mp4", "x.mp4"),
        ({"format": "gif"}, "gif", "x.gif"),
        ({"format": "png-sequence"}, "png-sequence", "x-frames"),
        ({"output": "a/b.WEBM"}, "webm", "a/b.WEBM"),
        ({"output": "a.mov", "format": "mov"}, "mov", "a.mov"),
        ({"output": "frames", "format": "png-sequence"}, "png-sequence", "frames"),
    ],
)
def test_format_and_target(here, given, file_format, target):
    options = RenderOptions.from_mapping(given)
    assert options.file_format == file_format
    assert options.target("x") == here / target


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"output": "a.mp4", "format": "gif"}, "end it in .gif, or ask for another --format"),
        ({"output": "a.avi"}, "'a.avi' does not end in one of .mp4"),
        ({"output": "a.mp"}, "did you mean .mp4?"),
        ({"output": "a"}, "'a' does not end in one of .mp4"),
        ({"output": "a.png", "format": "png-sequence"}, "is a folder for png-sequence"),
        ({"output": "a\0.mp4"}, "a path has no zero character"),
        ({"fps": "1000"}, "1000 is out of range: from 1 to 120"),
        ({"quality": "hgih"}, "did you mean high?"),
    ],
)
def test_what_cannot_be_made_is_refused(given, message):
    with pytest.raises(ParameterError) as caught:
        RenderOptions.from_mapping(given)
    assert message in str(caught.value)


def test_quality_gives_size_and_rate():
    assert RenderOptions(quality="medium").resolution.fps == 30
    assert RenderOptions(quality="4k", fps=24.0).resolution.fps == 24
    assert RenderOptions(quality="4k").resolution.height == 2160


# What comes out


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
    assert rendered.frames == listener.drawn == 36
    assert rendered.duration == pytest.approx(2.4)
    assert len(decoded(rendered.path)) == 36
    with av.open(str(rendered.path)) as container:
        stream = container.streams.video[0]
        moments = sorted(packet.pts for packet in container.demux(stream) if packet.dts is not None)
        beats = [float(moment * stream.time_base * 15) for moment in moments]
        assert beats == pytest.approx(range(36), abs=0.02)
        assert container.metadata["title"] == "Tiny"
        chapters = [
            (entry["metadata"]["title"], round(float(entry["end"] * entry["time_base"]), 2))
            for entry in container.chapters()
        ]
    assert chapters == [("Tiny", 0.6), ("Standing", 1.6), ("Moving", 2.4)]


@pytest.mark.parametrize("file_format", ["mp4", "webm", "mov"])
def test_a_video_says_how_its_colours_are_meant(tiny, file_format):
    with av.open(str(tiny[file_format][0].path)) as container:
        frame = next(container.decode(video=0))
    assert (int(frame.colorspace), int(frame.color_range)) == (6, 1)
    assert (int(frame.color_primaries), int(frame.color_trc)) == (1, 1)


def test_a_listener_hears_of_every_step(tiny):
    _, listener = tiny["mp4"]
    assert listener.events == [
        ("plan", 4),
        "step",
        ("section", "Standing"),
        "step",
        ("section", "Moving"),
        "step",
        "step",
    ]


def test_a_sequence_holds_as_long_as_a_video(tiny):
    pictures = sorted(tiny["png-sequence"][0].path.iterdir())
    assert [path.name for path in pictures] == [f"{n:05}.png" for n in range(36)]
    arrays = [np.asarray(Image.open(path)) for path in pictures]
    for picture, frame in zip(arrays, decoded(tiny["mp4"][0].path), strict=True):
        assert picture.shape == frame.shape
        assert np.abs(picture.astype(int) - frame).mean() < 1


def test_a_gif_has_every_frame(tiny):
    frames = decoded(tiny["gif"][0].path)
    assert len(frames) == 36
    for a, b in zip(frames, decoded(tiny["mp4"][0].path), strict=True):
        assert np.abs(a.astype(int) - b).mean() < 2


def test_a_picture_is_the_last_frame(tiny):
    rendered, _ = tiny["png"]
    last = decoded(tiny["mp4"][0].path)[-1]
    assert rendered.frames == 1
    assert np.abs(np.asarray(Image.open(rendered.path)).astype(int) - last).mean() < 3


def test_a_gif_keeps_few_frames_in_memory(tiny, tmp_path):
    source = tiny["mp4"][0].path
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from scenes.rendering.gif import write_gif\n"
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
    assert "00:00:01,600 --> 00:00:02,000\nto the right" in (here / "t.srt").read_text()


def test_two_renders_are_the_same_file(here):
    for name in ("a.mp4", "b.mp4"):
        render(Tiny, "t", RenderOptions(quality="low", output=Path(name)), Silence())
    assert (here / "a.mp4").read_bytes() == (here / "b.mp4").read_bytes()


def test_subtitle_formats():
    cue = Cue("1 < 2 & 가", timedelta(hours=1, seconds=1.0005), timedelta(hours=1, seconds=2))
    assert to_srt([cue, cue]).startswith("1\n01:00:01,000 --> 01:00:02,000\n1 < 2 & 가\n\n2\n")
    assert to_webvtt([cue]) == "WEBVTT\n\n01:00:01.000 --> 01:00:02.000\n1 &lt; 2 &amp; 가\n"


# What may go wrong


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


def test_manims_configuration_is_as_it_was(here):
    from manim import config

    before = dict(config)
    render(Tiny, "t", RenderOptions(quality="low", format="png"), Silence())
    assert dict(config) == before


def test_another_manim_is_refused(monkeypatch):
    monkeypatch.setattr(settings, "version", lambda _: "0.23.1")
    with pytest.raises(
        RenderError, match=r"Manim 0\.23\.1 is installed.*pip install 'manim==0\.22"
    ):
        settings.check_manim()


def test_a_folder_of_frames_is_replaced_and_any_other_folder_is_not(here):
    frames = here / "frames"
    frames.mkdir()
    (frames / "00099.png").touch()
    options = RenderOptions(quality="low", format="png-sequence", output=Path("frames"))
    render(Tiny, "t", options, Silence())
    assert len(list(frames.iterdir())) == 36
    (frames / "thesis.tex").touch()
    with pytest.raises(RenderError, match=r"holds other things than frames \(thesis\.tex\)"):
        render(Tiny, "t", options, Silence())
    assert [path.name for path in here.iterdir()] == ["frames"]


def test_places_that_cannot_be_written(here):
    (here / "file").touch()
    (here / "folder.mp4").mkdir()
    for target, message in [
        (here / "no" / "x.mp4", "there is no folder"),
        (here / "file" / "x.mp4", "there is no folder"),
        (here / "folder.mp4", "is a folder, not a file"),
        (Path(os.devnull), "is not a file that can be replaced"),
    ]:
        with pytest.raises(RenderError, match=message), workspace(target):
            pass
    assert sorted(path.name for path in here.iterdir()) == ["file", "folder.mp4"]


def test_a_link_leads_to_what_is_replaced(here):
    (here / "real").mkdir()
    (here / "real" / "x.mp4").write_text("older")
    (here / "x.mp4").symlink_to("real/x.mp4")
    with workspace(here / "x.mp4") as space:
        assert space.folder.parent == here / "real"
        (space.folder / "made").write_text("newer")
        space.publish(space.folder / "made", space.target)
    assert (here / "x.mp4").is_symlink()
    assert (here / "real" / "x.mp4").read_text() == "newer"


def test_a_workspace_in_use_is_left_alone_and_an_abandoned_one_removed(here):
    with workspace(here / "a.mp4") as used:
        (here / ".rendering-abandoned").mkdir()
        (here / ".rendering-abandoned" / "lock").touch()
        with workspace(here / "b.mp4") as other:
            assert sorted(here.iterdir()) == sorted([used.folder, other.folder])
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "explanation"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk quota is used up"),
        (errno.EACCES, "the permission to write is missing"),
    ],
)
def test_what_the_system_refused_is_found_under_other_errors(here, number, explanation):
    wrapped = RuntimeError("Failed to encode video segment")
    wrapped.__cause__ = OSError(number, os.strerror(number))
    message = f"cannot write .*a.mp4: {explanation}"
    with pytest.raises(RenderError, match=message), workspace(here / "a.mp4"):
        raise wrapped
    assert list(here.iterdir()) == []
    assert system_fault(RuntimeError("something else")) is None


def test_a_signal_waits_for_what_must_not_be_cut_short(here):
    code = (
        "import os, signal\n"
        "from scenes.rendering.interruption import *\n"
        "end_on_signals()\n"
        "with undone_by_signals(lambda: print('undone', flush=True)):\n"
        "    with not_now():\n"
        "        os.kill(os.getpid(), signal.SIGTERM)\n"
        "        print('whole', flush=True)\n"
        "    print('never')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (143, "whole\nundone\n")


def test_what_was_ignored_stays_ignored():
    code = (
        "import os, signal\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from scenes.rendering.interruption import end_on_signals\n"
        "end_on_signals()\n"
        "os.kill(os.getpid(), signal.SIGHUP)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
