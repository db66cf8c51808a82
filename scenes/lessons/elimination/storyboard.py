"""The lesson on elimination: from the equations to a triangular system, and back up to x."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from manim import UP, Create, FadeIn, FadeOut

from linalg import Elimination, eliminate, null_space
from linalg.notation import words
from scenes.back_substitution import BackSubstitution
from scenes.elementary_matrices import ElementaryMatrices
from scenes.ending_by_cases import About
from scenes.endings import Ending, null_vector_ending
from scenes.lessons.elimination.parameters import EliminationParameters
from scenes.mobjects.equations import EquationSystem, Gather
from scenes.mobjects.staircase import Staircase
from scenes.stage import MAIN, DoesNotFitError, Region
from scenes.theme import Role

__all__ = ["EliminationLesson"]

TITLE_HEIGHT = 0.9
EQUATIONS = Region(MAIN.left, MAIN.right, MAIN.bottom, MAIN.top - TITLE_HEIGHT)


class EliminationLesson(ElementaryMatrices, BackSubstitution):
    """Eliminate column by column, then solve from the last row up.

    Source: G. Strang, MIT 18.06, lecture 2.
    """

    parameters_class = EliminationParameters

    @cached_property
    def elimination(self) -> Elimination:
        """The elimination of A, or of A with its right-hand sides."""
        return eliminate(self.parameters.A, self.parameters.b)

    @property
    def about(self) -> About:
        return "solutions" if self.solutions else "rank"

    @property
    def shows_matrices(self) -> bool:
        return self.parameters.operations == "matrices"

    def ending(self) -> Ending | None:
        if self.solutions:
            return super().ending()
        return next(map(null_vector_ending, self.null_vectors), None)

    @cached_property
    def null_vectors(self) -> Sequence[Any]:
        """The special solutions of Ax = 0."""
        return null_space(self.elimination.A)

    def construct(self) -> None:
        self.open()
        self.reduce()
        if self.elimination.pivots and self.m > 1:
            self.show_staircase()
        if self.solutions:
            self.solve()
            self.close()
        else:
            self.close_with_pivots()
        self.close_by_cases()

    # The opening.

    def open(self) -> None:
        """The equations, then only their numbers; a large matrix is shown at once."""
        self.beat("beat.system" if self.solutions else "beat.matrix")
        system = self._equations()
        if system is not None:
            self.gather(system)
            return
        keys = ("matrix", "matrix.augmented", "matrix.several")
        self.say(keys[min(len(self.solutions), 2)], FadeIn(self.grid), sides=len(self.solutions))
        self.hold()

    def gather(self, system: EquationSystem) -> None:
        """The coefficients of the equations become the entries of [A b]."""
        title = self.label(words(self.words("title")), role=Role.MUTED, size=44)
        title.move_to((0, MAIN.top, 0), UP)
        caption = self.catalogue.caption
        self.say(
            "system",
            FadeIn(title, system),
            equations=caption("equations", count=self.m),
            unknowns=caption("unknowns", count=self.n),
        )
        self.hold(1.5)
        self.say("augmented")
        self.change(FadeOut(title, system), Gather(system, self.grid), seconds=2.0)

    def _equations(self) -> EquationSystem | None:
        if len(self.solutions) != 1 or self.by_column:
            return None
        record = self.elimination
        try:
            return EquationSystem(record.A, record.b, self.names, EQUATIONS, self.theme)
        except DoesNotFitError:
            return None

    # The end of elimination.

    def show_staircase(self) -> None:
        """What elimination has made of the matrix."""
        triangular = self.m == self.n == self.elimination.rank
        self.beat("beat.triangular" if triangular else "beat.echelon")
        staircase = Staircase(self.layout, self.elimination.pivots, self.n, self.theme)
        self.say("triangular" if triangular else "echelon", Create(staircase))
        self.remove(staircase)
        self.settled.add(staircase)
        self.hold(1.5)
        if self.shows_matrices:
            self.show_product()

    # The closing frame, without a right-hand side.

    def close_with_pivots(self) -> None:
        """What the pivots say about A alone."""
        self.beat("beat.answer")
        rank = self.elimination.rank
        invertible = rank == self.m == self.n
        if self.elimination.assumptions:
            self.say("invertible.pivots" if invertible else "rank.pivots", rank=rank)
        else:
            self.say("invertible" if invertible else "rank", count=rank)
        self.hold(2.0)
        self.show_null_vector(self.null_vectors)
