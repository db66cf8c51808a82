"""The index page of a course: what there is, to watch, to read and to take along."""

from __future__ import annotations

import html
from collections.abc import Sequence
from urllib.parse import quote

from scenes.courses.course_file import Course, Item
from scenes.signature import MADE_BY

__all__ = ["index_page"]

_STYLE = """
:root { color-scheme: light dark; font: 17px/1.5 system-ui, "Noto Sans KR", sans-serif; }
body { max-width: 72rem; margin: 0 auto; padding: 2rem 1rem; }
ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 1.5rem; }
ul { padding: 0; }
li { list-style: none; border: 1px solid #8884; border-radius: 8px; padding: 1rem; }
video, img { display: block; width: 100%; border-radius: 4px; background: #fff; }
h2 { font-size: 1rem; margin: .7rem 0 .2rem; }
"""
_WORDS = {
    "en": {"film": "film", "still": "picture", "slides": "slides", "handout": "handout",
           "figure": "figure"},
    "ko": {"film": "영상", "still": "그림", "slides": "슬라이드", "handout": "유인물",
           "figure": "그림"},
}  # fmt: skip


def index_page(course: Course, items: Sequence[Item]) -> str:
    """Return a page with what a course holds, in the order of its file."""
    words = _WORDS[course.language]
    rows = "\n".join(_row(item, words[item.kind]) for item in items)
    title = html.escape(course.title)
    return f"""<!DOCTYPE html>
<html lang="{course.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="{MADE_BY}">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{title}</h1>
<ul>
{rows}
</ul>
</body>
</html>
"""


def _row(item: Item, kind: str) -> str:
    link, name = quote(item.file), html.escape(item.title or item.name)
    if item.kind == "film" and item.format != "gif":
        shown = f'<video controls preload="metadata" src="{link}"></video>'
    elif item.format in ("png", "svg", "gif"):
        shown = f'<a href="{link}"><img alt="{name}" src="{link}" loading="lazy"></a>'
    else:
        shown = ""
    return f'<li>{shown}<h2>{name}</h2><a href="{link}">{kind} ({item.format})</a></li>'
