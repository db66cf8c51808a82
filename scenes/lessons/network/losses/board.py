"""The stage of the lesson: one set of scores, and everything on the frame that follows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from linalg.notation import words
from optviz.network.losses.loss_slide import LossSlide, slide_losses
from scenes.lessons.network.losses.course import Course
from scenes.lessons.network.losses.loss_columns import (
    HINGE,
    HINGE_WIDTH,
    OWN,
    SOFTMAX,
    SOFTMAX_WIDTH,
    LossColumns,
    Total,
)
from scenes.lessons.network.losses.loss_curves import LossCurves
from scenes.lessons.network.losses.pushes import Pushes
from scenes.lessons.network.losses.score_lanes import ScoreLanes
from scenes.mobjects.written import Written
from scenes.parts.following import Following
from scenes.parts.lesson import Lesson
from scenes.stage import CAPTION, MAIN, Region
from scenes.typed_manim import Motion, VGroup, VMobject

__all__ = ["LossBoard"]

Floats = NDArray[np.float64]

_LINE_RIGHT, _HINGE_RIGHT, _SOFTMAX_LEFT = 2.45, 3.75, 4.15
_HEAD = 0.55
_BOX = 0.1  # beside the names, for a box around one
_BOTTOM = CAPTION.top + 0.12
_CLOSER = 1.5  # enlarged less than this, nothing is gained
_ABOVE = 1.12  # of the largest loss shown
_SEEN = 1e-6  # how exactly places on the frame state a number, of the range


class LossBoard:
    """Lanes, columns, totals and curves, which always show the same scores.

    Parameters
    ----------
    lesson : Lesson
    course : Course
    names : sequence of str
    """

    def __init__(self, lesson: Lesson, course: Course, names: Sequence[str]) -> None:
        self.lesson, self.course, self.names = lesson, course, names
        theme, label = lesson.theme, course.label
        top = MAIN.top - _HEAD
        written = Written(places=_places(course))
        terms = written._replace(trimmed=True)
        room = Region(MAIN.left + _BOX, _LINE_RIGHT, _BOTTOM, top)
        self.lanes = ScoreLanes(room, names, label, course.range, written, theme)
        line = self.lanes.line
        self.columns = LossColumns(
            Region(_LINE_RIGHT, _HINGE_RIGHT, line.bottom, top),
            Region(_SOFTMAX_LEFT, MAIN.right, line.bottom, top),
            self.lanes.middles,
            label,
            terms,
            theme,
        )
        self.hinge = Total(
            lesson.label(words(lesson.words("name.hinge"))),
            lesson.label("L", "=", size=36),
            HINGE,
            HINGE_WIDTH,
            terms,
            theme,
        ).stand(_LINE_RIGHT + 0.5, line.bottom - 0.55)
        self.softmax = Total(
            lesson.label(words(lesson.words("name.softmax"))),
            lesson.label("L", "=", size=36),
            SOFTMAX,
            SOFTMAX_WIDTH,
            OWN,
            theme,
        ).stand(_LINE_RIGHT + 0.5, line.bottom - 1.95)
        self.curves = LossCurves(
            Region(line.left, line.right, _BOTTOM, line.bottom - 0.12),
            course.range,
            self._tops(),
            label,
            lesson.words("axis.loss"),
            theme,
        )
        self.pushes = Pushes(self.lanes, theme)
        self.shown: list[VMobject] = []
        self.plots, self.slopes = False, False
        self.stand(course.given)
        self._claim()

    @property
    def enlarges(self) -> bool:
        """True if a closer look shows more."""
        whole, part = self.curves.tops
        return whole > part

    @property
    def below(self) -> Region:
        """Under the lanes, for a formula while no plot is there."""
        return Region(MAIN.left, _LINE_RIGHT + 0.4, _BOTTOM, self.lanes.line.bottom - 0.7)

    # What happens on it.

    def keep(self, *parts: VMobject) -> None:
        """Let parts that have come into sight follow the scores from now on."""
        self.shown += parts
        self.lesson.add(VGroup(*self.shown))

    def drop(self, *parts: VMobject) -> None:
        """Let go of parts that are leaving."""
        self.shown = [part for part in self.shown if part not in parts]

    def stand(self, scores: Floats) -> None:
        """Show everything for some scores; made for every frame."""
        self.scores = scores
        self.record = slide_losses([scores], self.course.label)
        self.lanes.stand(scores)
        self.hinge.number.set_value(float(self.record.hinge[0]))
        self.softmax.number.set_value(float(self.record.softmax[0]))
        if self.plots:
            self.curves.stand(scores)
        if self.slopes:
            self.columns.show_slopes(self.record)
            self.pushes.stand(self.record)
        else:
            self.columns.show(self.record)

    def plot(self) -> None:
        """Let the curves follow from now on."""
        self.plots = True
        self.stand(self.scores)

    def turn_to_slopes(self) -> None:
        """Let slopes follow from now on, in place of terms and probabilities."""
        self.slopes = True
        self.stand(self.scores)

    def slide(
        self,
        way: Callable[[float], Floats],
        *beside: Motion,
        seconds: float = 2.5,
        enlarging: Callable[[float], float] | None = None,
    ) -> None:
        """Let the scores go a way, from a share of 0 to 1, and all that is shown go with them."""

        def show(share: float) -> None:
            if enlarging is not None:
                self.curves.enlarge(enlarging(share))
            self.stand(way(share))

        motion = Following(VGroup(*self.shown), show)
        self.lesson.show(motion, *beside, seconds=seconds)

    def slide_to(self, end: Floats, *beside: Motion, seconds: float = 2.5) -> None:
        """Let the scores go straight to others."""
        start = self.scores
        self.slide(lambda share: start + share * (end - start), *beside, seconds=seconds)

    # What it claims.

    def _claim(self) -> None:
        claim, columns = self.lesson.claim, self.columns
        claim("numbers say where the dots are", self.lanes.numbers, self._are_places)
        claim("terms are max(0, s_j - s_y + 1)", columns.terms, self._are_terms)
        claim("p_j = e^s_j / Σ e^s", columns.shares, self._are_shares)
        claim("what reaches over is the hinge", self.hinge, self._adds_up)
        claim("L = -ln p_y", self.softmax, self._is_logarithm)
        claim("the dots stand at both losses", self.curves.picture, self._on_curves)
        claim("slopes are as the dots say", columns.slopes, self._are_slopes)
        claim("arrows are as long as slopes", self.pushes.picture, self._are_pushes)

    @property
    def _drawn(self) -> LossSlide:
        """Both losses once more, from where the dots are drawn."""
        return slide_losses([self.lanes.drawn], self.course.label)

    @property
    def _slack(self) -> float:
        return _SEEN * (1 + float(np.abs(self.course.range).max()))

    def _near(self, one: Floats | float, other: Floats | float) -> bool:
        return bool(np.allclose(one, other, rtol=1e-6, atol=self._slack))

    def _are_places(self) -> bool:
        numbers = np.array([number.value for number in self.lanes.numbers])
        return self._near(numbers, self.lanes.drawn)

    def _are_terms(self) -> bool:
        drawn = self._drawn
        return all(
            self._near(number.value, drawn.terms[0, k])
            for k, number in self.columns.term_numbers.items()
        )

    def _are_shares(self) -> bool:
        drawn = self._drawn
        return all(
            self._near(number.value, drawn.probabilities[0, k])
            for k, number in self.columns.share_numbers.items()
        )

    def _adds_up(self) -> bool:
        return self._near(float(self.lanes.reach.sum()), self.hinge.number.value)

    def _is_logarithm(self) -> bool:
        scores = self.lanes.drawn
        right = scores[self.course.label]
        return self._near(float(np.logaddexp.reduce(scores) - right), self.softmax.number.value)

    def _on_curves(self) -> bool:
        if self.curves.picture.levels["dots"] == 0:
            return True
        shown = np.array([self.hinge.number.value, self.softmax.number.value])
        visible = shown <= self.curves.top
        return self._near(self.curves.losses_drawn()[visible], shown[visible])

    def _are_slopes(self) -> bool:
        drawn, label = self._drawn, self.course.label
        pulls = drawn.probabilities[0] - np.eye(drawn.scores.shape[1])[label]
        return all(
            self._near(number.value, pulls[k]) for k, number in self.columns.pull_numbers.items()
        ) and all(
            self._near(number.value, drawn.hinge_slopes[0, k])
            for k, number in self.columns.slope_numbers.items()
        )

    def _are_pushes(self) -> bool:
        drawn = self._drawn
        sizes = np.abs([drawn.hinge_slopes[0], drawn.softmax_slopes[0]])
        return self._near(self.pushes.drawn(), np.where(sizes < self.pushes.least, 0, sizes))

    def _tops(self) -> tuple[float, float]:
        """Return the largest losses of the whole plot and of the enlarged one."""
        course = self.course
        slow, edge = slide_losses([course.low, course.at_edge], course.label).softmax
        hinge = slide_losses([course.low], course.label).hinge[0]
        whole, part = (_ABOVE * float(top) for top in (max(hinge, slow), edge))
        return (whole, part) if whole > _CLOSER * part else (whole, whole)


def _places(course: Course) -> int | None:
    """Return with how many places the scores say what they are, or None for their own."""
    stations = np.concatenate([course.given, [course.edge], course.raised, course.doubled])
    for places in (1, 2):
        if (np.abs(stations - stations.round(places)) <= _ROUNDED * np.abs(stations)).all():
            return places
    return None


_ROUNDED = 1e-3
