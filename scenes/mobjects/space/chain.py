"""Multiples of vectors, tip to tail: their sum is where the last arrow ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from scenes.mobjects.plots.pointer import Pointer
from scenes.mobjects.space.ground import Ground
from scenes.theme import Role
from scenes.typed_manim import VGroup

__all__ = ["Chain"]


class Chain(VGroup):
    """An arrow for a multiple of each vector, each from the tip of the one before.

    Parameters
    ----------
    ground : Ground
    vectors : array_like, (n, d)
    roles : sequence of n roles

    Attributes
    ----------
    multiples : ndarray, (n,)
        Those that are drawn.
    """

    def __init__(self, ground: Ground, vectors: ArrayLike, roles: Sequence[Role]) -> None:
        self.ground = ground
        self.vectors = np.asarray(vectors, dtype=float).reshape(-1, ground.dimension)
        self.multiples = np.zeros(len(self.vectors))
        self.arrows = [Pointer(role, ground.theme) for role in roles]
        super().__init__(*self.arrows)

    def take(self, multiples: ArrayLike) -> Self:
        """Draw other multiples."""
        self.multiples = np.asarray(multiples, dtype=float)
        return self.redraw()

    def redraw(self) -> Self:
        """Draw everything where it is seen from now."""
        places = self.ground.places(self.stops)
        for arrow, foot, tip in zip(self.arrows, places, places[1:], strict=False):
            arrow.lay(foot, tip)
        return self

    @property
    def stops(self) -> np.ndarray:
        """The foot of the first arrow and the tips of all, (n + 1, d)."""
        start = np.zeros((1, self.ground.dimension))
        return np.cumsum([*start, *(self.multiples[:, None] * self.vectors)], axis=0)

    @property
    def tip(self) -> np.ndarray:
        """The place on the frame that the arrows, as they are drawn, lead to from 0, (2,)."""
        start = self.ground.places(np.zeros((1, self.ground.dimension)))[0]
        return np.asarray(start + sum(arrow.along for arrow in self.arrows))
