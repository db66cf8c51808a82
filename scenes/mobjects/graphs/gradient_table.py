"""A table with a column for each input: its gradient, and under it what a nudge moves f by."""

from __future__ import annotations

import numpy as np

from linalg.notation import spelled, to_typst, words
from optviz.network.inspection.nudges import Nudges
from scenes.mobjects.graphs.centred_number import CentredNumber
from scenes.mobjects.graphs.gradient_columns import GradientColumns, between_slopes
from scenes.mobjects.graphs.plan import UNITS
from scenes.mobjects.graphs.wording import NUMBERS
from scenes.mobjects.readout import Readout
from scenes.mobjects.text import Text, region_of
from scenes.theme import Role, TextKind, Theme
from scenes.typed_manim import VGroup
from scenes.typesetting.typeset import mathematics

__all__ = ["GradientTable"]

_ROWS = (-1.43, -1.86, -2.29)
"""The baselines: names, gradients, ratios."""
_EXACT = 1e-9
_AHEAD = 0.12  # of a ratio, the room to its sign


class GradientTable(VGroup):
    """Gradients from one backward pass, and ratios from a trip for each input.

    Parameters
    ----------
    nudges : Nudges
    columns : GradientColumns
    theme : Theme
    gradient : str
        What the row of the gradients is called.

    Attributes
    ----------
    gradients, ratios : list of CentredNumber
        In the order of the inputs of the nudges; at a kink a ratio stays hidden.
    signs : list of Text
        Before each ratio, muted while it is not near its gradient; at a kink "∈ [a, b]".
    """

    def __init__(
        self, nudges: Nudges, columns: GradientColumns, theme: Theme, gradient: str
    ) -> None:
        super().__init__()
        self.nudges, self.columns, self.theme = nudges, columns, theme
        size = columns.em / UNITS
        self.size = Readout(theme, "h", size=size)
        self.size.value.written = NUMBERS
        self.size.stand_from(columns.left, _ROWS[0]).set_value(nudges.h)
        called = (
            self._text(words(gradient), Role.GRADIENT),
            self._text(("Delta", "f", "/", "h")),
        )
        self.add(self.size)
        for text, y in zip(called, _ROWS[1:], strict=True):
            self.add(text.stand_at(columns.left, y, "left"))
        self.gradients: list[CentredNumber] = []
        self.ratios: list[CentredNumber] = []
        self.signs: list[Text] = []
        self.exact = [
            bool((off <= _EXACT * abs(gradient) + nudges.rounding).all())
            for off, gradient in zip(
                np.abs(nudges.ratios - nudges.gradients[:, None]), nudges.gradients, strict=True
            )
        ]
        for k, (place, x) in enumerate(zip(nudges.inputs, columns.middles, strict=True)):
            name = self._text(spelled(nudges.record.nodes[place].name))
            self.add(name.stand_at(x, _ROWS[0], "middle"))
            for row, value, role in (
                (self.gradients, nudges.gradients[k], Role.GRADIENT),
                (self.ratios, nudges.ratios[k, 0], Role.FOREGROUND),
            ):
                y = _ROWS[1] if row is self.gradients else _ROWS[2]
                cell = CentredNumber(
                    float(value), theme, (x, y), written=NUMBERS, size=size, role=role
                )
                row.append(cell)
                self.add(cell)
            kink = nudges.at_kinks[k]
            sign = self._text(between_slopes(nudges, k) if kink else "=" if self.exact[k] else "≈")
            sign.stand_at(x, _ROWS[2], "middle")
            self.signs.append(sign)
            self.add(sign.set_fill(opacity=0))
            self.gradients[k].show_at(1.0)
        self.moment = 0.0

    def holds(self, k: int) -> bool:
        """Tell from what is drawn whether a ratio is its gradient, or its slopes hold it."""
        gradient, ratio = self.gradients[k].value, self.ratios[k].value
        if self.nudges.at_kinks[k]:
            low, high = sorted(self.nudges.slopes[k])
            slack = self.nudges.tolerances[k]
            return bool(low - slack <= gradient <= high + slack)
        return bool(abs(ratio - gradient) <= 2 * self.nudges.tolerances[k])

    def show_ratio(self, k: int, opacity: float) -> None:
        """Let a ratio come to be seen, with its sign."""
        if not self.nudges.at_kinks[k]:
            self.ratios[k].show_at(opacity)
        self._set_sign(k, opacity)

    def shrink(self, share: float) -> None:
        """Show the ratios for a smaller h, from the first at 0 to the last at 1."""
        sizes, ratios = self.nudges.sizes, self.nudges.ratios
        at = share * (len(sizes) - 1)
        steps = np.arange(len(sizes))
        size = np.exp(np.interp(at, steps, np.log(np.abs(sizes))))
        self.size.set_value(float(np.copysign(size, sizes[0])))
        for k, ratio in enumerate(self.ratios):
            if self.nudges.at_kinks[k]:
                continue
            value = float(np.interp(at, steps, ratios[k]))
            ratio.noise = float(np.interp(at, steps, self.nudges.rounding))
            ratio.set_value(value)
            self._set_sign(k, 1.0)

    def _set_sign(self, k: int, opacity: float) -> None:
        """Colour a sign by whether it holds, before its ratio."""
        sign = self.signs[k]
        role = Role.FOREGROUND if self.holds(k) else Role.MUTED
        sign.set_fill(color=self.theme[role], opacity=opacity)
        if not self.nudges.at_kinks[k]:
            right = region_of(self.ratios[k]).left - _AHEAD
            sign.shift((right - region_of(sign).right, 0, 0))

    def _text(self, part: object, role: Role = Role.FOREGROUND) -> Text:
        body = mathematics(to_typst(part, colours=self.theme.colours))
        return Text(body, self.theme, TextKind.LABEL, self.columns.em / UNITS, role)
