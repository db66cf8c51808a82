"""The answer tried out: x put into the rows, and multiples of the columns laid to b."""

from __future__ import annotations

from functools import partial
from typing import Any

from linalg.geometry.hyperplanes import floats
from linalg.notation import marked
from linalg.notation.expressions import sign_and_size
from scenes.lessons.linear_algebra.pictures.head_equations import filled_rows, head_equations
from scenes.lessons.linear_algebra.pictures.two_pictures import Moment, TwoPictures
from scenes.mobjects.marks import Box
from scenes.mobjects.text import Text, region_of
from scenes.parts.matrices.relation import is_same
from scenes.theme import Role
from scenes.typed_manim import FadeIn, FadeOut, VGroup

__all__ = ["TriedOut"]

_SIZES = (40, 36, 32, 28)


class TriedOut:
    """The given system with its x.

    Parameters
    ----------
    stage : TwoPictures
    A, x, b : exact matrices, n × n, n × 1 and n × 1
    """

    def __init__(self, stage: TwoPictures, A: Any, x: Any, b: Any) -> None:
        self.stage, self.lesson = stage, stage.lesson
        self.A, self.x, self.b, self.n = A, x, b, stage.n

    def play(self) -> None:
        """Back to the given system, then rows and columns."""
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.check")
        box = self.stage.failed
        lesson.say("back", *([] if box is None else [FadeOut(box)]))
        self._go_back()
        filled = head_equations(lesson, filled_rows(self.A, self.x, self.b), stage.over_rows)
        sums = self._combination()
        if filled is None or sums is None:  # too long to be written out
            lesson.say("tried.both")
            stage.run(self._laying, 3.0)
            lesson.hold()
            return
        self._rows(*filled)
        self._columns(sums)

    def _go_back(self) -> None:
        """Undo the tilt, straight."""
        stage, view = self.stage, self.stage.columns
        start = stage.now
        A, b = floats(self.A), floats(self.b)[:, 0]
        x = floats(self.x)[:, 0]
        spanned, chained = view.spanned, view.chained
        stage.turn(edge=False, seconds=1.5)

        def reach(share: float) -> Moment:
            view.spanned = max(0.0, spanned - 4 * share)
            view.chained = max(0.0, chained * (1 - 4 * share))
            between = Moment(
                (1 - share) * start.A + share * A, (1 - share) * start.b + share * b, None
            )
            if share < 0.25 and start.x is not None and chained > 0:
                return between._replace(x=start.x)
            return between if share < 1 else Moment(A, b, x)

        stage.run(reach, 2.0)
        view.laid, view.apart = 0.0, 0.0

    def _rows(self, samples: VGroup, filled: list[Text]) -> None:
        """Put x into one equation after the other, and draw its line again."""
        lesson, stage = self.lesson, self.stage
        stage.part(stage.system)
        lesson.say("tried.rows", FadeOut(stage.system))
        for i, (sample, text) in enumerate(zip(samples, filled, strict=True)):
            text.value = [(self.A[i, j], self.x[j, 0]) for j in range(self.n)]
            lesson.claim(f"equation {i + 1}", text, self._holds(text, i))
            pair = VGroup(sample, text)
            stage.shown.add(pair)
            stage.change(partial(self._redraw, i, pair), 1.5)

    def _redraw(self, i: int, pair: VGroup, share: float) -> None:
        sample, text = pair
        self.stage.rows.grown[i] = max(share, 1e-6)
        sample.set_stroke(opacity=share)
        text.set_fill(opacity=share)

    def _columns(self, sums: Text) -> None:
        """Lay the multiples tip to tail: they arrive at b."""
        lesson, stage = self.lesson, self.stage
        lesson.say("tried.columns")
        stage.run(self._laying, 3.0)
        lesson.claim("the combination is b", sums, self._adds_up(sums))
        box = Box(region_of(sums), Role.RESULT, lesson.theme, padding=0.12)
        lesson.show(FadeIn(sums), FadeIn(box), seconds=0.8)
        lesson.hold()

    def _laying(self, share: float) -> Moment:
        view = self.stage.columns
        view.chained, view.laid = 1.0, self.n * share
        return Moment(floats(self.A), floats(self.b)[:, 0], floats(self.x)[:, 0])

    # What is written.

    def _combination(self) -> Text | None:
        """Return the sum of multiples of columns, as large as there is room for."""
        room = self.stage.over_columns
        columns = [self.A[:, [j]] for j in range(self.n)]
        terms = list(zip((self.x[j, 0] for j in range(self.n)), columns, strict=True))
        parts = _multiples(terms)
        for size in _SIZES:
            text = self.lesson.label(*parts, "=", self.b, size=size)
            if text.width <= room.width - 0.3 and text.height <= room.height - 0.2:
                box = region_of(text)
                across, up, _ = room.centre
                text.value = terms
                return text.shift((across - box.centre[0], up - box.centre[1], 0))
        return None

    def _holds(self, text: Text, i: int) -> Any:
        return lambda: is_same([sum(a * x for a, x in text.value)], [self.b[i, 0]])

    def _adds_up(self, text: Text) -> Any:
        def holds() -> bool:
            total = sum((x * column for x, column in text.value), 0 * self.b)
            return is_same(list(total.flat()), list(self.b.flat())) and self.stage.columns.arrives

        return holds


def _multiples(terms: list[tuple[Any, Any]]) -> tuple[object, ...]:
    """Return the parts of a sum of multiples, each number written even if it is 1.

    Examples
    --------
    >>> from linalg.notation import to_text
    >>> to_text(_multiples([(1, "a"), (-2, "b")]))
    '1 a - 2 b'
    """
    parts: list[object] = []
    for x, column in terms:
        sign, size = sign_and_size(x)
        parts += [sign] if parts or sign == "-" else []
        parts += [marked(size, "result"), column]
    return tuple(parts)
