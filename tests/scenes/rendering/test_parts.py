"""Some beats of a film: their names, their frames, their captions."""

import json

import numpy as np
import pytest
from PIL import Image
from tiny_lessons import TinyLesson

from scenes.parameters.declarations import ParameterError
from scenes.parameters.presentation import Presentation
from scenes.rendering.options import RenderOptions
from scenes.rendering.parts import PartOptions, Stretch, chosen_beats, stretch_called
from scenes.rendering.progress import Silence
from scenes.rendering.session import render

BEATS = [
    Stretch(name=name, first=first, end=end, first_play=0, end_play=2, rest=end - 1)
    for name, first, end in [("The system", 0, 9), ("Column 1", 9, 20), ("Column 2", 20, 30)]
]


class Three(TinyLesson):
    """Three beats: the matrix, and two that say more."""

    def tell(self):
        self.beat("beat.column", column=1)
        self.say("pivot", column=1, pivot=1)
        self.hold()
        self.beat("beat.column", column=2)
        self.say("pivot", column=2, pivot=-2)
        self.hold()


@pytest.mark.parametrize(
    ("name", "place"), [("#2", 1), ("column 2", 2), ("THE", 0), ("Column 1", 1)]
)
def test_a_beat_by_its_number_or_title(name, place):
    assert stretch_called(name, BEATS, "at") == place


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Column", "may be #2, #3: say which by its number"),
        ("Colum 1", "did you mean Column 1?"),
        ("#0", "no beat is called '#0'; --list-beats lists them"),
        ("#99999", "no beat is called"),
        ("", "no beat is called ''"),
        ("x" * 5000, "no beat is called"),
    ],
)
def test_a_beat_that_is_not_there(name, words):
    with pytest.raises(ParameterError, match=words) as caught:
        stretch_called(name, BEATS, "at")
    assert len(str(caught.value)) < 150


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ({"from_": "#2"}, [1, 2]),
        ({"to": "#2"}, [0, 1]),
        ({"from_": "column 1", "to": "column 1"}, [1]),
        ({"only": "#3"}, [2]),
    ],
)
def test_from_to_and_only(asked, places):
    assert chosen_beats(PartOptions(**asked), BEATS) == tuple(BEATS[k] for k in places)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"from_": "#3", "to": "#1"}, "'The system' comes before 'Column 2'"),
        ({"only": "#1", "to": "#2"}, "one beat alone"),
        ({"at": "#1", "only": "#2"}, "one moment needs no"),
        ({"at": 3.0, "beats": True}, "a picture has no beats"),
    ],
)
def test_what_does_not_go_together(asked, words):
    with pytest.raises(ParameterError, match=words):
        chosen_beats(PartOptions(**asked), BEATS)


def rendered(tmp_path, name, **part):
    small = {"pixel_width": 160, "pixel_height": 90, "frame_rate": 10.0}
    asked = RenderOptions(output=tmp_path / name, format="png-sequence", own=small)
    said = Presentation(captions="both")
    done = render(
        lambda **keywords: Three(None, said, **keywords),
        "three", asked, Silence(), subtitles=True, part=PartOptions(beats=True, **part),
    )  # fmt: skip
    frames = [np.asarray(Image.open(path)) for path in sorted(done.path.glob("*.png"))]
    return frames, json.loads(done.path.with_suffix(".json").read_text()), done


def test_a_part_has_the_frames_of_the_whole_and_its_own_captions(tmp_path):
    frames, whole, _ = rendered(tmp_path, "whole")
    assert [beat["title"] for beat in whole["beats"]] == ["The matrix", "Column 1", "Column 2"]
    assert whole["frames"] == len(frames)
    for beat, after in zip(whole["beats"], whole["beats"][1:], strict=False):
        assert beat["last"] + 1 == after["first"]
        assert beat["first"] <= beat["rest"] <= beat["last"]
        assert beat["pause"] == pytest.approx((beat["rest"] + 0.5) / 10)
    part, told, done = rendered(tmp_path, "part", only="#2")
    second = whole["beats"][1]
    np.testing.assert_array_equal(part, frames[second["first"] : second["last"] + 1])
    assert [beat["title"] for beat in told["beats"]] == ["Column 1"]
    assert told["beats"][0]["captions"] == second["captions"] == ["The pivot of column 1 is 1."]
    srt = next(path for path in done.subtitles if path.suffix == ".srt").read_text()
    assert srt.count("-->") == 1
    assert srt.splitlines()[1].startswith("00:00:00,")
    last, _, _ = rendered(tmp_path, "last", from_="#2")
    np.testing.assert_array_equal(last, frames[second["first"] :])
