"""The outlines in the SVG that Typst writes: glyphs and rules as cubic Bézier curves.

Typst keeps to a small part of SVG: groups with a transform, glyphs as uses of symbols, rules
(fraction bars, root bars) as straight strokes. Nothing else is read.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from functools import cache
from xml.etree import ElementTree

import numpy as np

__all__ = ["shapes"]

_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"


def shapes(page: bytes) -> Iterator[tuple[np.ndarray, str]]:
    """Yield the curves, (4k, 2), and the colour of everything drawn; in points, y down."""
    root = ElementTree.fromstring(page)
    symbols = {symbol.get("id"): symbol[0].get("d", "") for symbol in root.iter(f"{_SVG}symbol")}
    yield from _drawn(root, np.eye(3), symbols)


def _drawn(
    element: ElementTree.Element, place: np.ndarray, symbols: dict[str | None, str]
) -> Iterator[tuple[np.ndarray, str]]:
    for child in element:
        inside = place @ _transform(child.get("transform"))
        if child.tag == f"{_SVG}use":
            inside = inside @ _shift(float(child.get("x", 0)), float(child.get("y", 0)))
            path = symbols[child.get(_LINK, "")[1:]]
            if path:
                yield _moved(_curves(path), inside), child.get("fill", "")
        elif child.tag == f"{_SVG}path":
            curves, colour = _curves(child.get("d", "")), child.get("fill", "none")
            if colour == "none":
                colour = child.get("stroke", "")
                curves = _ruled(curves, float(child.get("stroke-width", 1)))
            yield _moved(curves, inside), colour
        elif child.tag != f"{_SVG}defs":
            yield from _drawn(child, inside, symbols)


def _transform(text: str | None) -> np.ndarray:
    if text is None:
        return np.eye(3)
    name, _, arguments = text.rstrip(")").partition("(")
    numbers = [float(n) for n in arguments.replace(",", " ").split()]
    if name == "translate":
        return _shift(*numbers)
    if name == "scale":
        return np.diag([numbers[0], numbers[-1], 1.0])
    a, b, c, d, e, f = numbers
    return np.array([[a, c, e], [b, d, f], [0, 0, 1]])


def _shift(x: float, y: float = 0) -> np.ndarray:
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1]])


def _moved(curves: np.ndarray, place: np.ndarray) -> np.ndarray:
    moved: np.ndarray = curves @ place[:2, :2].T + place[:2, 2]
    return moved


@cache
def _curves(path: str) -> np.ndarray:
    """Return a path as cubic Bézier curves, (4k, 2)."""
    import svgelements

    points: list[complex] = []
    for segment in svgelements.Path(path):
        if isinstance(segment, svgelements.Move) or segment.start == segment.end:
            continue
        start, end = complex(segment.start), complex(segment.end)
        if isinstance(segment, svgelements.CubicBezier):
            handles = complex(segment.control1), complex(segment.control2)
        elif isinstance(segment, svgelements.QuadraticBezier):
            control = complex(segment.control)
            handles = (start + 2 * control) / 3, (end + 2 * control) / 3
        else:
            handles = (2 * start + end) / 3, (start + 2 * end) / 3
        points += [start, *handles, end]
    return np.array([[p.real, p.imag] for p in points]).reshape(-1, 2)


def _ruled(curves: np.ndarray, width: float) -> np.ndarray:
    """Return straight strokes (fraction bars, root bars) as filled rectangles."""
    corners = []
    for start, end in zip(curves[::4], curves[3::4], strict=True):
        along = (end - start) / np.linalg.norm(end - start)
        across = np.array([-along[1], along[0]]) * width / 2
        corners.append([start - across, end - across, end + across, start + across])
    return np.concatenate([_polygon(c) for c in corners])


def _polygon(corners: Sequence[np.ndarray]) -> np.ndarray:
    closed = [*corners, corners[0]]
    return np.array(
        [
            p
            for start, end in itertools.pairwise(closed)
            for p in (start, (2 * start + end) / 3, (start + 2 * end) / 3, end)
        ]
    )
