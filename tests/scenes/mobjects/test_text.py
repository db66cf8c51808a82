import pytest

from scenes.mobjects.text import Text, region_of
from scenes.theme import DARK, LIGHT, SMALLEST, Role, TextKind
from scenes.typesetting.typeset import mathematics, prose

BODIES = [mathematics(source) for source in ("1", "-frac(3, 2)", "x_3", "-", "sqrt(a + b)")]
BODY = pytest.mark.parametrize("body", BODIES)


def text(body, size=48.0, **options):
    return Text(body, DARK, TextKind.LABEL, size, **options)


def test_forty_eight_is_half_a_unit_to_the_em_as_everywhere_in_manim():
    figure = text(mathematics("0"))
    assert figure.height == pytest.approx(0.5 * 0.688, abs=0.005)


@BODY
@pytest.mark.parametrize("factor", [0.5, 1.0, 3.0])
def test_the_size_follows_scaling_and_moving(body, factor):
    scaled = text(body).scale(factor).shift((1, 2, 0))
    assert scaled.font_size == pytest.approx(48 * factor)


@BODY
@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_the_baseline_goes_where_it_is_sent(body, factor):
    placed = text(body).scale(factor).stand_at(1.5, -0.75)
    assert placed.baseline == pytest.approx(-0.75)
    assert placed.get_center()[0] == pytest.approx(1.5)


def test_a_side_can_be_sent_there_too():
    assert text(BODIES[1]).stand_at(2.0, 0.0, "left").get_left()[0] == pytest.approx(2.0)
    assert text(BODIES[1]).stand_at(2.0, 0.0, "right").get_right()[0] == pytest.approx(2.0)


def test_texts_of_any_height_share_a_baseline():
    digit, fraction = (text(body).stand_at(x, 1.0) for x, body in enumerate(BODIES[:2]))
    assert digit.get_bottom()[1] == pytest.approx(1.0, abs=0.01)
    assert fraction.get_bottom()[1] < 0.8


@pytest.mark.parametrize("kind", TextKind)
def test_a_text_without_a_size_is_as_small_as_its_kind_allows(kind):
    assert Text(BODIES[0], DARK, kind).font_size == pytest.approx(SMALLEST[kind])


def test_a_role_is_a_colour_of_the_theme():
    for theme in (DARK, LIGHT):
        (glyph,) = Text(BODIES[0], theme, TextKind.ENTRY, role=Role.PIVOT)
        assert glyph.get_fill_color().to_hex() == theme[Role.PIVOT]


def test_a_text_that_adopts_another_has_its_size_and_baseline():
    old, new = text(BODIES[0]), text(BODIES[1], 30).stand_at(2, 3)
    old.adopt(new)
    assert (old.body, old.font_size) == (new.body, pytest.approx(30))
    assert old.baseline == pytest.approx(3)


def test_the_region_of_a_text_is_its_ink():
    region = region_of(text(prose("Pivot")))
    assert region.width > 5 * region.height / 3 > 0
