"""One activation as a function: its value, its slope, and what they mean for learning.

CS231n, lecture 5: where the slope vanishes an activation is saturated (or the unit dead), and where
all outputs have one sign, so have the gradients of the next layer's weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from linalg.check import Check
from linalg.language import say
from linalg.notation.roles import ON_PAPER
from linalg.page import Figure, Page, Paragraph, Table
from linalg.record import Record
from optviz.figures import FOREGROUND, new_axes
from optviz.network.layers.activations import Elementwise, PReLU
from optviz.network.layers.layer import Layer

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["ActivationCurve", "activation_curve"]

Array = NDArray[np.float64]

_FLAT = 0.01
"""Below this share of the steepest slope an activation counts as flat."""

_FAR = np.array([-100.0, 100.0])
"""Very negative, and very positive."""

_DIGITS = 12
"""Digits of a mean: what adds up to 0 leaves 1e-17."""

_EDGES = np.linspace(-9, 9, 20_001)
_NORMAL = (_EDGES[1:] + _EDGES[:-1]) / 2
_SHARES = np.exp(-(_NORMAL**2) / 2) / np.exp(-(_NORMAL**2) / 2).sum()
"""Inputs from N(0, 1), and the share of each: the midpoint rule, good to some seven digits."""


@dataclass(frozen=True, eq=False, kw_only=True)
class ActivationCurve(Record):
    """An activation between two ends.

    Attributes
    ----------
    activation : str
    x, value, slope : arrays of shape (points,)
    mean : float
        The mean output for inputs from N(0, 1): 0 is best for the next layer.
    variance : float
        And their variance.
    flat : pair of bool
        Whether it is flat for very negative inputs, and for very positive ones.

    Examples
    --------
    >>> from optviz.network.layers.activations import Sigmoid
    >>> curve = activation_curve(Sigmoid(), points=13)
    >>> curve.x[6], curve.value[6], curve.slope[6], round(curve.mean, 2)
    (np.float64(0.0), np.float64(0.5), np.float64(0.25), 0.5)
    """

    activation: str
    x: Array
    value: Array
    slope: Array
    mean: float
    variance: float
    flat: tuple[bool, bool]

    @property
    def signs(self) -> str:
        """The signs of the outputs: "both", or "never negative"."""
        return "never negative" if self.value.min() >= 0 else "both"

    def check(self) -> Check:
        """The slope adds up to the rise, by the trapezium rule between the points."""
        steps = np.diff(self.x)
        rise = np.concatenate([[0.0], np.cumsum(steps * (self.slope[1:] + self.slope[:-1]) / 2)])
        residual = float(np.abs(rise - (self.value - self.value[0])).max())
        bound = 2 * float(steps.max()) * float(np.abs(np.diff(self.slope)).max() + steps.max())
        return Check("∫ slope = rise", residual <= bound, residual, bound)

    def page(self) -> Page:
        """Write its properties, and draw function and slope."""
        places = np.searchsorted(self.x, [-4.0, -1.0, 0.0, 1.0, 4.0])
        rows = [
            (f"{self.x[i]:.3g}", f"{self.value[i] + 0.0:.4g}", f"{self.slope[i]:.4g}")
            for i in places[places < len(self.x)]
        ]
        left, right = (("flat" if flat else "not flat") for flat in self.flat)
        text = say(
            "For very negative inputs it is {left}, for very positive ones {right}; its outputs "
            f"{'have both signs' if self.signs == 'both' else 'are never negative'}. Inputs from "
            "N(0, 1) come out with mean {mean:.2g} and variance {variance:.2g}.",
            left=left,
            right=right,
            mean=self.mean,
            variance=self.variance,
        )
        caption = "Value and slope."
        return Page(
            say("The activation {activation}", activation=self.activation),
            [
                Paragraph(text),
                Table(("x", "value", "slope"), rows),
                Figure(lambda ax: self.plot(ax), caption),
            ],
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw value and slope, and shade where it is flat."""
        ax = new_axes(ax, (5.0, 3.6))
        for line in (ax.axhline, ax.axvline):
            line(0, color=FOREGROUND, linewidth=0.8)
        ax.plot(self.x, self.value, color=ON_PAPER["solution"], label="value")
        ax.plot(self.x, self.slope, "--", color=ON_PAPER["gradient"], label="slope")
        for low, high in self._flat_ends():
            ax.axvspan(low, high, color=ON_PAPER["level set"], alpha=0.2, label="flat")
        ax.set(xlabel="x", title=self.activation, xlim=(self.x[0], self.x[-1]))
        found = dict(zip(*ax.get_legend_handles_labels()[::-1], strict=True))
        ax.legend(found.values(), found.keys())
        return ax

    def _flat_ends(self) -> list[tuple[float, float]]:
        """Return the ends from which on it is flat."""
        steep = self.x[np.abs(self.slope) >= _FLAT * np.abs(self.slope).max()]
        left, right = self.flat
        ends = [(self.x[0], steep[0])] * left + [(steep[-1], self.x[-1])] * right
        return [(low, high) for low, high in ends if low < high]


def activation_curve(
    activation: Layer, *, low: float = -6.0, high: float = 6.0, points: int = 601
) -> ActivationCurve:
    """Look at an activation between two ends.

    Parameters
    ----------
    activation : Elementwise or PReLU
    low, high : float
    points : int
        At least 2.

    Returns
    -------
    ActivationCurve
        Value and slope at `points` places, and what inputs from N(0, 1) become.

    Raises
    ------
    TypeError
        For a layer that is not a function of one number at a time.

    Examples
    --------
    >>> from optviz.network.layers.activations import ReLU, Tanh
    >>> activation_curve(Tanh()).flat, activation_curve(ReLU()).flat
    ((True, True), (True, False))
    >>> activation_curve(ReLU()).signs
    'never negative'
    """
    if not isinstance(activation, Elementwise | PReLU):
        raise TypeError(f"{activation} is no function of one number at a time")
    if points < 2 or not low < high:
        raise ValueError(f"at least 2 points from low to high, not {points} from {low} to {high}")
    x = np.linspace(low, high, points)
    parameters = activation.parameters(0)
    value, cache = activation.forward(parameters, x[:, None])
    slope, _ = activation.backward(np.ones_like(value), cache)
    out, _ = activation.forward(parameters, _NORMAL[:, None])
    mean = float(_SHARES @ out[:, 0])
    variance = float(_SHARES @ (out[:, 0] - mean) ** 2)
    mean = round(mean, _DIGITS) + 0.0
    slopes = slope[:, 0] * 1.0
    far, cache = activation.forward(parameters, _FAR[:, None])
    beyond, _ = activation.backward(np.ones_like(far), cache)
    left, right = np.abs(beyond[:, 0]) < _FLAT * np.abs(slopes).max()
    flat = bool(left), bool(right)
    return ActivationCurve(
        activation=repr(activation),
        x=x,
        value=value[:, 0],
        slope=slopes,
        mean=mean,
        variance=variance,
        flat=flat,
    )
