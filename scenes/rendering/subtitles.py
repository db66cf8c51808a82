"""Subtitles beside a video: SRT for players, WebVTT for web pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

__all__ = ["Cue", "to_srt", "to_webvtt"]


@dataclass(frozen=True)
class Cue:
    """One subtitle and when it is seen."""

    text: str
    start: timedelta
    end: timedelta


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
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n{cue.text}\n"
        for number, cue in enumerate(cues, start=1)
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
        f"{_clock(cue.start, '.')} --> {_clock(cue.end, '.')}\n{_escaped(cue.text)}\n"
        for cue in cues
    )
    return f"WEBVTT\n\n{cues_text}"


def _clock(moment: timedelta, point: str) -> str:
    milliseconds = round(moment / timedelta(milliseconds=1))
    seconds, milliseconds = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{milliseconds:03}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
