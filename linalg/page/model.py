"""The contents of a page of notes, whatever it is written in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from linalg.notation import Formula, formula
from linalg.notation.elements import Operator, Row
from linalg.notation.prose import printable
from linalg.notation.symbols import RELATIONS

Inline = str | Formula  # prose, or a formula within it


class Block:
    """A part of a page; only the classes below derive from it."""

    __slots__ = ()


@dataclass(frozen=True, init=False)
class Heading(Block):
    """The title of a section (level 2, below the page's own) or of a part of one (level 3)."""

    text: str
    level: int

    def __init__(self, text: str, level: int = 2) -> None:
        if level not in (2, 3):
            raise ValueError(f"a heading has level 2 or 3, not {level}")
        _set(self, text=printable(text), level=level)


@dataclass(frozen=True, init=False)
class Paragraph(Block):
    """Prose with formulas in it.

    A string is prose; everything else is a part of a formula, a tuple several parts:
    ``Paragraph("The pivot is ", 1, ", so ", ("l_21", "=", 3), ".")``.
    """

    inline: tuple[Inline, ...]

    def __init__(self, *inline: object) -> None:
        _set(self, inline=tuple(map(_inline, inline)))


@dataclass(frozen=True, init=False)
class Equation(Block):
    """A formula on a line of its own, from parts side by side."""

    formula: Formula

    def __init__(self, *parts: object) -> None:
        _set(self, formula=formula(parts))


@dataclass(frozen=True, init=False)
class Aligned(Block):
    """Equations one below the other, each a tuple of parts, level at their first relation."""

    lines: tuple[tuple[Row, Row], ...]

    def __init__(self, *equations: Sequence[object]) -> None:
        _set(self, lines=tuple(_halves(formula(tuple(parts))) for parts in equations))


@dataclass(frozen=True, init=False)
class Table(Block):
    """Rows under a header; a cell is prose (a string), a part of a formula, or a tuple of parts.

    Matrices with a bar or remarks beside them belong in an `Equation`: Markdown's tables, whose
    own sign the bar is, cannot hold them. Columns of prose stand left, formulas right, except those
    in `left`, whose formulas are read as sentences are: conditions.
    """

    header: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]
    left: tuple[int, ...]

    def __init__(
        self,
        header: Sequence[object],
        rows: Sequence[Sequence[object]],
        left: tuple[int, ...] = (),
    ) -> None:
        if any(len(row) != len(header) for row in rows):
            raise ValueError(f"each row of this table needs {len(header)} cells, as its header has")
        cells = tuple(tuple(map(_inline, row)) for row in rows)
        _set(self, header=tuple(map(_inline, header)), rows=cells, left=left)

    @property
    def alignment(self) -> tuple[Literal["left", "right"], ...]:
        """The alignment of the cells of each column."""
        columns = [[row[j] for row in self.rows] for j in range(len(self.header))]
        prose = [any(isinstance(cell, str) for cell in column) for column in columns]
        return tuple(
            "left" if is_prose or j in self.left else "right" for j, is_prose in enumerate(prose)
        )


@dataclass(frozen=True, init=False)
class Figure(Block):
    """A drawing: `draw` gets a matplotlib axes, `caption` says what is seen.

    HTML and the PDF show it; the others give its caption alone. A drawing in space gets its axes
    with ``projection="3d"``.
    """

    draw: Callable[[Any], object]
    caption: str
    projection: Literal["3d"] | None

    def __init__(
        self,
        draw: Callable[[Any], object],
        caption: str,
        projection: Literal["3d"] | None = None,
    ) -> None:
        _set(self, draw=draw, caption=printable(caption), projection=projection)


@dataclass(frozen=True, init=False)
class Page:
    """A title and the blocks below it.

    Examples
    --------
    >>> page = Page("A system", [Paragraph("We solve ", ("A", "x", "=", "b"), ".")])
    >>> page.title
    'A system'
    """

    title: str
    blocks: tuple[Block, ...]

    def __init__(self, title: str, blocks: Iterable[Block]) -> None:
        _set(self, title=printable(title), blocks=tuple(blocks))

    def with_remarks(self, remarks: Iterable[str]) -> Page:
        """Return the page with sentences below its title: what was assumed when its input was read.

        Examples
        --------
        >>> page = Page("A system", [Paragraph("It has one solution.")])
        >>> page.with_remarks(["The unknowns are x and y."]).blocks[0].inline
        ('The unknowns are x and y.',)
        """
        return Page(self.title, (*map(Paragraph, remarks), *self.blocks))


def _set(instance: object, **fields: object) -> None:
    """Set the fields of a frozen dataclass from its own __init__."""
    for name, value in fields.items():
        object.__setattr__(instance, name, value)


def _inline(part: object) -> Inline:
    return printable(part) if isinstance(part, str) else formula(part)


def _halves(line: Formula) -> tuple[Row, Row]:
    """Split a formula at its first relation: what stands left of it, and the rest."""
    items = line.items if isinstance(line, Row) else (line,)
    for i, item in enumerate(items):
        if isinstance(item, Operator) and item.sign in RELATIONS:
            return Row(items[:i]), Row(items[i:])
    return Row(items), Row(())
