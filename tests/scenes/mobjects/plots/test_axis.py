import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.mobjects.plots.axis import Axis

ENDS = st.floats(-1e12, 1e12).filter(lambda v: v == 0 or abs(v) > 1e-12)


def labels(axis, most):
    return [tick.label for tick in axis.ticks(most)]


@given(ENDS, st.floats(1e-9, 1e12), st.integers(1, 9))
def test_ticks_are_few_evenly_spaced_and_on_the_axis(low, length, most):
    high = low + length
    if not (high - low) > 1e-9 * abs(low):
        return
    axis = Axis(low, high)
    values = [tick.value for tick in axis.ticks(most)]
    slack = 1e-5 * (high - low)
    assert len(values) <= most
    assert all(low - slack <= value <= high + slack for value in values)
    gaps = [later - earlier for earlier, later in itertools.pairwise(values)]
    assert all(gap == pytest.approx(gaps[0], rel=1e-3, abs=slack) for gap in gaps)


@given(ENDS, st.floats(1e-9, 1e12))
def test_labels_tell_ticks_apart(low, length):
    high = low + length
    if not (high - low) > 1e-9 * abs(low):
        return
    shown = labels(Axis(low, high), 6)
    assert len(set(shown)) == len(shown)


@given(st.integers(-300, 290), st.integers(1, 15), st.integers(1, 9))
def test_ticks_of_a_logarithmic_axis_are_powers_of_ten(first, decades, most):
    axis = Axis(10.0**first, 10.0 ** (first + decades), log=True)
    powers = [round(math.log10(tick.value)) for tick in axis.ticks(most)]
    assert 1 <= len(powers) <= most
    assert first <= powers[0] <= powers[-1] <= first + decades
    assert len({later - earlier for earlier, later in itertools.pairwise(powers)}) <= 1
    assert all(
        tick.value == pytest.approx(10.0**k, rel=1e-9)
        for tick, k in zip(axis.ticks(most), powers, strict=True)
    )


def test_ticks_of_a_long_logarithmic_axis_leave_out_decades_evenly():
    axis = Axis(1e-6, 30, log=True)
    assert labels(axis, 4) == ["10^(-6)", "10^(-4)", "10^(-2)", "1"]


def test_labels_are_written_as_on_paper():
    assert labels(Axis(0, 1), 6) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]
    assert labels(Axis(-20, 20), 5) == ["-20", "-10", "0", "10", "20"]
    assert labels(Axis(0.1, 100, log=True), 9) == ["10^(-1)", "1", "10", "10^(2)"]


@pytest.mark.parametrize("power", [-9, 7, 200, -200])
def test_a_far_power_of_ten_is_written_once(power):
    axis = Axis(-(10.0**power), 3 * 10.0**power)
    assert axis.exponent == power
    assert labels(axis, 5) == ["-1", "0", "1", "2", "3"]


@pytest.mark.parametrize(
    ("low", "high", "log"), [(1, 1, False), (2, 1, False), (0, 1, True), (0, float("inf"), False)]
)
def test_a_range_that_is_none(low, high, log):
    with pytest.raises(ValueError, match="axis"):
        Axis(low, high, log=log)


def test_the_logarithm_of_zero_has_no_place():
    axis = Axis(1e-3, 1, log=True)
    assert axis.share(0) == float("-inf")
    assert axis.shares([1e-3, 1, 10]).tolist() == pytest.approx([0, 1, 4 / 3])
