"""A figure drawn for paper, light on dark: each role in the colour that it has in the films."""

from __future__ import annotations

from functools import cache
from typing import Any

from linalg.figures import FOREGROUND
from linalg.notation.roles import ON_DARK, ON_PAPER

__all__ = ["GROUND", "in_the_dark"]

GROUND = "#111318"  # that of the films


def in_the_dark(canvas: Any) -> str:
    """Give everything in a matplotlib figure its colour on a dark ground, and return the ground.

    A colour of a role becomes that role's; black, white and greys swap light for dark; colours that
    stand for values (maps, images) stay.
    """
    from matplotlib import patches, text
    from matplotlib.collections import Collection
    from matplotlib.lines import Line2D

    for artist in canvas.findobj():
        match artist:
            case Line2D():
                face, edge = artist.get_markerfacecolor(), artist.get_markeredgecolor()
                artist.set(
                    color=_dark(artist.get_color()),
                    markerfacecolor=_dark(face),
                    markeredgecolor=_dark(edge),
                )
            case patches.Patch():
                _darken(artist)
            case text.Text():
                artist.set_color(_dark(artist.get_color()))
                for patch in (artist.get_bbox_patch(), getattr(artist, "arrow_patch", None)):
                    if patch is not None:
                        _darken(patch)
            case Collection() if artist.get_array() is None:
                faces, edges = artist.get_facecolor(), artist.get_edgecolor()
                artist.set(facecolor=list(map(_dark, faces)), edgecolor=list(map(_dark, edges)))
    for axes in canvas.axes:
        if hasattr(axes, "zaxis"):
            for axis in (axes.xaxis, axes.yaxis, axes.zaxis):
                axis.line.set_color(_dark(axis.line.get_color()))
                axis.pane.set(facecolor=GROUND, edgecolor="#3A414D")
                axis._axinfo["grid"]["color"] = "#3A414D"  # matplotlib offers no other way
    return GROUND


def _darken(patch: Any) -> None:
    face, edge = patch.get_facecolor(), patch.get_edgecolor()
    patch.set(facecolor=_dark(face), edgecolor=_dark(edge))


def _dark(colour: Any) -> Any:
    """The colour in the dark of one on paper, as opaque as that."""
    from matplotlib.colors import to_hex, to_rgba

    if isinstance(colour, str) and colour in ("auto", "none", "inherit"):
        return colour
    red, green, blue, opacity = to_rgba(colour)
    if opacity == 0:
        return colour
    hexadecimal = to_hex((red, green, blue)).upper()
    if hexadecimal in _roles():
        return (*to_rgba(_roles()[hexadecimal])[:3], opacity)
    lightest, darkest = max(red, green, blue), min(red, green, blue)
    if lightest - darkest > 0.12:  # a hue of its own: as light on dark as it is dark on white
        factor = 1 + 0.6 * (1 - lightest)
        return (*(min(1.0, part * factor + 0.08) for part in (red, green, blue)), opacity)
    ground, ink = to_rgba(GROUND)[0], to_rgba(ON_DARK["target"])[0]
    grey = ink + (ground - ink) * (red + green + blue) / 3
    return (grey, grey, grey, opacity) if hexadecimal != "#FFFFFF" else to_rgba(GROUND, opacity)


@cache
def _roles() -> dict[str, str]:
    """The colour on paper of each role, and of what has none, with that on a dark ground."""
    pairs = {ON_PAPER[role].upper(): ON_DARK[role] for role in ON_PAPER}
    return {**pairs, FOREGROUND.upper(): ON_DARK["target"]}
