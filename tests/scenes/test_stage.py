import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.stage import CAPTION, FORMULA, FRAME, MAIN, SAFE, Region

numbers = st.floats(-10, 10, allow_nan=False)


@st.composite
def regions(draw):
    (left, right), (bottom, top) = (sorted((draw(numbers), draw(numbers))) for _ in range(2))
    return Region(left, right, bottom, top)


def test_the_frame_is_sixteen_by_nine_and_eight_high():
    assert FRAME.height == 8
    assert FRAME.width / FRAME.height == pytest.approx(16 / 9)


def test_the_margin_is_half_a_unit_all_around():
    assert SAFE.left - FRAME.left == FRAME.right - SAFE.right == 0.5
    assert SAFE.bottom - FRAME.bottom == FRAME.top - SAFE.top == 0.5


@pytest.mark.parametrize("region", [CAPTION, FORMULA, MAIN])
def test_everything_has_its_place_inside_the_margins(region):
    assert SAFE.contains(region)


def test_the_places_do_not_overlap():
    assert not CAPTION.overlaps(FORMULA)
    assert not FORMULA.overlaps(MAIN)
    assert not CAPTION.overlaps(MAIN)


@given(regions(), regions())
def test_a_join_holds_both_and_nothing_smaller_does(one, other):
    both = one.joined(other)
    assert both.contains(one)
    assert both.contains(other)
    assert {both.left, both.right} <= {one.left, one.right, other.left, other.right}


@given(regions(), regions())
def test_overlap_is_mutual_and_follows_from_containment(one, other):
    assert one.overlaps(other) == other.overlaps(one)
    if one.contains(other) and other.width > 0 and other.height > 0:
        assert one.overlaps(other)


def test_regions_that_only_touch_do_not_overlap():
    assert not Region(0, 1, 0, 1).overlaps(Region(1, 2, 0, 1))
    assert Region(0, 1, 0, 1).overlaps(Region(0.9, 2, 0, 1))
    assert not Region(0, 1, 0, 1).overlaps(Region(0.9, 2, 0, 1), slack=0.2)
