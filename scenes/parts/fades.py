"""One text in place of another."""

from __future__ import annotations

from scenes.typed_manim import Animation, FadeIn, FadeOut, VMobject, smooth, squish_rate_func

__all__ = ["in_place_of"]


def in_place_of(old: VMobject | None, new: VMobject | None) -> list[Animation]:
    """Return the fades that replace one text by another without letting them shine through."""
    fades: list[Animation] = []
    if old:
        fades.append(FadeOut(old, rate_func=squish_rate_func(smooth, 0, 0.5)))
    if new:
        fades.append(FadeIn(new, rate_func=squish_rate_func(smooth, 0.5 if old else 0, 1)))
    return fades
