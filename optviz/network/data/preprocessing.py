"""Preprocessing: fitted on the training data alone, then applied to any.

Each function here looks at training data and returns a :class:`Preprocessing`, which is a map
x ↦ (x - mean) / scale, or (x - mean) V for those that turn the axes. CS231n, lecture 5.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.errors import LinalgError, ShapeError
from linalg.language import say
from linalg.options import number
from linalg.page import Figure, Page, Paragraph
from linalg.record import Record
from optviz.figures import new_axes
from optviz.network.data.data import Data
from optviz.network.data.figures import draw_cloud, draw_image, draw_variances

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "Preprocessing",
    "centre",
    "mean_image",
    "normalise",
    "pca",
    "per_channel",
    "whiten",
]

Array = NDArray[Any]

_DRAWN = 500
"""So many training examples are kept for figures."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Preprocessing(Record):
    """A transformation learned from training data, to be applied to all data.

    Attributes
    ----------
    name : str
    mean : array
        Taken off; of the shape of one example, or one that meets it.
    scale : array
        What is divided by afterwards.
    V : array of shape (D, k) or None
        New axes, one a column: the data are multiplied with it from the right.
    variances : array or None
        Of the data along the new axes before any scaling, the largest first.

    Examples
    --------
    >>> x = np.array([[1.0, 10.0], [3.0, 30.0]])
    >>> prepare = normalise(x)
    >>> prepare(x)
    array([[-1., -1.],
           [ 1.,  1.]])
    >>> prepare([[2.0, 40.0]])
    array([[0., 2.]])
    """

    name: str
    mean: Array
    scale: Array
    V: Array | None = None
    variances: Array | None = None
    _sample: Array = field(default_factory=lambda: np.zeros((0, 1)), repr=False)

    def __call__(self, x: ArrayLike) -> Array:
        """Apply it to examples of shape (N, …)."""
        x = np.asarray(x)
        try:
            np.broadcast_shapes(x.shape[1:], self.mean.shape)
        except ValueError:
            raise ShapeError(
                f"{self.name} was fitted to examples of shape {self.mean.shape}, "
                f"these have {x.shape[1:]}"
            ) from None
        x = x - self.mean
        if self.V is not None:
            x = x @ self.V
        return np.asarray(x / self.scale)

    def data(self, data: Data) -> Data:
        """Apply it to both halves of a data set."""
        held = self(data.x_held_out) if data.held_out else data.x_held_out
        return Data(self(data.x), data.y, held, data.y_held_out, data.classes)

    def page(self) -> Page:
        """Write the transformation and its effect."""
        text = say("{name}: take off the mean", name=self.name)
        text += ", turn to the principal axes" if self.V is not None else ""
        text += ", divide by the scale." if np.any(self.scale != 1) else "."
        blocks: list[Any] = [Paragraph(text)]
        if len(self._sample):
            caption = "Training data as they are, in the two features that vary most."
            blocks.append(Figure(lambda ax: self.plot_before(ax), caption))
        blocks.append(Figure(lambda ax: self.plot(ax), say("After {name}.", name=self.name)))
        if self.variances is not None:
            caption = "The variances along the principal axes."
            blocks.append(Figure(lambda ax: self.plot_variances(ax), caption))
        return Page("Preprocessing", blocks)

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw some training examples as they are afterwards; of images, what is taken off."""
        ax = new_axes(ax, (4.5, 4.0))
        if len(self._sample):
            kind, pair = "feature", self._spread
            if self.V is not None:
                kind, pair = "principal axis", (0, min(1, self.V.shape[1] - 1))
            draw_cloud(ax, self(self._sample), say("after {name}", name=self.name), pair, kind)
        else:
            draw_image(ax, self.mean, f"{self.name}: what is taken off")
        return ax

    def plot_before(self, ax: Axes | None = None) -> Axes:
        """Draw some training examples as they came, shape (N, D)."""
        ax = new_axes(ax, (4.5, 4.0))
        draw_cloud(ax, self._sample, "before", self._spread, "feature")
        return ax

    @property
    def _spread(self) -> tuple[int, int]:
        """The two features that vary most; the only one twice."""
        order = np.argsort(-self._sample.var(axis=0), kind="stable")
        return int(order[0]), int(order[min(1, len(order) - 1)])

    def plot_variances(self, ax: Axes | None = None) -> Axes:
        """Draw the variances along the principal axes, of those that turn to them."""
        if self.variances is None:
            raise ValueError(f"{self.name} has no principal axes; pca and whiten do")
        ax = new_axes(ax)
        draw_variances(ax, self.variances, self.scale)
        return ax


def centre(x: ArrayLike) -> Preprocessing:
    """Take the mean of each feature off.

    Parameters
    ----------
    x : array of shape (N, …)
        Training data.

    Returns
    -------
    Preprocessing
        To be called with any data of that shape.

    Examples
    --------
    >>> centre([[1.0, 10.0], [3.0, 30.0]])([[2.0, 20.0]])
    array([[0., 0.]])
    """
    x = _examples(x)
    return Preprocessing(name="centre", mean=x.mean(axis=0), scale=np.ones(()), _sample=_some(x))


def normalise(x: ArrayLike, *, epsilon: float = 0.0) -> Preprocessing:
    """Take the mean of each feature off, and divide by its standard deviation.

    Parameters
    ----------
    x : array of shape (N, …)
        Training data.
    epsilon : float
        Added to each variance.

    Returns
    -------
    Preprocessing
        To be called with any data of that shape.

    Notes
    -----
    A feature that never varies (the corners of the bundled digits) is divided by 1.

    Examples
    --------
    >>> normalise([[1.0, 10.0], [3.0, 30.0]])([[3.0, 10.0]])
    array([[ 1., -1.]])
    """
    number("epsilon", epsilon, low=0)
    x = _examples(x)
    return Preprocessing(
        name="normalise", mean=x.mean(axis=0), scale=_scale(x, 0, epsilon), _sample=_some(x)
    )


def pca(x: ArrayLike, components: int | None = None) -> Preprocessing:
    """Take the mean off and turn to the principal axes, the one of most variance first.

    Parameters
    ----------
    x : array of shape (N, D)
    components : int, optional
        How many axes to keep; all unless told otherwise.

    Returns
    -------
    Preprocessing
        To be called with any data of that shape.

    Notes
    -----
    By the singular value decomposition of the centred data. An axis is given the sign that makes
    its largest coordinate positive.

    Examples
    --------
    >>> x = np.array([[0.0, 0.0], [3.0, 4.0], [-3.0, -4.0]])
    >>> pca(x, 1)(x).ravel().round(12)
    array([ 0.,  5., -5.])
    """
    x = _flat(x)
    mean, V, variances = _principal_axes(x, components)
    return Preprocessing(
        name="principal components",
        mean=mean,
        scale=np.ones(()),
        V=V,
        variances=variances,
        _sample=_some(x),
    )


def whiten(x: ArrayLike, *, epsilon: float = 1e-5, components: int | None = None) -> Preprocessing:
    """Turn to the principal axes and make the variance along each of them 1.

    Divides by √(eigenvalue + ε). (Some notes say by the eigenvalue; then the covariance is not I.)

    Parameters
    ----------
    x : array of shape (N, D)
        Training data.
    epsilon : float
        Keeps axes without variance, as those of constant pixels, from being blown up.
    components : int, optional
        As in `pca`.

    Returns
    -------
    Preprocessing
        To be called with any data of that shape.

    Raises
    ------
    LinalgError
        With ε = 0, for an axis along which the data do not vary.

    Examples
    --------
    >>> x = np.random.default_rng(0).normal(size=(500, 2)) @ [[2.0, 1.0], [0.0, 0.5]]
    >>> (np.cov(whiten(x, epsilon=0)(x), rowvar=False, bias=True).round(9) + 0.0).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    number("epsilon", epsilon, low=0)
    x = _flat(x)
    mean, V, variances = _principal_axes(x, components)
    varies = variances > (max(x.shape) * np.finfo(x.dtype).eps) ** 2 * variances[0]
    if epsilon == 0 and not varies.all():
        raise LinalgError(
            f"the data vary along {varies.sum()} of {len(varies)} axes, and no scale gives the "
            "others a variance of 1: take epsilon > 0"
            + (f", or components={varies.sum()}" if varies.any() else "")
        )
    return Preprocessing(
        name="whiten",
        mean=mean,
        scale=np.sqrt(variances + epsilon),
        V=V,
        variances=variances,
        _sample=_some(x),
    )


def mean_image(x: ArrayLike) -> Preprocessing:
    """Take the mean image off, as AlexNet does: images of shape (N, C, H, W).

    Parameters
    ----------
    x : array of shape (N, C, H, W)
        Training data.

    Returns
    -------
    Preprocessing
        To be called with any images of that shape.

    Examples
    --------
    >>> from optviz.network.data.data import digits
    >>> x = digits(images=True).x
    >>> bool(abs(mean_image(x)(x).mean(axis=0)).max() < 1e-6)
    True
    """
    x = _images(x)
    return Preprocessing(name="mean image", mean=x.mean(axis=0), scale=np.ones(()))


def per_channel(x: ArrayLike, *, deviation: bool = False) -> Preprocessing:
    """Take the mean of each colour channel off, as VGG does; with `deviation`, divide as ResNet.

    Parameters
    ----------
    x : array of shape (N, C, H, W)
    deviation : bool
        Divide by each channel's standard deviation too.

    Returns
    -------
    Preprocessing
        To be called with any images of as many channels.

    Notes
    -----
    A channel that never varies is divided by 1.

    Examples
    --------
    >>> x = np.stack([np.full((3, 4, 4), 0.25), np.full((3, 4, 4), 0.75)])
    >>> per_channel(x, deviation=True)(x)[:, 0, 0, 0]
    array([-1.,  1.])
    """
    x = _images(x)
    mean = x.mean(axis=(0, 2, 3))[:, None, None]
    scale = _scale(x, (0, 2, 3))[:, None, None] if deviation else np.ones(())
    return Preprocessing(name="per channel", mean=mean, scale=scale)


def _principal_axes(x: Array, components: int | None) -> tuple[Array, Array, Array]:
    """Mean, axes as columns, variances."""
    mean = x.mean(axis=0)
    _, sizes, Vt = np.linalg.svd(x - mean, full_matrices=False)
    Vt = Vt * np.sign(Vt[np.arange(len(Vt)), np.abs(Vt).argmax(axis=1)])[:, None]
    k = len(sizes) if components is None else components
    if not 1 <= k <= len(sizes):
        raise ValueError(f"{len(x)} examples of {x.shape[1]} features have 1 … {len(sizes)} axes")
    return mean, Vt[:k].T, sizes[:k] ** 2 / len(x)


def _scale(x: Array, axes: int | tuple[int, ...], epsilon: float = 0.0) -> Array:
    """The standard deviation with ε; 1 where nothing varies, whatever rounding makes of it."""
    variance = np.where(np.ptp(x, axis=axes) > 0, x.var(axis=axes), 0)
    deviation = np.sqrt(variance + epsilon)
    return np.where(deviation > 0, deviation, 1).astype(x.dtype)


def _some(x: Array) -> Array:
    """A few examples to draw; of images none."""
    return x[:_DRAWN].copy() if x.ndim == 2 else np.zeros((0, 1))


def _examples(x: ArrayLike) -> Array:
    x = np.asarray(x)
    if x.ndim < 2 or not len(x):
        raise ShapeError(f"preprocessing takes examples of shape (N, …), not {x.shape}")
    return x if x.dtype.kind == "f" else x.astype(np.float64)


def _flat(x: ArrayLike) -> Array:
    x = _examples(x)
    if x.ndim != 2:
        raise ShapeError(f"this takes examples of shape (N, D), not {x.shape}: flatten them")
    return x


def _images(x: ArrayLike) -> Array:
    x = _examples(x)
    if x.ndim != 4:
        raise ShapeError(f"this takes images of shape (N, C, H, W), not {x.shape}")
    return x
