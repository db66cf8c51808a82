"""One measurement: ours and the peer, by turns in one run, each with its best time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from timeit import Timer

SHORTEST = 0.005
"""A sample repeats a quick call until it lasts this many seconds, well above the clock's noise."""

BUDGET = 10.0
"""Seconds for one case; a slow peer gets fewer samples, though never fewer than two."""


@dataclass(frozen=True)
class Case:
    """Two ways to the same answer.

    Attributes
    ----------
    name : str
        What is computed, as in ``"exact, n = 20"``.
    ours, peer : callable
        Without arguments; what they share is prepared beforehand.
    against : str
        The peer's name, with its package.
    goal : float, optional
        The largest ratio of our time to the peer's that counts as reached.
    """

    name: str
    ours: Callable[[], object]
    peer: Callable[[], object]
    against: str
    goal: float | None = None


@dataclass(frozen=True)
class Measurement:
    """The best seconds of both sides of a case."""

    case: Case
    ours: float
    peer: float
    samples: int

    @property
    def ratio(self) -> float:
        """Our time divided by the peer's."""
        return self.ours / self.peer

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        return None if self.case.goal is None else self.ratio <= self.case.goal


def measure(case: Case, samples: int) -> Measurement:
    """Time both sides by turns, so that what slows the machine down slows both.

    Parameters
    ----------
    samples : int
        How many of each side at most, besides one that is not counted.
    """
    timers = Timer(case.ours), Timer(case.peer)
    start = perf_counter()
    calls = [_calls_per_sample(timer) for timer in timers]
    best = [float("inf"), float("inf")]
    taken = 0
    while taken < samples and (taken < 2 or perf_counter() - start < BUDGET):
        for side, timer in enumerate(timers):
            best[side] = min(best[side], timer.timeit(calls[side]) / calls[side])
        taken += 1
    return Measurement(case, *best, taken)


def _calls_per_sample(timer: Timer) -> int:
    """Also warms caches up."""
    timer.timeit(1)
    return max(1, round(SHORTEST / max(timer.timeit(1), 1e-9)))
