"""Widths: of what stands between A and AB, in ems, and of columns above each other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate

from linalg.notation import to_typst
from scenes.mobjects.matrices.measures import Ems
from scenes.typesetting.typeset import mathematics, typeset

__all__ = ["Needs", "axes", "bare_width", "ems_of", "merged"]


@dataclass(frozen=True)
class Needs:
    """The room that a way to multiply takes between A and AB, in ems.

    Attributes
    ----------
    width : float
    wish : float
        What would show more at once.
    """

    width: float
    wish: float = 0.0


def ems_of(*parts: object) -> float:
    """Return the width of a formula, in ems."""
    (ink,) = typeset(mathematics(to_typst(parts)))
    return float(ink.width)


def bare_width(ems: Ems) -> float:
    """Return the width of columns without brackets."""
    return ems.half_widths[0][0] + sum(ems.steps) + ems.half_widths[-1][1]


def axes(ems: Ems, left: float, em: float) -> list[float]:
    """Return the axes of columns without brackets, the first of which begins at `left`."""
    steps = accumulate(ems.steps, initial=ems.half_widths[0][0])
    return [left + step * em for step in steps]


def merged(one: Ems, other: Ems) -> Ems:
    """Return the measures of columns that serve two matrices above each other."""
    pairs = zip(one.half_widths, other.half_widths, strict=True)
    halves = tuple((max(a, c), max(b, d)) for (a, b), (c, d) in pairs)
    return replace(one, half_widths=halves)
