"""The effect of an augmentation on one image: the image, and what training sees in its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from linalg.language import say
from linalg.options import counts
from linalg.page import Figure, Page, Paragraph
from linalg.record import Record
from optviz.figures import new_axes
from optviz.network.data.augmentation import Array, Augmentation

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["AugmentationPicture", "augmentation_picture"]

_GAP = 0.08
"""Between images, as a share of their side."""


@dataclass(frozen=True, eq=False)
class AugmentationPicture(Record):
    """One image and what an augmentation made of it, again and again.

    Attributes
    ----------
    augmentation : str
    image : array of shape (C, H, W)
        From 0 to 1.
    changed : array of shape (k, C, H', W')
    targets : array of shape (k,) or (k, classes)

    Examples
    --------
    >>> from optviz.network.data.augmentation import Cutout
    >>> from optviz.network.data.data import digits
    >>> few = digits(images=True).take(3)
    >>> picture = augmentation_picture(Cutout(4), few.x, few.y, versions=5)
    >>> picture.image.shape, picture.changed.shape
    ((1, 8, 8), (5, 1, 8, 8))
    """

    augmentation: str
    image: Array
    changed: Array
    targets: Array

    def page(self) -> Page:
        """Write what was done, and show the images."""
        shape, other = (
            " × ".join(map(str, of.shape)) for of in (self.image[0], self.changed[0, 0])
        )
        text = say(
            "{augmentation} makes images of {pixels} pixels of one of {shape}.",
            augmentation=self.augmentation,
            pixels=other,
            shape=shape,
        )
        if self.targets.ndim == 2:
            shares = ", ".join(f"{share:.0%}" for share in self.targets.max(axis=1))
            text += say(
                " Targets are blended alike; the largest share in each: {shares}.", shares=shares
            )
        caption = "The image, and what training sees in its place."
        return Page("Augmentation", [Paragraph(text), Figure(lambda ax: self.plot(ax), caption)])

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the image and its changed versions side by side, four in a row."""
        count = 1 + len(self.changed)
        columns = min(4, count)
        rows = -(-count // columns)
        ax = new_axes(ax, (1.7 * columns, 1.8 * rows))
        for place, image in enumerate([self.image, *self.changed]):
            left, top = (1 + _GAP) * (place % columns), (1 + 2 * _GAP) * (place // columns)
            grey = len(image) == 1
            ax.imshow(
                image[0] if grey else np.moveaxis(image, 0, -1),
                cmap="gray" if grey else None,
                vmin=0,
                vmax=1,
                extent=(left, left + 1, top + 1, top),
            )
            name = "as it is" if place == 0 else str(place)
            ax.text(left + 0.5, top - 0.02, name, ha="center", va="bottom", fontsize="small")
        ax.set(xlim=(-_GAP, (1 + _GAP) * columns), title=self.augmentation)
        ax.set_ylim((1 + 2 * _GAP) * rows, -2 * _GAP)
        ax.axis("off")
        return ax


def augmentation_picture(
    augment: Augmentation, images: Array, targets: Array, *, versions: int = 7, seed: int = 0
) -> AugmentationPicture:
    """Change the first image of a mini-batch several times.

    Parameters
    ----------
    augment : callable
        Any of :mod:`optviz.network.data.augmentation`.
    images : array of shape (N, C, H, W)
        Colours from 0 to 1; mixup blends the first with the others.
    targets : array of shape (N,)
    versions : int
    seed : int

    Returns
    -------
    AugmentationPicture
        The image and its versions.

    Examples
    --------
    >>> from optviz.network.data.augmentation import Crop
    >>> from optviz.network.data.data import digits
    >>> few = digits(images=True).take(3)
    >>> augmentation_picture(Crop(6), few.x, few.y).changed.shape
    (7, 1, 6, 6)
    """
    counts(versions=versions)
    rng = np.random.default_rng(seed)
    made = [augment(images, targets, rng) for _ in range(versions)]
    return AugmentationPicture(
        repr(augment),
        images[0],
        np.stack([x[0] for x, _ in made]),
        np.stack([y[0] for _, y in made]),
    )
