"""Lines of a plane that may be anything on their way."""

import numpy as np
import pytest

from linalg.geometry.hyperplanes import Hyperplane
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.lines import LOOKS, Lines
from scenes.mobjects.plots.plane import Plane
from scenes.stage import Region
from scenes.theme import DARK


@pytest.fixture
def lines():
    plane = Plane(Axis(-2, 2), Axis(-2, 2), Region(-3, 3, -3, 3), DARK, equal=True)
    return Lines(plane, 2)


def test_a_line_lies_where_its_equation_holds(lines):
    lines.place(0, Hyperplane((2, -1), 0))
    points = np.array([lines.plane.value_at(place) for place in lines.lines[0].points])
    assert len(points)
    assert points @ [2, -1] == pytest.approx(0, abs=1e-9)


def test_a_line_grows_from_its_middle(lines):
    equation = Hyperplane((0, 1), 1)
    lines.place(1, equation)
    whole = np.ptp(lines.lines[1].points[:, 0])
    lines.place(1, equation, 0.5)
    assert np.ptp(lines.lines[1].points[:, 0]) == pytest.approx(whole / 2, rel=0.1)  # its dashes


def test_what_lies_outside_or_holds_nowhere_is_not_drawn(lines):
    for equation in (Hyperplane((0, 1), 9), Hyperplane((0, 0), 1)):
        lines.place(0, equation)
        assert not lines.lines[0].has_points()


def test_equations_differ_in_more_than_their_colour():
    assert len({dash for _, dash in LOOKS}) == len({role for role, _ in LOOKS}) == len(LOOKS)
