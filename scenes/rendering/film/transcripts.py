"""Transcripts: what is said in a film, to be read, with a section for each beat."""

from __future__ import annotations

from collections.abc import Sequence

from linalg.page import Heading, Page, Paragraph, to_html, to_markdown
from scenes.rendering.film.subtitles import Cue, middle
from scenes.rendering.film.writer import UNNAMED, Chapter

__all__ = ["transcript"]


def transcript(
    title: str, beats: Sequence[Chapter], cues: Sequence[Cue], fps: float, form: str
) -> str:
    """Return what is said in a film, beat by beat, with the time at which each begins.

    Parameters
    ----------
    title : str
        Of the film.
    beats : sequence of Chapter
    cues : sequence of Cue
        At the times of the film.
    fps : float
        Frames per second.
    form : {"md", "html"}
    """
    blocks: list[Heading | Paragraph] = []
    for beat in beats:
        said = [cue.text for cue in cues if beat.start <= middle(cue) * fps < beat.end]
        minutes, seconds = divmod(int(beat.start / fps), 60)
        name = title if beat.name == UNNAMED else beat.name
        blocks += [Heading(f"{minutes}:{seconds:02} {name}")]
        blocks += [Paragraph(text.replace("\n", " ")) for text in said]
    page = Page(title, blocks)
    return to_markdown(page) if form == "md" else to_html(page)
