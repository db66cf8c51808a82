"""The velocity of momentum, taken apart: what each past gradient still adds to a step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.check import Check
from linalg.immutable import Immutable
from optviz.rules import Momentum, Nesterov
from optviz.trajectories.trajectory import Trajectory

FloatArray = NDArray[np.float64]

_RELATIVE = 1e-9
_EPS = float(np.finfo(float).eps)


@dataclass(frozen=True, eq=False)
class StackedVelocity(Immutable):
    """Each step of momentum as the sum of past gradients, each shrunk by μ a step.

    Attributes
    ----------
    trajectory : Trajectory
        Of momentum or Nesterov's, from one start.

    Examples
    --------
    >>> from optviz import Objective, minimize
    >>> path = minimize(
    ...     Objective("x^2/2 + 20*y^2"),
    ...     Momentum(momentum=0.5),
    ...     [-4, 1],
    ...     steps=3,
    ...     learning_rate=0.04,
    ... )
    >>> stack = StackedVelocity.of(path)
    >>> stack.shares(2)
    array([0.25, 0.5 , 1.  ])
    >>> stack.arrows(1).round(3).tolist(), path.step[1].round(3).tolist()
    ([[0.08, -0.8], [0.154, 0.96]], [0.234, 0.16])
    """

    trajectory: Trajectory

    @classmethod
    def of(cls, trajectory: Trajectory) -> Self:
        """Take the steps of a trajectory apart.

        Raises
        ------
        TypeError
            If its method is neither momentum nor Nesterov's.
        ValueError
            For many starts, which may have many μ.
        """
        if not isinstance(trajectory.method, Momentum):
            raise TypeError(f"{trajectory.method.name} has no velocity: give momentum or nesterov")
        if trajectory.n_starts is not None:
            raise ValueError("give the trajectory of one start: .start(b)")
        return cls(trajectory)

    @property
    def momentum(self) -> float:
        """μ, by which each past gradient shrinks a step."""
        return float(self.trajectory.method.momentum)

    @property
    def gradients(self) -> FloatArray:
        """The gradients that the rule saw, weight decay included, shape (T + 1, n)."""
        path = self.trajectory
        return np.asarray(path.g + path.method.weight_decay * path.x)

    def shares(self, k: int) -> FloatArray:
        """Return how much of each gradient up to the k-th is in the step, the oldest first.

        With a constant rate η, step k is -η times the sum of these shares of the gradients.
        """
        path, rule, mu = self.trajectory, self.trajectory.method, self.momentum
        rates = path.learning_rate[: k + 1]
        shares = self._pushes(k) * mu ** np.arange(k, -1, -1.0)
        if rule.convention in ("keras", "cs231n", "paper"):  # there old rates stay in v
            shares = shares * rates / rates[-1]
        if isinstance(rule, Nesterov):
            shares = mu * shares
            shares[-1] += 1.0
        return np.asarray(shares)

    def arrows(self, k: int) -> FloatArray:
        """Return what each gradient up to the k-th adds to step k, shape (k + 1, n).

        The oldest comes first; tip to tail they lead from point k to point k + 1.
        """
        rate = self.trajectory.learning_rate[k]
        return np.asarray(-rate * self.shares(k)[:, None] * self.gradients[: k + 1])

    def left(self, k: int, axes: ArrayLike) -> FloatArray:
        """Return which share of the arrows' lengths is left in their sum, along each axis.

        Parameters
        ----------
        k : int
        axes : array_like, shape (n, m)
            Directions, as columns.

        Returns
        -------
        ndarray, shape (m,)
            1 where all agree, near 0 where they cancel.

        Examples
        --------
        Across the ravine hardly anything is left, along it everything:

        >>> from optviz import Objective, minimize
        >>> f, rule = Objective("x^2/2 + 20*y^2"), Momentum(momentum=0.7)
        >>> stack = StackedVelocity.of(minimize(f, rule, [-4, 1], steps=9, learning_rate=0.045))
        >>> stack.left(7, np.eye(2)).round(2)
        array([1. , 0.1])
        """
        along = self.arrows(k) @ np.asarray(axes, dtype=float)
        lengths = np.abs(along).sum(axis=0)
        return np.asarray(np.abs(along.sum(axis=0)) / np.where(lengths > 0, lengths, 1.0))

    def look_ahead(self, k: int) -> tuple[FloatArray, FloatArray]:
        """Return where the velocity before step k leads by itself: from one point to another.

        Momentum stands at the first and takes its gradient there. Nesterov's takes it at the other,
        which is point k of its record: the rule is written in the variable that looks ahead.
        """
        path = self.trajectory
        rate, shares = path.learning_rate[k], self.shares(k)[:-1]
        if not isinstance(path.method, Nesterov):
            return path.x[k], np.asarray(path.x[k] - rate * shares @ self.gradients[:k])
        carried = rate * shares @ self.gradients[:k] / (self.momentum or 1.0)
        return np.asarray(path.x[k] + carried), path.x[k]

    def check(self) -> Check:
        """Compare the sum of the arrows with each step that was made."""
        path = self.trajectory
        steps = int(path.steps)
        with np.errstate(all="ignore"):
            arrows = [self.arrows(k) for k in range(steps)]
            sums = np.array([a.sum(axis=0) for a in arrows]).reshape(steps, -1)
            sizes = np.array([np.abs(a).sum(axis=0) for a in arrows]).reshape(steps, -1)
            residual = np.abs(sums - path.step[:steps])
            bound = _RELATIVE * sizes + 8 * _EPS * np.abs(path.x[1 : steps + 1])
        known = np.isfinite(residual) & np.isfinite(bound)
        holds = bool((residual <= bound)[known].all())
        return Check("the arrows of past gradients add up to the step", holds, residual, bound)

    def _pushes(self, k: int) -> FloatArray:
        """Return which share of each new gradient enters the velocity, shape (k + 1,)."""
        rule = self.trajectory.method
        if rule.convention == "autograd":
            return np.full(k + 1, 1 - self.momentum)
        pushes = np.full(k + 1, 1 - float(rule.dampening))
        if rule.convention != "mlx":
            pushes[0] = 1.0
        return pushes
