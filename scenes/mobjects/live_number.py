"""Numbers and curves that change from frame to frame, without mobjects being made anew.

A number is set from glyphs that were typeset once; only those that change get new points. A curve
is laid out once and revealed up to a moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenes.mobjects.text import UNITS_PER_POINT, Side, Text
from scenes.mobjects.written import LOWERED, Written
from scenes.theme import SMALLEST, Role, TextKind, Theme
from scenes.typed_manim import LineJointType, VMobject
from scenes.typesetting.typeset import Outline, typeset

__all__ = ["GrowingCurve", "LiveNumber"]

Floats = NDArray[np.float64]

_SAME = 1e-9  # of Manim's units, far below what is seen, and above what rounding leaves


_PLAINLY = Written()


class LiveNumber(Text):
    """A number that keeps its right edge, or its left one, and its baseline while it changes.

    Its glyphs are its submobjects, the last one first, so that a digit keeps its mobject as long
    as the number of places stays. Moved or scaled, it goes on from where it is then.

    Parameters
    ----------
    value : float
    theme : Theme
    kind : TextKind
    written : Written
        With how many places, or with a power of ten.
    size : float, optional
        Font size in Manim's units; the smallest of its kind if left out.
    role : Role
        Its colour.
    side : "left" or "right"
        Which edge stays.

    Attributes
    ----------
    value : float
        The number, of which the text shows a few digits.
    noise : float
        What is nearer to zero than this may be shown as zero: rounding errors, as a record knows.
    """

    value: float

    def __init__(
        self,
        value: float,
        theme: Theme,
        kind: TextKind = TextKind.LABEL,
        *,
        written: Written = _PLAINLY,
        size: float | None = None,
        role: Role = Role.FOREGROUND,
        side: Literal["left", "right"] = "right",
    ) -> None:
        super().__init__("", theme, kind, size, role)
        self.written = written
        self.colour = theme[role]
        self.value, self.noise, self.side = value, 0.0, side
        scale = (SMALLEST[kind] if size is None else size) * UNITS_PER_POINT
        self._write(written.of(value), scale, np.zeros(3))

    def set_value(self, value: float) -> Self:
        """Change the value; made to be called at every frame."""
        self.value = value
        text = self.written.of(0.0 if abs(value) <= self.noise else value)
        if text != self.body:
            scale, corner = self._place()
            if self.side == "left":
                longer = _advance(text) - _advance(self.body)
                corner = corner + np.array([scale * longer, 0.0, 0.0])
            self._write(text, scale, corner)
        return self

    def stand_at(self, x: float, y: float, side: Side = "middle") -> Self:
        """Put the baseline at height y; to the right, figures line up whatever they are."""
        if side != "right":
            return super().stand_at(x, y, side)
        _, corner = self._place()
        return self.shift((x - corner[0], y - corner[1], 0))

    def _place(self) -> tuple[float, Floats]:
        """Read the scale, and where the baseline ends, off the last glyph as it is now."""
        last, outline = self.submobjects[0], _glyph(self.body[-1])
        low, high = last.points.min(axis=0), last.points.max(axis=0)
        (left, bottom), (_, top) = outline.curves.min(axis=0), outline.curves.max(axis=0)
        scale = float((high[1] - low[1]) / (top - bottom))
        pen = low - scale * np.array([left, bottom, 0.0])
        return scale, pen + np.array([scale * outline.advance, 0.0, 0.0])

    def _write(self, text: str, scale: float, corner: Floats) -> None:
        """Set a text whose baseline ends in a corner."""
        glyphs = [_glyph(character) for character in reversed(text)]
        while len(self.submobjects) < len(glyphs):
            self.add(VMobject(fill_color=self.colour, fill_opacity=1, stroke_width=0))
        pen, box = 0.0, []
        for digit, glyph in zip(self.submobjects, glyphs, strict=False):
            pen -= glyph.advance
            ems = glyph.curves + np.array([pen, 0.0])
            points = np.zeros((len(ems), 3))
            points[:, :2] = scale * ems
            _set_points(digit, points + corner)
            box += [ems.min(axis=0), ems.max(axis=0)]
        for unused in self.submobjects[len(glyphs) :]:
            _set_points(unused, np.zeros((0, 3)))
        (left, bottom), (right, top) = np.min(box, axis=0), np.max(box, axis=0)
        self.body, self.foot = text, float(bottom)
        self.ink = (float(right - left), float(top - bottom))


class GrowingCurve(VMobject):
    """A polyline that is drawn as far as a moment.

    Parameters
    ----------
    points : array_like, (n, 2)
        On the frame; one for each moment, evenly spaced in time. A row that is not finite is a gap.
    gaps : sequence of int
        The points, counted from 0, after which nothing is drawn up to the next.
    dash : sequence of an even number of lengths
        Drawn, left out, …; empty for a line without gaps.
    **style
        As for Manim's ``VMobject``.
    """

    def __init__(
        self,
        points: ArrayLike,
        *,
        gaps: Sequence[int] = (),
        dash: Sequence[float] = (),
        **style: Any,
    ) -> None:
        super().__init__(**({"joint_type": LineJointType.ROUND} | style))
        flat = np.asarray(points, dtype=float).reshape(-1, 2)
        self.path: Floats = np.column_stack([flat, np.zeros(len(flat))])
        moments = _dashes(self.path, dash) if len(dash) else _steps(len(flat))
        ends = [self._at(moments[:, k]) for k in (0, 1)]
        steps = moments.mean(axis=1).astype(int)
        drawn = np.isfinite(ends).all(axis=(0, 2)) & ~np.isin(steps, gaps)
        self.moments = moments[drawn]
        self.curves = _straight(*(end[drawn] for end in ends))
        self.reveal(1.0)

    def reveal(self, share: float) -> Self:
        """Draw the part up to a share of the time, from 0 to 1; made for every frame."""
        now = share * (len(self.path) - 1)
        whole = int(np.searchsorted(self.moments[:, 1], now + _SAME))
        shown = self.curves[:whole]
        if whole < len(self.moments) and self.moments[whole, 0] < now - _SAME:
            part = self._at(np.array([self.moments[whole, 0], now]))
            shown = np.concatenate([shown, _straight(part[:1], part[1:])])
        _set_points(self, shown.reshape(-1, 3))
        return self

    def at(self, share: float) -> Floats:
        """Return the point reached at a share of the time, shape (3,)."""
        point: Floats = self._at(np.array([share * (len(self.path) - 1)]))[0]
        return point

    def _at(self, moments: Floats) -> Floats:
        """Return the points at moments counted in steps, (k, 3)."""
        before = np.clip(moments.astype(int), 0, max(len(self.path) - 2, 0))
        after = np.minimum(before + 1, len(self.path) - 1)
        rest = (moments - before)[:, None]
        start, end = self.path[before], self.path[after]
        between = start + rest * (end - start)
        points: Floats = np.where(rest == 0, start, np.where(rest == 1, end, between))
        return points


def _steps(count: int) -> Floats:
    """Return the moments at which each step between points begins and ends, (count - 1, 2)."""
    moments = np.arange(count, dtype=float)
    return np.column_stack([moments[:-1], moments[1:]])


def _dashes(path: Floats, pattern: Sequence[float]) -> Floats:
    """Return the moments at which what is drawn of a dashed line begins and ends, (k, 2)."""
    lengths = np.linalg.norm(np.diff(path, axis=0), axis=1)
    along = np.concatenate([[0.0], np.cumsum(np.where(np.isfinite(lengths), lengths, 0.0))])
    rounds = int(along[-1] / sum(pattern)) + 1
    edges = np.concatenate([[0.0], np.cumsum(np.tile(pattern, rounds))])
    edges = edges[edges < along[-1]]
    steps = np.arange(len(path), dtype=float)
    cuts = np.union1d(steps, np.interp(edges, along, steps))
    middles = np.interp((cuts[:-1] + cuts[1:]) / 2, steps, along)
    drawn = np.searchsorted(edges, middles) % 2 == 1
    dashes: Floats = np.column_stack([cuts[:-1], cuts[1:]])[drawn]
    return dashes


def _straight(starts: Floats, ends: Floats) -> Floats:
    """Return segments as cubic curves, (n, 4, 3)."""
    share = np.array([0, 1 / 3, 2 / 3, 1])[None, :, None]
    curves: Floats = starts[:, None] + share * (ends - starts)[:, None]
    return curves


def _set_points(mobject: VMobject, points: Floats) -> None:
    if mobject.points.shape != points.shape or (np.abs(mobject.points - points) > _SAME).any():
        mobject.set_points(points)


# Glyphs, typeset once each.


@dataclass(frozen=True, eq=False)
class _Glyph:
    """The outlines of a character from where the pen stands, and how far it moves, in ems."""

    curves: Floats
    advance: float


def _advance(text: str) -> float:
    """Return how far the pen moves over a text, in ems."""
    return sum(_glyph(character).advance for character in text)


_SAMPLES = {  # characters that are not set between two zeros: their markup, and what follows
    "−": "$-0$",
    "∞": "$infinity 0$",
    "?": "$?0$",
    "+": "$+0$",
}


@cache
def _glyph(character: str) -> _Glyph:
    """Return a glyph as it stands in a formula, measured from its neighbours."""
    zero, two_zeros, raised_zeros = typeset("$0$", "$00$", "$0^(00)$")
    (bearing,), (_, second) = _lefts(zero.outlines), _lefts(two_zeros.outlines)
    step = second - bearing
    if character in _SAMPLES:
        return _between(_SAMPLES[character], 0, 0.0, bearing)
    if character == "×":  # without the spaces of a sign between two operands
        return _between('$0 class("normal", times) 0$', 1, step, bearing)
    plain = character.translate(LOWERED)
    if plain == character:
        return _between(f"$0{character}0$", 1, step, bearing)
    _, first_raised, _ = _lefts(raised_zeros.outlines)
    return _between(f"$0^({plain}0)$", 1, step, first_raised - step)


def _between(markup: str, place: int, pen: float, bearing: float) -> _Glyph:
    """Measure the glyph at a place of a sample, where the pen stands, up to the zero after it."""
    (sample,) = typeset(markup)
    *_, last = _lefts(sample.outlines)
    return _Glyph(sample.outlines[place].curves - np.array([pen, 0.0]), last - bearing - pen)


def _lefts(outlines: Iterable[Outline]) -> Iterator[float]:
    return (float(outline.curves[:, 0].min()) for outline in outlines)
