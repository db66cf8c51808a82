"""A film cut at its beats: pictures, and clips that hold the same frames."""

import io

import av
import numpy as np
import pytest
from PIL import Image
from tiny_deck import BEATS, deck


@pytest.fixture(scope="module")
def moves(tmp_path_factory):
    return deck(tmp_path_factory.mktemp("deck"))


def frames(path):
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def test_a_slide_for_each_beat(moves):
    assert tuple(slide.title for slide in moves.slides) == BEATS
    assert moves.size == (320, 180)
    assert moves.slides[1].captions == ("to the right",)
    assert [(slide.first, slide.last) for slide in moves.slides] == [(0, 23), (24, 59), (60, 107)]


def test_the_picture_is_the_frame_to_rest_at(moves):
    film = frames(moves.film)
    assert [slide.rest for slide in moves.slides] == [23, 59, 95]  # before the square fades out
    for slide in moves.slides:
        picture = np.asarray(Image.open(io.BytesIO(slide.picture))).astype(float)
        assert np.abs(picture - film[slide.rest]).mean() < 2
    assert np.abs(film[107].astype(float) - film[95]).mean() > 3


def test_a_clip_holds_the_frames_of_its_beat_as_they_are(moves, tmp_path):
    film = frames(moves.film)
    for slide in moves.slides:
        moves.clip(slide, tmp_path / "clip.mp4")
        np.testing.assert_array_equal(
            frames(tmp_path / "clip.mp4"), film[slide.first : slide.last + 1]
        )
        with av.open(str(tmp_path / "clip.mp4")) as clip:
            assert next(clip.decode(video=0)).time == 0
