"""A record in writing: which format, which file, and its bytes."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.parameters.declarations import ParameterError, Parameters, parameter
from scenes.parameters.kinds import Choice, FilePath, Switch

if TYPE_CHECKING:
    from linalg.page import Page
    from linalg.page.drawing import Picture
    from linalg.record import Record
    from linalg.writing.systems import System
    from scenes.typesetting.typeset import Standard

__all__ = ["PICTURES", "WritingOptions", "page_in", "written"]

_ENDINGS: dict[str, str] = {
    "text": ".txt",
    "latex": ".tex",
    "markdown": ".md",
    "typst": ".typ",
    "html": ".html",
    "json": ".json",
    "csv": ".csv",
    "npz": ".npz",
    "pdf": ".pdf",
    "png": ".png",
    "svg": ".svg",
    "pdf-figure": ".pdf",
}
PICTURES: dict[str, Picture] = {"png": "png", "svg": "svg", "pdf-figure": "pdf"}
_SYSTEMS: dict[System, str] = {
    "maxima": ".mac",
    "matlab": ".m",
    "mathematica": ".wl",
    "sympy": ".py",
    "numpy": ".py",
    "latex-matrix": ".tex",
}
_ENDINGS.update({str(name): ending for name, ending in _SYSTEMS.items()})


@dataclass(frozen=True)
class WritingOptions(Parameters):
    """The form in which an explanation is written.

    Examples
    --------
    >>> WritingOptions.from_mapping({"output": "notes/lu.tex"}).format
    'latex'
    >>> WritingOptions(to="pdf").target("lu").name
    'lu.pdf'
    """

    to: str | None = parameter(
        Choice(*_ENDINGS),
        help="the format (csv and npz for descents and training; maxima, matlab, mathematica, "
        "numpy, sympy and latex-matrix for factors and solutions, to be checked there; png, svg "
        "and pdf-figure: the figures alone); else what the output's name says, else text",
        example="latex",
        default=None,
    )
    output: Path | None = parameter(
        FilePath(),
        help="the file to write (of several figures: NAME-1, NAME-2 and so on); else the terminal, "
        "and for a PDF and for figures the topic's name in this folder",
        example="notes.tex",
        default=None,
    )

    language: str = parameter(
        Choice("en", "ko"),
        help="the language of the page: English, or Korean; data (json, csv, npz) is the same",
        example="ko",
        default="en",
    )

    standard: Standard | None = parameter(
        Choice("ua-1", "a-2b", "a-4"),
        help="of a pdf: PDF/UA-1, for screen readers, or PDF/A-2b or A-4, for archives",
        example="ua-1",
        default=None,
    )

    force: bool = parameter(
        Switch(),
        help="write over a file that another hand or program has made",
        example="yes",
        default=False,
    )

    def __post_init__(self) -> None:
        self._check_output()
        if self.standard is not None and self.format != "pdf":
            raise ParameterError("standard", "only a PDF is held to a standard: add --to pdf")

    def _check_output(self) -> None:
        """Refuse a name that does not say the format, or another than was asked for."""
        ending = "" if self.output is None else self.output.suffix.lower()
        if self.output is None or ending == _ENDINGS.get(self.to or ""):
            return
        if self.to is None and ending not in _ENDINGS.values():
            known = ", ".join(dict.fromkeys(_ENDINGS.values()))
            raise ParameterError("output", f"{str(self.output)!r} does not end in one of {known}")
        if self.to is not None and ending:
            raise ParameterError(
                "output",
                f"{self.output.name!r} is not a name for {self.to}: end it in {_ENDINGS[self.to]}, "
                "or ask for another --to",
            )

    @property
    def format(self) -> str:
        """The format asked for, else the one that the output's name says, else text."""
        if self.to is not None:
            return self.to
        if self.output is None:
            return "text"
        return next(n for n, known in _ENDINGS.items() if known == self.output.suffix.lower())

    def target(self, name: str) -> Path | None:
        """Return the file to write for the topic `name`, or None for the terminal."""
        if self.output is not None:
            return self.output.absolute()
        if self.format == "pdf" or self.format in PICTURES:
            return Path(name + _ENDINGS[self.format]).absolute()
        return None


def page_in(record: Record, remarks: Sequence[str], language: str) -> Page:
    """Return the page of a record in a language, with what was assumed below its title.

    Raises
    ------
    ParameterError
        If a sentence of it is not translated yet: a page is never half in one language.
    """
    from linalg.language import UntranslatedError

    try:
        return record.page().with_remarks(remarks).in_language(language)
    except UntranslatedError as error:
        raise ParameterError("language", f"{error}: leave --language out") from error


def written(
    record: Record,
    target_format: str,
    remarks: Sequence[str] = (),
    language: str = "en",
    standard: Standard | None = None,
    figures: Sequence[str] = (),
) -> bytes:
    """Return a record in one of the formats, ending with a line break where it is text.

    Parameters
    ----------
    record : Record
    target_format : str
    remarks : sequence of str
        Sentences below the title, and under ``remarks`` in JSON: what was assumed of the input.
    language : {"en", "ko"}
        Of the page; data is the same in every language.
    standard : {"ua-1", "a-2b", "a-4"}, optional
        Of a PDF.
    figures : sequence of str
        For LaTeX and Markdown, the file of each figure; without them captions stand for figures.

    Raises
    ------
    ParameterError
        For a table or arrays (csv, npz) of a record that has none; see `page_in`.
    """
    if target_format == "pdf":
        from scenes.typesetting.handout import compile_pdf

        return compile_pdf(page_in(record, remarks, language), standard)
    if target_format in ("csv", "npz"):
        return _data(record, target_format)
    for system in _SYSTEMS:
        if system == target_format:
            return _for_system(record, system)
    if target_format == "json":
        data = {**record.to_dict(), **({"remarks": list(remarks)} if remarks else {})}
        text = json.dumps(data, ensure_ascii=False, indent=2)
    else:
        from linalg import page

        files = {"figures": figures} if figures else {}
        text = getattr(page, f"to_{target_format}")(page_in(record, remarks, language), **files)
    return (text.rstrip("\n") + "\n").encode()


def _for_system(record: Record, system: System) -> bytes:
    """The record's matrices for another system, to be checked there."""
    from linalg.errors import LinalgError
    from linalg.writing.systems import for_system

    try:
        return for_system(record, system).encode()
    except LinalgError as error:
        raise ParameterError("to", str(error)) from error


def _data(record: Record, target_format: str) -> bytes:
    """The record's table or its arrays."""
    method = getattr(record, f"to_{target_format}", None)
    if method is None:
        raise ParameterError(
            "to",
            f"there is no {target_format} of this topic, only of a descent or training: take json",
        )
    if target_format == "csv":
        return str(method()).encode()
    buffer = io.BytesIO()
    method(buffer)
    return buffer.getvalue()
