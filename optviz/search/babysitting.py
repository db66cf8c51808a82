"""One model, watched while it trains, and changed when its curve asks for it.

The other way is many models in parallel (`optviz.search.search`, `optviz.successive_halving`),
where there are machines for it.

Source: A. Ng, "Deep learning specialisation", course 2, week 3 ("pandas against caviar").
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from linalg.notation.roles import ON_PAPER
from linalg.page import Figure, Page, Table
from linalg.record import Record
from optviz.figures import FOREGROUND, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Babysitting", "Day", "babysit"]

State = TypeVar("State")


@dataclass(frozen=True)
class Day:
    """One day of a model: its settings, and its score at the end of it."""

    setting: dict[str, Any]
    score: float


@dataclass(frozen=True)
class Babysitting(Record):
    """The days of one model.

    Attributes
    ----------
    days : tuple of Day

    Examples
    --------
    >>> days = Babysitting((Day({"lr": 0.1}, 2.3), Day({"lr": 0.1}, 1.1), Day({"lr": 0.05}, 0.9)))
    >>> days.scores, days.changes
    ([2.3, 1.1, 0.9], [2])
    """

    days: tuple[Day, ...]

    @property
    def scores(self) -> list[float]:
        """The score at the end of each day."""
        return [day.score for day in self.days]

    @property
    def changes(self) -> list[int]:
        """The days, from 0, that began with a setting other than the day before."""
        settings = [day.setting for day in self.days]
        return [k for k in range(1, len(settings)) if settings[k] != settings[k - 1]]

    def page(self) -> Page:
        """Show the days: what was set, what came out."""
        rows = [
            (number, ", ".join(f"{name} {value}" for name, value in day.setting.items()), day.score)
            for number, day in enumerate(self.days, start=1)
        ]
        return Page(
            "Babysitting one model",
            [
                Table(("day", "setting", "score"), rows),
                Figure(self.plot, "The score by day; a broken line marks a change of setting."),
            ],
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the score by day; a broken line marks a day that began with a change."""
        ax = new_axes(ax)
        ax.plot(range(1, len(self.days) + 1), self.scores, ".-", color=FOREGROUND)
        for change in self.changes:
            ax.axvline(change + 0.5, color=ON_PAPER["gradient"], linestyle="--")
        ax.set(xlabel="day", ylabel="score")
        return ax


def babysit(
    train: Callable[[State, dict[str, Any]], tuple[State, float]],
    state: State,
    setting: dict[str, Any],
    adjust: Callable[[list[Day]], dict[str, Any]],
    days: int,
) -> Babysitting:
    """Train one model day by day, and set it anew each morning in view of its days so far.

    Parameters
    ----------
    train : callable
        ``train(state, setting) -> state, score``: one day.
    state : object
        What the model has learned; handed from day to day.
    setting : dict
        The hyperparameters of the first day.
    adjust : callable
        ``adjust(days) -> setting`` for the next day.
    days : int

    Returns
    -------
    Babysitting
        The setting and the score of each day.

    Examples
    --------
    Descend x² and halve the learning rate whenever the loss has risen.

    >>> def train(x, setting):
    ...     x = x - setting["lr"] * 2 * x
    ...     return x, x * x
    >>> def adjust(days):
    ...     lr = days[-1].setting["lr"]
    ...     risen = len(days) > 1 and days[-1].score > days[-2].score
    ...     return {"lr": lr / 2 if risen else lr}
    >>> record = babysit(train, 1.0, {"lr": 1.5}, adjust, days=5)
    >>> record.scores
    [4.0, 16.0, 4.0, 1.0, 0.25]
    >>> record.changes
    [2]
    """
    if days < 1:
        raise ValueError(f"days = {days} is not positive")
    watched: list[Day] = []
    for _ in range(days):
        state, score = train(state, setting)
        watched.append(Day(setting, score))
        setting = adjust(watched)
    return Babysitting(tuple(watched))
