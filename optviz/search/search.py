"""Hyperparameter search: grid, random, coarse to fine; every trial recorded.

A trial is a place in the unit cube of `optviz.search.hyperparameters`. The places are drawn before
the trials run, and a trial draws its own random numbers from the seed and its number alone: the
same seed gives the same trials, whatever the number of workers and whoever finishes first.

Source: Bergstra and Bengio, "Random search for hyper-parameter optimization" (2012); A. Ng, "Deep
learning specialisation", course 2, week 3.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

import numpy as np

from linalg.errors import LimitError
from optviz.search.hyperparameters import Scale, Space
from optviz.search.trials import Goal, Place, Search, Trial, check_goal, ranking
from optviz.search.workers import run

__all__ = ["Search", "Trial", "coarse_to_fine", "grid_search", "random_search"]

Evaluate = Callable[[dict[str, Any], np.random.Generator], float]

MOST_TRIALS = 1_000_000
"""Larger grids are refused before they are laid out."""


def grid_search(
    evaluate: Evaluate,
    space: Space | Mapping[str, Scale],
    points: int | Mapping[str, int],
    *,
    goal: Goal = "highest",
    seed: int = 0,
    workers: int | None = None,
    about: str = "",
) -> Search:
    """Try every combination of a few values of each hyperparameter.

    Parameters
    ----------
    evaluate : callable
        ``evaluate(setting, rng) -> score``, with all its randomness from ``rng``.
    space : Space or mapping from name to Scale
    points : int or mapping from name to int
        How many values of each hyperparameter: n of each of d make nᵈ trials.
    goal : {"highest", "lowest"}
        Which score is the best.
    seed : int
    workers : int, optional
        As in `optviz.search.workers.run`.
    about : str
        What a trial runs and what its score is, in sentences, for the page.

    Returns
    -------
    Search
        All trials, the same for any number of workers.

    Examples
    --------
    >>> from optviz.search.hyperparameters import LogUniform
    >>> space = {"lr": LogUniform(1e-4, 1.0)}
    >>> search = grid_search(
    ...     lambda setting, rng: abs(setting["lr"] - 0.02), space, 5, goal="lowest"
    ... )
    >>> search.best.setting
    {'lr': 0.01}
    """
    check_goal(goal)
    space = Space(space) if isinstance(space, Mapping) else space
    counts = points if isinstance(points, Mapping) else dict.fromkeys(space.names, points)
    if set(counts) != set(space.names) or min(counts.values()) < 1:
        raise ValueError(f"points = {points} must be positive, one for {', '.join(space.names)}")
    if math.prod(counts.values()) > MOST_TRIALS:
        raise LimitError(f"a grid of {math.prod(counts.values())} trials; at most {MOST_TRIALS}")
    axes = [scale.places(counts[name]) for name, scale in space.scales.items()]
    trials = _tried(evaluate, space, list(product(*axes)), seed, workers)
    return Search(strategy="grid", space=space, trials=trials, goal=goal, seed=seed, about=about)


def random_search(
    evaluate: Evaluate,
    space: Space | Mapping[str, Scale],
    trials: int,
    *,
    goal: Goal = "highest",
    seed: int = 0,
    workers: int | None = None,
    about: str = "",
) -> Search:
    """Try settings drawn at random: each trial tries a new value of every hyperparameter.

    Parameters
    ----------
    trials : int
        How many settings to draw.
    evaluate, space, goal, seed, workers, about
        As in `grid_search`.

    Returns
    -------
    Search
        All trials, the same for any number of workers.

    Examples
    --------
    >>> from optviz.search.hyperparameters import LogUniform
    >>> search = random_search(lambda setting, rng: setting["lr"], {"lr": LogUniform(0.1, 1)}, 9)
    >>> len(set(search.values("lr")))
    9
    """
    check_goal(goal)
    space = Space(space) if isinstance(space, Mapping) else space
    places = random_places(len(space.names), trials, np.random.default_rng(seed))
    tried = _tried(evaluate, space, places, seed, workers)
    return Search(strategy="random", space=space, trials=tried, goal=goal, seed=seed, about=about)


def coarse_to_fine(
    evaluate: Evaluate,
    space: Space | Mapping[str, Scale],
    trials: int,
    *,
    rounds: int = 3,
    shrink: float = 0.3,
    goal: Goal = "highest",
    seed: int = 0,
    workers: int | None = None,
    about: str = "",
) -> Search:
    """Search at random, then in a smaller box around the best so far, and again.

    Parameters
    ----------
    trials : int
        How many settings to draw in each round.
    rounds : int
    shrink : float
        Side of a box over that of the box before it, between 0 and 1.
    evaluate, space, goal, seed, workers, about
        As in `grid_search`.

    Returns
    -------
    Search
        All trials, and the box that each round drew from.

    Examples
    --------
    >>> from optviz.search.hyperparameters import Uniform
    >>> space = {"x": Uniform(0, 1), "y": Uniform(0, 1)}
    >>> search = coarse_to_fine(lambda at, rng: -((at["x"] - 0.3) ** 2) - at["y"] ** 2, space, 20)
    >>> len(search.trials), len(search.windows)
    (60, 3)
    """
    check_goal(goal)
    space = Space(space) if isinstance(space, Mapping) else space
    if rounds < 1 or not 0 < shrink < 1:
        raise ValueError(f"rounds = {rounds} must be positive and shrink = {shrink} within (0, 1)")
    rng, d = np.random.default_rng(seed), len(space.names)
    low, side = np.zeros(d), 1.0
    tried: tuple[Trial, ...] = ()
    windows: list[tuple[Place, Place]] = []
    for _ in range(rounds):
        windows.append((tuple(low.tolist()), tuple((low + side).tolist())))
        drawn = low + side * np.array(random_places(d, trials, rng))
        places = [tuple(place) for place in drawn.tolist()]
        tried += _tried(evaluate, space, places, seed, workers, first=len(tried))
        scores = np.array([trial.score for trial in tried])
        best = tried[ranking(scores, goal)[0]]
        side *= shrink
        low = np.clip(np.array(best.place) - side / 2, 0.0, 1.0 - side)
    return Search(
        strategy="coarse to fine",
        space=space,
        trials=tried,
        goal=goal,
        seed=seed,
        windows=tuple(windows),
        about=about,
    )


def random_places(dimension: int, count: int, rng: np.random.Generator) -> list[Place]:
    """Return places drawn uniformly from the unit cube."""
    if count < 1:
        raise ValueError(f"trials = {count} is not positive")
    return [tuple(place) for place in rng.random((count, dimension)).tolist()]


def _tried(
    evaluate: Evaluate,
    space: Space,
    places: list[Place],
    seed: int,
    workers: int | None,
    first: int = 0,
) -> tuple[Trial, ...]:
    settings = [space.at(place) for place in places]
    arguments = [(setting,) for setting in settings]
    numbers = range(first, first + len(places))
    scores = run(evaluate, arguments, seed=seed, workers=workers, streams=numbers)
    return tuple(map(Trial, numbers, places, settings, scores))
