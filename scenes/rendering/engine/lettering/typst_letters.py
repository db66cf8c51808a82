"""Letters that no font of this machine has, in a scene's own ``Typst`` and ``MathTypst``.

Typst draws such a letter as the box of its font, like any that does not exist. The fonts of the
lessons are offered only to a text that gains by it, so that no other text can change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import typst
from manim.mobject.text import typst_mobject
from manim.utils.typst_file_writing import typst_to_svg_file

from scenes.rendering.engine.lettering.letters import note_missing
from scenes.typesetting.typeset import font_folders, prose

__all__ = ["typst_letters_drawn"]

_general = typst_to_svg_file

_NOWHERE = "\U0010fffd"
"""A private character that no font holds."""


class _Letters:
    """Knows which letters Typst has, by the folders of fonts that are offered beside its own."""

    def __init__(self) -> None:
        self._has: dict[tuple[str, tuple[str, ...]], bool] = {}

    def svg_file(
        self, code: str, *, font_paths: Sequence[str | Path] | None = None, **keywords: Any
    ) -> Path:
        """Return a file with the outlines of a text.

        In place of ``typst_to_svg_file`` (manim/utils/typst_file_writing.py).
        """
        letters = [c for c in dict.fromkeys(code) if not c.isascii()]
        folders = tuple(map(str, font_paths or ()))
        lacking = self._lacking(letters, folders)
        if lacking:
            offered = (*folders, *map(str, font_folders()))
            still = self._lacking(lacking, offered)
            folders = offered if len(still) < len(lacking) else folders
            note_missing(still)
        return _general(code, font_paths=list(folders), **keywords)

    def _lacking(self, letters: Sequence[str], folders: tuple[str, ...]) -> list[str]:
        new = [letter for letter in letters if (letter, folders) not in self._has]
        if new:
            pages = [f"#set page(width: auto, height: auto)\n{prose(c)}" for c in (*new, _NOWHERE)]
            source = "\n#pagebreak()\n".join(pages).encode()
            fonts: Any = list(folders)  # paths, beside a source in bytes
            made: Any = typst.compile(source, format="svg", font_paths=fonts)
            *drawn, box = made
            self._has |= {(c, folders): page != box for c, page in zip(new, drawn, strict=True)}
        return [letter for letter in letters if not self._has[letter, folders]]


@contextmanager
def typst_letters_drawn() -> Iterator[None]:
    """Within this context Typst has the fonts of the lessons where others lack."""
    with patch.object(typst_mobject, "typst_to_svg_file", _Letters().svg_file):
        yield
