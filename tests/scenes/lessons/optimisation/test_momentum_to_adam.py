"""The film from momentum to Adam, with usual and unusual input, played without drawing."""

import warnings
from functools import cache

import numpy as np
import pytest

from optviz.rules import Momentum
from optviz.trajectories.stacked_velocity import StackedVelocity
from scenes.lessons.optimisation.momentum_to_adam import storyboard
from scenes.lessons.optimisation.momentum_to_adam.parameters import MomentumToAdamParameters
from scenes.lessons.optimisation.momentum_to_adam.storyboard import MomentumToAdamLesson
from scenes.parameters.declarations import ParameterError
from scenes.parameters.presentation import Presentation
from scenes.rehearsal.lint import RULES, lint
from scenes.rehearsal.rehearsal import rehearse
from scenes.rehearsal.story_rules import STORY_RULES, nothing_false_is_displayed
from scenes.theme import TextKind

RAVINE = "x^2/2 + 10*y^2"
TOLD = (*RULES, *STORY_RULES)
INPUTS = {
    "rosenbrock": ("rosenbrock", "-6/5, 1", None, TOLD),
    "beside a saddle": ("saddle-between-minima", "1, 1/10", None, TOLD),
    "a plane": ("x + y", "1, 1", None, TOLD),
    "a start on the minimum": ("x^2 + y^2", "0, 0", None, RULES),
    "a round bowl": ("x^2 + y^2", "3, 1", None, TOLD),
    "a flat valley": ("x^2*y^2", "1, 1", None, TOLD),
    "runaways": (RAVINE, "4, 1", "gd(lr=0.2), momentum(lr=0.3), rmsprop, adam(lr=5)", RULES),
    "two others": (RAVINE, "-4, 1", "nesterov, adagrad", TOLD),
    "a narrow ravine": ("x^2/2 + 500*y^2", "-4, 1/10", None, TOLD),
    "unlike scales": ("x^2/1000000 + y^2", "900, 1", None, TOLD),
    "other letters": ("exp(u - 3*w) + exp(u + 3*w) + exp(-u)", "1, 1", None, TOLD),
    "a turned ravine": ("5.25*x^2 + 9.5*x*y + 5.25*y^2", "-3, 2", None, RULES),
    "none of the four": ("beale", "1, 1", "lion, muon, adamax", RULES),
    "a kink": ("abs(x) + 10*abs(y)", "-3, 1", None, TOLD),
    "undefined in parts": ("x - log(x) + 8*y^2", "4, 1", "gd(lr=1), momentum", TOLD),
}


@cache
def rehearsed(name):
    objective, start, rules, _ = INPUTS[name]
    given = {"objective": objective, "start": start} | ({"rules": rules} if rules else {})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        parameters = MomentumToAdamParameters.from_mapping(given)
        return rehearse(MomentumToAdamLesson, parameters, Presentation(pace="fast"))


@cache
def example():
    return rehearse(MomentumToAdamLesson, None, Presentation())


def said(film):
    return [item.caption.text for item in film.timeline.captions]


def beats(film):
    return [beat.title for beat in film.timeline.beats]


@pytest.mark.parametrize("name", INPUTS)
def test_the_rules_are_kept_whatever_the_input(name):
    assert lint(rehearsed(name), INPUTS[name][3]) == []


# The story of the example


def test_each_method_adds_one_idea_to_the_one_before():
    assert beats(example()) == [
        "The question",
        "The ravine",
        "Gradient descent",
        "Velocity",
        "Across and along",
        "A look ahead",
        "A divider for each axis",
        "The ravine turned",
        "Both: Adam",
        "Side by side",
        "Tried out",
    ]


def test_the_stack_is_in_sight_until_it_falls_apart():
    """Whenever the picture holds still in these sections, arrows stand on its right half."""
    film = example()
    starts = {beat.title: beat.start for beat in film.timeline.beats}
    first, last = starts["Velocity"], starts["A look ahead"]
    stills = [p for p in film.plays if p.still and first + 2 < p.start < last - 0.1]
    assert len(stills) >= 3
    for play in stills:
        arrows = [r for r in play.after.others if r.left > 1.5 and r.top < 1.5]
        assert len(arrows) >= 2, play.start


def test_its_captions_state_the_numbers_of_the_records():
    captions = said(example())
    race = MomentumToAdamParameters.example().race
    momentum = next(t for t in race.trajectories.values() if type(t.method) is Momentum)
    stack = StackedVelocity.of(momentum)
    left = 100 * stack.left(5, np.eye(2))
    assert f"Across they cancel: {left[1]:.0f} % is left." in captions
    assert f"Along they add up: {left[0]:.0f} % is left." in captions
    # By hand: Adam's first step is η with the correction, η (1 - β₁) / √(1 - β₂) = 3 η without.
    assert "Adam does both. Uncorrected, it starts 3 times too fast." in captions
    assert captions[-1] == "Momentum is nearest to rest after 60 steps."


def test_the_divider_makes_the_ravine_rounder_and_the_turned_one_not():
    captions = said(example())
    assert "The ravine becomes rounder: 7 to 1." in captions
    assert "Turned by 45° it stays long, divided or not." in captions


def test_where_each_has_come_to_rest_is_written_at_last():
    last = example().plays[-1].after
    race = example().lesson.parameters.race
    written = {text.body for text in last.texts}
    for trajectory in race.trajectories.values():
        value = float(trajectory.f[-1])
        digits = f"{value:.3f}" if value > 0.01 else f"{value:.1e}".split("e")[0]
        assert any(body.startswith(digits) for body in written), (digits, written)
    assert [claim.relation for claim in last.claims] == ["‖∇f‖ at the points that are drawn"]


# Other input


def test_a_method_that_takes_no_part_is_not_told():
    told = beats(rehearsed("two others"))
    assert "Gradient descent" not in told
    assert "Both: Adam" not in told
    assert "A divider for each axis" in told


def test_without_a_ravine_nothing_is_taken_apart_or_rescaled():
    told = beats(rehearsed("a round bowl"))
    assert "Across and along" not in told
    assert "A divider for each axis" not in told


def test_another_functions_ravine_is_laid_along_an_axis_first():
    laid = "The ravine at its minimum, laid along an axis."
    assert laid in said(rehearsed("rosenbrock"))
    assert laid in said(rehearsed("a turned ravine"))
    assert laid not in said(example())


def formulas(film):
    texts = [text for play in film.plays for text in play.after.texts]
    return {text.body for text in texts if text.kind is TextKind.FORMULA}


def test_nesterovs_steps_have_their_own_formula():
    stacks = [body for body in formulas(rehearsed("two others")) if "dots" in body]
    assert len(stacks) == 1
    assert "1 + μ" in stacks[0]
    (plain,) = (body for body in formulas(example()) if "dots" in body)
    assert "1 + μ" not in plain


def test_a_rule_with_more_than_the_film_tells_is_not_told():
    rules = "momentum(weight_decay=0.1), rmsprop(momentum=0.9), nadam, adamw"
    asked = {"objective": RAVINE, "start": "-4, 1", "rules": rules}
    parameters = MomentumToAdamParameters.from_mapping(asked)
    told = beats(rehearse(MomentumToAdamLesson, parameters, Presentation(pace="fast")))
    assert told == ["The question", "The ravine", "Side by side", "Tried out"]


def test_without_correction_the_first_step_may_be_shorter():
    """By hand: (1 - β₁) / √(1 - β₂) = 0.1 / √0.1 = 0.32."""
    rules = "gd(lr=0.09), adam(lr=0.3, betas=(0.9, 0.9))"
    asked = {"objective": RAVINE, "start": "-4, 1", "rules": rules}
    parameters = MomentumToAdamParameters.from_mapping(asked)
    captions = said(rehearse(MomentumToAdamLesson, parameters, Presentation(pace="fast")))
    assert "Adam does both. Uncorrected, step 1 is 0.32 times as long." in captions


def test_who_stands_still_is_said_to():
    film = rehearsed("a start on the minimum")
    assert said(film)[-2:] == [
        "The gradient is 0 here: no method moves.",
        "Tried out: the slope at each place.",
    ]


def test_who_ends_on_the_same_slope_is_not_told_apart():
    captions = said(rehearsed("a plane"))
    assert captions[-1] == "After 60 steps 4 of them have the same least slope."


def test_who_diverges_is_said_to():
    captions = said(rehearsed("runaways"))
    assert "Its rate is too large: f rises on the way." in captions
    assert "Momentum diverged: its path leaves the plot." in captions


def test_beside_a_saddle_the_rules_with_a_divider_leave_first():
    film = rehearsed("beside a saddle")
    assert "Beside a saddle" in beats(film)
    assert "RMSProp leaves first, at step 1; the last at step 13." in said(film)
    assert "Beside a saddle" not in beats(example())


# What the film claims is read off the picture


@pytest.mark.parametrize(
    ("broken", "relation"),
    [
        ("VelocitySum", "the arrows of past gradients add up to the step"),
        ("BiasCorrection", "the lengths that are drawn are those of the steps that are drawn"),
    ],
)
def test_a_wrong_drawing_is_found(monkeypatch, broken, relation):
    kind = getattr(storyboard, broken)

    class Wrong(kind):
        def __init__(self, *args):
            super().__init__(*args)
            trails = [self.trail] if broken == "VelocitySum" else self.ways
            for trail in trails:
                trail.places = trail.places * 1.1
                trail.line.path = trail.line.path * 1.1

    monkeypatch.setattr(storyboard, broken, Wrong)
    film = rehearse(MomentumToAdamLesson, None, Presentation(pace="fast"))
    found = {message for _, message in nothing_false_is_displayed(film)}
    assert f"{relation} is displayed and does not hold" in found


# The parameters


@pytest.mark.parametrize(
    ("given", "parameter", "message"),
    [
        ({"objective": "x^2", "start": "1"}, "objective", "add a second one"),
        ({"rules": "gd, newton"}, "rules", "newton: only rules of first order"),
        ({"rules": "gd"}, "rules", "names 1; the lesson compares 2 to 4"),
        ({"objective": "log(x) + y^2", "start": "-1, 1"}, "start", "no finite value"),
        ({"rules": "gd, nadam(beta3=1)"}, "rules", "no hyperparameter beta3"),
    ],
)
def test_what_cannot_be_shown_is_refused(given, parameter, message):
    asked = {"objective": RAVINE, "start": "-4, 1"} | given
    with pytest.raises(ParameterError, match=message) as caught:
        MomentumToAdamParameters.from_mapping(asked)
    assert caught.value.name == parameter
