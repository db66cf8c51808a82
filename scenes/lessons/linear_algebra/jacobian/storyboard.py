"""The lesson on the Jacobian: close enough, every smooth map is linear."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from linalg.check import Checked
from linalg.geometry.contact import Contact, most_bent
from linalg.geometry.zoom import Zoom
from scenes.lessons.linear_algebra.jacobian.error_order import ErrorOrder
from scenes.lessons.linear_algebra.jacobian.linear_map import LinearMap
from scenes.lessons.linear_algebra.jacobian.parabola import Parabola
from scenes.lessons.linear_algebra.jacobian.parameters import JacobianParameters
from scenes.lessons.linear_algebra.jacobian.tried_out import TriedOut
from scenes.lessons.linear_algebra.jacobian.zoom_stage import ZoomStage
from scenes.lessons.linear_algebra.jacobian.zooming import Zooming
from scenes.parts.lesson import Lesson
from scenes.parts.title_card import TitleCard

__all__ = ["JacobianLesson"]


class JacobianLesson(Lesson):
    """A curved grid straightens in a lens, its error is measured, and det J is found as an area.

    Source: MIT 18.02, on changes of variables.
    """

    parameters_class = JacobianParameters

    @cached_property
    def zoom(self) -> Zoom:
        """The map in ever smaller windows."""
        zoom: Zoom = self.parameters.zoom
        return zoom

    @cached_property
    def contact(self) -> Contact | None:
        """A function along a line, with its parabola, if any is bent."""
        return None if self.zoom.is_straight else most_bent(self.zoom)

    def records(self) -> Iterator[Checked]:
        yield self.zoom
        if self.contact is not None:
            yield self.contact

    def construct(self) -> None:
        self.beat("beat.title")
        TitleCard(self).play()
        stage = ZoomStage(self, self.zoom)
        LinearMap(stage).play()
        Zooming(stage).play()
        if self.zoom.trusted > 1:
            ErrorOrder(stage).play()
        if self.contact is not None:
            Parabola(stage, self.contact).play()
        TriedOut(stage).play()
