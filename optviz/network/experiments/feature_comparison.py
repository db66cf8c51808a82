"""Features by hand against features learned, on images that come inside the libraries.

The task: from which photograph is this patch? Three are textures without colour (bricks, grass,
gravel), three are colourful (a cat, coffee, a flower). Training patches come from the left part of
each photograph, held-out ones from the right part, so that no pixel is in both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from linalg.notation.roles import ON_PAPER
from linalg.options import counts
from linalg.page import Figure, Page, Paragraph, Table
from linalg.record import Record
from optviz.figures import new_axes
from optviz.network.data.data import Data
from optviz.network.data.features import bag_of_words, hue_histogram, oriented_gradients
from optviz.network.data.photographs import picture_patches
from optviz.network.data.preprocessing import normalise
from optviz.network.layers.activations import ReLU
from optviz.network.layers.convolution import Convolution
from optviz.network.layers.layer import Layer
from optviz.network.layers.linear import Flatten, Linear
from optviz.network.layers.pooling import MaxPool
from optviz.network.layers.sequential import Sequential
from optviz.network.losses.losses import SoftmaxCrossEntropy
from optviz.network.training.settings import TrainingSettings
from optviz.network.training.training import train
from optviz.rules import Adam

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["FeatureComparison", "compare_features"]

Array = NDArray[Any]


@dataclass(frozen=True)
class FeatureComparison(Record):
    """Accuracies of a linear classifier on each kind of feature, and of a network on the pixels.

    Attributes
    ----------
    accuracy, held_out_accuracy : dict of str to float
    size : dict of str to int
        How many numbers describe an image.
    """

    accuracy: Mapping[str, float]
    held_out_accuracy: Mapping[str, float]
    size: Mapping[str, int]

    def page(self) -> Page:
        """The table and the figure."""
        rows = [
            (name, str(self.size[name]), f"{self.accuracy[name]:.0%}", f"{held:.0%}")
            for name, held in self.held_out_accuracy.items()
        ]
        return Page(
            "Features by hand and learned",
            [
                Paragraph("Of which photograph is a patch a part?"),
                Table(("described by", "numbers", "training", "held out"), rows),
                Figure(lambda ax: self.plot(ax), "Held-out accuracy."),
            ],
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the held-out accuracies as bars."""
        ax = new_axes(ax, (6.0, 3.0))
        names = list(self.held_out_accuracy)[::-1]
        values = [self.held_out_accuracy[name] for name in names]
        bars = ax.barh(names, values, color=ON_PAPER["solution"])
        ax.bar_label(bars, [f" {value:.0%}" for value in values])
        ax.set(xlabel="held-out accuracy", xlim=(0, 1.12))
        return ax


def compare_features(
    data: Data | None = None, *, words: int = 60, epochs: int = 60, seed: int = 0
) -> FeatureComparison:
    """Describe images in several ways, and learn to tell them apart.

    Parameters
    ----------
    data : Data, optional
        Colour images (N, 3, H, W) with labels; :func:`picture_patches` unless given.
    words : int
        Visual words.
    epochs : int
        Of training, for each description.
    seed : int

    Returns
    -------
    FeatureComparison
        The accuracy with each description.

    Examples
    --------
    >>> from optviz.network.data.photographs import picture_patches
    >>> few = picture_patches(each=4, held_out=4)
    >>> compared = compare_features(few, words=5, epochs=2)
    >>> list(compared.accuracy)[:4]
    ['pixels', 'hue histogram', 'oriented gradients', 'visual words']
    """
    counts(words=words, epochs=epochs)
    data = data or picture_patches(seed=seed)
    vocabulary = bag_of_words(data.x[::3], words, seed=seed)
    features: dict[str, Callable[[Array], Array]] = {
        "pixels": lambda x: x.reshape(len(x), -1),
        "hue histogram": hue_histogram,
        "oriented gradients": oriented_gradients,
        "visual words": vocabulary,
    }
    described = {name: _described(data, feature) for name, feature in features.items()}
    by_hand = [described[name] for name in ("hue histogram", "oriented gradients", "visual words")]
    described["all three"] = _beside(by_hand)
    accuracy, held, size = {}, {}, {}
    for name, each in described.items():
        network = Linear(each.x.shape[1], data.number_of_classes)
        accuracy[name], held[name] = _trained(network, each, epochs, seed)
        size[name] = each.x.shape[1]
    learned = "network on the pixels"
    accuracy[learned], held[learned] = _trained(_small_network(data), data, 12, seed)
    size[learned] = data.x[0].size
    return FeatureComparison(accuracy, held, size)


def _described(data: Data, feature: Callable[[Array], Array]) -> Data:
    """The features in place of the images, normalised by the training half."""
    x, held = feature(data.x), feature(data.x_held_out)
    prepare = normalise(x, epsilon=1e-4)
    return Data(prepare(x), data.y, prepare(held), data.y_held_out, data.classes)


def _beside(parts: list[Data]) -> Data:
    first = parts[0]
    x, held = (np.hstack([getattr(part, half) for part in parts]) for half in ("x", "x_held_out"))
    return Data(x, first.y, held, first.y_held_out, first.classes)


def _small_network(data: Data) -> Layer:
    channels, height, width = data.x.shape[1:]
    return Sequential(
        Convolution(channels, 8, 5, stride=2, padding=2),
        ReLU(),
        MaxPool(2),
        Convolution(8, 16, 3, padding=1),
        ReLU(),
        MaxPool(2),
        Flatten(),
        Linear(16 * (height // 8) * (width // 8), data.number_of_classes),
    )


def _trained(network: Layer, data: Data, epochs: int, seed: int) -> tuple[float, float]:
    loss, rule = SoftmaxCrossEntropy(), Adam()
    history = train(
        network,
        loss,
        rule,
        data,
        TrainingSettings(epochs=epochs, learning_rate=0.003, weight_decay=1e-3, seed=seed),
    )
    return tuple(float(history.epochs[k][-1]) for k in ("accuracy", "held-out accuracy"))  # type: ignore[return-value]
