"""Layers, activations, augmentations and data explained: what the records hold and draw."""

import dataclasses
import json

import numpy as np
import pytest

from linalg.errors import ShapeError
from optviz import network as n
from optviz.network.training.figures import draw_region_history

X = np.array([[1.0, -2.0, 3.0], [0.5, 4.0, -1.0], [2.0, 2.0, 0.0]])
IMAGE = np.arange(16.0).reshape(1, 1, 4, 4) * [1, -1, 1, 2]
LAYERS = [
    *(n.Linear(3, 2), n.Maxout(3, 2), n.Softmax(), n.BatchNorm(3), n.LayerNorm(3), n.RMSNorm(3)),
    *(n.GroupNorm(1, 3), n.Dropout(), n.DropConnect(3, 2), n.ReLU(), n.PReLU(), n.GELU()),
    *(n.SiLU(), n.Softplus(), n.Mish(), n.HardSwish()),
    n.Residual(n.Sequential(n.Linear(3, 3), n.Tanh())),
]
ON_IMAGES = [
    *(n.Convolution(1, 2, 3), n.MaxPool(2), n.AveragePool(2), n.FractionalMaxPool((2, 3))),
    *(n.InstanceNorm(1), n.Flatten()),
]


@pytest.mark.parametrize("mode", ["train", "test"])
@pytest.mark.parametrize(
    ("layer", "x"), [(each, X) for each in LAYERS] + [(each, IMAGE) for each in ON_IMAGES], ids=str
)
def test_every_layer_explains_itself(layer, x, mode):
    record = n.explain_layer(layer, x, mode=mode)
    assert record.check()
    text = str(record)
    assert "x =" in text
    assert "dy =" in text
    through_jacobian = record.dy.ravel() @ record.jacobian
    np.testing.assert_allclose(through_jacobian, record.dx.ravel(), atol=1e-12)
    assert json.loads(json.dumps(record.to_dict()))["layer"] == repr(layer)


def test_a_wrong_gradient_is_noticed():
    record = n.explain_layer(n.Linear(3, 2), X)
    assert not dataclasses.replace(record, dx=record.dx * 1.001).check()
    assert not dataclasses.replace(record, dx=-record.dx).check()


def test_a_kink_may_have_any_slope_between():
    assert n.explain_layer(n.ReLU(), np.zeros((1, 2))).check()
    record = n.explain_layer(n.ReLU(), np.zeros((1, 2)))
    assert not dataclasses.replace(record, dx=np.array([[1.1, 0.0]])).check()


def test_the_gradient_at_the_output_may_be_given():
    parameters = {"W": np.array([[2.0], [-3.0]]), "b": np.array([-3.0])}
    record = n.explain_layer(
        n.Linear(2, 1), [[-1.0, -2.0]], parameters=parameters, upstream=[[0.5]]
    )
    assert record.dx.tolist() == [[1.0, -1.5]]
    assert record.gradients["W"].tolist() == [[-0.5], [-1.0]]
    with pytest.raises(ShapeError, match=r"y has the shape \(1, 1\), its gradient \(2, 1\)"):
        n.explain_layer(n.Linear(2, 1), [[-1.0, -2.0]], upstream=[[0.5], [1.0]])


def test_the_parts_of_a_block_are_named():
    record = n.explain_layer(n.Residual(n.Sequential(n.Linear(3, 3))), X)
    assert list(record.gradients) == ["branch.0.W", "branch.0.b"]
    assert "branch.0.W =" in str(record)


def test_the_figure_holds_four_matrices():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    record = n.explain_layer(n.Linear(3, 2), X)
    ax = record.plot()
    drawn = [image.get_array() for image in ax.get_images()]
    for shown, meant in zip(drawn, (record.x, record.y, record.dx, record.dy), strict=True):
        np.testing.assert_array_equal(shown, meant)
    names = [text.get_text() for text in ax.texts if text.get_style() == "italic"]
    assert names == ["x", "y", "dx", "dy"]
    left, right, bottom, top = np.array([image.get_extent() for image in ax.get_images()]).T
    assert top[0] == top[1] < bottom[0] < top[2] == top[3]  # counted downwards
    assert right[0] < left[1]
    assert (left[2], left[3]) == (left[0], left[1])
    pyplot.close("all")


@pytest.mark.parametrize(
    ("activation", "flat", "signs"),
    [
        (n.Sigmoid(), (True, True), "never negative"),
        (n.Tanh(), (True, True), "both"),
        (n.ReLU(), (True, False), "never negative"),
        (n.LeakyReLU(), (False, False), "both"),
        (n.PReLU(), (False, False), "both"),
        (n.ELU(), (True, False), "both"),
        (n.SELU(), (True, False), "both"),
        (n.GELU(), (True, False), "both"),
        (n.SiLU(), (True, False), "both"),
        (n.Mish(), (True, False), "both"),
        (n.HardSwish(), (True, False), "both"),
        (n.Softplus(0.1), (True, False), "never negative"),
    ],
    ids=str,
)
def test_where_an_activation_is_flat(activation, flat, signs):
    record = n.activation_curve(activation)
    assert record.flat == flat
    assert record.signs == signs
    assert record.check()
    assert not dataclasses.replace(record, slope=record.slope * 1.1).check()


def test_what_becomes_of_a_normal_input():
    """SELU keeps mean 0 and variance 1; a ReLU's mean is 1/√(2π), its second moment a half."""
    record = n.activation_curve(n.SELU())
    assert (record.mean, record.variance) == pytest.approx((0, 1), abs=1e-6)
    record = n.activation_curve(n.ReLU())
    assert record.mean == pytest.approx(1 / np.sqrt(2 * np.pi), abs=1e-6)
    assert record.variance + record.mean**2 == pytest.approx(0.5, abs=1e-6)


def test_the_curves_are_drawn():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    record = n.activation_curve(n.ReLU(), low=-2, high=3, points=6)
    ax = record.plot()
    assert record.slope.tolist() == [0, 0, 0, 1, 1, 1]
    value, slope = ax.get_lines()[2:4]
    assert value.get_ydata().tolist() == [0, 0, 0, 1, 2, 3]
    assert slope.get_linestyle() == "--"
    assert ax.patches[0].get_bbox().intervalx.tolist() == [-2, 1]
    assert not n.activation_curve(n.LeakyReLU()).plot().patches
    pyplot.close("all")


def test_what_is_no_activation():
    with pytest.raises(TypeError, match=r"Softmax\(\) is no function of one number"):
        n.activation_curve(n.Softmax())
    with pytest.raises(ValueError, match="at least 2 points from low to high"):
        n.activation_curve(n.ReLU(), low=1, high=1)


def test_an_augmentation_is_shown_beside_its_image():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    photos = n.photographs(32)
    record = n.augmentation_picture(n.Flip(1.0), photos.x, photos.y, versions=2)
    np.testing.assert_array_equal(record.changed, [photos.x[0][..., ::-1]] * 2)
    ax = record.plot()
    assert len(ax.get_images()) == 3
    np.testing.assert_array_equal(ax.get_images()[0].get_array(), np.moveaxis(photos.x[0], 0, -1))
    assert "32 × 32" in str(record)
    again = n.augmentation_picture(n.Crop(20), photos.x, photos.y, seed=3)
    same = n.augmentation_picture(n.Crop(20), photos.x, photos.y, seed=3)
    np.testing.assert_array_equal(again.changed, same.changed)
    assert "20 × 20 pixels of one of 32 × 32" in str(again)
    mixed = n.augmentation_picture(n.Mixup(3, alpha=1.0), photos.x, photos.y, versions=3)
    assert mixed.targets.shape == (3, 3)
    assert "largest share" in str(mixed)
    pyplot.close("all")


def test_photographs_are_means_of_what_they_stand_for():
    photos = n.photographs(64)
    assert photos.x.shape == (3, 3, 64, 64)
    finer = n.photographs(128).x.reshape(3, 3, 64, 2, 64, 2).mean(axis=(3, 5))
    assert np.abs(photos.x - finer).mean() < 0.1
    assert 0 <= photos.x.min() < photos.x.max() <= 1
    with pytest.raises(ValueError, match="at most 300 pixels a side, not 1000"):
        n.photographs(1000)


def test_a_data_set_shows_itself():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    text = str(n.iris())
    assert "setosa  versicolor  virginica" in text
    counts = np.bincount(n.iris().y)
    assert "  ".join(f"{count}" for count in counts)[:2] in text
    ax = n.spirals(90).plot()
    assert sum(len(line.get_xdata()) for line in ax.get_lines()) == 72
    assert len({line.get_marker() for line in ax.get_lines()}) == 3
    assert ax.get_xlabel() == "feature 1"
    assert n.wine().plot().get_xlabel() == "principal axis 1"
    ax = n.digits().plot()
    assert len(ax.get_images()) == 25
    np.testing.assert_array_equal(ax.get_images()[3].get_array(), n.digits().x[3].reshape(8, 8))
    assert [text.get_text() for text in ax.texts][:3] == [str(y) for y in n.digits().y[:3]]
    assert len(n.Data(np.ones((4, 3)), np.ones((4, 2))).plot().get_lines()) == 1
    pyplot.close("all")


def test_regions_over_time():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    from optviz.rules import Adam

    network = n.Sequential(n.Linear(2, 8), n.Tanh(), n.Linear(8, 2))
    history = n.train(
        network,
        n.SoftmaxCrossEntropy(),
        Adam(),
        n.moons(),
        n.TrainingSettings(epochs=9, learning_rate=0.02),
        probes=[n.DecisionRegions((-2, -1), (2.5, 1), points=9)],
    )
    ax = history.plot_probe("DecisionRegions")
    assert ax.get_xlabel() == "x₁ from -2 to 2.5"
    assert ax.get_ylabel() == "x₂ from -1 to 1"
    named = [text.get_text() for text in ax.get_legend().get_texts()]
    assert named == ["epoch 1", "epoch 3", "epoch 6", "epoch 9"]
    with pytest.raises(ValueError, match="no probe 'DeadUnits' in this history; it measured Dec"):
        history.plot_probe("DeadUnits")
    pyplot.close("all")


def test_each_epoch_has_its_own_boundary():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    upright, level = np.tile([0, 0, 1, 1], (4, 1)), np.tile([[0], [0], [1], [1]], (1, 4))
    _, ax = pyplot.subplots()
    draw_region_history(ax, np.array([upright, level]), ("x", "y"))
    first, last = (each.get_paths()[0].vertices for each in ax.collections[-2:])
    assert np.ptp(first[:, 0]) == 0 < np.ptp(first[:, 1])
    assert np.ptp(last[:, 1]) == 0 < np.ptp(last[:, 0])
    pyplot.close("all")
