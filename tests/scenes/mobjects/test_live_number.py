import math

import numpy as np
import pytest
from manim import VMobject

from scenes.mobjects.live_number import GrowingCurve, LiveNumber
from scenes.mobjects.text import Text, region_of
from scenes.mobjects.written import Written
from scenes.theme import DARK, Role, TextKind

CORNER = [[0, 0], [1, 0], [1, 2]]


def right_to_left(number):
    return [glyph for glyph in number.submobjects if len(glyph.points)]


def points_of(glyphs):
    return np.concatenate([glyph.points for glyph in glyphs])


@pytest.mark.parametrize(
    ("value", "markup"),
    [
        (-3.14, "$-3.14$"),
        (0.0, "$0.00$"),
        (99999.0, "$99999.00$"),
        (1.25e-3, '$1.25 class("normal", times) 10^(-3)$'),
        (-123456789, '$-1.23 class("normal", times) 10^8$'),
        (1e120, '$1.00 class("normal", times) 10^120$'),
        (math.inf, "$infinity$"),
        (-math.inf, "$-infinity$"),
        (math.nan, "$?$"),
    ],
)
def test_a_number_looks_as_the_typesetter_sets_it(value, markup):
    number = LiveNumber(value, DARK, written=Written(least=1e-2), size=40)
    whole = Text(markup, DARK, TextKind.LABEL, 40)
    ours, theirs = points_of(reversed(right_to_left(number))), points_of(whole)
    np.testing.assert_allclose(ours - ours[0], theirs - theirs[0], atol=1e-9)
    assert number.font_size == pytest.approx(40)


def test_zero_has_no_sign_however_it_came_about():
    assert [Written().of(v) for v in (0.0, -0.0, -0.004, 0.004)] == ["0.00"] * 4
    assert Written().of(-0.006) == "−0.01"


def test_rounding_up_to_a_power_of_ten():
    assert Written().of(9.996) == "10.00"
    assert Written(3, least=1e-3).of(9.996e-4) == "1.00×10⁻³"
    assert Written(0, mantissa=1).of(9.96e6) == "1.0×10⁷"


@pytest.mark.parametrize("value", [10.0, -9.99, 0.01, 1e-9, -2.5e7, math.inf])
def test_the_right_edge_and_the_baseline_stay(value):
    number = LiveNumber(9.99, DARK, written=Written(least=1e-3)).stand_at(3, 1, "right")
    number.set_value(value)
    _place, corner = number._place()
    np.testing.assert_allclose(corner, [3, 1, 0], atol=1e-9)
    assert number.baseline == pytest.approx(1)
    assert region_of(number).right <= 3


def test_where_it_goes_a_number_takes_its_place_with_it():
    moved = LiveNumber(9.5, DARK, size=30).shift((1, 2, 0)).scale(2, about_point=(0, 0, 0))
    moved.set_value(-10.25)
    fresh = LiveNumber(-10.25, DARK, size=60).shift((2, 4, 0))
    np.testing.assert_allclose(
        points_of(right_to_left(moved)), points_of(right_to_left(fresh)), atol=1e-9
    )


def test_only_the_digits_that_change_get_new_points(monkeypatch):
    number = LiveNumber(1.23, DARK)
    before = list(number.submobjects)
    changed = []
    set_points = VMobject.set_points
    monkeypatch.setattr(VMobject, "set_points", lambda m, p: changed.append(m) or set_points(m, p))
    number.set_value(1.24)
    assert changed == [before[0]]
    number.set_value(1.241)
    assert changed == [before[0]]
    number.set_value(-12.24)
    assert number.submobjects[:4] == before
    assert changed[1:] == [before[3], *number.submobjects[4:]]


def test_places_that_are_not_needed_any_more_show_nothing():
    number = LiveNumber(-1234.5, DARK)
    number.set_value(2.5)
    assert number.body == "2.50"
    assert len(right_to_left(number)) == 4
    assert number.ink[0] == pytest.approx(LiveNumber(2.5, DARK).ink[0])


def test_a_number_has_the_colour_of_its_role_new_digits_too():
    number = LiveNumber(1, DARK, role=Role.SOLUTION).set_value(-1000)
    assert {g.get_fill_color().to_hex() for g in number} == {DARK[Role.SOLUTION]}


# The growing curve


@pytest.mark.parametrize(
    ("share", "end"), [(0.0, (0, 0)), (0.25, (0.5, 0)), (0.5, (1, 0)), (0.75, (1, 1)), (1, (1, 2))]
)
def test_a_curve_ends_where_it_has_got_to(share, end):
    curve = GrowingCurve(CORNER)
    curve.reveal(share)
    np.testing.assert_allclose(curve.at(share)[:2], end)
    if share:
        np.testing.assert_allclose(curve.points[-1, :2], end)
        np.testing.assert_allclose(curve.points[0, :2], (0, 0))


def test_a_curve_that_has_not_begun_shows_nothing():
    assert not GrowingCurve(CORNER).reveal(0).has_points()


def test_a_curve_is_as_manim_draws_it():
    plain = VMobject().set_points_as_corners(np.pad(np.array(CORNER, float), ((0, 0), (0, 1))))
    np.testing.assert_allclose(GrowingCurve(CORNER).points, plain.points)


def test_a_curve_leaves_its_gaps_open():
    curve = GrowingCurve([[0, 0], [1, 0], [np.nan, np.nan], [2, 0], [3, 0]])
    assert len(curve.get_subpaths()) == 2
    assert np.isfinite(curve.points).all()
    assert len(curve.reveal(0.6).points) == 4


def test_a_curve_of_one_point_is_none():
    assert not GrowingCurve([[1, 2]]).has_points()


def test_a_dashed_curve_has_dashes_of_equal_length_and_grows_by_them():
    curve = GrowingCurve([[0, 0], [1, 0], [5, 0]], dash=(0.5, 0.25))
    starts, ends = curve.points[::4, 0], curve.points[3::4, 0]
    drawn = [(a, b) for a, b in zip(starts, ends, strict=True)]
    np.testing.assert_allclose(drawn[:3], [(0, 0.5), (0.75, 1), (1, 1.25)])
    np.testing.assert_allclose(drawn[3:5], [(1.5, 2), (2.25, 2.75)])
    assert drawn[-1][1] <= 5
    curve.reveal(0.75)
    np.testing.assert_allclose(curve.points[-1, 0], 2.75)
    np.testing.assert_allclose(curve.at(0.75)[0], 3)
    assert GrowingCurve(CORNER, dash=(0.1, 0.1)).reveal(0).points.size == 0


def test_a_dashed_curve_that_stands_still_for_a_while_goes_on():
    curve = GrowingCurve([[0, 0], [1, 0], [1, 0], [1, 0], [2, 0]], dash=(0.5, 0.5))
    assert np.isfinite(curve.points).all()
    np.testing.assert_allclose(curve.reveal(1).points[3::4, 0].max(), 1.5)
    np.testing.assert_allclose(curve.reveal(0.5).points[3::4, 0].max(), 0.5)


@pytest.mark.parametrize("dash", [(), (0.4, 0.1)])
def test_a_curve_may_jump_and_go_on_from_there(dash):
    curve = GrowingCurve([[0, 0], [1, 0], [1, 5], [2, 5]], gaps=[1], dash=dash)
    heights = curve.points[:, 1]
    assert set(heights.tolist()) == {0.0, 5.0}
    np.testing.assert_allclose(curve.reveal(0.5).points[:, 1], 0)
    np.testing.assert_allclose(curve.at(0.5)[:2], (1, 2.5))
