"""The beats of a film for those who pause at them: a JSON file beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from scenes.rendering.film.subtitles import Cue, middle

if TYPE_CHECKING:
    from manim import Scene

    from scenes.rendering.film.writer import Chapter

__all__ = ["Rests", "beats_file", "seek_time"]


def beats_file(
    title: str, beats: Sequence[Chapter], cues: Sequence[Cue], rests: Rests, fps: float
) -> str:
    """Return the beats of a film as JSON.

    Each has its title, what is said in it, its first and its last frame, counted from 0, and the
    one to pause at (see `Rests`); and the seconds that a player is to seek to show the
    first and that one (see `seek_time`).

    Parameters
    ----------
    title : str
        Of the film.
    beats : sequence of Chapter
    cues : sequence of Cue
        At the times of the film.
    rests : Rests
    fps : float
        Frames per second.
    """
    rows = [
        {
            "title": beat.name,
            "captions": [cue.text for cue in cues if beat.start <= middle(cue) * fps < beat.end],
            "first": beat.start,
            "last": beat.end - 1,
            "rest": (rest := rests.place(beat.start, beat.end)),
            "seek": seek_time(beat.start, fps),
            "pause": seek_time(rest, fps),
        }
        for beat in beats
    ]
    data = {
        "film": title,
        "fps": fps,
        "frames": beats[-1].end if beats else 0,
        "beats": rows,
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


class Rests:
    """The frames of a film at which one may pause: of plays after which nothing is put away yet.

    Attributes
    ----------
    frames : list of int
        For each such play, the first frame after it.
    """

    def __init__(self) -> None:
        self.frames: list[int] = []
        self._put_away = False

    def note(self, scene: Scene, frames: int) -> None:
        """Take in the play that a scene has just played, and how many frames there are now."""
        animations = scene.animations or ()
        if puts_away(animations):
            self._put_away = True
        elif not scene.is_current_animation_frozen_frame():
            self._put_away = False
        if not self._put_away:  # a hold after things have gone shows what is left of them
            self.frames.append(frames)

    def place(self, first: int, end: int) -> int:
        """Return the frame to pause at of a beat from its first frame up to the one after it."""
        return max((frame for frame in self.frames if first < frame <= end), default=end) - 1


def puts_away(animations: Iterable[Any]) -> bool:
    """Say whether animations do nothing but take things off the frame."""
    return all(
        puts_away(animation.animations)
        if hasattr(animation, "animations")
        else animation.is_remover()
        for animation in animations
    )


def seek_time(frame: int, fps: float) -> float:
    """Return the second at which a browser shows a frame: the middle of it.

    At its beginning, browsers show the frame before it for a third of all frames and more.

    Examples
    --------
    >>> seek_time(30, 60)
    0.508333
    """
    return round((frame + 0.5) / fps, 6)
