"""Each rule is broken once, by a lesson that keeps all the others."""

from pathlib import Path

import numpy as np
import pytest
import tiny_lessons as tiny
from manim import RIGHT, UP, Dot, FadeIn, FadeOut, VGroup

from scenes.mobjects.marks import Box, Underline
from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.matrices.measures import Room
from scenes.mobjects.matrices.rewrite import Rewrite
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.plane import Curve, Dash, Plane
from scenes.mobjects.text import region_of
from scenes.parameters.presentation import Presentation
from scenes.rehearsal.lint import RULES, lint
from scenes.stage import MAIN, Region
from scenes.theme import THEMES, Role


def broken_rules(tell, **overrides):
    return {finding.rule for finding in lint(tiny.told(tell, **overrides))}


def rest(lesson):
    lesson.hold()


def appear(*mobjects):
    """Return what shows some mobjects and holds still."""

    def tell(lesson):
        lesson.show(*(FadeIn(mobject(lesson)) for mobject in mobjects))
        lesson.hold()

    return tell


def label(lesson, at=(4.5, 1, 0), **options):
    return lesson.label("x", **options).move_to(at)


def box(lesson, x=4.0, role=Role.PIVOT):
    return Box(Region(x, x + 0.3, 0, 0.3), role, lesson.theme)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("pace", ["slow", "normal", "fast"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_lesson_that_keeps_the_rules_is_clean(theme, pace, language):
    presentation = Presentation(theme=theme, pace=pace, language=language)
    assert lint(tiny.told(rest, presentation=presentation)) == []


def test_every_rule_is_broken_by_a_test_below():
    text = Path(__file__).read_text(encoding="utf-8")
    for rule in RULES:
        assert f'"{rule.__name__.replace("_", " ")}"' in text


def test_small_text():
    assert broken_rules(appear(lambda s: label(s, size=20))) == {"legible sizes"}


def test_text_that_was_scaled_down():
    assert broken_rules(appear(lambda s: label(s).scale(0.7))) == {"legible sizes"}


def test_faint_text():
    faint = appear(lambda s: label(s).set_fill("#444444"))
    assert broken_rules(faint) == {"readable colours"}


@pytest.mark.parametrize("at", [(6.8, 0, 0), (0, 3.9, 0), (-7.3, 2, 0)])
def test_something_over_the_margin(at):
    assert "within the margins" in broken_rules(appear(lambda s: label(s, at=at)))


def test_something_that_flies_through_the_outside():
    def tell(lesson):
        dot = Dot((-8.5, 0, 0))
        lesson.add(dot)
        lesson.show(dot.animate.move_to((-6.0, 0, 0)))
        lesson.hold()

    found = lint(tiny.told(tell))
    assert any("leaves the frame" in finding.message for finding in found)


def test_text_over_text():
    twice = appear(label, lambda s: label(s, at=(4.6, 1.05, 0)))
    assert broken_rules(twice) == {"no overlaps"}


def test_text_over_a_bracket():
    on_bracket = appear(lambda s: label(s, at=(region_of(s.grid.frame).left, 1, 0)))
    assert broken_rules(on_bracket) == {"no overlaps"}


def test_two_things_that_move_at_once():
    def tell(lesson):
        dots = [Dot((-4, y, 0)) for y in (0, 1)]
        lesson.add(*dots)
        lesson.show(*(dot.animate.shift(RIGHT) for dot in dots), seconds=2)
        lesson.hold()

    assert broken_rules(tell) == {"one thing moves"}


def test_three_highlights():
    three = appear(*(lambda s, x=x: box(s, x) for x in (3.5, 4.5, 5.5)))
    assert broken_rules(three) == {"few marks"}


def test_three_marks_of_which_one_is_quiet():
    marks = appear(box, lambda s: box(s, 5.0), lambda s: box(s, 6.0).quieten())
    assert broken_rules(marks) == set()


def test_a_crowd():
    crowd = appear(*(lambda s, k=k: label(s, at=(5, 3 - 0.6 * k, 0)) for k in range(8)))
    assert broken_rules(crowd) == {"few groups"}


def test_a_matrix_that_moves():
    def tell(lesson):
        lesson.show(lesson.grid.animate.shift(0.5 * RIGHT), seconds=2)
        lesson.hold()

    assert "the matrix keeps its place" in broken_rules(tell)


def test_another_matrix_may_stand_elsewhere():
    def tell(lesson):
        layout = GridLayout.measure([lesson.before], Room(MAIN, left_of=3))
        lesson.say("matrix", FadeOut(lesson.grid))
        lesson.show(FadeIn(MatrixGrid(lesson.before, layout, lesson.theme)))
        lesson.hold()

    assert broken_rules(tell) == set()


def test_a_matrix_that_comes_back_elsewhere():
    def tell(lesson):
        lesson.say("matrix", FadeOut(lesson.grid))
        lesson.show(FadeIn(lesson.grid.shift(RIGHT)))
        lesson.hold()

    assert "the matrix keeps its place" in broken_rules(tell)


def test_an_entry_that_strays():
    def tell(lesson):
        lesson.show(lesson.grid.entry(0, 0).animate.shift(0.4 * UP), seconds=2)
        lesson.hold()

    assert "the matrix keeps its place" in broken_rules(tell)


@pytest.mark.parametrize("seconds", [0.2, 4.0])
def test_a_motion_too_short_or_too_long(seconds):
    def tell(lesson):
        lesson.play(FadeIn(label(lesson)), run_time=seconds)
        lesson.hold()

    assert broken_rules(tell) == {"motions of bearable length"}


def test_motions_that_are_hectic_on_the_whole():
    def tell(lesson):
        dot = Dot((4, 0, 0))
        lesson.add(dot)
        for k in range(4):
            lesson.show(dot.animate.shift(RIGHT * (-1) ** k), seconds=0.5)
        lesson.hold()

    assert broken_rules(tell) == {"motions of bearable length"}


def test_a_change_without_a_hold():
    def tell(lesson):
        lesson.say("subtract", multiplier=1, source=1, target=2)
        lesson.show(Rewrite(lesson.grid, {(0, 0): 7}), seconds=2)
        lesson.show(FadeIn(label(lesson)))
        lesson.hold()

    assert broken_rules(tell) == {"holds after changes"}


def test_a_change_that_nothing_announces():
    def tell(lesson):
        lesson.change(Rewrite(lesson.grid, {(0, 0): 7}))

    assert broken_rules(tell) == {"changes are announced"}


def test_a_caption_that_goes_too_soon():
    def tell(lesson):
        lesson.finish_reading = lambda: None
        lesson.say("subtract", multiplier=1, source=1, target=2)
        lesson.hold()
        lesson.say("matrix")
        lesson.hold(3)

    assert broken_rules(tell) == {"captions can be read"}


def test_colour_alone():
    def tell(lesson):
        lesson.show(lesson.grid.colour(0, 0, Role.PIVOT))
        lesson.hold()

    assert broken_rules(tell) == {"colour never alone"}


@pytest.mark.parametrize("mark", [Box, Underline])
def test_colour_with_a_mark_of_its_role(mark):
    def tell(lesson):
        line = mark(lesson.grid.around(0, 0), Role.PIVOT, lesson.theme)
        lesson.show(lesson.grid.colour(0, 0, Role.PIVOT), FadeIn(line))
        lesson.hold()

    assert broken_rules(tell) == set()


def test_colour_with_a_mark_of_another_role():
    def tell(lesson):
        line = Box(lesson.grid.around(0, 0), Role.RESULT, lesson.theme)
        lesson.show(lesson.grid.colour(0, 0, Role.PIVOT), FadeIn(line))
        lesson.hold()

    assert broken_rules(tell) == {"colour never alone"}


def test_a_section_without_a_name():
    def tell(lesson):
        lesson.timeline.beats.clear()

    assert broken_rules(tell) == {"beats are named"}


def test_a_section_in_which_nothing_happens():
    def tell(lesson):
        lesson.hold(2)
        lesson.beat("beat.answer")
        lesson.beat("beat.back")
        lesson.hold(2)

    assert broken_rules(tell) == {"beats are named"}


def test_findings_come_in_the_order_of_the_film_and_say_where():
    def tell(lesson):
        small = label(lesson, size=20)
        lesson.show(FadeIn(small))
        lesson.hold()
        lesson.show(FadeOut(small), FadeIn(label(lesson).set_fill("#444444")))
        lesson.hold()

    found = lint(tiny.told(tell))
    assert [finding.time for finding in found] == sorted(finding.time for finding in found)
    assert "size 20.0, at least 28" in str(found[0])


# Plots


def plane(lesson):
    axes = Axis(0, 1), Axis(0, 1)
    return Plane(*axes, Region(3.2, 6.6, -1.0, 2.0), lesson.theme)


def curve(points, role=Role.GRADIENT, **style):
    return lambda lesson: plane(lesson).curve(points, role, **style)


def test_curves_that_keep_the_rules():
    falling, rising = [[0, 1], [1, 0]], [[0, 0], [1, 1]]
    dashed = curve(rising, Role.NEWTON, dash=Dash.DASHED)
    thin = curve([[0, 0.5], [1, 0.5]], Role.LEVEL_SET, width=1.5)
    assert broken_rules(appear(plane, curve(falling), dashed, thin)) == set()


def test_a_curve_that_leaves_its_plot():
    stray = appear(plane, lambda s: curve([[0, 0], [1, 1]])(s).shift(0.4 * UP))
    assert broken_rules(stray) == {"curves stay in their plots"}


def test_two_curves_that_differ_by_colour_only():
    both = appear(plane, curve([[0, 1], [1, 0]]), curve([[0, 0], [1, 1]], Role.NEWTON))
    assert broken_rules(both) == {"curves differ in more than colour"}


def test_a_curve_through_a_text():
    def through(lesson):
        text = label(lesson)
        x, y, _ = region_of(text).centre
        ends = [[x - 0.5, y], [x, y], [x + 0.5, y]]
        return VGroup(text, Curve([np.array(ends)], Role.GRADIENT, lesson.theme))

    assert broken_rules(appear(through)) == {"curves spare the text"}


def test_what_lies_in_a_plot_is_no_crowd():
    points = [[[0.1 * k, 0], [0.1 * k, 1]] for k in range(9)]
    curves = [curve(ends, width=2) for ends in points]
    assert broken_rules(appear(plane, *curves)) == set()


def test_a_caption_that_outlives_its_picture():
    def tell(lesson):
        lesson.show(FadeOut(lesson.grid), seconds=0.5)
        lesson.hold()
        lesson.say("matrix", FadeIn(label(lesson)))

    assert broken_rules(tell) == {"captions have a picture"}


def test_a_caption_that_is_read_before_its_picture_goes():
    def tell(lesson):
        lesson.finish_reading()
        lesson.show(FadeOut(lesson.grid), seconds=0.5)
        lesson.say("matrix", FadeIn(label(lesson)))

    assert broken_rules(tell) == set()
