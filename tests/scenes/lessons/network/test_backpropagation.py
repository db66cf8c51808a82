"""The lesson on backpropagation, with usual and unusual input, played through without drawing."""

import warnings
from functools import cache

import numpy as np
import pytest

from linalg.check import Check
from optviz.network.graph.gates import Character
from optviz.network.inspection.nudges import Nudges
from scenes.lessons.network.backpropagation.parameters import BackpropagationParameters
from scenes.lessons.network.backpropagation.storyboard import BackpropagationLesson
from scenes.lessons.network.backpropagation.way_back import MOST_TOLD, way_back
from scenes.mobjects.graphs.gradient_table import GradientTable
from scenes.mobjects.graphs.graph_picture import GraphPicture
from scenes.parameters.declarations import ParameterError
from scenes.parameters.presentation import Presentation
from scenes.parts.lesson import UnprovenRecordError
from scenes.rehearsal import lint as rules
from scenes.rehearsal.rehearsal import rehearse
from scenes.rehearsal.story_rules import STORY_RULES, few_still_pictures

NEURON = "w0 = 2, x0 = -1, w1 = -3, x1 = -2, w2 = -3"
INPUTS = {
    "a sigmoid neuron": ("sigmoid(w0*x0 + w1*x1 + w2)", NEURON),
    "a neuron in its parts": ("1/(1 + exp(-(w0*x0 + w1*x1 + w2)))", NEURON),
    "max": ("2*(x*y + max(z, w))", "x = 3, y = -4, z = 2, w = -1"),
    "a tie": ("max(x, y)*3", "x = 2, y = 2"),
    "branches": ("(x + sigmoid(y))/(sigmoid(x) + (x + y)^2)", "x = 3, y = -4"),
    "a value used in a row": ("x*x*x", "x = -1/2"),
    "a closed gate": ("relu(x*w + b)", "x = 2, w = -3, b = 1"),
    "no slope at all": ("x^2 + y^2", "x = 0, y = 0"),
    "large and small": ("x*y", "x = 123456, y = 0.000001"),
    "minus": ("(a - b)/(a + b)", "a = 7, b = 1/4"),
    "typed numbers": ("max(x, 0) + pi*x - 3/x", "x = 2"),
    "greek and long names": ("loss*theta_0 - rate", "loss = 2, theta_0 = -1, rate = 0.001"),
    "near the edge of a domain": ("log(x) + sqrt(y)", "x = 0.05, y = 0.0004"),
    "six below one another": ("a*b + c*d + e*g", "a=1, b=2, c=3, d=4, e=5, g=6"),
}
SMALL = {
    "one node": ("exp(x)", "x = 1"),
    "a lone input": ("x", "x = 2"),
    "a chain": ("exp(sin(x))", "x = 0.001"),
}
"""Graphs over which nothing travels for long: still pictures may fill more of these films."""


def parameters(expression, values, **others):
    return BackpropagationParameters.from_mapping(
        {"expression": expression, "values": values} | others
    )


@cache
def rehearsed(name, **presentation):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        asked = parameters(*(INPUTS | SMALL)[name])
        return rehearse(
            BackpropagationLesson, asked, Presentation(**{"pace": "fast"} | presentation)
        )


@cache
def example():
    return rehearse(BackpropagationLesson)


def said(rehearsal):
    return [item.caption.text for item in rehearsal.timeline.captions]


def drawn(rehearsal, kind):
    """The one mobject of a kind that the film ends with."""
    (found,) = [
        part
        for top in rehearsal.lesson.mobjects
        for part in top.get_family()
        if isinstance(part, kind)
    ]
    return found


# The rules


@pytest.mark.parametrize("name", INPUTS)
def test_every_rule_is_kept_whatever_the_input(name):
    assert rules.lint(rehearsed(name), (*rules.RULES, *STORY_RULES)) == []


@pytest.mark.parametrize("name", SMALL)
def test_a_small_graph_keeps_all_but_the_share_of_still_pictures(name):
    kept = [rule for rule in STORY_RULES if rule is not few_still_pictures]
    assert rules.lint(rehearsed(name), (*rules.RULES, *kept)) == []


@pytest.mark.parametrize("name", ["branches", "a tie"])
def test_every_rule_is_kept_in_korean(name):
    film = rehearsed(name, language="ko", theme="light")
    assert rules.lint(film, (*rules.RULES, *STORY_RULES)) == []


# The story


def test_the_story_in_its_order():
    assert [beat.title for beat in example().timeline.beats] == [
        "Title",
        "The graph",
        "Forward",
        "A nudge",
        "Backward",
        "Tried out",
    ]


def test_the_lectures_example_ends_with_its_gradients():
    """CS231n, lecture 4: f = -12, and the gradient is (-4, -4, 3)."""
    picture, table = drawn(example(), GraphPicture), drawn(example(), GradientTable)
    assert [picture.values[k].body for k in range(5)] == ["−2", "5", "−4", "3", "−12"]
    assert [picture.gradients[k].body for k in range(5)] == ["−4", "−4", "3", "−4", "1"]
    assert [cell.body for cell in table.gradients] == ["−4", "−4", "3"]
    assert [cell.body for cell in table.ratios] == ["−4", "−4", "3"]
    shown = [text.body for text in example().plays[-1].after.texts]
    assert shown.count("−4") == 1 + 3 + 2 + 2  # a value, three gradients, and the table


def test_the_sigmoid_neuron_ends_with_its_gradients():
    """CS231n, lecture 4: 0.73, dw = (-0.20, -0.39, 0.20), dx = (0.39, -0.59)."""
    for name in ("a sigmoid neuron", "a neuron in its parts"):
        film = rehearsed(name)
        picture, table = drawn(film, GraphPicture), drawn(film, GradientTable)
        assert picture.values[max(picture.values)].body == "0.731"
        gradients = [round(cell.value, 2) for cell in table.gradients]
        assert gradients == [-0.2, 0.39, -0.39, -0.59, 0.2]
        assert [cell.body for cell in table.ratios] == [cell.body for cell in table.gradients]


def test_the_nudge_is_seen_with_what_it_changes():
    """-2 + 0.1 makes 3.1 of 3, and -12.4 of -12."""
    seen = {
        frozenset(text.body for text in play.after.texts) for play in example().plays if play.still
    }
    nudged = {"−1.9", "+0.1", "3.1", "−12.4", "−0.4"}
    assert any(nudged <= texts for texts in seen)


def test_another_input_may_be_nudged_and_by_another_h():
    asked = parameters("(x + y)*z", "x = -2, y = 5, z = -4", nudge="z", h="-1/2")
    film = rehearse(BackpropagationLesson, asked, Presentation(pace="fast"))
    assert "Nudge z by h = -0.5, and follow it to f." in said(film)
    assert asked.nudges.ratios[:, 0].tolist() == pytest.approx([3, -4, -4])


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a tie", "max at a tie: those that tie share equally."),
        ("max", "max routes: all of it goes to the one chosen."),
        ("a closed gate", "ReLU is closed: what arrives stops here."),
        ("branches", "Branches add: x gets the sum."),
        ("minus", "Minus turns the sign of what is taken away."),
        ("a chain", "sin multiplies what arrives by its slope here."),
    ],
)
def test_gates_are_told_by_their_character_once(name, told):
    assert sum(line == told for line in said(rehearsed(name))) <= 1
    assert told in said(rehearsed(name)) or name == "a chain"


def test_what_is_told_is_true_of_its_input():
    assert "At a kink the two sides have different slopes." in said(rehearsed("a tie"))
    assert "As h shrinks, each ratio stays at its gradient." in said(example())
    assert "Let h shrink: each ratio comes to its gradient." in said(rehearsed("a sigmoid neuron"))
    assert "One trip back finds the same." in said(rehearsed("a chain"))


@pytest.mark.parametrize(
    ("expression", "values", "line"),
    [
        ("max(x, y)", "x = 2, y = 2", "On this side f moves so many times as far."),
        ("max(x, y)", "x = 2, y = 2.05", "Over this h, f moves so many times as far."),
        ("exp(x)", "x = 1", "Over this h, f moves so many times as far."),
        ("3*x - y", "x = 2, y = 2", "f moves in proportion: this many times as far."),
    ],
)
def test_what_is_said_of_a_nudge_is_true_while_it_swings(expression, values, line):
    asked = parameters(expression, values, nudge="x")
    assert line in said(rehearse(BackpropagationLesson, asked, Presentation(pace="fast")))


def test_an_input_without_a_say_is_said_to_have_none():
    asked = parameters("max(x, y)", "x = 1, y = 5", nudge="x")
    film = rehearse(BackpropagationLesson, asked, Presentation(pace="fast"))
    assert "Over this h, f does not move at all." in said(film)


@pytest.mark.parametrize("name", INPUTS)
def test_each_character_is_told_at_most_once_and_few_are(name):
    asked = parameters(*INPUTS[name])
    events = [event for group in way_back(asked.record.nodes, asked.plan) for event in group]
    told = [event.character for event in events if event.told]
    assert len(told) == len(set(told)) <= MOST_TOLD
    first = {character: k for k, (character, _) in reversed(list(enumerate(_pairs(events))))}
    assert all(events[first[character]].told for character in told)


def _pairs(events):
    return [(event.character, event.place) for event in events]


def test_every_gradient_is_reached_after_all_that_gives_to_it():
    asked = parameters(*INPUTS["branches"])
    nodes, plan = asked.record.nodes, asked.plan
    done = []
    for group in way_back(nodes, plan):
        for event in group:
            if event.character is not Character.BRANCH:
                takers = [k for k, node in plan.drawn.items() if event.place in node.inputs]
                assert set(takers) <= set(done)
                done.append(event.place)
    assert set(done) == {place for place, node in plan.drawn.items() if node.inputs}


# What is claimed


def test_a_claim_fails_when_what_is_drawn_is_wrong():
    film = rehearse(BackpropagationLesson, None, Presentation(pace="fast"))
    claims = {claim.relation: claim for claim in film.lesson.claims}
    assert set(claims) >= {"Δf / h", "local × upstream", "Δf / h at input 1"}
    assert all(claim.holds() for claim in claims.values())
    table, picture = drawn(film, GradientTable), drawn(film, GraphPicture)
    table.ratios[0].set_value(-3.0)
    assert not claims["Δf / h at input 1"].holds()
    picture.gradients[0].set_value(7.0)
    assert not claims["local × upstream"].holds()


def test_a_ratio_far_from_its_gradient_has_a_muted_sign():
    asked = parameters("exp(x)", "x = 1", h="1")
    film = rehearse(BackpropagationLesson, asked, Presentation(pace="fast"))
    table = drawn(film, GradientTable)
    table.shrink(0.0)
    muted = film.lesson.theme["muted"]
    assert not table.holds(0)
    assert {glyph.get_fill_color().to_hex() for glyph in table.signs[0]} == {muted}


def test_a_record_that_fails_its_check_is_not_shown(monkeypatch):
    monkeypatch.setattr(Nudges, "check", lambda self: Check("Δf / h → gradient", False))
    with pytest.raises(UnprovenRecordError):
        rehearse(BackpropagationLesson)


# What is refused, in one line


MANY = [f"x{k}" for k in range(16)]


@pytest.mark.parametrize(
    ("expression", "values", "others", "parameter", "reason"),
    [
        ("+".join(MANY), ", ".join(f"{n} = 1" for n in MANY), {}, "expression", "about"),
        ("x/y", "x = 1, y = 0", {}, "values", "0 divides nothing"),
        ("exp(x)", "x = 1000", {}, "values", "too large"),
        ("x*y", "x = 1", {}, "expression", "y has no value"),
        ("x", "x = 1, y = 2", {}, "values", "y does not occur"),
        ("x*y", "x = 1, y = 2", {"nudge": "z"}, "nudge", "none of the inputs: x, y"),
        ("x*y", "x = 1, y = 2", {"h": "0"}, "h", "moves nothing"),
        ("log(x)", "x = 1", {"h": "-2"}, "h", "only numbers above 0"),
        ("f(x)", "x = 1", {}, "expression", "not a function here"),
        ("pi*x", "pi = 3, x = 1", {}, "values", "a value of its own"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_one_line(expression, values, others, parameter, reason):
    with pytest.raises(ParameterError, match=reason) as caught:
        parameters(expression, values, **others)
    assert caught.value.name == parameter
    assert "\n" not in caught.value.reason


@pytest.mark.parametrize("text", ["__import__('os').system('ls')", "x.__class__", "[x]", "x; y"])
def test_nothing_typed_is_run(text):
    with pytest.raises(ParameterError):
        parameters(text, "x = 1")


def test_numbers_alone_are_refused():
    with pytest.raises(ParameterError, match="values"):
        parameters("2*3", "x = 1")


def test_what_fits_is_large_enough_to_read_and_as_large_as_there_is_room():
    sizes = {name: parameters(*asked).plan.size for name, asked in (INPUTS | SMALL).items()}
    assert min(sizes.values()) >= 28
    assert sizes["a lone input"] == max(sizes.values()) == 52
    assert np.isfinite(list(sizes.values())).all()
