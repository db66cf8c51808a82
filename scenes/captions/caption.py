"""One caption: the burnt-in line, the subtitle and the reading time, all from the same words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from linalg.notation import to_text, to_typst
from scenes.captions.on_one_line import on_one_line
from scenes.captions.read_out import read_out
from scenes.typesetting.typeset import inline, prose

__all__ = ["LINE_LENGTH", "Caption", "CaptionTooLongError", "Piece"]

LINE_LENGTH = 42
_LINES = 2
_STOPS = (".", ":", ",", ";", "?")
_STOP_BONUS = 10  # so many characters longer may a line be to end with one of them


class CaptionTooLongError(ValueError):
    """A caption that does not fit two lines of 42 characters.

    Examples
    --------
    >>> print(CaptionTooLongError("elimination.pivot", "The pivot is …"))
    the caption elimination.pivot needs more than 2 lines of 42 characters: The pivot is …
    """

    def __init__(self, key: str, text: str) -> None:
        super().__init__(key, text)
        self.key = key
        self.text = text

    def __str__(self) -> str:
        return (
            f"the caption {self.key} needs more than {_LINES} lines of {LINE_LENGTH} characters: "
            f"{self.text}"
        )


@dataclass(frozen=True)
class Piece:
    """A stretch of words, or a value to be typeset as mathematics.

    Attributes
    ----------
    value : object
        A string of words, or a part in the sense of ``linalg.notation``.
    is_words : bool
    """

    value: object
    is_words: bool

    @property
    def text(self) -> str:
        """The piece as plain text."""
        return str(self.value) if self.is_words else to_text(read_out(self.value))

    def markup(self, colours: Mapping[str, str]) -> str:
        """Return the piece as Typst markup."""
        if self.is_words:
            return prose(str(self.value))
        return inline(to_typst(on_one_line(self.value), colours=colours))


Line = tuple[Piece, ...]


@dataclass(frozen=True)
class Caption:
    """The words of one moment of a lesson.

    Attributes
    ----------
    key : str
        Its name in the catalogues.
    language : str
        ``"en"`` or ``"ko"``.
    pieces : tuple of Piece
    """

    key: str
    language: str
    pieces: tuple[Piece, ...]

    @cached_property
    def text(self) -> str:
        """The whole caption as plain text, on one line."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def reading_time(self) -> float:
        """Seconds it stays at least: 0.4 for a word of English, 1/12 for a character of Korean.

        Source: the reading speeds of broadcast subtitles.
        """
        if self.language == "ko":
            return max(1.5, len(self.text) / 12)
        return max(1.5, 0.4 * len(self.text.split()))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The caption on one line, or on two: even ones, broken after a stop where there is one.

        Raises
        ------
        CaptionTooLongError
        """
        words = self._words()
        if _length(words) <= LINE_LENGTH:
            return (_joined(words),)
        breaks = [(words[:i], words[i:]) for i in range(1, len(words))]
        fitting = [lines for lines in breaks if max(map(_length, lines)) <= LINE_LENGTH]
        if not fitting:
            raise CaptionTooLongError(self.key, self.text)
        first, second = min(fitting, key=_unevenness)
        return (_joined(first), _joined(second))

    @property
    def subtitle(self) -> str:
        """The caption as plain text, broken like the burnt-in lines."""
        return "\n".join("".join(piece.text for piece in line) for line in self.lines)

    def _words(self) -> list[Line]:
        """Return the pieces regrouped between the blanks; no value is broken at one of its own."""
        words: list[list[Piece]] = [[]]
        for piece in self.pieces:
            if not piece.is_words:
                words[-1].append(piece)
                continue
            first, *others = str(piece.value).split(" ")
            words[-1].append(Piece(first, True))
            words += [[Piece(other, True)] for other in others]
        return [tuple(p for p in word if p.text) for word in words if any(p.text for p in word)]


def _unevenness(lines: tuple[list[Line], list[Line]]) -> int:
    first, second = lines
    at_a_stop = first[-1][-1].text.endswith(_STOPS)
    return max(_length(first), _length(second)) - _STOP_BONUS * at_a_stop


def _length(words: list[Line]) -> int:
    return sum(len(piece.text) for word in words for piece in word) + len(words) - 1


def _joined(words: list[Line]) -> Line:
    blank = Piece(" ", True)
    return tuple(piece for word in words for piece in (blank, *word))[1:]
