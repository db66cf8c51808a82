"""The effect of preprocessing, drawn: the cloud of examples, the image that is taken off."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from linalg.notation.roles import ON_PAPER
from optviz.figures import FOREGROUND

__all__ = ["draw_cloud", "draw_image", "draw_variances"]

Array = NDArray[Any]


def draw_cloud(ax: Any, x: Array, title: str, coordinates: tuple[int, int], kind: str) -> None:
    """Draw examples (N, D) in two of their coordinates, with the lines at 0, in equal scales."""
    first, second = coordinates
    for line in (ax.axhline, ax.axvline):
        line(0, color=FOREGROUND, linewidth=0.8)
    ax.plot(x[:, first], x[:, second], "o", color=ON_PAPER["source"], markersize=3, alpha=0.6)
    ax.set(xlabel=f"{kind} {first + 1}", ylabel=f"{kind} {second + 1}", title=title)
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
