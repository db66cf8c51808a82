"""The lesson on descent, with usual and unusual input, played through without drawing."""

import os
import subprocess
import sys
import warnings
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from linalg.check import Check
from optviz.descent.compare import Comparison
from optviz.second_order.newton_cost import newton_step_flops
from scenes.lessons.optimisation.descent import storyboard
from scenes.lessons.optimisation.descent.newton_trouble import NewtonTrouble, Troubles
from scenes.lessons.optimisation.descent.parameters import DescentParameters
from scenes.lessons.optimisation.descent.storyboard import DescentLesson
from scenes.lessons.optimisation.descent.two_curvatures import TwoCurvatures
from scenes.parameters.declarations import ParameterError
from scenes.parameters.presentation import Presentation
from scenes.parts.lesson import UnprovenRecordError
from scenes.parts.plot_stage import PlotStage
from scenes.rehearsal import lint as rules
from scenes.rehearsal.rehearsal import rehearse
from scenes.rehearsal.story_rules import STORY_RULES
from scenes.theme import DARK, Role

BOWL = "x^2 + 10*y^2"
WELL = "saddle-between-minima"
INPUTS = {
    "a quadratic": (BOWL, "4, 1", "gd(lr=0.09), newton"),
    "rosenbrock": ("rosenbrock", "-1.2, 1", "gd, newton"),
    "a start on the minimum": (BOWL, "0, 0", "gd(lr=0.05), newton"),
    "a start on a saddle": (WELL, "0, 0", "gd(lr=0.1), newton"),
    "a start on a maximum": ("x^4/4 + y^4/4 - x^2 - y^2", "0, 0", "gd(lr=0.1), newton"),
    "a start near a maximum": ("x^4/4 + y^4/4 - x^2 - y^2", "1/10, 1/5", "gd(lr=0.1), newton"),
    "divergence": (BOWL, "4, 1", "gd(lr=0.2), newton"),
    "caught by the saddle": (WELL, "0.4, 0.5", "gd(lr=0.1), newton, trust_region"),
    "thrown far": (WELL, "0.4, 0.8", "gd(lr=0.1), newton"),
    "large numbers": ("10^6*x^2 + 10^7*y^2", "10000, 2000", "gd(lr=1/1), newton"),
    "small numbers": ("x^2/10^8 + y^2/10^6", "1/1000, 1/5000", "gd, newton"),
    "unlike scales": ("x^2/10^6 + y^2", "1000, 1", "gd, newton"),
    "four methods": ("rosenbrock", "-1.2, 1", "gd, momentum, adam, newton"),
    "second order only": ("himmelblau", "0, 0", "newton, trust_region, bfgs"),
    "first order only": (BOWL, "4, 1", "gd, momentum"),
    "undefined in parts": ("x - log(x) + y^2 - log(y)", "3, 2", "gd(lr=0.1), newton"),
    "a singular Hessian": ("(x + y)^2", "2, 1", "gd(lr=0.1), newton"),
    "no bottom": ("-x^2 - y^2", "1, 1", "gd(lr=0.01), newton, bfgs"),
    "no way to go": ("x + y", "2, 1", "newton, newton(length=0.5)"),
    "a trust region on a valley": ("(x + y)^2", "2, 1", "gd(lr=0.1), trust_region"),
    "a flat tail": ("exp(-x^2 - y^2)", "2, 2", "newton, bfgs"),
    "no curvature": ("x + y", "2, 1", "gd(lr=0.1), newton"),
    "a start on a kink": ("x^2 + y^2 + max(x, 0)^2", "0, 1", "gd(lr=0.1), newton"),
    "twice the same rule": (BOWL, "4, 1", "gd(lr=0.01), gd(lr=0.09), newton"),
    "long names": (
        "x^2 + 10*y^2; x*y",
        "4, 1",
        "levenberg_marquardt, gauss_newton, damped_newton, modified_newton",
    ),
    "one step each": ("x^2 + y^2", "1, 1", "gd(lr=0.5), newton"),
    "a long formula": ("goldstein-price", "1/2, 1/2", "gd, newton"),
    "many minima": ("ackley", "2, 1", "gd, newton"),
}


def lint(film):
    """Hold a film against all rules, those of its story included."""
    return rules.lint(film, (*rules.RULES, *STORY_RULES))


def parameters(objective, start, rules, **others):
    given = {"objective": objective, "start": start, "rules": rules.replace("1/1", "0.0000001")}
    return DescentParameters.from_mapping(given | others)


@cache
def rehearsed(name, **presentation):
    asked = parameters(*INPUTS[name], trouble=False, price=False)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return rehearse(DescentLesson, asked, Presentation(**presentation))


@cache
def example(**presentation):
    return rehearse(DescentLesson, None, Presentation(**presentation))


def said(rehearsal):
    return [item.caption.text for item in rehearsal.timeline.captions]


def shown(rehearsal, word):
    """Return every number that stands level with, and right of, the topmost text with a word."""
    last = rehearsal.plays[-1].after.texts
    name = max((t.region for t in last if f'"{word}"' in t.body), key=lambda region: region.top)
    beside = [
        text
        for text in last
        if text.region.left > name.right and abs(text.region.bottom - name.bottom) < 0.2
    ]
    return [text.body for text in sorted(beside, key=lambda text: text.region.left)]


# The rules


@pytest.mark.parametrize("name", INPUTS)
def test_every_rule_is_kept_whatever_the_input(name):
    assert lint(rehearsed(name)) == []


@pytest.mark.parametrize("name", ["divergence", "four methods", "long names", "a singular Hessian"])
def test_every_rule_is_kept_in_korean(name):
    assert lint(rehearsed(name, language="ko", theme="light")) == []


@pytest.mark.parametrize(
    ("name", "pace"), [("thrown far", "slow"), ("rosenbrock", "fast"), ("first order only", "fast")]
)
def test_every_rule_is_kept_at_every_pace(name, pace):
    assert lint(rehearsed(name, pace=pace)) == []


def test_every_rule_is_kept_with_the_surface():
    asked = parameters(*INPUTS["thrown far"], trouble=False, price=False, view="surface")
    film = rehearse(DescentLesson, asked)
    assert lint(film) == []
    assert "The same function in space." in said(film)


def test_where_newton_fails_is_shown_when_asked():
    film = rehearse(DescentLesson, parameters(*INPUTS["a quadratic"], trouble=True))
    assert lint(film) == []
    assert "Newton climbs to it and is caught." in said(film)


# The numbers


def test_a_hundred_steps_against_five():
    lesson = example().lesson
    assert lesson.parameters.race.steps_to() == {"gd(lr=0.06)": 100, "newton": 5}
    assert "The error falls to a millionth in 100 steps, or 5." in said(example())


def test_the_last_frame_shows_the_steps_and_values_of_the_record():
    race = example().lesson.parameters.race
    for name, label, steps in (
        ("gradient descent", "gd(lr=0.06)", 100),
        ("Newton’s method", "newton", 5),
    ):
        value = race.trajectories[label].f[steps]
        mantissa, exponent = f"{value:.2e}".split("e")
        step, reached = shown(example(), name)
        assert step == str(steps)
        assert reached.startswith(mantissa)
        assert str(abs(int(exponent))) == reached.partition("⁻")[2].translate(
            str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
        )


def test_the_condition_number_of_the_course():
    """κ = 100 with the best fixed step: distances shrink to 1e-6 in 691 steps, values in half."""
    rule = f"gd(lr={2 / 101})"
    asked = parameters("(x^2 + 100*y^2)/2", "100, 1", f"{rule}, newton", steps="800")
    distance = np.linalg.norm(asked.race.trajectories[rule].x, axis=1)
    assert int((distance > 1e-6 * distance[0]).sum()) == 691
    assert asked.race.steps_to() == {rule: 346, "newton": 1}


def test_newton_needs_one_step_on_a_quadratic():
    words = said(rehearsed("a quadratic"))
    assert "The error falls to a millionth in 34 steps, or 1." in words


def test_newton_is_caught_thrown_and_freed():
    found = Troubles.found()
    assert found.caught.ending == "saddle point"
    assert found.caught.f[1] > found.caught.f[0]  # it climbs
    assert found.thrown.x[1, 1] == pytest.approx(-12.8)
    act = NewtonTrouble(PlotStage(DescentLesson()), found)
    assert not act.plot.plane.holds(*found.thrown.x[1])
    assert found.damped.ending == "converged"
    assert abs(found.damped.x[-1, 1]) == pytest.approx(np.sqrt(2))


def test_the_price_of_a_million_weights():
    """A step costs N³/3 = 3.33 · 10¹⁷ operations, the Hessian 8 N² bytes, 8 TB."""
    assert newton_step_flops(10**6) == pytest.approx(1e18 / 3, rel=1e-4)
    assert any("N × N" in text for text in said(example()))
    written = {text.body for play in example().plays for text in play.after.texts}
    assert {"1.00×10⁶", "2.00×10⁶", "3.33×10¹⁷", "8.00×10¹²"} <= written


# What is drawn


def during(film, title):
    """Return the plays of a section."""
    starts = [(beat.start, beat.title) for beat in film.timeline.beats]
    (start,) = [time for time, name in starts if name == title]
    end = min((time for time, _ in starts if time > start), default=film.seconds)
    return [play for play in film.plays if start <= play.start < end]


def models_in(plays):
    return [c for play in plays for c in play.after.curves if c.role is Role.MODEL]


def test_a_model_is_drawn_only_while_it_differs_from_the_function():
    assert models_in(during(example(), "Newton’s steps"))
    film = rehearsed("a singular Hessian")  # a quadratic, which is its own model
    assert not models_in(during(film, "Newton’s steps"))


def test_near_a_maximum_the_models_do_not_fall_to_the_level_of_rounding():
    asked = ("(x^2+y-11)^2+(x+y^2-7)^2", "-1/4, -9/10", "gd, momentum, newton")
    film = rehearse(DescentLesson, parameters(*asked, price=False))
    assert lint(film) == []
    assert "This model is a hill: Newton steps to its top." in said(film)
    last = [beat.title for beat in film.timeline.beats].index("Newton’s steps")
    assert any("Three learning rates" in beat.title for beat in film.timeline.beats[:last])
    bodies = {text.body for play in film.plays for text in play.after.texts}
    assert not any("/" in body and "10^(-" in body for body in bodies)  # f / 10⁻³¹
    assert not any(body.startswith("$display(181.") for body in bodies)


def act_of_two_curvatures():
    return TwoCurvatures(PlotStage(DescentLesson()), DescentLesson().bowl)


@pytest.mark.parametrize("rate", [0.002, 1 / 24, 0.08, 0.09])
def test_errors_are_drawn_as_powers_of_the_factors_that_are_written(rate):
    act = act_of_two_curvatures()
    act._show(np.full(2, rate))
    assert act._holds()
    act.factors[1].set_value(1.02 * act.factors[1].value.value)
    assert not act._holds()


def test_with_its_own_rate_each_error_is_gone_after_a_step():
    act = act_of_two_curvatures()
    act._show(act.errors.own_rates)
    assert act._reaches_the_minimum()
    act._show(np.full(2, act.errors.best_rate))
    assert not act._reaches_the_minimum()


def test_the_slope_that_is_written_is_that_at_the_point_that_is_drawn():
    (claimed,) = [c for c in example().lesson.claims if "‖∇f‖" in c.relation]
    assert claimed.holds()
    readout = claimed.shown
    written = readout.value.value
    readout.set_value(written + 0.01)
    assert not claimed.holds()
    readout.set_value(written)


# What is said of those that do not arrive


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("divergence", "Gradient descent diverged: its path leaves the plot."),
        ("caught by the saddle", "Newton’s method stopped at a saddle point."),
        ("a start near a maximum", "Newton’s method stopped at a maximum."),
        ("undefined in parts", "Newton’s method stepped to where f has no finite value."),
        ("no curvature", "Newton’s method has no next step: a curvature is 0."),
        ("a flat tail", "Newton’s method is on a flat tail of f: no stationary point is near."),
        ("a start on a kink", "Newton’s method has no next step: f has no Hessian here."),
        ("thrown far", "Part of the path of Newton’s method lies outside the plot."),
        ("rosenbrock", "Gradient descent stopped: limit of 200 steps reached."),
        ("a start on the minimum", "The gradient is 0 here: no method moves."),
        ("a start on a saddle", "A saddle: the gradient is 0, no method moves."),
        ("a start on a maximum", "A maximum: the gradient is 0, no method moves."),
        ("no bottom", "Gradient descent stopped: limit of 200 steps reached."),
        ("no bottom", "Newton’s method stopped at a maximum."),
        ("no way to go", "newton(length=0.5) has no next step: a curvature is 0."),
        (
            "caught by the saddle",
            "This model is a saddle: Newton steps to its level point.",
        ),
        (
            "second order only",
            "This model is a hill: Newton steps to its top.",
        ),
        (
            "a singular Hessian",
            "This model is lowest along a valley: Newton steps to the nearest point.",
        ),
        ("long names", "Levenberg-Marquardt keeps the step in check: it ends elsewhere."),
        ("one step each", "The error falls to a millionth in 1 step each."),
    ],
)
def test_the_ending_is_said(name, words):
    assert words in said(rehearsed(name))


def test_nobody_arrives_where_there_is_no_bottom():
    assert not any("millionth" in text for text in said(rehearsed("no bottom")))


def test_nothing_is_said_of_the_outside_when_all_stays_inside():
    assert not any("outside" in text for text in said(example()))


# What is refused


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("x^2", "1", "gd, newton"), r"two variables, not for x; add .* \(x\^2\) \+ y\^2"),
        (("x^2 + y^2 + z^2", "1, 1, 1", "gd, newton"), "not for x, y, z; fix the others"),
        ((BOWL, "1, 1", "gd"), "names 1; the lesson compares 2 to 4"),
        ((BOWL, "1, 1", "gd, adam, momentum, newton, bfgs"), "names 5"),
        (("log(x) + y^2", "-1, 1", "gd, newton"), "start inside its domain"),
        (("3", "1, 1", "gd, newton"), "is a constant"),
        (("10^9*x^2 + y^2", "1, 1", "gd, newton"), "give it a smaller one with lr="),
    ],
)
def test_what_cannot_be_shown_is_refused_with_the_remedy(given, message):
    with pytest.raises(ParameterError, match=message):
        parameters(*given)


def test_an_unproven_record_is_not_animated(monkeypatch):
    broken = Check("every step is what the rule gives", False, np.ones(1), np.zeros(1))
    monkeypatch.setattr(Comparison, "check", lambda self: broken)
    with pytest.raises(UnprovenRecordError, match="Comparison fails its check"):
        DescentLesson(DescentParameters.example()).setup()


# With Manim alone


def test_manim_alone_makes_a_figure_of_the_last_frame(tmp_path):
    command = [str(Path(sys.executable).with_name("manim")), "-ql", "--format", "png"]
    command += ["--media_dir", str(tmp_path), "--progress_bar", "none", storyboard.__file__]
    subprocess.run(command, check=True, cwd=tmp_path, env=os.environ | {"NO_COLOR": "1"})
    (made,) = tmp_path.rglob("DescentLesson*.png")
    picture = Image.open(made).convert("RGB")
    colours = {f"#{bytes(rgb).hex().upper()}" for _, rgb in picture.getcolors(maxcolors=1 << 24)}
    assert picture.size == (854, 480)
    assert {DARK.background, DARK[Role.GRADIENT], DARK[Role.NEWTON]} <= colours
