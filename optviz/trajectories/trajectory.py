"""The record of a descent: where it went, what it saw there, and why it ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from linalg.check import Check
from linalg.record import Record, as_json
from optviz.objectives.function import Function
from optviz.objectives.model import QuadraticModel
from optviz.rules import Rule
from optviz.tables import as_csv
from optviz.trajectories.diagnosis import status_words
from optviz.trajectories.figures import plot_losses, plot_paths
from optviz.trajectories.iterates import Ends, Iterates
from optviz.trajectories.repetition import check_trajectory
from optviz.trajectories.table import trajectory_rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Trajectory(Record):
    """Every step of a method from one start, or from B starts at once.

    Attributes
    ----------
    objective : Function
    method : Rule or Method
    x, g : ndarray, shape (T + 1, n) or (T + 1, B, n)
        Points, and the gradient that the step from each used.
    f : ndarray, shape (T + 1,) or (T + 1, B)
    learning_rate : ndarray, shape (T,) or (T, B)
        NaN for methods that have none.
    terms : mapping of str to ndarray, shape (T, ...) or (T, B, ...)
        What the method kept or computed in each step, by name.
    steps : int or ndarray of int, shape (B,)
        How many steps were made; a start that ended stays where it was.
    evaluations : mapping of str to int
        Calls, summed over the starts, of value, gradient and Hessian.
    beyond : ndarray, shape (n,), or None
        Of a single start: the point after the last one, where it had no finite value or gradient.

    Examples
    --------
    >>> from optviz import Objective, minimize
    >>> from optviz.rules import Momentum
    >>> path = minimize(
    ...     Objective("x**2 + 10*y**2"), Momentum(), [4, 1], steps=9, learning_rate=0.05
    ... )
    >>> path.x.shape, path.terms["velocity"].shape, path.check().holds
    ((10, 2), (9, 2), True)
    """

    objective: Function
    method: Any
    x: FloatArray
    f: FloatArray
    g: FloatArray
    learning_rate: FloatArray
    terms: Mapping[str, FloatArray]
    steps: Any
    evaluations: Mapping[str, int]
    _words: Callable[[], NDArray[Any]]
    beyond: FloatArray | None = None

    @classmethod
    def of_iterates(
        cls,
        objective: Function,
        method: Any,
        iterates: Iterates,
        rates: FloatArray,
        ends: Ends,
        *,
        single: bool,
        evaluations: Mapping[str, int] | None = None,
    ) -> Trajectory:
        """Record iterates that were cut: coordinates last; a single start loses its axis."""
        last = ends.last

        def turned(array: FloatArray) -> FloatArray:
            return array[..., 0] if single else np.moveaxis(array, -1, 1)

        return cls(
            objective=objective,
            method=method,
            x=turned(iterates.x),
            f=turned(iterates.f),
            g=turned(iterates.g),
            learning_rate=rates[: len(iterates.x) - 1],
            terms={name: turned(term) for name, term in iterates.terms.items()},
            steps=int(last[0]) if single else last,
            evaluations=evaluations or {"gradient": int(last.sum()) + len(last)},
            _words=ends.words,
            beyond=ends.beyond if single else None,
        )

    @property
    def n_starts(self) -> int | None:
        """Number of starts B, or None for a single one without an axis."""
        return None if self.x.ndim == 2 else self.x.shape[1]

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays in the record."""
        arrays = (self.x, self.f, self.g, self.learning_rate, *self.terms.values())
        return sum(a.nbytes for a in arrays)

    @property
    def step(self) -> FloatArray:
        """Steps x₁ - x₀, x₂ - x₁, …, shape (T, n) or (T, B, n)."""
        return np.diff(self.x, axis=0)

    @cached_property
    def derived(self) -> Mapping[str, FloatArray]:
        """The terms derived from those of a first-order rule: m̂, v̂, the effective rate."""
        if not isinstance(self.method, Rule):
            return {}
        # Coordinates first, then steps: hyperparameters of the starts are along the last axis.
        first = {name: np.moveaxis(term, -1, 0) for name, term in self.terms.items()}
        k = np.arange(len(self.x) - 1).reshape(-1, *(1,) * (self.x.ndim - 2))
        rates = self.learning_rate.reshape(len(k), *self.learning_rate.shape[1:] or k.shape[1:])
        shown = self.method.derived(first, k, rates)
        return {name: np.moveaxis(value, 0, -1) for name, value in shown.items()}

    @cached_property
    def ending(self) -> Any:
        """The reason why it ended, a str, or an array of them of shape (B,).

        One of `optviz.trajectories.endings.MEANINGS`, which says what each of them means.
        """
        words = self._words()
        return str(words[0]) if self.n_starts is None else words

    def __getstate__(self) -> dict[str, Any]:
        """Decide why it ended before it is pickled: the iterates stay behind."""
        return {**super().__getstate__(), "_words": partial(np.atleast_1d, self.ending)}

    @cached_property
    def status(self) -> Any:
        """The ending and what came before it, such as ``"step limit, zig-zag"``."""
        return status_words(self)

    def start(self, b: int) -> Trajectory:
        """Return the trajectory of start `b` of many, as long as it lasted."""
        if self.n_starts is None:
            raise IndexError("this trajectory has one start only")
        t = int(self.steps[b])
        rates = self.learning_rate[:t]
        return Trajectory(
            objective=self.objective,
            method=self.method,
            x=self.x[: t + 1, b],
            f=self.f[: t + 1, b],
            g=self.g[: t + 1, b],
            learning_rate=rates[:, b] if rates.ndim > 1 else rates,
            terms={name: term[:t, b] for name, term in self.terms.items()},
            steps=t,
            evaluations={},
            _words=lambda: self.ending[b : b + 1],
        )

    def model(self, k: int, start: int | None = None) -> QuadraticModel:
        """The quadratic model of the objective at point k: value, gradient and Hessian there.

        The Hessian is the recorded one where the method used one, else it is computed.
        """
        at = (k,) if start is None else (k, start)
        x, recorded = self.x[at], self.terms.get("hessian")
        use = recorded is not None and k < len(recorded)
        hessian = recorded[at] if recorded is not None and use else self.objective.hessian(x)
        return QuadraticModel(x, float(self.f[at]), self.g[at], hessian)

    def check(self) -> Check:
        """Say whether values, gradients and steps are those of objective and method."""
        return check_trajectory(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the arrays and what they belong to as data that `json.dumps` takes."""
        about = {
            "record": "Trajectory",
            "objective": str(getattr(self.objective, "expression", self.objective.name)),
            "variables": list(self.objective.names),
            "method": self.method.name,
            "status": self.status,
        }
        numbers = {"steps": self.steps, **self.arrays()}
        return {name: as_json(value) for name, value in (about | numbers).items()}

    def arrays(self) -> dict[str, FloatArray]:
        """All arrays by name; terms as ``"term:name"``."""
        own = {"x": self.x, "f": self.f, "g": self.g, "learning_rate": self.learning_rate}
        return own | {f"term:{name}": term for name, term in self.terms.items()}

    def to_npz(self, path: str | Path) -> None:
        """Write all arrays, the steps made and the endings as a compressed NumPy archive."""
        ending = np.asarray(self.ending, dtype=str)
        steps = np.asarray(self.steps)
        np.savez_compressed(path, steps=steps, ending=ending, **self.arrays())  # type: ignore[arg-type]

    def to_csv(self) -> str:
        """One line a point: start (for many), step, coordinates, value, gradient, rate, terms."""
        return as_csv(trajectory_rows(self))

    def _brief(self) -> str:
        starts = "" if self.n_starts is None else f" from {self.n_starts} starts"
        return (
            f"of {self.method.name} on {self.objective._brief()}{starts}: {len(self.x) - 1} steps"
        )

    def plot(self, ax: Axes | None = None, **options: Any) -> Axes:
        """Draw level sets and the path (two variables), as `optviz.trajectories.figures` does."""
        return plot_paths([self], ax, **options)

    def plot_loss(self, ax: Axes | None = None, *, log: bool = True) -> Axes:
        """Draw the value against the step, less the known minimum if there is one."""
        return plot_losses([self], ax, log=log)
