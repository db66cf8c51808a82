"""Small lessons that the tests of the base class and of the lint play through."""

from dataclasses import dataclass
from functools import cached_property

import sympy as sp
from manim import FadeIn

from linalg import eliminate
from scenes.captions import Catalogue
from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.matrices.measures import Room
from scenes.mobjects.matrices.rewrite import Rewrite
from scenes.parameters.declarations import Parameters
from scenes.parts.lesson import Lesson
from scenes.rehearsal.rehearsal import rehearse
from scenes.stage import MAIN


@dataclass(frozen=True)
class NoParameters(Parameters):
    """Nothing to choose."""


class TinyLesson(Lesson):
    """One matrix, one change, told as the rules want it; a test overrides what it wants wrong."""

    parameters_class = NoParameters
    before = sp.ImmutableMatrix([[1, 2], [3, 4]])
    after = sp.ImmutableMatrix([[1, 2], [0, -2]])

    @cached_property
    def catalogue(self):
        return Catalogue(self.presentation.language, "elimination")

    def records(self):
        return [eliminate(self.before)]

    def construct(self):
        layout = GridLayout.measure([self.before, self.after], Room(MAIN))
        self.grid = MatrixGrid(self.before, layout, self.theme)
        self.beat("beat.matrix")
        self.say("matrix", FadeIn(self.grid))
        self.hold()
        self.say("subtract", multiplier=3, source=1, target=2)
        self.change(Rewrite(self.grid, {(1, 0): 0, (1, 1): -2}))
        self.tell()

    def tell(self):
        """What a test adds."""


def told(tell, base=TinyLesson, presentation=None, **overrides):
    """Play a tiny lesson that goes on with `tell`, and return its rehearsal."""
    return rehearse(type("Told", (base,), {"tell": tell, **overrides}), None, presentation)
