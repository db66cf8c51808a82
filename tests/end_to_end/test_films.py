"""Rendered films, decoded again and looked at."""

import inspect
import itertools
import re
import subprocess
import sys
from collections import deque
from datetime import timedelta
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image
from processes import wait_for

from scenes.lessons.catalogue import lesson

# The same lesson with --format png and without captions in files; look at it before it is renewed.
STORED = Path(__file__).parent / "pictures" / "last-frame.png"

# Measured at 854 × 480: a pixel's largest difference in grey levels, beyond the 4 by which 8-bit
# YUV rounds, is 0.33 to 0.47 on average between a film and its lossless picture, and 2.0 or more if
# one entry of the matrix is another; 6 to 9 pixels are far off in the one case, 4000 in the other.
ROUNDING = 4
MEAN_DIFFERENCE = 0.8
FAR_OFF = 96
FAR_OFF_PIXELS = 60


def pictures(path):
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            yield frame.to_ndarray(format="rgb24")


def ink(picture):
    """Return the share of pixels that are not background."""
    return np.mean(np.abs(picture.astype(int) - picture[0, 0]).max(axis=2) > 40)


def test_a_film_is_whole_and_as_long_as_it_says(film):
    assert film.printed == "elimination.mp4\nelimination.srt\nelimination.vtt\n"
    with av.open(str(film.path)) as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height, stream.average_rate) == (854, 480, 15)
        assert (stream.codec_context.name, stream.pix_fmt) == ("h264", "yuv420p")
        decoded = sum(1 for _ in container.decode(video=0))
        assert decoded == stream.frames
        assert container.duration / av.time_base == pytest.approx(decoded / 15, abs=0.01)
    assert 20 < decoded / 15 < 90


def test_nothing_is_left_beside_it(film):
    left = sorted(item.name for item in film.path.parent.iterdir())
    assert left == ["elimination.mp4", "elimination.srt", "elimination.vtt"]


def test_sections_are_chapters(film):
    path = film.path
    with av.open(str(path)) as container:
        chapters = container.chapters()
        length = container.duration / av.time_base
    titles = [chapter["metadata"]["title"] for chapter in chapters]
    assert titles[0] == "The question"
    assert "Column 1" in titles
    assert titles[-1] == "Tried out"
    starts = [float(chapter["start"] * chapter["time_base"]) for chapter in chapters]
    ends = [float(chapter["end"] * chapter["time_base"]) for chapter in chapters]
    assert starts[0] == 0
    assert starts[1:] == ends[:-1]
    assert ends[-1] == pytest.approx(length, abs=0.01)


def test_there_is_something_to_see_and_it_moves(film):
    path = film.path
    seconds = list(itertools.islice(pictures(path), 15, None, 15))
    assert all(0.002 < ink(picture) < 0.3 for picture in seconds)
    changed = [np.mean(a != b) for a, b in itertools.pairwise(seconds)]
    assert sum(share > 0.002 for share in changed) > len(changed) / 3


def test_the_last_frame_is_the_stored_picture(film):
    path = film.path
    (last,) = deque(pictures(path), maxlen=1)  # all at once would take a gigabyte
    stored = np.asarray(Image.open(STORED).convert("RGB")).astype(int)
    difference = np.abs(last - stored).max(axis=2)
    assert np.maximum(difference - ROUNDING, 0).mean() < MEAN_DIFFERENCE
    assert np.count_nonzero(difference > FAR_OFF) < FAR_OFF_PIXELS


def seconds_of(clock):
    hours, minutes, rest = clock.replace(",", ".").split(":")
    return timedelta(hours=int(hours), minutes=int(minutes), seconds=float(rest)).total_seconds()


def cues(path):
    """Return start, end and text of every subtitle, of an .srt or a .vtt file."""
    pattern = r"(\d\d:\d\d:\d\d[.,]\d{3}) --> (\d\d:\d\d:\d\d[.,]\d{3})\n(.+(?:\n.+)*)"
    text = path.read_text(encoding="utf-8")
    return [(seconds_of(a), seconds_of(b), words) for a, b, words in re.findall(pattern, text)]


def test_subtitles_follow_one_another_within_the_film(film):
    path = film.path
    subtitles = cues(path.with_suffix(".srt"))
    assert len(subtitles) > 5
    assert any("multiplier" in text for _, _, text in subtitles)
    moments = [moment for start, end, _ in subtitles for moment in (start, end)]
    assert moments == sorted(moments)
    assert all(end - start >= 1.5 for start, end, _ in subtitles)
    with av.open(str(path)) as container:
        assert moments[-1] <= container.duration / av.time_base + 0.01
    plain = [(a, b, text.replace("&lt;", "<")) for a, b, text in cues(path.with_suffix(".vtt"))]
    assert plain == subtitles
    assert path.with_suffix(".vtt").read_text(encoding="utf-8").startswith("WEBVTT\n")


def test_a_picture_in_another_language_and_theme(optviz):
    words = ["--matrix", "1 2; 2 4", "--rhs", "1 3", "--quality", "low", "--format", "png"]
    optviz("render", "elimination", *words, "--output", "dark.png")
    optviz("render", "elimination", *words, "--output", "none.png", "--captions", "none")
    hangul = [*words, "--language", "ko", "--theme", "light", "--output", "light.png"]
    optviz("render", "elimination", *hangul)
    dark, none, light = (
        np.asarray(Image.open(optviz.folder / name).convert("RGB")).astype(int)
        for name in ("dark.png", "none.png", "light.png")
    )
    assert dark[0, 0].tolist() == [0x11, 0x13, 0x18]
    assert light[0, 0].tolist() == [0xFB, 0xFA, 0xF7]
    changed = np.argwhere((dark != none).any(axis=2))
    assert len(changed) > 100
    assert changed[:, 0].min() > 0.75 * 480
    assert ink(light) == pytest.approx(ink(dark), rel=0.3)


def test_a_manim_cfg_in_the_folder_changes_nothing(optviz):
    words = ["--matrix", "1 2; 2 4", "--quality", "low", "--format", "png"]
    optviz("render", "elimination", *words, "--output", "a.png")
    (optviz.folder / "manim.cfg").write_text(
        "[CLI]\nframe_rate = 3\npixel_width = 100\nbackground_color = RED\nmedia_dir = mess\n"
        "from_animation_number = 3\nverbosity = DEBUG\nformat = gif\n"
    )
    done = optviz("render", "elimination", *words, "--output", "b.png")
    assert (optviz.folder / "a.png").read_bytes() == (optviz.folder / "b.png").read_bytes()
    assert optviz.left() == ["a.png", "b.png", "manim.cfg"]
    assert done.stdout == "b.png\n"


def test_plain_manim_renders_the_lesson_too(optviz):
    storyboard = inspect.getfile(lesson("elimination").storyboard())
    words = [sys.executable, "-m", "manim", "render", "-ql", "--format", "png", "--media_dir", "m"]
    done = subprocess.run(
        [*words, storyboard],
        cwd=optviz.folder,
        env=optviz.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (picture,) = optviz.folder.glob("m/images/**/*.png")
    assert 0.002 < ink(np.asarray(Image.open(picture).convert("RGB"))) < 0.3


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="macOS has another opener")
def test_it_is_opened_when_it_is_made(optviz):
    opener = optviz.folder.parent / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text('#!/bin/sh\nprintf %s "$1" > opened\n')
    opener.chmod(0o755)
    words = ["render", "elimination", "--matrix", "1 2", "--quality", "low", "--format", "png"]
    optviz(*words, "--open", path=opener.parent)
    opened = optviz.folder / "opened"
    assert wait_for(lambda: opened.exists() and opened.read_text()) == str(
        optviz.folder / "elimination.png"
    )
    done = optviz(*words, "--open", path="")
    assert done.stdout == "elimination.png\n"
    assert done.stderr == "optviz: found no program here that opens it\n"
