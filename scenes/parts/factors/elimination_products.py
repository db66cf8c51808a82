"""The product of the elimination matrices beside L, which is simpler."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from linalg import EliminationMatrices, Subtract
from linalg.factorisations.elimination_matrices import Way
from linalg.notation import marked, power
from scenes.parts.factors.factor_rows import FactorRow, places_in_a_row, row_of_factors
from scenes.parts.factors.factor_stage import FactorStage
from scenes.stage import DoesNotFitError
from scenes.theme import Role
from scenes.typed_manim import FadeIn

__all__ = ["EliminationProducts"]

MOST_FACTORS = 3  # of a product whose factors are all shown


@dataclass(frozen=True)
class _Rows:
    """E and L, perhaps as products; whether the second takes the place of the first."""

    down: FactorRow
    up: FactorRow
    in_place: bool


class EliminationProducts:
    """E mixes the multipliers; undone in the reverse order, nothing mixes.

    Parameters
    ----------
    stage : FactorStage
    record : EliminationMatrices
    """

    def __init__(self, stage: FactorStage, record: EliminationMatrices) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record

    def play(self) -> None:
        """Show E, what is mixed in it, and L, if there is room."""
        try:
            rows = self._rows()
        except DoesNotFitError:
            return
        lesson, stage, (first, *others) = self.lesson, self.stage, self.record.steps
        lesson.beat("beat.products")
        if not others:
            stage.put_instead(rows.down, rows.up)
            lesson.say("products.single", FadeIn(rows.down, rows.up), E=_symbol(first))
            lesson.hold(2.0)
            return
        stage.put_instead(rows.down)
        lesson.say("products", FadeIn(rows.down))
        lesson.hold()
        mixed = self._show_mixing(rows.down)
        if rows.in_place:
            stage.put_instead()
        boxes = [
            stage.upper.box(rows.up.grids[0].around(*place), Role.MULTIPLIER) for place in mixed
        ]
        stage.add_instead(rows.up, *boxes)
        lesson.say("products.back", FadeIn(rows.up, *boxes))
        lesson.hold(1.5)

    def _show_mixing(self, down: FactorRow) -> list[tuple[int, int]]:
        """Point at an entry of E that is made of several multipliers, say how, and return it."""
        record, lesson = self.record, self.lesson
        chains = {
            place: way
            for place, ways in record.origins.items()
            for way in ways
            if len(way.steps) > 1
        }
        if not chains:
            return []
        place, way = next(iter(chains.items()))
        box = self.stage.upper.box(down.grids[0].around(*place), Role.MULTIPLIER)
        self.stage.add_instead(box)
        lesson.say(
            "products.mixed",
            FadeIn(box),
            *lesson.formula(*_sum_of_ways(record.origins[place]), "=", record.E[place]),
            source=place[1] + 1,
            target=place[0] + 1,
            middle=way.steps[0].target + 1,
        )
        lesson.hold(2.0)
        return [place]

    def _rows(self) -> _Rows:
        record, lesson = self.record, self.lesson
        m = record.E.shape[0]
        symbols = [_symbol(step) for step in record.steps]
        inverses = [power(symbol, -1) for symbol in symbols]
        if 1 < len(symbols) <= MOST_FACTORS:
            undone = [step.inverse.matrix(m) for step in record.steps]
            down = [record.E, *reversed(record.matrices)]
            up = [record.L, *undone]
            with suppress(DoesNotFitError):
                places = places_in_a_row(lesson, *zip(down, up, strict=True))
                return _Rows(
                    row_of_factors(lesson, down, places, ["E", *reversed(symbols)]),
                    row_of_factors(lesson, up, places, ["L", *inverses]),
                    in_place=True,
                )
        one, other = places_in_a_row(lesson, [record.E], [record.L])
        single = len(symbols) == 1
        names = (symbols[0], ("L", "=", inverses[0])) if single else ("E", "L")
        return _Rows(
            row_of_factors(lesson, [record.E], [one], names[:1]),
            row_of_factors(lesson, [record.L], [other], names[1:]),
            in_place=False,
        )


def _symbol(step: Subtract) -> str:
    return f"E_{step.target + 1}{step.source + 1}"


def _sum_of_ways(ways: Sequence[Way]) -> list[object]:
    """Return how an entry of E comes about: a sum of products of negative multipliers."""
    parts: list[object] = []
    for way in ways:
        factors = [marked(s.inverse.multiplier, "multiplier") for s in reversed(way.steps)]
        product = [part for factor in factors for part in ("·", factor)][1:]
        parts += ["+", *product]
    return parts[1:]
