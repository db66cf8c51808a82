"""A data set drawn: points in the plane, images, or the first two principal axes."""

from __future__ import annotations

from collections.abc import Sequence
from math import isqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optviz.figures import legend_above, line_style

__all__ = ["draw_images", "draw_points"]

Array = NDArray[Any]

_MARKERS = "os^Dvx*Pp+"


def draw_points(ax: Any, x: Array, y: Array, names: Sequence[str]) -> None:
    """Draw examples (N, D), each class with its colour and marker.

    With more than two features, along the two directions in which they vary most.
    """
    axes = "feature"
    if x.shape[1] > 2:
        centred = x - x.mean(axis=0)
        x, axes = centred @ np.linalg.svd(centred, full_matrices=False)[2][:2].T, "principal axis"
    elif x.shape[1] == 1:
        x = np.column_stack([x, np.zeros(len(x))])
    for k, name in enumerate(names):
        of_class = x[y == k] if len(names) > 1 else x
        look = {"color": line_style(k)["color"], "marker": _MARKERS[k % len(_MARKERS)]}
        ax.plot(*of_class.T, linestyle="", markersize=4, label=name, **look)
    ax.set(xlabel=f"{axes} 1", ylabel=f"{axes} 2")
    if len(names) > 1:
        legend_above(ax)


def draw_images(ax: Any, images: Array, labels: Sequence[str]) -> None:
    """Draw images (N, C, H, W) in rows, each with its label above."""
    columns = isqrt(max(len(images) - 1, 0)) + 1
    for place, (image, label) in enumerate(zip(images, labels, strict=True)):
        left, top = 1.1 * (place % columns), 1.3 * (place // columns)
        grey = len(image) != 3
        ax.imshow(
            image[0] if grey else np.moveaxis(image, 0, -1),
            cmap="gray_r" if grey else None,
            vmin=0,
            vmax=1,
            extent=(left, left + 1, top + 1, top),
        )
        ax.text(left + 0.5, top - 0.03, label, ha="center", va="bottom", fontsize="small")
    rows = -(-len(images) // columns)
    ax.set(xlim=(-0.1, 1.1 * columns))
    ax.set_ylim(1.3 * rows - 0.2, -0.4)
    ax.axis("off")
