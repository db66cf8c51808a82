r"""Subtitles beside a video: SRT for players, WebVTT for web pages.

A cue ends at its first blank line in both, so captions lose theirs. WebVTT has escapes. SRT has
none, and what FFmpeg (and so most players) takes for markup is kept apart by a word joiner, which
is not seen: ``<B & C>`` would be bold, with a blank after the ``<`` as well, and ``\N`` a new
line.
Braces, within which everything is dropped, become those of full width.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np

__all__ = ["Cue", "Subcaptions", "in_film", "middle", "to_srt", "to_webvtt"]

_JOINER = "\u2060"
_MARKUP = re.compile(r"<(?=\s*[A-Za-z/])|\\(?=[Nnh])")
_BRACES = str.maketrans("{}", "\uff5b\uff5d")


@dataclass(frozen=True)
class Cue:
    """One subtitle and when it is seen."""

    text: str
    start: timedelta
    end: timedelta


class Subcaptions(list[Any]):
    """The texts of a scene, each refused at its line where no file of subtitles can hold it.

    Raises
    ------
    TypeError
        For what is no text.
    ValueError
        For a text that UTF-8 cannot hold.
    """

    def append(self, subtitle: Any) -> None:
        """Take one more."""
        content: object = subtitle.content
        if not isinstance(content, str):
            raise TypeError(f"a subcaption is a text, not {content!r}")
        try:
            content.encode()
        except UnicodeEncodeError as error:
            raise ValueError(f"the subcaption {content!a} holds half a character") from error
        super().append(subtitle)


def in_film(cues: Iterable[Cue], moments: Sequence[tuple[float, int]], fps: float) -> list[Cue]:
    """Return the cues at the times of the film; those of which nothing is seen are left out.

    Manim's clock runs on through what a scene skips, and its plays last whole frames only on film.

    Parameters
    ----------
    cues : iterable of Cue
        With the times of the scene.
    moments : sequence of (float, int)
        Seconds of the scene, increasing, and how many frames the film had then.
    fps : float
        Frames per second.

    Examples
    --------
    >>> late = Cue("after 4 s that were skipped", timedelta(seconds=5), timedelta(seconds=6))
    >>> (cue,) = in_film([late], [(0, 0), (1, 10), (5, 10), (6, 20)], 10)
    >>> cue.start.total_seconds(), cue.end.total_seconds()
    (1.0, 2.0)
    """
    seconds = np.array([moment for moment, _ in moments])
    film = np.array([frames for _, frames in moments]) / fps

    def moved(time: timedelta) -> timedelta:
        moment = time.total_seconds()
        beyond = max(0.0, moment - seconds[-1])
        return timedelta(seconds=float(np.interp(moment, seconds, film)) + beyond)

    placed = [Cue(cue.text, moved(cue.start), moved(cue.end)) for cue in cues]
    return [cue for cue in placed if cue.start < cue.end]


def middle(cue: Cue) -> float:
    """Return the second in the middle of the time that a cue is shown."""
    return (cue.start + (cue.end - cue.start) / 2).total_seconds()


def to_srt(cues: Sequence[Cue]) -> str:
    """Write subtitles as SubRip.

    Examples
    --------
    >>> print(to_srt([Cue("The pivot is 1.", timedelta(0), timedelta(seconds=2.5))]))
    1
    00:00:00,000 --> 00:00:02,500
    The pivot is 1.
    <BLANKLINE>
    """
    return "\n".join(
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n{_unmarked(text)}\n"
        for number, (cue, text) in enumerate(_spoken(cues), start=1)
    )


def to_webvtt(cues: Sequence[Cue]) -> str:
    """Write subtitles as WebVTT, in which ``&`` and ``<`` are escaped.

    Examples
    --------
    >>> print(to_webvtt([Cue("0 < 1", timedelta(0), timedelta(hours=1))]))
    WEBVTT
    <BLANKLINE>
    00:00:00.000 --> 01:00:00.000
    0 &lt; 1
    <BLANKLINE>
    """
    cues_text = "\n".join(
        f"{_clock(cue.start, '.')} --> {_clock(cue.end, '.')}\n{_escaped(text)}\n"
        for cue, text in _spoken(cues)
    )
    return f"WEBVTT\n\n{cues_text}"


def _spoken(cues: Iterable[Cue]) -> Iterator[tuple[Cue, str]]:
    """Yield each cue that says something, and its lines without the blank ones."""
    for cue in cues:
        text = "\n".join(line for line in cue.text.splitlines() if line.strip())
        if text:
            yield cue, text


def _clock(moment: timedelta, point: str) -> str:
    milliseconds = round(moment / timedelta(milliseconds=1))
    seconds, milliseconds = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{milliseconds:03}"


def _unmarked(text: str) -> str:
    return _MARKUP.sub(rf"\g<0>{_JOINER}", text).translate(_BRACES)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
