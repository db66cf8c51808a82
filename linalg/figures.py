"""Parts of all figures: axes where none are given, and lines that differ by more than colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from linalg.errors import LinalgError
from linalg.notation.latex import to_latex
from linalg.notation.names import spelled, split_name
from linalg.notation.roles import ON_PAPER
from linalg.numbers.matrices import FloatArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["FOREGROUND", "axis_name", "legend_above", "line_style", "new_axes", "numbers"]

FOREGROUND = "#222222"

# The Okabe-Ito hues as they read on paper, and the foreground.
_HUES = (
    ON_PAPER["source"],
    ON_PAPER["pivot"],
    ON_PAPER["result"],
    ON_PAPER["eliminated"],
    ON_PAPER["multiplier"],
    FOREGROUND,
)
_DASHES = ("-", "--", "-.", ":")


def new_axes(
    ax: Axes | None,
    size: tuple[float, float] = (5.0, 4.0),
    projection: Literal["3d"] | None = None,
) -> Any:
    """Return the axes, or those of a new figure of a size in inches.

    Raises
    ------
    ValueError
        If the axes are flat and the drawing is in space.
    """
    if ax is not None:
        if projection == "3d" and ax.name != "3d":
            raise ValueError('a drawing in space needs axes made with projection="3d"')
        return ax
    from matplotlib import pyplot as plt

    figure = plt.figure(figsize=size, layout="constrained")
    return figure.add_subplot(projection=projection)


def axis_name(name: str) -> str:
    r"""Return the name of a variable as matplotlib typesets it, with an index.

    Examples
    --------
    >>> axis_name("x1"), axis_name("theta_0"), axis_name("price in $")
    ('$x_{1}$', '$\\theta_{0}$', 'price in \\$')
    """
    if split_name(name) is None:
        return name.replace("$", r"\$")
    return f"${to_latex(spelled(name))}$"


def numbers(matrix: Any) -> FloatArray:
    """Return a matrix of numbers of any kind as floats.

    Raises
    ------
    LinalgError
        If it holds symbols.
    """
    unknown = sorted(map(str, getattr(matrix, "free_symbols", ())))
    if unknown:
        raise LinalgError(f"this figure needs numbers; put some in for {', '.join(unknown)}")
    return np.array(matrix.tolist(), dtype=float).reshape(matrix.shape)


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


def line_style(place: int) -> dict[str, Any]:
    """Return colour and dashes of the line in a place, from 0; neighbours differ in both.

    Examples
    --------
    >>> line_style(0)["linestyle"], line_style(1)["linestyle"]
    ('-', '--')
    """
    dashes = _DASHES[(place + place // len(_HUES)) % len(_DASHES)]
    return {"color": _HUES[place % len(_HUES)], "linestyle": dashes}
