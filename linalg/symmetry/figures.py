"""The figures of RᵀR: its entries as inner products, and the lengths and angles that they are."""

from __future__ import annotations

from typing import Any

import numpy as np

from linalg.errors import ShapeError
from linalg.figures import FOREGROUND, line_style, numbers
from linalg.language import say
from linalg.numbers.matrices import FloatArray
from linalg.products.matrices_figure import Box, Drawing, draw_scheme, entry_texts


def draw_gram(ax: Any, R: Any, gram: Any) -> None:
    """Draw Rᵀ beside RᵀR and R above it: row i and column i are one vector, in one colour.

    Parameters
    ----------
    ax : Axes
    R : (m, n) matrix
    gram : (n, n) matrix
        RᵀR.
    """
    m, n = R.shape
    styles = [line_style(j) for j in range(n)]
    whole, columns = range(m), [range(j, j + 1) for j in range(n)]
    ones = (1,) * n
    rows_of_transpose = [Box(c, whole, **style) for c, style in zip(columns, styles, strict=True)]
    columns_of_R = [Box(whole, c, **style) for c, style in zip(columns, styles, strict=True)]
    squares = [Box(c, c, **style) for c, style in zip(columns, styles, strict=True)]
    products = [
        Box(columns[i], columns[j], FOREGROUND, filled=False)
        for i in range(n) for j in range(n) if i != j
    ]  # fmt: skip
    draw_scheme(
        ax,
        Drawing("$R^T$", entry_texts(R.T), tuple(rows_of_transpose), ones),
        Drawing("$R$", entry_texts(R), tuple(columns_of_R), columns=ones),
        Drawing("$R^TR$", entry_texts(gram), (*squares, *products), ones, ones),
    )


def columns_in_plane(R: Any) -> FloatArray:
    """Return two columns as points of the plane that they span, their lengths and angle kept.

    Parameters
    ----------
    R : (m, 2) matrix of numbers

    Returns
    -------
    ndarray, shape (2, 2)
        A column each; those of R itself if m = 2.

    Examples
    --------
    >>> columns_in_plane(np.array([[2.0, 0.0], [0.0, 3.0], [0.0, 4.0]]))
    array([[2., 0.],
           [0., 5.]])
    """
    array = numbers(R)
    if array.shape[0] == 2:
        return array
    first, second = array.T
    length = float(np.linalg.norm(first))
    along = float(first @ second) / length if length else float(np.linalg.norm(second))
    # From what is left, and not from the lengths, whose difference would lose digits.
    across = np.linalg.norm(second - along * first / length) if length else 0.0
    return np.array([[length, along], [0.0, float(across)]])


def draw_lengths(ax: Any, R: Any) -> None:
    """Draw the columns as arrows with their lengths, and the angle between two.

    Parameters
    ----------
    ax : Axes
    R : (m, n) matrix of numbers
        Two columns of any length, or several of two entries.

    Raises
    ------
    ShapeError
        For more than two columns that do not lie in the plane.
    """
    m, n = R.shape
    if n != 2 and m != 2:
        raise ShapeError(
            f"{n} columns of {m} entries do not lie in a plane; two columns do, and columns of 2"
        )
    points = columns_in_plane(R) if n == 2 else numbers(R)
    reach = 1.15 * (float(np.abs(points).max(initial=0.0)) or 1.0)
    for j, (x, y) in enumerate(points.T):
        style = line_style(j)
        length = float(np.hypot(x, y))
        label = say("column {column}, length {length:.4g}", column=j + 1, length=length)
        ax.plot([0, x], [0, y], label=label, linewidth=1.8, **style)
        if length:
            arrow = {"arrowstyle": "-|>", "color": style["color"], "shrinkA": 0, "shrinkB": 0}
            ax.annotate("", (x, y), (0, 0), arrowprops=arrow)
    if n == 2:
        _draw_angle(ax, points, 0.25 * reach)
    ax.axhline(0.0, color=FOREGROUND, linewidth=0.6)
    ax.axvline(0.0, color=FOREGROUND, linewidth=0.6)
    low = -reach if (points < 0).any() else -0.15 * reach
    ax.set(xlim=(low, reach), ylim=(low, reach), aspect="equal")
    if m != 2:
        ax.set(xlabel="along column 1", ylabel="across it")
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), frameon=False)


def _draw_angle(ax: Any, points: FloatArray, radius: float) -> None:
    lengths = np.hypot(*points)
    if not lengths.all():
        return
    start, stop = np.arctan2(points[1], points[0])
    turn = (stop - start + np.pi) % (2 * np.pi) - np.pi
    angles = start + np.linspace(0.0, turn, 61)
    ax.plot(radius * np.cos(angles), radius * np.sin(angles), color=FOREGROUND, linewidth=1.0)
    beside = stop + np.copysign(0.3, turn)  # between two columns so close there is no room
    middle = start + turn / 2 if abs(turn) > 0.6 else beside
    place = 1.6 * radius * np.array([np.cos(middle), np.sin(middle)])
    ax.text(*place, f"{np.degrees(abs(turn)):.4g}°", ha="center", va="center", color=FOREGROUND)
