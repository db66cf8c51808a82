"""The figures of quadratic forms, by factors, level sets and signs, and of costs by column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from linalg.figures import FOREGROUND, new_axes
from linalg.notation.elements import Role
from linalg.notation.roles import ON_PAPER
from linalg.numbers.matrices import FloatArray
from linalg.products.matrices_figure import Box, Drawing, draw_chain, entry_texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes


Signed = tuple[FloatArray, Sequence[int]]

_LEVELS = np.array([1.0, 4.0, 9.0, 16.0])
_WIDEST = 10.0
"""How many times longer than the steepest direction the flattest may be drawn."""
_SIGNS: dict[int, tuple[str, Role, str]] = {
    1: ("o", "result", "positive"),
    0: ("s", "level set", "zero"),
    -1: ("v", "eliminated", "negative"),
}
_LONG = 100.0
"""With numbers so far apart the line is logarithmic on both sides of 0."""


def draw_form(
    ax: Any, A: FloatArray, signs: Sequence[int], squares: Sequence[tuple[float, float]] = ()
) -> None:
    """Draw the level sets of xᵀAx, and the lines where the squares it is made of are 0.

    Parameters
    ----------
    ax : Axes
    A : (2, 2) symmetric array
    signs : sequence of two of 1, 0, -1
        Those of the eigenvalues.
    squares : sequence of pairs
        The coefficients l of each square (l · x)².
    """
    sizes = np.sort(np.abs(np.linalg.eigvalsh(A)))
    largest = float(sizes[1])
    if not any(signs):
        ax.set_title("0 everywhere")
        largest = flattest = 1.0
    else:
        flattest = max(float(sizes[0]), largest / _WIDEST**2) if all(signs) else largest
    scale = largest if largest else 1.0
    half = 4.4 * np.sqrt(scale / flattest)
    # In units in which the steepest direction reaches the level 1 at 1.
    side = np.linspace(-half, half, 301)
    x, y = np.meshgrid(side, side)
    B = A / scale
    values = B[0, 0] * x * x + 2 * B[0, 1] * x * y + B[1, 1] * y * y
    unit = 1 / np.sqrt(scale)
    for sign, dashes in ((1, "solid"), (-1, "dashed")):
        if sign in signs:
            levels = np.sort(sign * _LEVELS)
            lines = ax.contour(
                x * unit, y * unit, values, levels, colors=ON_PAPER["level set"],
                linestyles=dashes, linewidths=1.2,
            )  # fmt: skip
            ax.clabel(lines, fmt=lambda level: f"{level:g}".replace("-", "−"), fontsize="small")
    _draw_zeros(ax, squares, half * unit)
    ax.axhline(0.0, color=FOREGROUND, linewidth=0.6)
    ax.axvline(0.0, color=FOREGROUND, linewidth=0.6)
    limits = (-half * unit, half * unit)
    ax.set(xlim=limits, ylim=limits, aspect="equal", xlabel="$x_1$", ylabel="$x_2$")
    if any(signs):
        ax.set_title(f"$x^TAx$ is constant on {_curves(signs)}")


def draw_factors(ax: Any, L: Any, D: Any, A: Any) -> None:
    """Draw L D Lᵀ = A, all n × n, with the pivots boxed."""
    n = A.shape[0]
    places = [range(i, i + 1) for i in range(n) if D[i, i] != 0]
    pivots = tuple(Box(place, place, ON_PAPER["pivot"]) for place in places)
    parts: list[Drawing | str] = [
        Drawing("$L$", entry_texts(L)),
        Drawing("$D$", entry_texts(D), pivots),
        Drawing("$L^T$", entry_texts(L.T)),
        "=",
        Drawing("$A$", entry_texts(A)),
    ]
    draw_chain(ax, parts)


def draw_signs(ax: Any, pivots: Signed | None, eigenvalues: Signed) -> None:
    """Draw pivots above eigenvalues on one line of numbers.

    Parameters
    ----------
    ax : Axes
    pivots, eigenvalues : pairs of an (n,) array and its n signs, each 1, 0 or -1
        No pivots where there are none; n ≥ 1.
    """
    rows = [("eigenvalues", *eigenvalues)]
    if pivots is not None:
        rows.append(("pivots", *pivots))
    everything = np.concatenate([values for _, values, _ in rows])
    sizes = np.abs(everything[everything != 0])
    labelled: set[int] = set()
    for height, (_, values, found) in enumerate(rows):
        ax.axhline(height, color=FOREGROUND, linewidth=0.8, zorder=0)
        for value, sign in zip(values, found, strict=True):
            marker, role, name = _SIGNS[sign]
            label = None if sign in labelled else name
            labelled.add(sign)
            ax.plot([value], [height], marker, color=ON_PAPER[role], markersize=9, label=label,
                    markerfacecolor=f"{ON_PAPER[role]}55")  # fmt: skip
    ax.axvline(0.0, color=FOREGROUND, linewidth=1.2)
    if sizes.size and sizes.max() > _LONG * sizes.min():
        ax.set_xscale("symlog", linthresh=float(sizes.min()))
        ax.set_xlim(*(4 * end for end in _around(everything)))
        ax.set_xticks([0.0, *_decades(everything, 1), *_decades(everything, -1)])
        ax.set_xticks([], minor=True)
    else:
        ax.set_xlim(*_around(everything))
    ax.set_yticks(range(len(rows)), [name for name, _, _ in rows])
    ax.set_ylim(-0.6, len(rows) - 0.4)
    ax.tick_params(axis="y", length=0)
    ax.spines[["left", "right", "top"]].set_visible(False)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, frameon=False)


def _draw_zeros(ax: Any, squares: Sequence[tuple[float, float]], half: float) -> None:
    """Draw the line on which each square vanishes."""
    for number, (a, b) in enumerate(squares, start=1):
        along = np.array([-b, a]) / max(abs(a), abs(b)) * half * 2
        role: Role = "pivot" if number == 1 else "source"
        style: dict[str, Any] = {"color": ON_PAPER[role], "linestyle": "-." if number == 1 else ":"}
        name = "first" if number == 1 else "second"
        ax.plot([-along[0], along[0]], [-along[1], along[1]], label=f"{name} square is 0", **style)
    if squares:
        place = {"loc": "upper center", "bbox_to_anchor": (0.5, -0.15)}
        ax.legend(fontsize="small", ncols=2, frameon=False, **place)


def _curves(signs: Sequence[int]) -> str:
    if 0 in signs:
        return "parallel lines"
    return "ellipses" if len(set(signs)) == 1 else "hyperbolas"


def _decades(values: FloatArray, sign: int) -> list[float]:
    """Return powers of ten to mark on one side of 0, at most three and none beside it."""
    side = np.abs(values[np.sign(values) == sign])
    if not side.size:
        return []
    nearest = np.log10(np.abs(values[values != 0]).min())
    last = int(np.ceil(np.log10(side.max())))
    apart = max(1, int(np.ceil((last - nearest) / 3)))
    return [sign * 10.0**k for k in range(last, int(np.ceil(nearest)), -apart)]


def _around(values: FloatArray) -> tuple[float, float]:
    low, high = min(0.0, float(values.min())), max(0.0, float(values.max()))
    margin = 0.08 * (high - low) or 1.0
    return low - margin, high + margin


def draw_cost(
    columns: Sequence[int], dense: Sequence[int], skipping: Sequence[int], ax: Axes | None = None
) -> Axes:
    """Draw the multiply-subtracts of some columns, dense and with zeros skipped."""
    from matplotlib.ticker import MaxNLocator

    ax = new_axes(ax, (6, 3.5))
    places = np.array(columns) + 1
    ax.bar(places, dense, color="#56B4E9", label="every entry counted")
    ax.bar(places, skipping, width=0.4, color="#D55E00", hatch="//", label="zeros skipped")
    ax.set_xlabel("column")
    ax.set_ylabel("multiply-subtracts")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.legend(frameon=False)
    ax.spines[["top", "right"]].set_visible(False)
    return ax
