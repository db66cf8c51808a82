"""Slides in one file: what is in it, and how it plays in a real browser."""

import base64
import io
import json
import re
import shutil
import time

import numpy as np
import pytest
from PIL import Image
from tiny_deck import deck

from scenes.slides.html_deck import _WORDS, html_deck

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
IN_A_BROWSER = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")


@pytest.fixture(scope="module")
def moves(tmp_path_factory):
    return deck(tmp_path_factory.mktemp("deck"))


@pytest.fixture(scope="module")
def path(moves, tmp_path_factory):
    page = tmp_path_factory.mktemp("talk") / "talk.html"
    page.write_text(html_deck([moves, moves], "Moves & more", "en"), encoding="utf-8")
    return page


def test_nothing_is_loaded_from_elsewhere(path):
    text = path.read_text()
    outside = re.sub(r"base64,[^\"]+", "", text)
    assert re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", outside) == []
    assert "default-src 'none'" in text
    assert re.findall(r'(?:src|href)="(?!data:)', outside) == []


def test_titles_and_captions_are_words_and_nothing_else(path):
    text = path.read_text()
    assert "<title>Moves &amp; more</title>" in text
    assert "<b>&lt;b&gt;Away &amp; back&lt;/b&gt;</b>" in text
    assert "</script> the left" not in text
    (data,) = re.findall(r'id="deck">(.*?)</script>', text)
    beats = json.loads(data)["beats"]
    assert beats[2]["captions"] == ["to </script> the left"]
    assert [beat["film"] for beat in beats] == [0, 0, 0, 1, 1, 1]


def test_both_languages_say_the_same_things():
    english, korean = _WORDS["en"], _WORDS["ko"]
    assert english.keys() == korean.keys()
    assert [row[0] for row in english["help"][:4]] == [row[0] for row in korean["help"][:4]]
    assert len(english["help"]) == len(korean["help"])


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        running = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def page(browser, path):
    context = browser.new_context(viewport={"width": 960, "height": 540}, offline=True)
    opened = context.new_page()
    opened.said = []
    opened.on("console", lambda message: opened.said.append(message.text))
    opened.on("pageerror", lambda error: opened.said.append(str(error)))
    opened.on("request", lambda request: opened.said.append(request.url[:40])
              if not request.url.startswith(("file:", "data:", "blob:")) else None)  # fmt: skip
    opened.goto(path.as_uri())
    until(opened, "films[0].readyState >= 2 && !films[0].seeking")
    yield opened
    assert opened.said == []
    context.close()


def until(page, condition, seconds=60):
    ends = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < ends, condition
        page.wait_for_timeout(30)


def rested(page, place):
    until(page, f"!playing && place === {place} && !films[beats[place].film].seeking")
    page.wait_for_timeout(100)
    return shown(page)


def shown(page):
    data = page.evaluate(
        """() => {
            const video = films[beats[place].film], canvas = document.createElement("canvas");
            canvas.width = video.videoWidth; canvas.height = video.videoHeight;
            canvas.getContext("2d").drawImage(video, 0, 0);
            return canvas.toDataURL("image/png");
        }"""
    )
    picture = Image.open(io.BytesIO(base64.b64decode(data.partition(",")[2])))
    return np.asarray(picture.convert("RGB")).astype(float)


def is_frame(seen, slide):
    picture = np.asarray(Image.open(io.BytesIO(slide.picture))).astype(float)
    return np.abs(seen - picture).mean() < 2


@IN_A_BROWSER
def test_it_stops_at_each_beat_on_its_frame(page, moves):
    assert page.evaluate("place") == 0
    for place, slide in enumerate((*moves.slides, *moves.slides)):
        page.keyboard.press("ArrowRight")
        assert is_frame(rested(page, place), slide), place
    page.keyboard.press(" ")
    assert is_frame(rested(page, 5), moves.slides[2])  # nothing comes after the end


@IN_A_BROWSER
def test_while_it_plays_a_key_goes_to_where_it_rests_and_back(page, moves):
    page.keyboard.press("End")
    rested(page, 5)
    page.keyboard.press("Home")
    rested(page, 0)
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert is_frame(rested(page, 1), moves.slides[1])
    page.keyboard.press("ArrowLeft")
    assert is_frame(rested(page, 0), moves.slides[0])
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    assert is_frame(rested(page, 2), moves.slides[2])
    assert page.url.endswith("#3")


@IN_A_BROWSER
def test_contents_are_chosen_by_keys_or_mouse(page, moves):
    page.keyboard.press("o")
    assert page.locator("#contents button").count() == 6
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert is_frame(rested(page, 1), moves.slides[1])
    assert page.locator("#contents").is_hidden()
    page.keyboard.press("Escape")
    page.locator("#contents button").nth(4).click()
    rested(page, 4)
    page.keyboard.press("?")
    assert page.locator("#help dt").count() == 10
    page.keyboard.press("Escape")
    assert page.locator("#help").is_hidden()


@IN_A_BROWSER
def test_the_speaker_sees_the_caption_and_what_comes_next(page):
    with page.context.expect_page() as opened:
        page.keyboard.press("s")
    speaker = opened.value
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    rested(page, 1)
    assert speaker.locator("#captions p").all_inner_texts() == ["to the right"]
    assert speaker.locator("#after").inner_text() == "<b>Away & back</b>"
    speaker.keyboard.press("ArrowLeft")
    rested(page, 0)
    assert speaker.locator("#title").inner_text().startswith("1/6")


@IN_A_BROWSER
def test_a_page_of_paper_for_each_beat(page):
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 6
