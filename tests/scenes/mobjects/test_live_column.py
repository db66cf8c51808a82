"""Numbers between brackets that change in place."""

import pytest

from scenes.mobjects.live_column import LiveColumn
from scenes.mobjects.text import Text, region_of
from scenes.theme import DARK, Role, TextKind


def column(count=3, scale=1.0):
    name = Text("$x$", DARK, TextKind.LABEL)
    return LiveColumn(name, DARK, 30, [Role.FOREGROUND] * count, scale)


def test_numbers_of_up_to_seven_signs_stay_between_the_brackets():
    shown = column()
    shown.set_values([-0.0667, 99999.0, -1234.0])
    assert [number.body for number in shown.numbers] == ["−0.0667", "99999", "−1234"]
    assert all(shown.region.contains(region_of(number)) for number in shown.numbers)
    tops = [region_of(number).bottom for number in shown.numbers]
    assert tops == sorted(tops, reverse=True)


def test_rounding_is_written_as_0_and_moves_go_along():
    shown = column(2, 10.0).stand_from(1.0, -2.0)
    shown.set_values([1e-14, 5.0])
    assert [number.body for number in shown.numbers] == ["0", "5.00"]
    assert shown.values.tolist() == [1e-14, 5.0]
    assert shown.region.left == pytest.approx(1.0)
    assert shown.region.contains(region_of(shown.numbers[0]))
    assert (shown.region.bottom + shown.region.top) / 2 == pytest.approx(-2.0)


def test_on_its_way_past_0_a_number_stays_between_the_brackets():
    shown = column(1)
    shown.set_values([3.1e-4])
    assert shown.numbers[0].body == "0.0003"


def test_small_and_large_numbers_have_powers_of_ten_and_room_for_them():
    for scale, body in ((1e-6, "−2.5×10⁻⁷"), (1e7, "−2.5×10⁶")):
        shown = column(1, scale)
        shown.set_values([-scale / 4])
        assert shown.numbers[0].body == body
        assert shown.region.contains(region_of(shown.numbers[0]))
