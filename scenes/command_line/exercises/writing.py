"""A sheet and its key as the bytes of files, and where they may be written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.parameters.declarations import ParameterError
from scenes.rendering.processes.workspace import check_target, workspace

if TYPE_CHECKING:
    from linalg.exercises.sheets import Sheet
    from linalg.page import Page
    from scenes.typesetting.typeset import Standard

__all__ = ["key_written", "publish", "refuse_others", "sheet_written"]


def sheet_written(
    sheet: Sheet, target_format: str, language: str, standard: Standard | None = None
) -> bytes:
    """Return the tasks of a sheet in a format; Moodle's questions and JSON hold the answers too."""
    if target_format == "moodle":
        from linalg.exercises.moodle import to_moodle

        return to_moodle(sheet, language=language).encode()
    if target_format == "json":
        return (json.dumps(sheet.to_dict(), ensure_ascii=False, indent=2) + "\n").encode()
    return _page_written(sheet.page().in_language(language), target_format, standard)


def key_written(
    sheet: Sheet,
    target_format: str,
    language: str,
    standard: Standard | None = None,
    *,
    worked: bool,
) -> bytes:
    """Return the key of a sheet in a format."""
    return _page_written(sheet.key(worked=worked).in_language(language), target_format, standard)


def refuse_others(contents: dict[Path, bytes]) -> None:
    """Refuse to write over files that hold something else.

    Raises
    ------
    ParameterError
        That names the file and the remedy.
    """
    for path, made in contents.items():
        check_target(path)
        if path.exists() and path.read_bytes() != made:
            raise ParameterError(
                "output",
                f"{path.name} is there already and holds something else: take another name, or "
                "--force to write over it",
            )


def publish(contents: dict[Path, bytes]) -> None:
    """Write files, each whole or not at all."""
    for path, made in contents.items():
        with workspace(path) as space:
            file = space.folder / "made"
            file.write_bytes(made)
            space.publish(file, space.target)


def _page_written(page: Page, target_format: str, standard: Standard | None) -> bytes:
    if target_format == "pdf":
        from scenes.typesetting.handout import compile_pdf

        return compile_pdf(page, standard)
    from linalg import page as writers

    text: str = getattr(writers, f"to_{target_format}")(page)
    return (text.rstrip("\n") + "\n").encode()
