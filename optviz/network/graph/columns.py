"""A graph in columns from left to right: who stands in which, in which order, and what passes it.

Source: Sugiyama, Tagawa and Toda 1981.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from statistics import fmean
from typing import NamedTuple

__all__ = ["Columns", "Part", "Use", "Vertex"]

Use = tuple[int, int]
"""A node, and which of its drawn inputs, from 0."""

_ROUNDS = 12  # of ordering


class Part(NamedTuple):
    """A node to be placed.

    Attributes
    ----------
    inputs : tuple of int
        The nodes whose values it takes, from top to bottom.
    box : float
        The width of its box.
    label : float
        The width of what is written along its line.
    free : bool
        Whether its inputs may arrive in any order, as those of a sum.
    """

    inputs: tuple[int, ...]
    box: float
    label: float
    free: bool = False


class Vertex(NamedTuple):
    """A node (without a use), or where the line to a use passes a column.

    Of the last column before the use it is the place for a share.
    """

    node: int
    use: Use | None = None
    column: int = 0
    written: bool = False


class Columns:
    """The columns of a graph, each with its vertices from top to bottom.

    A column is as far to the right as it can be, so that an input stands beside the node that takes
    it. Where a value is used more than once, its branches have a column of their own.

    Parameters
    ----------
    parts : mapping of int to Part

    Attributes
    ----------
    column : dict of int to int
        The column of each node, from left to right.
    columns : list of lists of Vertex
    chains : dict of (int, int) to list of Vertex
        What each line passes, from its source to the node that takes it.
    before, after : dict of Vertex to list of (Vertex, float)
        Its neighbours, and how far below the middle of the node on the right the line arrives.
    """

    def __init__(self, parts: Mapping[int, Part]) -> None:
        self.parts = parts
        self.uses: dict[int, list[Use]] = defaultdict(list)
        for place, part in parts.items():
            for slot, source in enumerate(part.inputs):
                self.uses[source].append((place, slot))
        back: dict[int, int] = {}  # columns, counted from the right
        for place in sorted(parts, reverse=True):
            uses = self.uses[place]
            step = 2 if len(uses) > 1 else 1  # a share is written in a column of its own
            back[place] = max((back[node] + step for node, _ in uses), default=0)
        self.column = {place: max(back.values()) - column for place, column in back.items()}
        self.columns: list[list[Vertex]] = [[] for _ in range(max(back.values()) + 1)]
        self.chains: dict[Use, list[Vertex]] = {}
        self._fill(max(parts))
        self.before: dict[Vertex, list[tuple[Vertex, float]]] = defaultdict(list)
        self.after: dict[Vertex, list[tuple[Vertex, float]]] = defaultdict(list)
        for (place, slot), chain in self.chains.items():
            port = (slot + 0.5) / len(parts[place].inputs) - 0.5
            offsets = [0.0] * (len(chain) - 2) + [port]
            for one, other, offset in zip(chain, chain[1:], offsets, strict=False):
                self.after[one].append((other, offset))
                self.before[other].append((one, offset))

    def _fill(self, last: int) -> None:
        """Put vertices into their columns in the order in which the formula is read."""
        seen: set[int] = set()

        def visit(place: int) -> None:
            if place in seen:
                return
            seen.add(place)
            for slot, source in enumerate(self.parts[place].inputs):
                visit(source)
                self._join(source, (place, slot))
            self.columns[self.column[place]].append(Vertex(place))

        visit(last)

    def _join(self, source: int, use: Use) -> None:
        start, end = self.column[source], self.column[use[0]]
        forks = len(self.uses[source]) > 1
        passed = [
            Vertex(source, use, column, forks and column == end - 1)
            for column in range(start + 1, end)
        ]
        for vertex in passed:
            self.columns[vertex.column].append(vertex)
        self.chains[use] = [Vertex(source), *passed, Vertex(use[0])]

    def order(self) -> None:
        """Find the order with the fewest crossings that the means of the neighbours lead to."""
        best, fewest = [list(column) for column in self.columns], self.crossings()
        for turn in range(_ROUNDS):
            if not fewest:
                break
            neighbours, columns = self.before, self.columns
            if turn % 2:
                neighbours, columns = self.after, self.columns[::-1]
            for fixed, moved in pairwise(columns):
                ranks = {vertex: k for k, vertex in enumerate(fixed)}
                own = {vertex: k for k, vertex in enumerate(moved)}
                means = {
                    vertex: fmean(ranks[other] for other, _ in neighbours[vertex])
                    if neighbours[vertex]
                    else own[vertex]
                    for vertex in moved
                }
                moved.sort(key=means.__getitem__)
            crossings = self.crossings()
            if crossings < fewest:
                best, fewest = [list(column) for column in self.columns], crossings
        self.columns = best

    def crossings(self) -> int:
        """Count the pairs of lines that cross, those that arrive in the wrong order among them."""
        count = 0
        for one, other in pairwise(self.columns):
            there = {vertex: k for k, vertex in enumerate(other)}
            ends = [
                (k, there[to] + (0 if self._is_free(to) else offset))
                for k, vertex in enumerate(one)
                for to, offset in self.after[vertex]
            ]
            count += sum(
                (a[0] - b[0]) * (a[1] - b[1]) < 0 for i, a in enumerate(ends) for b in ends[:i]
            )
        return count

    def _is_free(self, vertex: Vertex) -> bool:
        return vertex.use is None and self.parts[vertex.node].free
