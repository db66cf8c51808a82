"""A data set drawn: points in the plane, images, principal axes, and what preprocessing does."""

from __future__ import annotations

from collections.abc import Sequence
from math import isqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linalg.language import say
from linalg.notation.roles import ON_PAPER
from optviz.figures import FOREGROUND, legend_above, line_style

__all__ = ["draw_cloud", "draw_image", "draw_images", "draw_points", "draw_variances"]


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
    ax.set(xlabel=_axis(axes, 1), ylabel=_axis(axes, 2))
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


def draw_cloud(ax: Any, x: Array, title: str, coordinates: tuple[int, int], kind: str) -> None:
    """Draw examples (N, D) in two of their coordinates, with the lines at 0, in equal scales."""
    first, second = coordinates
    for line in (ax.axhline, ax.axvline):
        line(0, color=FOREGROUND, linewidth=0.8)
    ax.plot(x[:, first], x[:, second], "o", color=ON_PAPER["source"], markersize=3, alpha=0.6)
    ax.set(
        xlabel=_axis(kind, first + 1),
        ylabel=_axis(kind, second + 1),
        title=title,
    )
    ax.set_aspect("equal", adjustable="datalim")


def draw_image(ax: Any, mean: Array, title: str) -> None:
    """Draw a mean image (C, H, W), or the mean of each channel as a field of one colour."""
    mean = mean.reshape((1,) * (3 - mean.ndim) + mean.shape)
    shown = np.moveaxis(mean, 0, -1)
    grey = shown.shape[-1] != 3
    ax.imshow(shown[..., 0] if grey else shown.clip(0, 1), cmap="gray" if grey else None)
    ax.set(title=title, xticks=[], yticks=[])


def draw_variances(ax: Any, variances: Array, scale: Array) -> None:
    """Draw the variance along each principal axis, before and after."""
    axis = np.arange(1, len(variances) + 1)
    ax.plot(axis, variances, color=ON_PAPER["level set"], linestyle="--", label="before")
    after = np.broadcast_to(variances / scale**2, variances.shape)
    ax.plot(axis, after, color=ON_PAPER["solution"], label="after")
    ax.set(xlabel="principal axis", ylabel="variance", yscale="log")
    ax.set_ylim(bottom=max(min(variances.min(), after.min()) / 3, 1e-8 * variances.max()))
    ax.legend()


def _axis(kind: str, number: int) -> str:
    return say("{kind} {number}", kind=kind, number=number)
