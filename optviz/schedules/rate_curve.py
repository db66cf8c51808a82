"""A named schedule over a number of steps, as a record: its rates, its page, its figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from linalg.language import say
from linalg.options import word
from linalg.page import Figure, Page, Paragraph, Table
from linalg.record import Record
from optviz.figures import line_style, new_axes
from optviz.schedules.schedules import (
    Constant,
    Cosine,
    Exponential,
    InverseSquareRoot,
    Linear,
    Schedule,
    StepDecay,
    lecture_piecewise,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ScheduleName = Literal[
    "constant", "step", "exponential", "cosine", "linear", "inverse-sqrt", "warm-up", "lecture"
]
EPOCHS = 100
"""The exponential schedule takes 1 % off in each of so many epochs."""
SHOWN = 11
"""Rows of the table."""

_MADE: dict[str, Callable[[int, float], Schedule]] = {
    "constant": lambda steps, rate: Constant(rate),
    "step": lambda steps, rate: StepDecay(rate, every=max(1, steps // 4)),
    "exponential": lambda steps, rate: Exponential(rate, 0.99).per_epoch(max(1, steps // EPOCHS)),
    "cosine": lambda steps, rate: Cosine(rate, steps),
    "linear": lambda steps, rate: Linear(rate, steps, start=1.0, end=0.0),
    "inverse-sqrt": lambda steps, rate: InverseSquareRoot(rate),
    "warm-up": lambda steps, rate: Cosine(rate, steps - steps // 10).warm_up(max(1, steps // 10)),
    "lecture": lecture_piecewise,
}


@dataclass(frozen=True, eq=False)
class RateCurve(Record):
    """The learning rates of a schedule.

    Attributes
    ----------
    name : str
    rates : ndarray, shape (steps,)
        The rate of each step, from 0.
    """

    name: str
    rates: NDArray[np.float64]

    def page(self) -> Page:
        """Return the page: the rates at evenly spaced steps, and the figure."""
        steps = len(self.rates)
        places = np.unique(np.linspace(0, steps - 1, SHOWN).round().astype(int))
        rows = [(int(k), float(self.rates[k])) for k in places]
        return Page(
            say("Learning-rate schedule: {name}", name=self.name),
            [
                Paragraph(
                    say("The learning rate over {steps} steps, counted from 0:", steps=steps)
                ),
                Table(("step", "learning rate"), rows),
                Figure(self.plot, "The learning rate of each step."),
            ],
        )

    def plot(self, ax: Axes | None = None) -> Any:
        """Draw the rate against the step."""
        ax = new_axes(ax, size=(6.0, 3.0))
        ax.step(range(len(self.rates)), self.rates, where="post", **line_style(0))
        ax.set(xlabel="step", ylabel="learning rate")
        return ax


def rate_curve(name: ScheduleName, steps: int = 100, rate: float = 0.1) -> RateCurve:
    """Return the rates of a schedule by its name, with the usual constants.

    Parameters
    ----------
    name : str
        ``"step"`` divides by 10 each quarter; ``"exponential"`` takes 1 % off each hundredth;
        ``"warm-up"`` is a linear warm-up over a tenth, then a cosine; ``"lecture"`` is
        `lecture_piecewise`.
    steps : int
        At least 10.
    rate : float
        The largest rate.

    Raises
    ------
    ValueError
        For another name, fewer steps or a rate that is not positive.

    Examples
    --------
    >>> rate_curve("cosine", 10, 1.0).rates.round(2)[:6]
    array([1.  , 0.98, 0.9 , 0.79, 0.65, 0.5 ])
    """
    word("name", name, ScheduleName)
    if steps < 10:
        raise ValueError(f"a schedule is shown over at least 10 steps, not {steps}")
    return RateCurve(name, _MADE[name](steps, rate).rates(steps))
