"""What the optimisation topics refuse, and the tables and arrays of a descent."""

import io

import numpy as np
import pytest
import sympy as sp

from optviz.descent.methods import METHODS as REGISTRY
from optviz.rules import Rule
from scenes.explanations.linear_algebra.calculus import (
    DirectionalDerivative,
    Gradient,
    Hessian,
    Taylor,
)
from scenes.explanations.optimisation.optimisation import (
    Basins,
    Conventions,
    Descent,
    GradientCheck,
)
from scenes.explanations.optimisation.regularisation import Touch, TouchPath
from scenes.explanations.writing import WritingOptions, written
from scenes.lessons.optimisation.descent.parameters import DescentParameters
from scenes.parameters.declarations import ParameterError, declared
from scenes.parameters.descents import METHODS, RULES, DescentProblem

RACE = {"objective": "x**2 + 10*y**2", "start": "4, 1", "rules": "gd(lr=0.05), newton"}


def test_the_issue_s_example_is_a_race():
    record = Descent.from_mapping(RACE).record()
    assert record.labels == ["gd(lr=0.05)", "newton"]
    assert record.winner == "newton"


def test_one_method_is_shown_step_by_step():
    record = Descent.from_mapping({**RACE, "rules": "gd(lr=0.05)", "steps": 3}).record()
    lines = written(record, "csv").decode().splitlines()
    assert lines[0].startswith("step,x,y,value")
    assert len(lines) == 1 + 4
    stored = np.load(io.BytesIO(written(record, "npz")))
    np.testing.assert_array_equal(stored["x"], record.x)


@pytest.mark.parametrize("target", ["text", "latex", "markdown", "typst", "html"])
def test_names_with_an_index_are_shown_in_every_target(target):
    asked = {"objective": "x1^2+x2^2", "start": "1, 2", "rules": "newton"}
    page = written(Descent.from_mapping(asked).record(), target).decode()
    index = {"text": "x₂", "typst": "$x_(2)$", "html": "<msub><mi>x</mi><mn>2</mn></msub>"}
    assert index.get(target, "$x_{2}$") in page


def test_pages_write_the_proper_name_of_a_method():
    asked = {"objective": "x^2 + y^2", "start": "1, 2", "rules": "L-BFGS-B", "steps": "3"}
    assert Descent.from_mapping(asked).record().page().title == "L-BFGS on f"
    asked |= {"rules": "steepest descent(lr=0.1)"}
    assert Descent.from_mapping(asked).record().page().title == "Gradient descent on f"


def test_a_rule_is_found_in_any_spelling():
    assert (
        Conventions.from_mapping({"rule": "RMSprop"}).record().page().title
        == "Conventions of RMSProp"
    )


def test_the_name_of_the_output_chooses_the_format():
    assert WritingOptions.from_mapping({"output": "path.npz"}).format == "npz"
    assert WritingOptions.from_mapping({"output": "path.csv"}).format == "csv"


def test_residuals_for_levenberg_marquardt():
    given = {"objective": "10*(y - x^2); 1 - x", "start": "x = -1.2, y = 1"}
    record = Descent.from_mapping({**given, "rules": "levenberg_marquardt"}).record()
    assert record.ending == "converged"


@pytest.mark.parametrize(
    ("change", "name", "reason"),
    [
        ({"start": "4"}, "start", "the 2 coordinates x, y"),
        ({"start": "a, b"}, "start", "without letters"),
        ({"objective": "log(x) + y", "start": "-1, 0"}, "start", "no finite value at the start"),
        ({"rules": "gauss_newton"}, "rules", "needs residuals"),
        ({"objective": "ackley", "start": "0, 0"}, "start", "no gradient at the start (0, 0)"),
        ({"rules": "gdd"}, "rules", "did you mean gd"),
        ({"objective": "x +"}, "objective", ""),
    ],
)
def test_descent_refuses(change, name, reason):
    with pytest.raises(ParameterError, match=name) as caught:
        Descent.from_mapping({**RACE, **change}).record()
    assert reason in caught.value.reason


def test_others_refuse():
    with pytest.raises(ParameterError, match="two variables"):
        Basins.from_mapping({"objective": "x^2"}).record()
    with pytest.raises(ParameterError, match="needs residuals"):
        Basins.from_mapping({"objective": "himmelblau", "rule": "gauss_newton"}).record()
    with pytest.raises(ParameterError, match="name one method"):
        Basins.from_mapping({"objective": "himmelblau", "rule": "gd, newton"}).record()
    with pytest.raises(ParameterError, match="coordinates"):
        GradientCheck.from_mapping({"objective": "himmelblau", "at": "1"}).record()
    with pytest.raises(ParameterError, match="leaves the function's domain"):
        GradientCheck.from_mapping({"objective": "sqrt(x)", "at": "0"}).record()
    with pytest.raises(ParameterError, match="there is no csv of this topic"):
        written(Gradient.from_mapping({"function": "x*y"}).record(), "csv")


def test_a_gradient_at_a_point():
    record = Gradient.from_mapping({"function": "(x + y)*z", "at": "-2, 5, -4"}).record()
    assert "f(a) = -12" in record.to_text()


@pytest.mark.parametrize("topic", [Gradient, Taylor])
def test_a_point_has_no_letters(topic):
    with pytest.raises(ParameterError, match="without letters"):
        topic.from_mapping({"function": "1/x + a", "at": "b, 1"})


@pytest.mark.parametrize("topic", [Gradient, Hessian, DirectionalDerivative, Taylor])
def test_one_function_is_one_expression(topic):
    given = {"function": "x*y; y", "at": "1, 2", "direction": "1, 2"}
    known = {d.name for d in declared(topic)}
    with pytest.raises(ParameterError, match="function") as caught:
        topic.from_mapping({name: text for name, text in given.items() if name in known})
    assert caught.value.position == 3


def test_a_touching_path_needs_somewhere_to_go():
    with pytest.raises(ParameterError, match="that one point"):
        TouchPath.from_mapping({"data": "1 2 | 0; 3 4 | 0", "penalty": "l1"}).record()


@pytest.mark.parametrize(
    ("data", "reason"), [("1 2 -1| 1; 0 1 2 | 3", "3 columns before"), ("1 | 2", "1 column before")]
)
@pytest.mark.parametrize("topic", [Touch, TouchPath])
def test_two_weights_need_two_columns(topic, data, reason):
    with pytest.raises(ParameterError, match=r"two weights need two: 2 0 \| 1; 0 1 \| 1") as caught:
        topic.from_mapping({"data": data, "penalty": "l1"})
    assert reason in caught.value.reason


@pytest.mark.parametrize("text", ["p 0", "p 51"])
def test_a_power_out_of_range_is_told_what_to_type(text):
    with pytest.raises(ParameterError, match=r"from 0\.1 to 50; for p = ∞ write max"):
        Touch.from_mapping({"data": "2 0 | 1; 0 1 | 1", "penalty": text})


DOUBTFUL = {"objective": "10*(y - x^2); 1 - x", "rules": "gd(lr=0.001), newton"}


@pytest.mark.parametrize(
    ("topic", "name"), [(Descent, "start"), (DescentParameters, "start"), (GradientCheck, "at")]
)
def test_a_start_of_bare_numbers_is_asked_back_where_the_order_is_in_doubt(topic, name):
    """Rosenbrock's function is 12.1 at x = -1.2, y = 1."""
    given = DOUBTFUL if name == "start" else {"objective": DOUBTFUL["objective"]}
    with pytest.raises(ParameterError, match="write 'y = -6/5, x = 1', or give --variables 'y, x'"):
        _computed(topic.from_mapping, {**given, name: "-1.2, 1"})
    by_name = topic.from_mapping({**given, name: "x = -1.2, y = 1"})
    in_order = topic.from_mapping({**given, name: "-1.2, 1", "variables": "x, y"})
    assert by_name.remarks == ("The variables are y and x, in order of appearance.",)
    assert in_order.remarks == ()
    if name == "start":
        for asked, start in ((by_name, (1, -1.2)), (in_order, (-1.2, 1))):
            first = next(iter(asked.race.trajectories.values()))
            assert (tuple(first.x[0]), first.f[0]) == (start, pytest.approx(12.1))
            assert asked.coordinates == tuple(sp.nsimplify(c, rational=True) for c in start)


def _computed(read, given):
    asked = read(given)
    return asked.race if isinstance(asked, DescentProblem) else asked.record()


def test_an_objective_has_no_parameters():
    with pytest.raises(ParameterError, match="not a variable here") as caught:
        Descent.from_mapping({**RACE, "objective": "a*x^2 + y", "variables": "x, y"}).record()
    assert caught.value.name == "objective"


def test_film_and_handout_of_a_descent_go_as_far_by_default():
    given = {"objective": "x**2 + 10*y**2", "start": "4, 1", "rules": "gd(lr=0.05), newton"}
    film, handout = DescentParameters.from_mapping(given), Descent.from_mapping(given)
    assert film.steps == handout.steps
    assert film.race.steps_to() == handout.race.steps_to()


def test_the_help_names_every_method_of_the_registry():
    assert tuple(REGISTRY) == METHODS
    rules = [n for n, make in REGISTRY.items() if isinstance(make, type) and issubclass(make, Rule)]
    assert tuple(rules) == RULES
    for parameters in (Descent, DescentParameters, Basins):
        (told,) = [d.help for d in declared(parameters) if d.name in ("rules", "rule")]
        assert all(name in told.replace(",", " ").split() for name in METHODS)
