"""The figure of a 2 × 2 determinant: the area between two columns, and which way they turn."""

from __future__ import annotations

from typing import Any

import numpy as np

from linalg.figures import FOREGROUND, line_style
from linalg.language import say
from linalg.notation.roles import ON_PAPER
from linalg.numbers.matrices import FloatArray


def draw_area(ax: Any, A: FloatArray, area: str, sign: int, *, rounded: bool) -> None:
    """Draw the parallelogram of the two columns.

    Parameters
    ----------
    ax : Axes
    A : (2, 2) array
    area : str
        The size of the determinant, as it is written.
    sign : {1, 0, -1}
        Of the determinant.
    rounded : bool
        Whether a sign of 0 holds within rounding only.
    """
    origin, (first, second) = np.zeros(2), A.T
    corners = np.array([origin, first, first + second, second])
    if sign:
        colour = ON_PAPER["result"]
        ax.fill(*corners.T, facecolor=f"{colour}29", edgecolor=colour, linewidth=1.0, label=area)
    for j, column in enumerate((first, second)):
        style = line_style(j)
        ax.plot(
            *np.array([origin, column]).T,
            label=say("column {column}", column=j + 1),
            linewidth=1.8,
            **style,
        )
        if column.any():
            arrow = {"arrowstyle": "-|>", "color": style["color"], "shrinkA": 0, "shrinkB": 0}
            ax.annotate("", column, origin, arrowprops=arrow)
    low, high = corners.min(axis=0), corners.max(axis=0)
    half = 0.58 * (float((high - low).max()) or 1.0)
    centre = (low + high) / 2
    ax.axhline(0.0, color=FOREGROUND, linewidth=0.6)
    ax.axvline(0.0, color=FOREGROUND, linewidth=0.6)
    for name, middle in zip("xy", centre, strict=True):
        ax.set(**{f"{name}lim": (middle - half, middle + half)})
    ax.set_aspect("equal")
    if sign:
        turn = "to the left: +" if sign > 0 else "to the right: −"
        ax.set_title(f"from column 1 to column 2 {turn}")
    else:
        within = " within rounding" if rounded else ""
        ax.set_title(f"the columns lie on one line{within}: no area")
    ax.legend(fontsize="small", loc="upper left", bbox_to_anchor=(1.02, 1.0), frameon=False)
