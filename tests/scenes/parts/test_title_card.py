"""The first frame of a film."""

import pytest
import tiny_lessons as tiny

from scenes.captions import Caption
from scenes.captions.caption import Piece
from scenes.parameters.presentation import Presentation
from scenes.parts.lesson import PACE
from scenes.parts.title_card import TitleCard
from scenes.theme import TextKind

WORDS = {
    "title": Caption("title", "en", (Piece("Elimination", True),)),
    "question": Caption("question", "en", (Piece("Why do three lines stay on one point?", True),)),
}


class Words:
    """A catalogue that holds these two."""

    def caption(self, key, count=None, **values):
        return WORDS[key]


class Titled(tiny.TinyLesson):
    def construct(self):
        self.beat("beat.matrix")
        kept, self.catalogue = self.catalogue, Words()
        TitleCard(self).play()
        self.catalogue = kept


def test_a_title_and_a_question_are_there_at_once_and_can_be_read():
    film = tiny.told(None, Titled)
    first, last = film.plays[0], film.plays[-1]
    assert first.start == 0
    assert first.still
    assert {text.kind for text in first.after.texts} == {TextKind.TITLE, TextKind.CAPTION}
    assert first.seconds >= sum(words.reading_time for words in WORDS.values())
    assert not last.after.texts


@pytest.mark.parametrize("pace", PACE)
def test_a_long_question_can_be_read_at_any_pace(monkeypatch, pace):
    long = Caption("question", "en", (Piece("What do row operations change " * 2, True),))
    monkeypatch.setitem(WORDS, "question", long)
    (said,) = tiny.told(None, Titled, presentation=Presentation(pace=pace)).timeline.captions
    assert said.end - said.start >= long.reading_time


def test_the_question_is_among_the_subtitles():
    said = tiny.told(None, Titled).timeline.captions
    assert [words.caption.key for words in said] == ["question"]
    assert said[0].start == 0
    assert said[0].end >= WORDS["question"].reading_time
