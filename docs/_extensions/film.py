"""The directive ``film``: a command that renders a lesson, and what it makes, side by side.

    ```{film}
    :alt: The triangular system, and its solution in a box below.
    :languages: en ko
    optviz render elimination --matrix "1 2 1; 3 8 1; 0 4 1" --rhs "2 12 2"
    ```

The build runs the command twice, for a clip and for its last frame, which is the poster; once if
the command asks for ``--format png``. Both are kept in ``_build/films`` until the command, the
sources or the packages that draw have changed. With ``-D film_clips=0`` only posters are made.
What is missing is rendered by a process for each core, which loads Manim once for all its films.
"""

import hashlib
import html
import io
import os
import posixpath
import shlex
import shutil
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from scenes.command_line.cli import main

PROJECT = Path(__file__).parents[2]
FOLDER = "_films"  # within the HTML


@dataclass(frozen=True)
class Film:
    """A command that renders a lesson, as a person would type it."""

    command: str

    @property
    def arguments(self):
        """What follows ``optviz render``: the lesson, then its options."""
        program, action, *arguments = shlex.split(self.command.replace("\\\n", " "))
        if (program, action) != ("optviz", "render") or not arguments:
            raise ValueError("the command is not: optviz render LESSON …")
        return arguments

    @property
    def is_still(self):
        """Whether the command makes a picture."""
        return "--format png" in " ".join(self.arguments)

    @property
    def name(self):
        """The name of its files."""
        digest = hashlib.sha256(shlex.join(self.arguments).encode()).hexdigest()
        return f"{self.arguments[0]}-{digest[:8]}"

    def files(self, clips):
        """Return the files that it needs, each with the options that make it."""
        poster = {f"{self.name}.png": ["--quality", "medium", "--format", "png"]}
        clip = {f"{self.name}.mp4": ["--quality", "low"]}
        return poster | clip if clips and not self.is_still else poster


class film(nodes.General, nodes.Element):  # noqa: N801, as docutils calls its nodes
    """The place of a film or picture on the page."""


class FilmDirective(SphinxDirective):
    """Show a film or picture with the command that makes it, in one language or several."""

    has_content = True
    option_spec = {"alt": directives.unchanged_required, "languages": str.split}  # noqa: RUF012

    def run(self):
        command = "\n".join(self.content)
        languages = self.options.get("languages", ["en"])
        spoken = ["" if language == "en" else f" --language {language}" for language in languages]
        group = nodes.container(classes=["films"])
        for film_ in [Film(command + option) for option in spoken]:
            try:
                group += self.shown(film_)
            except ValueError as error:
                raise self.error(str(error)) from error
            self.env.metadata[self.env.docname].setdefault("films", []).append(film_)
        return [group]

    def shown(self, film_):
        return nodes.container(
            "",
            film(name=film_.name, still=film_.is_still, alt=self.options.get("alt", "")),
            nodes.literal_block(film_.command, film_.command, language="sh"),
            classes=["film"],
        )


def visit_film(writer, node):
    """Write the HTML of a clip with its poster, or of a picture."""
    page = writer.builder.get_target_uri(writer.builder.current_docname)
    place = relative_uri(page, posixpath.join(FOLDER, node["name"]))
    alt = html.escape(node["alt"])
    if node["still"] or not writer.config.film_clips:
        writer.body.append(f'<img src="{place}.png" alt="{alt}">')
    else:
        source = f'poster="{place}.png" src="{place}.mp4"'
        writer.body.append(f'<video controls preload="none" {source} aria-label="{alt}"></video>')
    raise nodes.SkipNode


def render_films(app, exception):
    """Make what is missing or out of date, and lay all films beside the pages."""
    if exception or app.builder.format != "html":
        return
    films = {one for page in app.env.metadata.values() for one in page.get("films", ())}
    cached, shown = Path(app.srcdir, "_build", "films"), Path(app.outdir, FOLDER)
    cached.mkdir(parents=True, exist_ok=True)
    wanted = [
        (cached / name, [*one.arguments, *options])
        for one in films
        for name, options in one.files(app.config.film_clips).items()
    ]
    render(wanted)
    shutil.rmtree(shown, ignore_errors=True)
    shown.mkdir()
    for path, _ in wanted:
        shutil.copy(path, shown)


def render(wanted):
    """Render the files that are missing, or older than what they depend on."""
    due = [(path, arguments) for path, arguments in wanted if not is_current(path)]
    if not due:
        return
    cores = min(len(due), os.cpu_count() or 1)
    # A process of its own, not a copy of Sphinx's: that may have threads.
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        for (path, arguments), fault in zip(due, pool.map(fault_of, due), strict=True):
            if fault:
                raise ExtensionError(f"{shlex.join(['optviz', 'render', *arguments])}\n{fault}")
            stamp_of(path).write_text(fingerprint())


def fault_of(wanted):
    """Render one file in this process; return what the command says if it fails, else nothing."""
    path, arguments = wanted
    os.chdir(path.parent)
    said = io.StringIO()
    with redirect_stdout(io.StringIO()), redirect_stderr(said):
        try:
            main(["render", *arguments, "--output", str(path)])
        except SystemExit as end:
            return (said.getvalue() or f"status {end.code}") if end.code else ""


def is_current(path):
    """Tell whether a file is there, and what it depends on has not changed since."""
    stamp = stamp_of(path)
    return path.exists() and stamp.exists() and stamp.read_text() == fingerprint()


def stamp_of(path):
    """Return the file beside it that says of which state it is."""
    return path.with_suffix(path.suffix + ".stamp")


@cache
def fingerprint():
    """Return a digest of the sources and of the packages that draw."""
    digest = hashlib.sha256((version("manim") + version("typst")).encode())
    for package in ("linalg", "optviz", "scenes"):
        for path in sorted((PROJECT / package).rglob("*")):
            if path.suffix in {".py", ".mo"}:
                digest.update(str(path.relative_to(PROJECT)).encode() + path.read_bytes())
    return digest.hexdigest()


def setup(app):
    """Register the directive, its node, its style and its option."""
    app.add_config_value("film_clips", True, "html", bool)
    app.add_node(film, html=(visit_film, None))
    app.add_directive("film", FilmDirective)
    app.add_css_file("film.css")
    app.connect("build-finished", render_films)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
