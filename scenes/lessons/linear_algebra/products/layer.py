"""One layer on the frame: a card full of products, beside the column and the row that make it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from linalg.products.block_multiplication import Term
from scenes.lessons.linear_algebra.products.meeting import Group
from scenes.lessons.linear_algebra.products.product_stage import ProductStage
from scenes.lessons.linear_algebra.products.widths import axes, bare_width, merged
from scenes.mobjects.text import UNITS_PER_POINT, Text
from scenes.stage import Region
from scenes.theme import Role
from scenes.typed_manim import RoundedRectangle, VGroup

__all__ = ["CLOSE", "Layer", "LayerMeasures", "card_around"]

COLUMN_GAP = 0.6  # between two columns, in ems
MARGIN = 0.34  # between the card and the column and the row that make it, in ems
PAD = 0.2  # around what is on a card, in ems
CLOSE = 0.16  # the same between the brackets of AB


class LayerMeasures:
    """The measures that all layers of a product share, in ems.

    Parameters
    ----------
    stage : ProductStage
    terms : sequence of Term
        A column of A, a row of B, and their product, for each layer.

    Attributes
    ----------
    before : float
        From the left end to the first column of the card.
    width : float
    """

    def __init__(self, stage: ProductStage, terms: Sequence[Term]) -> None:
        self.stage = stage
        products = stage.lane([term.product for term in terms])
        columns = merged(products, stage.lane([term.right for term in terms]))
        self.columns = replace(columns, column_gap=COLUMN_GAP)
        self.column = stage.lane([term.left for term in terms])
        self.before = bare_width(self.column) + MARGIN + PAD
        self.width = self.before + bare_width(self.columns) + PAD


class Layer:
    """A layer with its left end somewhere in the middle, level with A.

    Parameters
    ----------
    measures : LayerMeasures
    term : Term
    left : float
    size : float
        The font size, at most that of A.

    Attributes
    ----------
    column, row : list of Text
        What makes it: a column of A to the left, a row of B above.
    texts : list of list of Text
    inside : VGroup of Text
        The same, row by row.
    card : RoundedRectangle
    whole : VGroup
        All of these.
    """

    def __init__(self, measures: LayerMeasures, term: Term, left: float, size: float) -> None:
        stage, em = measures.stage, size * UNITS_PER_POINT
        text = partial(stage.text, size=size)
        self.stage, self.measures, self.em = stage, measures, em
        self.rows = stage.A.layout.rows
        self.axes = axes(measures.columns, left + measures.before * em, em)
        (x,) = axes(measures.column, left, em)
        head = self.rows[0] + (sum(stage.rows) + MARGIN + PAD) * em
        (m, n) = term.product.shape
        self.column = [text(term.left[i, 0], x, self.rows[i], Role.SOURCE) for i in range(m)]
        self.row = [text(term.right[0, j], self.axes[j], head, Role.MULTIPLIER) for j in range(n)]
        self.texts = [
            [text(term.product[i, j], self.axes[j], self.rows[i]) for j in range(n)]
            for i in range(m)
        ]
        self.inside: VGroup[Text] = VGroup(*(text for row in self.texts for text in row))
        self.card = card_around(stage, self.cells(range(m), range(n)), pad=PAD * em)
        self.whole = VGroup(self.card, *self.column, *self.row, *self.inside)

    def cells(self, rows: Sequence[int], columns: Sequence[int]) -> Region:
        """Return the region of some rows and columns of its entries."""
        em, halves = self.em, self.measures.columns.half_widths
        left = self.axes[columns[0]] - halves[columns[0]][0] * em
        right = self.axes[columns[-1]] + halves[columns[-1]][1] * em
        top, bottom = self.stage.rows
        upper, lower = self.rows[rows[0]] + top * em, self.rows[rows[-1]] - bottom * em
        return Region(left, right, lower, upper)

    def groups(self) -> list[Group]:
        """Return what makes its entries: each the entry of the column and that of the row."""
        return [
            Group((self.column[i], self.row[j]), text, float(i + j))
            for i, row in enumerate(self.texts)
            for j, text in enumerate(row)
        ]


def card_around(
    stage: ProductStage, inside: Region, *, pad: float, offset: float = 0.0
) -> RoundedRectangle:
    """Return the card of a layer, behind what is on it, to the lower right by an offset."""
    theme = stage.lesson.theme
    card = RoundedRectangle(
        width=inside.width + 2 * pad,
        height=inside.height + pad,
        corner_radius=0.12,
        fill_color=theme.surface,
        fill_opacity=1,
        stroke_color=theme[Role.MUTED],
        stroke_width=1.5,
    )
    x, y, _ = inside.centre
    return card.move_to((x + offset, y - offset, 0)).set_z_index(-1)
