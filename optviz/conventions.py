"""Where two conventions of one rule part: PyTorch's, Keras's, CS231n's, the paper's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from linalg.record import Record
from optviz.endings import DIVERGED, NOT_FINITE
from optviz.method_names import title_of
from optviz.minimize import minimize
from optviz.objective import Function, Objective
from optviz.rules import Rule
from optviz.schedules import Schedule
from optviz.trajectory import Trajectory

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from linalg.page import Page

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
    ['torch', 'keras', 'cs231n', 'paper']
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

    def to_dict(self) -> dict[str, Any]:
        """Return the trajectories as data that `json.dumps` takes."""
        paths = {name: t.to_dict() for name, t in self.trajectories.items()}
        return {"record": "Conventions", "rule": self.rule.name, "trajectories": paths}

    def page(self) -> Page:
        """Return the page: for each pair, where they part and how far they get."""
        from linalg.page import Figure, Page, Paragraph, Table
        from optviz.objective_page import function_equation

        objective = next(iter(self.trajectories.values())).objective
        planar = objective.n == 2
        rows = []
        for first, second in combinations(self.trajectories, 2):
            step = self.parting(first, second)
            far = float(f"{self.distance(first, second).max():.3g}")
            rows.append([first, second, "never" if step is None else step, far])
        header = ["convention", "and", "part at step", "largest distance"]
        figures = [Figure(self.plot, "Level sets and the paths")] if planar else []
        if self._parted():
            figures.append(Figure(self.plot_distances, "Distances of the paths that part"))
        return Page(
            f"Conventions of {title_of(self.rule.name)}",
            [
                *([function_equation(objective)] if isinstance(objective, Objective) else []),
                Paragraph(*self._setting()),
                Table(header, rows),
                *self._endings(),
                *figures,
            ],
        )

    def _setting(self) -> list[Any]:
        """What all had in common, and when two paths count as apart."""
        from linalg.page import point
        from optviz.objective_page import shown

        first = next(iter(self.trajectories.values()))
        rates = np.concatenate([t.learning_rate for t in self.trajectories.values()])
        same = len(rates) > 0 and bool((rates == rates[0]).all())
        rate = ["with the learning rate ", shown(float(rates[0]))] if same else ["at equal rates"]
        return [
            "From ",
            point(*map(shown, first.x[0].tolist())),
            ", ",
            *rate,
            f", and the same hyperparameters where they agree. {_APART}",
        ]

    def _endings(self) -> list[Any]:
        """What became of those that did not stay on the ground."""
        from linalg.page import Paragraph

        lost = [
            f"{name} {t.ending} after step {len(t.x) - 1}"
            for name, t in self.trajectories.items()
            if t.ending in (DIVERGED, NOT_FINITE)
        ]
        return [Paragraph(f"Meanwhile: {', '.join(lost)}.")] if lost else []

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the paths on the level sets (two variables), else the distances of the pairs."""
        from optviz.pictures import plot_paths

        paths = list(self.trajectories.values())
        if paths[0].objective.n == 2:
            return plot_paths(paths, ax, labels=list(self.trajectories))
        return self.plot_distances(ax)

    def plot_distances(self, ax: Axes | None = None) -> Axes:
        """Draw how far apart the paths are, for each pair that parts, against the step."""
        from optviz.figures import line_style, new_axes

        ax = new_axes(ax)
        for place, (first, second) in enumerate(self._parted()):
            gap = self.distance(first, second)
            gap = np.where(gap > 0, gap, np.nan)
            ax.semilogy(gap, label=f"{first}, {second}", **line_style(place))
        ax.set(xlabel="step", ylabel="distance")
        if ax.lines:
            ax.legend()
        return ax

    def _parted(self) -> list[tuple[str, str]]:
        """The pairs that part."""
        pairs = combinations(self.trajectories, 2)
        return [pair for pair in pairs if self.parting(*pair) is not None]


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
        By default the rule's own.
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
            for convention in rule.conventions
        },
    )
