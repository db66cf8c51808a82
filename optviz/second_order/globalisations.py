"""Globalisations: how far to go, so that a direction that is right nearby is safe from afar.

Vectors are (n, A), matrices (n, n, A): A starts at once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeAlias

import numpy as np
from numpy.typing import NDArray

from optviz.objectives.function import Function

FloatArray = NDArray[np.float64]
State: TypeAlias = dict[str, FloatArray]


@dataclass(frozen=True, eq=False)
class Here:
    """The state of A starts: point, value, gradient, matrix of the model."""

    x: FloatArray
    f: FloatArray
    g: FloatArray
    matrix: FloatArray | None


@dataclass(frozen=True, eq=False, kw_only=True)
class Move:
    """One step of A starts.

    Attributes
    ----------
    x, f, g : ndarray
        The new points; the old ones where a step was refused.
    proposed : ndarray, shape (n, A)
        The step that was tried last.
    failed : ndarray of bool, shape (A,)
        Where no step lowers the value: the method ends there.
    pending : ndarray of bool, shape (A,), or None
        Where the step is not found yet: the start stays, and the search goes on in the next call.
    terms, state : dict
        To record, and to remember.
    trials : int
        Evaluations of value and gradient.
    """

    x: FloatArray
    f: FloatArray
    g: FloatArray
    proposed: FloatArray
    failed: NDArray[np.bool_]
    pending: NDArray[np.bool_] | None = None
    terms: State = field(default_factory=dict)
    state: State = field(default_factory=dict)
    trials: int = 0


class Globalisation(ABC):
    """The globalisation of a method: it turns directions into steps that are safe.

    A subclass defines `move`, one step of all starts.

    Attributes
    ----------
    name : str
    needs_matrix : bool
        Whether the direction must have a matrix of curvatures, as a trust region asks.
    needs_direction : bool
        False where it makes the step from the matrix itself.

    Examples
    --------
    >>> from optviz.second_order import Armijo, TrustRegion
    >>> Armijo().needs_matrix, TrustRegion().needs_matrix
    (False, True)
    """

    name: ClassVar[str]
    needs_matrix: ClassVar[bool] = False
    needs_direction: ClassVar[bool] = True

    def start(self, x: FloatArray) -> State:
        """Return the memory before the first step."""
        return {}

    @abstractmethod
    def move(self, function: Function, here: Here, p: Any, first: Any, state: State) -> Move:
        """One step along `p` (if it needs a direction), `first` the length to try first."""
