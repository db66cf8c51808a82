"""The timeline of a lesson: beats and captions of a run, for subtitles, chapters and checks."""

from __future__ import annotations

from dataclasses import dataclass, field

from scenes.captions import Caption

__all__ = ["Beat", "Said", "Timeline"]


@dataclass(frozen=True)
class Beat:
    """A named section: a chapter of the video, a pause of a presentation.

    Attributes
    ----------
    title : str
        In the lesson's language.
    start : float
        Seconds from the beginning.
    """

    title: str
    start: float


@dataclass(frozen=True)
class Said:
    """A caption and the time it can be read, in seconds from the beginning."""

    caption: Caption
    start: float
    end: float


@dataclass
class Timeline:
    """The events so far in one run of a lesson."""

    beats: list[Beat] = field(default_factory=list)
    captions: list[Said] = field(default_factory=list)
