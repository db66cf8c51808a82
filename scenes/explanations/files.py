"""The files of an explanation: the page, its figures beside it, or the figures alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.explanations.figure_options import FigureOptions
from scenes.explanations.writing import PICTURES, WritingOptions, page_in, written
from scenes.parameters.declarations import ParameterError
from scenes.rendering.processes.workspace import check_target, workspace
from scenes.signature import is_own, signed

if TYPE_CHECKING:
    from linalg.page import Figure, Page
    from linalg.record import Record

__all__ = ["files_of", "publish", "refuse_others"]

_BESIDE = {"latex": "pdf-figure", "markdown": "svg"}
"""The format of the figures beside a text."""


def files_of(
    record: Record,
    remarks: Sequence[str],
    target: Path,
    options: WritingOptions,
    figures: FigureOptions,
) -> dict[Path, bytes]:
    """Return what is to be written, by the file that it goes to.

    Parameters
    ----------
    record : Record
    remarks : sequence of str
        What was assumed of the input.
    target : Path
        The file of the page, or of the figure; several figures are numbered: NAME-1, NAME-2.
    options : WritingOptions
    figures : FigureOptions

    Raises
    ------
    ParameterError
        If there is no figure of the record, or no such format.
    """
    if options.format in PICTURES:
        return _pictures(record, target, options, figures)
    beside: dict[Path, bytes] = {}
    if options.format in _BESIDE:
        page = page_in(record, remarks, options.language)
        beside = _drawings(page, _numbered(target, len(_figures(page))), options, figures)
    made = written(
        record,
        options.format,
        remarks,
        options.language,
        options.standard,
        [path.name for path in beside],
    )
    return {target: signed(made, options.format), **beside}


def _pictures(
    record: Record, target: Path, options: WritingOptions, figures: FigureOptions
) -> dict[Path, bytes]:
    """The figures of a record, each in its file."""
    page = page_in(record, (), options.language)
    count = len(_figures(page))
    if not count:
        raise ParameterError("to", "there is no figure of this topic: take --to pdf for its page")
    paths = [target] if count == 1 else _numbered(target, count)
    return _drawings(page, paths, options, figures)


def _drawings(
    page: Page, paths: Sequence[Path], options: WritingOptions, figures: FigureOptions
) -> dict[Path, bytes]:
    from linalg.errors import LinalgError
    from linalg.page.drawing import picture

    kind = PICTURES[_BESIDE.get(options.format, options.format)]
    try:
        return {
            path: picture(figure, kind, figures.look(), options.language)
            for path, figure in zip(paths, _figures(page), strict=True)
        }
    except LinalgError as error:
        raise ParameterError("to", str(error)) from error


def _figures(page: Page) -> list[Figure]:
    from linalg.page import Figure

    return [block for block in page.blocks if isinstance(block, Figure)]


def _numbered(target: Path, count: int) -> list[Path]:
    """Names of figures; those beside a text have the ending of their own format."""
    ending = {".tex": ".pdf", ".md": ".svg"}.get(target.suffix.lower(), target.suffix)
    return [target.with_name(f"{target.stem}-{k}{ending}") for k in range(1, count + 1)]


def refuse_others(contents: Mapping[Path, bytes]) -> None:
    """Refuse to write over files that this command has not made.

    Raises
    ------
    ParameterError
        That names the file and the remedy.
    """
    for path, made in contents.items():
        check_target(path.resolve())
        if path.exists() and not is_own(path.read_bytes(), made):
            raise ParameterError(
                "output",
                f"{path.name} is there already and was not made by this command: take another "
                "name, or --force to write over it",
            )


def publish(contents: Mapping[Path, bytes]) -> None:
    """Write files, each whole or not at all."""
    for path, made in contents.items():
        with workspace(path) as space:
            file = space.folder / "made"
            file.write_bytes(made)
            space.publish(file, space.target)
