"""The lesson on the row picture and the column picture: one answer, and one failure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from linalg.check import Checked
from linalg.elimination.solving import solve
from linalg.geometry.reach import reach
from linalg.geometry.slides import approach, slides
from linalg.geometry.tilts import tilt
from scenes.lessons.linear_algebra.pictures.failing import Failing
from scenes.lessons.linear_algebra.pictures.opening import Opening
from scenes.lessons.linear_algebra.pictures.parameters import PicturesParameters
from scenes.lessons.linear_algebra.pictures.put_right import PutRight
from scenes.lessons.linear_algebra.pictures.refuted import Refuted
from scenes.lessons.linear_algebra.pictures.sliding import Sliding
from scenes.lessons.linear_algebra.pictures.tilting import Tilting
from scenes.lessons.linear_algebra.pictures.tried_out import TriedOut
from scenes.lessons.linear_algebra.pictures.two_pictures import TwoPictures
from scenes.lessons.linear_algebra.pictures.windows import Story
from scenes.parts.lesson import Lesson
from scenes.parts.title_card import TitleCard

__all__ = ["PicturesLesson"]


class PicturesLesson(Lesson):
    """Lines that meet beside arrows that add up, until both fail at the same moment.

    Source: G. Strang, MIT 18.06, lecture 1.
    """

    parameters_class = PicturesParameters

    @cached_property
    def story(self) -> Story:
        """The records of the given system and, once it is singular, of what it reaches."""
        given = solve(self.parameters.A, self.parameters.b)
        if given.kind != "unique":
            return Story(given, None, None, None, reach(given.A, given.b))
        tilted = tilt(given.A)
        singular = reach(tilted.tilted, given.b)
        return Story(given, approach(given), slides(given), tilted, singular)

    def records(self) -> Iterator[Checked]:
        story = self.story
        yield from (story.given, story.reach)
        yield from (r for r in (story.approach, story.slides, story.tilt) if r is not None)

    def construct(self) -> None:
        story = self.story
        stage = TwoPictures(self, story)
        self.beat("beat.question")
        TitleCard(self).play()
        Opening(stage).play()
        if story.approach is None or story.slides is None or story.tilt is None:
            self._end_singular(stage)
            return
        right = PutRight(stage, story.approach)
        right.play()
        right.let_go()
        Sliding(stage, story.slides).play()
        runs_off = story.reach.missed.b == story.given.b
        Tilting(stage, story.tilt, runs_off=runs_off).play()
        Failing(stage, story.reach, told=False).play()
        TriedOut(stage, story.given.A, story.given.x, story.given.b).play()

    def _end_singular(self, stage: TwoPictures) -> None:
        """Tell what both pictures say at once, and prove it."""
        given, record = self.story.given, self.story.reach
        Failing(stage, record, told=True).play()
        if given.kind == "none":
            Refuted(stage, record).play()
        else:
            TriedOut(stage, given.A, record.x, given.b).play()
