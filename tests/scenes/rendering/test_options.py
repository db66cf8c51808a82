"""Which file a render makes, and what cannot be made."""

import pytest

from scenes.parameters import ParameterError
from scenes.rendering.options import RenderOptions


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


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
        (
            {"fps": "60", "format": "gif"},
            "60 frames per second plays too slowly in browsers: 50",
        ),
        ({"fps": "50.5", "output": "a.gif"}, "50 at most, or another --format"),
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


def test_a_gif_has_no_more_frames_than_browsers_show_in_time():
    rates = [RenderOptions(quality=q, format="gif").resolution.fps for q in ("low", "high", "4k")]
    assert rates == [15, 25, 25]
    assert RenderOptions(format="gif", fps=50.0).resolution.fps == 50


@pytest.mark.parametrize(
    ("cores", "system", "given", "processes"),
    [
        (2, "linux", {}, 1),
        (4, "linux", {}, 4),
        (64, "linux", {"format": "gif"}, 8),
        (8, "linux", {"quality": "low"}, 1),
        (8, "linux", {"quality": "low", "processes": "3"}, 3),
        (8, "linux", {"format": "png-sequence", "processes": "3"}, 1),
        (8, "darwin", {}, 1),
        (2, "darwin", {"processes": "2"}, 2),
    ],
)
def test_processes_by_the_cores(monkeypatch, cores, system, given, processes):
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    monkeypatch.setattr("sys.platform", system)
    assert RenderOptions.from_mapping(given).drawing_processes == processes
