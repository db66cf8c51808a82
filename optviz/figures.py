"""The figures of this package look as those of `linalg` do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from linalg.figures import FOREGROUND, line_style, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["FOREGROUND", "legend_above", "legend_below", "line_style", "new_axes"]


def legend_above(ax: Axes, entries: Sequence[Any] | None = None) -> None:
    """Put the legend above the axes, in short rows, where it hides nothing that is drawn.

    Parameters
    ----------
    ax : Axes
    entries : sequence of artists, optional
        What to list; everything with a label unless given.
    """
    found = list(ax.get_legend_handles_labels()[0]) if entries is None else list(entries)
    labels = [str(entry.get_label()) for entry in found]
    ax.legend(
        found,
        labels,
        loc="lower center",
        bbox_to_anchor=(0.5, 1.0),
        ncols=2 if len(found) > 3 else max(len(found), 1),
        frameon=False,
    )


def legend_below(ax: Axes) -> None:
    """Put the legend beneath the axes and their label, in rows of two."""
    place: dict[str, Any] = {"loc": "upper center", "bbox_to_anchor": (0.5, -0.16)}
    ax.legend(fontsize="small", ncols=2, frameon=False, **place)
