"""A formula is typeset once, and again as soon as anything that it came from is another.

LaTeX and dvisvgm are scripts here that note each run, so that this needs no TeX.
"""

import os
import shutil
from pathlib import Path
from xml.etree.ElementTree import ParseError

import numpy as np
import pytest

from scenes.rendering.settings import import_manim

import_manim()

from manim import MathTex, Tex, TexTemplate, config, tempconfig  # noqa: E402

from scenes.rendering.engine.lettering.text import typeset_apart  # noqa: E402
from scenes.rendering.engine.substitutes import substitutes  # noqa: E402
from scenes.rendering.latex import sources as tex_sources  # noqa: E402

LATEX = """#!/bin/sh
echo latex >> "{runs}"
for word in "$@"; do
    case "$word" in -output-directory=*) folder="${{word#*=}}" ;; esac
    file="$word"
done
name="$folder/$(basename "$file" .tex)"
cp "$file" "$name.dvi"; cp "$file" "$name.xdv"
case " $* " in
    *" -recorder "*) {{
        echo "PWD $PWD"; echo "INPUT {tree}/article.cls"; echo "INPUT {tree}/article.cls"
        echo "INPUT $file"; echo "OUTPUT $name.dvi"; echo "INPUT $name.aux"; echo "INPUT /dev/null"
        [ -e macros.tex ] && echo "INPUT macros.tex"
    }} > "$name.fls" ;;
esac
exit 0
"""

DVISVGM = """#!/bin/sh
echo dvisvgm >> "{runs}"
for word in "$@"; do
    case "$word" in --output=*) made="${{word#*=}}" ;; esac
done
cp "{picture}" "$made"
"""

KPSEWHICH = """#!/bin/sh
case "$*" in
    *expand*) printf "{own}:!!{tree}:!!/nowhere/texmf:$OWN_INPUTS:.:{own}/tex/latex//" ;;
    *) echo {tree}/psfonts.map ;;
esac
"""

PICTURE = """<?xml version='1.0' encoding='UTF-8'?>
<svg version='1.1' xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'
 width='20pt' height='10pt' viewBox='0 -10 20 10'>
<defs><path id='g' d='M{wide} -3.5C{wide} -1 2.1 0 1.1 0L.3-.2H.1V-3.1Q.4-4 1.5-4Z'/></defs>
<g id='page1'><g id='unique000'><use x='3' y='-2' xlink:href='#g'/>
<rect x='9' y='-4.5' height='.4' width='7.7'/></g>
<g id='unique001'><use x='5.5' y='-2' xlink:href='#g' fill='#ff0000'/></g></g></svg>
"""


class Installation:
    """A TeX that writes one picture, with a tree of one class, one map and a list of them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.tree = folder, folder / "texmf-dist"
        self.own, self.runs = folder / "texmf-home", folder / "runs"
        self.tree.mkdir()
        for name in ("article.cls", "psfonts.map", "ls-R"):
            (self.tree / name).write_text(name)
        self.picture = folder / "picture.svg"
        self.picture.write_text(PICTURE.format(wide=3))
        self.programs = folder / "bin"
        self.programs.mkdir()
        for name, text in (
            ("latex", LATEX),
            ("xelatex", LATEX),
            ("dvisvgm", DVISVGM),
            ("kpsewhich", KPSEWHICH),
        ):
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        program = self.programs / name
        program.write_text(
            text.format(runs=self.runs, tree=self.tree, picture=self.picture, own=self.own)
        )
        program.chmod(0o755)

    @property
    def count(self) -> int:
        """How many times LaTeX ran."""
        return self.runs.read_text().count("latex") if self.runs.exists() else 0


@pytest.fixture
def tex(tmp_path, monkeypatch):
    installation = Installation(tmp_path)
    monkeypatch.setenv("PATH", f"{installation.programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("OPTVIZ_CACHE_DIR", str(tmp_path / "kept"))
    monkeypatch.setattr(tex_sources, "_GRAIN", 0)  # its files were made just now
    (tmp_path / "talk").mkdir()
    monkeypatch.chdir(tmp_path / "talk")
    return installation


RENDERS = iter(range(1000))


def render(tex, make=lambda: MathTex("x", "y")):
    """Make mobjects as a render of its own does, with a folder that is empty."""
    media = tex.folder / f"media{next(RENDERS)}"
    with tempconfig({"media_dir": str(media)}), substitutes():
        return make()


def times(tex, make=lambda: MathTex("x", "y")):
    """How many times LaTeX runs for a render."""
    before = tex.count
    render(tex, make)
    return tex.count - before


def kept(tex):
    return sorted((tex.folder / "kept").glob("*.kept"))


def points(mobject):
    return [part.points for part in mobject.family_members_with_points()]


def test_it_is_typeset_once(tex):
    assert times(tex) == 1
    assert len(kept(tex)) == 1
    assert times(tex) == 0
    assert len(kept(tex)) == 1


def test_what_is_kept_is_the_very_same(tex):
    with tempconfig({"media_dir": str(tex.folder / "stock")}):
        stock = MathTex("x", "y")
    made = [render(tex) for _ in range(2)]
    assert tex.count == 2
    assert len(points(stock)) == 3
    for mobject in made:
        assert [part.tex_string for part in mobject] == ["x", "y"]
        assert [len(part) for part in mobject] == [2, 1]
        assert mobject[1][0].fill_color == stock[1][0].fill_color
        for ours, theirs in zip(points(mobject), points(stock), strict=True):
            assert np.array_equal(ours, theirs)


def test_nothing_but_outlines_is_left_in_the_folder_of_a_render(tex):
    render(tex)
    (folder,) = tex.folder.glob("media*/Tex")
    assert sorted(path.suffix for path in folder.iterdir()) == [".svg", ".tex"]


def test_what_a_forked_process_typesets_is_apart_from_what_is_cleared_away(tex):
    def make():
        first = config.tex_dir
        typeset_apart()
        MathTex("x")  # as a child does
        config.tex_dir = first
        return MathTex("y")

    render(tex, make)
    assert tex.count == 2
    assert len(list(tex.folder.glob("media*/Tex/*.svg"))) == 1


def template(**keywords):
    return TexTemplate(**keywords)


@pytest.mark.parametrize(
    "make",
    [
        lambda: MathTex("x", "z"),
        lambda: MathTex("x y"),
        lambda: Tex("x", "y"),
        lambda: MathTex("x", "y", tex_environment="gather*"),
        lambda: MathTex("x", "y", tex_template=template(preamble=r"\usepackage{amsmath}")),
        lambda: MathTex("x", "y", tex_template=template().add_to_document(r"\boldmath")),
        lambda: MathTex("x", "y", tex_template=template(documentclass=r"\documentclass{book}")),
        lambda: MathTex(
            "x", "y", tex_template=template(tex_compiler="xelatex", output_format=".xdv")
        ),
    ],
    ids=["source", "parts", "class", "environment", "preamble", "document", "template", "compiler"],
)
def test_another_question_is_answered_by_latex(tex, make, monkeypatch):
    render(tex)
    monkeypatch.setattr(tex_sources, "_FONTS_OF_THE_SYSTEM", ())
    assert times(tex, make) == 1
    assert times(tex, make) == 0
    assert times(tex) == 0


def rewritten(path, text="other"):
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text)


def updated(tex, program):
    with (tex.programs / program).open("a") as file:
        file.write("\n# another version\n")


CHANGES = {
    "version of LaTeX": lambda tex: updated(tex, "latex"),
    "version of dvisvgm": lambda tex: updated(tex, "dvisvgm"),
    "package": lambda tex: rewritten(tex.tree / "article.cls", "changed.cls"),
    "package, of the same length": lambda tex: rewritten(tex.tree / "article.cls", "elcitra.cls"),
    "installation": lambda tex: rewritten(tex.tree / "ls-R", "ls-R\nnew.sty"),
    "map of fonts": lambda tex: rewritten(tex.tree / "psfonts.map"),
    "own tree": lambda tex: rewritten(tex.own / "tex" / "latex" / "own.sty"),
    "package in this folder": lambda tex: rewritten(Path("article.cls")),
    "font in this folder": lambda tex: rewritten(Path("cmr10.pfb")),
    "file that it may read": lambda tex: rewritten(Path("macros.tex")),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_of_what_it_came_from_typesets_it_again(tex, change):
    before = render(tex)
    tex.picture.write_text(PICTURE.format(wide=2))
    assert np.array_equal(points(render(tex))[0], points(before)[0])
    change(tex)
    after = [render(tex) for _ in range(2)]
    assert tex.count == 2
    assert np.array_equal(points(after[0])[0], points(after[1])[0])
    assert not np.array_equal(points(after[0])[0], points(before)[0])


@pytest.mark.parametrize(
    ("name", "value"),
    [("TEXINPUTS", "/somewhere:"), ("HOME", "/elsewhere"), ("SOURCE_DATE_EPOCH", "0")],
)
def test_a_variable_that_leads_elsewhere_typesets_it_again(tex, monkeypatch, name, value):
    render(tex)
    monkeypatch.setenv(name, value)
    assert times(tex) == 1
    monkeypatch.setenv("SHELL_LEVEL", "7")
    assert times(tex) == 0


@pytest.mark.parametrize("place", ["./macros//", "macros", "../talk/macros//", "{here}/macros"])
def test_places_of_ones_own_are_watched(tex, monkeypatch, place):
    monkeypatch.setenv("OWN_INPUTS", place.format(here=Path.cwd()))
    rewritten(Path("macros", "own.sty"))
    render(tex)
    assert times(tex) == 0
    rewritten(Path("macros", "article.cls"))
    assert times(tex) == 1
    assert times(tex) == 0


def test_where_all_below_this_folder_is_searched_nothing_is_kept(tex, monkeypatch):
    monkeypatch.setenv("OWN_INPUTS", ".//")
    render(tex)
    assert kept(tex) == []


def test_latex_found_elsewhere_is_another_one(tex, monkeypatch):
    render(tex)
    shutil.copytree(tex.programs, tex.folder / "other")
    monkeypatch.setenv("PATH", f"{tex.folder / 'other'}{os.pathsep}{os.environ['PATH']}")
    assert times(tex) == 1


def test_a_file_of_ones_own_is_part_of_it(tex):
    macros = Path("macros.tex")
    macros.write_text(r"\def\R{\mathbb{R}}")
    render(tex)
    assert times(tex) == 0
    macros.write_text(r"\def\R{\mathbf{R}}")
    assert times(tex) == 1
    assert times(tex) == 0


def test_each_folder_has_its_own_files(tex, monkeypatch):
    for folder in ("one", "two"):
        Path(folder).mkdir()
        Path(folder, "macros.tex").write_text(folder)
    monkeypatch.chdir("one")
    render(tex)
    monkeypatch.chdir("../two")
    assert times(tex) == 1


def test_films_and_logs_in_the_folder_say_nothing(tex):
    render(tex)
    for name in ("film.mp4", "film.srt", "talk.py", "picture.png"):
        Path(name).touch()
    assert times(tex) == 0


MOMENTS = [
    r"\today",
    r"\number\year",
    r"\maketitle",
    r"\DTMnow",
    r"\pgfmathrandom{6}",
    r"\pdfuniformdeviate 6",
    r'\input|"date"',
    r"\input{|date}",
    r"\write18{date}",
    r"\directlua{tex.print(os.time())}",
]


@pytest.mark.parametrize("source", MOMENTS)
def test_what_depends_on_the_moment_is_not_kept(tex, source):
    render(tex, lambda: Tex(source))
    assert kept(tex) == []
    assert times(tex, lambda: Tex(source)) == 1


def test_nor_what_does_so_in_a_file_of_ones_own(tex):
    Path("macros.tex").write_text(r"\def\when{\today}")
    render(tex)
    assert kept(tex) == []


@pytest.mark.parametrize(
    "source", [r"3 \times 4", "a random walk, an operand", r"\max(|x|, |y|)", "the day, the time"]
)
def test_words_and_signs_that_only_look_like_it(source):
    assert not tex_sources.is_of_the_moment(source)


def test_what_changes_while_latex_runs_is_not_kept(tex, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setenv("PATH", f"{tex.programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("OPTVIZ_CACHE_DIR", str(tex.folder / "kept"))
    tex.write("latex", LATEX.replace("exit 0", 'echo "% new" >> "{tree}/article.cls"'))
    render(tex)
    assert kept(tex) == []


@pytest.mark.parametrize(
    "broken",
    [
        lambda tex: (tex.programs / "kpsewhich").unlink(),
        lambda tex: (tex.tree / "ls-R").unlink(),
        lambda tex: (tex.tree / "article.cls").unlink(),
        lambda tex: tex.write("latex", LATEX.replace("-recorder", "-nothing")),
    ],
    ids=["no kpsewhich", "no list", "TeX elsewhere", "no record"],
)
def test_where_nobody_can_tell_that_it_is_stale_nothing_is_kept(tex, broken):
    broken(tex)
    render(tex)
    assert kept(tex) == []
    assert times(tex) == 1


def test_half_a_picture_is_not_kept(tex):
    tex.picture.write_text(PICTURE.format(wide=3)[:-20])
    with pytest.raises(ParseError):
        render(tex)
    assert kept(tex) == []


def test_several_compilers_in_a_row_are_not_kept(tex):
    make = lambda: MathTex("x", "y", tex_template=template(tex_compiler=["latex", "latex"]))  # noqa: E731
    assert times(tex, make) == 2
    assert kept(tex) == []


@pytest.mark.parametrize("damaged", [b"", b"\0" * 100])
def test_a_damaged_file_is_typeset_again(tex, damaged):
    render(tex)
    kept(tex)[0].write_bytes(damaged)
    assert times(tex) == 1
    assert times(tex) == 0


def test_in_a_folder_that_cannot_be_listed_nothing_is_kept(tex, monkeypatch):
    def hidden(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tex_sources.os, "scandir", hidden)
    assert [times(tex), times(tex)] == [1, 1]
    assert kept(tex) == []


def test_nothing_is_kept_if_so_asked(tex, monkeypatch):
    monkeypatch.setenv("OPTVIZ_CACHE_DIR", "")
    assert [times(tex), times(tex)] == [1, 1]
    assert kept(tex) == []


def test_where_nothing_can_be_written_all_goes_on(tex, monkeypatch):
    (tex.folder / "file").touch()
    monkeypatch.setenv("OPTVIZ_CACHE_DIR", str(tex.folder / "file"))
    assert [times(tex), times(tex)] == [1, 1]


def test_without_latex_what_is_kept_is_not_asked_for(tex, monkeypatch):
    render(tex)
    monkeypatch.setenv("PATH", str(tex.folder))
    with pytest.raises(OSError, match="latex"):
        render(tex)
