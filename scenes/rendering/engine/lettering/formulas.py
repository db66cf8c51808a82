"""Formulas that LaTeX typeset once are kept for all renders to come.

LaTeX takes a seventh of a second for a formula, and dvisvgm as long. Manim keeps the outlines in a
folder beside the film, by the document alone; a render here has a private folder that goes, and
takes them from the user's own, where they are kept by all that they depend on
(`scenes.rendering.latex.sources`).
"""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from pathlib import Path
from typing import Any

from manim import TexTemplate, config
from manim.utils import tex_file_writing

from scenes.rendering.latex.kept_files import KeptFiles
from scenes.rendering.latex.sources import Sources, files_read, is_of_the_moment, surroundings

__all__ = ["KeptFormulas", "recorded_command"]

_FORMAT = "1"
"""Of what is kept; another one is another question."""

_CONVERTER = "dvisvgm"

_general_command = tex_file_writing.make_tex_compilation_command


def recorded_command(*values: Any) -> list[str]:
    """Return the command that runs TeX, and makes it write down which files it reads.

    In place of ``make_tex_compilation_command`` (manim/utils/tex_file_writing.py).
    """
    program, *options = _general_command(*values)
    return [program, "-recorder", *options]


class KeptFormulas:
    """The outlines of formulas, from the user's folder or from LaTeX.

    Parameters
    ----------
    files : KeptFiles or None
        None if nothing is to be kept.
    """

    def __init__(self, files: KeptFiles | None) -> None:
        self.files = files
        self._sources = Sources()

    def svg_file(
        self,
        expression: str,
        environment: str | None = None,
        tex_template: TexTemplate | None = None,
    ) -> Path:
        """Return a file with the outlines of a formula.

        In place of ``tex_to_svg_file`` (manim/utils/tex_file_writing.py), in the same steps.
        """
        template = config["tex_template"] if tex_template is None else tex_template
        tex_file = tex_file_writing.generate_tex_file(expression, environment, template)
        svg_file = tex_file.with_suffix(".svg")
        if svg_file.exists():
            return svg_file
        programs = _programs(template) if self.files else []
        name = _name(tex_file, template, programs) if programs else None
        if name and (kept := self._kept(name)) is not None:
            svg_file.write_text(kept, encoding="utf-8")
            return svg_file
        began = time.time_ns()
        made = tex_file_writing.compile_tex(tex_file, template.tex_compiler, template.output_format)
        svg_file = tex_file_writing.convert_to_svg(made, template.output_format)
        if name:
            self._keep(name, svg_file, programs, began)
        if not config["no_latex_cleanup"]:
            tex_file_writing.delete_nonsvg_files()
        return svg_file

    def _kept(self, name: str) -> str | None:
        assert self.files is not None
        if (content := self.files.get(name)) is None:
            return None
        kept = json.loads(content)
        return kept["svg"] if self._sources.hold(kept["sources"]) else None

    def _keep(self, name: str, svg_file: Path, programs: list[str], began: int) -> None:
        """Keep the outlines in a file, if everything that they depend on is known."""
        assert self.files is not None
        record, svg = svg_file.with_suffix(".fls"), _text(svg_file)
        if not record.exists() or not svg.rstrip().endswith("</svg>"):
            return
        if is_of_the_moment(_text(svg_file.with_suffix(".tex"))):
            return
        read = files_read(_text(record), svg_file.parent)
        if sources := self._sources.found(programs, read, began):
            self.files.put(name, json.dumps({"sources": sources, "svg": svg}).encode())


def _programs(template: TexTemplate) -> list[str]:
    """Return the places of TeX and dvisvgm; none, if one is missing or several runs are asked."""
    if not isinstance(template.tex_compiler, str):
        return []
    places = [shutil.which(program) for program in (template.tex_compiler, _CONVERTER)]
    return [] if None in places else [str(Path(place).absolute()) for place in places if place]


def _name(tex_file: Path, template: TexTemplate, programs: list[str]) -> str | None:
    """Return a name for the question what a document looks like, here; None if "here" is hidden."""
    try:
        question = [_FORMAT, _text(tex_file), template.output_format, *programs, *surroundings()]
    except OSError:  # this folder cannot be listed
        return None
    return hashlib.sha256("\0".join(question).encode("utf-8", "surrogateescape")).hexdigest()


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="surrogateescape")
