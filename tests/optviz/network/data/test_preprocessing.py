"""Preprocessing against scikit-learn and NumPy, augmentation against what it promises."""

import numpy as np
import pytest

from linalg.errors import ShapeError
from optviz.network.data.augmentation import (
    ColourJitter,
    Compose,
    Crop,
    Cutout,
    Flip,
    Mixup,
    ScaledCrop,
    ten_crops,
)
from optviz.network.data.data import Data, digits, wine
from optviz.network.data.preprocessing import (
    centre,
    mean_image,
    normalise,
    pca,
    per_channel,
    whiten,
)
from optviz.network.inspection.sensitivity import loss_sensitivity
from optviz.network.layers.activations import ReLU
from optviz.network.layers.linear import Flatten, Linear
from optviz.network.layers.sequential import Sequential
from optviz.network.losses.losses import SoftmaxCrossEntropy
from optviz.network.training.settings import TrainingSettings
from optviz.network.training.training import train
from optviz.rules import Adam

rng = np.random.default_rng(0)
WINE = wine()
IMAGES = rng.random((6, 3, 8, 10))
LABELS = np.arange(6) % 3


def test_normalise_equals_scikit_learns_and_is_fitted_on_training_data_alone():
    sklearn = pytest.importorskip("sklearn.preprocessing")
    theirs = sklearn.StandardScaler().fit(WINE.x)
    prepared = normalise(WINE.x).data(WINE)
    np.testing.assert_allclose(prepared.x, theirs.transform(WINE.x))
    np.testing.assert_allclose(prepared.x_held_out, theirs.transform(WINE.x_held_out))
    assert np.abs(prepared.x.mean(axis=0)).max() < 1e-12
    assert np.abs(prepared.x_held_out.mean(axis=0)).max() > 1e-3


def test_pca_equals_scikit_learns():
    decomposition = pytest.importorskip("sklearn.decomposition")
    theirs = decomposition.PCA(4).fit(WINE.x)
    ours = pca(WINE.x, 4)
    np.testing.assert_allclose(np.abs(ours(WINE.x)), np.abs(theirs.transform(WINE.x)), atol=1e-9)
    n = len(WINE.x)
    np.testing.assert_allclose(ours.variances * n / (n - 1), theirs.explained_variance_)


def test_the_covariance_after_whitening_is_the_identity():
    """Divided by the root of the eigenvalue; by the eigenvalue itself it is not (the erratum)."""
    whitened = whiten(WINE.x, epsilon=0)(WINE.x)
    np.testing.assert_allclose(np.cov(whitened, rowvar=False, bias=True), np.eye(13), atol=1e-7)
    prepare = pca(WINE.x)
    wrong = prepare(WINE.x) / prepare.variances
    assert not np.allclose(np.cov(wrong, rowvar=False, bias=True), np.eye(13), atol=0.1)


def test_constant_pixels_are_not_blown_up():
    x = digits().x.astype(float)
    assert (x.std(axis=0) == 0).any()
    assert np.abs(normalise(x)(x)).max() < 100
    assert np.abs(normalise(x)(x + 0.1)).max() < 100  # a corner that is not empty, for once
    whitened = whiten(x, epsilon=1e-3)(x)
    assert np.isfinite(whitened).all()
    variances = whitened.var(axis=0)
    assert variances[0] == pytest.approx(1, abs=0.01)
    assert variances[-1] < 1e-6
    raw = pca(x)(x).var(axis=0)
    np.testing.assert_allclose(variances, raw / (raw + 1e-3), rtol=1e-9, atol=1e-20)


def test_for_images():
    alexnet, vgg = mean_image(IMAGES)(IMAGES), per_channel(IMAGES)(IMAGES)
    resnet = per_channel(IMAGES, deviation=True)(IMAGES)
    np.testing.assert_allclose(alexnet.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(vgg.mean(axis=(0, 2, 3)), 0, atol=1e-12)
    assert np.abs(vgg.mean(axis=0)).max() > 0.01
    np.testing.assert_allclose(resnet.std(axis=(0, 2, 3)), 1)


def test_wrong_shapes_are_named():
    with pytest.raises(ShapeError, match=r"fitted to examples of shape \(13,\), these have \(5,\)"):
        centre(WINE.x)(np.zeros((2, 5)))
    with pytest.raises(ShapeError, match="flatten them"):
        pca(IMAGES)
    with pytest.raises(ShapeError, match=r"images of shape \(N, C, H, W\)"):
        per_channel(WINE.x)
    with pytest.raises(ValueError, match="have 1 … 13 axes"):
        pca(WINE.x, 14)


def test_the_record_has_its_faces():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    assert "principal axes" in str(whiten(WINE.x))
    prepare = whiten(WINE.x)
    assert prepare.plot_variances().get_yscale() == "log"
    np.testing.assert_allclose(points_of(prepare.plot()), prepare(WINE.x)[:, :2])
    assert "_sample" not in prepare.to_dict()
    with pytest.raises(ValueError, match="has no principal axes"):
        centre(WINE.x).plot_variances()
    pyplot.close("all")


def points_of(ax):
    return next(line.get_xydata() for line in ax.get_lines() if line.get_marker() == "o")


def test_before_and_after_show_the_same_two_features():
    """Proline and magnesium vary most; afterwards every feature varies alike."""
    pyplot = pytest.importorskip("matplotlib.pyplot")
    prepare = normalise(WINE.x)
    np.testing.assert_array_equal(points_of(prepare.plot_before()), WINE.x[:, [12, 4]])
    ax = prepare.plot()
    np.testing.assert_allclose(points_of(ax), prepare(WINE.x)[:, [12, 4]])
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("feature 13", "feature 5")
    pyplot.close("all")


def test_of_images_the_figure_shows_what_is_taken_off():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    images = rng.random((20, 3, 4, 5))
    prepare = mean_image(images)
    drawn = prepare.plot().get_images()[0].get_array()
    np.testing.assert_allclose(drawn, np.moveaxis(images.mean(axis=0), 0, -1))
    assert per_channel(images[:, :1]).plot().get_images()[0].get_array().shape == (1, 1)
    assert normalise(images[:, 0]).plot().get_images()[0].get_array().shape == (4, 5)
    pyplot.close("all")


def test_the_loss_of_normalised_data_is_less_sensitive():
    labels = np.arange(120) % 2
    x = rng.normal(size=(120, 2)) + 3 * labels[:, None] + [30, 10]
    record = loss_sensitivity(x, labels)
    assert record.growth["raw"] > 10 * record.growth["normalised"] > 0
    assert "normalised" in str(record)
    pyplot = pytest.importorskip("matplotlib.pyplot")
    trained, added = record.plot().containers[:2]
    assert [bar.get_width() for bar in trained] == [record.loss["normalised"], record.loss["raw"]]
    assert [bar.get_x() + bar.get_width() for bar in added] == pytest.approx(
        [record.loss[kind] + record.growth[kind] for kind in ("normalised", "raw")]
    )
    pyplot.close("all")


def test_weights_are_shaken_by_a_share_of_their_length():
    """The growth is that of random directions of just this length, whichever are drawn."""
    labels = np.arange(60) % 2
    x = rng.normal(size=(60, 2)) + labels[:, None]
    record = loss_sensitivity(x, labels, relative_change=0.2, epochs=200)
    prepared, loss = normalise(x)(x), SoftmaxCrossEntropy()
    network = Linear(2, 2)
    settings = TrainingSettings(epochs=200, learning_rate=0.05, dtype=np.float64)
    p = train(network, loss, Adam(), Data(prepared, labels), settings).parameters
    ways = np.random.default_rng(7).normal(size=(400, p.vector.size))
    ways *= 0.2 * np.linalg.norm(p.vector) / np.linalg.norm(ways, axis=1, keepdims=True)
    shaken = [loss(network.forward(p.like(p.vector + way), prepared)[0], labels) for way in ways]
    assert record.growth["normalised"] == pytest.approx(
        np.mean(shaken) - record.loss["normalised"], rel=0.3
    )


def test_flip():
    always, _ = Flip(1.0)(IMAGES, LABELS, rng)
    np.testing.assert_array_equal(always, IMAGES[..., ::-1])
    many = np.tile(IMAGES, (50, 1, 1, 1))
    some, _ = Flip()(many, np.tile(LABELS, 50), rng)
    flipped = (some == many[..., ::-1]).all(axis=(1, 2, 3))
    assert 0.4 < np.mean(flipped) < 0.6


def test_crop_gives_every_window():
    image = np.arange(16.0).reshape(1, 1, 4, 4)
    corners = set()
    for _ in range(200):
        crop, _ = Crop(3)(image, LABELS[:1], rng)
        start = crop[0, 0, 0, 0]
        np.testing.assert_array_equal(
            crop[0, 0], start + np.array([[0, 1, 2], [4, 5, 6], [8, 9, 10]])
        )
        corners.add(start)
    assert corners == {0, 1, 4, 5}
    assert Crop(4, padding=2)(image, LABELS[:1], rng)[0].shape == (1, 1, 4, 4)


def test_scaled_crop_of_a_ramp_is_a_ramp():
    ramp = np.tile(np.arange(20.0), (2, 1, 20, 1)).reshape(2, 1, 20, 20)
    crops, _ = ScaledCrop(8, smallest=0.5)(ramp, LABELS[:2], rng)
    slopes = np.diff(crops, axis=3)
    assert np.ptp(slopes, axis=(1, 2, 3)).max() < 1e-9
    assert (slopes[:, 0, 0, 0] >= 0.5 * 20 / 8 - 1e-9).all()
    assert (slopes[:, 0, 0, 0] <= 20 / 8 + 1e-9).all()
    assert slopes[0, 0, 0, 0] != slopes[1, 0, 0, 0]


def test_scaled_crop_of_the_whole_image_is_the_image():
    whole, _ = ScaledCrop(8, smallest=1.0)(IMAGES[..., :8], LABELS, rng)
    np.testing.assert_allclose(whole, IMAGES[..., :8], atol=1e-12)
    ramp = np.tile(np.arange(16.0), (1, 1, 16, 1)).reshape(1, 1, 16, 16)
    halved, _ = ScaledCrop(8, smallest=1.0)(ramp, LABELS[:1], rng)
    np.testing.assert_allclose(halved[0, 0], np.tile(2 * np.arange(8) + 0.5, (8, 1)))


def test_colour_jitter():
    changed, _ = ColourJitter()(IMAGES.astype(np.float32), LABELS, rng)
    assert changed.dtype == np.float32
    assert 0 <= changed.min() <= changed.max() <= 1
    bright, _ = ColourJitter(0.5, 0, 0)(IMAGES * 0.5, LABELS, rng)
    ratio = bright / (IMAGES * 0.5)
    np.testing.assert_allclose(ratio, np.broadcast_to(ratio[:, :1, :1, :1], ratio.shape))
    grey = np.tile(IMAGES[:, :1], (1, 3, 1, 1))
    np.testing.assert_allclose(ColourJitter(0, 0, 0.9)(grey, LABELS, rng)[0], grey)


def test_cutout_takes_a_square():
    ones = np.ones((400, 2, 8, 8))
    cut, _ = Cutout(3)(ones, np.zeros(400), rng)
    missing = 64 - cut[:, 0].sum(axis=(1, 2))
    assert missing.max() == 9
    assert missing.min() == 4
    np.testing.assert_array_equal(cut[:, 0], cut[:, 1])


def test_mixup_blends_examples_and_targets_alike():
    x = np.eye(5)
    mixed, p = Mixup(5, alpha=1.0)(x, np.arange(5), rng)
    np.testing.assert_allclose(mixed, p)
    np.testing.assert_allclose(p.sum(axis=1), 1)
    assert ((p > 0).sum(axis=1) <= 2).all()
    loss, gradient = SoftmaxCrossEntropy().value_and_gradient(np.zeros((5, 5)), p)
    assert loss == pytest.approx(np.log(5))
    np.testing.assert_allclose(gradient, (0.2 - p) / 5)


def test_soft_targets_are_a_blend_of_losses():
    scores = rng.normal(size=(4, 3))
    a, b = np.array([0, 1, 2, 0]), np.array([2, 1, 0, 1])
    soft = 0.3 * np.eye(3)[a] + 0.7 * np.eye(3)[b]
    for loss in (SoftmaxCrossEntropy(), SoftmaxCrossEntropy(0.1)):
        blended = 0.3 * loss(scores, a) + 0.7 * loss(scores, b)
        assert loss(scores, soft) == pytest.approx(blended)
        by_label, by_probability = (
            loss.value_and_gradient(scores, target)[1] for target in (a, np.eye(3)[a])
        )
        np.testing.assert_allclose(by_label, by_probability, atol=1e-15)
    with pytest.raises(ValueError, match="add up to 1"):
        SoftmaxCrossEntropy()(scores, soft * 2)


def test_ten_crops():
    crops = ten_crops(IMAGES, 6)
    assert crops.shape == (10, 6, 3, 6, 6)
    np.testing.assert_array_equal(crops[3], IMAGES[:, :, 2:, 4:])
    np.testing.assert_array_equal(crops[5:], crops[:5, ..., ::-1])


def test_training_takes_augmentations():
    data = digits(images=True)
    network = Sequential(Flatten(), Linear(64, 64), ReLU(), Linear(64, 10))
    history = train(
        network,
        SoftmaxCrossEntropy(),
        Adam(),
        data,
        TrainingSettings(
            epochs=15, learning_rate=0.003, augment=Compose(ColourJitter(), Cutout(2), Mixup(10))
        ),
    )
    assert history.epochs["held-out accuracy"][-1] > 0.9


def test_augmentations_name_wrong_shapes():
    with pytest.raises(ShapeError, match=r"images of shape \(N, C, H, W\), not \(178, 13\)"):
        Flip()(np.zeros((178, 13)), LABELS, rng)
    with pytest.raises(ShapeError, match="9 × 9 does not fit into 8 × 10"):
        Crop(9)(IMAGES, LABELS, rng)


def test_what_never_varies_is_divided_by_one():
    """A constant of 0.1 has a deviation of rounding, which is none."""
    images = np.random.default_rng(0).random((5, 3, 4, 4))
    images[:, 1] = 0.1
    for x in (images, images.astype(np.float32)):
        prepared = per_channel(x, deviation=True)
        done = prepared(x)
        assert np.isfinite(done).all()
        assert abs(done[:, 1]).max() < 1e-6
        np.testing.assert_allclose(done.std(axis=(0, 2, 3)), [1, 0, 1], atol=1e-5)
        assert prepared.scale.ravel()[1] == 1
        assert done.dtype == x.dtype
        other = images.copy()
        other[:, 1] = 0.6
        np.testing.assert_allclose(prepared(other)[:, 1], 0.5, atol=1e-6)
    columns = np.stack([np.full(7, 0.1), np.arange(7.0)], axis=1)
    np.testing.assert_allclose(normalise(columns)([[0.6, 3.0]]), [[0.5, 0.0]], atol=1e-12)
    np.testing.assert_allclose(normalise(columns, epsilon=0.25)([[0.6, 3.0]]), [[1, 0]], atol=1e-9)
    one = np.array([[1.0, 2.0]])
    assert normalise(one)(one).tolist() == [[0, 0]]


def test_no_axis_without_variance_is_blown_up():
    """Two equal columns and a constant one: the data vary along one axis."""
    t = np.random.default_rng(1).normal(size=50)
    x = np.stack([t, t, np.full(50, 0.3)], axis=1)
    with pytest.raises(ValueError, match=r"vary along 1 of 3 axes.*epsilon > 0, or components=1"):
        whiten(x, epsilon=0)
    assert np.var(whiten(x, epsilon=0, components=1)(x)) == pytest.approx(1)
    assert abs(whiten(x)(x)).max() < 5
    with pytest.raises(ValueError, match=r"vary along 0 of 2 axes.*take epsilon > 0$"):
        whiten(np.ones((4, 2)), epsilon=0)
    assert whiten(np.ones((4, 2)))(np.ones((4, 2))).tolist() == [[0, 0]] * 4
