"""The stage of the film: two panels with one loss and two balls, which go through their moments."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, partial
from typing import SupportsFloat, TypeAlias

import numpy as np
from numpy.typing import NDArray

from optviz.planar.planar_loss import PlanarLoss
from optviz.planar.planar_path import TouchPath
from optviz.planar.touch import Touch
from scenes.mobjects.readout import Readout
from scenes.mobjects.touches.normal_fan import NormalFan
from scenes.mobjects.touches.path_picture import LEFT, RIGHT, Moments
from scenes.mobjects.touches.touch_panel import TouchPanel
from scenes.mobjects.touches.touch_window import touch_window
from scenes.parts.lesson import Lesson
from scenes.typed_manim import FadeIn, FadeOut, Mobject, VGroup

__all__ = ["MOMENTS", "Paths", "TouchStage", "short"]

MOMENTS = 181  # records of a motion: more than one for each frame
_RINGS = (0.25, 0.5, 0.75)  # of the largest that the picture holds, or of the one that touches
_SLIVER = 0.1  # of the size that touches: smaller ones are not drawn for the sake of being whole
_NEAR, _STEEP = 0.12, 0.1  # of the outline around the dot, and how far it may bend away there

Paths: TypeAlias = tuple[TouchPath, TouchPath]


class TouchStage:
    """Two panels, in which the same ellipses meet two balls, or another picture in their place.

    Parameters
    ----------
    lesson : Lesson
    touches : pair of Touch
        The solutions on the left and on the right, of one loss and one radius.
    centres : ndarray, (k, 2)
        Where else the lowest point of the loss will be.

    Attributes
    ----------
    panels : list of TouchPanel
    fans : list of NormalFan or None
        The cone of normals at each touch, where it is a corner.
    picture : Mobject
        What is on the frame.
    """

    def __init__(
        self, lesson: Lesson, touches: tuple[Touch, Touch], centres: NDArray[np.float64]
    ) -> None:
        self.lesson, self.touches = lesson, touches
        self.loss, self.radius = touches[0].loss, touches[0].radius
        axes = touch_window(touches, centres)
        self.panels = [
            TouchPanel(touch, region, lesson.theme, axes=axes)
            for touch, region in zip(touches, (LEFT, RIGHT), strict=True)
        ]
        self.fans = [
            NormalFan(panel, touch) if touch.kind == "corner" else None
            for panel, touch in zip(self.panels, touches, strict=True)
        ]
        self.panes: VGroup[TouchPanel] = VGroup(*self.panels)
        self.picture: Mobject = self.panes
        for panel in self.panels:
            self.claim_least(panel)
            lesson.claim("-∇f is normal to the ball", panel.arrow, partial(_is_normal, panel))

    def claim_least(self, panel: TouchPanel) -> None:
        """Claim, whenever the dot of a panel is seen, that the loss is least there in the ball."""

        def holds() -> bool:
            here, around = panel.drawn_losses()
            height = here - float(panel.shown.loss.least)
            return bool((around >= here - 1e-3 * height).all())

        self.lesson.claim("f is least in the ball at the dot", panel.dot, holds)

    @property
    def both(self) -> list[tuple[TouchPanel, Touch]]:
        """The panels with their touches."""
        return list(zip(self.panels, self.touches, strict=True))

    def rings(
        self, share: float = 1.0, loss: PlanarLoss | None = None
    ) -> list[NDArray[np.float64]]:
        """Return level sets that the picture holds, at a share of their size."""
        least = float(self.loss.least)
        return [
            (loss or self.loss).ellipse(least + (share * ring) ** 2 * self.height)
            for ring in _RINGS
        ]

    def spread_rings(self) -> None:
        """Let the level sets of the loss spread from its lowest point."""

        def spread(moment: int) -> None:
            rings = self.rings(moment / (MOMENTS - 1))
            for panel in self.panels:
                panel.show_rings(rings)

        self.follow(spread, seconds=3.6)

    @cached_property
    def height(self) -> float:
        """The height above the lowest value of the largest level set that the picture holds."""
        loss, panel = self.loss, self.panels[0]
        rims = [float(touch.value) for touch in self.touches if touch.kind != "inside"]
        top = min(rims, default=float(max(loss((0, 0)), loss((self.radius, 0)))))
        height = top - float(loss.least)
        fitting = 0.0 if loss.flat else self._fitting(panel)
        return fitting if _SLIVER**2 * height < fitting < height else height

    def _fitting(self, panel: TouchPanel) -> float:
        """Return the height of the largest level set within the picture; 0 if none is."""
        inverse = np.linalg.inv(self.loss.matrix)
        x, y = map(float, self.loss.centre)
        axes = panel.plane.x, panel.plane.y
        rooms = [min(w - axis.low, axis.high - w) for w, axis in zip((x, y), axes, strict=True)]
        heights = (max(room, 0.0) ** 2 / (2 * inverse[k, k]) for k, room in enumerate(rooms))
        return float(min(heights))

    def readouts(self, name: object, *, scale: float | None = None) -> list[Readout]:
        """Return a number for the first place under each panel."""
        largest = max(float(touch.value) for touch in self.touches) if scale is None else scale
        return [
            Readout(self.lesson.theme, name, scale=largest).stand_from(*panel.foot(0))
            for panel in self.panels
        ]

    def solution(self, panel: TouchPanel, touch: Touch) -> list[FadeIn]:
        """Return the animations that show a solution and its numbers."""
        panel.show_touch(touch)
        panel.add(panel.dot, panel.weights)
        return [FadeIn(panel.dot), *map(FadeIn, panel.weights)]

    def show_reason(self, place: int, share: float = 1.0) -> None:
        """Draw -∇f and then the normals of the ball at a solution, up to a share of the time."""
        panel, touch, fan = self.panels[place], self.touches[place], self.fans[place]
        first, second = min(2 * share, 1.0), max(2 * share - 1, 0.0)
        panel.show_force(touch, first)
        if fan is None:
            panel.show_normal(touch, second)
        else:
            if fan not in panel.submobjects:
                panel.submobjects.insert(panel.submobjects.index(panel.arrow), fan)
            fan.open(second)

    def hide_reasons(self, *others: Mobject) -> None:
        """Take the arrows and the normals away, and other parts of the panels."""
        fans = [fan for fan in self.fans if fan is not None]
        parts = [part for panel in self.panels for part in (panel.arrow, panel.normal)]
        shown = [part for part in (*fans, *parts) if part.family_members_with_points()]
        self.lesson.show(*map(FadeOut, (*shown, *others)), seconds=0.5)
        for panel in self.panels:
            panel.arrow.lay((0, 0), (0, 0))
            panel.normal.trace([])
            panel.remove(*fans, *others)
        self.settle()

    def turn_to(self, picture: Mobject) -> None:
        """Take the picture away to make room for another."""
        self.lesson.finish_reading()
        self.lesson.show(FadeOut(self.picture), seconds=0.5)
        self.picture = picture

    def follow(
        self,
        show: Callable[[int], None],
        start: int = 0,
        stop: int = MOMENTS - 1,
        *,
        seconds: float,
    ) -> None:
        """Go through the moments from one to another."""
        self.lesson.show(Moments(self.picture, show, start, stop), seconds=seconds)

    def clear(self, parts: Iterable[Mobject]) -> None:
        """Fade parts of the panels, and take them out."""
        gone = list(parts)
        self.lesson.show(*map(FadeOut, gone), seconds=0.5)
        for panel in self.panels:
            panel.remove(*gone)
        self.settle()

    def settle(self) -> None:
        """Let what came one by one be part of the picture."""
        self.lesson.add(self.picture)


def short(value: SupportsFloat, digits: int = 3) -> int | float:
    """Return a number with so many digits at most, for a caption."""
    rounded = float(f"{float(value):.{digits}g}")
    return int(rounded) if rounded == int(rounded) and abs(rounded) < 1e6 else rounded


def _is_normal(panel: TouchPanel) -> bool:
    """Tell whether the drawn boundary around the dot stays behind the drawn arrow."""
    ahead = panel.arrow.along / np.linalg.norm(panel.arrow.along)
    gaps = panel.outline.points[::4, :2] - panel.dot.get_center()[:2]
    sizes = np.linalg.norm(gaps, axis=1)
    around = (sizes > 1e-3) & (sizes < _NEAR)
    return bool((gaps[around] @ ahead <= _STEEP * sizes[around]).all())
