"""Values that come together, each group in its turn, and become one value where they meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from scenes.mobjects.text import Text
from scenes.typed_manim import Animation, VGroup, VMobject, smooth

__all__ = ["Group", "Meeting"]

ARRIVED = 0.72  # of a group's time, after which one value stands for those that have met
FAINT = 0.35  # how much of a value is still seen when it meets the others
_ABOVE = 1


@dataclass(frozen=True)
class Group:
    """Values that meet, and what they become.

    Attributes
    ----------
    pieces : tuple of Text
        From whose places copies set out; what they are copied from is left as it is.
    made : Text
        Where it will stand.
    turn : float
        When its time begins; a group with turn 1 begins `lag` later than one with turn 0.
    entry : Text, optional
        The entry of a matrix that becomes what is made; what was written there goes into it.
    """

    pieces: tuple[Text, ...]
    made: Text
    turn: float = 0.0
    entry: Text | None = None


class Meeting(Animation):
    """Groups of values meet, one group after the other.

    Parameters
    ----------
    groups : sequence of Group
    lag : float
        How much later one turn begins than the one before, in parts of the time a group takes.
    card : tuple of VMobject, optional
        What moves along with the last turn, and where it ends; it stays.
    """

    mobject: VGroup

    def __init__(
        self,
        groups: Sequence[Group],
        *,
        lag: float = 0.0,
        card: tuple[VMobject, VMobject] | None = None,
        **options: Any,
    ) -> None:
        self.groups, self.lag, self.card = list(groups), lag, card
        self.into = [(group.entry, group.made) for group in groups if group.entry is not None]
        made = VGroup(*(group.made for group in groups))
        super().__init__(made, introducer=True, remover=bool(self.into), **options)

    def begin(self) -> None:
        self.flights: list[tuple[float, VMobject, np.ndarray, np.ndarray]] = []
        for group in self.groups:
            goal = np.asarray(group.made.get_center())
            for piece in group.pieces:
                way = goal - np.asarray(piece.get_center())
                for glyph in piece:
                    copy = glyph.copy().set_fill(opacity=1)
                    self.flights.append((group.turn, copy, copy.points.copy(), way))
        self.flying = VGroup(*(copy for _, copy, _, _ in self.flights))
        for entry, _ in self.into:
            entry.set_fill(opacity=0)
        self.moved: dict[float, float] = {}
        self.last = max((group.turn for group in self.groups), default=0.0)
        self.mobject.add(self.flying)
        self.mobject.set_z_index(_ABOVE)
        if self.card is not None:
            moved, end = self.card
            self.card_way = (moved, moved.points.copy(), end.points - moved.points)
            self.mobject.add_to_back(moved)
        super().begin()

    def create_starting_mobject(self) -> VMobject:
        return VMobject()

    def _own(self, turned: float, turn: float) -> float:
        """Return how much of its own time a group has had."""
        return min(1.0, max(0.0, turned * (1 + self.lag * self.last) - self.lag * turn))

    def interpolate_mobject(self, alpha: float) -> None:
        for turn, glyph, start, way in self.flights:
            moved = min(1.0, self._own(alpha, turn) / ARRIVED)
            if moved == self.moved.get(turn):
                continue  # it waits for its turn, or has arrived
            glyph.set_points(start + smooth(moved) * way)
            glyph.set_fill(opacity=1 - (1 - FAINT) * moved if moved < 1 else 0)
        self.moved = {
            group.turn: min(1.0, self._own(alpha, group.turn) / ARRIVED) for group in self.groups
        }
        if self.card is not None:
            card, first, reach = self.card_way
            card.set_points(first + smooth(min(1.0, self._own(alpha, self.last) / ARRIVED)) * reach)
        for group in self.groups:
            own = self._own(alpha, group.turn)
            group.made.set_fill(opacity=max(0.0, min(1.0, (own - 0.9 * ARRIVED) / (1 - ARRIVED))))

    def finish(self) -> None:
        super().finish()
        self.mobject.remove(self.flying, *(self.card or ())[:1])
        self.mobject.set_z_index(0)
        for group in self.groups:
            group.made.set_fill(opacity=1)
        for entry, made in self.into:
            entry.adopt(made.copy())
