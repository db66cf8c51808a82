"""The verdict of a check as a sentence."""

from __future__ import annotations

import re

from linalg.check import Check
from linalg.language import capitalised, say
from linalg.notation import Formula, formula, symbol
from linalg.page.model import Paragraph

_TOKEN = re.compile(r"([A-Za-z])(ᵀ|⁻¹)?|(0)|([=≠,])")
_SCRIPTS: dict[str | None, object] = {"ᵀ": "T", "⁻¹": -1, None: None}


def verdict(check: Check) -> Paragraph:
    """Return the paragraph that says whether a relation holds, and how well.

    >>> verdict(Check("PA = LU", True)).inline[1:]
    (' holds exactly.',)
    >>> verdict(Check("the counts = their closed forms", True)).inline
    ('The counts = their closed forms', ' holds exactly.')
    """
    return Paragraph(_relation(check.relation), say(" {verdict}.", verdict=check.verdict))


def _relation(text: str) -> str | Formula:
    """A relation of one-letter matrices and vectors as a formula, any other as prose."""
    closed_up = text.replace(" ", "")
    tokens = [match.groups() for match in _TOKEN.finditer(closed_up)]
    if "".join("".join(part or "" for part in token) for token in tokens) != closed_up:
        return _sentence(text)
    if re.search(r"[a-z]{3}", text):
        return _sentence(text)
    parts = [
        symbol(letter, sup=_SCRIPTS[script]) if letter else 0 if zero else sign
        for letter, script, zero, sign in tokens
    ]
    return formula(tuple(parts))


def _sentence(text: str) -> str:
    """Begin with a capital where a word begins it, not where a symbol does."""
    return capitalised(text) if re.match(r"(?!rank )[a-z]{3,} ", text) else text
