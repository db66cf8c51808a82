import pytest

from linalg.notation import words
from scenes.mobjects.readout import Readout
from scenes.mobjects.text import region_of
from scenes.mobjects.written import read_back
from scenes.rehearsal.rehearsal import MISREAD
from scenes.theme import DARK


@pytest.mark.parametrize(
    "value", [50076.0, 181.6, 10.41, 1.05e-3, 0.0171197, -2.5, 3e-4, 2e-11, -7e8, 0.0]
)
def test_a_number_is_rounded_to_its_own_size_whatever_the_others_are(value):
    readout = Readout(DARK, "f", scale=1e8).set_value(1e8).set_value(value)
    said = read_back(readout.value.body)
    rounding = 1e-4  # 1e-12 of the scale
    expected = 0.0 if abs(value) <= rounding else value
    assert said == pytest.approx(expected, rel=MISREAD)
    assert readout.value.value == value


@pytest.mark.parametrize("scale", [0.0, 3e-12, 3e-7, 0.02, 2.5, 250.0, 4e4, 3e6, 1e12])
def test_the_number_stands_close_after_its_name_however_long_it_is(scale):
    readout = Readout(DARK, "f", scale=scale).stand_from(-3, 1)
    gaps = set()
    for value in (0.0, scale, -scale, scale / 30, -scale / 900, scale / 1e7):
        readout.set_value(value)
        gaps.add(round(region_of(readout.value).left - region_of(readout.title).right, 2))
        assert readout.value.baseline == pytest.approx(1)
    assert min(gaps) > 0.1
    assert max(gaps) < 0.25


def test_a_unit_follows_its_number():
    angle = Readout(DARK, "theta", scale=180, unit=words("°")).stand_from(0.0, 0.0)
    for value in (7.5, -120.0, 0.0):
        angle.set_value(value)
        gap = region_of(angle.unit).left - region_of(angle.value).right
        assert gap == pytest.approx(0, abs=1e-6)
