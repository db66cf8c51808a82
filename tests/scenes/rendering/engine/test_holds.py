"""A held picture: as many frames as asked for, all alike, and as good as x264's own."""

from __future__ import annotations

from dataclasses import replace

import av
import numpy as np
import pytest

from scenes.rendering.settings import import_manim

import_manim()

from manim import Circle, Scene, Square, Text, VGroup, tempconfig  # noqa: E402
from manim.scene.video_segment_encoder import VideoSegmentEncoder  # noqa: E402

from scenes.rendering.engine.bits import escaped, unescaped  # noqa: E402
from scenes.rendering.engine.holds import UnknownStreamError, held_packets  # noqa: E402
from scenes.rendering.engine.planes import PlanesEncoder, changes  # noqa: E402
from scenes.rendering.engine.rectangles import Rectangle  # noqa: E402


def encoder_of(width, height):
    options = {"video_encoder_options": {"threads": "1"}, "disable_caching": True}
    with tempconfig({"pixel_width": width, "pixel_height": height, "frame_rate": 30, **options}):
        return Scene().session_spec.video_encoder


@pytest.fixture(scope="module")
def spec():
    return encoder_of(426, 240)


@pytest.fixture(scope="module")
def picture():
    with tempconfig({"pixel_width": 426, "pixel_height": 240}):
        scene = Scene()
        scene.add(VGroup(Text("A held picture"), Circle(), Square(fill_opacity=0.5)).arrange())
        scene.renderer.update_frame(scene)
        return scene.renderer.get_frame()


def decoded(path):
    with av.open(str(path)) as film:
        return [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]


def held(path, spec, picture, count):
    encoder = PlanesEncoder(target=path, spec=spec)
    whole = Rectangle(0, 0, spec.width, spec.height)
    encoder.write_frame(changes(picture, [whole]), repeat=count)
    encoder.finish()
    return decoded(path)


def noise_ratio(frame, picture):
    return 10 * np.log10(255**2 / np.mean((frame.astype(float) - picture[:, :, :3]) ** 2))


@pytest.mark.parametrize("count", [1, 2, 7, 60, 300])
def test_every_frame_is_there_and_the_same(spec, picture, tmp_path, count):
    frames = held(tmp_path / "hold.mp4", spec, picture, count)
    assert len(frames) == count
    assert all(np.array_equal(frame, frames[0]) for frame in frames)


@pytest.mark.parametrize("size", [(426, 240), (640, 360), (854, 480), (1280, 720)])
def test_frames_whose_bytes_need_escapes(tmp_path, size):
    width, height = size
    spec = encoder_of(width, height)
    picture = np.random.default_rng(5).integers(0, 256, (height, width, 4), np.uint8)
    frames = held(tmp_path / "hold.mp4", spec, picture, 20)
    with av.open(str(tmp_path / "hold.mp4")) as film:
        repeated = [bytes(packet) for packet in film.demux(video=0) if packet.dts is not None][1:]
    assert len(repeated) == 19
    for packet in repeated:
        assert b"\0\0\3" in packet[4:]
        assert not any(bytes([0, 0, k]) in packet[4:] for k in range(3))
    assert len(frames) == 20
    assert all(np.array_equal(frame, frames[0]) for frame in frames)


@pytest.mark.parametrize("count", [2, 15, 60])
def test_it_is_as_good_as_x264s_own(spec, picture, tmp_path, count):
    ours = held(tmp_path / "ours.mp4", spec, picture, count)
    encoder = VideoSegmentEncoder(target=tmp_path / "theirs.mp4", spec=spec)
    encoder.write_frame(picture, repeat=count)
    encoder.finish()
    theirs = decoded(tmp_path / "theirs.mp4")
    assert noise_ratio(ours[0], picture) > np.mean([noise_ratio(f, picture) for f in theirs]) - 1.5


def test_pictures_that_change_are_left_to_the_encoder(spec, picture, tmp_path):
    encoder = PlanesEncoder(target=tmp_path / "film.mp4", spec=spec)
    whole = [Rectangle(0, 0, spec.width, spec.height)]
    encoder.write_frame(changes(picture, whole), repeat=3)
    encoder.write_frame([])
    encoder.write_frame(changes(picture[::-1].copy(), whole), repeat=2)
    encoder.finish()
    frames = decoded(tmp_path / "film.mp4")
    assert len(frames) == 6
    assert noise_ratio(frames[3], picture) > 30
    assert noise_ratio(frames[4], picture[::-1]) > 30


def test_other_streams_are_left_to_their_encoder(spec):
    frame = av.VideoFrame(spec.width, spec.height, spec.pixel_format)
    for other in (
        replace(spec, codec="libvpx-vp9"),
        replace(spec, options=(("x264-params", "cabac=0"),)),
    ):
        with pytest.raises(UnknownStreamError):
            list(held_packets(frame, 3, other, b""))


def test_escapes_come_and_go():
    payload = bytes(np.random.default_rng(3).integers(0, 4, 4000, np.uint8).tolist())
    assert b"\0\0\1" in payload
    assert b"\0\0\1" not in escaped(payload)
    assert unescaped(escaped(payload)) == payload
