"""A hyperparameter search as a record: every trial, which is best, the table and the figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from linalg.language import say
from linalg.notation.roles import ON_PAPER
from linalg.options import word
from linalg.page import Figure, Page, Paragraph, Table
from linalg.record import Record
from optviz.figures import FOREGROUND, new_axes
from optviz.search.hyperparameters import Space

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Goal", "Place", "Search", "Trial", "check_goal", "ranking"]

Floats = NDArray[np.float64]
Goal = Literal["highest", "lowest"]
Place = tuple[float, ...]

_SHOWN = 10  # trials in the table of a page


@dataclass(frozen=True)
class Trial:
    """One setting and what it scored.

    Attributes
    ----------
    number : int
        From 0, in the order in which the trials were drawn.
    place : tuple of float
        The point of the unit cube.
    setting : dict
        The values of the hyperparameters.
    score : float
    """

    number: int
    place: Place
    setting: dict[str, Any]
    score: float


@dataclass(frozen=True, kw_only=True)
class Search(Record):
    """All trials of a search.

    Attributes
    ----------
    strategy : {"grid", "random", "coarse to fine"}
    space : Space
    trials : tuple of Trial
        In the order in which they were drawn.
    goal : {"highest", "lowest"}
        Which score is the best. One that is not a number is the worst.
    seed : int
    windows : tuple of (lower corner, upper corner)
        The boxes of the unit cube that the rounds of `coarse_to_fine` drew from.
    about : str
        What a trial runs and what its score is, in sentences, for the page.

    Examples
    --------
    With 9 trials a grid of two hyperparameters tries 3 values of each, random search 9.

    >>> from optviz.search.hyperparameters import Uniform
    >>> from optviz.search.search import grid_search, random_search
    >>> space = {"x": Uniform(0, 1), "y": Uniform(0, 1)}
    >>> grid = grid_search(lambda at, rng: at["x"], space, 3)
    >>> drawn = random_search(lambda at, rng: at["x"], space, 9)
    >>> len(grid.trials), len(set(grid.values("x"))), len(set(drawn.values("x")))
    (9, 3, 9)
    """

    strategy: str
    space: Space
    trials: tuple[Trial, ...]
    goal: Goal
    seed: int
    windows: tuple[tuple[Place, Place], ...] = ()
    about: str = ""

    @property
    def scores(self) -> Floats:
        """The scores, shape (trials,)."""
        return np.array([trial.score for trial in self.trials])

    @property
    def ranked(self) -> tuple[Trial, ...]:
        """The trials, the best first; of equals, the earlier."""
        return tuple(self.trials[k] for k in ranking(self.scores, self.goal))

    @property
    def best(self) -> Trial:
        """The trial with the best score."""
        return self.ranked[0]

    @property
    def best_so_far(self) -> Floats:
        """The best score among the first 1, 2, … trials, shape (trials,)."""
        better = np.fmax if self.goal == "highest" else np.fmin
        return np.asarray(better.accumulate(self.scores))

    def values(self, name: str) -> list[Any]:
        """Return the values of one hyperparameter, trial by trial."""
        return [trial.setting[name] for trial in self.trials]

    def page(self) -> Page:
        """Show the figure and the ten best trials."""
        names = self.space.names
        rows = [
            (trial.number + 1, *(_cell(trial.setting[name]) for name in names), trial.score)
            for trial in self.ranked[:_SHOWN]
        ]
        count = len(self.trials)
        some = (
            say(" The best {most} of them are in the table.", most=_SHOWN) if count > _SHOWN else ""
        )
        about = say(
            "{count} trials, seed {seed}; the {goal} score is the best.",
            count=count,
            seed=self.seed,
            goal=self.goal,
        )
        return Page(
            say("Hyperparameter search: {strategy}", strategy=self.strategy),
            [
                *([Paragraph(self.about)] if self.about else []),
                Paragraph(about + some),
                Figure(self.plot, "The trials, larger where they score better; the star is best."),
                Table(("trial", *names, "score"), rows),
            ],
        )

    def plot(self, ax: Axes | None = None, names: Sequence[str] | None = None) -> Axes:
        """Draw the trials over two hyperparameters: the first two of the space, unless named.

        Larger, darker marks score better. The ticks inside the axes are the values tried: a grid
        tries n of them, a random search as many as it has trials.
        """
        ax = new_axes(ax)
        x_name, *others = names or self.space.names[:2]
        settings = [trial.setting for trial in self.trials]
        x, scale = self._coordinates(x_name, settings), self.space.scales[x_name]
        ax.set(xlabel=scale.label(x_name), xscale=scale.axis)
        if others:
            y, scale = self._coordinates(others[0], settings), self.space.scales[others[0]]
            ax.set(ylabel=scale.label(others[0]), yscale=scale.axis)
            self._plot_windows(ax, x_name, others[0])
        else:
            y = self.scores.tolist()
            ax.set(ylabel="score")
        order = ranking(self.scores, self.goal)
        ax.margins(0.1)
        merit = np.empty(len(order))
        merit[order] = np.linspace(1.0, 0.0, len(order))
        ax.scatter(x, y, s=10 + 70 * merit, c=merit, cmap="cividis_r", edgecolors=FOREGROUND)
        best = order[0]
        ax.plot([x[best]], [y[best]], "*", color=ON_PAPER["pivot"], markersize=14)
        ticks: dict[str, Any] = {"linestyle": "", "color": FOREGROUND, "markersize": 8}
        ax.plot(x, [0.02] * len(x), marker="|", transform=ax.get_xaxis_transform(), **ticks)
        ax.plot([0.02] * len(y), y, marker="_", transform=ax.get_yaxis_transform(), **ticks)
        return ax

    def _coordinates(self, name: str, settings: Sequence[Mapping[str, Any]]) -> list[Any]:
        scale = self.space.scales[name]
        return [scale.coordinate(setting[name]) for setting in settings]

    def _plot_windows(self, ax: Axes, x_name: str, y_name: str) -> None:
        for corners in self.windows:
            settings = [self.space.at(corner) for corner in corners]
            x0, x1 = self._coordinates(x_name, settings)
            y0, y1 = self._coordinates(y_name, settings)
            box = [x0, x1, x1, x0, x0], [y0, y0, y1, y1, y0]
            ax.plot(*box, color=ON_PAPER["constraint"], linestyle="--", linewidth=0.8)


def ranking(scores: Floats, goal: Goal) -> list[int]:
    """Return the places of the scores, the best first, those that are not numbers last.

    Examples
    --------
    >>> ranking(np.array([1.0, np.nan, 3.0]), "highest")
    [2, 0, 1]
    """
    signed = -scores if goal == "highest" else scores
    return [int(place) for place in np.argsort(signed, kind="stable")]


def check_goal(goal: str) -> None:
    """Raise a ValueError unless the goal is one of the two."""
    word("goal", goal, Goal)


def _cell(value: Any) -> Any:
    return value if isinstance(value, int | float) else str(value)
