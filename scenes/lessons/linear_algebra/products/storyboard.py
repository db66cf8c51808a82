"""The lesson on the product of two matrices: the same numbers, added up in five groupings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from linalg import multiply
from linalg.check import Checked
from linalg.products.multiplication import Product
from scenes.lessons.linear_algebra.products.block_way import BlockWay
from scenes.lessons.linear_algebra.products.combination_way import CombinationWay
from scenes.lessons.linear_algebra.products.entry_way import EntryWay
from scenes.lessons.linear_algebra.products.five_ways import FiveWays
from scenes.lessons.linear_algebra.products.layer_way import LayerWay
from scenes.lessons.linear_algebra.products.parameters import ProductsParameters
from scenes.lessons.linear_algebra.products.product_stage import ProductStage, Way
from scenes.lessons.linear_algebra.products.two_moves import TwoMoves
from scenes.parts.lesson import Lesson
from scenes.parts.title_card import TitleCard

__all__ = ["ProductsLesson"]


class ProductsLesson(Lesson):
    """Multiply by entries, columns, rows and blocks, at last by layers of rank one.

    Source: G. Strang, MIT 18.06, lecture 3.
    """

    parameters_class = ProductsParameters

    @cached_property
    def product(self) -> Product:
        """The product, with what each way to make it takes."""
        return multiply(self.parameters.left.rows, self.parameters.right.rows)

    def records(self) -> Iterator[Checked]:
        yield self.product

    def construct(self) -> None:
        stage = ProductStage(self, self.product)
        ways: list[Way] = [
            EntryWay(stage),
            CombinationWay(stage, "column"),
            CombinationWay(stage, "row"),
            BlockWay(stage),
            LayerWay(stage),
        ]
        stage.measure(*(way.needs() for way in ways))

        self.beat("beat.question")
        TitleCard(self).play()
        stage.open()
        for way in ways:
            way.play()
        moves = TwoMoves.fitting(stage)
        if moves is not None:
            moves.play()
        FiveWays(stage).play()
