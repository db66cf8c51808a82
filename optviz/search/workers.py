"""Run one function on many arguments, with workers, the same whatever their number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

__all__ = ["run"]


def run(
    function: Callable[..., float],
    arguments: Sequence[tuple[Any, ...]],
    *,
    seed: int,
    workers: int | None,
    streams: Iterable[int] | None = None,
) -> list[float]:
    """Return ``function(*arguments[k], rng)`` for every k, as floats, in order.

    Parameters
    ----------
    function : callable
        All its randomness must come from ``rng``, a `numpy.random.Generator`.
    arguments : sequence of tuple
    seed : int
    workers : int, optional
        joblib's ``n_jobs``. Without it joblib's active configuration decides: one worker, or a Dask
        cluster inside ``with joblib.parallel_config("dask"):``.
    streams : iterable of int, optional
        The number of the stream that each call draws from, made of the seed and that number alone;
        0, 1, 2, … unless given.

    Examples
    --------
    >>> run(lambda x, rng: x**2, [(1,), (2,), (3,)], seed=0, workers=None)
    [1.0, 4.0, 9.0]
    """
    from joblib import Parallel, delayed

    numbers = range(len(arguments)) if streams is None else streams
    calls = (
        delayed(function)(
            *given, np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(k,)))
        )
        for given, k in zip(arguments, numbers, strict=True)
    )
    return [float(result) for result in Parallel(n_jobs=workers)(calls)]
