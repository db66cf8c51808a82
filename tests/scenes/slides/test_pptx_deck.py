"""A PowerPoint file: what others read in it."""

import pptx
import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE
from tiny_deck import BEATS, deck

from scenes.signature import MADE_BY, is_own
from scenes.slides.pptx_deck import pptx_deck


@pytest.fixture(scope="module")
def talk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("talk")
    moves = deck(folder)
    pptx_deck([moves, moves], "Moves & more", folder / "talk.pptx", folder)
    assert is_own((folder / "talk.pptx").read_bytes(), MADE_BY.encode())
    return pptx.Presentation(str(folder / "talk.pptx"))


def test_each_beat_is_a_slide_with_its_title_and_its_captions_as_notes(talk):
    assert [slide.shapes.title.text for slide in talk.slides] == [*BEATS, *BEATS]
    notes = [slide.notes_slide.notes_text_frame.text for slide in talk.slides]
    assert notes[:3] == ["", "to the right", "to </script> the left"]
    assert talk.core_properties.title == "Moves & more"


def test_the_film_fills_the_slide_and_has_a_picture_and_its_kind(talk):
    assert talk.slide_width * 180 == talk.slide_height * 320
    for slide in talk.slides:
        (movie,) = (s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.MEDIA)
        assert (movie.width, movie.height) == (talk.slide_width, talk.slide_height)
        assert movie.poster_frame.content_type == "image/jpeg"
        kinds = {rel.target_part.content_type for rel in slide.part.rels.values()}
        assert "video/mp4" in kinds
