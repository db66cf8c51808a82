"""The Jacobian of a ReLU layer on 4096 inputs: as a diagonal, and written out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.measure import Case
from linalg.calculus.structured import Dense, Diagonal, Kronecker


def cases() -> Iterator[Case]:
    """Yield products from both sides, and a mini-batch of a linear layer."""
    rng = np.random.default_rng(0)
    v = rng.normal(size=4096)
    relu = Diagonal((rng.normal(size=4096) > 0).astype(float))
    dense = relu.dense()
    yield Case("u J, ReLU on 4096", lambda: v @ relu, lambda: v @ dense, "dense Jacobian", 1 / 2000)
    yield Case("J v, ReLU on 4096", lambda: relu @ v, lambda: dense @ v, "dense Jacobian", 1 / 2000)
    batch = Kronecker(Diagonal(np.ones(32)), Dense(rng.normal(size=(50, 60))))
    written, u = batch.dense(), rng.normal(size=32 * 50)
    yield Case("u J, linear, batch 32", lambda: u @ batch, lambda: u @ written, "dense Jacobian")
