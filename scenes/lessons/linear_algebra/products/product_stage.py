"""The places of a product: A on the left, B above AB on the right, and room to meet between them.

Row i of A stands level with row i of AB, and column j of B above column j of AB. What comes out of
A goes to the right, what comes out of B to the left; what they make goes on to its place in AB.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from linalg.products.block_multiplication import Part
from linalg.products.multiplication import Product
from scenes.lessons.linear_algebra.products.widths import Needs, merged
from scenes.mobjects.marks import Box
from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.matrices.measures import (
    UNITS_PER_POINT,
    Ems,
    Room,
    entry_markup,
    hanging,
)
from scenes.mobjects.text import Text
from scenes.parts.factors.factor_rows import name_above
from scenes.parts.factors.travel import Fly
from scenes.parts.lesson import Lesson
from scenes.parts.matrices.relation import Relation, is_product
from scenes.stage import CAPTION, MAIN, DoesNotFitError, Region
from scenes.theme import SMALLEST, Role, TextKind
from scenes.typed_manim import FadeIn, Motion, VGroup

__all__ = ["GHOST", "HEIGHT", "ProductStage", "Way"]

LARGEST, ROOMY = 72, 36  # font sizes: of small matrices, and below which less is shown at once
NAME_LANE, NAME_SIZE, NAME_GAP = 1.1, 40, 0.22  # to the right of B and AB
BETWEEN, APART = 0.5, 2.0  # B and AB: the least, and what small ones may be apart
TALL_ENOUGH = 3.2  # for all three
ASIDE = 0.55  # what is kept free between the matrices and the room in the middle
GHOST = 0.3  # how much is seen of an entry that is to be made again
HEIGHT = Region(MAIN.left, MAIN.right, CAPTION.top + 0.2, MAIN.top)


class Way(Protocol):
    """One way to make AB."""

    def needs(self) -> Needs:
        """Return the room that it takes between A and AB."""

    def play(self) -> None:
        """Make AB."""


class ProductStage:
    """A, B and AB on the frame.

    Parameters
    ----------
    lesson : Lesson
    record : Product

    Attributes
    ----------
    A, B, AB : MatrixGrid
        AB is not seen until it is made.
    made : dict
        What AB was, as it was drawn, when one way to make it was over.
    middle : Region
        The room where parts of A and B meet.
    size, em : float
        The font size, and its em in Manim's units.
    relation : Relation
        The name of AB, lit only while what is drawn is the product.
    """

    def __init__(self, lesson: Lesson, record: Product) -> None:
        self.lesson, self.record = lesson, record
        self.made: dict[str, Any] = {}
        self.rows = self._rows()
        self.left = self._measured([record.A])
        self.right = merged(
            self._measured([record.B]), self._measured([record.AB, *self.layer_sums])
        )

    @property
    def layer_sums(self) -> tuple[Any, ...]:
        """The sums of the first layers, the last of which is AB."""
        return self.record.views.column_row.parts[0].sums

    def _rows(self) -> tuple[float, float]:
        """Return how far every row reaches above and below its baseline, in ems."""
        views = self.record.views
        seen = [self.record.A, self.record.B, self.record.AB, *self.layer_sums]
        seen += [term.product for view in views for part in view.parts for term in part.terms]
        measured = [Ems.of([matrix]) for matrix in seen]
        return max(ems.top for ems in measured), max(ems.bottom for ems in measured)

    def _measured(self, states: Sequence[Any]) -> Ems:
        return replace(Ems.of(states), top=self.rows[0], bottom=self.rows[1])

    def lane(self, states: Sequence[Any]) -> Ems:
        """Measure what will stand in the middle, with rows as high as all others."""
        return self._measured(states)

    # Places.

    def measure(self, *needs: Needs) -> None:
        """Find the largest size at which everything is legible.

        Raises
        ------
        DoesNotFitError
            If A, B and AB themselves do not fit.
        """
        tried = (
            (max(self._sizes(needs, wished_at=wished), default=0), least)
            for wished, least in ((1.0, ROOMY), (0.0, ROOMY), (None, 1))
        )
        sizes = [size for size, least in tried if size >= least]
        sizes += [max(self._sizes(()), default=0)]
        self.size = sizes[0]
        if not self.size:
            raise DoesNotFitError(self._what_would_fit())
        self._place(self.size * UNITS_PER_POINT)

    def _sizes(self, needs: Iterable[Needs], *, wished_at: float | None = None) -> Iterator[float]:
        """Yield the sizes at which the matrices fit, and what is needed between them.

        What is wished for may have a size between the smallest, 0, and that of the matrices, 1.
        """
        smallest = int(SMALLEST[TextKind.ENTRY])
        for size in range(smallest, LARGEST + 1):
            em = size * UNITS_PER_POINT
            height, middle = self._extent(em)
            widths = [need.width * em for need in needs]
            if wished_at is not None:
                wished = (smallest + wished_at * (size - smallest)) * UNITS_PER_POINT
                widths += [need.wish * wished for need in needs]
            if height <= HEIGHT.height and middle >= max([0.0, *widths]):
                yield size

    def _extent(self, em: float) -> tuple[float, float]:
        """Return the height of all three, and the width that is left in the middle."""
        (m, p) = self.record.A.shape
        height = (self.right.height(p) + self.right.height(m)) * em + BETWEEN
        width = HEIGHT.width - NAME_LANE - (self.left.width() + self.right.width()) * em
        return height, width - 2 * ASIDE

    def _place(self, em: float) -> None:
        record, theme, (m, p) = self.record, self.lesson.theme, self.record.A.shape
        self.em = em
        height, width = self._extent(em)
        between = BETWEEN + min(APART - BETWEEN, max(0.0, TALL_ENOUGH - height))
        top = HEIGHT.centre[1] + (height + between - BETWEEN) / 2
        split = top - self.right.height(p) * em - between
        bottom = split - self.right.height(m) * em
        wide = self.left.width() * em
        left = Region(HEIGHT.left, HEIGHT.left + wide, bottom, split)
        self.middle = Region(left.right + ASIDE, left.right + ASIDE + width, bottom, top)
        x = self.middle.right + ASIDE
        right = Region(x, x + self.right.width() * em, bottom, split)
        above = Region(right.left, right.right, split + between, top)
        place = partial(GridLayout.placed, size=self.size)
        self.A = MatrixGrid(record.A, place(self.left, m=m, room=Room(left)), theme)
        self.B = MatrixGrid(record.B, place(self.right, m=p, room=Room(above)), theme)
        self.AB = MatrixGrid(record.AB, place(self.right, m=m, room=Room(right)), theme)
        for row in self.AB.rows:
            row.set_fill(opacity=0)
        self.names = VGroup(name_above(self.lesson, self.A.layout, "A"), self._name(self.B, "B"))
        product = self._name(self.AB, "A", "B", role=Role.MUTED)
        self.relation = Relation(self.lesson, product, "AB is the product", self.holds)

    def _name(self, grid: MatrixGrid, *parts: object, role: Role = Role.FOREGROUND) -> Text:
        """Return a name to the right of a matrix."""
        box = grid.layout.box
        name = self.lesson.label(*parts, role=role, size=NAME_SIZE)
        middle = box.centre[1] - 0.35 * NAME_SIZE * UNITS_PER_POINT
        return name.stand_at(box.right + NAME_GAP, middle, "left")

    def _what_would_fit(self) -> str:
        smallest = SMALLEST[TextKind.ENTRY]
        em = smallest * UNITS_PER_POINT
        (m, p), n = self.record.A.shape, self.record.B.shape[1]
        message = (
            f"A is {m} × {p} and B is {p} × {n}: beside each other they are not legible "
            f"at font size {smallest}; "
        )
        if self._extent(em)[0] <= HEIGHT.height:
            return f"{message}fewer columns or shorter entries would fit"
        spare = (HEIGHT.height - BETWEEN) / em - 2 * self.right.height(1)
        rows = 2 + max(0, int(spare / self.right.pitch))
        return f"{message}A and B may have {rows} rows together with entries as tall as these"

    def holds(self) -> bool:
        """Tell, from what is drawn, whether AB is the product."""
        made = all(entry[0].get_fill_opacity() == 1 for row in self.AB.entries for entry in row)
        return made and is_product([self.AB.values], [self.A.values, self.B.values])

    def has_room(self, needs: Needs) -> bool:
        """Tell whether something fits between A and AB."""
        return needs.width * self.em <= self.middle.width + 1e-9

    # What is made in the middle.

    def text(
        self,
        value: object,
        x: float,
        y: float,
        role: Role = Role.FOREGROUND,
        size: float | None = None,
    ) -> Text:
        """Return a value whose axis is at x and whose baseline is at y."""
        markup, size = entry_markup(value), size or self.size
        text = Text(markup, self.lesson.theme, TextKind.ENTRY, size, role)
        text.value = value
        (sign,) = hanging([markup])
        return text.stand_at(x - sign * size * UNITS_PER_POINT / 2, y)

    def sign(self, *parts: object, size: float | None = None) -> Text:
        """Return what stands between values, as large as they are."""
        return self.lesson.label(*parts, size=size or self.size)

    def fly(self, texts: Sequence[Text], origins: Sequence[Text], row: int, **options: Any) -> Fly:
        """Return what brings texts from the places of others, `row` of them on a card."""
        ground = self.lesson.theme.background
        return Fly(VGroup(*texts), origins, ground, row=row, **options)

    def box(self, region: Region, role: Role = Role.SOURCE, *, strong: bool = True) -> Box:
        """Return a box around a part of a matrix."""
        pad = 0.1 * self.em
        return Box(region, role, self.lesson.theme, padding=pad, strong=strong)

    def column(self, grid: MatrixGrid, j: int) -> Region:
        """Return the region of a column."""
        layout = grid.layout
        return layout.cell(0, j).joined(layout.cell(len(layout.rows) - 1, j))

    def open(self) -> None:
        """Show A and B, and the place where AB will be."""
        lesson = self.lesson
        lesson.beat("beat.factors")
        lesson.say("factors", FadeIn(self.A, self.names))
        lesson.show(FadeIn(self.B), seconds=1.2)
        lesson.show(FadeIn(self.AB.frame, self.relation.text), seconds=1.2)
        lesson.remove(self.AB.frame)
        lesson.add(self.AB)

    # AB, made again and again.

    def dim(self) -> list[Motion]:
        """Return what leaves a ghost of AB, as far as it has been seen."""
        muted = self.lesson.theme[Role.MUTED]
        if self.AB.entry(0, 0)[0].get_fill_opacity() == 0:
            return []
        fades = [row.animate.set_fill(muted, opacity=GHOST) for row in self.AB.rows]
        return [*fades, self.relation.dim()]

    def complete(self, way: str, *along: Motion) -> None:
        """AB has been made in one more way: its name lights up."""
        self.made[way] = self.AB.values
        self.lesson.show(self.relation.light(), *along, seconds=0.6)

    def places(self, part: Part) -> list[tuple[int, int]]:
        """Return the places in AB of a part of it."""
        return [(i, j) for i in part.rows for j in part.columns]

    def land(self, texts: Sequence[Text], places: Sequence[tuple[int, int]], row: int) -> Fly:
        """Return what carries finished values from the middle to their places in AB."""
        entries = [self.AB.entry(*place) for place in places]
        arriving = [
            self.AB.text(*place, text.value) for place, text in zip(places, texts, strict=True)
        ]
        return self.fly(arriving, texts, row, into=entries)
