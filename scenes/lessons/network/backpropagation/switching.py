"""The local slopes of a node come to its inputs: of a product each is the other's value."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optviz.network.graph.columns import Use
from optviz.network.graph.gates import Character
from scenes.lessons.network.backpropagation.graph_stage import GraphStage
from scenes.lessons.network.backpropagation.way_back import Event
from scenes.parts.following import Following

__all__ = ["Switching"]

_BULGES = (1.6, 2.6)  # ems to the right, around what stands between two numbers
_SECONDS = 1.6


class Switching:
    """The local slopes of one node come to where they are needed.

    Parameters
    ----------
    stage : GraphStage
    event : Event
    """

    def __init__(self, stage: GraphStage, event: Event) -> None:
        self.stage, self.event, self.picture = stage, event, stage.picture

    def show_locals(self, uses: Sequence[Use]) -> None:
        """Let the local slopes at some inputs appear; the factors of a product fly across."""
        picture = self.picture
        ways = {}
        for use in uses:
            start = self._origin(use)
            if start is not None:
                ways[use] = (start, picture.share_place(use), _BULGES[use[1] % 2])

        def update(share: float) -> None:
            for use in uses:
                local = picture.locals[use]
                if use in ways:
                    local.put_at(self._on_way(ways[use], share)).show_at(min(1.0, 5 * share))
                else:
                    local.show_at(share)

        seconds = _SECONDS if ways else _SECONDS / 2
        self.stage.lesson.show(Following(picture.live, update), seconds=seconds)

    def _origin(self, use: Use) -> tuple[float, float] | None:
        """Return where the other factor is written; None where nothing switches."""
        if self.event.character is not Character.MULTIPLY:
            return None
        place, slot = use
        other = (place, 1 - slot)
        value = self.picture.values.get(self.picture.source(other))
        return None if value is None else value.middle

    def _on_way(
        self, way: tuple[tuple[float, float], tuple[float, float], float], share: float
    ) -> tuple[float, float]:
        """Return a place on an arc that bulges to the right."""
        (x, y), (on, to), bulge = way
        aside = bulge * self.stage.plan.em * np.sin(np.pi * share)
        return x + share * (on - x) + float(aside), y + share * (to - y)
