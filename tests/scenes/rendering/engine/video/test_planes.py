"""Converted in parts, a picture is the same as converted whole."""

from __future__ import annotations

from dataclasses import replace

import av
import numpy as np
import pytest

from scenes.rendering.settings import import_manim

import_manim()

from manim._config.video_encoder import VideoEncoderSpec  # noqa: E402
from manim.scene.video_segment_encoder import VideoSegmentEncoder  # noqa: E402

from scenes.rendering.engine.drawing.rectangles import Rectangle  # noqa: E402
from scenes.rendering.engine.video.bands import planes_of  # noqa: E402
from scenes.rendering.engine.video.planes import PlanesEncoder, changes  # noqa: E402

WIDTH, HEIGHT = 214, 120


@pytest.fixture(scope="module")
def spec():
    from manim import tempconfig
    from manim.scene.scene import Scene

    with tempconfig({"pixel_width": WIDTH, "pixel_height": HEIGHT, "dry_run": False}):
        found = Scene().session_spec.video_encoder
    assert isinstance(found, VideoEncoderSpec)
    assert found.pixel_format == "yuv420p"
    return replace(found, options=(("threads", "1"), *dict(found.options).items()))


def pictures(count):
    """Noise, of which a random rectangle is new each time."""
    random = np.random.default_rng(7)
    picture = random.integers(0, 256, (HEIGHT, WIDTH, 4), np.uint8)
    yield picture, [Rectangle(0, 0, WIDTH, HEIGHT)]
    for _ in range(count):
        left, right = sorted(random.integers(0, WIDTH + 1, 2).tolist())
        top, bottom = sorted(random.integers(0, HEIGHT + 1, 2).tolist())
        new = Rectangle(left, top, right, bottom)
        if not new.area:
            yield picture, []
            continue
        picture = picture.copy()
        picture[new.slices] = random.integers(0, 256, picture[new.slices].shape, np.uint8)
        yield picture, [new]


def test_planes_filled_in_parts_are_those_of_the_whole_picture(spec, tmp_path):
    encoder = PlanesEncoder(target=tmp_path / "film.mp4", spec=spec)
    for picture, new in pictures(80):
        encoder.write_frame(changes(picture, new))
        whole = av.VideoFrame.from_ndarray(picture, format="rgba").reformat(format="yuv420p")
        for ours, theirs in zip(encoder._planes, planes_of(whole), strict=True):
            assert np.array_equal(ours, theirs)
    encoder.finish()


def test_the_file_is_the_one_that_manim_writes(spec, tmp_path):
    ours = PlanesEncoder(target=tmp_path / "ours.mp4", spec=spec)
    theirs = VideoSegmentEncoder(target=tmp_path / "theirs.mp4", spec=spec)
    for number, (picture, new) in enumerate(pictures(12)):
        ours.write_frame(changes(picture, new), repeat=1 + number % 3)
        theirs.write_frame(picture, repeat=1 + number % 3)
    ours.finish()
    theirs.finish()
    assert (tmp_path / "ours.mp4").read_bytes() == (tmp_path / "theirs.mp4").read_bytes()


def test_a_hold_shorter_than_a_frame_is_refused_as_upstream(spec, tmp_path):
    encoder = PlanesEncoder(target=tmp_path / "film.mp4", spec=spec)
    with pytest.raises(ValueError, match="positive"):
        encoder.write_frame([], repeat=0)
    encoder.abort()
    assert not (tmp_path / "film.mp4").exists()
