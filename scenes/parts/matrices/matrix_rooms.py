"""The needs of acts beside a matrix, and the rooms in which the matrix may stand then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from scenes.mobjects.matrices.measures import CLOSE_GAP, Room
from scenes.mobjects.text import Text
from scenes.parts.matrices.endings import Ending
from scenes.stage import CAPTION, MAIN, DoesNotFitError, Region

__all__ = [
    "TAG_GAP",
    "Beside",
    "Lanes",
    "Needs",
    "lane",
    "room_with_notes",
    "rooms_of_few",
    "rooms_of_many",
]

LANE_GAP = 0.45  # between the brackets and what stands beside them
TAG_GAP = 0.25  # between the brackets and what is done with a row, to the left of it
FRAMED = 0.15  # what a box around a label needs on each side
LABEL_SIZES = (44, 36, 28)  # beside the matrix, never larger than its entries
TALL = Region(MAIN.left, MAIN.right, CAPTION.top + 0.1, MAIN.top)


@dataclass(frozen=True, kw_only=True)
class Needs:
    """The needs of an act beside the matrix, to be measured beforehand.

    Attributes
    ----------
    tags, labels : float
        The width of the lanes to the left and to the right of the rows, which all acts share.
    before_tags : tuple of float
        The widths of what stands further to the left.
    after_labels : float
        What is needed further to the right.
    notes : float
        The width of what will be noted in a corner, if a small matrix leaves it room.
    level : tuple of matrices
        Those that will stand beside it, their rows level with its rows.
    guests : tuple of sequences
        The entries of rows that will stand beside those of the matrix for a while, smaller.
    remedy : str
        What else could be asked for where there is no room.
    """

    tags: float = 0.0
    labels: float = 0.0
    before_tags: tuple[float, ...] = ()
    after_labels: float = 0.0
    notes: float = 0.0
    level: tuple[Any, ...] = ()
    guests: tuple[Sequence[object], ...] = ()
    remedy: str = ""


class Beside(Protocol):
    """An act that puts something beside the matrix."""

    def needs(self) -> Needs:
        """Return what it needs, with labels of the stage's `label_size`."""


@dataclass(frozen=True)
class Lanes:
    """The room that is kept free to the left and the right of the brackets.

    Attributes
    ----------
    left, right : float
    tags : float
        How much of the left one, next to the brackets, is for tags.
    """

    left: float = 0.0
    right: float = 0.0
    tags: float = 0.0

    @classmethod
    def of(cls, needs: Sequence[Needs]) -> Lanes:
        """Return the lanes that suffice for all.

        Examples
        --------
        >>> Lanes.of([Needs(tags=1.0, labels=2.0), Needs(tags=1.5, after_labels=0.25)])
        Lanes(left=1.5, right=2.25, tags=1.5)
        """
        tags = left = max((need.tags for need in needs), default=0.0)
        for width in (width for need in needs for width in need.before_tags):
            left = left + width + LANE_GAP
        labels = max((need.labels for need in needs), default=0.0)
        return cls(left, labels + sum(need.after_labels for need in needs), tags)

    @property
    def widest(self) -> float:
        """The widest lane, left free on both sides, that keeps a matrix in the middle."""
        return max(self.left, self.right)


def lane(texts: Iterable[Text]) -> float:
    """Return the width of the lane that holds any of some texts."""
    return max((text.width + LANE_GAP for text in texts), default=0.0)


def room_with_notes(needs: Sequence[Needs], main: Region = MAIN) -> Iterator[Room]:
    """Yield the place that leaves a corner free for what has to be noted.

    Raises
    ------
    DoesNotFitError
        If nothing has to be.
    """
    aside = max((need.notes for need in needs), default=0.0)
    if not aside:
        raise DoesNotFitError("there are no notes")
    lanes, level, least = Lanes.of(needs), _level(needs), LABEL_SIZES[1]
    yield Room(main, left_of=lanes.left, right_of=lanes.right + aside, level=level, least=least)


def rooms_of_few(needs: Sequence[Needs], main: Region = MAIN) -> Iterator[Room]:
    """Yield where a small matrix may stand, the best place first.

    That is in the middle, if it has the frame for itself; else it is as large as can be.
    """
    lanes, level = Lanes.of(needs), _level(needs)
    for between in (True, False):
        if main is MAIN:
            both = lanes.widest
            yield Room(main, left_of=both, right_of=both, level=level, lanes=between)
        yield Room(main, left_of=lanes.left, right_of=lanes.right, level=level, lanes=between)


def rooms_of_many(
    needs: Sequence[Needs], ending: Ending | None, in_a_line: bool, columns: float
) -> Iterator[Room]:
    """Yield where a large matrix may stand, the best place first.

    Parameters
    ----------
    needs : sequence of Needs
    ending : Ending or None
    in_a_line : bool
        Whether the ending has a place below the matrix.
    columns : float
        Else the width of its columns, if it has any.
    """
    lanes, level = Lanes.of(needs), _level(needs)
    rooms = []
    if in_a_line:
        rooms.append(Room(MAIN, left_of=lanes.widest, right_of=lanes.widest, level=level))
        rooms.append(Room(MAIN, left_of=lanes.left, right_of=lanes.right, level=level))
    if ending is not None and ending.columns:
        shown = max(lanes.right, columns + LANE_GAP)
        rooms.append(
            Room(TALL, left_of=lanes.left, right_of=shown, level=(*level, *ending.matrices))
        )
    yield from (replace(room, lanes=between) for between in (True, False) for room in rooms)
    rooms = [
        Room(TALL, left_of=lanes.widest, right_of=lanes.widest, level=level),
        Room(TALL, left_of=lanes.left, right_of=lanes.right, level=level),
        Room(TALL, left_of=lanes.left, right_of=lanes.right, level=level, column_gap=CLOSE_GAP),
    ]
    yield from (replace(room, lanes=between) for between in (True, False) for room in rooms)


def _level(needs: Sequence[Needs]) -> tuple[Any, ...]:
    return tuple(matrix for need in needs for matrix in need.level)
