"""Chance that is the same in every process that plays a scene, and each time it is played.

A generator made without a seed takes one from the system, another one in each process: what
several of them draw would not be one film.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from unittest.mock import patch

__all__ = ["chance_repeated"]


@contextmanager
def chance_repeated() -> Iterator[None]:
    """Within this context, a generator made without a seed gets one that is the same each time.

    The seeds come one after another from a generator of its own, which goes along with a fork as
    all memory does. What asks the system itself (``secrets``, ``SystemRandom``) is left alone.
    """
    from numpy.random import bit_generator

    source, seed = random.Random(0), random.Random.seed

    def seeded(self: random.Random, a: Any = None, version: int = 2) -> None:
        if a is None and not _is_asked_for_names():
            a = source.getrandbits(128)
        seed(self, a, version)

    method: Any = random.random  # of the generator that the module's functions share
    shared: random.Random = method.__self__
    with (
        patch.object(random.Random, "seed", seeded),
        patch.object(random, "seed", partial(seeded, shared)),
        patch.object(bit_generator, "randbits", source.getrandbits),
    ):
        yield


def _is_asked_for_names() -> bool:
    """Say whether ``tempfile`` makes the generator, whose names should not be guessed."""
    return sys._getframe(3).f_globals.get("__name__") == "tempfile"
