"""The windows of both pictures: they hold all of the story but what runs away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from linalg.elimination.solving import Solution
from linalg.geometry.hyperplanes import floats
from linalg.geometry.pictures import row_picture
from linalg.geometry.reach import Reach
from linalg.geometry.slides import Approach, Slides
from linalg.geometry.tilts import Tilt
from linalg.numbers.round_numbers import round_below

__all__ = ["Story", "Windows"]

_ROOM = 0.1  # around what is shown, of its extent
_GLIDE = 0.7  # of the half width of a picture
_SWING = 0.5


@dataclass(frozen=True)
class Story:
    """The records that the film shows.

    Attributes
    ----------
    given : Solution
    approach, slides, tilt : Approach, Slides, Tilt or None
        None for a singular matrix.
    reach : Reach
        Of the matrix once it is singular.
    """

    given: Solution
    approach: Approach | None
    slides: Slides | None
    tilt: Tilt | None
    reach: Reach

    @property
    def matrices(self) -> list[np.ndarray]:
        """All matrices at rest."""
        return [floats(self.given.A), floats(self.reach.A)]

    @property
    def sides(self) -> list[np.ndarray]:
        """All right-hand sides at rest."""
        moved = self.slides.stops if self.slides else ()
        solutions = (self.given, *moved, self.reach.hit, self.reach.missed)
        return [floats(solution.b)[:, 0] for solution in solutions]


@dataclass(frozen=True)
class Windows:
    """Two cubes, or squares, as their lowest and highest corners.

    Attributes
    ----------
    rows, columns : tuple of two ndarrays, (n,)
    glide : float
        How far along the free direction the solutions of a singular system are shown.
    swing : float
        How far a sum of columns swings about one that it reaches.
    """

    rows: tuple[np.ndarray, np.ndarray]
    columns: tuple[np.ndarray, np.ndarray]
    glide: float
    swing: float

    @classmethod
    def of(cls, story: Story) -> Windows:
        """Return the windows of a story."""
        given, reach = story.given, story.reach
        systems = [(given.A, given.b), (reach.A, reach.hit.b), (reach.A, reach.missed.b)]
        points = [np.array(corner) for A, b in systems for corner in row_picture(A, b).box()]
        sums: list[np.ndarray] = [np.zeros(len(points[0])), *story.sides]
        for A in story.matrices:
            sums += list(A.T)
        A, S = story.matrices
        for x in _given_solutions(story):
            points.append(x)
            sums += _joints(A, x)
        x, free = reach.at(0), reach.at(1) - reach.at(0)
        points.append(x)
        sums += _joints(S, x)
        wide, long = _half(points), _half(sums)
        steps = max(float(np.abs(column * v).max()) for column, v in zip(S.T, free, strict=True))
        most = min(wide / float(np.abs(free).max()), long / steps if steps else np.inf)
        glide = float(round_below(_GLIDE * most))
        for s in (-glide, glide):
            points.append(reach.at(s))
            sums += _joints(S, reach.at(s))
        swing = _SWING * min(long, wide * float(np.linalg.norm(S, 2)))
        return cls(_cube(points), _cube(sums), glide, swing)


def _given_solutions(story: Story) -> list[np.ndarray]:
    """Return every x at rest before the matrix is singular."""
    found = [stop.x for stop in story.slides.stops] if story.slides else []
    found += list(story.approach.stops) if story.approach else []
    return [floats(x)[:, 0] for x in found]


def _joints(A: np.ndarray, x: np.ndarray) -> list[np.ndarray]:
    """Return where the multiples of columns meet, tip to tail."""
    return list(np.cumsum(A * x, axis=1).T)


def _half(points: Sequence[np.ndarray]) -> float:
    spread = np.ptp(np.array(points), axis=0)
    return float(spread.max()) / 2 or 1.0


def _cube(points: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    low, high = np.min(points, axis=0), np.max(points, axis=0)
    if len(low) == 2:  # the plane widens one side itself
        room = _ROOM * float((high - low).max())
        return low - room, high + room
    middle, half = (low + high) / 2, (1 + _ROOM) * float((high - low).max()) / 2
    return middle - half, middle + half
