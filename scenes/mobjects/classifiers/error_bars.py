"""Bars of how many points are wrong: of the training points, and of those that were held out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np

from scenes.mobjects.live_number import LiveNumber
from scenes.mobjects.readout import Readout
from scenes.mobjects.text import Text, region_of
from scenes.mobjects.written import Written
from scenes.stage import Region
from scenes.theme import Role, Theme
from scenes.typed_manim import VGroup, VMobject

__all__ = ["Bar", "ErrorBars", "ErrorRow"]

COUNT = Written(places=0)
_ROOM = 0.6  # for the number after the longest bar
_GAP = 0.12
_SHARE = 0.3  # of a row's height, for each of its two bars
_TALLEST = 0.26
_FOOT = 0.11  # of a number, below the middle of its bar


class Bar(VGroup):
    """A bar and the number that it is long, after it.

    Parameters
    ----------
    left, middle : float
        Where it begins, and its height on the frame.
    unit : float
        The length that stands for one.
    height : float
    theme : Theme
    hollow : bool
        Whether only its outline is drawn, as held-out points are.
    """

    def __init__(
        self,
        left: float,
        middle: float,
        unit: float,
        height: float,
        theme: Theme,
        *,
        hollow: bool = False,
    ) -> None:
        self.left, self.middle, self.unit, self.height_of = left, middle, unit, height
        role = Role.FOREGROUND if hollow else Role.MUTED
        self.bar = VMobject(
            fill_color=theme.background if hollow else theme[role],
            fill_opacity=1,
            stroke_color=theme[role],
            stroke_width=2.5,
        )
        self.number = LiveNumber(0, theme, written=COUNT, side="left")
        self.number.stand_at(left, middle - _FOOT, "left")
        super().__init__(self.bar, self.number)
        self.set_value(0)

    @property
    def length(self) -> float:
        """The number that the bar is long, as it is drawn."""
        region = region_of(self.bar)
        return region.width / self.unit

    def set_value(self, value: float) -> Self:
        """Change the number; made to be called at every frame."""
        right = self.left + self.unit * value
        low, high = self.middle - self.height_of / 2, self.middle + self.height_of / 2
        corners = np.array([[self.left, low], [right, low], [right, high], [self.left, high]])
        self.bar.set_points_as_corners(np.pad([*corners, corners[0]], ((0, 0), (0, 1))))
        self.number.set_value(value)
        self.number.shift((right + _GAP - region_of(self.number).left, 0, 0))
        return self


class ErrorRow(VGroup):
    """A name, and the bars of the training points and of those held out."""

    def __init__(self, name: Text | Readout, training: Bar, held_out: Bar) -> None:
        super().__init__(name, training, held_out)
        self.training, self.held_out = training, held_out

    def set_values(self, training: int, held_out: int) -> Self:
        """Change both numbers."""
        self.training.set_value(training)
        self.held_out.set_value(held_out)
        return self


class ErrorBars:
    """The places of rows, one under the other, under a heading.

    Parameters
    ----------
    region : Region
    heading : sequence of Text
        What the two kinds of bars are called.
    names : sequence of Text or Readout
        One for each row.
    most : int
        The largest number that any bar will show.
    theme : Theme

    Attributes
    ----------
    legend : VGroup
    rows : list of ErrorRow
    """

    def __init__(
        self,
        region: Region,
        heading: Sequence[Text],
        names: Sequence[Text | Readout],
        most: int,
        theme: Theme,
    ) -> None:
        line = 0.62
        left = region.left + max(region_of(name).width for name in names) + 0.3
        unit = (region.right - _ROOM - left) / max(most, 1)
        pitch = min(1.2, (region.height - line) / len(names))
        height = min(_TALLEST, _SHARE * pitch)
        self.rows = []
        for k, name in enumerate(names):
            middle = region.top - line - (k + 0.5) * pitch
            if isinstance(name, Readout):
                name.stand_from(region.left, middle - _FOOT)
            else:
                name.stand_at(region.left, middle - _FOOT, "left")
            bars = (
                Bar(left, middle + side * 0.21 * pitch, unit, height, theme, hollow=side < 0)
                for side in (1, -1)
            )
            self.rows.append(ErrorRow(name, *bars))
        self.legend: VGroup = VGroup()
        x, middle = region.left, region.top - 0.2
        for word, hollow in zip(heading, (False, True), strict=True):
            sample = Bar(x, middle, 0.45, _TALLEST, theme, hollow=hollow).set_value(1).bar
            word.stand_at(x + 0.6, middle - _FOOT, "left")
            self.legend.add(sample, word)
            x = region_of(word).right + 0.5
