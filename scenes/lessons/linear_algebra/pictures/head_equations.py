"""The equations above the row picture, each after a sample of its line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from linalg.notation import marked
from scenes.mobjects.matrices.equations import linear_form, product_form
from scenes.mobjects.plots.lines import LOOKS
from scenes.mobjects.plots.plane import Curve
from scenes.mobjects.text import UNITS_PER_POINT, Text
from scenes.parts.lesson import Lesson
from scenes.stage import Region
from scenes.typed_manim import VGroup

__all__ = ["filled_rows", "given_rows", "head_equations"]

_SIZES = (40, 36, 32, 28)
_PITCH = 1.4  # of equations, in ems
_SWATCH, _GAP = 0.6, 0.25


def given_rows(A: Any, b: Any, names: Sequence[str]) -> list[tuple[object, ...]]:
    """Return the parts of each equation as it is given.

    Examples
    --------
    >>> import sympy as sp
    >>> from linalg.notation import to_text
    >>> [to_text(row) for row in given_rows(sp.Matrix([[2, -1]]), sp.Matrix([0]), "xy")]
    ['2 x - y = 0']
    """
    pairs = zip(A.tolist(), b.tolist(), strict=True)
    return [
        (*linear_form(list(zip(row, names, strict=True))), "=", right[0]) for row, right in pairs
    ]


def filled_rows(A: Any, x: Any, b: Any) -> list[tuple[object, ...]]:
    """Return the parts of each equation with numbers in place of the unknowns.

    Examples
    --------
    >>> import sympy as sp
    >>> from linalg.notation import to_text
    >>> A, x, b = sp.Matrix([[2, -1]]), sp.Matrix([1, 2]), sp.Matrix([0])
    >>> [to_text(row) for row in filled_rows(A, x, b)]
    ['2 · 1 + (-1) · 2 = 0']
    """
    found = [marked(value, "result") for (value,) in x.tolist()]
    pairs = zip(A.tolist(), b.tolist(), strict=True)
    return [
        (
            *product_form([(a, value) for a, value in zip(row, found, strict=True) if a != 0]),
            "=",
            right[0],
        )
        for row, right in pairs
    ]


def head_equations(
    lesson: Lesson, rows: Sequence[Sequence[object]], room: Region
) -> tuple[VGroup[Curve], list[Text]] | None:
    """Return samples of lines and the equations after them, as large as there is room for.

    Parameters
    ----------
    lesson : Lesson
    rows : sequence of sequences
        Parts of an equation in the sense of ``linalg.notation``, for each row.
    room : Region

    Returns
    -------
    tuple of VGroup of Curve and list of Text, or None
        None if they would be too small to be read.
    """
    for size in _SIZES:
        texts = [lesson.label(*parts, size=size) for parts in rows]
        em = size * UNITS_PER_POINT
        pitch = max(_PITCH * em, max(text.height for text in texts) + 0.15)
        width = _SWATCH + _GAP + max(text.width for text in texts)
        if pitch * len(texts) <= room.height and width <= room.width:
            return _placed(lesson, texts, room, width, pitch, em)
    return None


def _placed(
    lesson: Lesson, texts: list[Text], room: Region, width: float, pitch: float, em: float
) -> tuple[VGroup[Curve], list[Text]]:
    left = room.centre[0] - width / 2
    samples: VGroup[Curve] = VGroup()
    for i, (text, (role, dash)) in enumerate(zip(texts, LOOKS, strict=False)):
        middle = room.centre[1] + ((len(texts) - 1) / 2 - i) * pitch
        ends = np.array([[left, middle], [left + _SWATCH, middle]])
        samples.add(Curve([ends], role, lesson.theme, width=5, dash=dash))
        text.stand_at(left + _SWATCH + _GAP, middle - 0.3 * em, "left")
    return samples, texts
