"""Slides as one HTML file that needs nothing else: films, pictures, player."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from scenes.rendering.film.beats import seek_time
from scenes.signature import MADE_BY
from scenes.slides.deck import Deck

__all__ = ["html_deck"]

_POLICY = (
    "default-src 'none'; img-src data: blob:; media-src blob:; style-src 'unsafe-inline'; "
    "script-src 'unsafe-inline'"
)
"""The page loads nothing and sends nothing, whatever is in it."""

_WORDS = {
    "en": {
        "contents": "Contents",
        "next": "Next",
        "previous": "Back",
        "speaker": "Speaker view",
        "full": "Full screen",
        "now": "Now",
        "then": "Next",
        "end": "The end",
        "elapsed": "Time",
        "keys": "Keys",
        "help": [
            ["→ ↓ Space N PageDown", "play the next beat; while it plays, jump to where it rests"],
            ["← ↑ P PageUp", "back to the beat before"],
            ["R", "play this beat again"],
            ["Home End", "the first, the last"],
            ["number Enter", "that beat"],
            ["O Esc", "contents"],
            ["S", "speaker view"],
            ["F", "full screen"],
            ["B .", "black"],
            ["?", "these keys"],
        ],
        "blocked": "The browser has blocked the window of the speaker view: allow it and press S.",
        "unplayable": "This browser cannot play the film (H.264).",
    },
    "ko": {
        "contents": "차례",
        "next": "다음",
        "previous": "이전",
        "speaker": "발표자 보기",
        "full": "전체 화면",
        "now": "지금",
        "then": "다음",
        "end": "끝",
        "elapsed": "시간",
        "keys": "단축키",
        "help": [
            ["→ ↓ Space N PageDown", "다음 단계 재생. 재생 중에는 멈추는 곳으로 건너뛰기"],
            ["← ↑ P PageUp", "이전 단계로"],
            ["R", "이 단계 다시 재생"],
            ["Home End", "처음, 마지막"],
            ["번호 Enter", "그 번호의 단계"],
            ["O Esc", "차례"],
            ["S", "발표자 보기"],
            ["F", "전체 화면"],
            ["B .", "검은 화면"],
            ["?", "단축키 보기"],
        ],
        "blocked": "브라우저가 발표자 창을 막았습니다. 허용한 뒤 S를 누르십시오.",
        "unplayable": "이 브라우저는 이 영상(H.264)을 재생할 수 없습니다.",
    },
}


def html_deck(decks: Sequence[Deck], title: str, language: str) -> str:
    """Return films as one page that pauses at their beats, for keys, a speaker and a printer.

    Parameters
    ----------
    decks : sequence of Deck
    title : str
    language : {"en", "ko"}
        Of the page; the films have their own.
    """
    parts = files("scenes.slides")
    style, script = (parts.joinpath(name).read_text("utf-8") for name in ("deck.css", "deck.js"))
    data = {"words": _WORDS[language], "beats": _beats(decks)}
    films = "\n".join(
        f'<script type="text/plain" id="film-{k}">{_base64(deck.film.read_bytes())}</script>'
        for k, deck in enumerate(decks)
    )
    return f"""<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="{MADE_BY}">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{html.escape(title)}</title>
<style>
{style}</style>
</head>
<body>
<main id="stage" aria-label="{html.escape(title)}"></main>
<p id="said" aria-live="polite"></p>
<nav id="contents" aria-label="{_WORDS[language]["contents"]}" hidden>
<h1>{html.escape(title)}</h1>
<ol>
{_list(decks)}
</ol>
</nav>
<div id="help" hidden></div>
{films}
<script type="application/json" id="deck">{_json(data)}</script>
<script>
{script}</script>
</body>
</html>
"""


def _beats(decks: Sequence[Deck]) -> list[dict[str, Any]]:
    """Return what the player is told of each beat."""
    return [
        {
            "film": k,
            "fps": deck.fps,
            "title": slide.title,
            "captions": slide.captions,
            "first": slide.first,
            "rest": slide.rest,
            "seek": seek_time(slide.first, deck.fps),
            "pause": seek_time(slide.rest, deck.fps),
        }
        for k, deck in enumerate(decks)
        for slide in deck.slides
    ]


def _list(decks: Sequence[Deck]) -> str:
    """Return the beats as a list of pictures: contents on the screen, pages on paper."""
    rows = []
    for deck in decks:
        for place, slide in enumerate(deck.slides):
            said = "".join(f"<p>{html.escape(caption)}</p>" for caption in slide.captions)
            film = f"<h2>{html.escape(deck.title)}</h2>" if len(decks) > 1 and not place else ""
            image = f"data:image/jpeg;base64,{_base64(slide.picture)}"
            rows.append(
                f'<li>{film}<button type="button"><img alt="" src="{image}">'
                f"<b>{html.escape(slide.title)}</b></button>{said}</li>"
            )
    return "\n".join(rows)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _json(data: object) -> str:
    """Return data as JSON within HTML, where nothing may look like the end of a script."""
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
