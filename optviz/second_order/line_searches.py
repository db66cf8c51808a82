"""Globalisations along a line: a fixed step, backtracking, the strong Wolfe conditions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from optviz.objectives.function import Function
from optviz.second_order import more_thuente
from optviz.second_order.globalisations import Globalisation, Here, Move, State
from optviz.second_order.subproblem import dot

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class FixedStep(Globalisation):
    """Always `length` times the direction: no safety at all.

    Parameters
    ----------
    length : float
        Positive.

    Raises
    ------
    ValueError
        For a length that is not positive.

    Examples
    --------
    >>> from optviz.descent.minimize import minimize
    >>> from optviz.objectives.objective import Objective
    >>> from optviz.second_order import Method, Newton
    >>> minimize(Objective("x**2"), Method(Newton(), FixedStep(0.5)), [8], steps=3).x.ravel()
    array([8., 4., 2., 1.])
    """

    length: float = 1.0
    name: ClassVar[str] = "fixed step"

    def __post_init__(self) -> None:
        if not self.length > 0:
            raise ValueError(f"a step length must be positive, got {self.length}")

    def move(self, function: Function, here: Here, p: Any, first: Any, state: State) -> Move:
        """Go."""
        step = self.length * p
        x = here.x + step
        f, g = function.evaluate(x)
        failed = np.zeros(len(f), dtype=bool)
        terms = {"step_length": np.full(len(f), self.length)}
        return Move(x=x, f=f, g=g, proposed=step, failed=failed, terms=terms, trials=len(f))


@dataclass(frozen=True)
class Armijo(Globalisation):
    """Halve (multiply by `shrink`) until the value has fallen by `c1` of what the slope promises.

    Source: Armijo 1966; Nocedal and Wright, chapter 3.1.

    Parameters
    ----------
    c1 : float
        Share of the promised decrease that is enough, between 0 and 1.
    shrink : float
        Factor of the length after a trial that is not enough, between 0 and 1.

    Raises
    ------
    ValueError
        For a constant out of its range.

    Examples
    --------
    >>> from optviz.descent.minimize import minimize
    >>> from optviz.objectives.objective import Objective
    >>> from optviz.second_order import Method, Newton
    >>> path = minimize(Objective("sqrt(1 + x**2)"), Method(Newton(), Armijo()), [2], steps=1)
    >>> float(path.terms["step_length"][0])
    0.25
    """

    c1: float = 1e-4
    shrink: float = 0.5
    name: ClassVar[str] = "armijo"
    most_trials: ClassVar[int] = 60

    def __post_init__(self) -> None:
        if not (0 < self.c1 < 1 and 0 < self.shrink < 1):
            raise ValueError(f"c1 and shrink lie between 0 and 1, got {self.c1}, {self.shrink}")

    def move(self, function: Function, here: Here, p: Any, first: Any, state: State) -> Move:
        """Backtrack."""
        slope = dot(here.g, p)
        length = np.array(first, dtype=float)
        x, f, g = here.x.copy(), here.f.copy(), here.g.copy()
        failed = np.ones(len(f), dtype=bool)
        going = np.flatnonzero(slope < 0)
        trials = 0
        for _ in range(self.most_trials):
            if not len(going):
                break
            there = here.x[:, going] + length[going] * p[:, going]
            value, gradient = function.evaluate(there)
            trials += len(going)
            enough = value <= here.f[going] + self.c1 * length[going] * slope[going]
            done = going[enough]
            x[:, done], f[done], g[:, done] = there[:, enough], value[enough], gradient[:, enough]
            failed[done] = False
            going = going[~enough]
            length[going] *= self.shrink
        terms = {"step_length": length}
        return Move(x=x, f=f, g=g, proposed=length * p, failed=failed, terms=terms, trials=trials)


@dataclass(frozen=True)
class StrongWolfe(Globalisation):
    """Moré and Thuente's search: enough decrease, and a slope that has flattened by `c2`.

    `interval` is the relative width at which the interval of lengths is taken for a point.

    Parameters
    ----------
    c1, c2 : float
        Share of the promised decrease that is enough, and of the slope that may be left;
        0 < c1 < c2 < 1.
    interval : float

    Raises
    ------
    ValueError
        For constants out of order.

    Examples
    --------
    >>> from optviz.objectives.gallery import rosenbrock
    >>> from optviz.descent.minimize import minimize
    >>> from optviz.second_order import BFGS, Method
    >>> path = minimize(rosenbrock(), Method(BFGS(), StrongWolfe(c2=0.5)), [-1.2, 1], steps=9)
    >>> slope = (path.g * np.vstack([path.step, path.step[-1:]])).sum(axis=1)[:-1]
    >>> bool(np.all(path.f[1:] <= path.f[:-1] + 1e-4 * slope))
    True
    """

    c1: float = 1e-4
    c2: float = 0.9
    interval: float = 1e-14
    name: ClassVar[str] = "strong wolfe"

    def __post_init__(self) -> None:
        if not 0 < self.c1 < self.c2 < 1:
            raise ValueError(f"0 < c1 < c2 < 1 is needed, got {self.c1} and {self.c2}")

    def start(self, x: FloatArray) -> State:
        """No search is under way: lengths are NaN."""
        return {"search": np.full((more_thuente.ROWS, x.shape[1]), np.nan)}

    def move(self, function: Function, here: Here, p: Any, first: Any, state: State) -> Move:
        """One trial of each search; those that are not over yet are pending."""
        slope = dot(here.g, p)
        search = state["search"]
        fresh = np.isnan(search[more_thuente.LENGTH])
        length = np.where(fresh, first, search[more_thuente.LENGTH])
        step = length * p
        x = here.x + step
        f, g = function.evaluate(x)
        trial = np.array([length, f, dot(g, p)])
        enough, good, stuck = more_thuente.judge(
            search, trial, here.f, slope, c1=self.c1, c2=self.c2
        )
        pending = ~(good | stuck)
        after = np.full_like(search, np.nan)
        on = pending.nonzero()[0]
        if len(on):
            begun = more_thuente.begin(here.f[on], slope[on], first[on])
            going = np.where(fresh[on], begun, search.take(on, axis=1))
            tilt = self.c1 * slope[on]
            more_thuente.narrow(going, trial.take(on, axis=1), enough[on], tilt, self.interval)
            after[:, on] = going
            x, g = np.where(pending, here.x, x), np.where(pending, here.g, g)
            f = np.where(pending, here.f, f)
        terms = {"step_length": length}
        return Move(
            x=x,
            f=f,
            g=g,
            proposed=step,
            failed=stuck & ~good,
            pending=pending,
            terms=terms,
            state={"search": after},
            trials=len(f),
        )
