"""Sentences: words that remember how they were put together, so that another language can.

A sentence is its English text and can be used wherever a string can; it also holds its template
and its values, from which a page in another language makes its own sentence. Values that are words
are translated in turn; numbers and formulas are the same everywhere.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from numbers import Integral
from typing import Any, Protocol

from linalg.language.catalogue import UntranslatedError, found
from linalg.language.particles import with_particles
from linalg.language.spoken import spoken
from linalg.notation import formula, to_text
from linalg.notation.elements import Formula, Words
from linalg.notation.prose import printable

Piece = str | Formula


class Meaning(Protocol):
    """The meaning of a sentence, whatever the language."""

    def pieces(self, language: str) -> Iterable[Piece]:
        """Yield the words and formulas that say it."""


class Said(str):
    """Words in English that can be said in another language: made by the functions below."""

    meaning: Meaning

    def pieces(self, language: str) -> tuple[Piece, ...]:
        """Return the words, and the formulas among them, in a language.

        Raises
        ------
        UntranslatedError
            If that language lacks the sentence, or words that are in it.
        """
        return _joined(self.meaning.pieces(language))

    def __str__(self) -> Said:
        return self  # so that what keeps a text, as an error or a figure does, keeps the sentence

    def __add__(self, more: str) -> Said:
        return together([self, more])

    def __radd__(self, before: str) -> Said:
        return together([before, self])


def say(template: str, /, **values: object) -> Said:
    """Return a sentence with values in the places that its template names.

    Parameters
    ----------
    template : str
        English words, with names in braces; after a colon, a number's format.
    **values
        A string, a count or a formatted number is words; a tuple or anything else is a part of a
        formula, in the sense of ``linalg.notation``.

    Examples
    --------
    >>> say("The rank is {rank}.", rank=2)
    'The rank is 2.'
    >>> say("The residual is {share:.2g} times {name}.", share=1 / 3, name=("A", "x"))
    'The residual is 0.33 times Ax.'
    """
    return _said(_Sentence(template, _values(template, values)))


def say_counted(count: int, one: str, several: str, /, **values: object) -> Said:
    """Return a sentence about one thing or several; ``{count}`` is their number.

    >>> say_counted(1, "{count} step is", "{count} steps are")
    '1 step is'
    >>> say_counted(3, "{count} step is", "{count} steps are")
    '3 steps are'
    """
    template = one if count == 1 else several
    counted = {"count": count} if "{count}" in template else {}
    held = {"count": str(count), **_values(template, {**counted, **values})}
    return _said(_Sentence(template, held, one, count))


def listing(items: Iterable[object], last: str = "and") -> Said:
    """Return an enumeration: commas, and a word before the last item; a mark alone for none.

    >>> listing(["a", "b", "c"]), listing([1, 2], "or")
    ('a, b and c', '1 or 2')
    """
    return _said(_Listing(tuple(map(_value, items)), last))


def translated(text: str, language: str) -> str:
    """Return words in a language: those of a sentence, or plain ones that its catalogue holds.

    Raises
    ------
    UntranslatedError
        If it lacks them.
    """
    return "".join(p if isinstance(p, str) else to_text(p) for p in pieces(text, language))


def word(text: str, language: str) -> str:
    """Return a word in a language; one that its catalogue lacks is a name and stays.

    Raises
    ------
    UntranslatedError
        For several words that it lacks.
    """
    return translated(text, language) if isinstance(text, Said) else _words(text, language)


def word_or_name(text: str, language: str) -> str:
    """Return words in a language where it has them, else as they are."""
    try:
        return word(text, language)
    except UntranslatedError:
        return text


def pieces(part: object, language: str) -> tuple[Piece, ...]:
    """Return the words and formulas of a part of a page in a language; strict about plain words."""
    if language == "en":
        return part.pieces("en") if isinstance(part, Said) else (_plain(part),)
    if isinstance(part, Said):
        return part.pieces(language)
    if not isinstance(part, str):
        return (said_in(formula(part), language),)
    said = found(language, part)
    if said is None and _is_worded(part):
        raise UntranslatedError(language, part)
    return (part if said is None else said,)


def said_in(node: Any, language: str) -> Any:
    """Return a formula, or a tuple of them, with the words in it in a language.

    Words that its catalogue lacks are names, as of a person's data, and stay.
    """
    match node:
        case Words(Said() as text):
            return Words(translated(text, language))
        case Words(text):
            bare = text.strip()
            return Words(text.replace(bare, found(language, bare) or bare)) if bare else node
        case tuple():
            return tuple(said_in(part, language) for part in node)
    if is_dataclass(node) and not isinstance(node, type):
        changed = {f.name: said_in(getattr(node, f.name), language) for f in fields(node)}
        return replace(node, **changed)
    return node


def together(parts: Iterable[object]) -> Said:
    """Return one sentence of words, sentences and formulas side by side, as a paragraph has them.

    Its template is theirs one after the other; a formula is a number in braces.

    >>> together(["The pivot is ", ("l_21",), say(" in row {row}.", row=2)]).meaning.template
    'The pivot is {1} in row {row}.'
    """
    template, capital = "", False
    values: dict[str, Piece] = {}
    for part in parts:
        if isinstance(part, Said) and isinstance(part.meaning, _Capitalised) and not template:
            part, capital = part.meaning.said, True
        match part:
            case Said(meaning=_Sentence(words, held, None)):
                for name, value in held.items():
                    new = name
                    while values.get(new, value) != value:
                        new += "_"
                    words = words if new == name else words.replace(f"{{{name}", f"{{{new}")
                    values[new] = value
                template += words
            case str() if not isinstance(part, Said):
                template += part.replace("{", "{{").replace("}", "}}")
            case _:
                name = str(sum(other.isdigit() for other in values) + 1)
                values[name] = _plain(part)
                template += f"{{{name}}}"
    sentence = _said(_Sentence(template, values))
    return _said(_Capitalised(sentence)) if capital else sentence


def verbatim(text: str) -> Said:
    """Return words that are the same in every language: a name, or what a person has typed.

    >>> verbatim("house price").pieces("ko")
    ('house price',)
    """
    return _said(_Verbatim(printable(text)))


def capitalised(text: str) -> str:
    """Return words with a capital letter at their beginning, in languages that have them.

    >>> capitalised(say("the rank is {rank}", rank=2))
    'The rank is 2'
    """
    return _said(_Capitalised(text)) if isinstance(text, Said) else text[:1].upper() + text[1:]


@dataclass(frozen=True)
class _Sentence:
    """A template with its values, and for counted things the key of the singular."""

    template: str
    values: Mapping[str, Piece]
    one: str | None = None
    count: int | None = None

    def pieces(self, language: str) -> Iterator[Piece]:
        before = ""
        for piece in _joined(self._filled(language)):
            if isinstance(piece, Formula):
                yield piece
                before = spoken(piece, language)
            else:
                yield with_particles(piece, before) if language == "ko" else piece
                before = piece

    def _filled(self, language: str) -> Iterator[Piece]:
        for text, name, _, _ in string.Formatter().parse(self._template(language)):
            yield text
            if name:
                yield from _in(self.values[name], language)

    def _template(self, language: str) -> str:
        if language == "en":
            return self.template
        template = found(language, self.one or self.template, self.count)
        if template is not None:
            return template
        words = (text for text, _, _, _ in string.Formatter().parse(self.template))
        if _is_worded("".join(words)):
            raise UntranslatedError(language, self.template)
        return self.template


@dataclass(frozen=True)
class _Verbatim:
    """Words that no language changes."""

    text: str

    def pieces(self, language: str) -> Iterator[Piece]:
        yield self.text


@dataclass(frozen=True)
class _Capitalised:
    """A sentence that begins with a capital letter."""

    said: Said

    def pieces(self, language: str) -> Iterator[Piece]:
        for i, piece in enumerate(self.said.pieces(language)):
            yield piece[:1].upper() + piece[1:] if not i and isinstance(piece, str) else piece


@dataclass(frozen=True)
class _Listing:
    """Items with commas between them and a word before the last; Korean has commas alone."""

    items: tuple[Piece, ...]
    last: str

    def pieces(self, language: str) -> Iterator[Piece]:
        last = self._last(language)
        for i, item in enumerate(self.items):
            if i:
                yield last if i == len(self.items) - 1 or self.last == ";" else ", "
            yield from _in(item, language)

    def _last(self, language: str) -> str:
        if self.last in (",", ";"):
            return f"{self.last} "
        if (self.last, language) == ("and", "ko"):
            return ", "
        return f" {translated(self.last, language)} "


def _said(meaning: Meaning) -> Said:
    english = (p if isinstance(p, str) else to_text(p) for p in meaning.pieces("en"))
    said = Said("".join(english))
    said.meaning = meaning
    return said


def _values(template: str, values: Mapping[str, object]) -> dict[str, Piece]:
    """The values as pieces, formatted where the template says how."""
    formats = {name: spec for _, name, spec, _ in string.Formatter().parse(template) if name}
    if formats.keys() != values.keys():
        named = ", ".join(sorted(formats.keys() ^ values.keys()))
        raise ValueError(f"{template!r} and the values do not name the same: {named}")
    return {
        name: format(values[name], spec) if spec else _value(values[name])
        for name, spec in formats.items()
    }


def _value(value: object) -> Piece:
    if isinstance(value, Integral) and int(value) >= 0:
        return str(value)
    return _plain(value)


def _plain(part: object) -> Piece:
    if isinstance(part, Said):
        return part
    return printable(part) if isinstance(part, str) else formula(part)


def _words(text: str, language: str) -> str:
    """Words in a language; a single one that its catalogue lacks is a name and stays."""
    said = found(language, text)
    if said is None and re.search("[a-z]{2}[,:;]? [a-z]{2}", text):
        raise UntranslatedError(language, text)
    return text if said is None else said


def _in(value: Piece, language: str) -> Iterable[Piece]:
    """A value in a language."""
    if isinstance(value, Said):
        return value.pieces(language)
    if isinstance(value, str):
        return (value if language == "en" else _words(value, language),)
    return (value if language == "en" else said_in(value, language),)


def _is_worded(text: str) -> bool:
    """Tell words from names of matrices side by side, as in PA = LU."""
    return re.search("[A-Za-z][a-z]", text) is not None


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Pieces with words that follow one another made one."""
    joined: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] = joined[-1] + piece
        elif piece != "":
            joined.append(piece)
    return tuple(joined)
