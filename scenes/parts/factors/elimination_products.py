"""The product of the elimination matrices grows beside L, which is simpler."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import sympy as sp

from linalg import EliminationMatrices, Subtract
from linalg.factorisations.elimination_matrices import Way
from linalg.notation import marked
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.matrices.rewrite import Rewrite
from scenes.mobjects.matrices.unit_lower import UnitLowerGrid
from scenes.parts.factors.factor_rows import name_above, places_in_a_row
from scenes.parts.factors.factor_stage import FactorStage
from scenes.parts.matrices.relation import is_same
from scenes.stage import DoesNotFitError
from scenes.theme import Role
from scenes.typed_manim import Create, FadeIn, VGroup

__all__ = ["EliminationProducts"]


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
        """Let E grow out of the identity beside L, and point at what is mixed in it."""
        lesson, stage, record = self.lesson, self.stage, self.record
        states = self._states()
        try:
            one, other = places_in_a_row(lesson, states, [record.L])
        except DoesNotFitError:
            return
        lesson.beat("beat.products")
        lower = UnitLowerGrid(record.L, other, lesson.theme)
        stage.give_way(lower)
        E = UnitLowerGrid(states[0], one, lesson.theme)
        names = VGroup(name_above(lesson, one, "E"), name_above(lesson, other, "L"))
        stage.add_instead(E, names)
        lesson.say("products", FadeIn(E, names))
        lesson.show(Create(E.line), seconds=0.5)
        lesson.remove(E.line)
        E.add(E.line)
        self._grow(E, states[0], states[1])
        mixed = self._mixed() if len(states) > 2 else None
        if mixed is not None:
            self._mix(E, lower, states, mixed)
        else:
            if len(states) > 2:
                self._grow(E, states[1], states[-1])
            lesson.say("products.single")
            lesson.hold()

    def _states(self) -> list[Any]:
        """Return the identity, and E after each column that has been cleared."""
        record = self.record
        m = record.E.shape[0]
        steps = zip(record.steps, record.matrices, strict=True)
        columns: dict[int, Any] = {}
        for step, matrix in steps:
            columns[step.source] = matrix @ columns.get(step.source, sp.eye(m))
        return list(accumulate(columns.values(), lambda E, one: one @ E, initial=sp.eye(m)))

    def _grow(self, E: MatrixGrid, before: Any, after: Any) -> None:
        """Let E become what it is after further steps."""
        m = before.shape[0]
        places = [(i, j) for i in range(m) for j in range(i)]
        changes = {at: after[at] for at in places if after[at] != before[at]}
        roles = {at: Role.MULTIPLIER if x != 0 else Role.MUTED for at, x in changes.items()}
        self.lesson.change(Rewrite(E, changes, roles, row_lag=0.4), seconds=1.4)

    def _mixed(self) -> tuple[int, int] | None:
        """Return an entry of E that is made of several multipliers, if there is one."""
        origins = self.record.origins.items()
        mixed = (place for place, ways in origins if any(len(way.steps) > 1 for way in ways))
        return next(mixed, None)

    def _mix(
        self, E: MatrixGrid, lower: MatrixGrid, states: list[Any], place: tuple[int, int]
    ) -> None:
        """Say how an entry of E comes to be mixed, then point at the same one of L."""
        lesson, stage, ways = self.lesson, self.stage, self.record.origins[place]
        chain = next(way for way in ways if len(way.steps) > 1)
        box = stage.upper.box(E.layout.cell(*place), Role.MULTIPLIER, padding=0.08)
        stage.add_instead(box)
        lesson.say(
            "products.mixed",
            FadeIn(box),
            source=place[1] + 1,
            target=place[0] + 1,
            middle=chain.steps[0].target + 1,
        )
        self._grow(E, states[1], states[-1])
        shown = lesson.formula(*_sum_of_ways(ways), "=", self.record.E[place])
        formula = lesson.formula_place.text
        if formula is not None:
            total = sum(way.contribution for way in ways)
            lesson.claim("an entry of E", formula, lambda: is_same([E.values[place]], [total]))
        other = stage.upper.box(lower.layout.cell(*place), Role.MULTIPLIER, padding=0.08)
        stage.add_instead(other)
        lesson.show(*shown, seconds=0.7)
        lesson.say("products.back", FadeIn(other))
        lesson.hold()


def _sum_of_ways(ways: Sequence[Way]) -> list[object]:
    """Return how an entry of E comes about: a sum of products of negative multipliers."""
    parts: list[object] = []
    for way in ways:
        factors = [marked(_inverse(s), "multiplier") for s in reversed(way.steps)]
        product = [part for factor in factors for part in ("·", factor)][1:]
        parts += ["+", *product]
    return parts[1:]


def _inverse(step: Subtract) -> Any:
    return step.inverse.multiplier
