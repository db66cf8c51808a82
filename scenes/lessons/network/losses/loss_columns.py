"""Two columns beside the lanes for what the losses make of the scores, and their totals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from linalg.notation import fenced, formula, symbol, words
from optviz.network.losses.loss_slide import LossSlide
from scenes.lessons.network.losses.score_lanes import box
from scenes.mobjects.live_number import LiveNumber
from scenes.mobjects.plots.plane import Area, Curve
from scenes.mobjects.readout import label
from scenes.mobjects.text import Text, region_of
from scenes.mobjects.written import Written
from scenes.stage import Region
from scenes.theme import Role, TextKind, Theme
from scenes.typed_manim import VGroup

__all__ = ["HINGE", "HINGE_WIDTH", "SOFTMAX", "SOFTMAX_WIDTH", "LossColumns", "Total"]

Floats = NDArray[np.float64]

HINGE, SOFTMAX = Role.PIVOT, Role.SOURCE
HINGE_WIDTH, SOFTMAX_WIDTH = 7.0, 3.5
OWN = Written(places=None, least=1e-3, mantissa=1)
"""To a number's own size."""

_FOOT = 0.11
_BAR = 0.2
_TOTAL = 44


class Total(VGroup):
    """A loss: a piece of its curve, its name, and under it what it amounts to.

    Parameters
    ----------
    name, symbol : Text
    role : Role
    width : float
        Of its curve.
    written : Written
    theme : Theme
    """

    def __init__(
        self, name: Text, sign: Text, role: Role, width: float, written: Written, theme: Theme
    ) -> None:
        self.title, self.sign = name, sign
        self.number = LiveNumber(
            0.0, theme, TextKind.LABEL, written=written, size=_TOTAL, role=role, side="left"
        )
        self.sample = Curve([box([(0, 0), (0.5, 0)])], role, theme, width=width)
        super().__init__(self.sample, name, sign, self.number)

    def stand(self, left: float, top: float) -> Total:
        """Put the left edge and the top."""
        base = top - 0.3
        self.sample.move_to((left + 0.25, base + _FOOT, 0))
        self.title.stand_at(left + 0.7, base, "left")
        self.sign.stand_at(left + 0.7, base - 0.62, "left")
        self.number.stand_at(region_of(self.sign).right + 0.16, base - 0.62, "left")
        return self


class LossColumns:
    """The hinge's terms and the softmax's probabilities, or the slopes of both, lane by lane.

    Parameters
    ----------
    hinge, softmax : Region
        Of the columns' lanes; their heads stand above.
    middles : sequence of float
    label : int
    terms : Written
    theme : Theme

    Attributes
    ----------
    terms, shares, hinge_slopes, softmax_slopes : VGroup
        Each a head, with a number for each lane.
    """

    def __init__(
        self,
        hinge: Region,
        softmax: Region,
        middles: Sequence[float],
        label_: int,
        terms: Written,
        theme: Theme,
    ) -> None:
        self.theme, self.label, self.middles = theme, label_, middles
        over = formula((symbol("s", "j"), "-", symbol("s", "y"), "+", 1))
        head = (words("max"), fenced((words("0, "), over)))
        self.bars_from = softmax.left
        self.bar_unit = softmax.width - 1.35
        self.term_numbers = self._numbers(hinge.right, HINGE, terms, skip=label_)
        self.share_numbers = self._numbers(softmax.right, SOFTMAX, OWN)
        self.bars = [Area(np.zeros((0, 2)), SOFTMAX, theme, opacity=0.9) for _ in middles]
        none = label(theme, "-").set_fill(theme[Role.MUTED])
        none.stand_at(hinge.right, middles[label_] - _FOOT, "right")
        self.terms = VGroup(self._head(hinge, head), none, *self.term_numbers.values())
        self.shares = VGroup(
            self._head(softmax, symbol("p", "j")), *self.bars, *self.share_numbers.values()
        )
        plain = Written(places=0, signed=True)
        signed = Written(places=None, least=1e-3, mantissa=1, signed=True)
        self.slope_numbers = self._numbers(hinge.right, HINGE, plain)
        self.pull_numbers = self._numbers(softmax.right, SOFTMAX, signed)
        self.slopes = VGroup(
            self._head(hinge, ("∂", symbol("L", "hinge"), "/", "∂", symbol("s", "j"))),
            self._head(softmax, ("∂", symbol("L", "softmax"), "/", "∂", symbol("s", "j"))),
            *self.slope_numbers.values(),
            *self.pull_numbers.values(),
        )

    def show(self, record: LossSlide) -> None:
        """Write terms and probabilities of a record's first moment; made for every frame."""
        for k, number in self.term_numbers.items():
            number.set_value(float(record.terms[0, k]))
        for k, number in self.share_numbers.items():
            share = float(record.probabilities[0, k])
            number.set_value(share)
            y, right = self.middles[k], self.bars_from + self.bar_unit * share
            low, high = y - _BAR / 2, y + _BAR / 2
            left = self.bars_from
            self.bars[k].trace(box([(left, low), (right, low), (right, high), (left, high)]))

    def show_slopes(self, record: LossSlide) -> None:
        """Write both slopes of a record's first moment; made for every frame."""
        for numbers, slopes in (
            (self.slope_numbers, record.hinge_slopes),
            (self.pull_numbers, record.softmax_slopes),
        ):
            for k, number in numbers.items():
                number.set_value(float(slopes[0, k]))

    def _head(self, region: Region, parts: object) -> Text:
        text = label(self.theme, parts)
        return text.stand_at(region.right, region.top + 0.2, "right")

    def _numbers(
        self, right: float, role: Role, written: Written, skip: int | None = None
    ) -> dict[int, LiveNumber]:
        """Return a number for each lane but one, whose right edge stays."""
        numbers = {
            k: LiveNumber(0.0, self.theme, written=written, role=role)
            for k in range(len(self.middles))
            if k != skip
        }
        for k, number in numbers.items():
            number.stand_at(right, self.middles[k] - _FOOT, "right")
        return numbers
