"""The topics of exercise sheets and what a sheet can be asked for; nothing heavy is imported."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.parameters.declarations import ParameterError, Parameters, parameter
from scenes.parameters.kinds import Choice, FilePath, Integer, Switch

if TYPE_CHECKING:
    from scenes.typesetting.typeset import Standard

__all__ = ["SUMMARIES", "SheetOptions"]

SUMMARIES = {
    "determinant": "The determinant of a matrix",
    "elimination": "A system with one solution, by elimination and back substitution",
    "gradient": "The gradient of a function, and its value at a point",
    "gradient-descent": "One step of gradient descent",
    "inverse": "The inverse by Gauss-Jordan elimination",
    "ldlt": "A = LDLᵀ of a symmetric matrix",
    "lu": "A = LU without exchanges",
    "multiply": "A product of two matrices",
    "newton": "One step of Newton's method",
    "null-space": "The special solutions of Ax = 0, and the rank",
    "permuted-lu": "PA = LU with planned exchanges",
    "rank": "The rank, and the dimension of the null space",
    "singular": "A singular system: no solution, or infinitely many",
    "solve": "A system with one solution, none or infinitely many",
}
"""The topics, and what each asks for."""

ENDINGS = {
    "text": ".txt",
    "latex": ".tex",
    "markdown": ".md",
    "typst": ".typ",
    "html": ".html",
    "json": ".json",
    "pdf": ".pdf",
    "moodle": ".xml",
}
KEY_ENDINGS = {name: ending for name, ending in ENDINGS.items() if name not in ("json", "moodle")}
"""Of a key: Moodle's questions and data hold their answers themselves."""


@dataclass(frozen=True, kw_only=True)
class SheetOptions(Parameters):
    """The options of a sheet: its questions, and where it is written.

    Examples
    --------
    >>> options = SheetOptions.from_mapping({"variants": 30, "output": "sheet.pdf"})
    >>> options.format, options.key_target.name
    ('pdf', 'sheet-key.pdf')
    """

    variants: int = parameter(
        Integer(1, 500), help="how many, all different, a page each", example="30", default=1
    )
    seed: int | None = parameter(
        Integer(0, 2**32 - 1),
        help="the same seed gives the same sheet; else one is drawn, and said",
        example="2026",
        default=None,
    )
    size: int = parameter(
        Integer(2, 6),
        help="rows of the matrix; of a function, its variables (2 or 3)",
        example="4",
        default=3,
    )
    fractions: bool = parameter(
        Switch(), help="fractions in the work, not integers alone", example="yes", default=False
    )
    worked: bool = parameter(
        Switch(), help="the key with the work, not a table alone", example="no", default=True
    )
    to: str | None = parameter(
        Choice(*ENDINGS),
        help="the format; else what the output's name says, else text",
        example="moodle",
        default=None,
    )
    output: Path | None = parameter(
        FilePath(),
        help=f"the file to write ({', '.join(ENDINGS.values())}); else the terminal, without a key",
        example="sheet.pdf",
        default=None,
    )
    key: Path | None = parameter(
        FilePath(),
        help="the file for the answers; else beside the output, sheet-key.pdf for sheet.pdf",
        example="answers.md",
        default=None,
    )
    language: str = parameter(
        Choice("en", "ko"),
        help="of the sheet and its key: English, or Korean",
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
        Switch(), help="write over files that hold something else", example="yes", default=False
    )

    def __post_init__(self) -> None:
        for name, path, endings in (
            ("output", self.output, ENDINGS),
            ("key", self.key, KEY_ENDINGS),
        ):
            if path is not None and path.suffix.lower() not in endings.values():
                known = ", ".join(endings.values())
                raise ParameterError(name, f"{str(path)!r} does not end in one of {known}")
        if self.to == "pdf" and self.output is None:
            raise ParameterError("output", "a PDF is a file: give its name, such as sheet.pdf")
        if self.output is not None and self.output.suffix.lower() != ENDINGS[self.format]:
            raise ParameterError(
                "output",
                f"{self.output.name!r} is not a name for {self.to}: end it in "
                f"{ENDINGS[self.format]}, or ask for another --to",
            )
        if self.target is not None and self.target == self.key_target:
            raise ParameterError("key", "the key and the sheet are two files: take two names")
        if self.standard is not None and "pdf" not in (self.format, self.key_format):
            raise ParameterError(
                "standard", "only a PDF is held to a standard: let --output end in .pdf"
            )

    @property
    def format(self) -> str:
        """The format asked for, else the one that the output's name says, else text."""
        if self.to is not None:
            return self.to
        return "text" if self.output is None else _format_of(self.output)

    @property
    def target(self) -> Path | None:
        """The file for the sheet; None for the terminal."""
        return None if self.output is None else self.output.absolute()

    @property
    def key_target(self) -> Path | None:
        """The file for the key; None where there is none."""
        if self.key is not None:
            return self.key.absolute()
        if self.target is None or self.format not in KEY_ENDINGS:
            return None
        return self.target.with_name(f"{self.target.stem}-key{self.target.suffix}")

    @property
    def key_format(self) -> str:
        """The format of the key, by its name."""
        return "text" if self.key_target is None else _format_of(self.key_target)


def _format_of(path: Path) -> str:
    return next(name for name, ending in ENDINGS.items() if ending == path.suffix.lower())
