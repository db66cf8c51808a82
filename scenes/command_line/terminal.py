"""Records and paths on a terminal."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

    from linalg.page import Page

__all__ = ["print_on_terminal", "shown_path", "styled"]

_TITLE = re.compile(r"^(.+)\n(=+|-+|·+)$", re.MULTILINE)
# The terminal's own colours, which suit its background.
_STYLES = {
    "pivot": "bold yellow",
    "source": "cyan",
    "multiplier": "yellow",
    "eliminated": "underline magenta",
    "result": "bold green",
    "gradient": "red",
    "newton": "cyan",
    "model": "yellow",
    "level set": "dim",
    "constraint": "magenta",
    "solution": "bold green",
}


def print_on_terminal(page: Page) -> None:
    """Print a page as wide as the terminal, its headings bold, its roles in colour."""
    from rich.console import Console

    console = Console(highlight=False)
    console.print(styled(page, console.width), soft_wrap=True)


def styled(page: Page, width: int) -> Text:
    """Return a page as text that rich prints, at most `width` columns wide where it can be."""
    from rich.text import Text

    from linalg.page import text_lines

    text = Text()
    for line in text_lines(page, width=width):
        for span in line:
            text.append(span.text, _STYLES.get(span.role or ""))
        text.append("\n")
    for title in _TITLE.finditer(text.plain):
        text.stylize("bold", title.start(1), title.end(1))
        text.stylize("dim", title.start(2), title.end(2))
    return text


def shown_path(path: Path) -> str:
    """Return a path as it is best read: relative where it lies below this folder."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
