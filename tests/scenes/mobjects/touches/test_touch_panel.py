import numpy as np
import pytest

from optviz.planar.planar_fit import constrained
from optviz.planar.planar_loss import PlanarLoss
from optviz.regularisation.penalties import L1, L2, ElasticNet, MaxNorm, PNorm
from scenes.mobjects.text import region_of
from scenes.mobjects.touches.normal_fan import NormalFan
from scenes.mobjects.touches.touch_panel import TouchPanel
from scenes.mobjects.touches.weight_plot import legend
from scenes.stage import Region
from scenes.theme import DARK

WIDE, NARROW = Region(-6.6, -0.2, -2.4, 3.5), Region(-6.6, -2.5, -2.4, 3.5)
LOSS = PlanarLoss.from_ellipse((2, 2.25), (2.5, 1), -20)
BALLS = pytest.mark.parametrize(
    "penalty", [L1(), L2(), PNorm(0.5), PNorm(4.0), MaxNorm(), ElasticNet(0.5)]
)


def panel_of(penalty, region=WIDE, loss=LOSS, radius=1.5, **options):
    touch = constrained(loss, penalty, radius)
    return TouchPanel(touch, region, DARK, **options), touch


@BALLS
@pytest.mark.parametrize("region", [WIDE, NARROW])
def test_everything_stays_in_its_region(penalty, region):
    panel, touch = panel_of(penalty, region, penalised=region is NARROW)
    panel.show_touch(touch)
    panel.show_force(touch)
    panel.show_normal(touch)
    panel.add(panel.dot, panel.weights)
    if touch.kind == "corner":
        panel.add(NormalFan(panel, touch))
    assert region.contains(region_of(panel), slack=0.05)


@BALLS
def test_ball_and_ellipse_touch_where_the_dot_is(penalty):
    panel, touch = panel_of(penalty)
    panel.show_touch(touch)
    for curve in (panel.outline, panel.ellipse):
        assert np.linalg.norm(curve.points - panel.dot.get_center(), axis=1).min() < 0.02


@pytest.mark.parametrize("penalty", [L1(), PNorm(0.5), MaxNorm(), ElasticNet(0.9)])
def test_the_fan_at_a_corner_opens_outward_and_holds_the_force(penalty):
    panel, touch = panel_of(penalty)
    assert touch.kind == "corner"
    fan = NormalFan(panel, touch)[0].get_center() - panel.at(touch.point)
    assert fan[:2] @ touch.point > 0
    edges = np.array([n / np.linalg.norm(n) for n in touch.normals])
    shares = np.linalg.lstsq(edges.T, touch.force, rcond=None)[0]
    assert (shares > -1e-9).all() or not penalty.convex
    panel.show_force(touch)
    along = panel.arrow.along / np.linalg.norm(panel.arrow.along)
    np.testing.assert_allclose(along, touch.force / np.linalg.norm(touch.force), atol=1e-6)


def test_a_fan_opens_from_its_middle():
    panel, touch = panel_of(L1())
    fan = NormalFan(panel, touch)
    whole = region_of(fan).width
    assert not fan.open(0.0).family_members_with_points()
    assert 0.3 * whole < region_of(fan.open(0.5)).width < 0.7 * whole


@pytest.mark.parametrize("penalty", [L2(), PNorm(4.0), ElasticNet(0.5)])
def test_the_one_normal_is_square_to_the_boundary_that_is_drawn(penalty):
    panel, touch = panel_of(penalty)
    panel.show_touch(touch)
    panel.show_normal(touch)
    along = panel.normal.points[-1] - panel.normal.points[0]
    rim = panel.outline.points[::4]
    behind = (rim - panel.dot.get_center()) @ (along / np.linalg.norm(along))
    assert behind.max() < 0.01


def test_the_losses_that_are_drawn_are_those_of_the_record():
    panel, touch = panel_of(L1())
    panel.show_touch(touch)
    here, around = panel.drawn_losses()
    assert here == pytest.approx(float(touch.value))
    assert around.min() >= here - 1e-9
    panel.dot.shift((0.3, -0.3, 0))
    assert panel.drawn_losses()[0] > here


@BALLS
def test_titles_keep_clear_of_the_key(penalty):
    panel, _ = panel_of(penalty, NARROW, penalised=True)
    key = panel.submobjects[-2]
    assert region_of(panel.title).right < region_of(key).left


def test_a_small_ball_far_from_the_lowest_point_is_not_made_small():
    panel, _ = panel_of(L1(), loss=PlanarLoss.from_ellipse((-3000, 0), (2, 1)), radius=1)
    assert not panel.cross.has_points()
    assert panel.at((1, 0))[0] - panel.at((0, 0))[0] > 1
    origin, box = panel.at((0, 0)), panel.plane.inner
    assert box.right - origin[0] > 0.5


def test_the_legend_shows_both_lines_and_ends_where_it_is_put():
    key = legend(DARK, 3.0, 1.0)
    first, second = key[3], key[1]
    assert region_of(key).right <= 3.0
    assert first.dash != second.dash
    assert region_of(first).right < region_of(second).left
