"""Many models in parallel on a small budget: keep the better part, give it more, and again.

Source: Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter
optimization" (2016).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from linalg.language import listing, say
from linalg.notation.roles import ON_PAPER
from linalg.page import Figure, Page, Paragraph, Table
from linalg.record import Record
from optviz.figures import FOREGROUND, log_ticks, new_axes
from optviz.search.hyperparameters import Scale, Space
from optviz.search.search import random_places
from optviz.search.trials import Goal, check_goal, ranking
from optviz.search.workers import run

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Rung", "SuccessiveHalving", "successive_halving"]

Floats = NDArray[np.float64]
EvaluateWithin = Callable[[dict[str, Any], int, np.random.Generator], float]


@dataclass(frozen=True)
class Rung:
    """One round: who still took part, on which budget, with what score.

    Attributes
    ----------
    budget : int
    numbers : tuple of int
        The settings that took part, from 0.
    scores : tuple of float
    """

    budget: int
    numbers: tuple[int, ...]
    scores: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class SuccessiveHalving(Record):
    """A search that stops the worse settings early.

    Attributes
    ----------
    space : Space
    settings : tuple of dict
        All that started.
    rungs : tuple of Rung
        From the smallest budget to the largest.
    goal : {"highest", "lowest"}
    seed : int
    about : str
        What is run and what its score is, in sentences, for the page.
    unit : str
        What the budget counts.

    Examples
    --------
    >>> from optviz.search.hyperparameters import Uniform
    >>> search = successive_halving(lambda at, n, rng: at["x"] * n, {"x": Uniform(0, 1)}, 9)
    >>> [(rung.budget, len(rung.numbers)) for rung in search.rungs], search.cost, search.full_cost
    ([(1, 9), (3, 3), (9, 1)], 27, 81)
    """

    space: Space
    settings: tuple[dict[str, Any], ...]
    rungs: tuple[Rung, ...]
    goal: Goal
    seed: int
    about: str = ""
    unit: str = ""

    @property
    def best(self) -> dict[str, Any]:
        """The setting with the best score on the largest budget."""
        last = self.rungs[-1]
        return self.settings[last.numbers[ranking(np.array(last.scores), self.goal)[0]]]

    @property
    def cost(self) -> int:
        """The budget spent, in all."""
        return sum(rung.budget * len(rung.numbers) for rung in self.rungs)

    @property
    def full_cost(self) -> int:
        """The cost of all settings on the largest budget."""
        return self.rungs[-1].budget * len(self.settings)

    def curve(self, number: int) -> tuple[list[int], list[float]]:
        """Return the budgets on which one setting ran, and its scores there."""
        ran = [rung for rung in self.rungs if number in rung.numbers]
        return [r.budget for r in ran], [r.scores[r.numbers.index(number)] for r in ran]

    def page(self) -> Page:
        """Show the rungs, the best setting and the cost."""
        pick = max if self.goal == "highest" else min
        rows = [(rung.budget, len(rung.numbers), pick(rung.scores)) for rung in self.rungs]
        setting = listing(
            (say("{name} {value}", name=n, value=_shown(v)) for n, v in self.best.items()), ","
        )
        unit = say(" {unit}", unit=self.unit) if self.unit else ""
        start = say(
            "{count} settings, seed {seed}; the {goal} score is the best.",
            count=len(self.settings),
            seed=self.seed,
            goal=self.goal,
        )
        return Page(
            "Successive halving",
            [
                *([Paragraph(self.about)] if self.about else []),
                Paragraph(start),
                Table((self._budget, "settings", "best score"), rows),
                Paragraph(say("The best setting: {setting}.", setting=setting)),
                Paragraph(
                    say(
                        "Cost {cost}{unit}, against {full_cost} for all to the end.",
                        cost=self.cost,
                        unit=unit,
                        full_cost=self.full_cost,
                    )
                ),
                Figure(self.plot, "Scores of all settings as far as each was kept."),
            ],
        )

    @property
    def _budget(self) -> str:
        return say("budget in {unit}", unit=self.unit) if self.unit else "budget"

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw every setting's score against the budget, as far as it was kept."""
        ax = new_axes(ax)
        for number in range(len(self.settings)):
            ax.plot(*self.curve(number), ".-", color=FOREGROUND, alpha=0.4, linewidth=0.8)
        winner = self.settings.index(self.best)
        ax.plot(*self.curve(winner), "o-", color=ON_PAPER["solution"], label="the best")
        ax.set(xscale="log", xlabel=self._budget, ylabel="score")
        log_ticks(ax.xaxis, [rung.budget for rung in self.rungs])
        ax.legend()
        return ax


def _shown(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def successive_halving(
    evaluate: EvaluateWithin,
    space: Space | Mapping[str, Scale],
    trials: int,
    *,
    least: int = 1,
    factor: int = 3,
    goal: Goal = "highest",
    seed: int = 0,
    workers: int | None = None,
    about: str = "",
    unit: str = "",
) -> SuccessiveHalving:
    """Give settings drawn at random a small budget, keep one in ``factor``, multiply the budget.

    Parameters
    ----------
    evaluate : callable
        ``evaluate(setting, budget, rng) -> score``; the budget counts epochs, examples or the like.
        A setting gets the same ``rng`` stream at every budget, so that a longer run can be a
        continuation.
    space : Space or mapping from name to Scale
    trials : int
        How many settings start.
    least : int
        The first budget.
    factor : int
        At least 2. With 27 trials and 3: 27 on budget 1, 9 on 3, 3 on 9, 1 on 27.
    goal : {"highest", "lowest"}
    seed : int
    workers : int, optional
        As in `optviz.search.workers.run`.
    about : str
        What is run and what its score is, in sentences, for the page.
    unit : str
        What the budget counts, for the page and the figure: "steps", "epochs".

    Returns
    -------
    SuccessiveHalving
        The settings and scores of every rung.

    Examples
    --------
    >>> from optviz.search.hyperparameters import Uniform
    >>> search = successive_halving(
    ...     lambda at, budget, rng: at["x"] * budget, {"x": Uniform(0, 1)}, 27
    ... )
    >>> [(rung.budget, len(rung.numbers)) for rung in search.rungs]
    [(1, 27), (3, 9), (9, 3), (27, 1)]
    >>> search.cost, search.full_cost
    (108, 729)
    """
    check_goal(goal)
    if least < 1 or factor < 2:
        raise ValueError(f"least = {least} must be at least 1 and factor = {factor} at least 2")
    space = Space(space) if isinstance(space, Mapping) else space
    places = random_places(len(space.names), trials, np.random.default_rng(seed))
    settings = tuple(space.at(place) for place in places)
    numbers, budget, rungs = list(range(trials)), least, []
    while True:
        arguments = [(settings[number], budget) for number in numbers]
        scores = run(evaluate, arguments, seed=seed, workers=workers, streams=numbers)
        rungs.append(Rung(budget, tuple(numbers), tuple(scores)))
        kept = len(numbers) // factor
        if kept == 0:
            return SuccessiveHalving(
                space=space,
                settings=settings,
                rungs=tuple(rungs),
                goal=goal,
                seed=seed,
                about=about,
                unit=unit,
            )
        numbers = sorted(numbers[k] for k in ranking(np.array(scores), goal)[:kept])
        budget *= factor
