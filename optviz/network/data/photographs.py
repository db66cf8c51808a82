"""Pictures that come inside scikit-image and scikit-learn: photographs, and patches of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from linalg.options import counts, number
from optviz.network.data.data import Data

__all__ = ["photographs", "picture_patches"]

Array = NDArray[Any]

_TEXTURES, _PHOTOS = ("brick", "grass", "gravel"), ("chelsea", "coffee", "flower")


def picture_patches(*, each: int = 80, held_out: int = 40, size: int = 32, seed: int = 0) -> Data:
    """Patches of six photographs that come with scikit-image and scikit-learn.

    Parameters
    ----------
    each, held_out : int
        Training and held-out patches of each photograph.
    size : int
        Height and width of a patch.
    seed : int
        Of the places.

    Returns
    -------
    Data
        x of shape (N, 3, size, size), from 0 to 1; the label is the photograph.

    Examples
    --------
    >>> patches = picture_patches(each=5, held_out=2)
    >>> patches.x.shape, patches.x_held_out.shape
    ((30, 3, 32, 32), (12, 3, 32, 32))
    """
    counts(each=each, size=size)
    number("held_out", held_out, low=0, whole=True)
    rng = np.random.default_rng(seed)
    halves: list[list[Array]] = [[], []]
    for name in _TEXTURES + _PHOTOS:
        photograph = _photograph(name)
        middle = int(0.65 * photograph.shape[2])
        for half, part, n in (
            (0, photograph[:, :, :middle], each),
            (1, photograph[:, :, middle:], held_out),
        ):
            rows = rng.integers(0, part.shape[1] - size + 1, n)
            columns = rng.integers(0, part.shape[2] - size + 1, n)
            windows = np.lib.stride_tricks.sliding_window_view(part, (size, size), (1, 2))
            halves[half].append(windows[:, rows, columns].transpose(1, 0, 2, 3))
    x, x_held_out = (np.concatenate(half).astype(np.float32) for half in halves)
    classes = _TEXTURES + _PHOTOS
    y, y_held_out = (np.repeat(np.arange(len(classes)), n) for n in (each, held_out))
    return Data(x, y, x_held_out, y_held_out, classes)


def photographs(size: int = 128) -> Data:
    """Three photographs, each the largest square in its middle, brought to one size.

    Parameters
    ----------
    size : int
        Height and width.

    Returns
    -------
    Data
        x of shape (3, 3, size, size), colours from 0 to 1.

    Examples
    --------
    >>> photographs(64).x.shape
    (3, 3, 64, 64)
    """
    counts(size=size)
    return Data(
        np.stack([_square(_photograph(name), size) for name in _PHOTOS]).astype(np.float32),
        np.arange(len(_PHOTOS)),
        classes=_PHOTOS,
    )


def _square(photograph: Array, size: int) -> Array:
    """The middle of a photograph (3, H, W), each pixel the mean of those that it stands for."""
    block = min(photograph.shape[1:]) // size
    if not block:
        raise ValueError(f"at most {min(photograph.shape[1:])} pixels a side, not {size}")
    top, left = ((side - block * size) // 2 for side in photograph.shape[1:])
    middle = photograph[:, top : top + block * size, left : left + block * size]
    return np.asarray(middle.reshape(3, size, block, size, block).mean(axis=(2, 4)))


def _photograph(name: str) -> Array:
    """A photograph as (3, H, W) from 0 to 1, textures in grey."""
    if name == "flower":
        from sklearn.datasets import load_sample_image

        photograph = load_sample_image("flower.jpg")
    else:
        from skimage import data

        photograph = getattr(data, name)()
    if photograph.ndim == 2:
        photograph = np.repeat(photograph[..., None], 3, axis=2)
    return np.asarray(np.moveaxis(photograph[..., :3], -1, 0) / 255)
