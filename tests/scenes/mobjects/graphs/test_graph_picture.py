"""Graphs on the frame: how wide what is written is, what a front shows, what reaches what."""

import numpy as np
import pytest

from linalg.notation import to_text
from optviz.network.graph.folding import DrawnNode
from optviz.network.inspection.backpropagation import backpropagate
from optviz.network.inspection.nudges import nudge_inputs
from scenes.mobjects.graphs.centred_number import CentredNumber
from scenes.mobjects.graphs.gradient_columns import plan_columns
from scenes.mobjects.graphs.gradient_table import GradientTable
from scenes.mobjects.graphs.graph_picture import TAIL, GraphPicture, passed, reached
from scenes.mobjects.graphs.plan import UNITS, TooLargeGraphError, plan_graph
from scenes.mobjects.graphs.wording import NUMBERS, as_written, label_of, number, number_width
from scenes.mobjects.live_number import LiveNumber
from scenes.mobjects.text import region_of
from scenes.stage import FORMULA, MAIN, Region
from scenes.theme import DARK, Role

LECTURE = {"x": -2, "y": 5, "z": -4}


def nudges_of(expression, **values):
    return nudge_inputs(backpropagate(expression, **values))


@pytest.fixture(scope="module")
def picture():
    nudges = nudges_of("(x + y)*z", **LECTURE)
    return GraphPicture(plan_graph(nudges, MAIN), nudges, DARK)


@pytest.mark.parametrize("value", [-0.25, 7, 123456, 1e-6, -3.14159, 2.5e-7, -1e7, 0])
def test_a_number_is_as_wide_as_it_is_said_to_be(value):
    drawn = LiveNumber(value, DARK, written=NUMBERS)
    em = 28 * UNITS
    width = region_of(drawn).width
    assert width <= em * number_width(drawn.body) + 1e-6
    assert em * number_width(drawn.body) - width < 0.45 * em


@pytest.mark.parametrize(
    ("node", "label"),
    [
        (DrawnNode("+", (0, 1), (0, 1)), "+"),
        (DrawnNode("+", (0,), (1,), before="1"), "+ 1"),
        (DrawnNode("*", (0,), (0,), after="-2"), "× −2"),
        (DrawnNode("/", (0,), (1,), before="1"), "1/·"),
        (DrawnNode("/", (0,), (0,), after="2"), "·/2"),
        (DrawnNode("-", (0,), (1,), before="3"), "3 - ·"),
        (DrawnNode("**", (0,), (0,), after="2"), "(·)²"),
        (DrawnNode("sigmoid", (0,), (0,)), "σ"),
        (DrawnNode("relu", (0,), (0,)), "ReLU"),
        (DrawnNode("w0", (), ()), "w₀"),
        (DrawnNode("0.5", (), ()), "0.5"),
    ],
)
def test_what_a_box_says(node, label):
    assert to_text(label_of(node)).strip() == label


def test_a_formula_shows_the_number_that_the_graph_shows():
    assert to_text(number(-1.5e-7)) == to_text(number(as_written(-1.5e-7)))
    assert (as_written(1 / 3), as_written(2e9)) == (0.333, 2e9)


def test_a_centred_number_keeps_its_middle_and_stays_hidden():
    shown = CentredNumber(1.0, DARK, (1.0, 2.0), written=NUMBERS, size=40)
    shown.set_value(-123.0)
    assert region_of(shown).centre[0] == pytest.approx(1.0)
    assert shown.baseline == pytest.approx(2.0)
    assert not any(glyph.get_fill_opacity() for glyph in shown)


def test_a_front_shows_what_it_has_passed(picture):
    left, right = picture.plan.region.left, picture.plan.region.right
    picture.grow((left + right) / 2)
    assert region_of(picture.wires).right == pytest.approx((left + right) / 2)
    picture.grow(right + TAIL)
    assert region_of(picture.wires).right == pytest.approx(right)
    picture.shine(0.0, picture.paths, Role.GRADIENT)
    assert (region_of(picture.glow).left, region_of(picture.glow).right) == pytest.approx(
        (-TAIL, 0.0)
    )
    picture.shine(0.0, picture.paths, Role.GRADIENT, back=True)
    assert region_of(picture.glow).left == pytest.approx(0.0)
    picture.shine(right + 2 * TAIL, picture.paths, Role.GRADIENT)
    assert not picture.glow.has_points()


def test_passing_goes_from_none_to_whole():
    assert [passed(x, 0.0) for x in (-1.0, 0.0, 9.0)] == [0.0, 0.0, 1.0]
    assert [passed(x, 0.0, back=True) for x in (-9.0, 0.0, 1.0)] == [1.0, 0.0, 0.0]


def test_a_change_reaches_what_takes_it(picture):
    places, wires = reached(picture.plan, 0)
    assert places == {0, 3, 4}
    assert set(wires) == {0, 3, 4, (3, 0), (4, 0)}


def test_wires_run_through_no_text(picture):
    numbers = [*picture.values.values(), *picture.gradients.values()]
    for text in numbers:
        box = region_of(text)
        for path in picture.paths.values():
            x = np.linspace(path[0, 0], path[-1, 0], 200)
            y = np.interp(x, path[:, 0], path[:, 1])
            inside = (box.left < x) & (x < box.right) & (box.bottom < y) & (y < box.top)
            assert not inside.any()


def test_too_large_a_graph_is_refused_with_what_fits():
    with pytest.raises(TooLargeGraphError, match=r"5 nodes, 3 in a row and 2 below .* about 2 by"):
        plan_graph(nudges_of("(x + y)*z", **LECTURE), Region(-2, 2, -2, 2))


def test_a_plan_fills_its_region_but_does_not_leave_it():
    for width in (8.0, 10.0, 13.0):
        region = Region(-width / 2, width / 2, -1, 3.5)
        plan = plan_graph(nudges_of("(x + y)*z", **LECTURE), region)
        assert region.contains(plan.region, slack=1e-6)
        assert plan.size >= 28


# The table


def test_the_table_says_what_the_nudges_say():
    nudges = nudges_of("x^2*y", x=3, y=2)
    table = GradientTable(nudges, plan_columns(nudges, FORMULA), DARK, "gradient")
    assert [cell.value for cell in table.gradients] == [12, 9]
    assert [cell.body for cell in table.ratios] == ["12.2", "9"]
    assert [table.holds(k) for k in (0, 1)] == [False, True]
    table.shrink(1.0)
    assert [table.holds(k) for k in (0, 1)] == [True, True]
    assert table.exact == [False, True]
    assert table.size.value.value == pytest.approx(nudges.sizes[-1])


def test_the_columns_stand_in_the_order_of_the_inputs():
    record = backpropagate("(x + y)*z", **LECTURE)
    nudges = nudge_inputs(record, ["z", "x", "y"])
    z, x, y = plan_columns(nudges, FORMULA).middles
    assert x < y < z


def test_too_many_inputs_are_refused():
    names = [f"x{k}" for k in range(20)]
    nudges = nudges_of("+".join(names), **dict.fromkeys(names, 1.5))
    with pytest.raises(TooLargeGraphError, match="20 inputs"):
        plan_columns(nudges, FORMULA)
