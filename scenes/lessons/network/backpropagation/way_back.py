"""The order of the way back: column by column from the right, and what of it is told slowly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from optviz.network.graph.gates import Character, character_of
from optviz.network.graph.graph import Node
from scenes.mobjects.graphs.plan import GraphPlan

__all__ = ["MOST_TOLD", "Event", "way_back"]

MOST_TOLD = 4
"""How many characters are told; what remains goes by in sweeps."""
_FIRST = (
    Character.MULTIPLY,
    Character.ADD,
    Character.ROUTE,
    Character.TIE,
    Character.BRANCH,
    Character.OPEN,
    Character.CLOSED,
    Character.SUBTRACT,
    Character.SLOPE,
    Character.SCALE,
)


@dataclass(frozen=True)
class Event:
    """One node hands back what arrived, or the branches of one value are added.

    Attributes
    ----------
    place : int
        On the tape.
    character : Character
    told : bool
        Whether it is the first of its character, and told.
    """

    place: int
    character: Character
    told: bool


def way_back(nodes: Sequence[Node], plan: GraphPlan) -> list[list[Event]]:
    """Return the events in their order: each that is told alone, those between them together."""
    columns = plan.layout.columns
    forked = {line.source for line in plan.layout.lines.values() if line.share is not None}
    happening: list[tuple[int, Character]] = []
    for column in range(max(columns.values()), -1, -1):
        here = [place for place in plan.drawn if columns[place] == column]
        here.sort(key=lambda place: -plan.layout.boxes[place][1])  # from the top
        happening += [(place, Character.BRANCH) for place in here if place in forked]
        happening += [
            (place, character_of(nodes[place], plan.drawn[place]))
            for place in here
            if plan.drawn[place].inputs
        ]
    there = {character for _, character in happening}
    told = set([character for character in _FIRST if character in there][:MOST_TOLD])
    events = []
    for place, character in happening:
        events.append(Event(place, character, character in told))
        told.discard(character)
    return [
        group
        for is_told, run in groupby(events, key=lambda event: event.told)
        for group in ([[event] for event in run] if is_told else [list(run)])
    ]
