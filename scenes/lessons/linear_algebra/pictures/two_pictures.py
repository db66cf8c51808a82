"""The stage: the system above its two pictures, which all change together."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from linalg.geometry.hyperplanes import floats
from linalg.notation.unknowns import unknown_names
from scenes.lessons.linear_algebra.pictures.head_equations import (
    filled_rows,
    given_rows,
    head_equations,
)
from scenes.lessons.linear_algebra.pictures.spoken import OF_ROWS
from scenes.lessons.linear_algebra.pictures.windows import Story, Windows
from scenes.mobjects.marks import Box
from scenes.mobjects.systems.column_view import ColumnView
from scenes.mobjects.systems.live_system import LiveSystem
from scenes.mobjects.systems.row_view import RowView, scenery_of
from scenes.mobjects.text import region_of
from scenes.parts.lesson import Lesson
from scenes.stage import CAPTION, SAFE, DoesNotFitError, Region
from scenes.theme import Role
from scenes.typed_manim import Mobject, UpdateFromAlphaFunc, VGroup, VMobject, linear, smooth

__all__ = ["Moment", "TwoPictures"]

_FEET = {2: (2.4, 2.0, 1.6), 3: (2.05, 1.6, 1.2)}  # of the head, by the number of equations
_BETWEEN = 0.15
_SIZES = (36, 32, 28)


class Moment(NamedTuple):
    """The system at one moment: x is None where it is not on view."""

    A: np.ndarray
    b: np.ndarray
    x: np.ndarray | None


class TwoPictures:
    """Row picture and column picture beside each other.

    Parameters
    ----------
    lesson : Lesson
    story : Story

    Attributes
    ----------
    head, left, right : Region
        The places of the system and of the pictures.
    rows : RowView
    columns : ColumnView
    system : LiveSystem
    failed : Box or None
        Around the determinant, once it is 0.
    now : Moment
    shown : VGroup
        What is on view: the pictures, nothing of them drawn at first.
    """

    def __init__(self, lesson: Lesson, story: Story) -> None:
        self.lesson, self.story = lesson, story
        theme = lesson.theme
        A, b = story.given.A, story.given.b
        self.n = A.shape[0]
        self.names = unknown_names(self.n)
        foot = self._foot()
        self.head = Region(SAFE.left, SAFE.right, foot, SAFE.top)
        self.left = Region(SAFE.left, -_BETWEEN, CAPTION.top + 0.1, foot - 0.1)
        self.right = Region(_BETWEEN, SAFE.right, self.left.bottom, self.left.top)
        self.windows = Windows.of(story)
        S = floats(story.reach.A)
        normals = np.vstack([floats(A), S])
        left = scenery_of(self.windows.rows, self.names, self.left, theme, normals)
        nowhere = np.zeros((0, self.n)) if self.n == 2 else np.eye(3)
        right = scenery_of(
            self.windows.columns, [None] * self.n, self.right, theme, nowhere, self._flat()
        )
        self.rows, self.columns = RowView(left, self.n), ColumnView(right, self.n)
        self.system = self._system()
        lesson.claim("Ax = b", self.system.sign, lambda: self.system.holds)
        lesson.claim("det A", self.system.det, lambda: self.system.states_its_determinant)
        self.failed: Box | None = None
        self.shown = VGroup(self.rows.figure, self.columns.figure)
        self.now = Moment(floats(A), floats(b)[:, 0], None)
        self.draw(self.now)

    def draw(self, moment: Moment, share: float = 1.0) -> None:
        """Show a moment in both pictures and above them."""
        self.now = moment
        A, b, x = moment
        self.rows.draw(A, b, x)
        self.columns.draw(A, b, x, share)
        self.system.turn_to(A, x, b)

    def join(self, *mobjects: VMobject) -> None:
        """Let what is on the frame change with the pictures from now on."""
        self.lesson.remove(*mobjects)
        self.shown.add(*mobjects)

    def part(self, *mobjects: VMobject) -> None:
        """Let what is on view go its own way."""
        self.shown.remove(*mobjects)
        self.lesson.add(*mobjects)

    def run(
        self, reach: Callable[[float], Moment], seconds: float, *, steady: bool = False
    ) -> None:
        """Play moments: everything on view goes with them."""
        self.columns.aim(*reach(1.0))

        def update(_: Mobject, share: float) -> None:
            self.draw(reach(share), share)

        rate = linear if steady else smooth
        motion = UpdateFromAlphaFunc(self.shown, update, rate_func=rate)
        self.lesson.show(motion, seconds=seconds)

    @property
    def over_rows(self) -> Region:
        """The room above the row picture."""
        return _over_rows(self.head.bottom)

    @property
    def over_columns(self) -> Region:
        """The room above the column picture."""
        return Region(self.right.left, self.right.right, self.head.bottom, self.head.top)

    def mark_failure(self) -> Box:
        """Return a box around the determinant as it is now."""
        box = Box(region_of(self.system.determinant), Role.PIVOT, self.lesson.theme)
        self.failed = box
        return box

    def key(self, key: str) -> str:
        """Return the key of a caption that speaks of lines, or of planes."""
        return OF_ROWS[self.n][key]

    def change(self, reach: Callable[[float], None], seconds: float) -> None:
        """Play what changes while the system stays: a share of something."""

        def at(share: float) -> Moment:
            reach(share)
            return self.now

        self.run(at, seconds)

    def _flat(self) -> np.ndarray | None:
        """Return the normal of the plane of all columns of the singular matrix, if it is one."""
        is_plane = self.story.reach.hit.elimination.rank == 2
        return floats(self.story.reach.evidence)[:, 0] if is_plane else None

    def turn(self, *, edge: bool, seconds: float = 2.5) -> None:
        """In space, turn the columns until their plane is a line, or back."""
        normal, view = self._flat(), self.columns
        if normal is None:
            return
        start = np.array(view.view)
        end = np.array(view.edge_of(normal) if edge else view.open)

        def reach(share: float) -> None:
            azimuth, elevation = (1 - share) * start + share * end
            view.turn((float(azimuth), float(elevation)))

        if not np.allclose(start, end):
            self.change(reach, seconds)

    def _foot(self) -> float:
        """Return how far down the head reaches: far enough for the equations, if there is room."""
        given, feet = self.story.given, _FEET[self.n]
        x = given.x if given.kind == "unique" else self.story.reach.x
        plain, filled = given_rows(given.A, given.b, self.names), filled_rows(given.A, x, given.b)
        for wanted in ((plain, filled), (plain,)):
            for foot in feet:
                room = _over_rows(foot)
                if all(head_equations(self.lesson, rows, room) for rows in wanted):
                    return foot
        return feet[0]

    def _system(self) -> LiveSystem:
        story = self.story
        solved = [] if story.slides is None else [stop.x for stop in story.slides.stops]
        solved += [] if story.approach is None else list(story.approach.stops)
        glide = [story.reach.at(s) for s in (0.0, -self.windows.glide, self.windows.glide)]
        xs = np.array([*(floats(x)[:, 0] for x in solved), *glide])
        A, b = np.array(story.matrices), np.array(story.sides)
        for size in _SIZES:
            made = LiveSystem(A, xs, b, self.names, self.head, self.lesson.theme, size)
            box = Region(-made.width / 2, made.width / 2, -made.height / 2, made.height / 2)
            if box.width <= self.head.width and box.height <= self.head.height:
                return made
        raise DoesNotFitError("the numbers of this system are too long to be read beside pictures")


def _over_rows(foot: float) -> Region:
    """Return the room above the row picture, for a head that reaches so far down."""
    return Region(SAFE.left, -_BETWEEN, foot, SAFE.top)
