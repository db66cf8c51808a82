from itertools import pairwise

import pytest
import sympy as sp
import tiny_lessons as tiny
from manim import FadeIn, ManimColor, tempconfig

from linalg.check import Check
from linalg.elimination.elimination import Elimination
from scenes.captions import CaptionTooLongError
from scenes.mobjects.text import region_of
from scenes.parameters.presentation import Presentation
from scenes.parts.lesson import UnprovenRecordError
from scenes.rehearsal.rehearsal import rehearse
from scenes.stage import CAPTION, FORMULA
from scenes.theme import DARK, LIGHT, TextKind


def captions_seen(rehearsal):
    return {
        text.body
        for play in rehearsal.plays
        for text in play.after.texts
        if text.kind is TextKind.CAPTION
    }


def test_a_record_that_fails_its_check_is_not_animated(monkeypatch):
    monkeypatch.setattr(Elimination, "check", lambda record: Check("PA = LU", False))
    with pytest.raises(UnprovenRecordError, match="Elimination fails its check: PA = LU does not"):
        rehearse(tiny.TinyLesson)


def test_a_caption_gives_way_only_after_it_could_be_read():
    def tell(lesson):
        lesson.say("pivot", column=1, pivot=1)
        lesson.say("pivot", column=2, pivot=2)

    said = tiny.told(tell).timeline.captions
    assert [caption.caption.key for caption in said] == ["matrix", "subtract", "pivot", "pivot"]
    for caption in said:
        assert caption.end - caption.start >= caption.caption.reading_time
    assert all(one.end <= other.start for one, other in pairwise(said))


def test_a_value_too_long_for_its_caption_is_pointed_at_and_not_read_out():
    long, short = sum(sp.symbols("a:12")), sp.Symbol("a")

    def tell(lesson):
        lesson.say("pivot", column=1, pivot=short)
        lesson.say("pivot", column=1, pivot=long)

    said = [item.caption for item in tiny.told(tell).timeline.captions][-2:]
    assert [caption.key for caption in said] == ["pivot", "pivot.short"]
    assert said[1].text == "The pivot of column 1 is boxed."


def test_a_caption_that_has_no_short_form_is_refused_when_it_is_too_long():
    with pytest.raises(CaptionTooLongError, match=r"back\.row"):
        tiny.told(lambda lesson: lesson.say("back.row", row=1, unknown=sum(sp.symbols("a:12"))))


@pytest.mark.parametrize("captions", ["burned", "file", "both", "none"])
def test_captions_can_be_left_out_of_the_picture_without_a_change_of_pace(captions):
    burned = rehearse(tiny.TinyLesson, None, Presentation(captions="burned"))
    played = rehearse(tiny.TinyLesson, None, Presentation(captions=captions))
    assert played.seconds == pytest.approx(burned.seconds)
    assert played.timeline == burned.timeline
    assert bool(captions_seen(played)) == (captions in ("burned", "both"))


def test_subtitles_have_the_words_and_times_of_the_captions():
    lesson = rehearse(tiny.TinyLesson).lesson
    subtitles = lesson.renderer.file_writer.subcaptions
    said = lesson.timeline.captions
    assert [item.content for item in subtitles] == [item.caption.subtitle for item in said]
    assert [item.start.total_seconds() for item in subtitles] == pytest.approx(
        [item.start for item in said], abs=1e-3
    )
    assert [item.end.total_seconds() for item in subtitles] == pytest.approx(
        [item.end for item in said], abs=1e-3
    )


def test_beats_are_named_in_the_language_of_the_lesson():
    korean = rehearse(tiny.TinyLesson, None, Presentation(language="ko"))
    assert [beat.title for beat in korean.timeline.beats] == ["행렬"]
    assert korean.lesson.renderer.file_writer.sections == ["행렬"]


def test_a_slow_pace_takes_longer_and_a_fast_one_less():
    slow, normal, fast = (
        rehearse(tiny.TinyLesson, None, Presentation(pace=pace)).seconds
        for pace in ("slow", "normal", "fast")
    )
    assert slow > normal > fast


@pytest.mark.parametrize("frame_rate", [10, 15, 30, 60])
def test_every_hold_is_whole_frames_and_not_too_short(frame_rate):
    with tempconfig({"frame_rate": frame_rate}):
        plays = rehearse(tiny.TinyLesson).plays
    for play in plays:
        if play.still:
            # Manim draws int(seconds * frame_rate) frames of a hold.
            assert int(play.seconds * frame_rate) / frame_rate >= 1.0 or play.seconds < 1.0
            assert play.seconds * frame_rate % 1 < 0.05


@pytest.mark.parametrize(("theme", "colours"), [("dark", DARK), ("light", LIGHT)])
def test_the_ground_is_that_of_the_theme(theme, colours):
    lesson = rehearse(tiny.TinyLesson, None, Presentation(theme=theme)).lesson
    assert ManimColor(lesson.camera.background_color).to_hex() == colours.background


def test_captions_stand_in_their_place():
    for play in rehearse(tiny.TinyLesson).plays:
        for text in play.after.texts:
            if text.kind is TextKind.CAPTION:
                assert CAPTION.contains(text.region)


def test_a_formula_replaces_the_one_before_and_stands_in_its_place():
    shown = []

    def tell(lesson):
        for parts in (("x", "=", 1), ("y", "=", 2), ()):
            lesson.show(*lesson.formula(*parts) or [FadeIn(lesson.label("z"))])
            shown.append(lesson.formula_place.text)
            lesson.hold()

    seen = tiny.told(tell)
    assert FORMULA.contains(region_of(shown[0]))
    assert shown[2] is None
    formulas = [
        [text.body for text in play.after.texts if text.kind is TextKind.FORMULA]
        for play in seen.plays
    ]
    assert max(map(len, formulas)) == 1
    assert formulas[-1] == []


def test_a_formula_too_large_to_be_legible_is_left_out():
    def tell(lesson):
        assert lesson.formula(*(part for k in range(40) for part in ("+", 10**k)), 1) == []
        assert lesson.formula_place.text is None

    tiny.told(tell)


def test_a_lesson_starts_with_the_example_of_its_parameters():
    assert rehearse(tiny.TinyLesson).lesson.parameters == tiny.NoParameters()
