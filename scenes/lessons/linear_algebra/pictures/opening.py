"""The two pictures come about: rows as lines or planes, the same numbers by column as arrows."""

from __future__ import annotations

from functools import partial

from linalg.geometry.hyperplanes import floats
from scenes.lessons.linear_algebra.pictures.head_equations import given_rows, head_equations
from scenes.lessons.linear_algebra.pictures.spoken import OF_SPAN
from scenes.lessons.linear_algebra.pictures.two_pictures import Moment, TwoPictures
from scenes.typed_manim import FadeIn, FadeOut, VGroup, smooth, squish_rate_func

__all__ = ["Opening"]


class Opening:
    """Row picture, then column picture.

    Parameters
    ----------
    stage : TwoPictures
    """

    def __init__(self, stage: TwoPictures) -> None:
        self.stage, self.lesson, self.given = stage, stage.lesson, stage.story.given
        self.equations: VGroup = VGroup()

    def play(self) -> None:
        """Rows first, as the system is given."""
        self._rows()
        self._columns()

    def _rows(self) -> None:
        lesson, stage, view = self.lesson, self.stage, self.stage.rows
        lesson.beat("beat.rows")
        lesson.say(stage.key("rows"), FadeIn(stage.shown))
        rows = given_rows(self.given.A, self.given.b, stage.names)
        made = head_equations(lesson, rows, stage.over_rows)
        for i in range(stage.n):
            if made is not None:
                pair = VGroup(made[0][i], made[1][i])
                self.equations.add(pair)
                stage.shown.add(pair)

            def grow(share: float, i: int = i) -> None:
                view.grown[i] = share
                if made is not None:
                    made[0][i].set_stroke(opacity=share)
                    made[1][i].set_fill(opacity=share)

            stage.change(grow, 1.2)
        stage.part(*self.equations)
        kind = self.given.kind
        if kind == "unique":
            x = floats(self.given.x)[:, 0]
            lesson.say(stage.key("meet"))
            stage.run(lambda _: stage.now._replace(x=x), 1.0)
        else:
            lesson.say(stage.key(f"{kind}.rows"))

    def _columns(self) -> None:
        lesson, stage = self.lesson, self.stage
        lesson.finish_reading()
        lesson.beat("beat.columns")
        half = squish_rate_func(smooth, 0, 0.5), squish_rate_func(smooth, 0.5, 1)
        leaving = [FadeOut(pair, rate_func=half[0]) for pair in self.equations]
        stage.draw(Moment(stage.now.A, stage.now.b, None))
        lesson.say("columns", FadeIn(stage.system, rate_func=half[1]), *leaving)
        stage.join(stage.system)
        for j in range(stage.n + 1):
            stage.change(partial(self._grow, j), 1.0)
        if self.given.kind != "unique":
            lesson.say(self._failing())
            stage.change(self._span, 1.5)

    def _grow(self, j: int, share: float) -> None:
        self.stage.columns.grown[j] = share

    def _span(self, share: float) -> None:
        self.stage.columns.spanned = share

    def _failing(self) -> str:
        """Return the caption that says what all combinations are."""
        return OF_SPAN[self.given.elimination.rank]["columns"]
