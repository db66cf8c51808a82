"""Each rule for a story is broken once, by a lesson that keeps all the others."""

from pathlib import Path

import pytest
import sympy as sp
import tiny_lessons as tiny
from manim import FadeIn

from scenes.mobjects.live_number import LiveNumber
from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.matrices.measures import Room
from scenes.mobjects.matrices.rewrite import Rewrite
from scenes.mobjects.text import Text
from scenes.rehearsal.lint import lint
from scenes.rehearsal.story_rules import STORY_RULES
from scenes.stage import MAIN
from scenes.theme import Role, TextKind
from scenes.typesetting.typeset import prose


class TinyStory(tiny.TinyLesson):
    """A title, a large matrix that changes for long enough, and what it claims in the end."""

    before = sp.ImmutableMatrix(4, 4, range(16))
    sum = 120  # of what is written in the matrix at first

    def construct(self):
        self.open()
        self.grid = MatrixGrid(
            self.before, GridLayout.measure([self.before], Room(MAIN), largest=64), self.theme
        )
        self.show(FadeIn(self.grid), seconds=3)
        self.tell()
        self.prove()

    def open(self):
        title = Text(prose("Title"), self.theme, TextKind.TITLE)
        question = Text(prose("Why"), self.theme, TextKind.CAPTION).shift((0, -2, 0))
        self.add(title, question)
        self.hold()
        self.remove(title, question)

    def prove(self):
        formula = self.label("s", "=", self.sum).move_to((5, -2, 0))
        self.claim("s = 120", formula, lambda: sum(self.grid.values) == self.sum)
        self.show(FadeIn(formula), seconds=3)
        self.hold()


def broken_rules(tell=lambda lesson: None, **overrides):
    rehearsal = tiny.told(tell, TinyStory, **overrides)
    return {finding.rule for finding in lint(rehearsal, STORY_RULES)}


def test_a_story_that_keeps_the_rules_is_clean():
    assert broken_rules() == set()


def test_every_rule_is_broken_by_a_test_below():
    text = Path(__file__).read_text(encoding="utf-8")
    for rule in STORY_RULES:
        assert f'"{rule.__name__.replace("_", " ")}"' in text


def test_a_relation_that_does_not_hold_of_what_is_drawn():
    assert broken_rules(sum=121) == {"nothing false is displayed"}

    def rewrite(lesson):
        lesson.show(Rewrite(lesson.grid, {(0, 0): 7}), seconds=3)

    assert broken_rules(rewrite) == {"nothing false is displayed"}
    assert broken_rules(rewrite, sum=127) == set()


def test_a_muted_relation_claims_nothing():
    def promise(lesson):
        sign = lesson.label("=", role=Role.MUTED).move_to((5, 1, 0))
        lesson.claim("A = U", sign, lambda: False)
        lesson.show(FadeIn(sign), seconds=3)
        lesson.hold()

    assert broken_rules(promise) == set()


@pytest.mark.parametrize(
    ("value", "noise", "rules"),
    [
        (50_076.0, 0.0, set()),
        (0.0171, 0.0, {"numbers say their values"}),  # written 0.02
        (0.001, 0.0, {"numbers say their values"}),  # written 0.00
        (1e-17, 1e-15, set()),
        (0.0, 0.0, set()),
    ],
)
def test_a_number_that_is_written_as_another(value, noise, rules):
    def read(lesson):
        number = LiveNumber(value, lesson.theme).move_to((5, 1, 0))
        number.noise = noise
        lesson.show(FadeIn(number), seconds=3)
        lesson.hold()

    assert broken_rules(read) == rules


def test_a_film_of_still_pictures():
    assert broken_rules(lambda lesson: lesson.hold(10)) == {"few still pictures"}


def test_a_film_without_a_title_on_its_first_frame():
    assert broken_rules(open=lambda lesson: lesson.hold()) == {"a titled first frame"}


def test_a_title_without_a_question():
    def name(lesson):
        lesson.add(title := Text(prose("Title"), lesson.theme, TextKind.TITLE))
        lesson.hold()
        lesson.remove(title)

    assert broken_rules(open=name) == {"a titled first frame"}


def test_a_small_subject():
    assert broken_rules(before=tiny.TinyLesson.before, sum=10) == {"the subject is large"}


def test_a_film_that_ends_without_its_proof():
    assert broken_rules(prove=lambda lesson: None) == {"the proof is shown"}
