"""Names at the tips of arrows, which keep clear of all arrows while these move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from scenes.mobjects.text import Text, region_of
from scenes.stage import Region
from scenes.typed_manim import VGroup

__all__ = ["TipLabels"]

_DISTANCES = (0.36, 0.5)  # of the middle of a name from a tip
_DIRECTIONS = np.deg2rad(np.arange(0, 360, 15))
_SHORTEST = 0.12  # what is shorter is no arrow, and has no name
_CLEAR = 0.45  # between a name and an arrow: more is no better
_CLEAR_OF_THIN, _THIN = 0.22, 1.5  # and a thin line, which matters less
_AHEAD, _FAR = 0.2, 1.5  # how much a name is drawn to where its arrow points, and to its tip


class TipLabels(VGroup):
    """A name for each of several arrows.

    A motion first aims at its end, where new directions are chosen; on the way each name swings
    from its old direction to the new one.

    Parameters
    ----------
    names : sequence of Text
    within : Region
        A name whose tip is outside is not seen.
    """

    def __init__(self, names: Sequence[Text], within: Region) -> None:
        super().__init__(*names)
        self.within = within
        self.names = list(names)
        self.before = self.after = np.tile([_DISTANCES[0], 0.0], (len(names), 1))
        self.shares = np.ones(len(names))

    def aim(
        self,
        feet: ArrayLike,
        tips: ArrayLike,
        others: Sequence[np.ndarray] = (),
        thin: Sequence[np.ndarray] = (),
    ) -> Self:
        """Choose the directions in which the names stand once the arrows are there.

        Parameters
        ----------
        feet, tips : array_like, (k, 2)
            Of the named arrows, on the frame.
        others : sequence of ndarray, (2, 2)
            Ends of other arrows, which the names keep clear of as well.
        thin : sequence of ndarray, (2, 2)
            Ends of thin lines, which the names avoid where they can.
        """
        starts, ends = np.asarray(feet, dtype=float), np.asarray(tips, dtype=float)
        lines = [*np.stack([starts, ends], axis=1), *others]
        self.before = self.after
        chosen: list[np.ndarray] = []
        for k, (foot, tip) in enumerate(zip(starts, ends, strict=True)):
            ahead = tip - foot
            ahead = ahead / max(float(np.linalg.norm(ahead)), 1e-9)
            placed = [ends[j] + chosen[j] for j in range(k)]
            chosen.append(self._best(tip, ahead, lines, thin, placed))
        self.after = np.array(chosen).reshape(-1, 2)
        return self

    def follow(self, feet: ArrayLike, tips: ArrayLike, share: float = 1.0) -> Self:
        """Stand at tips, after a part of the way that was aimed at."""
        starts, ends = np.asarray(feet, dtype=float), np.asarray(tips, dtype=float)
        turned = _swung(self.before, self.after, share)
        for k, (name, tip) in enumerate(zip(self.names, ends, strict=True)):
            place = tip + turned[k]
            box = region_of(name)
            inside = Region(place[0], place[0], place[1], place[1])
            seen = np.linalg.norm(tip - starts[k]) >= _SHORTEST and self.within.contains(inside)
            name.set_opacity(float(self.shares[k]) if seen else 0.0)
            name.shift((place[0] - box.centre[0], place[1] - box.centre[1], 0))
        return self

    def _best(
        self,
        tip: np.ndarray,
        ahead: np.ndarray,
        lines: Sequence[np.ndarray],
        thin: Sequence[np.ndarray],
        placed: Sequence[np.ndarray],
    ) -> np.ndarray:
        """Return the step to where there is most room, preferably ahead and inside."""

        def room(step: np.ndarray) -> float:
            place = tip + step
            apart = min(min(_distance(place, line) for line in lines), _CLEAR)
            beside = min((_distance(place, line) for line in thin), default=np.inf)
            names = min((float(np.linalg.norm(place - p)) for p in placed), default=np.inf)
            edge = min(
                place[0] - self.within.left,
                self.within.right - place[0],
                place[1] - self.within.bottom,
                self.within.top - place[1],
            )
            crowded = max(0.0, 0.55 - names) + max(0.0, 0.3 - edge)
            apart += _THIN * min(beside, _CLEAR_OF_THIN)
            return float(apart - 2 * crowded + _AHEAD * (step @ ahead) - _FAR * (step @ step))

        ways = np.column_stack([np.cos(_DIRECTIONS), np.sin(_DIRECTIONS)])
        steps = [distance * way for distance in _DISTANCES for way in ways]
        best: np.ndarray = max(steps, key=room)
        return best


def _distance(place: np.ndarray, line: np.ndarray) -> float:
    """Return the distance of a place from a segment."""
    along = line[1] - line[0]
    size = float(along @ along)
    share = 0.0 if size == 0 else float(np.clip((place - line[0]) @ along / size, 0, 1))
    return float(np.linalg.norm(place - line[0] - share * along))


def _swung(before: np.ndarray, after: np.ndarray, share: float) -> np.ndarray:
    """Return steps between two, turned by the smaller angle."""
    near, far = (np.linalg.norm(steps, axis=1) for steps in (before, after))
    one, other = (np.arctan2(steps[:, 1], steps[:, 0]) for steps in (before, after))
    turn = (other - one + np.pi) % (2 * np.pi) - np.pi
    angles = one + share * turn
    lengths = near + share * (far - near)
    steps: np.ndarray = lengths[:, None] * np.column_stack([np.cos(angles), np.sin(angles)])
    return steps
