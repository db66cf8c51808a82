"""What stays is not encoded again, and what is decoded is what x264 meant.

A held picture is as many frames as asked for, all alike, and as good as x264's own. Of a band that
changes each frame is, to the byte, what x264 makes of the band alone.
"""

from __future__ import annotations

from dataclasses import replace

import av
import numpy as np
import pytest

from scenes.rendering.settings import import_manim

import_manim()

from manim import Circle, Scene, Square, Text, VGroup, tempconfig  # noqa: E402
from manim.scene.video_segment_encoder import VideoSegmentEncoder  # noqa: E402

from scenes.rendering.engine.drawing.rectangles import Rectangle  # noqa: E402
from scenes.rendering.engine.video.bands import (  # noqa: E402
    BandEncoder,
    band_around,
    new_frame,
    planes_of,
    turns_of,
)
from scenes.rendering.engine.video.bits import escaped, unescaped  # noqa: E402
from scenes.rendering.engine.video.headers import UnknownStreamError  # noqa: E402
from scenes.rendering.engine.video.planes import PlanesEncoder, changes  # noqa: E402


def encoder_of(width, height):
    options = {"video_encoder_options": {"threads": "1"}, "disable_caching": True}
    with tempconfig({"pixel_width": width, "pixel_height": height, "frame_rate": 30, **options}):
        return Scene().session_spec.video_encoder


@pytest.fixture(scope="module")
def spec():
    return encoder_of(426, 240)


@pytest.fixture(scope="module")
def picture(tmp_path_factory):
    # A folder of its own: two processes that typeset the same text remove each other's files.
    media = {"media_dir": str(tmp_path_factory.mktemp("media"))}
    with tempconfig({"pixel_width": 426, "pixel_height": 240, **media}):
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


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
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
            BandEncoder(frame, range(0), 3, other, b"")


def test_escapes_come_and_go():
    payload = bytes(np.random.default_rng(3).integers(0, 4, 4000, np.uint8).tolist())
    assert b"\0\0\1" in payload
    assert b"\0\0\1" not in escaped(payload)
    assert unescaped(escaped(payload)) == payload


def moving(spec, count, step=5.0, *, noise=False):
    """Yield pictures of a disc that goes up and down and fades, over stripes of a pattern."""
    random = np.random.default_rng(11)
    y, x = np.mgrid[: spec.height, : spec.width]
    ground = (40 + 60 * ((x // 9 + y // 7) % 2) + 30 * np.sin(x / 20 + y / 13)).astype(np.uint8)
    from_middle = np.abs(np.arange(spec.height) - spec.height // 2)
    ground[(from_middle > 60) & (from_middle < spec.height // 2 - 25)] = 40
    ground[:, spec.width // 3 : spec.width // 3 + 3] = 200  # a line across all of it
    for number in range(count):
        picture = np.repeat(ground[:, :, None], 4, axis=2)
        centre = spec.height / 2 + 35 * np.sin(step * number / 40)
        disc = (x - 3 * number % spec.width) ** 2 + (y - centre) ** 2 < 300
        picture[disc] = 255 - number % 200
        if noise:
            picture[disc, :3] = random.integers(0, 256, (disc.sum(), 3))
        yield picture


def rows_that_differ(picture, other):
    """Return the rows of pixels from the first that differs to the last."""
    found = np.flatnonzero((picture != other).any(axis=(1, 2)))
    return (int(found[0]), int(found[-1]) + 1) if len(found) else (0, 0)


def written(path, spec, pictures):
    """Encode pictures from the rows that differ; return the decoded frames and the band."""
    encoder, before = PlanesEncoder(target=path, spec=spec), None
    for picture in pictures:
        rows = (0, spec.height) if before is None else rows_that_differ(picture, before)
        new = [Rectangle(0, rows[0], spec.width, rows[1])] if rows[1] else []
        encoder.write_frame(changes(picture, new))
        before = picture
    encoder.finish()
    return decoded_planes(path), encoder._band


def decoded_planes(path):
    with av.open(str(path)) as film:
        return [[plane.copy() for plane in planes_of(f)] for f in film.decode(video=0)]


def converted(picture):
    return av.VideoFrame.from_ndarray(picture, format="rgba").reformat(format="yuv420p")


def composed_and_alone(spec, frames, band):
    """Decode a segment, and x264's own stream of the band, which was never put into it.

    One frame after the other: all at once would take half a gigabyte.
    """
    with av.open("/dev/null", "w", format="mp4") as container:
        stream = container.add_stream(spec.codec, rate=spec.frame_rate, options=dict(spec.options))
        stream.width, stream.height, stream.pix_fmt = spec.width, spec.height, spec.pixel_format
        container.start_encoding()
        header = stream.codec_context.extradata
    encoder = BandEncoder(frames[0], band, len(frames), spec, header)
    alone, composed, compose = [], [], encoder._composed

    def listened(packet):
        alone.append(bytes(packet))
        return compose(packet)

    encoder._composed = listened
    for frame in frames:
        composed += encoder.encode(frame, 1)
    composed += encoder.finish()
    return (
        decoded_packets([picture.data for picture in composed], header),
        decoded_packets(alone, encoder._encoder.extradata),
    )


def decoded_packets(packets, header):
    decoder = av.CodecContext.create("h264", "r")
    decoder.extradata = header
    for packet in [*map(av.Packet, packets), None]:
        yield from map(planes_of, decoder.decode(packet))


@pytest.mark.parametrize("options", [{}, {"preset": "veryfast", "crf": "20"}, {"preset": "slow"}])
@pytest.mark.parametrize(
    ("size", "count", "step", "noise"),
    [
        ((426, 330), 40, 5.0, False),
        ((640, 480), 40, 80.0, False),  # up and down faster than the motion that is allowed
        ((854, 480), 60, 12.0, True),  # frames whose bytes need escapes
        ((640, 360), 2, 25.0, False),
        ((426, 330), 600, 9.0, False),  # key frames on the way
    ],
)
def test_a_band_is_what_x264_makes_of_it_alone(options, size, count, step, noise):
    spec = encoder_of(*size)
    spec = replace(spec, options=tuple({**dict(spec.options), **options}.items()))
    pictures = moving(spec, count, step, noise=noise)
    first = next(pictures)
    frames, rows = [converted(first)], []
    for picture in pictures:
        frames.append(converted(picture))
        rows.append(rows_that_differ(picture, first))
    top, bottom = min(rows)[0], max(bottom for _, bottom in rows)
    band = band_around(turns_of(frames[0]), top, bottom)
    assert 0 < band.start * 16 < top
    assert bottom < band.stop * 16 < size[1]
    decoded = 0
    for frame, part in zip(*composed_and_alone(spec, frames, band), strict=True):
        if not decoded:
            still = [plane.copy() for plane in frame]
        decoded += 1
        for k, size_of_block in enumerate((16, 8, 8)):
            top, bottom = band.start * size_of_block, band.stop * size_of_block
            assert np.array_equal(frame[k][top:bottom], part[k])
            assert np.array_equal(frame[k][:top], still[k][:top])
            assert np.array_equal(frame[k][bottom:], still[k][bottom:])
    assert decoded == count


@pytest.mark.parametrize("edge", ["top", "bottom"])
def test_a_band_at_the_edge_of_the_picture(tmp_path, edge):
    spec = encoder_of(426, 364)  # no multiple of 16
    pictures = list(moving(spec, 30))
    shift = {"top": -128, "bottom": 128}[edge]
    pictures = [np.roll(picture, shift, axis=0) for picture in pictures]
    frames, band = written(tmp_path / "film.mp4", spec, pictures)
    assert (band.start == 0) == (edge == "top")
    assert (band.stop == 23) == (edge == "bottom")
    for frame, picture in zip(frames, pictures, strict=True):
        error = frame[0].astype(float) - planes_of(converted(picture))[0]
        assert 10 * np.log10(255**2 / np.mean(error**2)) > 33


def test_a_band_and_the_rest_are_as_good_as_x264s_own(tmp_path):
    spec = encoder_of(640, 360)
    pictures = list(moving(spec, 60))
    frames, _ = written(tmp_path / "ours.mp4", spec, pictures)
    encoder = VideoSegmentEncoder(target=tmp_path / "theirs.mp4", spec=spec)
    for picture in pictures:
        encoder.write_frame(picture)
    encoder.finish()
    lumas = [planes_of(converted(picture))[0] for picture in pictures]
    ours, theirs = (  # frames of one size: the mean of their means is that of all pixels
        np.mean(
            [np.mean((f[0].astype(float) - luma) ** 2) for f, luma in zip(film, lumas, strict=True)]
        )
        for film in (frames, decoded_planes(tmp_path / "theirs.mp4"))
    )
    assert ours < 1.15 * theirs
    sizes = [(tmp_path / name).stat().st_size for name in ("ours.mp4", "theirs.mp4")]
    assert sizes[0] < 1.15 * sizes[1]


def test_times_of_a_band_are_those_of_x264(tmp_path):
    spec = encoder_of(426, 240)
    written(tmp_path / "ours.mp4", spec, moving(spec, 50))
    encoder = VideoSegmentEncoder(target=tmp_path / "theirs.mp4", spec=spec)
    for picture in moving(spec, 50):
        encoder.write_frame(picture)
    encoder.finish()
    ours, theirs = (
        [(p.pts, p.dts, p.duration) for p in av.open(str(tmp_path / name)).demux(video=0)]
        for name in ("ours.mp4", "theirs.mp4")
    )
    for ours_in_turn, theirs_in_turn in zip(
        zip(*ours[:-1], strict=True), zip(*theirs[:-1], strict=True), strict=True
    ):
        assert len(ours_in_turn) == 50
        assert sorted(ours_in_turn) == sorted(theirs_in_turn)


def test_a_band_ends_where_motion_beyond_it_would_find_the_same():
    turns = np.zeros(1080, bool)
    assert band_around(turns, 0, 10) == range(2)
    assert band_around(turns, 600, 601) == range(36, 39)
    assert band_around(turns, 1000, 1080) == range(61, 68)
    assert not band_around(turns, 1080, 0)
    for place in range(1080):
        turns[:] = False
        turns[place] = True  # rows `place - 1` and `place` differ
        band = band_around(turns, 600, 601)
        first, last = band.start * 16, band.stop * 16 - 1
        assert place not in range(max(first - 36, 0) + 1, first + 16)
        assert place not in range(last - 14, last + 37)
    turns[:] = True
    assert band_around(turns, 600, 601) == range(68)


def test_where_rows_of_pixels_turn():
    picture = new_frame(200, 64)
    luma, blue, _ = planes_of(picture)
    luma[20:, 30] = 200  # a line begins,
    blue[21:, 40:] = 90  # a colour,
    luma[50:53] = np.random.default_rng(2).integers(0, 256, 200)  # rows of many colours
    assert np.flatnonzero(turns_of(picture)).tolist() == [20, 42, 50, 51, 52, 53]


def test_too_many_changes_are_not_waited_for(tmp_path, monkeypatch):
    spec = encoder_of(426, 240)
    pictures = list(moving(spec, 40))
    monkeypatch.setattr("scenes.rendering.engine.video.planes._MOST_WAITING", 100_000)
    frames, band = written(tmp_path / "film.mp4", spec, pictures)
    assert len(frames) == 40
    assert band
    encoder = VideoSegmentEncoder(target=tmp_path / "theirs.mp4", spec=spec)
    for picture in pictures:
        encoder.write_frame(picture)
    encoder.finish()
    assert (tmp_path / "film.mp4").read_bytes() == (tmp_path / "theirs.mp4").read_bytes()


def test_a_segment_that_is_not_wanted_is_given_up_at_once(tmp_path):
    spec = encoder_of(426, 364)
    encoder = PlanesEncoder(target=tmp_path / "film.mp4", spec=spec)
    before = None
    for picture in moving(spec, 30):
        rows = (0, spec.height) if before is None else rows_that_differ(picture, before)
        encoder.write_frame(changes(picture, [Rectangle(0, rows[0], spec.width, rows[1])]))
        before = picture
    encoder.abandoned = True
    with pytest.raises(RuntimeError, match="given up"):
        encoder.finish()
    encoder.abort()
    assert not (tmp_path / "film.mp4").exists()
