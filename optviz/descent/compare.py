"""Races: several methods from one start, each with a learning rate chosen in the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.check import Check
from linalg.record import Record
from optviz.descent.methods import NamedMethod, read_methods
from optviz.descent.minimize import minimize
from optviz.figures import Window
from optviz.method_names import title_of, titles_of
from optviz.objectives.contours import window_around
from optviz.objectives.function import Function
from optviz.tables import as_csv
from optviz.trajectories.endings import CONVERGED, DIVERGED, NOT_FINITE, STALLED, STEP_LIMIT
from optviz.trajectories.figures import plot_losses, plot_paths
from optviz.trajectories.lowest import lowest_value
from optviz.trajectories.stationary import kinds_of_ground
from optviz.trajectories.table import trajectory_rows
from optviz.trajectories.trajectory import Trajectory

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FloatArray = NDArray[np.float64]

RATES = tuple(float(f"{rate:.2g}") for rate in np.geomspace(1e-4, 10, 16))
"""Three learning rates a decade, tried for every rule that was given none."""
REACHED = 1e-6
"""A method has arrived where the value's distance to the minimum has shrunk by this factor."""


@dataclass(frozen=True, eq=False)
class Comparison(Record):
    """Several methods on one objective from one start.

    Attributes
    ----------
    trajectories : mapping of str to Trajectory
        By label.
    grids : mapping of str to tuple of float
        The learning rates that were tried for a label; empty for one that was given or needs none.
    tuned : bool
        False: rules without a rate ran at their default, which favours none on purpose.

    Examples
    --------
    >>> from optviz.objectives.gallery import quadratic
    >>> race = compare(quadratic(10), "gd(lr=0.1), newton", [4, 1], steps=100)
    >>> race.labels, race.steps_to(1e-6)
    (['gd(lr=0.1)', 'newton'], {'gd(lr=0.1)': 64, 'newton': 1})
    """

    trajectories: Mapping[str, Trajectory]
    grids: Mapping[str, tuple[float, ...]]
    tuned: bool

    @property
    def labels(self) -> list[str]:
        """Labels of those that took part, as they were typed."""
        return list(self.trajectories)

    @property
    def names(self) -> dict[str, str]:
        """The names of the methods on pages and figures, by label."""
        return titles_of({label: t.method for label, t in self.trajectories.items()})

    @property
    def lowest(self) -> float:
        """Value of the known minimum, else the lowest that anyone reached."""
        return lowest_value(list(self.trajectories.values()))

    @property
    def settled(self) -> bool:
        """True if `lowest` is the value of a minimum, known or found."""
        if getattr(next(iter(self.trajectories.values())).objective, "minima", ()):
            return True
        return any(map(self._settles, self.trajectories.values()))

    def _settles(self, trajectory: Trajectory) -> bool:
        """Say whether it reaches the lowest value, with a gradient as small as that asks for."""
        f, slope = trajectory.f, np.abs(trajectory.g).max(axis=1)
        low = f[-1] <= self.lowest + REACHED * (f[0] - self.lowest)
        if not low or trajectory.ending not in (CONVERGED, STEP_LIMIT, STALLED):
            return False
        if trajectory.ending == CONVERGED:
            return True
        level = slope[-1] <= REACHED**0.5 * slope[0]
        return bool(
            level and kinds_of_ground(trajectory.objective, trajectory.x[-1:].T)[0] == CONVERGED
        )

    @property
    def window(self) -> Window:
        """Window of two variables that shows the start and where the methods got no higher.

        So a step that is thrown far, or a descent that diverges, leaves the figure.
        """
        below = [t.x[t.f <= t.f[0]] for t in self.trajectories.values()]
        return window_around(next(iter(self.trajectories.values())).objective, below, 0.2, np.inf)

    def steps_to(self, factor: float = REACHED) -> dict[str, int | None]:
        """Steps after which the value was within `factor` of its first distance to the lowest."""
        steps = {}
        for label, trajectory in self.trajectories.items():
            above = trajectory.f - self.lowest
            there = np.flatnonzero(above <= factor * above[0])
            steps[label] = int(there[0]) if len(there) else None
        return steps

    @property
    def winner(self) -> str:
        """The method with the fewest steps, or, if none arrived, with the lowest value."""
        steps = {label: k for label, k in self.steps_to().items() if k is not None}
        if steps:
            return min(steps, key=steps.__getitem__)
        return min(self.labels, key=lambda label: float(self.trajectories[label].f[-1]))

    def check(self) -> Check:
        """Say whether every trajectory is what its method makes."""
        checks = [trajectory.check() for trajectory in self.trajectories.values()]
        residual, bound = (
            np.concatenate([getattr(check, side) for check in checks])
            for side in ("residual", "bound")
        )
        return Check(checks[0].relation, all(checks), residual, bound)

    def _brief(self) -> str:
        return f"of {', '.join(self.labels)}"

    def to_csv(self) -> str:
        """The trajectories one after the other, the method's label in the first column."""
        tables = {label: trajectory_rows(t) for label, t in self.trajectories.items()}
        wide = max((header for header, *_ in tables.values()), key=len)
        common = [c for c in wide if all(c in header for header, *_ in tables.values())]
        lines: list[list[Any]] = [["method", *common]]
        for label, (header, *rows) in tables.items():
            places = [header.index(column) for column in common]
            lines += [[label, *(row[i] for i in places)] for row in rows]
        return as_csv(lines)

    def to_npz(self, path: Any) -> None:
        """Write the arrays of all trajectories, as ``"label/name"``."""
        arrays = {
            f"{label}/{name}": array
            for label, trajectory in self.trajectories.items()
            for name, array in trajectory.arrays().items()
        }
        np.savez_compressed(path, **arrays)  # type: ignore[arg-type]

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the paths on the level sets (two variables)."""
        return plot_paths(list(self.trajectories.values()), ax, labels=list(self.names.values()))

    def plot_loss(self, ax: Axes | None = None, *, log: bool = True) -> Axes:
        """Draw the values against the step."""
        paths, names = list(self.trajectories.values()), list(self.names.values())
        return plot_losses(paths, ax, labels=names, log=log)


def compare(
    objective: Function,
    methods: str | Sequence[Any] | Mapping[str, Any],
    x0: ArrayLike,
    *,
    steps: int = 100,
    tolerance: float | None = None,
    tune: bool = True,
    rates: Sequence[float] = RATES,
) -> Comparison:
    """Race methods from one start.

    Parameters
    ----------
    objective : Function
    methods : str, sequence, or mapping of str to method
        Text as `read_methods` takes it; or methods, texts and named methods one after the other; or
        methods by label.
    x0 : array_like, shape (n,)
    steps : int
        For each.
    tolerance : float, optional
    tune : bool
        Try every rate of `rates` for each rule that was given none, and keep the one that ends
        lowest. Otherwise such a rule runs at its default rate, and the result says so.
    rates : sequence of float

    Returns
    -------
    Comparison
        A trajectory for each method, and the rates that were tried for it.

    Examples
    --------
    >>> from optviz.objectives.gallery import quadratic
    >>> race = compare(quadratic(10), "gd, momentum, newton", [4, 1], steps=100)
    >>> race.winner, race.steps_to()["newton"]
    ('newton', 1)
    >>> len(race.grids["gd"]), len(race.grids["newton"])
    (16, 0)
    """
    chosen = _read(methods)
    trajectories: dict[str, Trajectory] = {}
    grids: dict[str, tuple[float, ...]] = {}
    for named in chosen:
        rate = named.learning_rate
        grids[named.label] = tuple(rates) if tune and named.needs_rate else ()
        if grids[named.label]:
            rate = best_rate(objective, named.method, x0, steps=steps, rates=rates)
        trajectories[named.label] = minimize(
            objective, named.method, x0, steps=steps, learning_rate=rate, tolerance=tolerance
        )
    return Comparison(trajectories, grids, tune)


def _read(given: str | Sequence[Any] | Mapping[str, Any]) -> list[NamedMethod]:
    if isinstance(given, Mapping):
        given = [NamedMethod(label, method) for label, method in given.items()]
    methods: list[NamedMethod] = []
    for each in [given] if isinstance(given, str) else given:
        if isinstance(each, str):
            methods += read_methods(each)
        elif isinstance(each, NamedMethod):
            methods.append(each)
        else:
            methods.append(NamedMethod(getattr(each, "name", repr(each)), each))
    if not methods:
        raise ValueError("no method is named: a race needs at least one")
    labels = [named.label for named in methods]
    if len(set(labels)) < len(labels):
        raise ValueError(f"each method needs a label of its own, got {', '.join(labels)}")
    return methods


def best_rate(
    objective: Function,
    rule: Any,
    x0: ArrayLike,
    *,
    steps: int,
    rates: Sequence[float] = RATES,
    calm: bool = False,
) -> float:
    """Constant learning rate with which a rule ends lowest.

    Parameters
    ----------
    objective : Function
    rule : Rule
    x0 : array_like, shape (n,)
    steps : int
    rates : sequence of float
        To try, in one call.
    calm : bool
        Only rates with which no value is higher than the first, if there are any that end lower.

    Returns
    -------
    float
        One of `rates`.

    Raises
    ------
    ValueError
        If the rule diverges with every one.

    Examples
    --------
    >>> from optviz.objectives.gallery import quadratic
    >>> from optviz.rules import GradientDescent
    >>> best_rate(quadratic(10), GradientDescent(), [4, 1], steps=50, rates=[0.01, 0.1, 0.3])
    0.1
    """
    grid = np.array(rates, dtype=float)
    tried = minimize(objective, rule, x0, steps=steps, learning_rate=grid)
    lost = np.isin(np.atleast_1d(tried.ending).astype(str), [DIVERGED, NOT_FINITE])
    last = np.where(lost, np.inf, tried.f[-1])
    if calm:
        with np.errstate(invalid="ignore"):
            is_calm = (tried.f <= tried.f[0]).all(axis=0) & (last < tried.f[0])
        last = np.where(is_calm, last, np.inf) if is_calm.any() else last
    if not np.isfinite(last).any():
        raise ValueError(
            f"{title_of(rule.name)} diverges with every rate from {grid.min():g} to "
            f"{grid.max():g}; give it a smaller one with lr="
        )
    return float(grid[last.argmin()])
