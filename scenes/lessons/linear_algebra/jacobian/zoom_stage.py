"""The window in its plane to the left, and its image in a lens to the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from linalg.geometry.zoom import Zoom
from scenes.mobjects.maps.lens import LINES, OUTLINE, Lens, Sheet
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.plane import Plane
from scenes.mobjects.readout import Readout
from scenes.mobjects.text import Text
from scenes.parts.fades import in_place_of
from scenes.parts.following import Following
from scenes.parts.lesson import Lesson
from scenes.parts.plot_stage import PLOT, SIDE
from scenes.stage import Region
from scenes.theme import SMALLEST, Role, TextKind
from scenes.typed_manim import Animation, VGroup, VMobject

__all__ = ["GLASS", "HEAD", "LEFT", "LEFT_PLOT", "READ", "ZoomStage"]

Floats = NDArray[np.float64]

LEFT = Region(PLOT.left, -1.35, PLOT.bottom, PLOT.top)
HEAD = Region(LEFT.left, LEFT.right, LEFT.top - 1.3, LEFT.top)
"""The formula at the head of the left side."""

LEFT_PLOT = Region(LEFT.left, LEFT.right, LEFT.bottom, HEAD.bottom - 0.15)
RIGHT = Region(-0.85, SIDE.right, PLOT.bottom, PLOT.top)
READ = Region(RIGHT.left, RIGHT.right, RIGHT.top - 0.5, RIGHT.top)
"""The numbers above the lens."""

GLASS = Region(RIGHT.left, RIGHT.right, RIGHT.bottom, READ.bottom - 0.2)
"""The lens."""

_LARGEST = 44.0  # of a formula at the head
_LEAST = 1e-3  # of the first window
_NUMBER = 36.0  # the size of numbers
_MARGIN = 1.15  # of the first window
_BASELINE = 0.1  # of numbers, above the lower edge of their line


def _image_of(record: Zoom) -> Callable[[Floats, float], Floats]:
    """Return the magnified images of points whose coordinates stand in the last axis."""

    def image(u: Floats, h: float) -> Floats:
        return np.moveaxis(record.image(np.moveaxis(u, -1, 0), h), 0, -1)

    return image


class ZoomStage:
    """One dial, half the side h of the window, moves all that is seen of it.

    Parameters
    ----------
    lesson : Lesson
    record : Zoom

    Attributes
    ----------
    lens : Lens
    plane : Plane
        That of the variables.
    window : Sheet
        The window in it.
    numbers : VGroup
        Of two readouts, `h` and `gap`: half the side, and the largest distance from
        J's image over h.
    """

    def __init__(self, lesson: Lesson, record: Zoom) -> None:
        self.lesson, self.record = lesson, record
        theme = lesson.theme
        self.lens = Lens(_image_of(record), record.linear, record.windows, GLASS, theme)
        self.point = np.array([float(c) for c in record.point])
        reach = _MARGIN * float(record.windows[0])
        axes = [
            Axis(float(a - reach), float(a + reach), variable)
            for a, variable in zip(self.point, record.jacobian.variables, strict=True)
        ]
        self.plane = Plane(axes[0], axes[1], LEFT_PLOT, theme, equal=True)
        self.window, self.first = Sheet(theme), Sheet(theme)
        self.first.set_stroke(opacity=0.3).set_fill(opacity=0)
        self.dot = Marker(
            self.plane.point(*self.point), Shape.DISC, Role.FOREGROUND, theme, radius=0.08
        )
        self.h = Readout(theme, "h", size=_NUMBER)
        self.gap = Readout(theme, ("e", "/", "h"), scale=self._scale, size=_NUMBER)
        baseline = READ.bottom + _BASELINE
        self.h.stand_from(RIGHT.left + 0.1, baseline)
        self.gap.stand_from(RIGHT.centre[0], baseline)
        self.numbers = VGroup(self.h, self.gap)
        self.head: Text | None = None
        self._lay(self.first, float(record.windows[0]))
        self._read(float(record.windows[0]))
        lesson.claim("e/h is the largest distance that is drawn", self.gap, self._is_measured)

    @property
    def moving(self) -> tuple[VMobject, ...]:
        """All that goes with the dial."""
        return self.window, self.dot, self.lens, self.numbers

    def run(
        self,
        mobjects: Sequence[VMobject],
        reach: Callable[[float], object],
        end: float = 1.0,
        *,
        start: float = 0.0,
        seconds: float = 2.0,
    ) -> None:
        """Play `reach` from one value to another: what `mobjects` show goes with it."""
        lesson, together = self.lesson, VGroup(*mobjects)
        motion = Following(together, lambda share: reach(start + (end - start) * share))
        lesson.show(motion, seconds=seconds)
        lesson.remove(together)
        lesson.add(*mobjects)

    def show(self, h: float) -> None:
        """Turn the dial to h; made for every frame."""
        self.lens.turn(h)
        self._lay(self.window, h)
        self._read(h)

    def turn(self, first: float, last: float, seconds: float = 2.5) -> None:
        """Turn the dial from one number of halvings to another."""

        def reach(halvings: float) -> None:
            self.show(self.at(halvings))

        self.run(self.moving, reach, last, start=first, seconds=seconds)

    def at(self, halvings: float) -> float:
        """Return h after so many halvings of the first."""
        return float(self.record.windows[0] / 2.0**halvings)

    def carry(self, share: float) -> None:
        """Show the image on its way from the window to the lens."""
        h = float(self.record.windows[0])
        there = self.lens.places(h)
        here = self._places(h)
        lines, outline = (a + share * (b - a) for a, b in zip(here, there, strict=True))
        foot, point = self.plane.point(*self.point)[:2], self.lens.view.places([0.0, 0.0])
        self.lens.dot.stand(foot + share * (point - foot))
        room = Region(LEFT_PLOT.left, GLASS.right, GLASS.bottom, GLASS.top)
        self.lens.sheet.lay(lines, outline, self.lens.view.region if share >= 1 else room)

    def formula(self, *parts: object) -> list[Animation]:
        """Return what puts a formula at the head of the left side, where it fits legibly."""
        leaving, self.head = self.head, self.fitting(*parts) if parts else None
        return in_place_of(leaving, self.head)

    def fitting(self, *parts: object) -> Text | None:
        """Return a formula for the head of the left side, or None without room."""
        text = self.lesson.label(*parts, size=_LARGEST)
        size = _LARGEST * min(1.0, HEAD.width / text.width, HEAD.height / text.height)
        if size < SMALLEST[TextKind.LABEL]:
            return None
        return self.lesson.label(*parts, size=size).move_to(HEAD.centre)

    def _places(self, h: float) -> tuple[Floats, Floats]:
        """Return where the window's lines, and the square's outline, stand in their plane."""
        lines = self.plane.places(self.point + h * LINES).reshape(LINES.shape)
        return lines, self.plane.places(self.point + h * OUTLINE)

    def open(self, share: float) -> None:
        """Grow the first window out of its point up to a share."""
        self._lay(self.window, max(share, _LEAST) * float(self.record.windows[0]))

    def _read(self, h: float) -> None:
        self.h.set_value(h)
        self.gap.set_value(self.record.gap(h))

    def _lay(self, sheet: Sheet, h: float) -> None:
        sheet.lay(*self._places(h), self.plane.inner)

    @property
    def _scale(self) -> float:
        return float(np.abs(self.record.linear).max())

    def _is_measured(self) -> bool:
        """Compare the number with the distances between what is drawn and J's image."""
        drawn, _ = self.lens.places(self.lens.h)
        straight = self.lens.view.places(LINES @ self.record.linear.T)
        farthest = float(np.hypot(*np.moveaxis(drawn - straight, -1, 0)).max())
        found = farthest / self.lens.view.unit
        return abs(found - self.gap.value.value) <= 0.05 * max(found, 1e-6 * self._scale)
