"""The experiment of CS231n, lecture 5: random data through a deep stack, layer by layer.

With small weights the activations die out, with large ones a tanh saturates; Xavier's variance
keeps them. A ReLU halves the second moment at each layer, so that with Xavier's it decays and with
He's it holds; SELU with LeCun's normalises itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from linalg.errors import LimitError
from linalg.language import say
from linalg.notation.roles import ON_PAPER
from linalg.options import counts
from linalg.page import Figure, Page, Paragraph, Table
from linalg.record import Record
from optviz.figures import new_axes
from optviz.network.layers.activations import SELU, Elementwise, ReLU, Tanh
from optviz.network.layers.initialisation import He, Initialisation, LeCun, Normal, Xavier

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["LECTURE", "LayerStatistics", "layer_statistics"]

Array = NDArray[Any]

_FAR = 1e3
"""Here an activation has come to its ends."""


@dataclass(frozen=True, kw_only=True)
class LayerStatistics(Record):
    """The outputs of each layer of a deep stack of random weights.

    Attributes
    ----------
    activation, initialisation : str
    mean, std : arrays of shape (depth + 1,)
        Of the input, then of each layer's output.
    flat : array of shape (depth,)
        The share of outputs where the activation's slope is below a hundredth of that at 0. Of a
        ReLU, which is flat on one side, that is a half by nature.
    gradient : array of shape (depth,)
        The root mean square of the gradient at each layer's output, when it is 1 at the last.
    density : array of shape (depth, bins)
        Histograms, each adding up to 1.
    edges : array of shape (bins + 1,)
    squashes : bool
        Whether the activation is flat at both ends, as a sigmoid is: only then can it saturate.

    Examples
    --------
    >>> from optviz.network.layers.activations import Tanh
    >>> from optviz.network.layers.initialisation import Normal
    >>> small = layer_statistics(Tanh(), Normal(0.01), depth=5, width=100, examples=50)
    >>> small.std.shape, bool(small.std[-1] < 1e-3)
    ((6,), True)
    """

    activation: str
    initialisation: str
    mean: Array
    std: Array
    flat: Array
    gradient: Array
    density: Array
    edges: Array
    squashes: bool

    @property
    def verdict(self) -> str:
        """The fate of the signal: it "collapses", "explodes", "saturates" or "holds"."""
        if self.squashes and self.flat[-1] > 0.5 and self.std[-1] > 0.1:
            return "saturates"
        first, last = self.std[1], self.std[-1]
        if last < 0.2 * first or last == 0:
            return "collapses"
        return "explodes" if last > 5 * first else "holds"

    def page(self) -> Page:
        """A table of the layers, and the figure."""
        rows = [
            (str(i), f"{self.mean[i]:.3g}", f"{self.std[i]:.3g}", *self._of_layer(i))
            for i in range(len(self.mean))
        ]
        header = ("layer", "mean", "deviation", "flat", "gradient")
        return Page(
            "Activations layer by layer",
            [
                Paragraph(
                    say(
                        "{activation}, weights from {initialisation}: the signal {verdict}.",
                        activation=self.activation,
                        initialisation=self.initialisation,
                        verdict=self.verdict,
                    )
                ),
                Table(header, rows),
                Figure(lambda ax: self.plot(ax), "Histograms of the activations by layer."),
            ],
        )

    def _of_layer(self, i: int) -> tuple[str, str]:
        if i == 0:
            return "", ""
        return f"{self.flat[i - 1]:.0%}", f"{self.gradient[i - 1]:.3g}"

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw a histogram for each layer, side by side, and mean ± deviation over it."""
        ax = new_axes(ax, (7.0, 3.5))
        layers = np.arange(1, len(self.density) + 1)
        middle = (self.edges[1:] + self.edges[:-1]) / 2
        for layer, density in zip(layers, self.density, strict=True):
            right = layer - 0.45 + 0.9 * density / density.max()
            color = ON_PAPER["level set"]
            ax.fill_betweenx(middle, layer - 0.45, right, step="mid", color=color, alpha=0.4)
        low, high = self.mean[1:] - self.std[1:], self.mean[1:] + self.std[1:]
        color = ON_PAPER["gradient"]
        ax.plot(layers, self.mean[1:], "o-", color=color, label="mean")
        ax.plot(layers, low, ":", color=color, label="± standard deviation")
        ax.plot(layers, high, ":", color=color)
        title = say(
            "{activation}, {start}: {verdict}",
            activation=self.activation,
            start=self.initialisation,
            verdict=self.verdict,
        )
        ax.set(xlabel="layer", ylabel="activation", xticks=layers, title=title)
        ax.legend(loc="upper right")
        return ax


def layer_statistics(
    activation: Elementwise,
    weights: Initialisation,
    *,
    depth: int = 10,
    width: int = 500,
    examples: int = 1000,
    bins: int = 50,
    seed: int = 0,
) -> LayerStatistics:
    """Send random data through a stack of linear layers, each followed by an activation.

    Parameters
    ----------
    activation : Elementwise
    weights : Initialisation
        Of each layer's weights; there are no biases.
    depth, width : int
        10 layers of 500 units, as in the lecture.
    examples : int
        Inputs drawn from N(0, 1).
    bins : int
        Of the histograms.
    seed : int

    Returns
    -------
    LayerStatistics
        Of the input and of each layer's output.

    Raises
    ------
    LimitError
        When the signal grows beyond the range of floats.

    Examples
    --------
    >>> layer_statistics(Tanh(), Normal(0.01), width=100, examples=200).verdict
    'collapses'
    >>> layer_statistics(Tanh(), Xavier(), width=100, examples=200).verdict
    'holds'
    """
    counts(depth=depth, width=width, examples=examples, bins=bins)
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(examples, width)).astype(np.float32)
    means, stds, outputs, slopes, matrices = [x.mean()], [x.std(dtype=float)], [], [], []
    for layer in range(1, depth + 1):
        W = weights.sample((width, width), width, width, rng).astype(np.float32)
        with np.errstate(over="ignore", invalid="ignore"):
            h = x @ W
            x = activation.value(h)
        if not np.isfinite(x).all():
            raise LimitError(
                f"the signal explodes: it leaves the range of floats in layer {layer}; take fewer "
                "layers or smaller weights"
            )
        matrices.append(W)
        outputs.append(x)
        slopes.append(activation.slope(h, x).astype(np.float32))
        means.append(x.mean())
        stds.append(x.std(dtype=float))
    places = np.array([0, -_FAR, _FAR], np.float32)
    centre, *ends = activation.slope(places, activation.value(places)).astype(float)
    steepest = centre or 1.0
    edges = _edges(outputs, bins)
    return LayerStatistics(
        activation=repr(activation),
        initialisation=repr(weights),
        mean=np.array(means, float),
        std=np.array(stds, float),
        flat=np.array([float((np.abs(slope) < 0.01 * steepest).mean()) for slope in slopes]),
        gradient=_gradient_sizes(matrices, slopes, rng),
        density=np.array([np.histogram(output, edges)[0] / output.size for output in outputs]),
        edges=edges,
        squashes=max(map(abs, ends)) < 0.01 * steepest,
    )


def _gradient_sizes(matrices: list[Array], slopes: list[Array], rng: Any) -> Array:
    """The root mean square of the gradient at each layer's output, going back."""
    upstream = rng.normal(size=slopes[-1].shape).astype(np.float32)
    sizes = [1.0]
    for W, slope in zip(matrices[:0:-1], slopes[:0:-1], strict=True):
        upstream = (upstream * slope) @ W.T
        sizes.append(float(np.sqrt((upstream.astype(float) ** 2).mean())))
    return np.array(sizes[::-1])


def _edges(outputs: list[Array], bins: int) -> Array:
    """From the lowest to the highest output, but for the outermost thousandths."""
    everything = np.concatenate([output.ravel()[:20_000] for output in outputs])
    low, high = np.quantile(everything, [0.001, 0.999])
    return np.linspace(low, max(high, low + 1e-6), bins + 1)


LECTURE: dict[str, tuple[Elementwise, Initialisation]] = {
    "tanh, small": (Tanh(), Normal(0.01)),
    "tanh, large": (Tanh(), Normal(1.0)),
    "tanh, Xavier": (Tanh(), Xavier()),
    "ReLU, Xavier": (ReLU(), Xavier()),
    "ReLU, He": (ReLU(), He()),
    "SELU, LeCun": (SELU(), LeCun()),
}
"""The starts that the lecture compares, and the self-normalising one."""
