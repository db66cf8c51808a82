"""The answer tried out: x put into the equations that were given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from linalg.notation import marked, point
from scenes.mobjects.marks import Box
from scenes.mobjects.matrices.equations import linear_form, product_form
from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.mobjects.matrices.level import Level
from scenes.mobjects.matrices.measures import Room
from scenes.mobjects.text import UNITS_PER_POINT, Text, region_of
from scenes.parts.elimination.solved_system import SolvedSystem
from scenes.parts.fades import in_place_of
from scenes.parts.matrices.endings import column_point
from scenes.parts.matrices.matrix_rooms import LABEL_SIZES, TALL
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.stage import Region
from scenes.theme import Role
from scenes.typed_manim import Animation, FadeIn, FadeOut, LaggedStart, Mobject, VGroup

__all__ = ["TriedOut"]

_PITCH = 2.0  # of equations, in ems
SLOWLY = 3  # so many equations are tried one by one
_ROUNDING = 1e-9


class TriedOut:
    """The given equations with numbers in place of the unknowns, each of which holds.

    Parameters
    ----------
    stage : MatrixStage
    system : SolvedSystem
        With one right-hand side and a solution.
    kept : Mobject, optional
        A picture that stays.
    given : callable, optional
        Returns what draws an equation in it.
    """

    def __init__(
        self,
        stage: MatrixStage,
        system: SolvedSystem,
        kept: Mobject | None = None,
        given: Callable[[int], Animation] | None = None,
    ) -> None:
        self.stage, self.lesson, self.system = stage, stage.lesson, system
        self.kept, self.given = kept, given
        self.A: Any = system.elimination.A
        self.b: Any = system.elimination.b
        self.x: Any = system.solutions[0].x
        self.m, self.n = self.A.shape

    def play(self) -> None:
        """Put x into one equation after the other."""
        lesson = self.lesson
        leaving = [m for m in lesson.picture() if m is not self.kept]
        lesson.finish_reading()
        lesson.show(FadeOut(*leaving), *lesson.formula(), seconds=0.6)
        lesson.beat("beat.check")
        size = self._legible_size()
        if size is None:
            self._multiply()
        else:
            self._equation_by_equation(size)

    # Equation by equation.

    def _equation_by_equation(self, size: float) -> None:
        lesson = self.lesson
        open_ones = VGroup(*(self._line(i, self._open(i), size) for i in range(self.m)))
        tried: VGroup[Text] = VGroup()
        lesson.say("tried", FadeIn(open_ones), answer=self._answer())
        filled = [self._line(i, self._filled(i), size) for i in range(self.m)]
        for i, (old, new) in enumerate(zip(open_ones, filled, strict=True)):
            lesson.claim(f"equation {i + 1}", new, self._holds(new, i))
            drawn = [self.given(i)] if self.given else []
            if i < SLOWLY:
                lesson.show(*in_place_of(old, new), *drawn, seconds=1.6)
                lesson.remove(new)
                lesson.add(tried.add(new))
                lesson.hold(0.2)
        rest = [
            fade for i in range(SLOWLY, self.m) for fade in in_place_of(open_ones[i], filled[i])
        ]
        if rest:
            lesson.show(*rest, seconds=2.0)
        region = region_of(VGroup(*filled))
        self._conclude(Box(region, Role.RESULT, lesson.theme, padding=0.2))

    def _conclude(self, box: Box) -> None:
        self.lesson.say("solution", FadeIn(box), *self.lesson.formula(*self._answer()))
        self.lesson.hold()

    def _open(self, i: int) -> tuple[object, ...]:
        """Return the parts of an equation as it was given."""
        terms = [(self.A[i, j], self.system.names[j]) for j in range(self.n)]
        return (*linear_form(terms), "=", self.b[i, 0])

    def _filled(self, i: int) -> tuple[object, ...]:
        """Return the parts of an equation with numbers in place of the unknowns."""
        terms = [(self.A[i, j], marked(self.x[j, 0], "result")) for j in range(self.n)]
        return (*product_form((a, x) for a, x in terms if a != 0), "=", self.b[i, 0])

    def _line(self, i: int, parts: Sequence[object], size: float) -> Text:
        text = self.lesson.label(*parts, size=size)
        text.value = [(self.A[i, j], self.x[j, 0]) for j in range(self.n)]
        room, pitch = self._room, self._pitch(size)
        middle = (room.bottom + room.top) / 2
        y = middle + ((self.m - 1) / 2 - i) * pitch - size * UNITS_PER_POINT / 4
        return text.stand_at(room.centre[0], y)

    def _holds(self, text: Text, i: int) -> Callable[[], bool]:
        """Return the test of an equation, from the numbers that it is written with."""
        right = self.b[i, 0]

        def holds() -> bool:
            terms = [a * x for a, x in text.value]
            return _is_zero(sum(terms) - right, [*terms, right])

        return holds

    @property
    def _room(self) -> Region:
        has_formula = self.lesson.formula_place.region is not None
        return self.stage.within if has_formula else TALL

    def _pitch(self, size: float) -> float:
        heights = [self.lesson.label(*self._filled(i), size=size).height for i in range(self.m)]
        return max(_PITCH * size * UNITS_PER_POINT, max(heights) + 0.3)

    def _legible_size(self) -> float | None:
        """Return the size at which the filled equations fit, or None without room for them."""
        room = self._room
        for size in (64, *LABEL_SIZES):
            lines = [self.lesson.label(*self._filled(i), size=size) for i in range(self.m)]
            height = self._pitch(size) * self.m
            if max(line.width for line in lines) <= room.width - 0.4 and height <= room.height:
                return size
        return None

    # Ax = b at once.

    def _multiply(self) -> None:
        """A times x is b, row after row."""
        lesson, stage, room = self.lesson, self.stage, self._product()
        assert room is not None
        left, right, product = room.grids
        filled = [entry for row in product.entries for entry in row]
        lesson.say("tried.rows", FadeIn(left, right, *room.texts, product.frame))
        lesson.claim("Ax = b", VGroup(*filled), lambda: _agree(left, right, product))
        sweep = LaggedStart(*map(FadeIn, filled), group=VGroup(*filled), lag_ratio=0.5)
        lesson.show(sweep, seconds=3.0)
        lesson.hold()
        self._conclude(stage.box(product.layout.inside, Role.RESULT, padding=0.05))

    @property
    def fits(self) -> bool:
        """True if there is room for the equations with their numbers, or for Ax = b."""
        return self._legible_size() is not None or self._product() is not None

    def _product(self) -> Level | None:
        """Return Ax = b as large as it fits, or None without room for it."""
        parts = (self.A, self.x, "=", self.b)
        sizes = [size for size in (64, *LABEL_SIZES) if size <= self.stage.layout.size]
        levels = [self._level(parts, size) for size in (*sizes, LABEL_SIZES[-1])]
        return next((level for level in levels if level is not None), None)

    def _level(self, parts: tuple[object, ...], size: float) -> Level | None:
        lesson, room = self.lesson, self._room
        left = room.centre[0] - Level(parts, lesson.theme, size).width / 2
        rows = GridLayout.measure([self.A], Room(room, lanes=False), largest=size)
        level = Level(parts, lesson.theme, size, left, rows)
        return level if room.contains(region_of(level), slack=0.01) else None

    def _answer(self) -> tuple[object, ...]:
        return point(*self.system.names), "=", marked(column_point(self.x), "result")


def _agree(left: Any, right: Any, product: Any) -> bool:
    A, x, b = left.values, right.values, product.values
    found = A * x
    return all(
        _is_zero(found[i, 0] - b[i, 0], [*(A[i, :].T.multiply_elementwise(x)), b[i, 0]])
        for i in range(b.shape[0])
    )


def _is_zero(difference: Any, terms: Sequence[Any]) -> bool:
    """Tell whether a difference of sums is 0, up to rounding if it carries any."""
    if difference == 0:
        return True
    if getattr(difference, "free_symbols", None):
        return bool(difference.simplify() == 0)
    if getattr(difference, "is_Rational", False):
        return False
    return bool(abs(float(difference)) <= _ROUNDING * sum(abs(float(term)) for term in terms))
