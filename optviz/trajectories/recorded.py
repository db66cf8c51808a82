"""The protocol of a recorded trajectory, for figures, tables and checks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from optviz.objectives.function import Function

FloatArray = NDArray[np.float64]


class Recorded(Protocol):
    """A descent as it was recorded; `optviz.trajectories.trajectory` has the shapes."""

    @property
    def objective(self) -> Function:
        """The function that was followed."""

    @property
    def method(self) -> Any:
        """The rule or method that made the steps."""

    @property
    def x(self) -> FloatArray:
        """Points."""

    @property
    def f(self) -> FloatArray:
        """Values there."""

    @property
    def g(self) -> FloatArray:
        """Gradients there."""

    @property
    def learning_rate(self) -> FloatArray:
        """Learning rate of each step."""

    @property
    def terms(self) -> Mapping[str, FloatArray]:
        """The terms that the method kept or computed in each step."""

    @property
    def derived(self) -> Mapping[str, FloatArray]:
        """The terms derived from those."""

    @property
    def step(self) -> FloatArray:
        """Steps."""

    @property
    def steps(self) -> Any:
        """The number of steps made."""

    @property
    def n_starts(self) -> int | None:
        """Number of starts, None for a single one without an axis."""

    @property
    def ending(self) -> Any:
        """The reason why it ended."""

    def start(self, b: int) -> Recorded:
        """Return the trajectory of one start of many."""
