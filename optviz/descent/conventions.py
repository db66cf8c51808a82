"""Two conventions of one rule side by side: PyTorch, Keras, optax, CS231n, the paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from linalg.language import listing, say
from linalg.record import Record
from optviz.descent.minimize import minimize
from optviz.figures import line_style, new_axes
from optviz.objectives.function import Function
from optviz.rules import Rule
from optviz.schedules.schedules import Schedule
from optviz.trajectories.figures import plot_paths
from optviz.trajectories.trajectory import Trajectory

if TYPE_CHECKING:
    from matplotlib.axes import Axes


ROUNDING = 1e-9
"""Distances below this share of the path's size are rounding."""


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
    >>> from optviz.objectives.gallery import quadratic
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
        >>> from optviz.objectives.gallery import quadratic
        >>> from optviz.rules import Nesterov
        >>> from optviz.schedules.schedules import StepDecay
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

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the paths on the level sets (two variables), else the distances of the pairs."""
        paths = list(self.trajectories.values())
        if paths[0].objective.n == 2:
            first = [self.trajectories[group[0]] for group in self.groups()]
            return plot_paths(first, ax, labels=[listing(group, ",") for group in self.groups()])
        return self.plot_distances(ax)

    def plot_distances(self, ax: Axes | None = None) -> Axes:
        """Draw how far apart the paths are, for each pair that parts, against the step."""
        ax = new_axes(ax)
        for place, (first, second) in enumerate(combinations(self.groups(), 2)):
            gap = self.distance(first[0], second[0])
            gap = np.where(gap > 0, gap, np.nan)
            ax.semilogy(
                gap,
                label=say("{one} / {other}", one=listing(first, ","), other=listing(second, ",")),
                **line_style(place),
            )
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
    >>> from optviz.objectives.gallery import quadratic
    >>> from optviz.rules import Momentum
    >>> from optviz.schedules.schedules import StepDecay
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
