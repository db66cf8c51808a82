"""Graphs in columns: nothing that is drawn touches anything else."""

import itertools

import numpy as np
import pytest

from optviz.network.graph.columns import Part
from optviz.network.graph.folding import folded
from optviz.network.graph.layout import HEIGHT, lay_out, smooth_step
from optviz.network.inspection.backpropagation import backpropagate

WRITTEN = 0.95  # above and below a line
EXPRESSIONS = {
    "the lecture's": "(x + y)*z",
    "the neuron": "sigmoid(w*x + b*y + z)",
    "its parts": "1/(1 + exp(-(w*x + b*y + z)))",
    "two branches": "x*sigmoid(x)",
    "a square as a product": "x*x",
    "three uses": "x*x*x + y",
    "shared inputs": "x*y + x/y",
    "everything shared": "(x + y)*(x - y)*(x*y + z)",
    "long branches": "x + sin(y + sin(z + sin(x + y)))",
    "five into one": "max(x, y, z, w, b)",
    "a lone leaf": "x",
    "an odd fraction": "(x + sigmoid(y))/(sigmoid(x) + (x + y)^2)",
}
VALUES = {"x": 2.0, "y": 3.0, "z": -1.0, "w": 0.5, "b": 1.5}


def parts(expression):
    used = {name: value for name, value in VALUES.items() if name in expression.replace("exp", "")}
    nodes = folded(backpropagate(expression, **used).nodes)
    return {
        place: Part(node.inputs, 1.2 if not node.inputs else 2.0, 3.0, node.name in "+*max")
        for place, node in nodes.items()
    }


def written(layout, width):
    """The boxes of what is written, (left, right, bottom, top)."""
    for x, y in layout.labels.values():
        yield x - width / 2, x + width / 2, y - WRITTEN, y - 0.05
        yield x - width / 2, x + width / 2, y + 0.05, y + WRITTEN
    for line in layout.lines.values():
        if line.share is not None:
            x, y = line.share
            yield x - width / 2, x + width / 2, y - WRITTEN, y - 0.05


def boxes(layout, given):
    for place, (x, y) in layout.boxes.items():
        half = given[place].box / 2
        yield x - half, x + half, y - HEIGHT / 2, y + HEIGHT / 2


def overlap(one, other):
    across = min(one[1], other[1]) - max(one[0], other[0])
    return across > 1e-9 and min(one[3], other[3]) - max(one[2], other[2]) > 1e-9


def points(knots):
    for (x, y), (on, to) in itertools.pairwise(knots):
        for share in np.linspace(0, 1, 41):
            yield x + share * (on - x), y + smooth_step(share) * (to - y)


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_nothing_touches(name):
    given = parts(EXPRESSIONS[name])
    layout = lay_out(given)
    things = [*written(layout, 3.0), *boxes(layout, given)]
    assert not [pair for pair in itertools.combinations(things, 2) if overlap(*pair)]
    for left, right, bottom, top in things:
        assert -1e-9 <= left < right <= layout.width + 1e-9
        assert -layout.height - 1e-9 <= bottom < top <= 1e-9


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_lines_run_through_nothing(name):
    given = parts(EXPRESSIONS[name])
    layout = lay_out(given)
    things = [*written(layout, 3.0), *boxes(layout, given)]
    for line in layout.lines.values():
        for x, y in points(line.knots):
            for left, right, bottom, top in things:
                inside = left + 1e-6 < x < right - 1e-6
                assert not (inside and bottom + 1e-6 < y < top - 1e-6)


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_lines_go_from_left_to_right_and_join_what_they_say(name):
    given = parts(EXPRESSIONS[name])
    layout = lay_out(given)
    assert set(layout.lines) == {
        (place, slot) for place, part in given.items() for slot in range(len(part.inputs))
    }
    for (place, slot), line in layout.lines.items():
        assert line.source == given[place].inputs[slot]
        xs = [x for x, _ in line.knots]
        assert xs == sorted(xs)
        assert line.knots[0] == (layout.stubs[line.source][1], layout.boxes[line.source][1])
        x, y = layout.boxes[place]
        assert line.knots[-1][0] == pytest.approx(x - given[place].box / 2)
        assert abs(line.knots[-1][1] - y) < HEIGHT / 2


def test_a_share_is_written_only_where_a_line_forks():
    layout = lay_out(parts("x*sigmoid(x) + y"))
    shared = {line.source for line in layout.lines.values() if line.share is not None}
    assert shared == {0}


def test_a_tree_has_no_crossings_and_keeps_the_order_in_which_it_is_read():
    layout = lay_out(parts("(x + y)*z"))
    assert layout.crossings == 0
    heights = [layout.boxes[place][1] for place in (0, 1)]
    assert heights == sorted(heights, reverse=True)


@pytest.mark.parametrize("expression", ["z*(x + y) - w*x", "y*x + x*y", "(y - x)*(x + y)"])
def test_no_more_crossings_than_two_pairs_of_branches_need(expression):
    assert lay_out(parts(expression)).crossings <= 1


def test_a_chain_is_straight():
    layout = lay_out(parts("exp(sin(cos(x + y)))"))
    assert len({round(layout.boxes[place][1], 9) for place in (2, 3, 4, 5)}) == 1


def test_more_room_between_columns_and_rows_makes_it_wider_and_higher():
    given = parts("(x + y)*z")
    plain, wide, high = lay_out(given), lay_out(given, across=2), lay_out(given, down=2)
    assert (wide.width > plain.width, wide.height) == (True, plain.height)
    assert (high.width, high.height > plain.height) == (plain.width, True)


# What is drawn of a tape


def test_typed_numbers_belong_to_the_node_that_takes_them():
    nodes = backpropagate("2*x + 1/y - 3", x=1, y=2).nodes
    drawn = [(n.before, n.name, n.after) for n in folded(nodes).values()]
    assert drawn == [
        (None, "x", None),
        (None, "y", None),
        ("2", "*", None),
        ("1", "/", None),
        (None, "+", None),
        (None, "-", "3"),
    ]


def test_what_max_takes_stays_a_node_and_so_does_one_of_two_numbers():
    nodes = folded(backpropagate("max(x, 0) + 2*3", x=1).nodes)
    assert [n.name for n in nodes.values() if not n.inputs] == ["x", "0", "2"]


def test_an_input_that_nothing_takes_is_not_drawn():
    assert [n.name for n in folded(backpropagate("x^2", x=1, y=2).nodes).values()] == ["x", "**"]
