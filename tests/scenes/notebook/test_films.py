"""A film in a notebook: a video with poster and controls, rendered once and without a word."""

import base64
import io
import re

import av
import pytest
from PIL import Image

import linalg
from scenes.notebook import films


@pytest.fixture(scope="module")
def record():
    return linalg.eliminate("2")


@pytest.fixture(scope="module")
def film(record):
    return record.film(pace="fast")


def test_the_film_is_an_mp4_that_lasts_as_long_as_it_says(film):
    with av.open(io.BytesIO(film.data)) as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height) == film.size == (854, 480)
        assert float(stream.frames / stream.average_rate) == pytest.approx(film.seconds)


def test_the_poster_is_a_frame_of_the_film(film):
    poster = Image.open(io.BytesIO(film.poster))
    assert poster.format == "JPEG"
    assert poster.size == film.size
    low, high = poster.convert("L").getextrema()
    assert low < 40
    assert high > 200


def test_html_carries_film_poster_and_controls(film):
    html = film._repr_html_()
    assert "<video controls" in html
    (poster,) = re.findall(r'poster="data:image/jpeg;base64,([^"]+)"', html)
    (data,) = re.findall(r'src="data:video/mp4;base64,([^"]+)"', html)
    assert base64.b64decode(poster) == film.poster == film._repr_jpeg_()
    assert base64.b64decode(data) == film.data
    assert re.fullmatch(r"Film '[^']+' of \d+ s", repr(film))


def test_a_film_is_rendered_once_and_says_nothing(record, film, monkeypatch, capfd):
    assert record.film(pace="fast") is film
    monkeypatch.setattr(films, "_kept", {})
    again = record.film(pace="fast")
    assert again is not film
    assert again.seconds == film.seconds
    assert capfd.readouterr() == ("", "")


def test_only_so_many_films_are_kept(record, monkeypatch):
    monkeypatch.setattr(films, "_rendered", lambda *asked: object())
    monkeypatch.setattr(films, "_kept", {})
    monkeypatch.setattr(films, "_MOST_KEPT", 2)
    looks = [{"pace": pace} for pace in ("slow", "normal", "fast")]
    slow, normal, fast = (record.film(**look) for look in looks)
    assert record.film(**looks[2]) is fast
    assert record.film(**looks[1]) is normal
    assert record.film(**looks[0]) is not slow


def test_a_film_is_saved(film, tmp_path):
    assert film.save(tmp_path / "film.mp4").read_bytes() == film.data
    with pytest.raises(ValueError, match=r"'film.gif' does not end in .mp4"):
        film.save(tmp_path / "film.gif")


def test_what_was_assumed_stands_above_the_film():
    film = films.Film(
        title='A "film"', data=b"", poster=b"", size=(2, 2), seconds=1, remarks=("x < y",)
    )
    assert film._repr_html_().startswith("<p>x &lt; y</p><video")
    assert 'aria-label="A &quot;film&quot;"' in film._repr_html_()
