"""The contents of a page of notes, whatever it is written in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from linalg.language import pieces, said_in, together, translated, word
from linalg.notation import Formula, formula
from linalg.notation.elements import Operator, Row
from linalg.notation.prose import printable
from linalg.notation.symbols import RELATIONS

Inline = str | Formula  # prose, or a formula within it


class Block:
    """A part of a page; only the classes below derive from it."""

    __slots__ = ()

    def in_language(self, language: str) -> Block:
        """Return the block with its words in a language.

        Raises
        ------
        UntranslatedError
            If that language lacks any of them.
        """
        raise NotImplementedError


@dataclass(frozen=True, init=False)
class Heading(Block):
    """The title of a section (level 2, below the page's own) or of a part of one (level 3)."""

    text: str
    level: int

    def __init__(self, text: str, level: int = 2) -> None:
        if level not in (2, 3):
            raise ValueError(f"a heading has level 2 or 3, not {level}")
        _set(self, text=printable(text), level=level)

    def in_language(self, language: str) -> Heading:
        return Heading(translated(self.text, language), self.level)


@dataclass(frozen=True, init=False)
class Paragraph(Block):
    """Prose with formulas in it.

    A string is prose; everything else is a part of a formula, a tuple several parts:
    ``Paragraph("The pivot is ", 1, ", so ", ("l_21", "=", 3), ".")``. Words with values in them
    come from `linalg.language.say`; another language puts all parts in an order of its own.
    """

    inline: tuple[Inline, ...]
    parts: tuple[object, ...] = field(compare=False, repr=False)

    def __init__(self, *parts: object) -> None:
        inline = tuple(piece for part in parts for piece in pieces(part, "en"))
        _set(self, inline=inline, parts=parts)

    def in_language(self, language: str) -> Paragraph:
        one = len(self.parts) == 1
        return Paragraph(*pieces(self.parts[0] if one else together(self.parts), language))


@dataclass(frozen=True, init=False)
class Equation(Block):
    """A formula on a line of its own, from parts side by side."""

    formula: Formula

    def __init__(self, *parts: object) -> None:
        _set(self, formula=formula(parts))

    def in_language(self, language: str) -> Equation:
        return Equation(said_in(self.formula, language))


@dataclass(frozen=True, init=False)
class Aligned(Block):
    """Equations one below the other, each a tuple of parts, level at their first relation."""

    lines: tuple[tuple[Row, Row], ...]

    def __init__(self, *equations: Sequence[object]) -> None:
        _set(self, lines=tuple(_halves(formula(tuple(parts))) for parts in equations))

    def in_language(self, language: str) -> Aligned:
        translation = Aligned()
        _set(translation, lines=said_in(self.lines, language))
        return translation


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

    def in_language(self, language: str) -> Table:
        header = [_cell(cell, language) for cell in self.header]
        rows = [[_cell(cell, language) for cell in row] for row in self.rows]
        return Table(header, rows, self.left)

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

    def in_language(self, language: str) -> Figure:
        return Figure(self.draw, translated(self.caption, language), self.projection)


@dataclass(frozen=True)
class NewPage(Block):
    """The beginning of a new page of paper; on a screen a rule."""

    def in_language(self, language: str) -> NewPage:
        return self


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
    language: str

    def __init__(self, title: str, blocks: Iterable[Block], language: str = "en") -> None:
        _set(self, title=printable(title), blocks=tuple(blocks), language=language)

    def in_language(self, language: str) -> Page:
        """Return the page in another language, each of its sentences translated.

        Parameters
        ----------
        language : {"en", "ko"}

        Raises
        ------
        UntranslatedError
            If that language lacks a sentence: a page is never half in one language.
        ValueError
            For a language that no catalogue is in, and for a page that is translated already.

        Examples
        --------
        >>> page = Page("Gaussian elimination", [Heading("Steps")]).in_language("ko")
        >>> page.title, page.blocks[0].text
        ('가우스 소거법', '단계')
        """
        if language == self.language:
            return self
        if self.language != "en":
            raise ValueError("translate the page as it was written, in English")
        blocks = [block.in_language(language) for block in self.blocks]
        return Page(translated(self.title, language), blocks, language)

    def with_remarks(self, remarks: Iterable[str]) -> Page:
        """Return the page with sentences below its title: what was assumed when its input was read.

        Examples
        --------
        >>> page = Page("A system", [Paragraph("It has one solution.")])
        >>> page.with_remarks(["The unknowns are x and y."]).blocks[0].inline
        ('The unknowns are x and y.',)
        """
        return Page(self.title, (*map(Paragraph, remarks), *self.blocks), self.language)


def _set(instance: object, **fields: object) -> None:
    """Set the fields of a frozen dataclass from its own __init__."""
    for name, value in fields.items():
        object.__setattr__(instance, name, value)


def _inline(part: object) -> Inline:
    return printable(part) if isinstance(part, str) else formula(part)


def _cell(cell: Inline, language: str) -> object:
    """A cell in a language; a word that its catalogue lacks is a name, a sentence is not."""
    return word(cell, language) if isinstance(cell, str) else said_in(cell, language)


def _halves(line: Formula) -> tuple[Row, Row]:
    """Split a formula at its first relation: what stands left of it, and the rest."""
    items = line.items if isinstance(line, Row) else (line,)
    for i, item in enumerate(items):
        if isinstance(item, Operator) and item.sign in RELATIONS:
            return Row(items[:i]), Row(items[i:])
    return Row(items), Row(())
