"""Records and paths on a terminal."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linalg.record import Record

__all__ = ["print_on_terminal", "shown_path"]

_TITLE = re.compile(r"^(.+)\n(=+|-+)$", re.MULTILINE)


def print_on_terminal(record: Record) -> None:
    """Print a record's page as wide as the terminal, its headings bold."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    page = record.to_text(width=console.width)
    text = Text(page)
    for title in _TITLE.finditer(page):
        text.stylize("bold", title.start(1), title.end(1))
        text.stylize("dim", title.start(2), title.end(2))
    console.print(text, soft_wrap=True)


def shown_path(path: Path) -> str:
    """Return a path as it is best read: relative where it lies below this folder."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
