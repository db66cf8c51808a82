"""A lane for each class on one line of numbers: its score, the margin, and what reaches over it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from linalg.notation import words
from scenes.mobjects.classifiers.layers import Layers
from scenes.mobjects.live_number import LiveNumber
from scenes.mobjects.marks import Underline
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.plane import Area, Curve, Dash
from scenes.mobjects.readout import label
from scenes.mobjects.text import UNITS_PER_POINT, Text, region_of
from scenes.mobjects.written import Written
from scenes.stage import Region
from scenes.theme import SMALLEST, Role, TextKind, Theme
from scenes.typed_manim import VGroup

__all__ = ["ScoreLanes", "box"]

Floats = NDArray[np.float64]

_PITCH, _ROOM = 0.64, 2.5
_OVER = 0.34  # the height of what reaches over the margin, of a lane's
_FOOT = 0.11  # of a text, below the middle of its lane
_GAP = 0.3
_BETWEEN = 0.25
_RADIUS = 0.2  # of a dot, of a lane's height


class ScoreLanes:
    """Scores on their lanes, made to be moved at every frame.

    Parameters
    ----------
    region : Region
        From the names to the end of the line; the lanes hang from its top.
    names : sequence of str
    label : int
        The right class, from 0.
    span : (float, float)
        The ends of the line of numbers.
    written : Written
        How scores are written.
    theme : Theme

    Attributes
    ----------
    pitch : float
        The height of a lane.
    names, scale : VGroup
        The names with the lanes, and what the line of numbers says.
    numbers : VGroup of LiveNumber
    picture : Layers
        ``margin``, ``over`` and ``dots``.
    middles : list of float
        The height of each lane.
    line : Region
        Where the lanes lie, from the upper edge of the first to the lower one of the last.
    """

    def __init__(
        self,
        region: Region,
        names: Sequence[str],
        label_: int,
        span: tuple[float, float],
        written: Written,
        theme: Theme,
    ) -> None:
        self.label, self.theme, self.axis = label_, theme, Axis(*span)
        count = len(names)
        pitch = min(_PITCH, _ROOM / count)
        self.pitch = pitch
        self.middles = [region.top - (k + 0.5) * pitch for k in range(count)]
        texts = [label(theme, words(name)) for name in names]
        self.numbers: VGroup[LiveNumber] = VGroup(
            *(LiveNumber(end, theme, written=written) for _ in names for end in (min(span),))
        )
        widths = [region_of(LiveNumber(end, theme, written=written)).width for end in span]
        right = region.left + max(region_of(text).width for text in texts) + _GAP + max(widths)
        for text, number, middle in zip(texts, self.numbers, self.middles, strict=True):
            text.stand_at(region.left, middle - _FOOT, "left")
            number.stand_at(right, middle - _FOOT, "right")
        top, bottom = region.top, region.top - count * pitch
        self.line = Region(right + _GAP, region.right, bottom, top)
        lanes = [box([(self.line.left, y), (self.line.right, y)]) for y in self.middles]
        mark = Underline(region_of(texts[label_]), Role.SOLUTION, theme, gap=0.07, strong=False)
        self.texts = texts
        self.names = VGroup(Curve(lanes, Role.MUTED, theme, width=1.5), *texts, mark)
        self.scale = self._scale()
        self.dots = [
            Marker(
                (0, 0),
                Shape.DIAMOND if k == label_ else Shape.DISC,
                Role.SOLUTION if k == label_ else Role.FOREGROUND,
                theme,
                radius=_RADIUS * pitch,
            )
            for k in range(count)
        ]
        nothing = np.zeros((0, 2))
        self.margin = Area(nothing, Role.PIVOT, theme, opacity=0.2)
        self.edge = Curve([], Role.PIVOT, theme, width=2.5, dash=Dash.DASHED)
        self.right = Curve([], Role.SOLUTION, theme, width=2.5)
        self.over = [Area(nothing, Role.PIVOT, theme, opacity=1.0) for _ in names]
        self.picture = Layers(
            margin=VGroup(self.margin, self.edge, self.right),
            over=VGroup(*self.over),
            dots=VGroup(*self.dots),
        )

    def row(self, k: int) -> Region:
        """Return the box of a name and its score, as they are drawn."""
        return region_of(self.texts[k]).joined(region_of(self.numbers[k]))

    def x_of(self, score: float) -> float:
        """Return where a score stands on the frame."""
        return self.line.left + self.axis.share(score) * self.line.width

    def score_at(self, x: float) -> float:
        """Return the score that is drawn at an x of the frame."""
        return self.axis.at((x - self.line.left) / self.line.width)

    @property
    def drawn(self) -> Floats:
        """The scores, read off the dots."""
        return np.array([self.score_at(float(dot.get_center()[0])) for dot in self.dots])

    @property
    def reach(self) -> Floats:
        """The length by which each score reaches over the margin, as it is drawn."""
        unit = self.line.width / (self.axis.high - self.axis.low)
        return np.array(
            [region_of(bar).width / unit if bar.has_points() else 0.0 for bar in self.over]
        )

    def stand(self, scores: Floats) -> None:
        """Move everything to some scores; made for every frame."""
        right, edge = self.x_of(scores[self.label]), self.x_of(scores[self.label] - 1)
        low, high = self.line.bottom, self.line.top
        self.margin.trace(box([(edge, low), (right, low), (right, high), (edge, high)]))
        self.edge.trace([box([(edge, low), (edge, high)])])
        self.right.trace([box([(right, low), (right, high)])])
        for k, (score, y) in enumerate(zip(scores, self.middles, strict=True)):
            x = self.x_of(score)
            self.dots[k].move_to((x, y, 0.0))
            self.numbers[k].set_value(float(score))
            reaches = k != self.label and score - (scores[self.label] - 1) > 1e-9
            a, b = y - _OVER / 2 * self.pitch, y + _OVER / 2 * self.pitch
            corners = [(edge, a), (x, a), (x, b), (edge, b)] if reaches else []
            self.over[k].trace(box(corners))

    def _scale(self) -> VGroup:
        """Return the ticks under the lanes, as many as have room."""
        em = SMALLEST[TextKind.LABEL] * UNITS_PER_POINT
        low = self.line.bottom
        for most in range(8, 0, -1):
            ticks = self.axis.ticks(most)
            texts = [label(self.theme, words(tick.label.replace("-", "−"))) for tick in ticks]
            for tick, text in zip(ticks, texts, strict=True):
                text.stand_at(self.x_of(tick.value), low - 0.18 - 0.7 * em)
            if _apart(texts):
                break
        edges = [box([(self.line.left, low), (self.line.right, low)])]
        edges += [box([(self.x_of(t.value), low), (self.x_of(t.value), low - 0.1)]) for t in ticks]
        for text in texts:
            text.set_fill(self.theme[Role.MUTED])
        return VGroup(Curve(edges, Role.MUTED, self.theme, width=2.0), *texts)


def _apart(texts: Sequence[Text]) -> bool:
    places = [region_of(text) for text in texts]
    pairs = pairwise(places)
    return all(other.left - one.right > _BETWEEN for one, other in pairs)


def box(corners: Sequence[tuple[float, float]]) -> Floats:
    """Return corners as an array, (k, 2)."""
    return np.array(corners, dtype=float).reshape(-1, 2)
