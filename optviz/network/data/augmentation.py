"""Augmentation: change training images in ways that do not change what they show.

Add noise in training, average it out in testing (CS231n, lecture 7). Each class here is a function
of a mini-batch x (N, C, H, W) with colours from 0 to 1, its targets and a generator; `train` takes
one, or several through :class:`Compose`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from linalg.errors import ShapeError
from linalg.options import counts, within
from optviz.network.graph.concise import Concise

__all__ = ["ColourJitter", "Compose", "Crop", "Cutout", "Flip", "Mixup", "ScaledCrop", "ten_crops"]

Array: TypeAlias = NDArray[Any]
Batch: TypeAlias = tuple[Array, Array]
Rng: TypeAlias = np.random.Generator
Augmentation: TypeAlias = Callable[[Array, Array, Rng], tuple[Array, Array]]
"""From a mini-batch and its targets to a changed one."""


class Compose:
    """One augmentation after the other.

    Parameters
    ----------
    *augmentations : callable
        From a mini-batch (x, y, rng) to another, in order.

    Examples
    --------
    >>> x, y = np.zeros((2, 1, 8, 8)), np.array([0, 1])
    >>> Compose(Crop(6), Flip())(x, y, np.random.default_rng(0))[0].shape
    (2, 1, 6, 6)
    """

    def __init__(self, *augmentations: Any) -> None:
        self.augmentations = augmentations

    def __call__(self, x: Array, y: Array, rng: Rng) -> Batch:
        for augment in self.augmentations:
            x, y = augment(x, y, rng)
        return x, y

    def __repr__(self) -> str:
        return f"Compose({', '.join(map(repr, self.augmentations))})"


@dataclass(frozen=True, repr=False)
class Flip(Concise):
    """Mirror each image, left to right, with a probability. Not for digits or letters.

    Parameters
    ----------
    probability : float

    Examples
    --------
    >>> x, y = np.array([[[[1.0, 2.0, 3.0]]]]), np.array([0])
    >>> Flip(1.0)(x, y, np.random.default_rng(0))[0]
    array([[[[3., 2., 1.]]]])
    """

    probability: float = within(0.5, low=0, high=1)

    def __call__(self, x: Array, y: Array, rng: Rng) -> Batch:
        _images(x)
        flipped = rng.random(len(x)) < self.probability
        return np.where(flipped[:, None, None, None], x[..., ::-1], x), y


@dataclass(frozen=True, repr=False)
class Crop(Concise):
    """A random window of each image.

    Parameters
    ----------
    size : int
        Its height and width.
    padding : int
        Rows and columns of zeros that each image gets on all sides first.

    Examples
    --------
    >>> x, y = np.zeros((2, 1, 8, 8)), np.array([0, 1])
    >>> Crop(8, padding=2)(x, y, np.random.default_rng(0))[0].shape
    (2, 1, 8, 8)
    """

    size: int = within(low=1, whole=True)
    padding: int = within(0, low=0, whole=True)

    def __call__(self, x: Array, y: Array, rng: Rng) -> Batch:
        p = self.padding
        x = np.pad(_images(x), ((0, 0), (0, 0), (p, p), (p, p)))
        room = _room(x, self.size)
        down, right = (rng.integers(0, most + 1, len(x)) for most in room)
        windows = np.lib.stride_tricks.sliding_window_view(x, (self.size, self.size), (2, 3))
        return windows[np.arange(len(x)), :, down, right].copy(), y


@dataclass(frozen=True, repr=False)
class ScaledCrop(Concise):
    """A window of random size at a random place, brought to one size.

    Parameters
    ----------
    size : int
        Height and width of what comes out.
    smallest : float
        The smallest window's side, as a share of the image's shorter side.

    Notes
    -----
    ResNet's scale augmentation, by linear interpolation with SciPy.

    Examples
    --------
    >>> x, y = np.zeros((2, 1, 8, 8)), np.array([0, 1])
    >>> ScaledCrop(6)(x, y, np.random.default_rng(0))[0].shape
    (2, 1, 6, 6)
    """

    size: int = within(low=1, whole=True)
    smallest: float = within(0.6, above=0, high=1)

    def __call__(self, x: Array, y: Array, rng: Rng) -> Batch:
        from scipy.ndimage import affine_transform

        height, width = _images(x).shape[2:]
        sides = min(height, width) * rng.uniform(self.smallest, 1, len(x))
        out = np.empty((*x.shape[:2], self.size, self.size), x.dtype)
        for i, side in enumerate(sides):
            start = rng.random(2) * (np.array([height, width]) - side)
            zoom = side / self.size
            offset = start + zoom / 2 - 0.5  # pixel centres to pixel centres
            for channel in range(x.shape[1]):
                affine_transform(
                    x[i, channel],
                    [zoom, zoom],
                    offset,
                    output=out[i, channel],
                    order=1,
                    mode="nearest",
                )
        return out, y


@dataclass(frozen=True, repr=False)
class ColourJitter(Concise):
    """Other brightness, contrast and saturation for each image.

    Parameters
    ----------
    brightness, contrast, saturation : float
        Factors are drawn from 1 ± these; colours are clipped to [0, 1].

    Examples
    --------
    >>> x, rng = np.full((2, 3, 1, 1), 0.5), np.random.default_rng(0)
    >>> changed, _ = ColourJitter(brightness=0.2, contrast=0, saturation=0)(x, np.zeros(2), rng)
    >>> changed[:, 0, 0, 0].round(2)
    array([0.53, 0.45])
    """

    brightness: float = within(0.2, low=0, high=1)
    contrast: float = within(0.2, low=0, high=1)
    saturation: float = within(0.2, low=0, high=1)

    def __call__(self, x: Array, y: Array, rng: Rng) -> Batch:
        def factor(spread: float) -> Array:
            drawn: Array = rng.uniform(1 - spread, 1 + spread, (len(_images(x)), 1, 1, 1))
            return drawn.astype(x.dtype)

        x = x * factor(self.brightness)
        for axes, spread in (((1, 2, 3), self.contrast), ((1,), self.saturation)):
            grey = x.mean(axis=axes, keepdims=True)
            x = grey + factor(spread) * (x - grey)
        return x.clip(0, 1), y


@dataclass(frozen=True, repr=False)
class Cutout(Concise):
    """A square of zeros at a random place of each image; it may reach over the border.

    DeVries & Taylor 2017.

    Parameters
    ----------
    size : int
        Its height and width.

    Examples
    --------
    >>> x, y = np.ones((1, 1, 4, 4)), np.array([0])
    >>> Cutout(2)(x, y, np.random.default_rng(0))[0][0, 0]
    array([[1., 1., 1., 1.],
           [1., 1., 1., 1.],
           [1., 0., 0., 1.],
           [1., 0., 0., 1.]])
    """

    size: int = within(low=1, whole=True)

    def __call__(self, x: Array, y: Array, rng: Rng) -> Batch:
        height, width = _images(x).shape[2:]
        top = rng.integers(0, height, len(x)) - self.size // 2
        left = rng.integers(0, width, len(x)) - self.size // 2
        rows, columns = np.arange(height), np.arange(width)
        tall = (rows >= top[:, None]) & (rows < top[:, None] + self.size)
        wide = (columns >= left[:, None]) & (columns < left[:, None] + self.size)
        return x * ~(tall[:, None, :, None] & wide[:, None, None, :]), y


@dataclass(frozen=True, repr=False)
class Mixup(Concise):
    """Blend each example with another one, and their targets alike.

    Parameters
    ----------
    classes : int
        C: labels (N,) become probabilities (N, C), which SoftmaxCrossEntropy takes.
    alpha : float
        The shares are drawn from Beta(α, α), one for each mini-batch's example.

    Notes
    -----
    Zhang et al. 2018. For examples of any shape.

    Examples
    --------
    >>> x, y = np.array([[0.0], [1.0]]), np.array([0, 1])
    >>> mixed, p = Mixup(classes=2)(x, y, np.random.default_rng(3))
    >>> bool(np.allclose(mixed[:, 0], p[:, 1]))
    True
    """

    classes: int = within(low=2, whole=True)
    alpha: float = within(0.2, above=0)

    def __call__(self, x: Array, y: Array, rng: Rng) -> Batch:
        share = rng.beta(self.alpha, self.alpha, len(x)).astype(x.dtype)
        other = rng.permutation(len(x))
        p = np.eye(self.classes, dtype=x.dtype)[y]
        column = share.reshape(-1, *(1,) * (x.ndim - 1))
        mixed = column * x + (1 - column) * x[other]
        return mixed, share[:, None] * p + (1 - share[:, None]) * p[other]


def ten_crops(x: Array, size: int) -> Array:
    """The four corners and the middle of each image, each mirrored too: average over them to test.

    Parameters
    ----------
    x : array of shape (N, C, H, W)
    size : int
        Height and width of the crops.

    Returns
    -------
    array of shape (10, N, C, size, size)

    Examples
    --------
    >>> ten_crops(np.zeros((2, 3, 8, 8)), 6).shape
    (10, 2, 3, 6, 6)
    """
    counts(size=size)
    down, right = _room(_images(x), size)
    places = [(0, 0), (0, right), (down, 0), (down, right), (down // 2, right // 2)]
    crops = [x[:, :, i : i + size, j : j + size] for i, j in places]
    return np.stack([*crops, *(crop[..., ::-1] for crop in crops)])


def _images(x: Array) -> Array:
    if x.ndim != 4:
        raise ShapeError(f"augmentation takes images of shape (N, C, H, W), not {x.shape}")
    return x


def _room(x: Array, size: int) -> tuple[int, int]:
    """Return the rows and columns by which a window can move down and to the right."""
    height, width = x.shape[2:]
    if size > min(height, width):
        raise ShapeError(f"a window of {size} × {size} does not fit into {height} × {width}")
    return height - size, width - size
