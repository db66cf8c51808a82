"""Characters of other keyboards and fonts that mean what one of this grammar's own does.

Each stands for exactly one other, so that positions stay: ``１`` for 1, ``−`` for -, ``×`` for *.
"""

from __future__ import annotations

import unicodedata

GREEK = {
    letter: name
    for alphabet, first in (
        ("αβγδεζηθικλμνξοπρστυφχψω", str),
        ("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", str.title),
    )
    for letter, name in zip(
        alphabet,
        map(
            first,
            "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi "
            "rho sigma tau upsilon phi chi psi omega".split(),
        ),
        strict=True,
    )
}
"""Greek letters by the names that stand for them."""

FRACTIONS = {
    character: (int(top), int(bottom))
    for character in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
    for top, bottom in [unicodedata.normalize("NFKC", character).split("⁄")]
}
"""Fractions that are one character, as numerator and denominator."""

RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")

_ALIKE = {
    " ": "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\ufeff",
    "-": "−–—‐‑﹣",
    "*": "×·⋅∗∙✕",
    "/": "÷∕⁄",
    "|": "│∣❘┃",
    ",": "、",
    "θ": "ϑ",
    "φ": "ϕ",
    "ε": "ϵ",
    "ρ": "ϱ",
    "σ": "ς",
    "μ": "\u00b5",
    "h": "ℎ",
}


def _letters_in_other_fonts() -> dict[int, str]:
    """Full-width signs, and the letters and digits of mathematical fonts."""
    table = {}
    for code in (*range(0xFF01, 0xFF5F), *range(0x1D400, 0x1D800)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and (plain.isascii() or plain in GREEK):
            table[code] = plain
    return table


_TABLE = _letters_in_other_fonts() | {
    ord(other): plain for plain, others in _ALIKE.items() for other in others
}


def plain_characters(text: str) -> str:
    """Return the text, as long as before, in the characters that this grammar is written in.

    Examples
    --------
    >>> plain_characters("１ − 𝑥")
    '1 - x'
    """
    return text if text.isascii() else text.translate(_TABLE)
