"""The opaque card of a row that moves over others."""

from __future__ import annotations

from scenes.stage import Region
from scenes.typed_manim import RoundedRectangle

__all__ = ["card_behind"]


def card_behind(region: Region, ground: str, edge: str | None = None) -> RoundedRectangle:
    """Return an opaque card for a row's region."""
    room = 0.075  # a small matrix overshoots its first row by no more
    card = RoundedRectangle(
        width=region.width,
        height=region.height + 2 * room,
        corner_radius=0.12,
        fill_color=ground,
        fill_opacity=1,
        stroke_color=edge or ground,
        stroke_width=2.5 if edge else 0,
    )
    return card.move_to(region.centre)
