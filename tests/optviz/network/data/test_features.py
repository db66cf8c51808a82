"""Image features against scikit-image's, scikit-learn's, and what they must not depend on."""

import numpy as np
import pytest

from linalg.errors import ShapeError
from optviz.network.data.features import (
    bag_of_words,
    hue_histogram,
    oriented_gradients,
    patch_descriptors,
    sift_descriptors,
)
from optviz.network.data.photographs import picture_patches
from optviz.network.experiments.feature_comparison import compare_features

pytest.importorskip("skimage")
rng = np.random.default_rng(0)


def plain(red, green, blue):
    return np.ones((1, 3, 8, 8)) * np.array([red, green, blue])[:, None, None]


def test_each_hue_has_its_bin():
    colours = [(1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 1, 1), (0, 0, 1), (1, 0, 1)]
    for place, colour in enumerate(colours):
        np.testing.assert_allclose(hue_histogram(plain(*colour), 6)[0], np.eye(6)[place])


def test_bins_stand_around_their_colour():
    for nearly_red in ((1, 0.3, 0), (1, 0, 0.3)):
        assert hue_histogram(plain(*nearly_red), 6)[0].argmax() == 0


def test_grey_and_black_have_no_hue():
    np.testing.assert_array_equal(hue_histogram(plain(0.5, 0.5, 0.5)), 0)
    np.testing.assert_array_equal(hue_histogram(plain(0, 0, 0)), 0)


def test_where_a_colour_is_does_not_matter():
    image = rng.random((2, 3, 8, 8))
    shuffled = image.reshape(2, 3, -1)[:, :, rng.permutation(64)].reshape(image.shape)
    np.testing.assert_allclose(hue_histogram(image), hue_histogram(shuffled))


def test_oriented_gradients_are_scikit_images():
    from skimage.feature import hog

    image = rng.random((2, 3, 32, 32))
    theirs = hog(
        image[1].transpose(1, 2, 0), 9, (8, 8), (2, 2), channel_axis=-1, block_norm="L2-Hys"
    )
    np.testing.assert_allclose(oriented_gradients(image)[1], theirs)


def test_oriented_gradients_see_direction_and_not_brightness():
    ramp = np.broadcast_to(np.sin(np.arange(32)), (3, 32, 32))
    images = np.stack([ramp, ramp.transpose(0, 2, 1), 0.5 * ramp])
    upright, across, dim = oriented_gradients(images)
    assert np.abs(upright - across).max() > 0.1
    np.testing.assert_allclose(dim, upright, atol=1e-3)


def test_words_are_found_again():
    kinds = rng.random((3, 1, 6, 6))
    images = np.stack([np.tile(kind, (1, 4, 4)) for kind in kinds])

    def tiles(image):
        return patch_descriptors(image, size=6, stride=6)

    vocabulary = bag_of_words(images, 3, descriptors=tiles)
    counts = vocabulary(images)
    assert (counts.max(axis=1) == 1).all()
    assert sorted(counts.argmax(axis=1)) == [0, 1, 2]
    mixed = np.concatenate([images[0][:, :12], images[1][:, 12:]], axis=1)[None]
    np.testing.assert_allclose(vocabulary(mixed)[0], (counts[0] + counts[1]) / 2)


def test_sift_through_the_library():
    from skimage import data

    coffee = data.coffee()[100:200, 100:220].transpose(2, 0, 1) / 255
    found = sift_descriptors(coffee)
    assert found.shape[0] > 5
    assert found.shape[1] == 128
    assert sift_descriptors(np.zeros((3, 32, 32))).shape == (0, 128)
    vocabulary = bag_of_words(coffee[None], 4, descriptors=sift_descriptors)
    np.testing.assert_array_equal(vocabulary(np.zeros((1, 3, 32, 32))), 0)


def test_patches_of_training_and_held_out_data_come_from_different_parts():
    data = picture_patches(each=5, held_out=3, size=16)
    assert data.x.shape == (30, 3, 16, 16)
    assert data.x_held_out.shape == (18, 3, 16, 16)
    assert 0 <= data.x.min() <= data.x.max() <= 1
    chelsea = data.classes.index("chelsea")
    from skimage import data as pictures

    rows = pictures.chelsea()[..., 0].astype(np.float32) / 255
    left = np.lib.stride_tricks.sliding_window_view(rows[:, : int(0.65 * rows.shape[1])], 16, 1)
    for half, found in ((data.x[data.y == chelsea], True), (data.x_held_out, False)):
        for patch in half[(data.y_held_out == chelsea) if not found else slice(None)]:
            assert np.isclose(left, patch[0, 0]).all(axis=2).any() == found
    grey = data.x[data.y == 0]
    np.testing.assert_array_equal(grey[:, 0], grey[:, 1])


def test_features_tell_pictures_apart_where_pixels_do_not():
    record = compare_features(picture_patches(each=40, held_out=20, size=24), words=40, epochs=40)
    held = record.held_out_accuracy
    assert held["visual words"] > held["pixels"] + 0.1
    assert held["all three"] > held["hue histogram"]
    assert record.accuracy["pixels"] > 0.9
    assert record.size["hue histogram"] == 12
    assert "visual words" in str(record)
    pyplot = pytest.importorskip("matplotlib.pyplot")
    assert len(record.plot().patches) == 6
    pyplot.close("all")


def test_wrong_images_are_named():
    with pytest.raises(ShapeError, match=r"colour images, \(N, 3, H, W\)"):
        hue_histogram(np.zeros((2, 1, 8, 8)))
    with pytest.raises(ShapeError, match=r"images \(N, C, H, W\), not \(8, 8\)"):
        oriented_gradients(np.zeros((8, 8)))
    with pytest.raises(ValueError, match="4 descriptors do not make 50 words"):
        bag_of_words(np.zeros((1, 1, 9, 9)), 50)
