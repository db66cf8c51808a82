"""Draw the house: which folder stands on which, from the imports as they are.

``python docs/house.py`` writes ``docs/_static/house.svg``; a test holds that it is up to date.
"""

from __future__ import annotations

import ast
from collections.abc import Container, Iterator
from html import escape
from pathlib import Path

import networkx as nx

ROOT = Path(__file__).parent.parent
SVG = ROOT / "docs" / "_static" / "house.svg"
PACKAGES = ("linalg", "optviz", "scenes")
STOREYS = ("scenes", "optviz.network", "optviz", "linalg")
"""From the roof down; each is drawn by itself, and imports go down only."""

LETTER, BOX, GAP, FLOOR, MARGIN, WIDTH = 7.6, 26, 16, 52, 24, 1180
FILL = {"scenes": "#e8f1fa", "optviz.network": "#fdf3dc", "optviz": "#fbe9dd", "linalg": "#e6f3ec"}
INK, LINE = "#222222", "#9aa3ad"


def module_of(path: Path) -> str:
    """Return the dotted name of a file of the project."""
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return name.removesuffix(".__init__")


def modules() -> dict[str, Path]:
    """Return the modules of the project with their files."""
    files = [path for top in PACKAGES for path in (ROOT / top).rglob("*.py")]
    return {module_of(path): path for path in sorted(files)}


def imports() -> dict[str, set[str]]:
    """Return what each module imports, be it at its top, in a function or for types alone."""
    known = modules()
    trees = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in known.items()}
    return {
        name: {other for node in ast.walk(tree) for other in imported(node, known)}
        for name, tree in trees.items()
    }


def imported(node: ast.AST, known: Container[str]) -> list[str]:
    """Return the modules among those known that one statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names if alias.name in known]
    if not isinstance(node, ast.ImportFrom) or node.module is None:
        return []
    names = [f"{node.module}.{alias.name}" for alias in node.names]
    found = [name if name in known else node.module for name in names]
    return [name for name in found if name in known]  # scenes itself is no module


def room_of(module: str, storey: str) -> str | None:
    """Return the child of a storey that a module belongs to, or None if it lies elsewhere."""
    inner = [other for other in STOREYS if other.startswith(f"{storey}.")]
    if not module.startswith(f"{storey}.") or any(module.startswith(other) for other in inner):
        return None
    return module[len(storey) + 1 :].split(".")[0]


def rooms(storey: str, found: dict[str, set[str]]) -> nx.DiGraph:
    """Return the rooms of a storey, an arrow to each that another imports."""
    graph = nx.DiGraph()
    for module, used in found.items():
        room = room_of(module, storey)
        if room is None or room == "__main__":
            continue
        graph.add_node(room)
        others = {room_of(other, storey) for other in used} - {room, None}
        graph.add_edges_from((room, other) for other in others)
    return graph


def floors(graph: nx.DiGraph) -> list[list[str]]:
    """Return the rooms by floor, the lowest first: each stands above all that it imports."""
    level: dict[str, int] = {}
    for room in reversed(list(nx.lexicographical_topological_sort(graph))):
        level[room] = 1 + max((level[other] for other in graph[room]), default=-1)
    return [
        sorted(room for room, at in level.items() if at == floor)
        for floor in range(max(level.values()) + 1)
    ]


def places(graph: nx.DiGraph) -> tuple[dict[str, tuple[float, float]], float]:
    """Return where the middle of each room stands, y upwards from the storey's floor; its height.

    Rooms of a floor stand in the order of the middle of what they import.
    """
    stands: dict[str, tuple[float, float]] = {}
    for floor, names in enumerate(floors(graph)):
        below = {name: [stands[o][0] for o in graph[name]] or [WIDTH / 2] for name in names}
        order = sorted(names, key=lambda name: (sum(below[name]) / len(below[name]), name))
        widths = [width_of(name) for name in order]
        free = WIDTH - 2 * MARGIN - 90 - sum(widths)
        gap = min(60.0, max(GAP, free / (len(order) + 1)))
        x = (WIDTH + 90 - sum(widths) - gap * (len(order) - 1)) / 2
        for name, width in zip(order, widths, strict=True):
            stands[name] = (x + width / 2, floor * FLOOR)
            x += width + gap
    return stands, len(floors(graph)) * FLOOR


def width_of(name: str) -> float:
    """Return the width of a room with its name in it."""
    return LETTER * len(name) + 18


def drawing() -> str:
    """Return the house as SVG."""
    found = imports()
    parts: list[str] = []
    top = float(MARGIN)
    for storey in STOREYS:
        graph = rooms(storey, found)
        stands, height = places(graph)
        bottom = top + height + 8
        parts.append(
            f'<rect x="8" y="{top:.0f}" width="{WIDTH - 16}" height="{height + 20:.0f}" rx="8" '
            f'fill="{FILL[storey]}"/>'
        )
        title = storey.replace(".", "/")
        parts.append(f'<text x="22" y="{top + 24:.0f}" font-weight="bold">{title}</text>')
        for room, other in sorted(nx.transitive_reduction(graph).edges):
            (x, y), (u, v) = stands[room], stands[other]
            ends = (x, bottom - y - 12), (u, bottom - v - 12 - BOX)
            parts.append(_arrow(*ends))
        folders = {name for name in graph if (ROOT / storey.replace(".", "/") / name).is_dir()}
        for name in sorted(graph):
            parts += _room(name, *stands[name], bottom, name in folders)
        top += height + 36
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top:.0f}" '
        f'font-family="sans-serif" font-size="14" fill="{INK}">'
        "<title>The house: each folder stands on those that it imports</title>"
        f'<rect width="{WIDTH}" height="{top:.0f}" fill="white"/>'
    )
    return "\n".join([head, *parts, "</svg>", ""])


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x, y), (u, v) = start, end
    bend = (y + v) / 2
    return (
        f'<path d="M{x:.0f} {y:.0f} C{x:.0f} {bend:.0f} {u:.0f} {bend:.0f} {u:.0f} {v:.0f}" '
        f'fill="none" stroke="{LINE}"/>'
    )


def _room(name: str, x: float, y: float, bottom: float, folder: bool) -> Iterator[str]:
    width = width_of(name)
    line = INK if folder else LINE
    yield (
        f'<rect x="{x - width / 2:.1f}" y="{bottom - y - 12 - BOX:.0f}" width="{width:.1f}" '
        f'height="{BOX}" rx="4" fill="white" stroke="{line}"/>'
    )
    style = "" if folder else ' font-style="italic"'
    at = f'x="{x:.1f}" y="{bottom - y - 12 - BOX / 2 + 5:.0f}"'
    yield f'<text {at} text-anchor="middle"{style}>{escape(name)}</text>'


if __name__ == "__main__":
    SVG.write_text(drawing(), encoding="utf-8")
