"""Image features from before deep learning: what the colours are, where edges point, which patches.

Images are (N, C, H, W) with colours from 0 to 1. CS231n, lecture 4 (its last part); colour space,
histogram of oriented gradients and SIFT are scikit-image's, k-means is scikit-learn's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linalg.errors import ShapeError
from linalg.immutable import Immutable
from linalg.options import counts

__all__ = [
    "BagOfWords",
    "bag_of_words",
    "hue_histogram",
    "oriented_gradients",
    "patch_descriptors",
    "sift_descriptors",
]

Array = NDArray[Any]
Descriptors = Callable[[Array], Array]
"""From one image (C, H, W) to its descriptors, (any number, d)."""


def hue_histogram(x: Array, bins: int = 12) -> Array:
    """Return the share of each hue, shape (N, bins); a pixel counts by its colourfulness.

    Pixels are weighted with saturation × value, since grey and black have no hue; a row adds up to
    the mean colourfulness of its image.

    Parameters
    ----------
    x : array of shape (N, 3, H, W)
        Red, green and blue, from 0 to 1.
    bins : int

    Returns
    -------
    array of shape (N, bins)

    Examples
    --------
    >>> red = np.zeros((1, 3, 4, 4))
    >>> red[:, 0] = 1
    >>> hue_histogram(red, 6)
    array([[1., 0., 0., 0., 0., 0.]])
    """
    counts(bins=bins)
    from skimage.color import rgb2hsv

    if x.ndim != 4 or x.shape[1] != 3:
        raise ShapeError(f"hues are those of colour images, (N, 3, H, W), not {x.shape}")
    hue, saturation, value = np.moveaxis(rgb2hsv(np.moveaxis(x, 1, -1)), -1, 0)
    weight = saturation * value
    place = np.floor(hue * bins + 0.5).astype(int) % bins  # bins centred on red, yellow, …
    flat = np.arange(len(x))[:, None, None] * bins + place
    tallies = np.bincount(flat.ravel(), weight.ravel(), len(x) * bins)
    return np.asarray(tallies.reshape(len(x), bins) / weight[0].size)


def oriented_gradients(x: Array, *, cell: int = 8, directions: int = 9) -> Array:
    """Histograms of oriented gradients, shape (N, D): edge directions in each cell of the image.

    Parameters
    ----------
    x : array of shape (N, C, H, W)
    cell : int
        Height and width of a cell in pixels; 2 × 2 cells are normalised together.
    directions : int

    Returns
    -------
    array of shape (N, D)

    Notes
    -----
    Dalal & Triggs 2005; scikit-image's ``hog``.

    Examples
    --------
    An image of 32 × 32 pixels has 4 × 4 cells, 3 × 3 blocks of four, 9 directions in each cell.

    >>> oriented_gradients(np.random.default_rng(0).random((2, 3, 32, 32))).shape
    (2, 324)
    """
    counts(cell=cell, directions=directions)
    from skimage.feature import hog

    rows = [
        hog(
            np.moveaxis(image, 0, -1),
            orientations=directions,
            pixels_per_cell=(cell, cell),
            cells_per_block=(2, 2),
            channel_axis=-1,
        )
        for image in _images(x)
    ]
    return np.array(rows)


def patch_descriptors(image: Array, *, size: int = 6, stride: int = 3) -> Array:
    """All patches of an image (C, H, W), each to mean 0 and length 1, shape (n, C·size²).

    Parameters
    ----------
    image : array of shape (C, H, W)
    size : int
        Height and width of a patch.
    stride : int
        From one patch to the next.

    Returns
    -------
    array of shape (n, C·size²)

    Examples
    --------
    >>> patch_descriptors(np.random.default_rng(0).random((3, 12, 12))).shape
    (9, 108)
    """
    counts(size=size, stride=stride)
    windows = np.lib.stride_tricks.sliding_window_view(image, (size, size), (1, 2))
    windows = windows[:, ::stride, ::stride].transpose(1, 2, 0, 3, 4)
    patches = windows.reshape(-1, image.shape[0] * size * size)
    centred = patches - patches.mean(axis=1, keepdims=True)
    return np.asarray(centred / (np.linalg.norm(centred, axis=1, keepdims=True) + 0.1))


def sift_descriptors(image: Array) -> Array:
    """Descriptors of the keypoints of an image (C, H, W), shape (n, 128); n may be 0.

    Lowe 2004; scikit-image's ``SIFT``.

    Parameters
    ----------
    image : array of shape (C, H, W)

    Returns
    -------
    array of shape (n, 128)

    Examples
    --------
    >>> sift_descriptors(np.zeros((3, 32, 32))).shape
    (0, 128)
    """
    from skimage import feature

    sift: Any = feature.SIFT
    finder = sift()
    try:
        finder.detect_and_extract(image.mean(axis=0))
    except RuntimeError:  # how scikit-image says that it found none
        return np.zeros((0, 128))
    return np.asarray(finder.descriptors, float)


@dataclass(frozen=True, eq=False)
class BagOfWords(Immutable):
    """A vocabulary of visual words, learned from images.

    Attributes
    ----------
    words : array of shape (k, d)
        The centres of the clusters of descriptors.
    descriptors : callable
    """

    words: Array
    descriptors: Descriptors

    def __call__(self, x: Array) -> Array:
        """Return how often each word is the nearest in an image, shape (N, k); rows add up to 1."""
        rows = np.zeros((len(_images(x)), len(self.words)))
        lengths = (self.words**2).sum(axis=1)
        for row, image in zip(rows, x, strict=True):
            found = self.descriptors(image)
            if len(found):
                nearest = (lengths - 2 * found @ self.words.T).argmin(axis=1)
                row[:] = np.bincount(nearest, minlength=len(self.words)) / len(found)
        return rows


def bag_of_words(
    x: Array, words: int = 50, *, descriptors: Descriptors = patch_descriptors, seed: int = 0
) -> BagOfWords:
    """Learn visual words by k-means.

    Parameters
    ----------
    x : array of shape (N, C, H, W)
        Training images.
    words : int
        How many clusters.
    descriptors : callable
        :func:`patch_descriptors`, :func:`sift_descriptors` or another.
    seed : int
        Of k-means.

    Returns
    -------
    BagOfWords
        Called with images, it gives each one's histogram of words.

    Raises
    ------
    ValueError
        When the images have fewer descriptors than there should be words.

    Notes
    -----
    Csurka et al. 2004.

    Examples
    --------
    >>> x = np.random.default_rng(0).random((4, 3, 16, 16))
    >>> bag_of_words(x, 5)(x).shape
    (4, 5)
    """
    counts(words=words)
    from sklearn.cluster import MiniBatchKMeans

    found = np.concatenate([descriptors(image) for image in _images(x)])
    if len(found) < words:
        raise ValueError(f"{len(found)} descriptors do not make {words} words: take fewer")
    clusters = MiniBatchKMeans(words, random_state=seed, n_init=3).fit(found)
    return BagOfWords(clusters.cluster_centers_, descriptors)


def _images(x: Array) -> Array:
    if x.ndim != 4:
        raise ShapeError(f"features are taken of images (N, C, H, W), not {x.shape}")
    return x
