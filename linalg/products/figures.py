"""The figures of a product AB: the matrices with their numbers, cut as each view cuts them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from linalg.figures import FOREGROUND, line_style
from linalg.notation.roles import ON_PAPER
from linalg.products.matrices_figure import Box, Drawing, draw_scheme, entry_texts

_LAYERS = 3
"""So many columns times rows are drawn as matrices of their own."""


class _Cuts(NamedTuple):
    """Along which sizes a view cuts rows and columns of A, of B and of AB."""

    A: tuple[str, str]
    B: tuple[str, str]
    AB: tuple[str, str]


_VIEWS = {
    "entry": _Cuts(("rows", "whole"), ("whole", "columns"), ("rows", "columns")),
    "column": _Cuts(("whole", "inner"), ("whole", "columns"), ("whole", "columns")),
    "row": _Cuts(("rows", "whole"), ("inner", "whole"), ("rows", "whole")),
    "column × row": _Cuts(("whole", "inner"), ("inner", "whole"), ("whole", "whole")),
    "block": _Cuts(("rows", "inner"), ("inner", "columns"), ("rows", "columns")),
}


def view_size(m: int, p: int, n: int) -> tuple[float, float]:
    """Return the size in inches in which the numbers of one view can be read."""
    return max(5.6, 0.75 * (p + n)), max(3.6, 0.45 * (m + p))


def five_axes(m: int, p: int, n: int) -> tuple[Any, ...]:
    """Return the axes of a new figure for the five views of these sizes: three above two."""
    from matplotlib import pyplot as plt

    width, height = view_size(m, p, n)
    figure = plt.figure(figsize=(2.4 * width, 2.1 * height), layout="constrained")
    grid = figure.add_gridspec(2, 3)
    places = grid[0, 0], grid[0, 1], grid[0, 2], grid[1, :2], grid[1, 2]
    return tuple(map(figure.add_subplot, places))


def draw_product(
    ax: Any,
    name: str,
    A: Any,
    B: Any,
    AB: Any,
    sizes: dict[str, tuple[int, ...]],
    products: Sequence[Any] = (),
) -> None:
    """Draw one view of AB.

    Parameters
    ----------
    ax : Axes
    name : {"entry", "column", "row", "column × row", "block"}
    A, B, AB : (m, p), (p, n) and (m, n) matrices
    sizes : dict
        Of the blocks: ``"rows"`` of A, ``"inner"``, ``"columns"`` of B.
    products : sequence of (m, n) matrices
        The columns of A times the rows of B.
    """
    cuts = _VIEWS[name]
    m, n = AB.shape
    paired = name != "entry"
    source, pivot = ON_PAPER["source"], ON_PAPER["pivot"]
    left = _drawing("$A$", A, cuts.A, sizes, source, along="columns" if paired else None)
    top = _drawing("$B$", B, cuts.B, sizes, pivot, along="rows" if paired else None)
    product = _drawing("$AB$", AB, cuts.AB, sizes, FOREGROUND, along=None)
    layers = []
    if name == "column × row" and 1 < len(products) <= _LAYERS:
        for k, layer in enumerate(products):
            box = Box(range(m), range(n), **line_style(k))
            layers.append(Drawing(f"$a_{{{k + 1}}}\\,b_{{{k + 1}}}^T$", entry_texts(layer), (box,)))
    draw_scheme(ax, left, top, product, layers=layers)


def _drawing(
    name: str,
    matrix: Any,
    cuts: tuple[str, str],
    sizes: dict[str, tuple[int, ...]],
    color: str,
    along: str | None,
) -> Drawing:
    """Box the groups; those that belong to an inner index take its colour and its dashes."""
    groups = tuple(
        (total,) if cut == "whole" else sizes[cut]
        for cut, total in zip(cuts, matrix.shape, strict=True)
    )
    boxes = []
    for rows in _ranges(groups[0]):
        for columns in _ranges(groups[1]):
            if along is None:
                boxes.append(Box(rows, columns, color))
            else:
                boxes += _by_inner_index(rows, columns, sizes["inner"], along)
    return Drawing(name, entry_texts(matrix), tuple(boxes), *groups)


def _by_inner_index(rows: range, columns: range, inner: tuple[int, ...], along: str) -> list[Box]:
    """Cut a group where the inner index changes, one colour for each of its values."""
    boxes = []
    for k, part in enumerate(_ranges(inner)):
        across = columns if along == "columns" else rows
        shared = range(max(part.start, across.start), min(part.stop, across.stop))
        if shared:
            place = (rows, shared) if along == "columns" else (shared, columns)
            boxes.append(Box(*place, **line_style(k)))
    return boxes


def _ranges(sizes: tuple[int, ...]) -> list[range]:
    return [range(*ends) for ends in pairwise((0, *accumulate(sizes)))]
