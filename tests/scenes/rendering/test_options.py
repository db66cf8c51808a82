"""Which file a render makes, and what cannot be made."""

from pathlib import Path

import pytest

from scenes.parameters.declarations import ParameterError
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
        ({"transparent": True}, "mov", "x.mov"),
        ({"transparent": False}, "mp4", "x.mp4"),
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
        ({"transparent": "yes", "format": "mp4"}, "an mp4 has a background always"),
        ({"transparent": "yes", "output": "a.mp4"}, "ask for a mov, a webm or pictures"),
        ({"transparent": "yes", "encode": "fast"}, "fast is for mp4 only"),
    ],
)
def test_what_cannot_be_made_is_refused(given, message):
    with pytest.raises(ParameterError) as caught:
        RenderOptions.from_mapping(given)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("given", "own", "file_format", "opacity", "remarks"),
    [
        ({}, {}, "mp4", 1, 0),
        ({"transparent": True}, {}, "mov", 0, 1),
        ({"transparent": True, "format": "mov"}, {}, "mov", 0, 0),
        ({"transparent": True, "format": "webm"}, {}, "webm", 0, 0),
        ({"transparent": True}, {"format": "gif"}, "gif", 0, 0),
        ({}, {"background_opacity": 0.5}, "mov", 0.5, 1),
        ({}, {"background_opacity": 0.5, "format": "mp4"}, "mov", 0.5, 1),
        ({"format": "mp4"}, {"background_opacity": 0.5}, "mp4", 1, 0),
        ({"output": Path("a.mp4")}, {"background_opacity": 0, "format": "gif"}, "mp4", 1, 0),
        ({"format": "png"}, {"background_opacity": 0}, "png", 0, 0),
    ],
)
def test_what_has_no_background_is_no_mp4(given, own, file_format, opacity, remarks):
    options = RenderOptions(**given, own=own)
    assert (options.file_format, options.background_opacity) == (file_format, opacity)
    assert len(options.remarks) == remarks


@pytest.mark.parametrize(
    ("given", "own", "size"),
    [
        ({}, {"pixel_width": 500, "frame_rate": 24}, (500, 1080, 24)),
        ({"fps": 12.0}, {"frame_rate": 24}, (1920, 1080, 12)),
        ({"quality": "low"}, {"pixel_width": 1080, "pixel_height": 1920}, (480, 854, 15)),
        ({"quality": "medium"}, {"pixel_width": 400, "pixel_height": 400}, (720, 720, 30)),
        ({"quality": "high"}, {"pixel_width": 854, "pixel_height": 480}, (1920, 1080, 60)),
        ({"quality": "low"}, {"pixel_width": 2000, "pixel_height": 1000}, (960, 480, 15)),
        ({"format": "gif"}, {"frame_rate": 50}, (1920, 1080, 25)),
    ],
)
def test_what_is_typed_goes_before_a_persons_own_settings(given, own, size):
    resolution = RenderOptions(**given, own=own).resolution
    assert (resolution.width, resolution.height, resolution.fps) == size


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
