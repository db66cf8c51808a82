"""Where two conventions of one rule part: those of PyTorch, Keras, optax, CS231n, the paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from linalg.page import Figure, Page, Paragraph, Table, point
from linalg.record import Record
from optviz.endings import DIVERGED, NOT_FINITE
from optviz.figures import line_style, new_axes
from optviz.function import Function
from optviz.method_names import title_of
from optviz.minimize import minimize
from optviz.objective import Objective
from optviz.objective_page import function_equation, shown
from optviz.pictures import plot_paths
from optviz.rules import Rule
from optviz.schedules import Schedule
from optviz.trajectory import Trajectory

if TYPE_CHECKING:
    from matplotlib.axes import Axes


ROUNDING = 1e-9
"""Distances below this share of the path's size are rounding."""
_APART = (
    "Two paths are apart from where their distance is more than a billionth of the largest "
    "coordinate."
)


@dataclass(frozen=True, eq=False)
class Conventions(Record):
    """One rule under several conventions, from one start with one learning rate.

    Attributes
    ----------
    rule : type
    trajectories : mapping of str to Trajectory
        By convention.

    Examples
    --------
    >>> from optviz.gallery import quadratic
    >>> from optviz.rules import Adam
    >>> record = compare_conventions(quadratic(10), Adam, [4, 1], steps=5)
    >>> list(record.trajectories)
    ['torch', 'keras', 'optax', 'cs231n', 'paper']
    """

    rule: type[Rule]
    trajectories: Mapping[str, Trajectory]

    def parting(self, first: str, second: str) -> int | None:
        """Number of the first step after which two conventions are apart; None if never."""
        gap = self.distance(first, second)
        size = max(float(np.abs(t.x).max()) for t in self.trajectories.values())
        apart = np.flatnonzero(gap > ROUNDING * size)
        return int(apart[0]) if len(apart) else None

    def distance(self, first: str, second: str) -> Any:
        """Distance of two paths at every step that both made, shape (T + 1,)."""
        a, b = self.trajectories[first].x, self.trajectories[second].x
        count = min(len(a), len(b))
        return np.linalg.norm(a[:count] - b[:count], axis=1)

    def groups(self) -> list[list[str]]:
        """The conventions, those together whose paths never part from the first one's.

        Examples
        --------
        >>> from optviz.gallery import quadratic
        >>> from optviz.rules import Nesterov
        >>> from optviz.schedules import StepDecay
        >>> rate = StepDecay(0.05, every=10)
        >>> compare_conventions(quadratic(10), Nesterov, [4, 1], learning_rate=rate).groups()
        [['torch', 'optax'], ['keras', 'cs231n', 'paper']]
        """
        groups: list[list[str]] = []
        for name in self.trajectories:
            mates = [group for group in groups if self.parting(group[0], name) is None]
            if mates:
                mates[0].append(name)
            else:
                groups.append([name])
        return groups

    def to_dict(self) -> dict[str, Any]:
        """Return the trajectories as data that `json.dumps` takes."""
        paths = {name: t.to_dict() for name, t in self.trajectories.items()}
        return {"record": "Conventions", "rule": self.rule.name, "trajectories": paths}

    def page(self) -> Page:
        """Return the page: for each pair, where they part and how far they get."""
        objective = next(iter(self.trajectories.values())).objective
        planar = objective.n == 2
        rows = [
            [", ".join(first), ", ".join(second), self.parting(first[0], second[0]), far]
            for first, second in combinations(self.groups(), 2)
            for far in [float(f"{self.distance(first[0], second[0]).max():.3g}")]
        ]
        header = ["conventions", "and", "part at step", "largest distance"]
        figures = [Figure(self.plot, "Level sets and the paths")] if planar else []
        if rows:
            figures.append(Figure(self.plot_distances, "Distances of the paths that part"))
        return Page(
            f"Conventions of {title_of(self.rule.name)}",
            [
                *([function_equation(objective)] if isinstance(objective, Objective) else []),
                Paragraph(*self._setting()),
                self._same(),
                *([Table(header, rows)] if rows else []),
                *self._endings(),
                *figures,
            ],
        )

    def _setting(self) -> list[Any]:
        """What all had in common, and when two paths count as apart."""
        first = next(iter(self.trajectories.values()))
        made = {name: t.learning_rate for name, t in self.trajectories.items()}
        rates = np.concatenate(list(made.values()))
        begun = {name: float(rates[0]) for name, rates in made.items() if len(rates)}
        if len(rates) and (rates == rates[0]).all():
            rate = ["with the learning rate ", shown(float(rates[0]))]
        elif len(set(begun.values())) > 1:
            rate = ["each with its own learning rate"]
            for place, (name, own) in enumerate(begun.items()):
                rate += [", " if place else " (", f"{name} ", shown(own)]
            rate += [")"]
        else:
            rate = ["at equal rates"]
        return [
            "From ",
            point(*map(shown, first.x[0].tolist())),
            ", ",
            *rate,
            f", and the same hyperparameters where they agree. {_APART}",
        ]

    def _same(self) -> Any:
        """Which conventions make the same steps."""
        groups = self.groups()
        if len(self.trajectories) == 1:
            return Paragraph(f"There is one convention, {groups[0][0]}.")
        if len(groups) == 1:
            return Paragraph(f"No two of {', '.join(groups[0])} part.")
        same = [f"{', '.join(g[:-1])} and {g[-1]}" for g in groups if len(g) > 1]
        return Paragraph(f"Never apart are {'; '.join(same)}." if same else "Any two part.")

    def _endings(self) -> list[Any]:
        """What became of those that did not stay on the ground."""
        lost = [
            f"{name} {t.ending} after step {len(t.x) - 1}"
            for name, t in self.trajectories.items()
            if t.ending in (DIVERGED, NOT_FINITE)
        ]
        return [Paragraph(f"Meanwhile: {', '.join(lost)}.")] if lost else []

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the paths on the level sets (two variables), else the distances of the pairs."""
        paths = list(self.trajectories.values())
        if paths[0].objective.n == 2:
            first = [self.trajectories[group[0]] for group in self.groups()]
            return plot_paths(first, ax, labels=[", ".join(group) for group in self.groups()])
        return self.plot_distances(ax)

    def plot_distances(self, ax: Axes | None = None) -> Axes:
        """Draw how far apart the paths are, for each pair that parts, against the step."""
        ax = new_axes(ax)
        for place, (first, second) in enumerate(combinations(self.groups(), 2)):
            gap = self.distance(first[0], second[0])
            gap = np.where(gap > 0, gap, np.nan)
            ax.semilogy(gap, label=f"{', '.join(first)} / {', '.join(second)}", **line_style(place))
        ax.set(xlabel="step", ylabel="distance")
        if ax.lines:
            ax.legend()
        return ax


def compare_conventions(
    objective: Function,
    rule: type[Rule],
    x0: ArrayLike,
    *,
    steps: int = 50,
    learning_rate: Schedule | float | None = None,
    **hyperparameters: Any,
) -> Conventions:
    """Run a rule under each of its conventions.

    Parameters
    ----------
    objective : Function
    rule : type
        The rule's class, such as `optviz.rules.Adam`.
    x0 : array_like, shape (n,)
    steps : int
    learning_rate : float or Schedule, optional
        By default each convention's own.
    **hyperparameters
        Of the rule, the same under each convention.

    Returns
    -------
    Conventions
        A trajectory for each convention that the rule has.

    Raises
    ------
    TypeError
        For what is no class of a rule, or a hyperparameter that it does not have.

    Examples
    --------
    >>> from optviz.gallery import quadratic
    >>> from optviz.rules import Momentum
    >>> from optviz.schedules import StepDecay
    >>> f = quadratic(10)
    >>> same = compare_conventions(f, Momentum, [4, 1], learning_rate=0.05)
    >>> same.parting("torch", "cs231n") is None
    True
    >>> rate = StepDecay(0.05, every=10)
    >>> compare_conventions(f, Momentum, [4, 1], learning_rate=rate).parting("torch", "cs231n")
    11
    """
    if not (isinstance(rule, type) and issubclass(rule, Rule)):
        raise TypeError(f"{rule!r} is not the class of a rule, such as Adam")
    return Conventions(
        rule,
        {
            convention: minimize(
                objective,
                rule(convention=convention, **hyperparameters),
                x0,
                steps=steps,
                learning_rate=learning_rate,
            )
            for convention in rule.forms
        },
    )
