"""Slides as a PowerPoint file: for each beat its clip and picture, its title, captions as notes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scenes.rendering.faults import RenderError
from scenes.signature import MADE_BY
from scenes.slides.deck import Deck

__all__ = ["pptx_deck"]

_WIDTH = 12192000
"""Of a slide, in the units of the format: 13.33 inches."""


def pptx_deck(decks: Sequence[Deck], title: str, target: Path, folder: Path) -> None:
    """Write films as a PowerPoint file: a slide a beat.

    A clip fills its slide and plays when it is clicked, as PowerPoint has it; the slide's title
    stands above the slide, where the outline and screen readers find it.

    Parameters
    ----------
    decks : sequence of Deck
    title : str
    target : Path
    folder : Path
        Where clips may lie meanwhile.

    Raises
    ------
    RenderError
        If python-pptx is not installed.
    """
    try:
        import pptx
        from pptx.util import Emu
    except ImportError as error:
        raise RenderError(
            "a PowerPoint file needs python-pptx: pip install 'optviz[slides]'"
        ) from error
    talk = pptx.Presentation()
    width, height = decks[0].size
    talk.slide_width, talk.slide_height = Emu(_WIDTH), Emu(_WIDTH * height // width)
    talk.core_properties.title = title
    talk.core_properties.author = ""
    talk.core_properties.comments = MADE_BY
    layout = next(each for each in talk.slide_layouts if each.name == "Title Only")
    for k, deck in enumerate(decks):
        for place, slide in enumerate(deck.slides):
            page = talk.slides.add_slide(layout)
            clip, picture = folder / f"clip-{k}-{place}.mp4", folder / f"picture-{k}-{place}.jpg"
            deck.clip(slide, clip)
            picture.write_bytes(slide.picture)
            heading = page.shapes.title
            heading.text = slide.title
            heading.top, heading.left = -Emu(_WIDTH // 12), Emu(0)
            heading.width, heading.height = talk.slide_width, Emu(_WIDTH // 14)
            page.shapes.add_movie(
                str(clip),
                0,
                0,
                talk.slide_width,
                talk.slide_height,
                poster_frame_image=str(picture),
                mime_type="video/mp4",
            )
            page.notes_slide.notes_text_frame.text = "\n".join(slide.captions)
    talk.save(str(target))
