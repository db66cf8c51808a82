"""LaTeX and dvisvgm, run as Manim runs them; what they complain of reaches the person.

Manim writes it to its log, and says that there is another log in a folder that is gone by then.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType
from unittest.mock import patch

from manim import Mobject, SingleStringMathTex
from manim.utils import tex_file_writing

from scenes.rendering.latex.faults import (
    LatexError,
    MissingLatexError,
    complaint_lines,
    missing_lines,
)

__all__ = ["latex_heard"]

_LONG_LINES = {"max_print_line": "1000", "error_line": "254", "half_error_line": "150"}
"""So that a log shows a whole formula, where the distribution lets itself be told."""

_WITHIN = ("manim", "scenes.rendering")
_SHOWN = 60

_ENDS_IN_COMMENT = re.compile(r"(?<!\\)(?:\\\\)*%[^\n]*$")
"""What Manim writes behind such a formula is taken for a part of the comment."""


@contextmanager
def latex_heard() -> Iterator[None]:
    """Within this context a person hears of what LaTeX and dvisvgm refuse.

    Raises
    ------
    MissingLatexError, LatexError
        What a mobject that is typeset by LaTeX raises in this context.
    """
    with (
        patch.object(tex_file_writing, "compile_tex", _compile_tex),
        patch.object(tex_file_writing, "convert_to_svg", _convert_to_svg),
    ):
        yield


def _compile_tex(tex_file: Path, tex_compiler: str | list[str], output_format: str) -> Path:
    """Typeset a file by LaTeX.

    In place of ``compile_tex`` (manim/utils/tex_file_writing.py).
    """
    result = tex_file.with_suffix(output_format)
    if result.exists():
        return result
    for compiler in [tex_compiler] if isinstance(tex_compiler, str) else tex_compiler:
        command = tex_file_writing.make_tex_compilation_command(
            compiler, output_format, tex_file, tex_file.parent
        )
        done = _run(command)
        if done.returncode:
            raise _refused(compiler, tex_file, done)
    return result


def _convert_to_svg(dvi_file: Path, extension: str, page: int = 1) -> Path:
    """Turn what LaTeX made into a picture.

    In place of ``convert_to_svg`` (manim/utils/tex_file_writing.py).
    """
    result = dvi_file.with_suffix(".svg")
    if result.exists():
        return result
    command = [
        "dvisvgm",
        *(["--pdf"] if extension == ".pdf" else []),
        f"--page={page}",
        "--no-fonts",
        "--verbosity=3",  # errors and warnings
        f"--output={result.as_posix()}",
        dvi_file.as_posix(),
    ]
    done = _run(command)
    if not result.exists():
        said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        first = next((line for line in said if line.startswith("ERROR")), said[0] if said else "")
        reason = first.removeprefix("ERROR: ") or f"it left with status {done.returncode}"
        wanted = _wanted()
        more = [*wanted.remedies, *_kept(dvi_file)]
        raise LatexError(f"dvisvgm makes no picture of {wanted}: {reason}", more)
    return result


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command,
            env={**os.environ, **_LONG_LINES},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="replace",
        )
    except FileNotFoundError as error:
        program, wanted = command[0], _wanted()
        raise MissingLatexError(
            f"{wanted} needs LaTeX, and {program} is not installed here",
            missing_lines(program, wanted.classes),
        ) from error


def _refused(compiler: str, tex_file: Path, done: subprocess.CompletedProcess[str]) -> LatexError:
    wanted, log = _wanted(), tex_file.with_suffix(".log")
    written = log.read_text(encoding="utf-8", errors="replace") if log.is_file() else ""
    complaint, *more = (
        complaint_lines(written)
        or complaint_lines(done.stdout)
        or (
            next(filter(None, map(str.strip, done.stderr.splitlines())), "")
            or f"it left with status {done.returncode}",
        )
    )
    more += [*wanted.remedies, *_kept(tex_file)]
    return LatexError(f"{compiler} refuses {wanted}: {complaint}", more)


def _kept(file: Path) -> list[str]:
    """Keep LaTeX's log, and the file that it speaks of, where they outlast the render."""
    for name in (file.with_suffix(".tex"), file.with_suffix(".log")):
        if name.is_file():
            shutil.copy(name, _folder())
    log = _folder() / file.with_suffix(".log").name
    return [f"LaTeX's log: {log}"] if log.is_file() else []


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="optviz-latex-"))


class _Wanted:
    """The source that a scene wants typeset, found among the calls that led here.

    Attributes
    ----------
    formula : SingleStringMathTex or None
    whole : Mobject or None
        What the scene has made, of which the formula is a part; or the formula itself.
    """

    def __init__(self, mobjects: Sequence[Mobject]) -> None:
        self.formula = next((m for m in mobjects if isinstance(m, SingleStringMathTex)), None)
        self.whole = mobjects[-1] if mobjects else None

    def __str__(self) -> str:
        if self.formula is None:
            return "a formula"
        named = f"{type(self.formula).__name__}({_quoted(_text(self.formula))})"
        same = self.whole is self.formula
        return named if same else f"{named} of {type(self.whole).__name__}"

    @property
    def classes(self) -> tuple[str, ...]:
        """The names of the class of the whole, and of its bases, the nearest first."""
        return tuple(kind.__name__ for kind in type(self.whole).__mro__)

    @property
    def remedies(self) -> list[str]:
        """The remedies for what the formula's own text may have led to."""
        found = []
        if getattr(self.formula, "brace_notation_split_occurred", False):
            found.append(
                "Manim splits a formula at {{ … }}: write { { … } } where that is not meant"
            )
        if self.formula is not None and _ENDS_IN_COMMENT.search(_text(self.formula)):
            found.append("% begins a comment in LaTeX, up to the end of the line: \\% is the sign")
        return found


def _wanted() -> _Wanted:
    mobjects: list[Mobject] = []
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and _is_within(frame):
        first = frame.f_code.co_varnames[: frame.f_code.co_argcount]
        for mobject in (frame.f_locals.get(name) for name in first):
            if isinstance(mobject, Mobject) and all(mobject is not other for other in mobjects):
                mobjects.append(mobject)
                break
        frame = frame.f_back
    return _Wanted(mobjects)


def _is_within(frame: FrameType) -> bool:
    module = frame.f_globals.get("__name__", "")
    return any(module == name or module.startswith(f"{name}.") for name in _WITHIN)


def _text(formula: SingleStringMathTex) -> str:
    parts = getattr(formula, "tex_strings", None)
    between: str = getattr(formula, "arg_separator", "")
    text = formula.tex_string if parts is None else between.join(parts)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _quoted(text: str) -> str:
    if '"' in text or "\n" in text or text.endswith("\\"):
        return repr(text)
    return f'r"{text}"' if "\\" in text else f'"{text}"'
