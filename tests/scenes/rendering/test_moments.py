"""One moment as a picture: the same pixels as the frame of the film, and the same drawing."""

import io
import re

import numpy as np
import pytest
import typst
from PIL import Image
from tiny_films import Film
from tiny_lessons import TinyLesson

from scenes.lessons.catalogue import lesson
from scenes.parameters.declarations import ParameterError
from scenes.rendering.faults import RenderError
from scenes.rendering.moments import beats_of, picture_of
from scenes.rendering.options import RenderOptions
from scenes.rendering.progress import Silence
from scenes.rendering.session import render

SMALL = {"pixel_width": 320, "pixel_height": 180, "frame_rate": 10.0}


def options(tmp_path, name="moment.png", **asked):
    return RenderOptions(output=tmp_path / name, own=SMALL, **asked)


def film(scene, tmp_path):
    asked = RenderOptions(output=tmp_path / "frames", format="png-sequence", own=SMALL)
    folder = render(scene, "film", asked, Silence()).path
    return [np.asarray(Image.open(path)) for path in sorted(folder.glob("*.png"))]


def moment(scene, tmp_path, at, **asked):
    return np.asarray(Image.open(picture_of(scene, "film", options(tmp_path, **asked), at).path))


def test_every_frame_of_a_lesson_is_had_without_those_before(tmp_path):
    frames = film(TinyLesson, tmp_path)
    for k in (0, 3, len(frames) // 2, len(frames) - 1):
        np.testing.assert_array_equal(moment(TinyLesson, tmp_path, k / 10), frames[k])


def test_frames_that_depend_on_those_before_are_the_films(tmp_path):
    """Updaters, numbers drawn by lot, a wait for something, an image that Manim draws."""
    frames = film(Film, tmp_path)
    for k in (2, 7, 18, 24, len(frames) - 1):
        np.testing.assert_array_equal(moment(Film, tmp_path, k / 10), frames[k])


def test_a_beat_is_seen_where_it_comes_to_rest(tmp_path):
    frames = film(TinyLesson, tmp_path)
    beats = beats_of(TinyLesson, options(tmp_path))
    assert [beat.name for beat in beats] == ["The matrix"]
    assert (beats[0].first, beats[0].end) == (0, len(frames))
    picture = moment(TinyLesson, tmp_path, "the mat")
    np.testing.assert_array_equal(picture, frames[beats[0].rest])


def test_before_things_are_put_away_a_beat_is_full(tmp_path):
    """The race of three rates is taken off at the end of its beat."""
    entry = lesson("descent")
    scene = entry.storyboard()
    beat = next(b for b in beats_of(scene, options(tmp_path)) if "rates" in b.name)
    at_rest, at_the_end = (moment(scene, tmp_path, at) for at in (beat.name, (beat.end - 1) / 10))
    assert beat.rest < beat.end - 1
    inked = [(picture != picture[0, 0]).any(axis=-1).mean() for picture in (at_rest, at_the_end)]
    assert inked[0] > 1.1 * inked[1]


@pytest.mark.parametrize("ending", ["svg", "pdf"])
def test_lines_and_areas_look_as_the_pixels_do(tmp_path, ending):
    pixels = moment(TinyLesson, tmp_path, 4.0).astype(float)
    made = picture_of(TinyLesson, "film", options(tmp_path, f"m.{ending}"), 4.0).path
    again = picture_of(TinyLesson, "film", options(tmp_path, f"n.{ending}"), 4.0).path
    assert made.read_bytes() == again.read_bytes()
    source = (
        f'#set page(width: 320pt, height: 180pt, margin: 0pt)\n#image("m.{ending}", width: 320pt)'
    )
    (tmp_path / "page.typ").write_text(source)
    drawn = typst.compile(tmp_path / "page.typ", format="png", ppi=72)
    found = np.asarray(Image.open(io.BytesIO(drawn)).convert("RGB")).astype(float)
    assert found.shape == pixels.shape
    apart, mirrored = (np.abs(found - other).mean() for other in (pixels, pixels[:, ::-1]))
    assert apart < mirrored / 3  # antialiasing differs


def test_without_a_ground_there_is_none(tmp_path):
    asked = {"transparent": True, "format": "svg"}
    made = picture_of(TinyLesson, "film", options(tmp_path, "m.svg", **asked), 4.0).path
    assert "<rect" not in made.read_text()
    assert moment(TinyLesson, tmp_path, 4.0, transparent=True)[0, 0, 3] == 0


def test_an_image_is_no_drawing(tmp_path):
    with pytest.raises(RenderError, match=re.escape("cannot be svg (ImageMobject): take png")):
        picture_of(Film, "film", options(tmp_path, "m.svg"), 2.5)
    assert not (tmp_path / "m.svg").exists()


@pytest.mark.parametrize(
    ("at", "words"),
    [(1000.0, "the film is only"), ("nothing", "no beat is called"), ("#9", "no beat is called")],
)
def test_a_moment_that_is_not_there(tmp_path, at, words):
    with pytest.raises(ParameterError, match=words):
        picture_of(TinyLesson, "film", options(tmp_path), at)


def test_only_an_earlier_picture_is_written_over(tmp_path):
    picture_of(TinyLesson, "film", options(tmp_path), 1.0)
    picture_of(TinyLesson, "film", options(tmp_path), 2.0)
    (tmp_path / "moment.png").write_bytes(b"somebody's")
    with pytest.raises(ParameterError, match="--force"):
        picture_of(TinyLesson, "film", options(tmp_path), 1.0)
    assert (tmp_path / "moment.png").read_bytes() == b"somebody's"
    picture_of(TinyLesson, "film", options(tmp_path), 1.0, force=True)
