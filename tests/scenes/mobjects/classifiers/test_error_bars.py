"""Bars and counts whose numbers are live."""

import pytest

from scenes.mobjects.classifiers.error_bars import Bar, ErrorBars
from scenes.mobjects.classifiers.tally import Tally
from scenes.mobjects.readout import Readout, label
from scenes.mobjects.text import region_of
from scenes.parts.plot_stage import SIDE
from scenes.theme import DARK


@pytest.mark.parametrize("value", [0, 1, 7, 40])
def test_a_bar_is_as_long_as_the_number_after_it(value):
    bar = Bar(1.0, 0.5, 0.1, 0.2, DARK).set_value(3).set_value(value)
    assert bar.length == pytest.approx(value)
    assert bar.number.value == value
    assert region_of(bar.number).left > region_of(bar.bar).right


@pytest.mark.parametrize("count", [1, 3, 6])
def test_rows_have_room_beside_and_under_each_other(count):
    names = [*(label(DARK, "x", k) for k in range(count - 1)), Readout(DARK, "lambda")]
    bars = ErrorBars(SIDE, [label(DARK, "a"), label(DARK, "b")], names, 60, DARK)
    for row in bars.rows:
        row.set_values(60, 60)
    regions = [region_of(row) for row in bars.rows]
    assert all(SIDE.contains(region, slack=0.05) for region in regions)
    for above, below in zip([region_of(bars.legend), *regions], regions, strict=False):
        assert above.bottom > below.bottom
        assert not above.overlaps(below) or above == below


def test_a_tally_keeps_its_right_edge():
    tally = Tally(label(DARK, "n", "="), label(DARK, "m"), 60, DARK).stand_to(2.0, 1.0)
    for value in (60, 7, 0):
        tally.set_value(value)
        assert tally.number.value == value
        assert region_of(tally).right == pytest.approx(2.0)
        assert not region_of(tally[0]).overlaps(region_of(tally.number))
