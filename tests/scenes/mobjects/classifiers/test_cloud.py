"""Clouds of labelled points, and layers that are faded where they lie."""

import numpy as np
import pytest

from scenes.mobjects.classifiers.cloud import MOST_CLASSES, Cloud
from scenes.mobjects.classifiers.layers import Layers
from scenes.mobjects.text import region_of
from scenes.theme import DARK

PLACES = np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 1.0], [-1.0, 3.0]])


def pieces(points):
    return len(points.get_subpaths())


def test_a_class_is_one_shape_with_a_mark_for_each_point():
    cloud = Cloud([0, 1, 0, 2], DARK).stand(PLACES)
    assert [pieces(kind) for kind in cloud] == [2, 1, 1]
    assert region_of(cloud[1]).centre[:2] == pytest.approx((1, 0), abs=1e-6)
    assert region_of(cloud[0]).width == pytest.approx(2 + region_of(cloud[1]).width, abs=0.1)


def test_only_the_first_points_may_be_there():
    cloud = Cloud([0, 1, 0, 2], DARK).stand(PLACES[:2])
    assert [pieces(kind) if kind.has_points() else 0 for kind in cloud] == [1, 1, 0]
    assert not Cloud([0, 1], DARK).stand(PLACES[:0]).family_members_with_points()


def test_classes_differ_in_more_than_colour():
    cloud = Cloud(range(MOST_CLASSES), DARK).stand(PLACES)
    outlines = [kind.points - kind.get_center() for kind in cloud]
    for k, one in enumerate(outlines):
        for other in outlines[k + 1 :]:
            assert one.shape != other.shape or np.abs(one - other).max() > 0.01
    assert len({kind.get_fill_color().to_hex() for kind in cloud}) == MOST_CLASSES


def test_a_disc_is_round():
    (disc,) = Cloud([0], DARK).stand(np.zeros((1, 2)))
    sizes = [np.linalg.norm(disc.point_from_proportion(t)) for t in np.linspace(0, 1, 23)]
    assert sizes == pytest.approx(np.full(23, sizes[0]), rel=1e-3)


def test_held_out_points_are_hollow():
    (hollow,) = Cloud([0], DARK, hollow=True)
    assert hollow.get_fill_color().to_hex() == DARK.background
    assert hollow.get_stroke_width() > 2


def opacities(mobject):
    return [
        (m.get_fill_opacity(), m.get_stroke_opacity()) for m in mobject.family_members_with_points()
    ]


def test_layers_come_and_go_as_they_were_made():
    one, two = Cloud([0], DARK).stand(PLACES[:1]), Cloud([0], DARK).stand(PLACES[1:2])
    two.set_fill(opacity=0.4)
    layers = Layers(below=one, above=two)
    assert list(layers) == [one, two]
    assert opacities(layers) == [(0, 0), (0, 0)]
    fading = layers.fading(above=1.0)
    fading.begin()
    fading.interpolate(1.0)
    fading.finish()
    assert opacities(one) == [(0, 0)]
    assert opacities(two) == [(pytest.approx(0.4), 1)]
    layers.set_levels(above=0.5)
    assert opacities(two) == [(pytest.approx(0.2), 0.5)]
